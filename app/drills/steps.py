"""What a lesson shows, one frozen record a step, and what comes back from an answer.

The screens draw these and know nothing of how they were chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lexicon.records import Review, Sense, Skill, Verdict


class Shows(StrEnum):
    """What stands in the place of the prompt, or on a tile."""

    SOUND = "sound"
    PICTURE = "picture"
    WORD = "word"
    MEANING = "meaning"


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
class Question:
    """One target among tiles.

    ``choices`` are in the order they are drawn, ``target`` among them. With ``prompt`` SOUND and not
    ``voiced`` the headword is shown for a grown-up to read aloud. With ``prompt`` WORD or PICTURE the
    recording belongs *after* the answer: before it, it would give the answer away. ``language`` is
    that of MEANING tiles (BCP-47); ``drills.drill.meaning`` gives the text.
    """

    drill: str
    skill: Skill
    target: Sense
    choices: tuple[Sense, ...]
    prompt: Shows
    tiles: Shows
    voiced: bool
    language: str


@dataclass(frozen=True, slots=True)
class PairsQuestion:
    """Find the pairs: each of ``words`` belongs to the same sense among ``partners``.

    Both hold the same senses, each in the order drawn. ``prompt`` is WORD or SOUND, ``tiles`` PICTURE
    or MEANING. ``matched`` holds the ids already found; the lesson hands out a new record as it grows.
    """

    drill: str
    skill: Skill
    words: tuple[Sense, ...]
    partners: tuple[Sense, ...]
    prompt: Shows
    tiles: Shows
    language: str
    matched: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Example:
    """How a drill goes, shown once to a learner without text: the screen plays ``question`` by itself."""

    drill: str
    question: Question | PairsQuestion


@dataclass(frozen=True, slots=True)
class Ending:
    """What was learned. ``learned``: new words answered right; ``practised``: the other words asked;
    ``again``: those (of either) whose last answer was a miss, which tomorrow begins with."""

    learned: tuple[Sense, ...]
    practised: tuple[Sense, ...]
    again: tuple[Sense, ...]


Step = ReadTogether | Meet | Example | Question | PairsQuestion | Ending


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer was worth.

    ``review`` is to be stored before the child sees the answer acknowledged; it is None only for a wrong
    try in a game of pairs, which lowers the pair's rating when it is found. ``right_id`` is the sense that
    was asked for, ``again`` says that it will come back in this lesson, ``finished`` that the step is over.
    """

    verdict: Verdict
    review: Review | None
    right_id: UUID
    again: bool
    finished: bool
