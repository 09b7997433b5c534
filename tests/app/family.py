"""A family that plays lessons in simulated time, through the services alone."""

from __future__ import annotations

import random
from pathlib import Path
from uuid import UUID

from app.drills.given import Given, Laid, Said, Tapped, Traced, Typed, right
from app.drills.memory import Key
from app.drills.steps import (
    AnyQuestion,
    BuildQuestion,
    ChoiceQuestion,
    Ending,
    PairsQuestion,
    Question,
    SayQuestion,
    SingleQuestion,
    TraceQuestion,
)
from app.services.household import Household
from app.services.lessons import Lessons, Running
from lexicon import memories, places, reviews
from lexicon.places import Places
from lexicon.records import Learner, Memory, Review
from tests.starter import laid

DAY_MS = 86_400_000


class Family:
    """A household with a clock and ids that the test holds in its hand."""

    def __init__(self, home: Path, seed: int = 1) -> None:
        self.rng = random.Random(seed)
        self.now_ms = 1_795_000_000_000
        self.household = Household(laid(Places(home, places.find().share)), lambda: self.now_ms, self.new_id)
        self.household.open()
        self.lessons = Lessons(self.household, self.rng)

    def new_id(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def lesson(
        self, learner: Learner, *, right: float = 1.0, theme: int = 0, most: int = 999
    ) -> Ending | None:
        """Play a lesson, answering right with the probability given; the ending, or None when it was left."""
        path = self.lessons.path(learner)
        return self.play(self.lessons.begin(learner, path.themes[theme].id, "en"), right=right, most=most)

    def play(self, running: Running, *, right: float = 1.0, most: int = 999) -> Ending | None:
        """Play a lesson that has begun."""
        answers = 0
        while (step := running.lesson.step(self.now_ms)) is not None:
            self.now_ms += 4_000
            if isinstance(step, Ending):
                return step
            if isinstance(step, AnyQuestion):
                answers += len(self.answer(running, step, right))
            else:
                running.lesson.passed(self.now_ms)
            if answers >= most:
                return None
        return None

    def answer(self, running: Running, step: AnyQuestion, right_share: float = 1.0) -> list[UUID]:
        """Answer a question of any kind (a game of pairs: all of it, right); what was asked, kept."""
        if isinstance(step, PairsQuestion):
            for word in step.words:
                outcome = running.lesson.answer(
                    word.id, target_id=word.id, taken_ms=3_000, now_ms=self.now_ms, offset_min=60,
                    new_id=self.new_id(),
                )  # fmt: skip
                assert outcome.review is not None
                self.lessons.keep(outcome.review)
            return [word.id for word in step.words]
        given = right(step) if self.rng.random() < right_share else wrong(step)
        outcome = running.lesson.answer_with(
            given, taken_ms=3_000, now_ms=self.now_ms, offset_min=60, new_id=self.new_id()
        )
        assert outcome.review is not None
        self.lessons.keep(outcome.review)
        return [step.target.id]

    def kept(self, learner: Learner) -> tuple[Review, ...]:
        with self.household.kept.read() as connection:
            return reviews.of(connection, learner.id)

    def remembered(self, learner: Learner) -> dict[Key, Memory]:
        with self.household.kept.read() as connection:
            return {(one.sense_id, one.skill): one for one in memories.of(connection, learner.id)}


def wrong(step: SingleQuestion) -> Given:
    """An answer that is wrong."""
    match step:
        case Question():
            return Tapped(next(sense.id for sense in step.choices if sense.id != step.target.id))
        case ChoiceQuestion():
            return Laid((next(i for i, text in enumerate(step.choices) if text != step.answer),))
        case BuildQuestion():
            found = right(step)
            assert isinstance(found, Laid)
            return Laid(found.places[:1])
        case SayQuestion():
            return Said(False)
        case TraceQuestion():
            return Traced(())
    return Typed("")
