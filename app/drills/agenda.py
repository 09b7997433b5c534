"""The order of a lesson: what is owed to the child, what may still begin, and when it ends.

Two lists. *Owed* is what has begun: a word met must be asked, twice with different drills, and a missed
one comes again; each waits for other steps to pass first. *Fresh* is what has not begun: words that are
due, new words to meet. Owed things that have waited long enough go first, then fresh ones. When the
minutes are used up nothing fresh begins, and what is owed is still paid, up to a hard cap. Last comes an
easy one.
"""

from __future__ import annotations

from dataclasses import replace

from app.drills import asking, catalog
from app.drills.pace import Pace
from app.drills.plan import ASKS_OF_NEW, Plan, answer_ms, new_word_ms
from app.drills.state import Answered, Course, State, Task, Why, sure, sure_so_far
from app.drills.steps import Ending, Meet, ReadTogether
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

#: Pairs in the longest game, for its time.
MOST_PAIRS = 4

#: Known words asked only so that another need not come at once: at most so many a lesson.
MOST_FILLERS = 8


def start(plan: Plan, seen_examples: frozenset[str]) -> State:
    """The agenda before the first step: the safest due word opens, new ones are spread among the due."""
    due = [Task(item.sense, Why.DUE, item.skill) for item in plan.due]
    if due:
        due.insert(0, due.pop())
    meets = [Task(sense, Why.MEET) for sense in plan.new]
    gap = len(due) * 2 // 3 // len(meets) if meets else 0
    fresh, rest = due[:1], due[1:]
    for meet in meets:
        fresh += [meet, *rest[:gap]]
        rest = rest[gap:]
    early = [Task(item.sense, Why.DUE, item.skill) for item in plan.early]
    return State(fresh=(*fresh, *rest, *early), examples=seen_examples)


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
            return replace(state, step=_ending(course, state) if state.log else None, over=True)
        if task.why is Why.MEET:
            return replace(state, step=Meet(task.sense, bool(task.sense.voices)), tasks=(task,))
        left_ms = course.plan.budget_s * 1_000 - used_ms - MOST_PAIRS * _cost_ms(course, task, pace)
        asked = asking.question(course, state, task, _has_room(course, state, task, left_ms, pace))
        if asked is not None:
            return asking.with_example(course, asked)


def passed(state: State) -> State:
    """The state once a step that asks nothing has been seen."""
    owed = state.owed
    if isinstance(state.step, Meet):
        owed += (Task(state.step.sense, Why.FIRST, ready=state.shown + WAIT_MET),)
        state = replace(state, latest=state.step.sense.id)
    return replace(state, step=None, tasks=(), owed=owed)


def judged(state: State, sense: Sense, skill: Skill, drill: str, rating: int) -> tuple[State, bool]:
    """The state after an answer, and whether the word comes again for having been missed."""
    task = next(task for task in state.tasks if task.sense.id == sense.id)
    right = rating > 1
    owed, fresh = list(state.owed), list(state.fresh)
    again = not right and task.attempt < MOST_ATTEMPTS
    if again:
        same = "" if drill in {game.key for game in catalog.GAMES} else drill
        owed.append(Task(sense, Why.AGAIN, skill, state.shown + WAIT_MISSED, same, task.attempt + 1))
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
    waited = [task for task in state.owed if task.ready <= state.shown]
    ready = [task for task in waited if late or not _waits(course, state, task)]
    if ready:
        return _without(state, min(ready, key=lambda task: task.ready))
    roomy = [task for task in state.fresh if _has_room(course, state, task, budget_ms - used_ms, pace)]
    state = replace(state, fresh=() if late else tuple(roomy))
    for task in state.fresh:
        if task.ready <= state.shown:
            return _without(state, task)
    return _before_its_time(course, state, late)


def _before_its_time(course: Course, state: State, late: bool) -> tuple[Task | None, State]:
    """What to do when all that is left should wait for other steps, or nothing is left."""
    waiting = [*state.owed, *(task for task in state.fresh if task.sense.id != state.latest)]
    if waiting:
        soonest = min(waiting, key=lambda task: (task.sense.id == state.latest, task.ready))
        hurried = soonest.sense.id == state.latest or (soonest.why is Why.AGAIN and not late)
        hurried = hurried or (not late and _waits(course, state, soonest))
        filler = _easy(state, Why.FILLER) if hurried and state.fillers < MOST_FILLERS else None
        if filler is not None:
            return filler, replace(state, fillers=state.fillers + 1)
        return _without(state, soonest)
    if not state.closed:
        return _easy(state, Why.LAST), replace(state, closed=True)
    return None, state


