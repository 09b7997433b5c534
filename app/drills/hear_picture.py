"""Hear a word, tap its picture."""

from __future__ import annotations

import random

from app.drills.chooser import Chooser
from app.drills.drill import Drill, Need, Person, among, hearable
from app.drills.steps import Question, Shows
from lexicon.records import Sense, Skill


def can_ask(sense: Sense, person: Person) -> bool:
    """A picture, and the word in somebody's voice: recorded, or a grown-up reading the headword aloud."""
    return sense.picture is not None and hearable(sense, person)


def ask(sense: Sense, person: Person, chooser: Chooser, rng: random.Random, easier: bool) -> Question | None:
    """The word among pictures; None when no fair wrong picture exists."""
    return among(DRILL, sense, person, chooser, rng, easier=easier, prompt=Shows.SOUND, tiles=Shows.PICTURE)


DRILL = Drill(
    key="hear_picture",
    goal="Knows the word by ear and finds what it means.",
    skill=Skill.HEAR,
    youngest="3-5",
    needs=frozenset({Need.PICTURE, Need.VOICE_OR_READER}),
    choices={"3-5": 3, "6-8": 4, "9-12": 4, "grown": 4},
    typical_ms=5_000,
    can_ask=can_ask,
    ask=ask,
)
