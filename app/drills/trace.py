"""Draw a letter over with a finger."""

from __future__ import annotations

import random

from app.drills import verdicts
from app.drills.chooser import Chooser
from app.drills.drill import Drill, Need, Person
from app.drills.letters import ISOLATED, Letter
from app.drills.steps import TraceQuestion
from lexicon.records import Sense, Skill


def can_ask(sense: Sense, person: Person) -> bool:
    """A letter of which somebody has laid down the strokes."""
    return isinstance(sense, Letter) and person.at_least(DRILL.youngest) and bool(_there(sense, person))


def ask(
    sense: Sense,
    person: Person,
    _chooser: Chooser,
    rng: random.Random,
    easier: bool,
) -> TraceQuestion | None:
    """One of the letter's shapes; the easier one is the letter alone, where it is there."""
    if not isinstance(sense, Letter):
        return None
    there = _there(sense, person)
    if not there:
        return None
    form = ISOLATED if easier and ISOLATED in there else rng.choice(there)
    return TraceQuestion(
        DRILL.key, DRILL.skill, sense, sense.shapes[form],
        person.at_hand.outlines[sense.letter, form], bool(sense.voices), person.language,
    )  # fmt: skip


def _there(letter: Letter, person: Person) -> list[int]:
    outlines = person.at_hand.outlines
    return [form for form, shape in enumerate(letter.shapes) if shape and outlines.get((letter.letter, form))]


DRILL = Drill(
    key="trace",
    goal="Draws the letter with all its dots.",
    skill=Skill.WRITE,
    youngest="6-8",
    needs=frozenset({Need.LETTER, Need.OUTLINE}),
    choices={},
    typical_ms=9_000,
    can_ask=can_ask,
    ask=ask,
    judge=verdicts.traced,
)
