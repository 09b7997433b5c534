"""Hear what is in the picture, tap the letter that is in its word.

Which of the letters is in the word: exactly one is, wherever in it. The word is never written above, it would
show the letter; where there is no recording, a child or a grown-up says what the picture shows.
"""

from __future__ import annotations

import random

from app.drills.chooser import Chooser
from app.drills.drill import FEWEST_CHOICES, Drill, Need, Person
from app.drills.letters import Letter
from app.drills.steps import Question, Shows
from lexicon.records import Sense, Skill


def can_ask(sense: Sense, person: Person) -> bool:
    """A letter with a word for it that is drawn."""
    if not isinstance(sense, Letter) or not person.at_least(DRILL.youngest):
        return False
    return any(word.picture is not None for word in sense.words)


def ask(sense: Sense, person: Person, _chooser: Chooser, rng: random.Random, easier: bool) -> Question | None:
    """A picture and letters of which one is in its word; None when no wrong letter exists."""
    if not isinstance(sense, Letter):
        return None
    drawn = [word for word in sense.words if word.picture is not None]
    if not drawn:
        return None
    spoken = [word for word in drawn if word.voices]
    clue = rng.choice(spoken or drawn)
    wanted = max(FEWEST_CHOICES, DRILL.choices[person.age_band] - int(easier))
    wrong = beside(sense, person, wanted - 1, rng, without=clue.headword)
    if not wrong:
        return None
    choices = [sense, *wrong]
    rng.shuffle(choices)
    return Question(
        DRILL.key, DRILL.skill, sense, tuple(choices), Shows.PICTURE, Shows.WORD, bool(clue.voices),
        person.language, clue=clue,
    )  # fmt: skip


def beside(
    letter: Letter, person: Person, most: int, rng: random.Random, *, without: str = "", form: int = 0
) -> list[Letter]:
    """Up to ``most`` other letters to stand beside ``letter``, none of them in the word ``without``.

    All have the ``form``. First come letters it is easily taken for that are known already, then other
    known ones and those of the same step, then such as are still to come.
    """
    others = [
        other
        for other in person.at_hand.letters
        if other.letter != letter.letter and other.letter not in without and other.shapes[form]
    ]
    rng.shuffle(others)

    def strangeness(other: Letter) -> tuple[bool, bool]:
        known = other.letter in person.letters_known or other.step <= letter.step
        return not known, other.letter not in letter.alike

    return sorted(others, key=strangeness)[:most]


DRILL = Drill(
    key="letter_sound",
    goal="Hears a letter's sound in a word.",
    skill=Skill.HEAR,
    youngest="6-8",
    needs=frozenset({Need.LETTER, Need.PICTURE}),
    choices={"3-5": 2, "6-8": 3, "9-12": 4, "grown": 4},
    typical_ms=6_000,
    can_ask=can_ask,
    ask=ask,
)
