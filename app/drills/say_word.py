"""See it, say it: then hear how it is said, and a grown-up decides.

A machine does not judge how a child speaks. A grown-up who learns alone compares with the recording and
decides itself; a child never does.
"""

from __future__ import annotations

import random

from app.drills import verdicts
from app.drills.chooser import Chooser
from app.drills.drill import Drill, Need, Person, clue, named_by
from app.drills.letters import is_word
from app.drills.steps import SayQuestion, Shows
from lexicon.records import Sense, Skill


def can_ask(sense: Sense, person: Person) -> bool:
    """A microphone, something that calls for the word, and who says how it is said and whether it was."""
    if not person.has_microphone or not is_word(sense) or named_by(sense, person) is None:
        return False
    return person.reader_beside or (person.age_band == "grown" and bool(sense.voices))


def ask(
    sense: Sense,
    person: Person,
    _chooser: Chooser,
    _rng: random.Random,
    _easier: bool,
) -> SayQuestion | None:
    """The word's picture or meaning, to be said in Uyghur."""
    prompt = named_by(sense, person)
    if prompt is None:
        return None
    told = clue(sense, person) if prompt is Shows.MEANING else ""
    return SayQuestion(
        DRILL.key, DRILL.skill, sense, prompt, "", told, sense.headword, records=True,
        voiced=bool(sense.voices), language=person.language,
    )  # fmt: skip


DRILL = Drill(
    key="say_word",
    goal="Says the word so that a grandmother understands it.",
    skill=Skill.SAY,
    youngest="3-5",
    needs=frozenset({Need.MICROPHONE, Need.PICTURE_OR_MEANING, Need.VOICE_OR_READER, Need.JUDGE}),
    choices={},
    typical_ms=9_000,
    can_ask=can_ask,
    ask=ask,
    judge=verdicts.said,
)
