"""Where a lesson stands: a frozen State, so that taking an answer back is going back to the State before."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import Enum, auto
from uuid import UUID

from app.drills.chooser import Chooser
from app.drills.plan import Plan
from app.drills.steps import AnyQuestion, Step
from lexicon.records import Sense, Skill


class Why(Enum):
    """Why something is on the agenda."""

    MEET = auto()
    FIRST = auto()
    CHECK = auto()
    EXTRA = auto()
    DUE = auto()
    AGAIN = auto()
    FILLER = auto()
    LAST = auto()


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to show or ask: not before step number ``ready``; ``skill`` None leaves the choice open."""

    sense: Sense
    why: Why
    skill: Skill | None = None
    ready: int = 0
    drill: str = ""
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of this lesson."""

    sense: Sense
    skill: Skill
    drill: str
    right: bool


@dataclass(frozen=True, slots=True)
class Course:
    """What does not change while a lesson runs."""

    plan: Plan
    chooser: Chooser
    seed: int

    def dice(self, shown: int, sense: Sense) -> random.Random:
        """The random source of one step: the same step draws the same, also when it is looked at ahead."""
        return random.Random(f"{self.seed}:{shown}:{sense.id}")


@dataclass(frozen=True, slots=True)
class State:
    """Where a lesson stands. ``step`` is None between an answer and the next step, and when all is ``over``.

    ``tasks`` are behind the step; ``ahead`` is the question that follows an example; ``tries`` are the wrong
    tries (word, chosen) of a game of pairs; ``shown`` numbers the steps from 1;
    ``latest`` is the sense last met or asked; ``fillers`` counts what was asked only to let time pass.
    """

    fresh: tuple[Task, ...]
    owed: tuple[Task, ...] = ()
    step: Step | None = None
    tasks: tuple[Task, ...] = ()
    ahead: tuple[AnyQuestion, tuple[Task, ...]] | None = None
    shown: int = 0
    log: tuple[Answered, ...] = ()
    latest: UUID | None = None
    tries: tuple[tuple[UUID, UUID], ...] = ()
    examples: frozenset[str] = frozenset()
    told: bool = False
    fillers: int = 0
    closed: bool = False
    over: bool = False


def sure(state: State) -> list[Answered]:
    """The last answer to each word that was answered right and is owed nothing, oldest first."""
    return _right_at_last(state, {task.sense.id for task in state.owed})


def sure_so_far(state: State) -> list[Answered]:
    """Like ``sure``, with words that still have their second question before them."""
    return _right_at_last(state, {task.sense.id for task in state.owed if task.why is not Why.CHECK})


def _right_at_last(state: State, without: set[UUID]) -> list[Answered]:
    latest = {answer.sense.id: answer for answer in state.log}
    return [
        answer
        for answer in state.log
        if latest[answer.sense.id] is answer and answer.right and answer.sense.id not in without
    ]
