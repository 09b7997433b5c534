"""Children who play lessons in simulated time, and what they did."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from app.drills.drill import Person
from app.drills.lesson import Lesson
from app.drills.memory import replay
from app.drills.pace import Pace
from app.drills.plan import BUDGET_S, Plan, plan_lesson
from app.drills.steps import Ending, Outcome, PairsQuestion, Question, Step
from lexicon.records import Review, Sense

LEARNER = UUID("0b9a7a1e-8d5e-4f0c-9d5b-3f1f2a6c4d11")
MONDAY_MS = 1_793_620_800_000  # 2 November 2026, 12:00 UTC
DAY_MS = 86_400_000
HOUR_MS = 3_600_000


def new_id(rng: random.Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)


@dataclass
class Child:
    """Answers right with probability ``right``, after about ``seconds`` (log-normal, spread .4)."""

    right: float
    seconds: float
    meeting_s: float = 5.0

    def takes_ms(self, rng: random.Random) -> int:
        return round(1_000 * self.seconds * rng.lognormvariate(0, 0.4))


CLEVER = Child(right=0.95, seconds=3.0, meeting_s=3.0)
SLOW = Child(right=0.85, seconds=11.0, meeting_s=9.0)
CARELESS = Child(right=0.35, seconds=1.5, meeting_s=1.0)
CHILDREN = {"clever": CLEVER, "slow": SLOW, "careless": CARELESS}


@dataclass
class Played:
    """What happened in one lesson."""

    plan: Plan
    steps: list[Step] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    outcomes: list[tuple[Question | PairsQuestion, Outcome, int]] = field(default_factory=list)
    started_ms: int = 0
    ended_ms: int = 0
    newly_seen: frozenset[str] = frozenset()

    @property
    def minutes(self) -> float:
        return (self.ended_ms - self.started_ms) / 60_000

    @property
    def asked(self) -> list[Question | PairsQuestion]:
        return [step for step in self.steps if isinstance(step, Question | PairsQuestion)]

    @property
    def ending(self) -> Ending:
        last = self.steps[-1]
        assert isinstance(last, Ending)
        return last


def planned(
    theme: Iterable[Sense],
    *,
    others: Iterable[Sense] = (),
    reviews: Iterable[Review] = (),
    band: str = "6-8",
    language: str = "en",
    now_ms: int = MONDAY_MS,
    seed: int = 1,
    budget_s: float = BUDGET_S,
    person: Person | None = None,
) -> Plan:
    reviews = list(reviews)
    person = person or Person.of(band, language)
    return plan_lesson(
        list(theme),
        others,
        replay(reviews).values(),
        person,
        Pace.of(reviews, person.age_band),
        now_ms,
        random.Random(seed),
        budget_s,
    )


def play(
    plan: Plan,
    child: Child = CLEVER,
    *,
    now_ms: int = MONDAY_MS,
    seed: int = 1,
    reviews: Iterable[Review] = (),
    seen: frozenset[str] = frozenset(),
) -> Played:
    """Plays a whole lesson, the child's answers and times drawn from ``seed``."""
    rng = random.Random(seed)
    lesson = Lesson(plan, LEARNER, Pace.of(reviews, plan.person.age_band), random.Random(seed), seen)
    played = Played(plan, started_ms=now_ms)
    shown: Step | None = None
    while (step := lesson.step(now_ms)) is not None:
        assert len(played.steps) < 500, "the lesson does not end"
        if step is not shown and not (isinstance(step, PairsQuestion) and step.matched):
            played.steps.append(step)
        shown = step
        if not isinstance(step, Question | PairsQuestion):
            now_ms += round(1_000 * child.meeting_s)
            lesson.passed(now_ms)
            continue
        taken_ms = child.takes_ms(rng)
        now_ms += taken_ms
        target, choice = chooses(step, child, rng)
        outcome = lesson.answer(
            choice.id, target_id=target.id, taken_ms=taken_ms, now_ms=now_ms, offset_min=60,
            new_id=new_id(rng),
        )  # fmt: skip
        played.outcomes.append((step, outcome, len(played.steps)))
        if outcome.review is not None:
            played.reviews.append(outcome.review)
        now_ms += 1_200
    played.ended_ms = now_ms
    played.newly_seen = lesson.newly_seen
    return played


def chooses(step: Question | PairsQuestion, child: Child, rng: random.Random) -> tuple[Sense, Sense]:
    """The word asked for and the tile this child taps."""
    if isinstance(step, Question):
        target, tiles = step.target, list(step.choices)
    else:
        tiles = [sense for sense in step.partners if sense.id not in step.matched]
        target = next(sense for sense in step.words if sense.id not in step.matched)
    others = [sense for sense in tiles if sense.id != target.id]
    return target, target if not others or rng.random() < child.right else rng.choice(others)
