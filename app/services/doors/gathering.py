"""Words out of what is kept, as entries for another tool."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Connection, or_, select

from app.services import travelling
from app.services.household import Household
from app.services.lists import Chosen
from app.services.travelling import Spoken
from lexicon import origins, schema
from lexicon.exchange.entries import Entry, Media, Sentence
from lexicon.own_words import OWN
from lexicon.records import Scope, Sense
from lexicon.statements import in_parts


@dataclass(slots=True)
class _Stands:
    sense: Sense
    lists: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The entries, and how many voices stay: they may not travel so far, or are not mastered yet."""

    entries: tuple[Entry, ...]
    left_out: int = 0


def gather(
    household: Household, chosen: Iterable[Chosen], *, media: bool = False, door: str = ""
) -> Gathered:
    """The words of these lists in their order, each once, with all lists that it stands in.

    A sentence goes along where a native reader has approved it or somebody here has written it; with
    ``media`` a picture does, and voices that were lent to everybody. ``key`` is the sense's id, or where
    it once came through this ``door`` what it was known by there, with the rest. Raises
    ``StoreError``.
    """
    found: dict[UUID, _Stands] = {}
    for some in chosen:
        for sense in some.senses:
            found.setdefault(sense.id, _Stands(sense)).lists.extend([some.title] if some.title else [])
    heard = travelling.voices(household, found, Scope.PUBLIC) if media else travelling.Voices()
    with household.kept.read() as connection:
        sentences = _sentences(connection, found)
        came = origins.of(connection, door, found) if door else {}
    entries = tuple(
        Entry(
            headword=one.sense.headword,
            glosses=dict(sorted(one.sense.glosses.items())),
            part_of_speech=one.sense.part_of_speech,
            examples=tuple(sentences[id_]),
            lists=tuple(one.lists),
            picture=_picture(household, one.sense) if media else None,
            voices=tuple(_voice(spoken, n, id_) for n, spoken in enumerate(heard.by_sense.get(id_, ()), 1)),
            key=came[id_].key if id_ in came else str(id_),
            rest=came[id_].rest if id_ in came else "",
        )
        for id_, one in found.items()
    )
    return Gathered(entries, heard.left_out)


def _picture(household: Household, sense: Sense) -> Media | None:
    content = travelling.picture(household, sense)
    return None if content is None else Media(f"{sense.picture}.png", lambda: content)


def _voice(spoken: Spoken, number: int, sense_id: UUID) -> Media:
    return Media(f"{sense_id}-{number}.mp3", lambda: spoken.clip)


def _sentences(connection: Connection, ids: Iterable[UUID]) -> defaultdict[UUID, list[Sentence]]:
    example, translation = schema.example, schema.example_translation
    found: defaultdict[UUID, list[Sentence]] = defaultdict(list)
    for some in in_parts(ids):
        may = or_(example.c.status == "approved", example.c.source == OWN)
        query = select(example).where(example.c.sense_id.in_(some), may)
        for row in connection.execute(query.order_by(example.c.place, example.c.id)).all():
            said = connection.execute(select(translation).where(translation.c.example_id == row.id))
            found[row.sense_id].append(Sentence(row.text, {one.language: one.text for one in said}))
    return found
