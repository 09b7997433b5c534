"""A long take, cut at its pauses: where the voice is, piece after piece.

A piece is a stretch of voice between two pauses: most often a word, sometimes a part of one (a consonant held
for 0.2 s), sometimes a breath or a cough. Which is which is for ``audio.messages.aligning`` to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audio.activity import ALONE_S, CLICK_S, FAINT_DB, HOP_S, LEAST_RISE_DB, QUIETEST_DB, decibels
from audio.clip import Clip
from audio.messages.spectra import Spectra, spectra_of

MOST_ROOM_S: Final = 0.25
"""Seconds of room kept before and after a piece. Facts page, Lingua Libre: margins of 0.25 s."""
JOINED_S: Final = 0.08
"""Seconds. A shorter pause parts nothing: the closure of most stops."""
VOICED: Final = 0.65
"""How periodic a frame of a voice is at least. Measured, so many frames of 100 are: of words 67 to 83, of
hums 100, of coughs 0 to 8, of breaths none in hiss and 9 to 17 in a café, of hiss 0, of a café 25. A
detuned radio whistles: 93, and breaths before it 37."""
ABOVE_ROOM_DB: Final = 6.0
SPREADS: Final = 3.0
"""A voice is this far above the room's mean level, and this many times the room's own standard deviation.
Measured with 1,440 words in hiss (15 and 40 dB), a café and a radio (15 and 25 dB): none was missed; in a
café 2 to 7 of its own sounds in half a minute pass for pieces."""
EDGE_DB: Final = 3.0
EDGE_SPREADS: Final = 1.5
"""A piece begins and ends where the level leaves the room: this far above it."""
EDGE_S: Final = 0.12
"""Seconds. How far a piece reaches out beyond the threshold at most: a faint last s. Measured: edges are
within 20 ms of the truth at 40 dB; at 15 dB one in twenty comes 0.1 s late or ends 0.15 s early, which the
room kept holds."""
NEAR_S: Final = 0.1
"""Seconds around a voice that do not count as room."""
ROOM_EVERY_S: Final = 10.0
"""Seconds. How often the room is measured anew: a door opens, a kettle begins."""
SETTLED_ROUNDS: Final = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of voice, in seconds from the start of the take.

    ``level_db``: its RMS in dB below full scale. ``voiced_s``: for how long of it there is a pitch.
    ``before_s`` and ``after_s``: how much room there is around it that no neighbour's voice reaches into,
    at most 0.25. ``pitched``: for every 10 ms of it 1 where there is a pitch, 0 where there is none; empty
    if nobody looked.
    """

    begin_s: float
    end_s: float
    level_db: float = 0.0
    voiced_s: float = 0.0
    before_s: float = 0.0
    after_s: float = 0.0
    pitched: bytes = b""

    @property
    def seconds(self) -> float:
        return self.end_s - self.begin_s


def split(clip: Clip) -> tuple[Piece, ...]:
    """The pieces of a take, in order; none where nobody speaks. Any length and rate can be split."""
    spectra = spectra_of(clip)
    if len(spectra.power) < 10:  # a tenth of a second: shorter than any word
        return ()
    level = np.maximum(QUIETEST_DB, 10 * np.log10(np.maximum(spectra.power, 1e-12))).astype(np.float64)
    heard, loudest = _heard(level)
    edges = [0.0, *(HOP_S * edge for run in heard for edge in run), clip.seconds]
    rooms = [  # half of what lies between two sounds belongs to each, all of it at the ends
        max(0.0, min(MOST_ROOM_S, (begin - end) * (0.5 if 0 < place < len(heard) else 1.0)))
        for place, (end, begin) in enumerate(zip(edges[::2], edges[1::2], strict=True))
    ]
    return tuple(
        _piece(run, spectra, before, after)
        for place, (run, (before, after)) in enumerate(zip(heard, pairwise(rooms), strict=True))
        if _is_something(heard, place, level, loudest)
    )


