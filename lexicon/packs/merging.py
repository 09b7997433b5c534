"""A pack's rows and the database's: new ones added, the pack's own brought up to date, all others left.

- What the starter or this family has is never overwritten; a teacher's corrections of it come as edits.
- Edits made on this device win, unless somebody asks for the maker's (``theirs``).
- What was taken back here stays away: a voice, its consent, its speaker.
- Of a row that several installed packs bring, the pack with the smallest id has the say; of a field that they
  correct, the latest correction. So devices with the same packs have the same rows, in whatever order they
  came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from lexicon import edits, removals, schema
from lexicon.packs import keys, lines
from lexicon.packs.contents import Contents
from lexicon.packs.lines import Kind, Row
from lexicon.records import Stamp
from lexicon.statements import in_parts, rows_of

_row, _edit = schema.pack_row, schema.edit

WORDS: Final = (lines.WORD, lines.SENSE, lines.DIALECT, lines.EXAMPLE, lines.LIST)
ROWS: Final = (*WORDS, lines.SPEAKER, lines.CONSENT, lines.TAKE)
"""Kinds whose rows have an id and are named in ``pack_row``, in the order that foreign keys want."""
WITH_SOURCE: Final = (lines.SENSE, lines.DIALECT, lines.EXAMPLE, lines.LIST, lines.TAKE)
"""Those of them whose rows say who brought them."""
_PARTS: Final = (
    (lines.GLOSS, lines.SENSE, "sense_id"),
    (lines.APART, lines.SENSE, "sense_id"),
    (lines.FORM, lines.SENSE, "sense_id"),
    (lines.TRANSLATION, lines.EXAMPLE, "example_id"),
    (lines.TITLE, lines.LIST, "word_list_id"),
    (lines.ITEM, lines.LIST, "word_list_id"),
)
"""Kinds that are a part of a row of another kind, and come and go with it."""


class Merging:
    """Brings the rows of one pack in, within the caller's transaction.

    ``device`` is this one's id; ``now_ms`` decides which consents are over: their voices do not come in.
    """

    def __init__(self, connection: Connection, contents: Contents, device: UUID, now_ms: int) -> None:
        self._connection, self._contents, self._device, self._now_ms = connection, contents, device, now_ms
        self._id = contents.head.id
        self._carriers = _carriers(connection)
        self._gone = removals.all_of(connection)
        self._ours: dict[Kind, set[UUID]] = {}
        self._named: list[tuple[str, UUID]] = []
        self.added: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()
        self.senses: set[UUID] = set()
        """Senses that may be found by other texts than before."""
        self.edits = self.kept_edits = 0

    def merge(self, maker: bytes, *, theirs: bool = False) -> list[tuple[str, UUID]]:
        """Bring everything in; ``maker`` is the key that signed it. Returns what ``pack_row`` named until now
        as this pack's and what the pack has no longer."""
        for kind in (lines.SPEAKER, lines.CONSENT):
            self._rows(kind)
        self.merge_words(maker, theirs=theirs)
        self._rows(lines.TAKE)
        before = {key for key, packs in self._carriers.items() if self._id in packs}
        new = [key for key in dict.fromkeys(self._named) if key not in before]
        if new:
            rows = [{"pack_id": self._id, "kind": kind, "row_id": id_} for kind, id_ in new]
            self._connection.execute(insert(_row), rows)
        gone = sorted(before - set(self._named))
        forget_rows(self._connection, self._id, gone)
        return gone

    def merge_words(self, maker: bytes, *, theirs: bool = False) -> None:
        """Bring in all but voices, and name nothing."""
        for kind in WORDS:
            self._rows(kind)
        for kind, of, column in _PARTS:
            self._parts(kind, self._ours[of], column)
        self.senses |= self._ours[lines.SENSE]
        self._edits(maker, theirs)

    def _wanted(self, kind: Kind) -> dict[UUID, Row]:
        rows = {row["id"]: row for row in self._contents.of(kind.name)}
        if kind not in (lines.SPEAKER, lines.CONSENT, lines.TAKE):
            return rows
        consents = {
            row["id"]: row
            for row in self._contents.of(lines.CONSENT.name)
            if not self._is_over(row) and self._gone.isdisjoint((row["id"], row["speaker_id"]))
        }
        if kind is lines.CONSENT:
            return consents
        if kind is lines.SPEAKER:
            lent = {row["speaker_id"] for row in consents.values()}
            return {id_: row for id_, row in rows.items() if id_ in lent}
        return {
            id_: row for id_, row in rows.items() if row["consent_id"] in consents and id_ not in self._gone
        }

    def _is_over(self, consent: Row) -> bool:
        return consent["expires_ms"] is not None and consent["expires_ms"] <= self._now_ms

    def _rows(self, kind: Kind) -> None:
        wanted = self._wanted(kind)
        there_now = rows_of(self._connection, kind.table, kind.table.c.id, wanted)
        here = {row["id"]: row for row in there_now}
        new, old = [], []
        ours = self._ours[kind] = set()
        for id_, row in wanted.items():
            there, carriers = here.get(id_), self._carriers.get((kind.name, id_), set())
            if there is not None and not _is_of_a_pack(kind, there, carriers):
                continue  # the starter's, or made here
            self._named.append((kind.name, id_))
            if there is not None and min(carriers | {self._id}) != self._id:
                continue  # another pack has the say
            ours.add(id_)
            if there is None:
                new.append(row)
            elif any(there[column] != value for column, value in row.items()):
                old.append(row)
        if new:
            self._connection.execute(insert(kind.table), new)
        for row in old:
            self._connection.execute(update(kind.table).where(kind.table.c.id == row["id"]).values(**row))
        self.added[kind.name] += len(new)
        self.changed[kind.name] += len(old)
        if kind is lines.DIALECT:
            self.senses |= {row["sense_id"] for row in (*new, *old)}

    def _parts(self, kind: Kind, ours: set[UUID], column: str) -> None:
        """Put the parts of this pack's rows in place of those that are there."""
        for some in in_parts(ours):
            self._connection.execute(delete(kind.table).where(kind.table.c[column].in_(some)))
        wanted = [row for row in self._contents.of(kind.name) if row[column] in ours]
        if wanted:
            self._connection.execute(insert(kind.table), wanted)

    def _edits(self, maker: bytes, theirs: bool) -> None:
        here = {
            (row.target, row.target_id, row.field): row for row in self._connection.execute(select(_edit))
        }
        for row in self._contents.of(lines.EDIT.name):
            target, id_, field = row["target"], row["target_id"], row["field"]
            there = here.get((target, id_, field))
            if there is not None and there.device == self._device:
                if there.value is not None and there.value != row["value"] and not theirs:
                    self.kept_edits += 1
                    continue
                self._connection.execute(delete(_edit).where(*_at(target, id_, field)))
            stamp = Stamp(row["utc_ms"], keys.device_of(maker), self._contents.head.number)
            self._named.append((edit_kind(target, field), id_))
            came = edits.lay(self._connection, target, id_, field, row["value"], stamp)
            if came and (there is None or there.value != row["value"]):
                self.edits += 1
            if target == edits.SENSE:
                self.senses.add(id_)


