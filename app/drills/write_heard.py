"""Hear the word, write it on our own keyboard."""

from __future__ import annotations

import random

from app.drills import spelling, verdicts
from app.drills.chooser import Chooser
from app.drills.drill import Drill, Need, Person
from app.drills.letters import is_word
from app.drills.steps import TypedQuestion
from lexicon.records import Sense, Skill


def can_ask(sense: Sense, person: Person) -> bool:
    """A recording: a grown-up who reads aloud would have the written word before them, and so the child."""
    return person.at_least(DRILL.youngest) and is_word(sense) and bool(sense.voices)


def ask(
    sense: Sense,
    person: Person,
    _chooser: Chooser,
    _rng: random.Random,
    _easier: bool,
) -> TypedQuestion | None:
    """The word to be heard and typed in the learner's script."""
    return TypedQuestion(
        DRILL.key, DRILL.skill, sense, (sense,), spelling.written(sense.headword, person.script),
        person.script, bool(sense.voices), person.language, person.at_hand.variants.get(sense.id, ()),
    )  # fmt: skip


DRILL = Drill(
    key="write_heard",
    goal="Writes down what is heard.",
    skill=Skill.WRITE,
    youngest="9-12",
    needs=frozenset({Need.VOICE}),
    choices={},
    typical_ms=15_000,
    can_ask=can_ask,
    ask=ask,
    judge=verdicts.spelled,
)
