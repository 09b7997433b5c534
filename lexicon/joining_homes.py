"""Bringing what is here into a database that comes back from a backup: nothing of either is lost.

Only ever done in the staged copy, which nobody uses yet (``restoring``). ``here`` is a copy of the present
database at today's revision, attached.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final
from uuid import UUID

from sqlalchemy import Table

from lexicon import guards, reviews, schema
from lexicon.records import Stamp
from lexicon.registers import stands
from lexicon.troubles import ReviewMismatchError

_APART: Final = (schema.tombstone, schema.fact, schema.memory, schema.search_key, schema.search_ending)
"""Joined otherwise, or made anew, or never joined."""
_REGISTERS: Final = (schema.setting, schema.edit)
_BURIED: Final = ("id", "learner_id", "speaker_id", "consent_id", "recording_id")
"""Columns that may name something with a tombstone."""


def join(connection: sqlite3.Connection, has_file: Callable[[str], bool]) -> None:
    """Add what only the present home has, in one transaction. ``has_file``: whether a recording's file,
    by SHA-256, is whole here. Raises ``ReviewMismatchError`` where two whole answers have one id.

    Of what both have, settings and edits go by their stamps; of a page that was written the later one stands,
    of a pack the newer version, of a recording ours where its file is here (it may have been mastered
    since); a damaged answer gives way to a whole one; everything else is as the backup has it.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("INSERT OR IGNORE INTO main.tombstone SELECT id FROM here.tombstone")
        _answers(connection)
        _newer_packs(connection)
        _recordings(connection, has_file)
        for table in schema.metadata.sorted_tables:
            if table in _REGISTERS:
                _register(connection, table)
            elif table not in _APART:
                _add(connection, table)
        _later_pages(connection)
        connection.execute(
            "UPDATE main.consent SET spoken_sha256 = (SELECT h.spoken_sha256 FROM here.consent h"
            " WHERE h.id = consent.id) WHERE withdrawn_ms IS NULL"
        )
        connection.execute(
            "UPDATE main.pack_maker SET successor = (SELECT h.successor FROM here.pack_maker h"
            " WHERE h.key = pack_maker.key) WHERE successor IS NULL"
        )
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _add(connection: sqlite3.Connection, table: Table) -> None:
    """Rows that are not there yet and that nobody has asked to be removed."""
    names = _names(table)
    living = [f"{one} NOT IN (SELECT id FROM main.tombstone)" for one in names if one in _BURIED]
    connection.execute(
        f"INSERT OR IGNORE INTO main.{table.name} ({', '.join(names)}) SELECT {', '.join(names)}"
        f" FROM here.{table.name}" + (f" WHERE {' AND '.join(living)}" if living else "")
    )


def _answers(connection: sqlite3.Connection) -> None:
    """Answers that both have must be the same; a damaged one gives way to a whole one."""
    names = _names(schema.review)
    differs = " OR ".join(f"a.{name} IS NOT b.{name}" for name in names)
    ours, theirs = (", ".join(f"{one}.{name}" for name in names) for one in ("b", "a"))
    both = f"FROM main.review a JOIN here.review b ON b.id = a.id WHERE {differs} ORDER BY a.id"
    old = connection.execute(f"SELECT {theirs} {both}").fetchall()
    new = connection.execute(f"SELECT {ours} {both}").fetchall()
    whole = [row for row in new if not reviews.flawed([row])]
    damaged = set(reviews.flawed(old))
    for row in whole:
        if row[0] not in damaged:
            raise ReviewMismatchError(f"another review with id {row[0]} is in the backup")
    if not whole:
        return
    for trigger in ("review_no_update", "review_no_delete"):
        connection.execute(f"DROP TRIGGER main.{trigger}")
    connection.executemany("DELETE FROM main.review WHERE id = ?", [(row[0],) for row in whole])
    for statement in guards.statements("sqlite")[:2]:
        connection.execute(statement)


def _newer_packs(connection: sqlite3.Connection) -> None:
    """Of a pack that both have, the newer version's rows are ours to add."""
    connection.execute(
        "DELETE FROM main.pack WHERE EXISTS"
        " (SELECT 1 FROM here.pack h WHERE h.id = pack.id AND h.version > pack.version)"
    )


def _recordings(connection: sqlite3.Connection, has_file: Callable[[str], bool]) -> None:
    names = [name for name in _names(schema.recording) if name != "id"]
    both = connection.execute(
        f"SELECT {', '.join(f'b.{name}' for name in names)}, b.id FROM main.recording a"
        " JOIN here.recording b ON b.id = a.id WHERE a.sha256 IS NOT b.sha256"
        " OR a.archive_sha256 IS NOT b.archive_sha256 OR a.status IS NOT b.status"
    ).fetchall()
    place, archive = names.index("sha256"), names.index("archive_sha256")
    ours = [row for row in both if has_file(row[place]) and (not row[archive] or has_file(row[archive]))]
    connection.executemany(
        f"UPDATE main.recording SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?", ours
    )


def _later_pages(connection: sqlite3.Connection) -> None:
    connection.execute(
        "UPDATE main.writing SET (text, changed_ms) ="
        " (SELECT h.text, h.changed_ms FROM here.writing h WHERE h.id = writing.id)"
        " WHERE EXISTS (SELECT 1 FROM here.writing h"
        " WHERE h.id = writing.id AND h.changed_ms > writing.changed_ms)"
    )


def _register(connection: sqlite3.Connection, table: Table) -> None:
    """Last writer by stamp, key by key, as two devices would."""
    names, keys = _names(table), [column.name for column in table.primary_key]
    values = ("value", "utc_ms", "device", "counter")
    gone = {UUID(one) for (one,) in connection.execute("SELECT id FROM main.tombstone")}
    buried = {str(one) for one in gone}

    def read(base: str) -> dict[tuple[object, ...], tuple[Stamp, str | None]]:
        rows = connection.execute(f"SELECT {', '.join((*keys, *values))} FROM {base}.{table.name}")
        return {
            row[:-4]: (Stamp(row[-3], UUID(row[-2]), row[-1]), row[-4])
            for row in rows
            if row[0] not in buried
        }

    there = read("main")
    standing = [
        (*key, value, stamp.utc_ms, stamp.device.hex, stamp.counter)
        for key, (stamp, value) in read("here").items()
        if key not in there or stands((stamp, value), there[key])
    ]
    connection.executemany(
        f"INSERT OR REPLACE INTO main.{table.name} ({', '.join((*keys, *values))})"
        f" VALUES ({', '.join('?' for _ in names)})",
        standing,
    )
