"""Themes and senses as the lessons see them: edits laid over them, voices that may play filled in.

Every function is a handful of queries however many senses come out; a whole starter of some hundred senses is
meant to be read at once and kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, select

from lexicon import edits, recordings, schema
from lexicon.records import ANY_VOICE, Sense, Theme, VoiceChoice
from lexicon.statements import in_parts

#: ``Sense.theme_id`` of a sense that stands in no list.
NO_THEME = UUID(int=0)

_list, _item, _sense, _word = schema.word_list, schema.word_list_item, schema.sense, schema.word


def themes(connection: Connection, *, sizes: bool = True) -> tuple[Theme, ...]:
    """The themes of the path in their order, each with the number of senses a child can meet in it (0 where
    ``sizes`` are not wanted: counting takes the most of it)."""
    return _lists(connection, "theme", sizes)


def own_lists(connection: Connection) -> tuple[Theme, ...]:
    """A teacher's own lists, which stand on no path, in their order."""
    return _lists(connection, "own", True)


def _lists(connection: Connection, kind: str, sizes: bool) -> tuple[Theme, ...]:
    edited = edits.of(connection, edits.THEME)
    titles: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
    for title in connection.execute(select(schema.word_list_title)):
        titles[title.word_list_id][title.language] = title.text
    counted = _sizes(connection) if sizes else {}
    rows = connection.execute(select(_list).where(_list.c.kind == kind).order_by(_list.c.place, _list.c.id))
    found = []
    for row in rows:
        own = edited.get(row.id, {})
        if _hidden(own, row.retired):
            continue
        found.append(
            Theme(
                id=row.id,
                titles=titles[row.id] | edits.by_language(own, "title."),
                picture=own.get("picture", row.picture) or None,
                place=row.place,
                size=counted.get(row.id, 0),
                level=row.level,
            )
        )
    return tuple(found)


def senses_of(
    connection: Connection, theme_id: UUID, now_ms: int, heard: VoiceChoice = ANY_VOICE
) -> tuple[Sense, ...]:
    """The senses of a theme (or of any list) in their order, without retired ones.

    ``now_ms`` decides which consents are still in force; ``heard`` whose voices they are.
    """
    which = select(_item.c.sense_id).where(_item.c.word_list_id == theme_id)
    found = _load(connection, which, now_ms, heard, theme_id)
    return tuple(sense for sense in found if not sense.retired)


def lessons_of(connection: Connection, theme_id: UUID) -> tuple[UUID, ...]:
    """The lessons of a theme in their order: lists of six to eight of its senses."""
    own = select(_item.c.sense_id).where(_item.c.word_list_id == theme_id)
    query = (
        select(_list.c.id)
        .join(_item, _item.c.word_list_id == _list.c.id)
        .where(_list.c.kind == "lesson", _list.c.retired.is_(False), _item.c.sense_id.in_(own))
        .group_by(_list.c.id, _list.c.place)
        .order_by(_list.c.place)
    )
    return tuple(connection.scalars(query))


def everything(connection: Connection, now_ms: int, heard: VoiceChoice = ANY_VOICE) -> tuple[Sense, ...]:
    """Every sense of every theme on the path, by theme and place, without retired ones."""
    which = select(_item.c.sense_id).join(_list).where(_list.c.kind == "theme")
    order = {theme.id: place for place, theme in enumerate(themes(connection))}
    found = [
        sense
        for sense in _load(connection, which, now_ms, heard)
        if not sense.retired and sense.theme_id in order
    ]
    return tuple(sorted(found, key=lambda sense: (order[sense.theme_id], sense.place, sense.id)))


def all_senses(connection: Connection, now_ms: int) -> tuple[Sense, ...]:
    """Every sense that is kept, in a list or in none, without retired ones: what is on the path first."""
    order = {theme.id: place for place, theme in enumerate(themes(connection))}
    found = [one for one in _load(connection, select(_sense.c.id), now_ms, ANY_VOICE) if not one.retired]
    last = len(order)
    return tuple(sorted(found, key=lambda one: (order.get(one.theme_id, last), one.place, one.id)))


def outlines(connection: Connection, now_ms: int) -> tuple[Sense, ...]:
    """As ``everything``, with the English meaning alone and nothing of what is kept apart, for whoever only
    counts: half of the work."""
    which = select(_item.c.sense_id).join(_list).where(_list.c.kind == "theme")
    order = {theme.id: place for place, theme in enumerate(themes(connection))}
    found = _load(connection, which, now_ms, ANY_VOICE, whole=False)
    kept = [sense for sense in found if not sense.retired and sense.theme_id in order]
    return tuple(sorted(kept, key=lambda sense: (order[sense.theme_id], sense.place, sense.id)))


def senses(
    connection: Connection, ids: Iterable[UUID], now_ms: int, heard: VoiceChoice = ANY_VOICE
) -> tuple[Sense, ...]:
    """These senses in the order asked for, retired ones too (a review may name them); unknown ids are not."""
    wanted = list(dict.fromkeys(ids))
    found: dict[UUID, Sense] = {}
    for some in in_parts(wanted):
        which = select(_sense.c.id).where(_sense.c.id.in_(some))
        found |= {sense.id: sense for sense in _load(connection, which, now_ms, heard)}
    return tuple(found[id_] for id_ in wanted if id_ in found)


