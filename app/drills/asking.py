"""Makes the question for what is next on the agenda: a game of pairs where that fits, else a single one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from app.drills import catalog, pairs
from app.drills.drill import Drill
from app.drills.state import Course, State, Task, Why, sure
from app.drills.steps import AnyQuestion, Example, PairsQuestion, SingleQuestion

#: Answers between two games of pairs made of due words, where the last pair gives itself away.
BETWEEN_GAMES = 6

#: A new word is asked so often in its first lesson, where there is time; oftener only in ways not yet used.
ASKS_OF_NEW = 3


def question(course: Course, state: State, task: Task, long: bool) -> State | None:
    """The state with ``task`` asked, by a game of pairs where that fits; None when it cannot be asked.

    ``long``: there is time for a game that brings along what else is due.
    """
    game = _game(course, state, task) if long or task.why is Why.CHECK else None
    return game or _single(course, state, task)


def _game(course: Course, state: State, task: Task) -> State | None:
    """The state with a game of pairs around ``task``, which takes other tasks along; None when none fits."""
    partners: list[Task]
    fillers: list[Task] = []
    if task.why is Why.CHECK:
        partners = list(to_check(state).values())
        if partners:
            just_asked = [other for other in state.owed if other.why is Why.CHECK and other not in partners]
            known = [Task(answer.sense, Why.FILLER) for answer in sure(state)]
            fillers = [*partners, *(other for other in just_asked if not _missed(state, other)), *known]
    elif task.why is Why.DUE and _games_rested(state):
        partners = [other for other in state.fresh if other.why is Why.DUE and other.skill is task.skill]
    else:
        return None
    for drill in catalog.GAMES:
        if task.skill in (None, drill.skill):
            made = _made(course, state, task, drill, partners) or _made(
                course, state, task, drill, fillers, most=pairs.FEWEST_PAIRS
            )
            if made is not None:
                return made
    return None


def _made(
    course: Course, state: State, task: Task, drill: Drill, wished: Sequence[Task], most: int | None = None
) -> State | None:
    person = course.plan.person
    senses = pairs.gather(drill, task.sense, [other.sense for other in wished], person, course.chooser)[:most]
    if not senses:
        return None
    ids = {sense.id for sense in senses}
    taken = [other for other in wished if other.sense.id in ids]
    return replace(
        state,
        step=pairs.game(drill, senses, person, course.dice(state.shown, task.sense)),
        tasks=(task, *taken),
        owed=tuple(other for other in state.owed if other not in taken),
        fresh=tuple(other for other in state.fresh if other not in taken),
    )


def _missed(state: State, task: Task) -> bool:
    return any(other.why is Why.AGAIN and other.sense.id == task.sense.id for other in state.owed)


def to_check(state: State) -> dict[UUID, Task]:
    """Second questions a game may ask, by sense: not of a word asked just now, nor of one just missed."""
    return {
        task.sense.id: task
        for task in state.owed
        if task.why is Why.CHECK and task.sense.id != state.latest and not _missed(state, task)
    }


def _games_rested(state: State) -> bool:
    keys = {drill.key for drill in catalog.GAMES}
    return len(state.log) >= BETWEEN_GAMES and not any(
        answer.drill in keys for answer in state.log[-BETWEEN_GAMES:]
    )


def _single(course: Course, state: State, task: Task) -> State | None:
    person, dice = course.plan.person, course.dice(state.shown, task.sense)
    easier = task.why in (Why.FIRST, Why.FILLER, Why.LAST) or task.attempt > 2
    ways = catalog.first_ways(task.sense, person)
    if task.skill is not None:
        ways = catalog.ways(task.sense, person, task.skill)
    if task.why is Why.EXTRA:
        asked = [answer.drill for answer in state.log if answer.sense.id == task.sense.id]
        if len(asked) >= ASKS_OF_NEW:
            ways = tuple(drill for drill in ways if drill.key not in asked)
    for drill in _by_preference(state, task, ways):
        assert drill.ask is not None  # every drill of catalog.SINGLE asks
        question = drill.ask(task.sense, person, course.chooser, dice, easier)
        if question is not None:
            return replace(state, step=question, tasks=(task,))
    return None


def _by_preference(state: State, task: Task, drills: Sequence[Drill]) -> list[Drill]:
    """A missed word in the way it was missed; a first question by ear; else ways not lately used."""

    def used(drill: Drill) -> tuple[bool, int, int]:
        of_sense = sum(a.drill == drill.key and a.sense.id == task.sense.id for a in state.log)
        lately = 0 if task.why is Why.FIRST else sum(a.drill == drill.key for a in state.log[-3:])
        return drill.key != task.drill, of_sense, lately

    return sorted(drills, key=used)


def with_example(course: Course, state: State) -> State:
    """The same state, with an example before the question if its drill has not been seen.

    The example asks for another word, so that it does not answer the question behind it; where there is no
    other to be asked in this way, it waits for a lesson that has one.
    """
    question = state.step
    assert isinstance(question, AnyQuestion)
    drill = catalog.BY_KEY[question.drill]
    if not drill.example or drill.key in state.examples:
        return state
    shown = question if isinstance(question, PairsQuestion) else _of_another(course, state, drill, question)
    if shown is None:
        return state
    return replace(
        state,
        step=Example(drill.key, shown),
        tasks=(),
        ahead=(question, state.tasks),
        examples=state.examples | {drill.key},
    )


def _of_another(
    course: Course, state: State, drill: Drill, question: SingleQuestion
) -> SingleQuestion | None:
    assert drill.ask is not None  # every drill of catalog.SINGLE asks
    person = course.plan.person
    familiar = [*(task.sense for task in state.owed), *(answer.sense for answer in state.log)]
    for sense in [*familiar, *course.plan.senses, *course.plan.pool]:
        if sense.id == question.target.id or not drill.can_ask(sense, person):
            continue
        other = drill.ask(sense, person, course.chooser, course.dice(state.shown, sense), True)
        if other is not None:
            return other
    return None