def joined(pieces: Sequence[Piece]) -> Piece:
    """The pieces of one word, in order, as one piece, the pauses between them in it."""
    first, last = pieces[0], pieces[-1]
    seconds = max(HOP_S, sum(piece.seconds for piece in pieces))
    power = sum(10 ** (piece.level_db / 10) * piece.seconds for piece in pieces) / seconds
    voiced_s = sum(piece.voiced_s for piece in pieces)
    pitched = bytearray()
    for piece in pieces:
        pitched += (
            bytes(max(0, round((piece.begin_s - first.begin_s) / HOP_S) - len(pitched))) + piece.pitched
        )
    return Piece(
        first.begin_s, last.end_s, decibels(power), voiced_s, first.before_s, last.after_s, bytes(pitched)
    )


def cut(clip: Clip, piece: Piece) -> Clip:
    """The piece with up to 0.25 s of room before and after it, never with a neighbour's voice."""
    return clip.part(piece.begin_s - piece.before_s, piece.end_s + piece.after_s)


def _piece(run: tuple[int, int], spectra: Spectra, before_s: float, after_s: float) -> Piece:
    first, last = run
    power = decibels(float(spectra.power[first:last].mean()))
    pitched = (spectra.voicing[first:last] > VOICED).astype(np.uint8)
    voiced_s = HOP_S * int(pitched.sum())
    return Piece(first * HOP_S, last * HOP_S, power, voiced_s, before_s, after_s, pitched.tobytes())


def _heard(level: NDArray[np.float64]) -> tuple[list[tuple[int, int]], float]:
    """(first, one past the last) frame of everything that is not the room, and the loudest level."""
    ordered = np.sort(level)
    loudest, floor = float(ordered[-5]), float(ordered[len(level) // 20])
    if loudest - floor < LEAST_RISE_DB:
        return [], loudest
    room = np.full(len(level), floor)
    threshold = room + (loudest - floor) / 2
    spread = 0.0
    for _ in range(SETTLED_ROUNDS):
        quiet = ~_widened(level > threshold, round(NEAR_S / HOP_S))
        if np.count_nonzero(quiet) < 20:
            break
        room = _room(level, quiet)
        spread = float(np.std(level[quiet] - room[quiet]))
        threshold = np.minimum(room + max(ABOVE_ROOM_DB, SPREADS * spread), loudest - ABOVE_ROOM_DB)
    heard = level > threshold
    edge = level > room + max(EDGE_DB, EDGE_SPREADS * spread)
    for _ in range(round(EDGE_S / HOP_S)):
        heard |= edge & _widened(heard, 1)
    gap = round(JOINED_S / HOP_S)
    runs: list[tuple[int, int]] = []
    for first, last in _runs(heard):
        if runs and first - runs[-1][1] < gap:
            runs[-1] = runs[-1][0], last
        else:
            runs.append((first, last))
    return runs, loudest


def _is_something(
    runs: list[tuple[int, int]], place: int, level: NDArray[np.float64], loudest: float
) -> bool:
    """Neither a click nor a faint noise that stands alone; the faint end of a word is near the word."""
    first, last = runs[place]
    alone = round(ALONE_S / HOP_S)
    gaps = [after[0] - before[1] for before, after in pairwise(runs[max(0, place - 1) : place + 2])]
    if any(gap < alone for gap in gaps):
        return True
    return bool((last - first) * HOP_S > CLICK_S and level[first:last].max() > loudest - FAINT_DB)


def _room(level: NDArray[np.float64], quiet: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The level of the room at every frame: means of ten seconds each, straight lines between them."""
    block = round(ROOM_EVERY_S / HOP_S)
    at, means = [], []
    for first in range(0, len(level), block):
        frames = first + np.flatnonzero(quiet[first : first + block])
        if len(frames) >= 20:
            at.append(float(frames.mean()))
            means.append(float(level[frames].mean()))
    return np.interp(np.arange(len(level)), at, means) if at else np.full(len(level), level[quiet].mean())


def _widened(mask: NDArray[np.bool_], frames: int) -> NDArray[np.bool_]:
    """True also for so many frames before and after every True."""
    reach: NDArray[np.bool_] = np.convolve(mask, np.ones(2 * frames + 1), "same") > 0.5
    return reach


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """(first, one past the last) of every stretch of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]
