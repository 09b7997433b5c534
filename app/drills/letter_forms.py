"""A letter alone, and joined shapes of several: tap the one that is the same letter."""

from __future__ import annotations

import random

from app.drills.chooser import Chooser
from app.drills.drill import FEWEST_CHOICES, Drill, Need, Person
from app.drills.letter_sound import beside
from app.drills.letters import ISOLATED, Letter
from app.drills.steps import Question, Shows
from lexicon.records import Sense, Skill


def can_ask(sense: Sense, person: Person) -> bool:
    """A letter that has a joined shape, and others to stand beside it."""
    return isinstance(sense, Letter) and person.at_least(DRILL.youngest) and bool(_joined(sense))


def ask(sense: Sense, person: Person, _chooser: Chooser, rng: random.Random, easier: bool) -> Question | None:
    """The letter alone among first, middle or last shapes; None when no other letter has one."""
    if not isinstance(sense, Letter) or not _joined(sense):
        return None
    form = rng.choice(_joined(sense))
    wanted = max(FEWEST_CHOICES, DRILL.choices[person.age_band] - int(easier))
    wrong = beside(sense, person, wanted - 1, rng, form=form)
    if not wrong:
        return None
    choices = [sense, *wrong]
    rng.shuffle(choices)
    return Question(
        DRILL.key, DRILL.skill, sense, tuple(choices), Shows.WORD, Shows.FORM, bool(sense.voices),
        person.language, form=form,
    )  # fmt: skip


def _joined(letter: Letter) -> list[int]:
    return [form for form, shape in enumerate(letter.shapes) if shape and form != ISOLATED]


DRILL = Drill(
    key="letter_forms",
    goal="Knows a letter at the beginning, in the middle and at the end of a word.",
    skill=Skill.READ,
    youngest="6-8",
    needs=frozenset({Need.LETTER}),
    choices={"3-5": 2, "6-8": 3, "9-12": 4, "grown": 4},
    typical_ms=6_000,
    can_ask=can_ask,
    ask=ask,
)