def _without(state: State, task: Task) -> tuple[Task, State]:
    return task, replace(
        state,
        owed=tuple(other for other in state.owed if other is not task),
        fresh=tuple(other for other in state.fresh if other is not task),
    )


def _waits(course: Course, state: State, task: Task) -> bool:
    """A second question waits while more new words are coming that could make up a game of pairs with it."""
    coming = any(other.why in (Why.MEET, Why.FIRST) for other in (*state.fresh, *state.owed))
    if task.why is not Why.CHECK or not (coming or task.sense.id not in asking.to_check(state)):
        return False
    drill = next((game for game in catalog.GAMES if game.can_ask(task.sense, course.plan.person)), None)
    together = len(asking.to_check(state))
    return drill is not None and together < drill.choices[course.plan.person.age_band]


def _has_room(course: Course, state: State, task: Task, left_ms: float, pace: Pace) -> bool:
    """Whether something fresh may begin: with it, what is owed and the easy last one, time must suffice.

    A new word begins only when it can also be asked twice.
    """
    person = course.plan.person
    each_ms = _cost_ms(course, task, pace)
    room_ms = left_ms - sum(_cost_ms(course, other, pace) for other in state.owed) - each_ms
    if task.why is Why.MEET:
        return room_ms >= new_word_ms(task.sense, person, pace, asks=2)
    if task.why is Why.EXTRA:
        asked = [answer.drill for answer in state.log if answer.sense.id == task.sense.id]
        new_way = any(drill.key not in asked for drill in catalog.ways(task.sense, person))
        return (new_way or len(asked) < ASKS_OF_NEW) and room_ms >= each_ms
    return room_ms >= each_ms or (left_ms > 0 and not state.log)


def _cost_ms(course: Course, task: Task, pace: Pace) -> float:
    drills = catalog.ways(task.sense, course.plan.person, task.skill)
    return sum(answer_ms(drill, pace) for drill in drills) / max(1, len(drills))


def _easy(state: State, why: Why) -> Task | None:
    """A word answered right in this lesson, asked longest ago; None when there is none.

    Best is one never missed, owed nothing and not among the last two; a filler may also be one whose second
    question is still to come; the last question of a lesson may even be the word just missed and then known.
    """
    missed = {answer.sense.id for answer in state.log if not answer.right}
    before = {answer.sense.id for answer in state.log[-2:]} | {state.latest}
    known = sure(state)
    wishes = [
        [answer for answer in known if answer.sense.id not in missed | before],
        [answer for answer in known if answer.sense.id != state.latest],
    ]
    if why is Why.FILLER:
        wishes.append([answer for answer in sure_so_far(state) if answer.sense.id != state.latest])
    elif state.log and not all(answer.right for answer in state.log[-2:]):
        wishes.append(known)
    chosen = next((wish[0] for wish in wishes if wish), None)
    return Task(chosen.sense, why, chosen.skill) if chosen is not None else None


def _ending(course: Course, state: State) -> Ending:
    senses = {answer.sense.id: answer.sense for answer in state.log}
    right = {answer.sense.id for answer in state.log if answer.right}
    latest = {answer.sense.id: answer.right for answer in state.log}
    learned = tuple(sense for sense in course.plan.new if sense.id in right)
    new = {sense.id for sense in learned}
    return Ending(
        learned=learned,
        practised=tuple(sense for sense in senses.values() if sense.id not in new),
        again=tuple(sense for sense in senses.values() if not latest[sense.id]),
    )


def progress(state: State) -> float:
    """The share of answers given, of all that are foreseen now: a new word is asked ``ASKS_OF_NEW`` times."""
    if state.over:
        return 1.0
    coming = len(state.owed) + sum(ASKS_OF_NEW if task.why is Why.MEET else 1 for task in state.fresh)
    return len(state.log) / max(1, len(state.log) + coming + 1)
