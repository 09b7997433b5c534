"""All that one learner remembers, in the orders that planning a lesson asks for.

A child knows a few hundred words, and sorting those at each lesson would do. Whoever has learned for years
knows twenty thousand: going through them all took a third of planning (``tests.benchmarks.many_answers``).
"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Iterator, Set
from uuid import UUID

from app.drills.memory import DAY_MS, EARLY_MS
from lexicon.records import Memory, Skill

#: Stabilities after which a word comes into question: one, by definition the time until its chance of being
#: known is .9. In the simulator coming back at .95 keeps 1 % more words and asks what a child knows anyway;
#: .85 keeps 2 % fewer.
RETURNS_AFTER = 1.0

_Placed = tuple[float, int, str]
_AFTER_EVERY_ID = 1 << 128


class Remembered:
    """The memories of one learner, one a sense and skill.

    Ids are kept as ``UUID.int``, whose hash costs a tenth of a UUID's. Not for two threads at once.
    """

    def __init__(self, memories: Iterable[Memory] = ()) -> None:
        self._of: dict[int, dict[Skill, Memory]] = {}
        self._met: set[UUID] = set()
        for memory in memories:
            self._of.setdefault(memory.sense_id.int, {})[memory.skill] = memory
            self._met.add(memory.sense_id)
        self._by_return = sorted(map(_returning, self))
        self._by_firmness = sorted(map(_firmness, self))
        self.last_ms = max((memory.last_ms for memory in self), default=None)
        """When (UTC ms) anything was asked last, None where nothing was."""

    @classmethod
    def all_of(cls, memories: Iterable[Memory]) -> Remembered:
        """``memories`` themselves where they are remembered ones, else made of them."""
        return memories if isinstance(memories, cls) else cls(memories)

    def __iter__(self) -> Iterator[Memory]:
        """Every memory, those of a sense together."""
        return (memory for skills in self._of.values() for memory in skills.values())

    def __len__(self) -> int:
        return len(self._by_return)

    @property
    def met(self) -> Set[UUID]:
        """The senses that were ever asked."""
        return self._met

    def has(self, number: int) -> bool:
        """Whether the sense with this ``UUID.int`` was ever asked."""
        return number in self._of

    def of(self, numbers: Iterable[int]) -> list[Memory]:
        """The memories of these senses (``UUID.int``), those of a sense together."""
        return [memory for number in numbers if number in self._of for memory in self._of[number].values()]

    def put(self, memory: Memory) -> None:
        """Keep this state in place of the one before."""
        skills = self._of.setdefault(memory.sense_id.int, {})
        before = skills.get(memory.skill)
        if before is not None:
            del self._by_return[bisect_left(self._by_return, _returning(before))]
            del self._by_firmness[bisect_left(self._by_firmness, _firmness(before))]
        skills[memory.skill] = memory
        insort(self._by_return, _returning(memory))
        insort(self._by_firmness, _firmness(memory))
        self._met.add(memory.sense_id)
        self.last_ms = max(memory.last_ms, self.last_ms or memory.last_ms)

    def in_question(self, now_ms: int, skills: Collection[Skill]) -> list[Memory]:
        """What may come back now (``memory.in_question``) of these skills, what has waited longest first."""
        if self.last_ms is not None and self.last_ms - now_ms > DAY_MS:  # answered under a wrong clock
            return [memory for memory in self._each(self._by_return, skills) if in_question(memory, now_ms)]
        end = bisect_right(self._by_return, (float(now_ms), _AFTER_EVERY_ID, ""))
        return self._each(self._by_return[:end], skills)

    def firmest(self, most: int, skills: Collection[Skill]) -> list[Memory]:
        """The ``most`` memories of these skills with the greatest stability, greatest first."""
        found: list[Memory] = []
        for end in range(len(self._by_firmness), 0, -most):
            found += self._each(self._by_firmness[max(0, end - most) : end][::-1], skills)
            if len(found) >= most:
                break
        return found[:most]

    def sample(self, most: int, rng: random.Random) -> list[Memory]:
        """Up to ``most`` memories, drawn by lot."""
        return self._each(rng.sample(self._by_return, min(most, len(self))), tuple(Skill))

    def _each(self, placed: Iterable[_Placed], skills: Collection[Skill]) -> list[Memory]:
        of, wanted = self._of, {skill.value: skill for skill in skills}
        return [of[number][wanted[skill]] for _, number, skill in placed if skill in wanted]


def in_question(memory: Memory, now_ms: int) -> bool:
    """Whether the word may come back now: it is due, or its chance of being known is down to .9."""
    return _returns_ms(memory) <= now_ms or memory.last_ms - now_ms > DAY_MS


def _returns_ms(memory: Memory) -> float:
    return min(memory.due_ms - EARLY_MS, memory.last_ms + RETURNS_AFTER * memory.stability * DAY_MS)


def _returning(memory: Memory) -> _Placed:
    return _returns_ms(memory), memory.sense_id.int, memory.skill.value


def _firmness(memory: Memory) -> _Placed:
    return memory.stability, memory.sense_id.int, memory.skill.value
