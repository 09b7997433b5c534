"""What of this database goes into a pack: chosen words with all that belongs to them, and voices that may.

A voice goes only where its consent is in force and lets it: one for this device alone never, one for the
class in a pack for the class only, and only from where the consent was given: whom a maker gave it to for the
class does not hand it on. What a speaker said to agree never goes, nor when; a take is of a month.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Table, or_, select

from lexicon import edits, removals, schema
from lexicon.packs import fields, lines
from lexicon.packs.lines import Kind, Rows
from lexicon.records import Scope, TakeStatus
from lexicon.statements import in_parts, rows_of

_sense, _list, _item = schema.sense, schema.word_list, schema.word_list_item
_take, _consent = schema.recording, schema.consent
_PARTS: Final = ((lines.GLOSS, "sense_id"), (lines.FORM, "sense_id"), (lines.DIALECT, "sense_id"))


@dataclass(frozen=True, slots=True)
class Gathered:
    """``rows`` for the pack; ``left_out`` counts rows that no reader would take (a text with markup);
    ``kept_back`` voices of these words that may not travel so far."""

    rows: Rows
    gone: tuple[UUID, ...]
    left_out: int
    kept_back: int


def gather(
    connection: Connection,
    senses: Iterable[UUID],
    lists: Iterable[UUID],
    scope: Scope,
    now_ms: int,
) -> Gathered:
    """The rows of ``senses`` and of ``lists`` (themes with their lessons; only what they have of the senses).

    ``scope`` is ``CLASS`` or ``PUBLIC``. Retired senses stay behind.
    """
    rows: Rows = {kind.name: [] for kind in (*lines.WORDS, *lines.VOICES)}
    wanted = list(dict.fromkeys(senses))
    rows["sense"] = [row for row in rows_of(connection, _sense, _sense.c.id, wanted) if not row["retired"]]
    ids = [row["id"] for row in rows["sense"]]
    here = set(ids)
    rows["word"] = rows_of(
        connection, schema.word, schema.word.c.id, {row["word_id"] for row in rows["sense"]}
    )
    for kind, column in _PARTS:
        rows[kind.name] = rows_of(connection, kind.table, kind.table.c[column], ids)
    rows["form"] = [row for row in rows["form"] if row["evidence"] != "rule"]
    rows["apart"] = rows_of(connection, schema.sense_apart, schema.sense_apart.c.sense_id, ids)
    rows["example"] = rows_of(connection, schema.example, schema.example.c.sense_id, ids)
    of_examples = schema.example_translation.c.example_id
    rows["translation"] = rows_of(
        connection, schema.example_translation, of_examples, [row["id"] for row in rows["example"]]
    )
    _lists(connection, rows, list(lists), here)
    rows["edit"] = _edits(connection, here, {row["id"] for row in rows["list"] if row["kind"] == "theme"})
    kept_back = _voices(connection, rows, ids, scope, now_ms)
    left_out = _without_what_cannot_travel(rows)
    return Gathered(rows, tuple(sorted(removals.all_of(connection))), left_out, kept_back)


def _lists(connection: Connection, rows: Rows, lists: list[UUID], here: set[UUID]) -> None:
    themes = [row for row in rows_of(connection, _list, _list.c.id, lists) if not row["retired"]]
    own = select(_item.c.sense_id).where(_item.c.word_list_id.in_([row["id"] for row in themes]))
    query = select(_list).join(_item, _item.c.word_list_id == _list.c.id)
    query = query.where(_list.c.kind == "lesson", _list.c.retired.is_(False), _item.c.sense_id.in_(own))
    lessons = {row.id: dict(row._mapping) for row in connection.execute(query)}
    rows["list"] = [*themes, *(row for id_, row in lessons.items() if id_ not in set(lists))]
    ids = [row["id"] for row in rows["list"]]
    rows["title"] = rows_of(connection, schema.word_list_title, schema.word_list_title.c.word_list_id, ids)
    items = rows_of(connection, _item, _item.c.word_list_id, ids)
    rows["item"] = [row for row in items if row["sense_id"] in here]


def _edits(connection: Connection, senses: set[UUID], themes: set[UUID]) -> list[dict[str, Any]]:
    """A teacher's edits of what is in the pack, with the day they were made on."""
    edit = schema.edit
    query = select(edit.c.target, edit.c.target_id, edit.c.field, edit.c.value, edit.c.utc_ms)
    of = {edits.SENSE: senses, edits.THEME: themes}
    rows = connection.execute(query.where(edit.c.value.is_not(None))).mappings()
    return [
        {**row, "utc_ms": row["utc_ms"] // fields.DAY_MS * fields.DAY_MS}
        for row in rows
        if row["target_id"] in of.get(row["target"], ()) and row["field"] != "retired"
    ]


def _voices(connection: Connection, rows: Rows, ids: list[UUID], scope: Scope, now_ms: int) -> int:
    """Fill in the voices that may travel; returns how many of these words' may not."""
    takes: list[dict[str, Any]] = []
    kept_back = 0
    brought = schema.pack_row
    came = set(connection.scalars(select(brought.c.row_id).where(brought.c.kind == lines.CONSENT.name)))
    for some in in_parts(ids):
        query = select(_take, _consent.c.scope).join(_consent, _consent.c.id == _take.c.consent_id)
        query = query.where(
            _take.c.sense_id.in_(some),
            _take.c.status == TakeStatus.READY.value,
            _consent.c.withdrawn_ms.is_(None),
            or_(_consent.c.expires_ms.is_(None), _consent.c.expires_ms > now_ms),
        )
        for row in connection.execute(query).mappings():
            if _may_travel(row["scope"], scope, given_here=row["consent_id"] not in came):
                takes.append({**row, "made_ms": _month(row["made_ms"])})
            else:
                kept_back += 1
    rows["take"] = takes
    consents = rows_of(connection, _consent, _consent.c.id, {row["consent_id"] for row in takes})
    # A day earlier rather than a moment later: it must not be heard longer than was allowed.
    rows["consent"] = [
        {
            **row,
            "given_ms": _month(row["given_ms"]),
            "expires_ms": None
            if row["expires_ms"] is None
            else row["expires_ms"] // fields.DAY_MS * fields.DAY_MS,
        }
        for row in consents
    ]
    rows["speaker"] = rows_of(
        connection, schema.speaker, schema.speaker.c.id, {row["speaker_id"] for row in takes}
    )
    return kept_back


def _may_travel(allowed: str, scope: Scope, *, given_here: bool) -> bool:
    return allowed == Scope.PUBLIC.value or (given_here and allowed == scope.value == Scope.CLASS.value)


def _month(ms: int) -> int:
    moment = datetime.fromtimestamp(ms / 1000, UTC)
    return fields.ms_of(f"{moment:%Y-%m}-01")


def _without_what_cannot_travel(rows: Rows) -> int:
    """Leave out rows that no reader would take, and what belongs to them; returns how many."""
    left_out = 0
    known: defaultdict[Table, set[UUID]] = defaultdict(set)
    for kind in (*lines.WORDS, *lines.VOICES):
        kept = [row for row in rows[kind.name] if lines.fits(kind, row) and _has_all(kind, row, known)]
        left_out += len(rows[kind.name]) - len(kept)
        rows[kind.name] = kept
        if kind.key == 1:
            known[kind.table] |= {row["id"] for row in kept}
    return left_out


def _has_all(kind: Kind, row: Mapping[str, Any], known: Mapping[Table, set[UUID]]) -> bool:
    return all(one.names is None or row[one.column] in known[one.names] for one in kind.fields)


def files_of(rows: Rows) -> dict[str, str]:
    """The media type of every clip that the rows name, by its SHA-256."""
    return {row["sha256"]: row["media_type"] for row in rows["take"]}


def pictures_of(rows: Rows) -> set[str]:
    """The codes of the pictures that the rows show."""
    found = {row["picture"] for kind in ("sense", "list") for row in rows[kind]}
    found |= {row["value"] for row in rows["edit"] if row["field"] == "picture"}
    return {code for code in found if code}
