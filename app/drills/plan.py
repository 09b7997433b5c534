"""What a lesson is for: which words are due, which are new, and whether it fits into the minutes.

Words that are due come first, those most at risk of being forgotten before the others. New words fill the
time that is left, a few at a time; when what is due fills the budget there are none. A word well known by
ear opens its next skill. Where little is due and nothing is new, words of the theme are practised ahead
of time, so that a child who opens a theme always finds a lesson.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.drills import catalog
from app.drills.chooser import Chooser
from app.drills.drill import Drill, Person
from app.drills.memory import is_due, retrievability
from app.drills.pace import Pace
from lexicon.records import Memory, Sense, Skill

#: Five minutes: what a six-year-old sits through, and what a parent can promise every day.
BUDGET_S = 300

#: New words in one lesson, at most, by age band (the issue asks for few; each is met and asked 2–3 times).
MOST_NEW = {"3-5": 3, "6-8": 5, "9-12": 6, "grown": 6}

#: How often a new word is asked in its first lesson, for the estimate.
ASKS_OF_NEW = 3

#: Times for 9–12 in ms, scaled by age band: guesses until lessons have been watched.
MEET_MS = 5_000
EXAMPLE_MS = 4_000
NOTICE_MS = 4_000
FEEDBACK_MS = 1_500

#: Kept free for the notice, the examples and the easy last question.
RESERVE_MS = 15_000

#: A word remembered this long (stability in days) by one skill is ready for the next. Two good answers
#: days apart bring FSRS's default learner here; one alone does not.
WELL_KNOWN_DAYS = 7.0

#: Words that open a next skill in one lesson, at most.
MOST_OPENED = 4

#: Share of answers that come again. Retention is aimed at .85, so about this many are missed.
MISSED = 0.15

#: Under this share of the budget, words not yet due are practised too.
THIN = 0.5


@dataclass(frozen=True, slots=True)
class Due:
    """A sense and skill to ask; ``risk`` is the probability (0–1) that it is forgotten by now."""

    sense: Sense
    skill: Skill
    risk: float
    due_ms: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A lesson for ``person``.

    ``due`` is sorted by risk, highest first. ``early`` is asked only when nothing else is left: first the
    words that open a next skill, then some that are not due yet, by risk.
    ``waiting`` counts what is due but does not fit; ``pool`` holds the senses wrong answers come from;
    ``expected_s`` is the estimate in seconds.
    """

    person: Person
    budget_s: float
    new: tuple[Sense, ...]
    due: tuple[Due, ...]
    early: tuple[Due, ...]
    waiting: int
    pool: tuple[Sense, ...]
    expected_s: float

    @property
    def empty(self) -> bool:
        """Whether there is nothing this person can be asked."""
        return not (self.new or self.due or self.early)

    @property
    def senses(self) -> tuple[Sense, ...]:
        """Every sense the lesson may ask, once each: new ones first, then by risk."""
        asked = [*self.new, *(item.sense for item in (*self.due, *self.early))]
        return tuple({sense.id: sense for sense in asked}.values())


def answer_ms(drill: Drill, pace: Pace) -> int:
    """Expected time (ms) of one answer and the moment after it."""
    return pace.typical_ms(drill) + pace.scaled(FEEDBACK_MS)


def new_word_ms(sense: Sense, person: Person, pace: Pace, asks: int = ASKS_OF_NEW) -> int:
    """Expected time (ms) to meet a new word and be asked it ``asks`` times, misses included."""
    drills = catalog.ways(sense, person)
    each = sum(answer_ms(drill, pace) for drill in drills) / max(1, len(drills))
    return pace.scaled(MEET_MS) + round(asks * each * (1 + MISSED))


