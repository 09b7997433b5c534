"""What comes back in a lesson, in the order of what it is worth: words known a year on, for each second.

A word comes into question once its chance of being known is down to .9. What is above that is practised only
where little else is to be done. The aim is no fixed retention: with few words to keep each comes early, with
many it comes when its turn is worth it, so what the minutes carry decides.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from uuid import UUID

from fsrs import Scheduler

from app.drills import catalog
from app.drills.memory import is_due, retrievability
from app.drills.person import Person
from app.drills.remembered import Remembered, in_question
from app.drills.stubborn import is_stubborn
from app.drills.worth import worth
from lexicon.records import Memory, Sense, Skill

#: A word remembered this long (stability in days) by one skill is ready for the next. Two good answers
#: days apart bring FSRS's default learner here; one alone does not.
WELL_KNOWN_DAYS = 7.0

#: Extra time (ms) of a word missed, for 9–12: the answer shown, and the word asked again.
MISS_MS = 10_000

#: Of a backlog longer than this only so many, drawn by lot, are weighed against one another: a lesson takes
#: forty, and the best forty of eight hundred are nearly as good as those of twenty thousand.
WEIGHED = 800

#: Words looked at for a next skill to open.
_LOOKED_AT = 60

#: Below this success safer words are preferred, the more the further below.
CAREFUL_BELOW = 0.82
_CARE = 3.0


@dataclass(frozen=True, slots=True)
class Due:
    """A sense and skill to ask; ``risk`` is the probability (0–1) that it is forgotten by now."""

    sense: Sense
    skill: Skill
    risk: float
    due_ms: int


@dataclass(frozen=True, slots=True)
class Returning:
    """What comes back, best first: ``due``, in question now (those of the week's list leading); ``stubborn``
    among them, longest unseen first; ``opening``: next skills of words well known; ``ahead``: words of the
    theme not in question yet. ``overdue`` are the words FSRS has due, by ``UUID.int``, whose hash costs a
    tenth of a UUID's: there may be twenty thousand."""

    due: tuple[Due, ...]
    stubborn: tuple[Due, ...]
    opening: tuple[Due, ...]
    ahead: tuple[Due, ...]
    overdue: frozenset[int]


def _value(
    each_ms: Mapping[Skill, float], now_ms: int, success: float | None, by: Scheduler
) -> Callable[[Memory], float]:
    """What asking is worth for each millisecond."""
    care = 0.0 if success is None else max(0.0, _CARE * (CAREFUL_BELOW - success))

    def value(memory: Memory) -> float:
        known = retrievability(memory, now_ms, by)
        cost_ms = each_ms[memory.skill] + (1 - known) * MISS_MS
        return (worth(memory, now_ms, by) + care * known) / cost_ms

    return value


def worth_reading(
    remembered: Remembered,
    person: Person,
    each_ms: Mapping[Skill, float],
    now_ms: int,
    rng: random.Random,
    success: float | None,
    most: int,
) -> frozenset[UUID]:
    """The senses that a lesson may come to ask, for whoever knows more than can be read from the store in the
    time a child waits: the best ``most`` of those in question, half as many well known ones and, by lot, half
    as many others to stand as wrong answers."""
    question = remembered.in_question(now_ms, person.skills)
    if len(question) > WEIGHED:
        question = rng.sample(question, WEIGHED)
    question.sort(key=_value(each_ms, now_ms, success, person.by), reverse=True)
    stubborn = sorted(filter(is_stubborn, question), key=lambda memory: memory.last_ms)[: most // 4]
    well = remembered.firmest(most // 2, person.skills)
    others = remembered.sample(most // 2, rng)
    return frozenset(memory.sense_id for memory in (*question[:most], *stubborn, *well, *others))


def returning(
    remembered: Remembered,
    pool: Mapping[int, Sense],
    own: Mapping[UUID, Sense],
    person: Person,
    each_ms: Mapping[Skill, float],
    now_ms: int,
    rng: random.Random,
    success: float | None = None,
    first: frozenset[UUID] = frozenset(),
) -> Returning:
    """Sort out what is ``remembered`` of ``pool``: one skill of a sense at most, for two skills of one word
    in a lesson would help each other, and neither answer would tell much.

    ``pool`` is by ``UUID.int``; ``each_ms`` the time of an answer by skill; ``success`` that of ``Pace``;
    ``rng`` breaks ties.
    """
    skills = tuple(person.skills)
    asked = [memory for memory in remembered.of(pool) if memory.skill in skills]
    question, ahead, overdue = [], [], set()
    for memory in asked:
        if is_due(memory, now_ms):
            overdue.add(memory.sense_id.int)
        if in_question(memory, now_ms):
            question.append(memory)
        elif memory.sense_id in own:
            ahead.append(memory)
    wanted = [memory for memory in question if memory.sense_id in first] if first else []
    if len(question) > WEIGHED:
        question = rng.sample(question, WEIGHED)
    stubborn = [memory for memory in question if is_stubborn(memory)]
    value = _value(each_ms, now_ms, success, person.by)

    def best(found: Iterable[Memory], taken: set[UUID]) -> tuple[Due, ...]:
        ranked = list(found)
        rng.shuffle(ranked)
        ranked.sort(key=value, reverse=True)
        kept = []
        for memory in ranked:
            if memory.sense_id not in taken:
                taken.add(memory.sense_id)
                risk = 1 - retrievability(memory, now_ms, person.by)
                kept.append(Due(pool[memory.sense_id.int], memory.skill, risk, memory.due_ms))
        return tuple(kept)

    taken: set[UUID] = set()
    due = best(wanted, taken) + best(question, taken)
    opening = _opening(asked, pool, person, now_ms, taken, rng)
    longest = sorted(stubborn, key=lambda memory: memory.last_ms)
    back = {(item.sense.id, item.skill): item for item in due}
    held = [back[key] for memory in longest if (key := (memory.sense_id, memory.skill)) in back]
    return Returning(due, tuple(held), opening, best(ahead, taken), frozenset(overdue))


def _opening(
    memories: Sequence[Memory],
    pool: Mapping[int, Sense],
    person: Person,
    now_ms: int,
    taken: set[UUID],
    rng: random.Random,
) -> tuple[Due, ...]:
    """The next skill, from hearing to writing, of words well known by those before it."""
    well = [memory for memory in memories if memory.stability >= WELL_KNOWN_DAYS]
    if len(well) > WEIGHED:
        well = rng.sample(well, WEIGHED)
    well = [memory for memory in well if memory.sense_id not in taken]
    known: dict[int, set[Skill]] = {memory.sense_id.int: set() for memory in well}
    least = dict.fromkeys(known, inf)
    for memory in memories:
        number = memory.sense_id.int
        if number in known:
            known[number].add(memory.skill)
            least[number] = min(memory.stability, least[number])
    ready = [
        memory
        for number, memory in {memory.sense_id.int: memory for memory in well}.items()
        if least[number] >= WELL_KNOWN_DAYS and len(known[number]) < len(person.skills)
    ]
    ready.sort(key=lambda memory: -least[memory.sense_id.int])
    opened = []
    for memory in ready[:_LOOKED_AT]:
        sense = pool[memory.sense_id.int]
        skills = (drill.skill for drill in catalog.ways(sense, person))
        skill = next((skill for skill in skills if skill not in known[memory.sense_id.int]), None)
        if skill is not None:
            taken.add(memory.sense_id)
            opened.append(Due(sense, skill, 1 - retrievability(memory, now_ms, person.by), now_ms))
    return tuple(opened)
