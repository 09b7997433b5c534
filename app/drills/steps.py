"""What a lesson shows, one frozen record a step, and what comes back from an answer.

The screens draw these and know nothing of how they were chosen. The questions among them are in
``questions``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from app.drills.questions import (
    AnyQuestion,
    BuildQuestion,
    ChoiceQuestion,
    PairsQuestion,
    Question,
    SayQuestion,
    Shows,
    SingleQuestion,
    TraceQuestion,
    TypedQuestion,
)
from lexicon.records import Review, Sense, Verdict

if TYPE_CHECKING:  # reading and comparing spellings takes .1 s to import: done when the first word is judged
    from lexicon.uyghur.judging import Judgement

__all__ = [
    "AnyQuestion",
    "BuildQuestion",
    "ChoiceQuestion",
    "Ending",
    "Example",
    "Meet",
    "Outcome",
    "PairsQuestion",
    "Question",
    "ReadTogether",
    "SayQuestion",
    "Shows",
    "SingleQuestion",
    "Step",
    "TraceQuestion",
    "TypedQuestion",
]


@dataclass(frozen=True, slots=True)
class ReadTogether:
    """Said once a lesson: some words have no recording yet, so a grown-up reads them aloud.

    ``senses`` are the words of this lesson without a voice, so that recording one can be offered.
    """

    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Meet:
    """A new word, shown before it is asked; ``voiced``: there is a recording to play."""

    sense: Sense
    voiced: bool


@dataclass(frozen=True, slots=True)
class Example:
    """How a drill goes, shown once to a learner without text: the screen plays ``question`` by itself."""

    drill: str
    question: AnyQuestion


@dataclass(frozen=True, slots=True)
class Ending:
    """What was learned. ``learned``: new words answered right; ``practised``: the other words asked;
    ``again``: those (of either) whose last answer was a miss, which tomorrow begins with."""

    learned: tuple[Sense, ...]
    practised: tuple[Sense, ...]
    again: tuple[Sense, ...]


Step = ReadTogether | Meet | Example | AnyQuestion | Ending


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer was worth.

    ``review`` is to be stored before the child sees the answer acknowledged; it is None only for a wrong
    try in a game of pairs, which lowers the pair's rating when it is found. ``right_id`` is the sense that
    was asked for, ``again`` says that it will come back in this lesson, ``finished`` that the step is over.
    ``right_text`` is what would have been right, where that is a text; ``letters`` what was good and what was
    not, letter by letter, where a word was written.
    """

    verdict: Verdict
    review: Review | None
    right_id: UUID
    again: bool
    finished: bool
    right_text: str = ""
    letters: Judgement | None = None
