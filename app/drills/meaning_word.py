"""See a meaning, tap the Uyghur word for it.

Where a picture can be drawn, ``picture_word`` asks the same without another language in between; this one
joins it from nine on, when a word has to be found in what one would say elsewhere.
"""

from __future__ import annotations

import random

from app.drills.chooser import Chooser
from app.drills.drill import Drill, Need, Person, among, clue
from app.drills.letters import is_word
from app.drills.steps import Question, Shows
from lexicon.records import Sense, Skill


def can_ask(sense: Sense, person: Person) -> bool:
    """A meaning to be read that does not show the word; with a picture, from nine on."""
    if not is_word(sense) or not clue(sense, person):
        return False
    return sense.picture is None or person.at_least("9-12")


def ask(sense: Sense, person: Person, chooser: Chooser, rng: random.Random, easier: bool) -> Question | None:
    """The meaning among written words; None when no fair wrong word exists."""
    return among(DRILL, sense, person, chooser, rng, easier=easier, prompt=Shows.MEANING, tiles=Shows.WORD)


DRILL = Drill(
    key="meaning_word",
    goal="Finds the Uyghur word for what is meant.",
    skill=Skill.READ,
    youngest="6-8",
    needs=frozenset({Need.MEANING}),
    choices={"3-5": 2, "6-8": 3, "9-12": 4, "grown": 4},
    typical_ms=7_000,
    can_ask=can_ask,
    ask=ask,
)
