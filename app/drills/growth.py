"""The pomegranate tree: how it stands after so many words.

It grows with words remembered at least once and only with them. Days missed change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log1p

#: Words at which each stage begins: seed, sprout, seedling, sapling, young tree, tree, full tree, old tree.
STAGES = (0, 1, 8, 25, 60, 150, 400, 1_000)

#: Words at which the tree is as high as it is drawn; it goes on bearing after that.
_FULL_HEIGHT = 2_000


@dataclass(frozen=True, slots=True)
class Tree:
    """What to draw. ``stage`` is 0 (a seed) to 7; ``height`` 0–1 of the tallest; the rest are counts.

    No field ever shrinks as ``words`` grows.
    """

    words: int
    stage: int
    height: float
    leaves: int
    blossoms: int
    fruits: int


def tree(words: int) -> Tree:
    """The tree of a learner who has remembered ``words`` different words (negative counts as none).

    A leaf for each of the first 30 words, then one for every four; the first blossom at 10 words and the
    first pomegranate at 20, so that the first weeks bring something new; then a blossom every 15 and a fruit
    every 25. Counts stop where a phone's picture would be full: 120 leaves, 40 blossoms, 60 fruits.
    """
    words = max(0, words)
    return Tree(
        words=words,
        stage=sum(words >= begins for begins in STAGES) - 1,
        height=min(1.0, log1p(words / 12) / log1p(_FULL_HEIGHT / 12)),
        leaves=min(120, min(words, 30) + max(0, words - 30) // 4),
        blossoms=min(40, (words + 5) // 15),
        fruits=min(60, (words + 5) // 25),
    )
