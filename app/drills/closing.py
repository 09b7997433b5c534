"""How a lesson closes: an easy question, and what was learned."""

from __future__ import annotations

from app.drills.state import Course, State, Task, Why, sure, sure_so_far
from app.drills.steps import Ending


def easy(state: State, why: Why) -> Task | None:
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


def ending(course: Course, state: State) -> Ending:
    """What the child takes home."""
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
