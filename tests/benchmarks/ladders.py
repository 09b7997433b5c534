"""The peers: FSRS at a constant retention, SM-2, Leitner's boxes and Memrise's ladder, played in lessons.

All are played alike, as their users do: first what is due, in due order, then up to 20 new words a day while
minutes are left; a new word is met and asked after other steps; a missed word comes again in the same
lesson until it is right, at the end of what is to be asked.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from fsrs import Scheduler

from app.drills import memory as fsrs_memory
from lexicon.records import Memory, Review, Skill, Verdict
from tests.benchmarks.answering import MEET_S, Child, after_s
from tests.benchmarks.learners import DAY_S

#: New words a day: Anki's own default, and generous for five minutes.
NEW_A_DAY = 20

#: Steps between meeting a word, or missing it, and being asked.
WAIT = 3

#: Leitner's boxes, in days: doubled from box to box; a miss goes back to the first.
BOXES = (1, 2, 4, 8, 16, 32, 64, 128)

#: Memrise: 4 h, 12 h, 24 h, 6 d, 12 d, 48 d, 96 d, 180 d (as its help pages had it); a miss goes back to the
#: start. With one lesson a day the first three are the next lesson.
RUNGS = (1, 1, 1, 6, 12, 48, 96, 180)


class Ladder(Protocol):
    """When a word comes back."""

    def next_day(self, word: int, day: int, right: bool, repeat: bool) -> int:
        """The day on which ``word`` is due after an answer; ``repeat``: already asked today."""


@dataclass
class Boxes:
    """Leitner's and Memrise's: one step up after each right answer, back to the start after a miss."""

    rungs: tuple[int, ...]
    at: dict[int, int] = field(default_factory=dict)

    def next_day(self, word: int, day: int, right: bool, repeat: bool) -> int:
        """The day after the rung it stands on; a repeat does not move it."""
        if not right:
            self.at[word] = 0
        elif not repeat:
            self.at[word] = min(self.at.get(word, -1) + 1, len(self.rungs) - 1)
        return day + self.rungs[self.at[word]]


@dataclass
class Sm2:
    """SM-2 as published by Wozniak in 1990, with grade 4 for right and 1 for wrong."""

    kept: dict[int, tuple[int, float, float]] = field(default_factory=dict)

    def next_day(self, word: int, day: int, right: bool, repeat: bool) -> int:
        """1 day, 6 days, then the last interval times the easiness; a miss starts anew."""
        times, easiness, interval = self.kept.get(word, (0, 2.5, 0.0))
        if not right:
            times, interval, easiness = 0, 1.0, max(1.3, easiness - 0.54)
        elif not repeat:
            times += 1
            interval = 1.0 if times == 1 else 6.0 if times == 2 else interval * easiness
        self.kept[word] = (times, easiness, interval)
        return day + max(1, round(interval))


class Fsrs:
    """FSRS-6 with its default parameters, at one retention for good."""

    def __init__(self, retention: float) -> None:
        self._by: Scheduler = fsrs_memory.scheduler(retention)
        self._kept: dict[int, Memory] = {}

    def next_day(self, word: int, day: int, right: bool, repeat: bool) -> int:  # noqa: ARG002 (one shape)
        """The day FSRS says."""
        review = Review(
            UUID(int=0), UUID(int=1), UUID(int=word), Skill.READ, "card", "", Verdict.EXACT,
            3 if right else 1, day * fsrs_memory.DAY_MS, 0, 1_000,
        )  # fmt: skip
        kept = fsrs_memory.after(self._kept.get(word), review, self._by)
        self._kept[word] = kept
        return kept.due_ms // fsrs_memory.DAY_MS


def named(name: str) -> Ladder:
    """``leitner``, ``memrise``, ``sm2`` or ``fsrs.90``; raises ValueError for another name."""
    if name == "leitner":
        return Boxes(BOXES)
    if name == "memrise":
        return Boxes(RUNGS)
    if name == "sm2":
        return Sm2()
    if name.startswith("fsrs."):
        return Fsrs(float(name.removeprefix("fsrs")))
    raise ValueError(f"no policy is called {name!r}")


class Peer:
    """A child's lessons under one ladder."""

    def __init__(self, ladder: Ladder, child: Child, words: int) -> None:
        self._ladder = ladder
        self._child = child
        self._fresh = deque(range(words))
        self._due: dict[int, int] = {}
        self.asked = self.right = 0
        self.used_s = 0.0

    @property
    def items(self) -> list[int]:
        """Every word that was met."""
        return list(self._due)

    def lesson(self, day: int, budget_s: float) -> None:
        """One lesson: nothing begins once the minutes are over."""
        began_s, clock_s = day * DAY_S, 0.0
        due = sorted((when, word) for word, when in self._due.items() if when <= day)
        queue = deque(word for _, word in due)
        waiting: deque[tuple[int, int]] = deque()
        new = step = 0
        asked: set[int] = set()
        while clock_s < budget_s:
            step += 1
            if waiting and waiting[0][0] <= step:
                word = waiting.popleft()[1]
            elif queue:
                word = queue.popleft()
            elif self._fresh and new < NEW_A_DAY:
                word, new = self._fresh.popleft(), new + 1
                self._child.mind.meet(word, began_s + clock_s)
                self._due[word] = day + 1
                clock_s += MEET_S
                waiting.append((step + WAIT, word))
                continue
            elif waiting:
                word = waiting.popleft()[1]
            else:
                break
            tapped = self._child.taps(word, began_s + clock_s)
            clock_s += tapped.took_s + after_s(tapped.right)
            self.asked += 1
            self.right += tapped.right
            self._due[word] = max(day + 1, self._ladder.next_day(word, day, tapped.right, word in asked))
            asked.add(word)
            if not tapped.right:
                waiting.append((step + WAIT, word))
        self.used_s += clock_s
