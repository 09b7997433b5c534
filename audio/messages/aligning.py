"""Which piece of a long take is which word of a list that was read in order?

Nobody is understood here. What is known: how long a word should last next to the others and where in it there
should be a pitch, that words come in the order of the list, which pieces sound like a later one (a word said
again), and which are hardly words at all (a breath has no pitch, a café is faint). Every way of laying the
pieces on the words has a probability made of these (``weighing``); all ways are summed (``lattice``), and the
words get the pieces that make the most of them right. What all other ways say
together is the doubt.

What cannot be known: which of two words of the same length and sounds was left out. Then the doubt is high.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from audio.messages.fitting import length_fits, pattern_fits, pattern_of, patterns_of
from audio.messages.lattice import Lattice, best_groups
from audio.messages.likeness import Likeness
from audio.messages.splitting import Piece
from audio.messages.weighing import EXTRA, TRY, Logs, Weights, weights_of

FIRST_S: Final = 0.154
SYLLABLE_S: Final = 0.020
LETTER_S: Final = 0.068
"""Seconds. Fitted to 400 headwords of the starter vocabulary in a synthetic Uyghur voice; what is left over
is 13 % of a word's length (standard deviation of its logarithm), with letters alone 13 %, with syllables
alone 16 %. Only the relation between words matters: the speaker's rate is found in the take."""

SKIP: Final = 0.03
"""How often a word is left out, before anything is known of a speaker. Nobody has counted."""
PART: Final = 0.2
"""How often a message begins in the middle of the list, or ends there: the sheet invites it. Nobody has
counted. Of 60 words of six messages that held ten of a list of 42 each, 33 landed
without it, all with it."""
FAITH: Final = 20.0
"""For how many words and pieces these habits count against what the take itself shows."""
RATES: Final = np.linspace(-0.9, 0.9, 13)
"""Logarithms of the rates tried first, around the one with which the middle piece would last as long as the
middle word: 0.4 to 2.5 times."""
ROUNDS: Final = 3
NEAR_WORDS: Final = 5.0
STEADY: Final = 3.0
MOST_APART: Final = 0.5
"""A speaker's rate is heard in the words around, those up to five away weighing most, held back by three
words' worth of the take's own rate; a word that is further from it than 0.5 (a logarithm: 1.6 times) pulls
no more. The recipe's speaker who turns from 1 to 1.4 in the middle of a list is followed without a
mistake."""


@dataclass(frozen=True, slots=True)
class Expected:
    """How long a word should last next to the others of its list; the unit is nearly a second. ``pitched``:
    how much of each eighth of it should have a pitch, 0 to 1; empty where that is not known."""

    seconds_hint: float
    pitched: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word is: the indices of its pieces in order (empty: it was left out), and how unsure that is,
    0 (certain) to 1."""

    pieces: tuple[int, ...]
    doubt: float


def expected(syllables: int, letters: int, sounds: str = "") -> Expected:
    """What may be expected of a word of so many syllables and letters (hamza's seat is none).

    ``sounds``, if given, makes it much easier to find which word was left out: a letter for each sound of
    the word in order, "V" a vowel, "v" another sound with a pitch (b d g gh j l m n ng r w y z zh), "-" one
    without (ch f h k p q s sh t x). Any other letter is a ``ValueError``.
    """
    return Expected(FIRST_S + SYLLABLE_S * syllables + LETTER_S * letters, pattern_of(sounds))


def left_over(places: Sequence[Place], n: int) -> tuple[int, ...]:
    """Which of ``n`` pieces went to no word: breaths, coughs, earlier tries."""
    taken = {piece for place in places for piece in place.pieces}
    return tuple(piece for piece in range(n) if piece not in taken)


def align(
    pieces: Sequence[Piece], likeness: Likeness | NDArray[Any], words: Sequence[Expected]
) -> tuple[Place, ...]:
    """One place for each word, in order. Of several tries of a word in a row the last counts.

    ``likeness``: ``likeness.likeness_of`` of the same pieces, or a matrix (pieces, pieces) of how sure it
    is, 0 to 1, that the earlier and the later piece are the same word.
    """
    if not pieces or not words:
        return tuple(Place((), 0.0) for _ in words)
    weights = weights_of(pieces, likeness)
    hints = np.log([max(word.seconds_hint, 1e-3) for word in words])
    patterns = pattern_fits(patterns_of(pieces, weights.lengths.shape[1]), [word.pitched for word in words])
    usual = float(np.median(weights.lengths[:, 0]) - np.median(hints))

    def lattice(rates: Logs, habits: Habits) -> Lattice:
        fits = (
            weights.as_word[:, :, None] + length_fits(weights.lengths[:, :, None] - hints - rates) + patterns
        )
        others = weights.as_try + log(habits.again)
        others[:, 0] = np.logaddexp(others[:, 0], weights.as_extra + log(habits.extra))
        return Lattice(fits, others, habits.skip, PART)

    habits = Habits()
    rates = max(
        (np.full(len(words), usual + rate) for rate in RATES), key=lambda one: lattice(one, habits).total()
    )
    for _ in range(ROUNDS):
        shares = lattice(rates, habits).shares()
        rates, habits = _heard_rates(weights, hints, shares), _heard_habits(shares)
    found = best_groups(lattice(rates, habits).shares())
    return tuple(Place(tuple(group), 1 - share) for group, share in found)


@dataclass(frozen=True, slots=True)
class Habits:
    """How often this speaker leaves a word out, says one again, or something else is heard."""

    skip: float = SKIP
    again: float = TRY
    extra: float = EXTRA


def _heard_habits(shares: Logs) -> Habits:
    """What the take itself says of its speaker, held back by what is usual."""
    count, longest, words = shares.shape
    taken = float(shares.sum(axis=(0, 2)) @ np.arange(1, longest + 1))
    extra = (EXTRA * FAITH + max(0.0, count - taken)) / (FAITH + count)
    # Words before the first that was said and after the last are another message's, and left out of nothing;
    # and where a message began may be unsure while it is sure that one word followed the other.
    of_pieces = shares.sum(axis=1)
    sure = of_pieces.sum(axis=1)
    said = sure > 0.5
    at = of_pieces[said] @ np.arange(words) / sure[said]
    left_out = float(np.maximum(0.0, np.diff(at) - 1).sum())
    skip = (SKIP * FAITH + left_out) / (FAITH + len(at) + left_out)
    return Habits(skip, TRY / EXTRA * extra, extra)


def _heard_rates(weights: Weights, hints: Logs, shares: Logs) -> Logs:
    """The logarithm of the speaker's rate at each word, from the words around it and the whole take."""
    certain = shares.sum(axis=(0, 1))
    found = (shares * (weights.lengths[:, :, None] - hints)).sum(axis=(0, 1)) / np.maximum(certain, 1e-9)
    order = np.argsort(found)
    half = int(np.searchsorted(np.cumsum(certain[order]), certain.sum() / 2))
    usual = float(found[order][min(half, len(order) - 1)])
    apart = np.subtract.outer(np.arange(len(hints)), np.arange(len(hints))) / NEAR_WORDS
    near = np.exp(-0.5 * apart**2) * certain
    rates: Logs = usual + near @ np.clip(found - usual, -MOST_APART, MOST_APART) / (near.sum(axis=1) + STEADY)
    return rates
