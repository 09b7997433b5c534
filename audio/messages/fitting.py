"""How well the sound of some pieces fits a word that is only known from its letters: its length, and where in
it there is a pitch.

A vowel has a pitch and a k has none, in every voice and through every telephone; that is all that is listened
for.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sqrt
from typing import Final

import numpy as np

from audio.activity import HOP_S
from audio.messages.splitting import Piece
from audio.messages.weighing import Logs

SPREAD: Final = 0.19
"""Standard deviation of the logarithm of a word's length around what is expected: 13 % that syllables and
letters do not tell (``aligning.LETTER_S``) and as much again for how differently a person says a word each
time. The recipe of long takes has 17 %."""
WIDE_SPREAD: Final = 0.6
WIDE_SHARE: Final = 0.05
"""One word in twenty may be of nearly any length: half whispered, sung, laughed."""

PARTS: Final = 8
SOUND_LENGTHS: Final = {"V": 1.3, "v": 0.7, "-": 0.9}
LAST_LONGER: Final = 1.4
"""How long vowels, other sounds with a pitch and sounds without one last next to each other, roughly; the
last sound of a word said alone is drawn out."""
PATTERN_SPREAD: Final = 0.9
"""What one more in the sum of squares between two patterns counts, as a logarithm's divisor. Measured: of a
word and its own spelling the sum is 0.4 to 0.6 in the recipe and 0.9 to 1.0 in a synthetic Uyghur voice, of a
word and a neighbour's spelling 1.8 to 1.9."""
MOST_PATTERN: Final = 3.0
"""The most that a pattern can say, as a logarithm: 20 to 1. Some vowels lose their pitch between two sounds
without one."""
_FINE: Final = 12


def length_fits(difference: Logs) -> Logs:
    """How well a length fits: ``difference`` of the logarithms of what was found and what was expected."""
    close = np.exp(-0.5 * (difference / SPREAD) ** 2) * (1 - WIDE_SHARE) / SPREAD
    wide = np.exp(-0.5 * (difference / WIDE_SPREAD) ** 2) * WIDE_SHARE / WIDE_SPREAD
    fits: Logs = np.log((close + wide) / sqrt(2 * pi) + 1e-12)
    return fits


def pattern_of(sounds: str) -> tuple[float, ...]:
    """How much of each of ``PARTS`` equal parts of a word has a pitch, 0 to 1; empty for no sounds.

    ``sounds``: "V", "v" and "-" as ``aligning.expected`` has them; anything else is a ``ValueError``.
    """
    if not sounds:
        return ()
    if strange := set(sounds) - set(SOUND_LENGTHS):
        raise ValueError(f"sounds are V, v or -, not {''.join(sorted(strange))!r}")
    lengths = np.array([SOUND_LENGTHS[sound] for sound in sounds])
    lengths[-1] *= LAST_LONGER
    ends = np.cumsum(lengths) / lengths.sum()
    pitch = np.array([sound != "-" for sound in sounds], np.float64)
    at = (np.arange(PARTS * _FINE) + 0.5) / (PARTS * _FINE)
    return tuple(pitch[np.searchsorted(ends, at)].reshape(PARTS, -1).mean(axis=1).tolist())


def patterns_of(pieces: Sequence[Piece], most: int) -> Logs:
    """[i, k, part]: the same, heard, for the group of k + 1 pieces from piece i; nan where nobody looked."""
    patterns = np.full((len(pieces), most, PARTS), np.nan)
    at = (np.arange(PARTS * _FINE) + 0.5) / (PARTS * _FINE)
    for first in range(len(pieces)):
        for more in range(min(most, len(pieces) - first)):
            group = pieces[first : first + more + 1]
            if not group[-1].pitched:
                break
            count = max(1, round((group[-1].end_s - group[0].begin_s) / HOP_S))
            frames = np.zeros(count)
            for piece in group:
                begin = round((piece.begin_s - group[0].begin_s) / HOP_S)
                heard = np.frombuffer(piece.pitched, np.uint8)[: max(0, count - begin)]
                frames[begin : begin + len(heard)] = heard
            patterns[first, more] = frames[(at * count).astype(int)].reshape(PARTS, -1).mean(axis=1)
    return patterns


def pattern_fits(heard: Logs, hoped: Sequence[tuple[float, ...]]) -> Logs:
    """[i, k, j]: how much better than the other words' the pattern of word j fits what is heard of a group; 0
    where either is not known.

    How much has a pitch differs from voice to voice and room to room, so the hoped for is brought to the
    take's own measure first.
    """
    known = [place for place, one in enumerate(hoped) if one]
    fits = np.zeros((*heard.shape[:2], len(hoped)))
    listened = ~np.isnan(heard[:, :, 0])
    if not known or not listened.any():
        return fits
    parts = np.array([hoped[place] for place in known])
    alone = heard[:, 0][listened[:, 0]]
    parts = parts * np.clip(alone.mean() / max(float(parts.mean()), 1e-3), 0.5, 1.2)
    apart = ((heard[listened][:, None] - parts) ** 2).sum(axis=2)
    better = (apart.mean(axis=1, keepdims=True) - apart) / PATTERN_SPREAD
    some = np.zeros((len(apart), len(hoped)))
    some[:, known] = np.clip(better, -MOST_PATTERN, MOST_PATTERN)
    fits[listened] = some
    return fits
