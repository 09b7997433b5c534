"""What speaks for a piece of a long take being a word, or something else: the costs of ``aligning``.

All costs are logarithms of probabilities, so that they add up. Where a figure is said to be measured, it is
over ten messages each in three rooms of the recipe of long takes. A recipe is tidier than people are: the
spreads here are wider than what was measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, pi, sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from audio.messages.likeness import MOST_BETWEEN, Likeness
from audio.messages.likeness import MOST_PIECES as MOST_TRIED
from audio.messages.splitting import Piece

MOST_PIECES: Final = 5
"""Of one word. Measured in 15 dB of hiss: 116 of 207 words are one piece, 65 two, 26 three to five."""
MOST_PAUSE_S: Final = 0.5
"""Seconds. Facts page: a longer gap inside means that these are two words."""

TRY: Final = 0.04
EXTRA: Final = 0.05
"""How often a word is said again, and something else is heard, before anything is known of a speaker. Nobody
has counted; ``aligning`` hears in the take how much more often this speaker does it."""
NO: Final = 0.3
"""How often something more is said between a word and the same word again: "no". Not counted either."""
INNER: Final = 0.3
"""How often a word goes on after a pause that parts pieces. Measured: 35 to 121 times in 207 words."""
INNER_S: Final = (log(0.11), 0.4)
BETWEEN_S: Final = (log(0.8), 0.6)
"""Pauses inside a word and between words, measured: the logarithm of the median in seconds, and the
logarithm's spread. The median between words is the take's own, of the pauses over half of
``MOST_PAUSE_S``."""
BESIDE_EXTRA: Final = 0.25
BESIDE_EXTRA_S: Final = (log(0.3), 0.6)
"""One pause in four may be beside a breath or a cough, and short. Without this and
``UNVOICED_FIRST``, 16 of 120 words took the breath before them along."""
EXTRA_S: Final = (log(0.35), 0.7)
"""How long breaths, coughs and "hmm" last, measured: medians of 0.24 to 0.38 s."""
LEAST_VOICED_S: Final = 0.05
UNVOICED_WORD: Final = 0.004
UNVOICED_EXTRA: Final = 0.6
"""A word has a vowel: a pitch for that long. How often a word, and something else, has none. Measured: none
of 620 words, and 52 to 75 of 100 other things."""
UNVOICED_FIRST: Final = 0.1
"""How often a part without a pitch that stands apart comes before the word's vowel: measured, none of 29."""
WORD_DB: Final = (0.0, 4.0)
FAINT_DB: Final = (-6.0, 10.0)
FAINT: Final = 0.05
EXTRA_DB: Final = (-10.0, 9.0)
"""Levels against the take's usual one, mean and spread: words (measured: 0 and 2), one word in twenty, and
other things (measured: -4 to -11, and 4 to 8)."""
RELEASE_DB: Final = (-10.0, 7.0)
RELEASE_S: Final = (log(0.08), 0.6)
"""The part of a word without a pitch that stands apart, the release of its last consonant: measured, -8 to
-13 dB and 0.04 to 0.12 s. A breath before a word lasts four times as long."""
STRONGEST: Final = 4.0
"""The most that likeness can say for or against, as a logarithm: 50 to 1."""
NEVER: Final = -1e9

