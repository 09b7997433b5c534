"""What every drill declares about itself, and who is being asked."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.drills.steps import Question, Shows
from lexicon.records import Sense, Skill

if TYPE_CHECKING:
    from app.drills.chooser import Chooser

AGE_BANDS = ("3-5", "6-8", "9-12", "grown")

#: A question with a single tile asks nothing.
FEWEST_CHOICES = 2


class Need(StrEnum):
    """What a drill cannot do without."""

    PICTURE = "picture"
    VOICE = "voice"
    VOICE_OR_READER = "voice or reader"
    PICTURE_OR_MEANING = "picture or meaning"


@dataclass(frozen=True, slots=True)
class Person:
    """Who is asked: age band, the language meanings are shown in, and who can read.

    ``reader_beside``: a grown-up reads aloud what has no recording. ``reads``: reads meanings alone.
    """

    age_band: str
    language: str
    reader_beside: bool
    reads: bool

    @classmethod
    def of(
        cls,
        age_band: str,
        language: str = "en",
        *,
        reader_beside: bool | None = None,
        reads: bool | None = None,
    ) -> Person:
        """The usual person of an age band; raises ValueError for a band that does not exist.

        Children up to twelve are taken to have a grown-up beside them; from nine on they read alone.
        """
        if age_band not in AGE_BANDS:
            raise ValueError(f"age band {age_band!r} is not one of {', '.join(AGE_BANDS)}")
        return cls(
            age_band,
            language,
            age_band != "grown" if reader_beside is None else reader_beside,
            age_band in ("9-12", "grown") if reads is None else reads,
        )

    def at_least(self, band: str) -> bool:
        """Whether this person is in ``band`` or an older one."""
        return AGE_BANDS.index(self.age_band) >= AGE_BANDS.index(band)

    def gets_meanings(self) -> bool:
        """Whether written meanings can stand on tiles: read alone, or by the grown-up beside."""
        return self.at_least("6-8") and (self.reads or self.reader_beside)


@dataclass(frozen=True, slots=True)
class Drill:
    """A kind of question, declared beside the code that asks it.

    ``key`` is what reviews store. ``typical_ms`` is the time one answer takes a 9–12-year-old: a guess
    that holds only until the learner's own pace is known. ``choices`` is the number of tiles (for
    pairs: of pairs) by age band. ``ask`` returns None when no fair question can be made.
    """

    key: str
    goal: str
    skill: Skill
    youngest: str
    needs: frozenset[Need]
    choices: Mapping[str, int]
    typical_ms: int
    can_ask: Callable[[Sense, Person], bool]
    ask: Callable[[Sense, Person, Chooser, random.Random, bool], Question | None] | None = None
    example: bool = True


def meaning(sense: Sense, language: str) -> str | None:
    """The gloss to show in ``language``: exactly that one, else its primary language, else English."""
    for tag in (language, language.split("-")[0], "en"):
        text = sense.glosses.get(tag)
        if text:
            return text
    return None


def hearable(sense: Sense, person: Person) -> bool:
    """Whether ``person`` gets to hear the word: from a recording, or from the grown-up beside."""
    return bool(sense.voices) or person.reader_beside


def among(
    drill: Drill,
    target: Sense,
    person: Person,
    chooser: Chooser,
    rng: random.Random,
    *,
    easier: bool,
    prompt: Shows,
    tiles: Shows,
) -> Question | None:
    """The question for ``target`` among tempting wrong answers, shuffled; None when no fair one exists.

    An ``easier`` question has one tile fewer. There are never fewer than two.
    """
    wanted = max(FEWEST_CHOICES, drill.choices[person.age_band] - int(easier))
    wrong = chooser.wrong(target, wanted - 1, tiles, person.language, drill.skill, rng)
    if len(wrong) + 1 < FEWEST_CHOICES:
        return None
    choices = [target, *wrong]
    rng.shuffle(choices)
    return Question(
        drill.key, drill.skill, target, tuple(choices), prompt, tiles, bool(target.voices), person.language
    )
