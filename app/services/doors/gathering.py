"""Words out of what is kept, as entries for another tool."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Connection, or_, select

from app.services.household import Household
from app.services.lists import Chosen
from lexicon import schema
from lexicon.exchange.entries import Entry, Sentence
from lexicon.own_words import OWN
from lexicon.records import Sense
from lexicon.statements import in_parts


@dataclass(slots=True)
class _Stands:
    sense: Sense
    lists: list[str] = field(default_factory=list)


def entries(household: Household, chosen: Iterable[Chosen]) -> tuple[Entry, ...]:
    """The words of these lists in their order, each once, with all lists that it stands in.

    A sentence goes along where a native reader has approved it or somebody here has written it. ``key`` is
    the sense's id.
    """
    found: dict[UUID, _Stands] = {}
    for some in chosen:
        for sense in some.senses:
            found.setdefault(sense.id, _Stands(sense)).lists.extend([some.title] if some.title else [])
    with household.kept.read() as connection:
        sentences = _sentences(connection, found)
    return tuple(
        Entry(
            headword=one.sense.headword,
            glosses=dict(sorted(one.sense.glosses.items())),
            part_of_speech=one.sense.part_of_speech,
            examples=tuple(sentences[id_]),
            lists=tuple(one.lists),
            key=str(id_),
        )
        for id_, one in found.items()
    )


def _sentences(connection: Connection, ids: Iterable[UUID]) -> defaultdict[UUID, list[Sentence]]:
    example, translation = schema.example, schema.example_translation
    found: defaultdict[UUID, list[Sentence]] = defaultdict(list)
    for some in in_parts(ids):
        may = or_(example.c.status == "approved", example.c.source == OWN)
        query = (
            select(example).where(example.c.sense_id.in_(some), may).order_by(example.c.place, example.c.id)
        )
        for row in connection.execute(query).all():
            said = connection.execute(select(translation).where(translation.c.example_id == row.id))
            found[row.sense_id].append(Sentence(row.text, {one.language: one.text for one in said}))
    return found