Logs = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Of the group of k + 1 pieces that begins with piece i, at [i, k]: ``lengths`` the logarithm of its
    seconds, ``as_word`` what speaks for a word but its length, ``as_try`` for a word that is said again
    after it, with what was said in between. ``as_extra`` [i]: what speaks for piece i being no word.
    ``NEVER`` where there is no such group."""

    lengths: Logs
    as_word: Logs
    as_try: Logs
    as_extra: Logs


def weights_of(pieces: Sequence[Piece], likeness: Likeness | NDArray[Any]) -> Weights:
    """The weights of every group of neighbouring pieces; ``likeness`` as for ``aligning.align``."""
    shape = len(pieces), MOST_PIECES
    lengths, as_word, as_try = np.zeros(shape), np.full(shape, NEVER), np.full(shape, NEVER)
    usual_db = float(np.median([piece.level_db for piece in pieces if _has_pitch(piece)] or [0.0]))
    gaps = [max(1e-3, after.begin_s - before.end_s) for before, after in pairwise(pieces)]
    long = [gap for gap in gaps if gap > MOST_PAUSE_S / 2]
    usual = (log(float(np.median(long))) if long else BETWEEN_S[0], BETWEEN_S[1])
    compare = likeness if callable(likeness) else _of_matrix(likeness)
    extra = [_extra(piece, usual_db) for piece in pieces]
    for first in range(len(pieces)):
        pauses = 0.0
        for more in range(min(MOST_PIECES, len(pieces) - first)):
            stop = first + more + 1
            if more:
                gap = gaps[stop - 2]
                if gap > MOST_PAUSE_S:
                    break
                pauses += log(INNER) + _bell(log(gap), INNER_S) - _between(log(gap), usual)
            group = pieces[first:stop]
            length = log(max(group[-1].end_s - group[0].begin_s, 1e-3))
            lengths[first, more] = length
            as_word[first, more] = pauses + _word(group, usual_db)
            for between, again in _again(compare, range(first, stop), len(pieces)):
                said = sum(log(NO) + one for one in extra[stop : stop + between])
                tried = as_word[first, more] + _bell(length, EXTRA_S) + again + said
                as_try[first, more + between] = np.logaddexp(as_try[first, more + between], tried)
    return Weights(lengths, as_word, as_try, np.array(extra))


def _between(pause: float, usual: tuple[float, float]) -> float:
    """The density of a pause (a logarithm) that is not inside a word."""
    return float(
        np.logaddexp(
            log(1 - BESIDE_EXTRA) + _bell(pause, usual), log(BESIDE_EXTRA) + _bell(pause, BESIDE_EXTRA_S)
        )
    )


def _has_pitch(piece: Piece) -> bool:
    return piece.voiced_s >= LEAST_VOICED_S or not piece.pitched  # nobody looked


def _word(group: Sequence[Piece], usual_db: float) -> float:
    """Levels and pitch of all pieces, and the lengths of all but the longest, which the word's length
    tells."""
    pitch = [_has_pitch(piece) for piece in group]
    logs = log(1 - UNVOICED_WORD if any(pitch) else UNVOICED_WORD)
    longest = max(group, key=lambda piece: piece.seconds)
    for piece, has_pitch in zip(group, pitch, strict=True):
        level = piece.level_db - usual_db
        if has_pitch or len(group) == 1:
            usually, seldom = log(1 - FAINT) + _bell(level, WORD_DB), log(FAINT) + _bell(level, FAINT_DB)
            logs += float(np.logaddexp(usually, seldom))
        else:
            logs += _bell(level, RELEASE_DB) + (log(UNVOICED_FIRST) if piece is group[0] else 0.0)
        if piece is not longest:
            logs += _bell(log(max(piece.seconds, 1e-3)), EXTRA_S if has_pitch else RELEASE_S)
    return logs


def _extra(piece: Piece, usual_db: float) -> float:
    pitch = log(1 - UNVOICED_EXTRA if _has_pitch(piece) else UNVOICED_EXTRA)
    level = _bell(piece.level_db - usual_db, EXTRA_DB)
    return pitch + level + _bell(log(max(piece.seconds, 1e-3)), EXTRA_S)


def _again(compare: Likeness, tried: range, count: int) -> Iterator[tuple[int, float]]:
    """How many pieces lie between a group and its being said again, and how much more likely than not that
    is; a logarithm."""
    for between in range(MOST_BETWEEN + 1 if len(tried) <= MOST_TRIED else 0):
        start = tried.stop + between
        stops = range(start + 1, min(start + MOST_TRIED, count) + 1)
        sure = max((compare(tried, range(start, stop)) for stop in stops), default=None)
        if sure is not None:
            odds = log((sure + 1e-9) / (1 - sure + 1e-9))
            yield between, max(-STRONGEST, min(STRONGEST, odds))


def _of_matrix(matrix: NDArray[Any]) -> Likeness:
    def compare(one: range, other: range) -> float:
        if len(one) != len(other):
            return 0.0
        return float(np.mean([matrix[earlier, later] for earlier, later in zip(one, other, strict=True)]))

    return compare


def _bell(value: float, around: tuple[float, float]) -> float:
    """The logarithm of a normal density; ``around`` is its mean and its spread."""
    mean, spread = around
    return -0.5 * ((value - mean) / spread) ** 2 - log(spread * sqrt(2 * pi))
