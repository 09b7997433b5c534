"""What was removed on a person's wish leaves every copy of the database too.

Copies are the snapshots, what migrations leave beside the database, and a damaged database put aside. Each in
which something lives that has a tombstone is written anew without it and takes the old one's place, so that a
kill at any moment leaves a whole file, and doing it again finds what is left to do. One that cannot be read
may hold what was removed, and nobody could say that it does not: it is deleted.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from lexicon import copies
from lexicon.places import Places
from lexicon.store import COMPANIONS
from lexicon.troubles import DatabaseDamagedError, DatabaseUnreachableError, translated
from lexicon.whole_files import replace_whole, sync_file, sync_folder

_log = logging.getLogger("anatil")

MARK: Final = "in-line"
"""Beside the snapshots: a digest of the tombstones that every copy was last brought in line with."""

_OWNED: Final = ("learner_id", "recording_id")
"""Rows with such a column go with what it names, whatever table they are in."""

_LIVING: Final = (
    "SELECT 1 FROM learner WHERE id IN (SELECT id FROM gone)",
    "SELECT 1 FROM speaker WHERE id IN (SELECT id FROM gone)",
    "SELECT 1 FROM recording WHERE id IN (SELECT id FROM gone) OR consent_id IN (SELECT id FROM gone)"
    " OR speaker_id IN (SELECT id FROM gone)",
    "SELECT 1 FROM consent WHERE speaker_id IN (SELECT id FROM gone)"
    " OR id IN (SELECT id FROM gone) AND (withdrawn_ms IS NULL OR spoken_sha256 IS NOT NULL)",
    "SELECT 1 FROM setting WHERE scope IN (SELECT written FROM gone)",
)
_TAKES: Final = (
    "SELECT id FROM recording WHERE id IN (SELECT id FROM gone) OR consent_id IN (SELECT id FROM gone)"
    " OR speaker_id IN (SELECT id FROM gone)"
)


@dataclass(frozen=True, slots=True)
class Purged:
    """Which copies were written anew, and which had to be deleted because they could not be read."""

    rewritten: tuple[Path, ...] = ()
    deleted: tuple[Path, ...] = ()


def every_copy(places: Places) -> tuple[Path, ...]:
    """Every copy of the database that lies in this home, in order of name."""
    home = places.home
    beside = [*home.glob("anatil-before-*.sqlite"), *home.glob("anatil-damaged-*.sqlite")]
    return tuple(sorted([*beside, *places.snapshots.glob("*.sqlite")]))


def half_made(places: Places) -> tuple[Path, ...]:
    """What a killed process left of a copy."""
    ends = (copies.ENDING, *(copies.ENDING + end for end in COMPANIONS))
    return tuple(
        path
        for folder in (places.home, places.snapshots)
        for end in ends
        for path in sorted(folder.glob(f"*.sqlite{end}"))
    )


def tombstones(database: Path) -> frozenset[UUID]:
    """What was removed, as a database says it. Raises a ``StoreError``."""
    with copies.reading(database) as connection:
        return frozenset(UUID(one) for (one,) in connection.execute("SELECT id FROM tombstone"))


def purge(places: Places, gone: Iterable[UUID], now_ms: int) -> Purged:
    """Bring every copy in line with the tombstones ``gone``.

    Safe to be killed and to be called again; it costs little where nothing is left to do. Raises a
    ``StoreError`` or OSError where a copy can neither be changed nor deleted.
    """
    wanted = frozenset(gone)
    mark = places.snapshots / MARK
    digest = hashlib.blake2b(b"".join(sorted(one.bytes for one in wanted)), digest_size=16).hexdigest()
    rewritten, deleted = [], []
    with copies.ONE_AT_A_TIME:
        demanded = bool(wanted) and (not mark.exists() or mark.read_text("ascii", "replace") != digest)
        for partial in half_made(places):
            partial.unlink(missing_ok=True)
        for path in every_copy(places):
            try:
                if _bring_in_line(path, wanted, now_ms):
                    rewritten.append(path)
            except (DatabaseDamagedError, DatabaseUnreachableError, sqlite3.Error) as error:
                if demanded:
                    _log.warning("%s cannot be read and is deleted: something was removed", path.name)
                    copies.forget(path)
                    sync_folder(path.parent)
                    deleted.append(path)
                else:
                    _log.warning("%s cannot be read: %s", path.name, error)
        if demanded:
            places.snapshots.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_whole(mark, digest.encode())
    return Purged(tuple(rewritten), tuple(deleted))


def _bring_in_line(path: Path, gone: frozenset[UUID], now_ms: int) -> bool:
    """Whether the copy had to be written anew."""
    if not gone:
        return False
    with copies.reading(path, still=True) as copy:
        copies.check(copy)
        here = frozenset(UUID(one) for (one,) in copy.execute("SELECT id FROM tombstone"))
        living = is_living(copy, gone)
    if not living:
        if not gone <= here:  # in place: SQLite itself makes it whole or not at all
            with copies.changing(path) as copy:
                rows = [(one.hex,) for one in gone]
                copy.execute("BEGIN IMMEDIATE")
                copy.executemany("INSERT OR IGNORE INTO tombstone VALUES (?)", rows)
                copy.execute("COMMIT")
        return False
    if any(path.with_name(path.name + end).exists() for end in COMPANIONS):
        with copies.changing(path):  # folds the log into the file: a log must not meet another's file
            pass
    partial = path.with_name(f".{path.name}{copies.ENDING}")
    try:
        copies.forget(partial)
        partial.touch(0o600)
        with copies.reading(path, still=True) as old, translated(), closing(sqlite3.connect(partial)) as new:
            old.backup(new)
        with copies.changing(partial) as new:
            remove(new, gone, now_ms)
            new.execute("VACUUM")
            copies.check(new)
            if is_living(new, gone):
                raise DatabaseDamagedError("what was removed is still in the copy")
        sync_file(partial)
        partial.replace(path)
        sync_folder(path.parent)
    except BaseException:
        copies.forget(partial)
        raise
    return True


def is_living(connection: sqlite3.Connection, gone: Iterable[UUID]) -> bool:
    """Whether anything of what was removed is still in this database."""
    _note(connection, gone)
    owned = [
        f'SELECT 1 FROM "{table}" WHERE {column} IN (SELECT id FROM gone)'
        for table, column in _columns(connection, _OWNED)
    ]
    return any(connection.execute(f"{query} LIMIT 1").fetchone() for query in (*_LIVING, *owned))


def remove(connection: sqlite3.Connection, gone: Iterable[UUID], now_ms: int) -> frozenset[str]:
    """Do in this database what ``removals`` did in another, in one transaction, whatever revision it is at.

    Returns the SHA-256 of files that no row names any more.
    """
    _note(connection, gone)
    named = "SELECT sha256 FROM recording UNION SELECT archive_sha256 FROM recording"
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = {one for (one,) in connection.execute(named) if one}
        spoken = connection.execute(
            "SELECT spoken_sha256 FROM consent WHERE id IN (SELECT id FROM gone)"
            " OR speaker_id IN (SELECT id FROM gone)"
        ).fetchall()
        connection.execute(f"INSERT OR IGNORE INTO gone SELECT id, '' FROM ({_TAKES})")
        connection.execute("INSERT OR IGNORE INTO tombstone SELECT id FROM gone")
        for table, column in _columns(connection, _OWNED):
            connection.execute(f'DELETE FROM "{table}" WHERE {column} IN (SELECT id FROM gone)')
        connection.execute("DELETE FROM setting WHERE scope IN (SELECT written FROM gone)")
        connection.execute("DELETE FROM learner WHERE id IN (SELECT id FROM gone)")
        connection.execute("DELETE FROM recording WHERE id IN (SELECT id FROM gone)")
        connection.execute("DELETE FROM consent WHERE speaker_id IN (SELECT id FROM gone)")
        connection.execute(
            "UPDATE consent SET withdrawn_ms = coalesce(withdrawn_ms, ?), spoken_sha256 = NULL"
            " WHERE id IN (SELECT id FROM gone)",
            (now_ms,),
        )
        connection.execute("DELETE FROM speaker WHERE id IN (SELECT id FROM gone)")
        removed = before - {one for (one,) in connection.execute(named) if one}
        for table, _column in _columns(connection, ("pack_id",)):
            if table == "pack_part":  # where a clip of it lies in the file of a pack
                rows = [(one,) for one in removed]
                connection.executemany("DELETE FROM pack_part WHERE sha256 = ?", rows)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return frozenset(removed) | {one for (one,) in spoken if one}


def _note(connection: sqlite3.Connection, gone: Iterable[UUID]) -> None:
    """The ids as the tables write them (32 digits), and as settings do (with dashes)."""
    connection.execute("DROP TABLE IF EXISTS temp.gone")
    connection.execute("CREATE TEMP TABLE gone (id TEXT PRIMARY KEY, written TEXT)")
    connection.executemany("INSERT INTO gone VALUES (?, ?)", [(one.hex, str(one)) for one in gone])


def _columns(connection: sqlite3.Connection, wanted: Iterable[str]) -> list[tuple[str, str]]:
    tables = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
    return [
        (table, column)
        for (table,) in tables
        for column in wanted
        if any(row[1] == column for row in connection.execute(f'PRAGMA main.table_info("{table}")'))
    ]
