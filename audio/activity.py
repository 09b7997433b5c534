"""Where in a clip somebody speaks, and how loud the room is when nobody does.

Levels are taken after the 80 Hz high-pass: a constant offset of 0.003 is enough to make a plain level meter
find no silence at all (facts page), and rumble would hide a quiet word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

HOP_S: Final = 0.01
FRAME_S: Final = 2 * HOP_S
"""Seconds. A frame holds two periods of a low voice (100 Hz), so that a level does not follow its swing."""

QUIETEST_DB: Final = -120.0
"""dB. What stands for "nothing at all", so that every figure is a number; 16 bits end at -98."""

ABOVE_FLOOR_DB: Final = 15.0
"""Facts page, Mastering: what is this far above the noise floor is sound that belongs to the word."""
BELOW_LOUDEST_DB: Final = 38.0
"""What is further under the loudest part is the room, whatever the floor: with digital silence at the ends
the whole room would be 15 dB above it. The takes allowed have 30 dB; 8 more for the weak end of a word."""
LEAST_RISE_DB: Final = 6.0
"""Where the loudest is not this far above the quietest, nobody speaks (frames of hiss differ by 2 dB)."""
CLICK_S: Final = 0.04
ALONE_S: Final = 0.2
"""Seconds. Shorter than ``CLICK_S`` and this far from everything else is a click of a button or of lips. A
stop released after a long closure is nearer: closures last to about 0.15 s."""
FAINT_DB: Final = 25.0
"""A sound that stands alone and is so far under the word is a chair or a cup, not a second word."""
SETTLING_S: Final = 0.05
"""Seconds around speech that count neither as speech nor as room: a word fades out below every threshold."""

Power = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Activity:
    """``spoken``: (begin, end) in seconds of each stretch of speech, in order; empty where nobody speaks.

    ``speech_db`` and ``noise_db`` are RMS levels in dB below full scale, of the speech and of the room.
    ``room``: the stretches (begin, end) in which nobody speaks.
    """

    spoken: tuple[tuple[float, float], ...]
    room: tuple[tuple[float, float], ...]
    speech_db: float
    noise_db: float

    @property
    def seconds(self) -> float:
        """How long somebody speaks."""
        return sum(end - begin for begin, end in self.spoken)


def decibels(power: float) -> float:
    """10 log10, not below ``QUIETEST_DB``."""
    return max(QUIETEST_DB, 10 * float(np.log10(power))) if power > 0 else QUIETEST_DB


def frame_powers(samples: NDArray[Any], rate: int) -> Power:
    """Mean squares of frames of 20 ms, one every 10 ms; a rest shorter than a frame is left out."""
    hop = round(HOP_S * rate)
    whole = len(samples) // hop
    blocks = np.asarray(samples[: whole * hop], np.float64).reshape(whole, hop)
    power = np.einsum("ij,ij->i", blocks, blocks) / hop
    frames: Power = (power[1:] + power[:-1]) / 2
    return frames


def activity_of(samples: NDArray[Any], rate: int) -> Activity:
    """Where somebody speaks in samples (``rate`` in Hz) that have been through the 80 Hz high-pass."""
    power = frame_powers(samples, rate)
    length = len(samples) / rate
    if len(power) < 10:  # a tenth of a second: shorter than any word
        return Activity((), ((0.0, length),), QUIETEST_DB, decibels(float(power.mean()) if len(power) else 0))
    level = np.maximum(QUIETEST_DB, 10 * np.log10(np.maximum(power, 1e-12)))
    ordered = np.sort(level)
    # The fifth loudest, so that a click is not the loudest; the quietest twentieth, so that four seconds of
    # speech between two short silences still show the room.
    loudest, floor = float(ordered[-5]), float(ordered[max(4, len(level) // 20)])
    threshold = max(floor + min(ABOVE_FLOOR_DB, (loudest - floor) / 2), loudest - BELOW_LOUDEST_DB)
    mask = level > threshold if loudest - floor > LEAST_RISE_DB else np.zeros(len(level), np.bool_)
    runs = _words(_runs(mask), level, loudest)
    near = np.zeros(len(level), np.bool_)
    heard = np.zeros(len(level), np.bool_)
    around = round(SETTLING_S / HOP_S)
    for first, last in runs:
        heard[first:last] = True
        near[max(0, first - around) : last + around] = True
    quiet = power[~near] if np.count_nonzero(~near) >= 5 else power[level <= floor]
    return Activity(
        tuple(_seconds(run, length) for run in runs),
        tuple(_seconds(run, length) for run in _runs(~near)),
        decibels(float(power[heard].mean())) if runs else QUIETEST_DB,
        decibels(float(quiet.mean())),
    )


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """(first, one past the last) of every stretch of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def _seconds(run: tuple[int, int], length: float) -> tuple[float, float]:
    return run[0] * HOP_S, min(length, (run[1] + 1) * HOP_S)


def _words(runs: list[tuple[int, int]], level: Power, loudest: float) -> list[tuple[int, int]]:
    """The runs without those that stand alone and are clicks or faint noises."""
    far = round(ALONE_S / HOP_S)
    groups: list[list[tuple[int, int]]] = []
    for run in runs:
        if groups and run[0] - groups[-1][-1][1] < far:
            groups[-1].append(run)
        else:
            groups.append([run])
    return [
        run
        for group in groups
        if sum(last - first for first, last in group) * HOP_S > CLICK_S
        and level[group[0][0] : group[-1][1]].max() > loudest - FAINT_DB
        for run in group
    ]
