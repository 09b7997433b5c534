"""See a picture, tap the written word."""

from __future__ import annotations

import random

from app.drills.chooser import Chooser
from app.drills.drill import Drill, Need, Person, among
from app.drills.steps import Question, Shows
from lexicon.records import Sense, Skill


def can_ask(sense: Sense, person: Person) -> bool:
    """A picture, and a person old enough to begin with letters."""
    return sense.picture is not None and person.at_least(DRILL.youngest)


def ask(sense: Sense, person: Person, chooser: Chooser, rng: random.Random, easier: bool) -> Question | None:
    """The picture among written words; None when no fair wrong word exists."""
    return among(DRILL, sense, person, chooser, rng, easier=easier, prompt=Shows.PICTURE, tiles=Shows.WORD)


DRILL = Drill(
    key="picture_word",
    goal="Finds the written word for what is seen.",
    skill=Skill.READ,
    youngest="6-8",
    needs=frozenset({Need.PICTURE}),
    choices={"3-5": 2, "6-8": 3, "9-12": 4, "grown": 4},
    typical_ms=6_000,
    can_ask=can_ask,
    ask=ask,
)
