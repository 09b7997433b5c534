"""Are two pieces of a take the same word said twice?

Cepstra of twenty milliseconds each, laid over one another with dynamic time warping, so that a word said more
slowly is still the word. Only pieces of one voice in one room are ever compared, a few apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audio.activity import HOP_S
from audio.clip import Clip
from audio.messages.spectra import BANDS, Matrix, spectra_of
from audio.messages.splitting import Piece

Likeness = Callable[[range, range], float]
"""How sure it is (0 to 1; 0.5: nobody knows) that the pieces of one range and those of a later one are the
same word said twice, as far as sound can tell."""

CEPSTRA: Final = 12
"""As in most recognisers of speech: the colour of a sound without its pitch. The first, loudness, is left
out."""
ROOM_TIMES: Final = 4.0
"""The room's own bands, this many times (6 dB), are added before the logarithm, so that it does not count."""
HALF_WAY: Final = 0.6
STEEP: Final = 0.06
"""Distance in units of the take's own usual distance between different pieces. Measured on the recipe of
long takes and on read pieces, three rooms each, 18 and 35 dB: of the same word twice 95 of 100 are under
0.5, of two different words 95 of 100 over 0.6. People differ from themselves more than a recipe does, so
0.6 and not 0.55."""
USUAL: Final = 28.0
USUAL_COUNTS: Final = 5
"""The usual distance (dB over all cepstra) where a take has too few pieces to tell its own, measured: 20 to
38 in 24 takes; and for how many pairs it counts."""
MOST_PIECES: Final = 3
MOST_BETWEEN: Final = 2
"""A try of up to three pieces, and up to two pieces between it and the next ("no")."""
MOST_PAUSE_S: Final = 0.4
"""Seconds. A longer pause is not inside a word."""
LEAST_S: Final = 0.1
MOST_S: Final = 3.0
STRETCH: Final = 1.7
"""Seconds, and how many times as long a second try may be."""
_AT_ONCE: Final = 256


def likeness_of(clip: Clip, pieces: Sequence[Piece]) -> Likeness:
    """What ``aligning.align`` asks about the pieces of a take: compare two ranges of them."""
    spans = [
        range(first, last)
        for first in range(len(pieces))
        for last in range(first + 1, min(len(pieces), first + MOST_PIECES) + 1)
        if _could_be_a_word(pieces[first:last])
    ]
    room = _room(clip, pieces)
    heard = {span: _cepstra(clip, pieces[span[0]].begin_s, pieces[span[-1]].end_s, room) for span in spans}
    pairs = list(_pairs(spans, heard))
    found = distances([(heard[one], heard[other]) for one, other in pairs])
    usual = [far for far, (one, other) in zip(found, pairs, strict=True) if len(one) == len(other) == 1]
    scale = float(np.median([*usual, *[USUAL] * USUAL_COUNTS]))
    table = {
        pair: float(1 / (1 + np.exp((far / scale - HALF_WAY) / STEEP)))
        for pair, far in zip(pairs, found, strict=True)
    }
    return lambda one, other: table.get((one, other), 0.0)


def distances(pairs: Sequence[tuple[Matrix, Matrix]]) -> NDArray[np.float64]:
    """The mean distance along the best path of each pair of (frames, figures), by dynamic time warping."""
    found = np.zeros(len(pairs))
    order = sorted(range(len(pairs)), key=lambda pair: max(map(len, pairs[pair])))
    for first in range(0, len(order), _AT_ONCE):
        chosen = order[first : first + _AT_ONCE]
        found[chosen] = _warped([pairs[pair] for pair in chosen])
    return found


def _warped(pairs: Sequence[tuple[Matrix, Matrix]]) -> NDArray[np.float64]:
    """All pairs at once, along the diagonals: a cell of a diagonal needs the two diagonals before it."""
    ones, others = (_stacked([pair[side] for pair in pairs]) for side in (0, 1))
    squares = (ones**2).sum(2)[:, :, None] + (others**2).sum(2)[:, None]
    cost = np.sqrt(np.maximum(0, squares - 2 * np.einsum("pik,pjk->pij", ones, others)))
    rows, columns = cost.shape[1:]
    last = np.array([(len(one) - 1, len(other) - 1) for one, other in pairs])
    before = np.full((len(pairs), rows + 1), np.inf)  # one cell more at the front: outside
    earlier, out = before.copy(), np.zeros(len(pairs))
    for diagonal in range(rows + columns - 1):
        at = np.arange(max(0, diagonal - columns + 1), min(rows, diagonal + 1))
        here = cost[:, at, diagonal - at]
        now = np.full_like(before, np.inf)
        now[:, at + 1] = np.minimum(
            earlier[:, at] + 2 * here, np.minimum(before[:, at], before[:, at + 1]) + here
        )
        if diagonal == 0:
            now[:, 1] = 2 * here[:, 0]
        ends = last.sum(axis=1) == diagonal
        out[ends] = now[ends, last[ends, 0] + 1]
        earlier, before = before, now
    mean: NDArray[np.float64] = out / (last.sum(axis=1) + 2)
    return mean


def _stacked(figures: Sequence[Matrix]) -> NDArray[np.float32]:
    out = np.zeros((len(figures), max(map(len, figures)), CEPSTRA), np.float32)
    for place, one in enumerate(figures):
        out[place, : len(one)] = one
    return out


def _could_be_a_word(pieces: Sequence[Piece]) -> bool:
    pauses = [after.begin_s - before.end_s for before, after in pairwise(pieces)]
    seconds = pieces[-1].end_s - pieces[0].begin_s
    return max(pauses, default=0.0) <= MOST_PAUSE_S and LEAST_S <= seconds <= MOST_S


def _pairs(spans: Sequence[range], heard: dict[range, Matrix]) -> Iterator[tuple[range, range]]:
    starting: dict[int, list[range]] = {}
    for span in spans:
        starting.setdefault(span.start, []).append(span)
    for one in spans:
        for between in range(MOST_BETWEEN + 1):
            for other in starting.get(one.stop + between, ()):
                if 1 / STRETCH <= len(heard[one]) / len(heard[other]) <= STRETCH:
                    yield one, other


def _cepstra(clip: Clip, begin_s: float, end_s: float, room: Matrix) -> Matrix:
    """(frames of 20 ms, CEPSTRA)."""
    bands = spectra_of(clip.part(begin_s, end_s)).bands
    bands = bands[: len(bands) // 2 * 2].reshape(-1, 2, BANDS).mean(axis=1)
    turns = np.pi * np.arange(1, CEPSTRA + 1) * (np.arange(BANDS)[:, None] + 0.5) / BANDS
    cepstra: Matrix = 10 * np.log10(bands + ROOM_TIMES * room + 1e-12) @ np.cos(turns) * np.sqrt(2 / BANDS)
    return cepstra.astype(np.float32)


def _room(clip: Clip, pieces: Sequence[Piece]) -> Matrix:
    """The bands of the room, where the pieces keep some around them."""
    rests = [clip.part(piece.end_s, piece.end_s + piece.after_s) for piece in pieces]
    bands = np.concatenate([spectra_of(rest).bands for rest in rests if rest.seconds > 2 * HOP_S] or [_NONE])
    room: Matrix = np.median(bands, axis=0)
    return room


_NONE: Final[Matrix] = np.zeros((1, BANDS), np.float32)
