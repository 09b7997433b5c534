"""How a learner stands and what is coming: from its memories, its reviews and the time, and nothing else.

Days are the learner's own: each review says how far its clock was from UTC. Letters and lines are no words:
whatever was asked by one of the drills ``apart`` is left out of the words, and letters are counted by
``letters_known``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from fsrs import Scheduler

from app.drills.memory import DAY_MS, USUAL, Key, after, elapsed_days, is_due, retrievability, standing
from app.drills.pace import AWAY_MS
from lexicon.records import Memory, Review, Skill

#: Days looked ahead, and days whose answers tell how much is remembered: a month, as the issue has it.
AHEAD_DAYS = 30
BACK_DAYS = 30

#: Weeks of the calendar.
WEEKS = 5

#: Words that are called the hardest, at most: a parent looks at one row of them.
HARDEST = 6

#: A letter counts as known while it is likelier remembered than not and its memory holds a day: a first
#: answer that was wrong leaves FSRS's default learner .2 days, a right one over two.
KNOWN_FROM = 0.5
KNOWN_DAYS = 1.0

_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Outlook:
    """How a learner stands.

    ``words``: how many words are known now, each counted with the chance (0–1) of its surest skill;
    ``of_skill``: the same by skill. ``due``: answers that fall due today (index 0, what is overdue among
    them) and on each of the next days, as things stand now; ``later``: those beyond. Of the ``came_back``
    answers of the last ``BACK_DAYS`` that were a word's first of their day, after an earlier day, the share
    ``remembered`` was right and the share ``predicted`` should have been; both None where there were none.
    ``minutes``: time spent answering, ever. ``days``: the days practised, counted from 1 January 1970;
    ``today`` likewise. ``hardest``: senses forgotten most often and how often, most first.
    """

    words: float
    of_skill: Mapping[Skill, float]
    due: tuple[int, ...]
    later: int
    came_back: int
    remembered: float | None
    predicted: float | None
    minutes: float
    days: frozenset[int]
    today: int
    hardest: tuple[tuple[UUID, int], ...]


def outlook(
    memories: Iterable[Memory],
    reviews: Iterable[Review],
    now_ms: int,
    offset_min: int = 0,
    apart: Collection[str] = (),
    by: Scheduler = USUAL,
) -> Outlook:
    """The outlook from every memory and every review (in any order) of one learner.

    ``offset_min`` is the local offset from UTC now; ``apart`` the keys of drills that ask no words; ``by``
    reckons with this learner's memory.
    """
    every = list(reviews)
    no_words = {review.sense_id for review in every if review.drill in apart}
    known = [memory for memory in memories if memory.sense_id not in no_words]
    surest: dict[UUID, float] = {}
    of_skill = dict.fromkeys(Skill, 0.0)
    for memory in known:
        chance = retrievability(memory, now_ms, by)
        of_skill[memory.skill] += chance
        surest[memory.sense_id] = max(chance, surest.get(memory.sense_id, 0.0))
    today = day_of(now_ms, offset_min)
    coming = Counter(_due_day(memory, now_ms, offset_min) - today for memory in known)
    due = tuple(coming[day] for day in range(AHEAD_DAYS))
    since_ms = now_ms - BACK_DAYS * DAY_MS
    words = [review for review in standing(every) if review.sense_id not in no_words]
    right, chances = _came_back(words, since_ms, by)
    return Outlook(
        words=sum(surest.values()),
        of_skill=of_skill,
        due=due,
        later=len(known) - sum(due),
        came_back=len(chances),
        remembered=right / len(chances) if chances else None,
        predicted=sum(chances) / len(chances) if chances else None,
        minutes=spent_ms(every) / _MINUTE_MS,
        days=frozenset(day_of(review.at_ms, review.offset_min) for review in every),
        today=today,
        hardest=_hardest(words),
    )


def letters_known(
    memories: Iterable[Memory], letters: Mapping[UUID, str], now_ms: int, by: Scheduler = USUAL
) -> frozenset[str]:
    """The letters that are known now, by whichever skill; ``letters`` by the ids that memories name."""
    return frozenset(
        letters[memory.sense_id]
        for memory in memories
        if memory.sense_id in letters
        and memory.stability >= KNOWN_DAYS
        and retrievability(memory, now_ms, by) >= KNOWN_FROM
    )


def day_of(at_ms: int, offset_min: int) -> int:
    """The local day a moment lies in, counted from 1 January 1970."""
    return (at_ms + offset_min * _MINUTE_MS) // DAY_MS


def spent_ms(reviews: Iterable[Review]) -> int:
    """Time (ms) spent answering: what lay between two answers, or the answer's own time after a longer pause.

    A pause longer than ``AWAY_MS`` was none of the lesson's. Answers taken back took their time too.
    """
    spent, before_ms = 0, None
    for review in sorted({one.id: one for one in reviews}.values(), key=lambda one: (one.at_ms, one.id)):
        took_ms = min(AWAY_MS, max(0, review.taken_ms))
        if before_ms is not None and review.at_ms - before_ms <= AWAY_MS:
            took_ms = max(took_ms, review.at_ms - before_ms)
        spent += took_ms
        before_ms = review.at_ms
    return spent


def calendar(days: Collection[int], today: int, weeks: int = WEEKS) -> tuple[tuple[bool | None, ...], ...]:
    """The last ``weeks`` weeks, oldest and Monday first: whether each day was practised; None is to come."""
    monday = today - (today + 3) % 7  # 1 January 1970 was a Thursday
    first = monday - 7 * (weeks - 1)
    return tuple(
        tuple(day in days if day <= today else None for day in range(start, start + 7))
        for start in range(first, first + 7 * weeks, 7)
    )


def _due_day(memory: Memory, now_ms: int, offset_min: int) -> int:
    """The local day a memory is due; what is due already is due today."""
    if is_due(memory, now_ms):
        return day_of(now_ms, offset_min)
    return max(day_of(memory.due_ms, offset_min), day_of(now_ms, offset_min))


def _came_back(words: Sequence[Review], since_ms: int, by: Scheduler) -> tuple[int, list[float]]:
    """Of the first answers of a day since ``since_ms`` to words of an earlier day: how many were right, and
    each one's chance beforehand. Only words answered since then are replayed."""
    wanted = {(review.sense_id, review.skill) for review in words if review.at_ms >= since_ms}
    memories: dict[Key, Memory] = {}
    right, chances = 0, []
    for review in words:
        key = (review.sense_id, review.skill)
        if key not in wanted:
            continue
        before = memories.get(key)
        if before is not None and review.at_ms >= since_ms and elapsed_days(before.last_ms, review.at_ms) > 0:
            right += review.rating > 1
            chances.append(retrievability(before, review.at_ms, by))
        memories[key] = after(before, review, by)
    return right, chances


def _hardest(words: Sequence[Review]) -> tuple[tuple[UUID, int], ...]:
    """The senses forgotten most often: missed by the first answer of a day, after an earlier day."""
    last_ms: dict[Key, int] = {}
    lapses: defaultdict[UUID, int] = defaultdict(int)
    for review in words:
        key = (review.sense_id, review.skill)
        if key in last_ms and elapsed_days(last_ms[key], review.at_ms) > 0 and review.rating == 1:
            lapses[review.sense_id] += 1
        last_ms[key] = review.at_ms
    most = sorted(lapses.items(), key=lambda item: (-item[1], item[0]))
    return tuple(most[:HARDEST])
