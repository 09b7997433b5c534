"""How loud a word is to an ear: K-weighted, and only while somebody speaks.

Gated loudness by the book (LUFS) means nothing under about three seconds: more silence around the same word
moved it by 2 dB (facts page). So the gate here looks at frames of 20 ms and at nothing but the speech's own
level.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from audio.activity import QUIETEST_DB, decibels, frame_powers
from audio.clip import Clip
from audio.filters import K_WEIGHTING, filtered

MARGIN_DB: Final = 15.9
"""ITU-T P.56: what is this much below the level of the active speech is a pause."""
OFFSET_DB: Final = -0.691
"""ITU-R BS.1770: makes a sine of 997 Hz at full scale -3.01, its plain RMS."""
_ROUNDS: Final = 12


def active_loudness(clip: Clip) -> float:
    """The K-weighted RMS level of the frames in which somebody speaks, in dB (a full sine of 997 Hz: -3.01).

    Silence around a word changes nothing, and twice the amplitude is 6.02 dB more. -120 where nothing sounds.
    """
    return active_loudness_of(filtered(clip.samples, clip.rate, K_WEIGHTING), clip.rate)


def active_loudness_of(weighted: NDArray[Any], rate: int) -> float:
    """The same for samples that have been through the K-weighting already."""
    power = frame_powers(weighted, rate)
    if not len(power) or float(power.max()) < 1e-12:
        return QUIETEST_DB
    active = power > power.max() * 1e-4  # 40 dB under the loudest frame: where the search begins
    for _ in range(_ROUNDS):
        kept = power > power[active].mean() * 10 ** (-MARGIN_DB / 10)
        if np.array_equal(kept, active):
            break
        active = kept
    return decibels(float(power[active].mean())) + OFFSET_DB
