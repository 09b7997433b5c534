"""The order of a lesson: what is owed to the child, what may still begin, and when it ends.

Two lists. *Owed* is what has begun: a word met must be asked, and a missed one comes again; each waits for
other steps to pass first. *Fresh* is what has not begun: words that come back, new words to meet. Owed
things that have waited long enough go first, then fresh ones. A new word is asked a second time, by another
drill, when nothing fresh is left and there is time: a second question on the day itself keeps 9 % fewer words
than the same seconds spent on words of earlier days (``tests.benchmarks.learning``). When the minutes are
used up nothing fresh begins, and what is owed is still paid, up to a hard cap. Last comes an easy one, unless
the minutes are over and the last answer was right anyway.

A word that will not stick is, once missed, shown again like a new one before it is asked again.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from app.drills import asking, catalog
from app.drills.closing import easy, ending
from app.drills.estimates import asked_ms, new_word_ms
from app.drills.memory import DAY_MS
from app.drills.pace import Pace
from app.drills.plan import Due, Plan
from app.drills.state import Answered, Course, State, Task, Why
from app.drills.steps import Meet, ReadTogether
from lexicon.records import Sense, Skill

#: After this share of the budget even what is owed is left for tomorrow.
HARD_CAP = 1.5

#: Steps to wait: a missed word comes after two others, a word just met after one, its second question
#: after four.
WAIT_MISSED = 3
WAIT_MET = 2
WAIT_CHECK = 5

#: A word is asked at most this often in a row of misses; then it rests until tomorrow.
MOST_ATTEMPTS = 3

#: Answers kept in hand for what is missed in the end, so that five minutes stay five: in the simulator
#: lessons then take 5.04 minutes.
AGAIN_AFTER_ALL = 0.5

#: Pairs in the longest game, for its time.
MOST_PAIRS = 4

#: How often a new word is asked in its first lesson, where there is time.
ASKS_OF_NEW = 3

#: Known words asked only so that another need not come at once: at most so many a lesson.
MOST_FILLERS = 8


def start(plan: Plan, seen_examples: frozenset[str]) -> State:
    """The agenda before the first step: the safest due word opens, new ones are spread among the due."""
    due = [Task(item.sense, Why.DUE, item.skill, drill=_another_way(plan, item)) for item in plan.due]
    if due:
        safest = min(range(len(due)), key=lambda place: plan.due[place].risk)
        due.insert(0, due.pop(safest))
    meets = [Task(sense, Why.MEET) for sense in plan.new]
    gap = len(due) * 2 // 3 // len(meets) if meets else 0
    fresh, rest = due[:1], due[1:]
    for meet in meets:
        fresh += [meet, *rest[:gap]]
        rest = rest[gap:]
    early = [Task(item.sense, Why.DUE, item.skill) for item in plan.early]
    return State(fresh=(*fresh, *rest, *early), examples=seen_examples)


def _another_way(plan: Plan, item: Due) -> str:
    """For a word that will not stick, a drill that differs from lesson to lesson; "" leaves it open."""
    ways = catalog.ways(item.sense, plan.person, item.skill) if item.sense.id in plan.stubborn else ()
    return ways[item.due_ms // DAY_MS % len(ways)].key if ways else ""


def advance(course: Course, state: State, used_ms: float, pace: Pace) -> State:
    """The state with its next step, after ``used_ms`` of lesson time."""
    state = replace(state, shown=state.shown + 1, tasks=(), tries=())
    if state.ahead is not None:
        question, tasks = state.ahead
        return replace(state, step=question, tasks=tasks, ahead=None)
    if not state.told:
        state = replace(state, told=True)
        silent = tuple(sense for sense in course.plan.senses if not sense.voices)
        if silent and course.plan.person.reader_beside:
            return replace(state, step=ReadTogether(silent))
    while True:
        task, state = _take(course, state, used_ms, pace)
        if task is None:
            return replace(state, step=ending(course, state) if state.log else None, over=True)
        if task.why is Why.MEET:
            return replace(state, step=Meet(task.sense, bool(task.sense.voices)), tasks=(task,))
        left_ms = course.plan.budget_s * 1_000 - used_ms - MOST_PAIRS * _cost_ms(course, task, pace)
        room_ms = _room_ms(course, state, left_ms, pace)
        asked = asking.question(course, state, task, _fits(course, state, task, room_ms, pace))
        if asked is not None:
            return asking.with_example(course, asked)


def passed(state: State) -> State:
    """The state once a step that asks nothing has been seen."""
    owed = state.owed
    if isinstance(state.step, Meet):
        [met] = state.tasks
        first = Task(met.sense, Why.FIRST, ready=state.shown + WAIT_MET)
        if met.attempt > 1:
            first = replace(met, why=Why.AGAIN, ready=state.shown + WAIT_MISSED)
        owed += (first,)
        state = replace(state, latest=state.step.sense.id)
    return replace(state, step=None, tasks=(), owed=owed)


def judged(
    state: State, sense: Sense, skill: Skill, drill: str, rating: int, stubborn: frozenset[UUID] = frozenset()
) -> tuple[State, bool]:
    """The state after an answer, and whether the word comes again for having been missed.

    Of ``stubborn`` words it is shown again first.
    """
    task = next(task for task in state.tasks if task.sense.id == sense.id)
    right = rating > 1
    owed, fresh = list(state.owed), list(state.fresh)
    again = not right and task.attempt < MOST_ATTEMPTS
    if again:
        taught = sense.id in stubborn and task.attempt == 1
        same = "" if taught or drill in {game.key for game in catalog.GAMES} else drill
        why, wait = (Why.MEET, WAIT_MET) if taught else (Why.AGAIN, WAIT_MISSED)
        owed.append(Task(sense, why, skill, state.shown + wait, same, task.attempt + 1))
    if task.why is Why.FIRST:
        owed.append(Task(sense, Why.CHECK, ready=state.shown + WAIT_CHECK + int(not right)))
    elif task.why in (Why.CHECK, Why.EXTRA) and right:
        fresh.append(Task(sense, Why.EXTRA, ready=state.shown + WAIT_CHECK))
    log = (*state.log, Answered(sense, skill, drill, right))
    return replace(state, owed=tuple(owed), fresh=tuple(fresh), log=log, latest=sense.id), again


def _take(course: Course, state: State, used_ms: float, pace: Pace) -> tuple[Task | None, State]:
    """What to do next, taken off the agenda; None when the lesson is to end."""
    budget_ms = course.plan.budget_s * 1_000
    late = used_ms >= budget_ms
    if used_ms >= HARD_CAP * budget_ms:
        return None, state

    room_ms = _room_ms(course, state, budget_ms - used_ms, pace)

    def begins(task: Task) -> bool:
        return not late and _fits(course, state, task, room_ms, pace)

    def still_owed(task: Task) -> bool:
        if task.why is Why.CHECK:
            return begins(task)
        return not late or task.attempt <= 2  # what was missed twice rests once the minutes are over

    state = replace(
        state, owed=tuple(task for task in state.owed if still_owed(task)), fresh=() if late else state.fresh
    )
    waited = [task for task in state.owed if task.ready <= state.shown and not _waits(course, state, task)]
    if waited:
        return _without(state, min(waited, key=lambda task: task.ready))
    for task in state.fresh:
        if not begins(task):
            _, state = _without(state, task)
        elif task.ready <= state.shown:
            return _without(state, task)
    return _before_its_time(course, state, late)


def _before_its_time(course: Course, state: State, late: bool) -> tuple[Task | None, State]:
    """What to do when all that is left should wait for other steps, or nothing is left."""
    waiting = [*state.owed, *(task for task in state.fresh if task.sense.id != state.latest)]
    if waiting:
        soonest = min(waiting, key=lambda task: (task.sense.id == state.latest, task.ready))
        hurried = soonest.sense.id == state.latest or (soonest.why is Why.AGAIN and not late)
        hurried = hurried or (not late and _waits(course, state, soonest))
        filler = easy(state, Why.FILLER) if hurried and state.fillers < MOST_FILLERS else None
        if filler is not None:
            return filler, replace(state, fillers=state.fillers + 1)
        return _without(state, soonest)
    ends_well = late and bool(state.log) and state.log[-1].right
    if not state.closed and not ends_well:
        return easy(state, Why.LAST), replace(state, closed=True)
    return None, state


def _without(state: State, task: Task) -> tuple[Task, State]:
    return task, replace(
        state,
        owed=tuple(other for other in state.owed if other is not task),
        fresh=tuple(other for other in state.fresh if other is not task),
    )


def _waits(course: Course, state: State, task: Task) -> bool:
    """A second question waits for all that is fresh, and while more new words are coming that could make up a
    game of pairs with it."""
    if task.why is Why.CHECK and any(other.why in (Why.MEET, Why.DUE) for other in state.fresh):
        return True
    coming = any(other.why in (Why.MEET, Why.FIRST) for other in (*state.fresh, *state.owed))
    if task.why is not Why.CHECK or not (coming or task.sense.id not in asking.to_check(state)):
        return False
    drill = next((game for game in catalog.GAMES if game.can_ask(task.sense, course.plan.person)), None)
    together = len(asking.to_check(state))
    return drill is not None and together < drill.choices[course.plan.person.age_band]


def _room_ms(course: Course, state: State, left_ms: float, pace: Pace) -> float:
    """What is left without what is owed. Second questions are owed in free time only."""
    owed = (task for task in state.owed if task.why is not Why.CHECK)
    return left_ms - sum(_cost_ms(course, task, pace) for task in owed)


def _fits(course: Course, state: State, task: Task, room_ms: float, pace: Pace) -> bool:
    """Whether something may begin: with it and the easy last one, time must suffice.

    A new word begins only when it can also be asked.
    """
    person = course.plan.person
    each_ms = _cost_ms(course, task, pace)
    if task.why is Why.MEET:
        return room_ms >= each_ms + new_word_ms(task.sense, person, pace)
    if task.why is Why.EXTRA:
        asked = [answer.drill for answer in state.log if answer.sense.id == task.sense.id]
        new_way = any(drill.key not in asked for drill in catalog.ways(task.sense, person))
        return (new_way or len(asked) < ASKS_OF_NEW) and room_ms >= 2 * each_ms
    return room_ms >= (2 + AGAIN_AFTER_ALL) * each_ms or (room_ms > 0 and not state.log)


def _cost_ms(course: Course, task: Task, pace: Pace) -> float:
    return asked_ms(task.sense, course.plan.person, pace, task.skill)


def progress(state: State) -> float:
    """The share of answers given, of all that are foreseen now: a new word is asked ``ASKS_OF_NEW`` times."""
    if state.over:
        return 1.0
    coming = len(state.owed) + sum(ASKS_OF_NEW if task.why is Why.MEET else 1 for task in state.fresh)
    return len(state.log) / max(1, len(state.log) + coming + 1)
