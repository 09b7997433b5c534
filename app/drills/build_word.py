"""Build the word out of letter tiles, from where its script begins; some tiles do not belong to it."""

from __future__ import annotations

import random

from app.drills import spelling, verdicts
from app.drills.chooser import Chooser
from app.drills.drill import Drill, Need, Person, clue, named_by
from app.drills.letters import is_word
from app.drills.steps import BuildQuestion, Shows
from lexicon.records import Sense, Skill


def can_ask(sense: Sense, person: Person) -> bool:
    """One word of letters, short enough for its age, and something that calls for it."""
    if not is_word(sense) or not spelling.single(sense.headword):
        return False
    if len(spelling.letters(sense.headword, person.script)) < 2:
        return False  # one tile has no order
    return _prompt(sense, person) is not None and _extra(sense, person) >= 1


def ask(
    sense: Sense,
    person: Person,
    _chooser: Chooser,
    rng: random.Random,
    easier: bool,
) -> BuildQuestion | None:
    """The letters of the word and a few that tempt, shuffled; None where no order hides the word."""
    prompt = _prompt(sense, person)
    if prompt is None:
        return None
    right = spelling.letters(sense.headword, person.script)
    most = max(1, _extra(sense, person) - int(easier))
    pieces = spelling.shuffled(right, spelling.tempting(sense.headword, person.script, most, rng), rng)
    if pieces is None:
        return None
    told = clue(sense, person) if prompt is Shows.MEANING else ""
    return BuildQuestion(
        DRILL.key, DRILL.skill, sense, pieces, len(right), spelling.written(sense.headword, person.script),
        prompt, told, bool(sense.voices), person.language, person.script,
        accepted=person.at_hand.variants.get(sense.id, ()),
    )  # fmt: skip


def _prompt(sense: Sense, person: Person) -> Shows | None:
    """A picture or a meaning; else a recording. A grown-up would have to read the very word to be built."""
    return named_by(sense, person) or (Shows.SOUND if sense.voices else None)


def _extra(sense: Sense, person: Person) -> int:
    """How many tiles that do not belong fit beside those that do."""
    room = person.band.pieces - len(spelling.letters(sense.headword, person.script))
    return min(room, DRILL.choices[person.age_band])


DRILL = Drill(
    key="build_word",
    goal="Knows which letters make the word, and in which order.",
    skill=Skill.WRITE,
    youngest="6-8",
    needs=frozenset({Need.PICTURE_OR_MEANING}),
    choices={"3-5": 2, "6-8": 2, "9-12": 3, "grown": 4},
    typical_ms=12_000,
    can_ask=can_ask,
    ask=ask,
    judge=verdicts.spelled,
)