def plan_lesson(
    theme: Sequence[Sense],
    others: Iterable[Sense],
    memories: Iterable[Memory],
    person: Person,
    pace: Pace,
    now_ms: int,
    rng: random.Random,
    budget_s: float = BUDGET_S,
) -> Plan:
    """Plan a lesson of ``budget_s`` seconds.

    ``theme`` holds the senses of the chosen theme in its order; ``others`` the senses of other themes the
    learner knows, those that are due among them (they are reviewed, and lend wrong answers);
    ``memories`` every memory of this learner. ``rng`` breaks ties of risk.
    """
    own = {sense.id: sense for sense in theme if not sense.retired}
    pool = {**own, **{sense.id: sense for sense in others if not sense.retired and sense.id not in own}}
    chooser = Chooser(pool.values())
    memories = list(memories)

    due, opening, ahead = _sorted_by_risk(memories, pool, own, person, now_ms, rng)
    budget_ms = budget_s * 1_000
    taken, left_ms = _fit(due, chooser, person, pace, budget_ms - pace.scaled(RESERVE_MS))

    met = {memory.sense_id for memory in memories}
    fresh = [sense for sense in own.values() if sense.id not in met]
    new, left_ms = _new_words(fresh, chooser, person, pace, left_ms)

    early, left_ms = _fit(opening[:MOST_OPENED], chooser, person, pace, left_ms)
    thin_ms = left_ms - (1 - THIN) * budget_ms
    if thin_ms > 0:
        practised, thin_left_ms = _fit(ahead, chooser, person, pace, thin_ms)
        early += practised
        left_ms -= thin_ms - thin_left_ms
    empty = not (taken or new or early)
    return Plan(
        person, budget_s, new, taken, early, len(due) - len(taken), tuple(pool.values()),
        0.0 if empty else (budget_ms - left_ms) / 1_000,
    )  # fmt: skip


def askable(sense: Sense, person: Person, chooser: Chooser, skill: Skill | None = None) -> tuple[Drill, ...]:
    """The single-target drills for which this sense has the material and a fair wrong answer."""
    probe = random.Random(0)
    return tuple(
        drill
        for drill in catalog.ways(sense, person, skill)
        if drill.ask is not None and drill.ask(sense, person, chooser, probe, True) is not None
    )


def _sorted_by_risk(
    memories: list[Memory],
    pool: dict[UUID, Sense],
    own: dict[UUID, Sense],
    person: Person,
    now_ms: int,
    rng: random.Random,
) -> tuple[list[Due], list[Due], list[Due]]:
    """What is due, of any theme; what opens a next skill; and what of this theme is not due yet.

    Each by risk, and one skill of a sense at most: two skills of one word in a lesson would help each
    other, and neither answer would tell much.
    """
    due: list[Due] = []
    ahead: list[Due] = []
    opening: list[Due] = []
    known = {(memory.sense_id, memory.skill) for memory in memories}
    for memory in memories:
        sense = pool.get(memory.sense_id)
        if sense is None:
            continue
        skills = [drill.skill for drill in catalog.ways(sense, person)]
        item = Due(sense, memory.skill, 1 - retrievability(memory, now_ms), memory.due_ms)
        if memory.skill in skills and is_due(memory, now_ms):
            due.append(item)
        elif memory.skill in skills and memory.sense_id in own:
            ahead.append(item)
        if memory.stability >= WELL_KNOWN_DAYS:
            new = [skill for skill in skills if (memory.sense_id, skill) not in known]
            opening += [Due(sense, new[0], item.risk, now_ms)] if new else []
    taken: set[UUID] = set()
    return _one_skill(due, rng, taken), _one_skill(opening, rng, taken), _one_skill(ahead, rng, taken)


def _one_skill(items: list[Due], rng: random.Random, taken: set[UUID]) -> list[Due]:
    rng.shuffle(items)
    items.sort(key=lambda item: -item.risk)
    kept = []
    for item in items:
        if item.sense.id not in taken:
            taken.add(item.sense.id)
            kept.append(item)
    return kept


def _fit(
    items: list[Due], chooser: Chooser, person: Person, pace: Pace, room_ms: float
) -> tuple[tuple[Due, ...], float]:
    """The first of ``items`` that can be asked and fit into ``room_ms``, and the time left."""
    chosen: list[Due] = []
    for item in items:
        drills = catalog.ways(item.sense, person, item.skill)
        cost = (1 + MISSED) * sum(answer_ms(drill, pace) for drill in drills) / len(drills)
        if cost > room_ms:
            break
        if askable(item.sense, person, chooser, item.skill):
            chosen.append(item)
            room_ms -= cost
    return tuple(chosen), room_ms


def _new_words(
    fresh: list[Sense], chooser: Chooser, person: Person, pace: Pace, room_ms: float
) -> tuple[tuple[Sense, ...], float]:
    """The next few words in the theme's order, none of them easily confused in meaning with another."""
    chosen: list[Sense] = []
    for sense in fresh:
        if len(chosen) == MOST_NEW[person.age_band]:
            break
        if not all(chooser.fair(sense, other) for other in chosen) or not askable(sense, person, chooser):
            continue
        cost = new_word_ms(sense, person, pace)
        if cost > room_ms:
            break
        chosen.append(sense)
        room_ms -= cost
    return tuple(chosen), room_ms
