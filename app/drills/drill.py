"""What every drill declares about itself, and who is being asked."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.drills import spelling, verdicts
from app.drills.bands import AGE_BANDS
from app.drills.given import Given
from app.drills.person import Person
from app.drills.steps import Question, Shows, SingleQuestion
from lexicon.records import Sense, Skill

if TYPE_CHECKING:
    from app.drills.chooser import Chooser

__all__ = ["AGE_BANDS", "Drill", "Need", "Person", "among", "clue", "hearable", "meaning", "named_by"]

#: A question with a single tile asks nothing.
FEWEST_CHOICES = 2


class Need(StrEnum):
    """What a drill cannot do without."""

    PICTURE = "picture"
    VOICE = "voice"
    VOICE_OR_READER = "voice or reader"
    PICTURE_OR_MEANING = "picture or meaning"
    MEANING = "meaning"
    FORMS = "listed forms"
    SENTENCE = "sentence"
    SOUND_PAIR = "another word that differs in one sound"
    MICROPHONE = "microphone"
    JUDGE = "a grown-up who decides"
    LETTER = "letter"
    OUTLINE = "outline of a letter"
    LINE = "line to read"


@dataclass(frozen=True, slots=True)
class Drill:
    """A kind of question, declared beside the code that asks it.

    ``key`` is what reviews store. ``typical_ms`` is the time one answer takes a 9–12-year-old: a guess
    that holds only until the learner's own pace is known. ``choices`` is the number of tiles (for
    pairs: of pairs; where something is built: of tiles that do not belong) by age band, empty where nothing
    is chosen from. ``ask`` returns None when no fair question can be made; ``judge`` says what an answer is
    worth (games of pairs have their own way). ``example``: shown once by playing itself, without text.
    """

    key: str
    goal: str
    skill: Skill
    youngest: str
    needs: frozenset[Need]
    choices: Mapping[str, int]
    typical_ms: int
    can_ask: Callable[[Sense, Person], bool]
    ask: Callable[[Sense, Person, Chooser, random.Random, bool], SingleQuestion | None] | None = None
    example: bool = True
    judge: Callable[[SingleQuestion, Given], verdicts.Judged] = verdicts.tapped


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


def named_by(sense: Sense, person: Person) -> Shows | None:
    """What calls for a word without showing how it is written: its picture, or a meaning that can be read."""
    if sense.picture is not None:
        return Shows.PICTURE
    return Shows.MEANING if clue(sense, person) else None


def clue(sense: Sense, person: Person) -> str:
    """A meaning this person can read that does not spell the word itself; "" where there is none.

    In Latin letters a Turkish or German meaning may be the very word (*ananas*): one starter word in twenty
    for Turkish.
    """
    text = meaning(sense, person.language) if person.gets_meanings() else None
    return text if text and not spelling.within(sense.headword, text, person.script) else ""


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
