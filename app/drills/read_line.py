"""A line to read with the letters known so far.

Read aloud to the grown-up beside, who decides. A person who reads alone taps what the line means.
"""

from __future__ import annotations

import random

from app.drills import spelling, verdicts
from app.drills.chooser import Chooser
from app.drills.drill import FEWEST_CHOICES, Drill, Need, Person, meaning
from app.drills.given import Given
from app.drills.letters import Line
from app.drills.steps import Question, SayQuestion, Shows, SingleQuestion
from lexicon.records import Sense, Skill


def can_ask(sense: Sense, person: Person) -> bool:
    """A line that may be shown, all of whose letters are known, and a way to tell that it was read."""
    if not isinstance(sense, Line) or not person.at_least(DRILL.youngest):
        return False
    if not sense.letters <= person.letters_known:
        return False
    if sense.status != "approved" and not person.sentences_allowed:
        return False
    return person.reader_beside or (person.gets_meanings() and meaning(sense, person.language) is not None)


def ask(
    sense: Sense,
    person: Person,
    _chooser: Chooser,
    rng: random.Random,
    easier: bool,
) -> SingleQuestion | None:
    """The line for a grown-up to hear, or among meanings; None when there is no other meaning."""
    if not can_ask(sense, person):
        return None
    if person.reader_beside:
        return SayQuestion(
            DRILL.key, DRILL.skill, sense, Shows.WORD, spelling.line(sense.headword, person.script), "",
            sense.headword, records=False, voiced=bool(sense.voices), language=person.language,
        )  # fmt: skip
    own = meaning(sense, person.language)
    others = {
        told: line
        for line in person.at_hand.lines
        if (told := meaning(line, person.language)) not in (None, own)
    }
    wanted = max(FEWEST_CHOICES, DRILL.choices[person.age_band] - int(easier)) - 1
    choices = [sense, *rng.sample(list(others.values()), min(wanted, len(others)))]
    if len(choices) < FEWEST_CHOICES:
        return None
    rng.shuffle(choices)
    return Question(
        DRILL.key, DRILL.skill, sense, tuple(choices), Shows.WORD, Shows.MEANING, bool(sense.voices),
        person.language,
    )  # fmt: skip


def judge(step: SingleQuestion, given: Given) -> verdicts.Judged:
    """As the grown-up decided, or by the meaning tapped."""
    return (verdicts.tapped if isinstance(step, Question) else verdicts.said)(step, given)


DRILL = Drill(
    key="read_line",
    goal="Reads a line alone.",
    skill=Skill.READ,
    youngest="6-8",
    needs=frozenset({Need.LINE, Need.JUDGE}),
    choices={"3-5": 2, "6-8": 2, "9-12": 3, "grown": 4},
    typical_ms=12_000,
    can_ask=can_ask,
    ask=ask,
    judge=judge,
)