def _load(
    connection: Connection,
    which: Select[tuple[UUID]],
    now_ms: int,
    heard: VoiceChoice,
    list_id: UUID | None = None,
    *,
    whole: bool = True,
) -> list[Sense]:
    columns = (*_sense.c, _word.c.headword, _word.c.homonym)
    rows = connection.execute(select(*columns).join(_word).where(_sense.c.id.in_(which))).all()
    glosses = _glosses(connection, which, None if whole else "en")
    places = _places(connection, which, list_id)
    apart = _apart(connection, which) if whole else {}
    forms = _forms(connection, which) if whole else {}
    voices = recordings.voices(connection, which, now_ms, heard)
    edited = edits.of(connection, edits.SENSE)
    found = []
    for row in rows:
        theme_id, place = places.get(row.id, (NO_THEME, 0))
        own = edited.get(row.id, {})
        found.append(
            Sense(
                id=row.id,
                headword=own.get("headword", row.headword),
                part_of_speech=own.get("part_of_speech", row.part_of_speech),
                glosses=glosses.get(row.id, {}) | edits.by_language(own, "gloss."),
                theme_id=theme_id,
                place=place,
                picture=own.get("picture", row.picture) or None,
                domain=own.get("domain", row.domain),
                level=int(own.get("level", row.level)),
                homonym=row.homonym,
                apart=frozenset(apart.get(row.id, ())),
                voices=voices.get(row.id, ()),
                forms=forms.get(row.id, {}),
                retired=_hidden(own, row.retired),
                status=row.status,
                note=row.note,
            )
        )
    return sorted(found, key=lambda sense: (sense.place, sense.id))


def _glosses(
    connection: Connection, which: Select[tuple[UUID]], language: str | None
) -> dict[UUID, dict[str, str]]:
    """The first meaning in each language, or in one."""
    table = schema.gloss
    query = select(table.c.sense_id, table.c.language, table.c.text).where(table.c.sense_id.in_(which))
    if language is not None:
        query = query.where(table.c.language == language)
    found: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
    for sense_id, language, gloss in connection.execute(query.order_by(table.c.language, table.c.place)):
        found[sense_id].setdefault(language, gloss)
    return found


def _places(
    connection: Connection, which: Select[tuple[UUID]], list_id: UUID | None
) -> dict[UUID, tuple[UUID, int]]:
    """For each sense the list it is read for, else its first theme, else any list; and its place there."""
    query = select(_item, _list.c.kind, _list.c.retired, _list.c.place.label("of_list")).join(_list)
    query = query.where(_item.c.sense_id.in_(which))
    if list_id is not None:
        query = query.where(_item.c.word_list_id == list_id)
    else:
        query = query.where(_list.c.kind != "lesson")  # a lesson is a part of its theme

    def rank(row: Row[Any]) -> tuple[bool, bool, int, UUID]:
        return row.kind != "theme", row.retired, row.of_list, row.word_list_id

    found: dict[UUID, tuple[UUID, int]] = {}
    for row in sorted(connection.execute(query), key=rank):
        found.setdefault(row.sense_id, (row.word_list_id, row.place))
    return found


def _apart(connection: Connection, which: Select[tuple[UUID]]) -> dict[UUID, set[UUID]]:
    """Both directions, whichever of the two senses says it."""
    table = schema.sense_apart
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    query = select(table).where(table.c.sense_id.in_(which) | table.c.other_id.in_(which))
    for row in connection.execute(query):
        found[row.sense_id].add(row.other_id)
        found[row.other_id].add(row.sense_id)
    return found


def _forms(connection: Connection, which: Select[tuple[UUID]]) -> dict[UUID, dict[str, str]]:
    """The inflected forms that somebody has accepted, by their tags."""
    table = schema.sense_form
    query = select(table.c.sense_id, table.c.tags, table.c.form).where(
        table.c.sense_id.in_(which), table.c.tags != "", table.c.evidence != "rule"
    )
    found: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
    for sense_id, tags, form in connection.execute(query.order_by(table.c.place)):
        found[sense_id][tags] = form
    return found


def _sizes(connection: Connection) -> dict[UUID, int]:
    counted = select(_item.c.word_list_id, func.count()).join(_sense).where(_sense.c.retired.is_(False))
    sizes = Counter({row[0]: row[1] for row in connection.execute(counted.group_by(_item.c.word_list_id))})
    hidden = edits.of(connection, edits.SENSE, ["retired"])
    if hidden:
        query = select(_item.c.word_list_id, _sense.c.id, _sense.c.retired).join(_sense)
        for row in connection.execute(query.where(_sense.c.id.in_(list(hidden)))):
            sizes[row.word_list_id] += row.retired - _hidden(hidden[row.id], row.retired)
    return dict(sizes)


def _hidden(edited: dict[str, str], retired: bool) -> bool:
    return edited["retired"] == "1" if "retired" in edited else retired
