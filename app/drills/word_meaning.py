"""Read a word, tap its picture; or its meaning, where nothing unmistakable can be drawn."""

from __future__ import annotations

import random

from app.drills.chooser import Chooser
from app.drills.drill import Drill, Need, Person, among, meaning
from app.drills.letters import is_word
from app.drills.steps import Question, Shows
from lexicon.records import Sense, Skill


def can_ask(sense: Sense, person: Person) -> bool:
    """A picture, or a meaning that this person can read or have read to it."""
    return (
        person.at_least(DRILL.youngest)
        and is_word(sense)
        and (
            sense.picture is not None
            or (person.gets_meanings() and meaning(sense, person.language) is not None)
        )
    )


def ask(sense: Sense, person: Person, chooser: Chooser, rng: random.Random, easier: bool) -> Question | None:
    """The written word among pictures, or among meanings; None when neither can be fair."""
    tiles = Shows.PICTURE if sense.picture is not None else Shows.MEANING
    return among(DRILL, sense, person, chooser, rng, easier=easier, prompt=Shows.WORD, tiles=tiles)


DRILL = Drill(
    key="word_meaning",
    goal="Reads the word and knows what it means.",
    skill=Skill.READ,
    youngest="6-8",
    needs=frozenset({Need.PICTURE_OR_MEANING}),
    choices={"3-5": 2, "6-8": 3, "9-12": 4, "grown": 4},
    typical_ms=6_000,
    can_ask=can_ask,
    ask=ask,
)
