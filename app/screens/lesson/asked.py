"""The card for a question: which kind draws it, and what may be heard before it is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.drills.given import Given
from app.drills.lesson import Lesson
from app.drills.person import Person
from app.drills.steps import (
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
from app.screens.lesson.build import BuildCard
from app.screens.lesson.cards import QuestionCard
from app.screens.lesson.choice import ChoiceCard
from app.screens.lesson.saying import SayCard
from app.screens.lesson.single import SingleCard
from app.screens.lesson.tracing import TraceCard
from app.screens.lesson.typed import typed_card
from app.screens.lesson.voices import SpokenLine, SpokenWord
from app.widgets.keyboard_layouts import Hand
from lexicon.records import Sense

CHILD_BANDS = ("3-5", "6-8")
"""Age bands that get the keyboard with the large keys, as on a page to write on."""


def script_of(lesson: Lesson) -> str:
    """The script that the learner of a lesson reads and writes in."""
    person: Person = lesson.person
    return person.script


@dataclass(frozen=True, slots=True)
class Asker:
    """Makes cards for one learner: of an age band, who reads ``script``; ``hearing`` gives what says a word,
    or None where nobody has said it."""

    app: Any
    band: str
    script: str
    hearing: Callable[[Sense], SpokenWord | None]

    def before(self, question: SingleQuestion | PairsQuestion) -> SpokenWord | None:
        """What is heard before the answer, and may be heard again: never what would give it away."""
        if isinstance(question, Question) and question.clue is not None:
            return self.hearing(question.clue) if question.voiced else None
        if isinstance(question, TypedQuestion):
            return self._line(question) if question.voiced else None
        if isinstance(question, BuildQuestion):
            return self.hearing(question.target) if question.voiced else None
        if isinstance(question, PairsQuestion):
            return None
        return self.hearing(question.target) if question.prompt is Shows.SOUND else None

    def after(self, question: SingleQuestion) -> SpokenWord | None:
        """What is heard once it is answered, where it was not before."""
        if isinstance(question, SayQuestion) or self.before(question) is not None:
            return None
        return self.hearing(question.target) if question.voiced else None

    def card(
        self, question: SingleQuestion, answered: Callable[[Given], None], word: SpokenWord | None
    ) -> SingleCard:
        """The card; ``word`` is what ``before`` gave."""
        match question:
            case Question():
                return QuestionCard(question, answered, word, self.script)
            case ChoiceQuestion():
                return ChoiceCard(question, answered)
            case BuildQuestion():
                return BuildCard(question, answered, word)
            case TypedQuestion():
                hand: Hand = "child" if self.band in CHILD_BANDS else "grown_up"
                return typed_card(question, answered, word, hand, self.script)
            case SayQuestion():
                model = self.hearing(question.target) if question.voiced else None
                return SayCard(self.app, question, answered, model, self.script)
            case TraceQuestion():
                return TraceCard(question, answered, word)

    def _line(self, question: TypedQuestion) -> SpokenWord | None:
        if len(question.says) == 1:
            return self.hearing(question.target)
        words = [self.app.voice_files(sense.voices) for sense in question.says]
        return SpokenLine(self.app.player, words) if all(words) else None
