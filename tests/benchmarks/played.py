"""Our own lessons, played step by step by a simulated child through the functions the app calls.

``plan_lesson`` → ``Lesson`` (its agenda, rating and pace) → ``memory.after``, as ``app.services.lessons``
does it: the theme of today is the first with a word not met, the others come along as far as they are met,
and the next theme whole, for the days on which a theme is finished.
"""

from __future__ import annotations

import random
from uuid import UUID

from app.drills import memory as fsrs_memory
from app.drills.drill import Person
from app.drills.lesson import Lesson
from app.drills.pace import Pace
from app.drills.plan import plan_lesson
from app.drills.steps import Ending, Example, Meet, PairsQuestion, Question, Step
from lexicon.records import Memory, Review, Sense, Skill
from tests.benchmarks.answering import AFTER_WRONG_S, EXAMPLE_S, MEET_S, NOTICE_S, Child, after_s
from tests.benchmarks.learners import DAY_S

LEARNER = UUID(int=1)
BEGAN_MS = 1_793_620_800_000  # 2 November 2026, 12:00 UTC
OF_THEME = 20
LETTERS = "ابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي"


def words(count: int, voiced: bool) -> list[Sense]:
    """Made-up senses in themes of 20, each with a picture and an English meaning of its own."""
    dice = random.Random("words")
    return [
        Sense(
            id=UUID(int=number + 1),
            headword="".join(dice.choices(LETTERS, k=dice.randint(3, 8))),
            part_of_speech="noun",
            glosses={"en": f"meaning{number}"},
            theme_id=UUID(int=10**9 + number // OF_THEME),
            place=number % OF_THEME,
            picture=f"{0x1F300 + number:X}",
            voices=(f"{number:064x}",) if voiced else (),
        )
        for number in range(count)
    ]


def person(band: str) -> Person:
    """Who plays: ``9-12`` reads alone and has no recordings, so all is asked by eye; ``3-5`` all by ear."""
    return Person.of(band, reader_beside=False) if band == "9-12" else Person.of(band)


class Ours:
    """A child's lessons in the app."""

    def __init__(self, child: Child, count: int, seed: int, band: str) -> None:
        self._child = child
        self._person = person(band)
        self._words = words(count, voiced=band != "9-12")
        self._dice = random.Random(f"ours {seed}")
        self._memories: dict[tuple[UUID, Skill], Memory] = {}
        self._reviews: list[Review] = []
        self._seen: frozenset[str] = frozenset()
        self._band = band
        self.asked = self.right = 0
        self.used_s = 0.0

    @property
    def items(self) -> list[tuple[UUID, Skill]]:
        """Every word that was asked, by the skill it was asked by."""
        return list(self._memories)

    def lesson(self, day: int, budget_s: float) -> None:
        """One lesson, from the plan to the ending."""
        clock_s = began_s = day * DAY_S
        lesson = self._planned(began_s, budget_s)
        while (step := lesson.step(_ms(clock_s))) is not None and not isinstance(step, Ending):
            clock_s = self._plays(lesson, step, clock_s)
        self._seen |= lesson.newly_seen
        self.used_s += clock_s - began_s

    def _planned(self, began_s: float, budget_s: float) -> Lesson:
        met = {sense_id for sense_id, _ in self._memories}
        at = next((place for place, sense in enumerate(self._words) if sense.id not in met), 0)
        at -= at % OF_THEME
        theme, following = self._words[at : at + OF_THEME], self._words[at + OF_THEME : at + 2 * OF_THEME]
        others = [sense for sense in self._words[:at] if sense.id in met]
        pace = Pace.of(self._reviews, self._band)
        plan = plan_lesson(
            theme, others, self._memories.values(), self._person, pace, _ms(began_s), self._dice, budget_s,
            following=following,
        )  # fmt: skip
        return Lesson(plan, LEARNER, pace, self._dice, self._seen)

    def _plays(self, lesson: Lesson, step: Step, clock_s: float) -> float:
        """Does what the step asks; returns the time when the next one can be shown."""
        if isinstance(step, Question):
            item = (step.target.id, step.skill)
            tapped = self._child.taps(item, clock_s, len(step.choices))
            clock_s += tapped.took_s
            choice = step.target if tapped.right else next(one for one in step.choices if one != step.target)
            self._answers(lesson, step.target, choice, tapped.took_s, clock_s)
            self.right += tapped.right
            return clock_s + after_s(tapped.right)
        if isinstance(step, PairsQuestion):
            return self._pairs(lesson, step, clock_s)
        if isinstance(step, Meet):
            for skill in Skill:
                self._child.mind.meet((step.sense.id, skill), clock_s)
        clock_s += MEET_S if isinstance(step, Meet) else EXAMPLE_S if isinstance(step, Example) else NOTICE_S
        lesson.passed(_ms(clock_s))
        return clock_s

    def _pairs(self, lesson: Lesson, step: PairsQuestion, clock_s: float) -> float:
        """One pair: wrong tries are guesses among what is left, each as long as a look at a mistake."""
        left = [sense for sense in step.partners if sense.id not in step.matched]
        word = next(sense for sense in step.words if sense.id not in step.matched)
        tapped = self._child.taps((word.id, step.skill), clock_s, len(left))
        took_s, wrong = tapped.took_s, [sense for sense in left if sense.id != word.id]
        tries = 0 if tapped.right else 1 if tapped.recalled else self._dice.randint(1, len(wrong))
        for other in wrong[:tries]:
            clock_s += AFTER_WRONG_S
            self._answers(lesson, word, other, took_s, clock_s)
        clock_s += took_s
        self._answers(lesson, word, word, took_s + tries * AFTER_WRONG_S, clock_s)
        self.right += not tries
        return clock_s + after_s(True)

    def _answers(self, lesson: Lesson, word: Sense, choice: Sense, took_s: float, clock_s: float) -> None:
        outcome = lesson.answer(
            choice.id,
            target_id=word.id,
            taken_ms=_ms(took_s) - BEGAN_MS,
            now_ms=_ms(clock_s),
            offset_min=0,
            new_id=UUID(int=self._dice.getrandbits(128)),
        )
        review = outcome.review
        if review is None:
            return
        self.asked += 1
        self._reviews.append(review)
        key = (review.sense_id, review.skill)
        self._memories[key] = fsrs_memory.after(self._memories.get(key), review)


def _ms(at_s: float) -> int:
    return BEGAN_MS + round(1_000 * at_s)
