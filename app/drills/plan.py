"""What a lesson is for: which words come back, which are new, and whether it fits into the minutes.

New words have their place first, as many as this child keeps and the coming days can carry (``new_words``).
The rest of the minutes goes to what is worth most (``due``). After a week or more away what is due comes
before anything new: the same five minutes, and no mountain. A word well known by ear opens its next skill.
Where little is due and nothing is new, words of the theme are practised ahead of time, so that a child who
opens a theme always finds a lesson. A teacher's list of the week comes before all else.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.drills.drill import Person
from app.drills.due import Due, returning
from app.drills.estimates import MISSED, RESERVE_MS, asked_ms, new_word_ms, usual_ms
from app.drills.fitting import Askable, fit, fit_new
from app.drills.memory import DAY_MS
from app.drills.new_words import forecast_ms, wished
from app.drills.pace import Pace
from app.drills.remembered import Remembered
from app.drills.stubborn import A_LESSON
from lexicon.records import Memory, Sense

__all__ = ["BUDGET_S", "Due", "Plan", "plan_lesson"]

#: Five minutes: what a six-year-old sits through, and what a parent can promise every day.
BUDGET_S = 300

#: Away for so many days (the issue speaks of weeks), a child first meets what it knew.
AWAY_DAYS = 7

#: Words that open a next skill in one lesson, at most; time for half of them is kept beside what is due.
MOST_OPENED = 4

#: Under this share of the budget, words not yet due are practised too.
THIN = 0.5

#: Words held ready in case this child is quicker today than it usually is.
SPARE = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """A lesson for ``person``.

    ``due`` is sorted by what asking is worth, best first. ``early`` is asked only when nothing else is left:
    first the words that open a next skill, then some that did not fit or are not in question yet.
    ``waiting`` counts words that are due but do not fit; ``pool`` holds the senses wrong answers come from;
    ``expected_s`` is the estimate in seconds; ``stubborn`` the words among ``due`` that will not stick, to be
    taught another way.
    """

    person: Person
    budget_s: float
    new: tuple[Sense, ...]
    due: tuple[Due, ...]
    early: tuple[Due, ...]
    waiting: int
    pool: tuple[Sense, ...]
    expected_s: float
    stubborn: frozenset[UUID] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether there is nothing this person can be asked."""
        return not (self.new or self.due or self.early)

    @property
    def senses(self) -> tuple[Sense, ...]:
        """Every sense the lesson may ask, once each: new ones first, then in the order of the plan."""
        asked = [*self.new, *(item.sense for item in (*self.due, *self.early))]
        return tuple({sense.id: sense for sense in asked}.values())


def plan_lesson(
    theme: Sequence[Sense],
    others: Iterable[Sense],
    memories: Iterable[Memory],
    person: Person,
    pace: Pace,
    now_ms: int,
    rng: random.Random,
    budget_s: float = BUDGET_S,
    *,
    first: Sequence[UUID] = (),
    following: Sequence[Sense] = (),
    most_new: int | None = None,
) -> Plan:
    """Plan a lesson of ``budget_s`` seconds.

    ``theme`` holds the senses of the chosen theme in its order; ``others`` senses of other themes: those the
    learner knows (they are reviewed, and lend wrong answers), and those of ``first``, the ids of this week's
    list, which come before everything else in their order. ``following`` is the theme after this one: its
    words are new once this one has nothing new left. ``memories`` is every memory of this learner;
    ``most_new`` what a parent set. ``rng`` breaks ties.
    """
    own = {sense.id: sense for sense in theme if not sense.retired}
    pool = {sense.id.int: sense for sense in own.values()}
    for sense in (*others, *following):
        if not sense.retired:
            pool.setdefault(sense.id.int, sense)
    remembered = Remembered.all_of(memories)
    each_ms = usual_ms(person, pace)
    back = returning(remembered, pool, own, person, each_ms, now_ms, rng, pace.success(), frozenset(first))
    askable = Askable(pool.values(), person)

    budget_ms = budget_s * 1_000
    room_ms = budget_ms - pace.scaled(RESERVE_MS)
    kept = frozenset(item.sense.id for item in back.stubborn[:A_LESSON])
    held, left_ms = fit(back.stubborn[:A_LESSON], askable, pace, room_ms)

    listed = [pool[id_.int] for id_ in first if id_.int in pool and not remembered.has(id_.int)]
    coming = {sense.id.int: sense for sense in (*listed, *own.values(), *following) if not sense.retired}
    fresh = [sense for id_, sense in coming.items() if not remembered.has(id_)]
    usual = sum(each_ms[skill] for skill in person.skills) / max(1, len(person.skills)) * (1 + MISSED)
    number = wished(person, pace, most_new) if forecast_ms(remembered, usual) < budget_ms else 0
    openings = min(MOST_OPENED // 2, len(back.opening), number)
    new_ms = left_ms - sum(asked_ms(item.sense, person, pace, item.skill) for item in back.opening[:openings])
    others_due = [item for item in back.due if item.sense.id not in kept]
    if _been_away(remembered, now_ms):
        _, new_ms = fit(
            [item for item in others_due if item.sense.id.int in back.overdue], askable, pace, new_ms
        )
    new = fit_new(fresh, askable, pace, new_ms, number)
    left_ms -= sum(new_word_ms(sense, person, pace) for sense in new)

    reserved_ms = sum(asked_ms(item.sense, person, pace, item.skill) for item in back.opening[:openings])
    taken, left_ms = fit(others_due, askable, pace, left_ms - reserved_ms)
    early, left_ms = fit(back.opening[:MOST_OPENED], askable, pace, left_ms + reserved_ms)
    thin_ms = left_ms - (1 - THIN) * budget_ms
    if thin_ms > 0:
        practised, thin_left_ms = fit(back.ahead, askable, pace, thin_ms)
        early += practised
        left_ms -= thin_ms - thin_left_ms
    due = held + taken
    asked = {item.sense.id for item in due}
    spare = [item for item in others_due[: SPARE + len(due)] if item.sense.id not in asked][:SPARE]
    empty = not (due or new or early)
    return Plan(
        person, budget_s, new, due, early + tuple(spare if due else ()),
        len(back.overdue - {id_.int for id_ in asked}), tuple(pool.values()),
        0.0 if empty else (budget_ms - left_ms) / 1_000,
        frozenset(item.sense.id for item in back.stubborn) & asked,
    )  # fmt: skip


def _been_away(remembered: Remembered, now_ms: int) -> bool:
    """Whether this child has not practised for a week or more."""
    return remembered.last_ms is not None and now_ms - remembered.last_ms >= AWAY_DAYS * DAY_MS
