"""How a simulated child answers: what it taps, and how long that takes. The same for every policy.

Times are guesses of the app's own drills, not yet measured on children, and equal for all policies: a policy
can win minutes only by asking less.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.benchmarks.learners import Item, Mind

#: Median time (s) of an answer among tiles: what the app's drills declare for 9–12 (``typical_ms``).
ANSWER_S = 6.0

#: Spread (standard deviation of the logarithm): a common shape of response times, as in ``drills.pace``.
ANSWER_SPREAD = 0.5

#: A wrong answer takes longer: in fsrs-rs's simulator, a failed review takes a third longer than a good one
#: (``state_rating_costs``, reviews: 16.44 s against 12.32 s).
WRONG_TAKES = 16.44 / 12.32

#: The moment after an answer (s), and what the right tile shown after a wrong one takes besides.
AFTER_S, AFTER_WRONG_S = 1.5, 2.0

#: Seconds a word met, an example, a notice, and the ending take (``drills.plan``; the ending is looked at).
MEET_S, EXAMPLE_S, NOTICE_S = 5.0, 4.0, 4.0

#: Known, and yet the wrong tile: one in twenty. With guessing among four tiles this gives FSRS at .90 the
#: pilot's success of .86.
SLIP = 0.05

#: Tiles of a plain question.
TILES = 4


@dataclass(frozen=True, slots=True)
class Tapped:
    """One answer: whether it was truly recalled, whether the right tile was tapped, and seconds to answer."""

    recalled: bool
    right: bool
    took_s: float


class Child:
    """Somebody with a mind, who guesses, slips and takes time; all dice from ``seed``."""

    def __init__(self, mind: Mind, seed: str) -> None:
        self.mind = mind
        self._dice = random.Random(seed)

    def taps(self, item: Item, at_s: float, tiles: int = TILES) -> Tapped:
        """Answers a question for ``item`` among ``tiles``, and remembers what was shown."""
        recalled = self._dice.random() < self.mind.recall(item, at_s)
        luck = self._dice.random()
        right = luck >= SLIP if recalled and tiles > 1 else luck < 1 / tiles
        took_s = ANSWER_S * self._dice.lognormvariate(0, ANSWER_SPREAD) * (1 if right else WRONG_TAKES)
        self.mind.answered(item, at_s, recalled)
        return Tapped(recalled, right, took_s)


def after_s(right: bool) -> float:
    """Seconds between an answer and the next step."""
    return AFTER_S if right else AFTER_S + AFTER_WRONG_S