def edit_kind(target: str, field: str) -> str:
    """How ``pack_row`` calls an edit of one field."""
    return f"edit {target} {field}"


def forget_edit(connection: Connection, maker: bytes, kind: str, id_: UUID) -> None:
    """Take back a maker's edit; one that somebody else has made since stays."""
    _, target, field = kind.split(" ", 2)
    of_maker = _edit.c.device == keys.device_of(maker)
    connection.execute(delete(_edit).where(*_at(target, id_, field), of_maker))


def forget_rows(connection: Connection, pack_id: UUID, gone: Iterable[tuple[str, UUID]]) -> None:
    """Note that a pack brings these rows no longer."""
    by_kind: defaultdict[str, list[UUID]] = defaultdict(list)
    for kind, id_ in gone:
        by_kind[kind].append(id_)
    for kind, ids in by_kind.items():
        for some in in_parts(ids):
            here = (_row.c.pack_id == pack_id) & (_row.c.kind == kind) & _row.c.row_id.in_(some)
            connection.execute(delete(_row).where(here))


def _carriers(connection: Connection) -> dict[tuple[str, UUID], set[UUID]]:
    """The packs that bring each row."""
    found: defaultdict[tuple[str, UUID], set[UUID]] = defaultdict(set)
    for kind, id_, pack_id in connection.execute(select(_row.c.kind, _row.c.row_id, _row.c.pack_id)):
        found[kind, id_].add(pack_id)
    return found


def _is_of_a_pack(kind: Kind, there: Mapping[str, Any], carriers: set[UUID]) -> bool:
    return bool(there["source"] == lines.SOURCE if kind in WITH_SOURCE else carriers)


def _at(target: str, id_: UUID, field: str) -> tuple[Any, ...]:
    return (_edit.c.target == target, _edit.c.target_id == id_, _edit.c.field == field)
