"""What a lesson becomes: after an answer, and looking ahead as if every answer were right."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from app.drills import agenda
from app.drills.state import State
from app.drills.steps import (
    AnyQuestion,
    Example,
    Meet,
    PairsQuestion,
    Question,
    SingleQuestion,
    Step,
    TypedQuestion,
)
from lexicon.records import Sense, Skill

_RIGHT = 3


def after(
    state: State, sense: Sense, skill: Skill, rating: int, stubborn: frozenset[UUID] = frozenset()
) -> tuple[State, bool, bool]:
    """The state after an answer, whether the word comes again, and whether the step is over.

    ``stubborn`` are the plan's words that will not stick.
    """
    step = state.step
    assert isinstance(step, AnyQuestion)
    state, again = agenda.judged(state, sense, skill, step.drill, rating, stubborn)
    if isinstance(step, PairsQuestion):
        step = replace(step, matched=step.matched | {sense.id})
        if len(step.matched) < len(step.words):
            return replace(state, step=step), again, False
    return replace(state, step=None, tasks=()), again, True


def as_if_right(state: State) -> State:
    """The state once the step that is shown has been passed, or answered right."""
    step = state.step
    if isinstance(step, SingleQuestion):
        return after(state, step.target, step.skill, _RIGHT)[0]
    if isinstance(step, PairsQuestion):
        for sense in step.words:
            if sense.id not in step.matched:
                state = after(state, sense, step.skill, _RIGHT)[0]
        return state
    return agenda.passed(state)


def needed(step: Step | None) -> tuple[Sense, ...]:
    """The senses whose picture or sound a step shows, the first one first."""
    if isinstance(step, Example):
        return needed(step.question)
    if isinstance(step, Meet):
        return (step.sense,)
    if isinstance(step, Question):
        clue = () if step.clue is None else (step.clue,)
        return (*clue, step.target, *(sense for sense in step.choices if sense is not step.target))
    if isinstance(step, TypedQuestion):
        return step.says
    if isinstance(step, SingleQuestion):
        return (step.target,)
    return step.words if isinstance(step, PairsQuestion) else ()
