"""Finding a word: the senses a query may stand for, as a person reads them."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.household import Household
from lexicon import senses
from lexicon.search import Hit, search


@dataclass(frozen=True, slots=True)
class Found:
    """One sense that was found: the headword, its meaning in the language asked for, and how it was found."""

    headword: str
    meaning: str
    part_of_speech: str
    hit: Hit


def find(household: Household, query: str, language: str = "en", limit: int = 30) -> tuple[Found, ...]:
    """The likeliest first. ``query`` in any script, or a meaning in any language, unfinished or one off."""
    with household.kept.read() as connection:
        hits = search(connection, query, limit=limit)
        here = {
            sense.id: sense
            for sense in senses.senses(connection, [hit.sense for hit in hits], household.now_ms())
        }
    return tuple(
        Found(
            here[hit.sense].headword,
            here[hit.sense].glosses.get(language, here[hit.sense].glosses.get("en", "")),
            here[hit.sense].part_of_speech,
            hit,
        )
        for hit in hits
        if hit.sense in here
    )
