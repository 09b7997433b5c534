"""Bringing the starter into the database, and a newer starter over an older one.

In place: a corrected word keeps its id and with it every child's memory; a withdrawn one is retired, never
deleted, and comes back by being in the files again; a teacher's own edits are laid over the rows elsewhere
(``lexicon.edits``) and stay. One transaction, so the words are never half new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, and_, bindparam, delete, update

from lexicon import edits, facts, schema, search_index, statements
from lexicon.starter import files, reading, tables
from lexicon.starter.reading import Reading
from lexicon.starter.rows import UnreadableStarterError
from lexicon.starter.tables import Key, Rows
from lexicon.store import Store

#: What goes when the files no longer say it, as long as the sense or theme itself stays, and the column
#: that names that sense or theme. Items of withdrawn senses stay: they say which theme a memory is from.
_PARTS = {
    schema.example_translation: "example_id",
    schema.example: "sense_id",
    schema.sense_form: "sense_id",
    schema.dialect_form: "sense_id",
    schema.gloss: "sense_id",
    schema.word_list_title: "word_list_id",
    schema.word_list_item: "sense_id",
}


@dataclass(frozen=True, slots=True)
class Report:
    """How many senses came new, were corrected, were withdrawn, came back; and ``kept_edits``, how many
    corrected fields stay as a teacher had set them."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    returned: int = 0
    kept_edits: int = 0


def bring_in(store: Store, folder: Path = files.HERE) -> Report | None:
    """Bring the files of a folder into the store; None where they are the ones brought in last.

    Raises ``UnreadableStarterError`` with the complaints, OSError, or a ``StoreError``; the words in the
    store are then as they were.
    """
    if files.is_current(store, folder):
        return None
    digest = files.digest(folder)
    with store.read() as connection:
        same = facts.get(connection, facts.STARTER) == digest
    if same:
        with store.write() as connection:
            search_index.ensure(connection)
        return None
    read = reading.read(folder)
    if read.complaints:
        raise UnreadableStarterError(read.complaints)
    with store.write() as connection:
        search_index.ensure(connection)
        report = bring_up_to_date(connection, read)
        facts.put(connection, facts.STARTER, digest)
    return report


def bring_up_to_date(connection: Connection, read: Reading) -> Report:
    """Make the starter's part of the database say what was read, in the caller's transaction."""
    new = tables.rows(read)
    old = tables.stored(connection, new)
    report = _compare(connection, old, new)
    # A sense or theme is retired and not deleted, and what belongs to it stays with it.
    living: dict[str, set[object]] = {
        "sense_id": {key[0] for key in new[schema.sense]},
        "example_id": {key[0] for key in new[schema.example]},
        "word_list_id": {key[0] for key in new[schema.word_list]},
    }
    for table, whole in _PARTS.items():
        gone = [
            row for key, row in old[table].items() if key not in new[table] and row[whole] in living[whole]
        ]
        _delete(connection, table, gone)
    apart = schema.sense_apart
    _delete(connection, apart, [row for key, row in old[apart].items() if key not in new[apart]])
    for table in tables.OWN:
        changed = [
            {**(old[table].get(key) or tables.BLANK.get(table, {})), **row}
            for key, row in new[table].items()
            if not row.items() <= old[table].get(key, {}).items()
        ]
        if changed:
            connection.execute(statements.insert_or_replace(table), changed)
    for table in (schema.sense, schema.word_list):
        _retire(connection, table, old[table].keys() - new[table].keys())
    search_index.refresh(connection, (key[0] for key in old[schema.sense].keys() | new[schema.sense].keys()))
    return report


def _compare(connection: Connection, old: Rows, new: Rows) -> Report:
    was, is_ = old[schema.sense], new[schema.sense]
    before, after = tables.contents(old), tables.contents(new)
    both = was.keys() & is_.keys()
    return Report(
        added=len(is_.keys() - was.keys()),
        changed=sum(before[key[0]] != after[key[0]] for key in both),
        retired=sum(not was[key]["retired"] for key in was.keys() - is_.keys()),
        returned=sum(was[key]["retired"] for key in both),
        kept_edits=_kept(edits.of(connection, edits.SENSE), before, after)
        + _kept(edits.of(connection, edits.THEME), tables.titles(old), tables.titles(new)),
    )


def _kept(
    edited: Mapping[UUID, Mapping[str, str]],
    before: Mapping[UUID, Mapping[str, object]],
    after: Mapping[UUID, Mapping[str, object]],
) -> int:
    """How many edited fields lie over something that the files now say differently."""
    return sum(
        before[id_].get(field) != after[id_].get(field)
        for id_, fields in edited.items()
        if id_ in before and id_ in after
        for field in fields
    )


def _delete(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        keys = list(table.primary_key)
        here = and_(*(key == bindparam(f"gone_{key.name}") for key in keys))
        gone = [{f"gone_{key.name}": row[key.name] for key in keys} for row in rows]
        connection.execute(delete(table).where(here), gone)


def _retire(connection: Connection, table: Table, keys: Iterable[Key]) -> None:
    gone = [{"gone": key[0]} for key in keys]
    if gone:
        connection.execute(update(table).where(table.c.id == bindparam("gone")).values(retired=True), gone)
