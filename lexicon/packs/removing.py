"""A pack taken out again, or rows that its newer version has no longer.

A row goes with the last pack that brings it. A word that a child has answered stays, retired, so that the
answers keep their meaning; what another installed pack brings too is from now on as that pack has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, update

from lexicon import recordings, schema, search_index
from lexicon.packs import lines, reading
from lexicon.packs.flaws import PackError
from lexicon.packs.lines import Kind
from lexicon.packs.merging import ROWS, WITH_SOURCE, Merging, forget_edit, forget_rows
from lexicon.statements import in_parts, rows_of

_pack, _row = schema.pack, schema.pack_row
_NEEDS = {
    lines.SENSE: ((schema.review, "sense_id"), (schema.memory, "sense_id"), (schema.recording, "sense_id")),
    lines.WORD: ((schema.sense, "word_id"),),
    lines.CONSENT: ((schema.recording, "consent_id"),),
    lines.SPEAKER: ((schema.consent, "speaker_id"), (schema.recording, "speaker_id")),
}
"""What must not be left without the row that it names."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many words and recordings went, and the SHA-256 of files that no row names any more."""

    words: int
    voices: int
    files: frozenset[str]


def remove(connection: Connection, folder: Path, pack_id: UUID, device: UUID, now_ms: int) -> Dropped:
    """Take a pack out, in the caller's transaction; its file stays until that is kept.

    ``folder`` is where packs lie. Raises OSError.
    """
    pack = connection.execute(select(_pack).where(_pack.c.id == pack_id)).one()
    rows = connection.execute(select(_row.c.kind, _row.c.row_id).where(_row.c.pack_id == pack_id))
    gone = [(kind, id_) for kind, id_ in rows]
    forget_rows(connection, pack_id, gone)
    connection.execute(delete(schema.pack_part).where(schema.pack_part.c.pack_id == pack_id))
    connection.execute(delete(_pack).where(_pack.c.id == pack_id))
    return drop(connection, folder, pack.maker, gone, device, now_ms)


def drop(
    connection: Connection,
    folder: Path,
    maker: bytes,
    gone: Iterable[tuple[str, UUID]],
    device: UUID,
    now_ms: int,
) -> Dropped:
    """Rows that a pack of this ``maker`` brings no longer: those that no pack brings go."""
    still = {(kind, id_) for kind, id_ in connection.execute(select(_row.c.kind, _row.c.row_id))}
    by_kind: defaultdict[str, list[UUID]] = defaultdict(list)
    shared: set[tuple[str, UUID]] = set()
    edited: set[UUID] = set()
    for kind, id_ in gone:
        if kind.startswith("edit "):
            forget_edit(connection, maker, kind, id_)
            edited.add(id_)
        if (kind, id_) in still:
            shared.add((kind, id_))
        else:
            by_kind[kind].append(id_)
    search_index.refresh(connection, edited)
    before = recordings.named(connection)
    voices = words = 0
    for one in reversed(ROWS):
        went = _drop(connection, one, by_kind[one.name])
        voices += went if one is lines.TAKE else 0
        words += len(by_kind[one.name]) if one is lines.SENSE else 0
    if shared:
        _hand_over(connection, folder, shared, device, now_ms)
    return Dropped(words, voices, before - recordings.named(connection))


def _drop(connection: Connection, kind: Kind, ids: list[UUID]) -> int:
    """Delete the rows of a kind that nothing needs; senses that something needs are retired."""
    table = kind.table
    if kind in WITH_SOURCE:
        ids = [
            row["id"] for row in rows_of(connection, table, table.c.id, ids) if row["source"] == lines.SOURCE
        ]
    if kind is lines.SENSE:
        for some in in_parts(ids):
            connection.execute(update(table).where(table.c.id.in_(some)).values(retired=True))
        search_index.refresh(connection, ids)  # their keys go while it is known which they are
    if kind is lines.DIALECT:
        of = [row["sense_id"] for row in rows_of(connection, table, table.c.id, ids)]
    needed: set[UUID] = set()
    for other, column in _NEEDS.get(kind, ()):
        for some in in_parts(ids):
            needed |= set(connection.scalars(select(other.c[column]).where(other.c[column].in_(some))))
    loose = [id_ for id_ in ids if id_ not in needed]
    for some in in_parts(loose):
        connection.execute(delete(table).where(table.c.id.in_(some)))
    if kind is lines.DIALECT:
        search_index.refresh(connection, of)
    return len(loose)


def _hand_over(
    connection: Connection, folder: Path, shared: set[tuple[str, UUID]], device: UUID, now_ms: int
) -> None:
    """Let the packs that bring these rows too have the say; one whose file is unreadable is passed over."""
    query = select(_pack.c.id, _pack.c.sha256, _pack.c.maker).order_by(_pack.c.id)
    for pack_id, sha256, maker in connection.execute(query).all():
        own = connection.execute(select(_row.c.kind, _row.c.row_id).where(_row.c.pack_id == pack_id))
        if shared.isdisjoint((kind, id_) for kind, id_ in own):
            continue
        try:
            with (folder / sha256).open("rb") as file:
                contents = reading.words_of(file)
        except (PackError, OSError):
            continue
        merging = Merging(connection, contents, device, now_ms)
        merging.merge_words(maker)
        search_index.refresh(connection, merging.senses)


def count(connection: Connection, pack_id: UUID, kind: Kind) -> int:
    """How many rows of a kind a pack has brought."""
    here = (_row.c.pack_id == pack_id) & (_row.c.kind == kind.name)
    return connection.scalar(select(func.count()).select_from(_row).where(here)) or 0
