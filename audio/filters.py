"""The two filters everything here is measured through, as second-order sections at 48 kHz.

They are applied in the spectrum, so that numpy is enough and a phone can measure what it has just recorded.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin, sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Section = tuple[float, float, float, float, float, float]
"""b0, b1, b2, a0 (1), a1, a2, in the order in which scipy.signal.sosfilt reads them."""

DESIGNED_AT: Final = 48_000
"""Hz. The rate the coefficients are for."""

HIGH_PASS_HZ: Final = 80.0
"""Facts page, Mastering: below it there is rumble and handling, no voice of a word."""

K_WEIGHTING: Final[tuple[Section, ...]] = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585),
    (1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621),
)
"""ITU-R BS.1770-5, annex 1, tables 1 and 2: the head's shelf, then the revised low-frequency B curve."""


def _high_pass(cutoff_hz: float) -> Section:
    """A Butterworth high-pass of second order by the bilinear transform; 3 dB down at ``cutoff_hz``."""
    turn = 2 * pi * cutoff_hz / DESIGNED_AT
    slope = sin(turn) / sqrt(2)  # alpha = sin / (2 Q) with Q = 1 / sqrt 2
    b, a0 = (1 + cos(turn)) / 2, 1 + slope
    return b / a0, -2 * b / a0, b / a0, 1.0, -2 * cos(turn) / a0, (1 - slope) / a0


HIGH_PASS: Final[tuple[Section, ...]] = (_high_pass(HIGH_PASS_HZ),)

_BLOCK: Final = 32_768
"""Spectra come in multiples of this many samples, so that few responses have to be worked out and kept."""
_RINGING_S: Final = 0.1
"""Seconds left empty after the clip, so that what rings on does not come round to its start."""


def filtered(samples: NDArray[Any], rate: int, sections: tuple[Section, ...]) -> NDArray[np.float64]:
    """``samples`` (one dimension, ``rate`` in Hz) through the filter; as many samples come out.

    At another rate than 48 kHz each frequency is treated as the filter treats it at 48 kHz.
    """
    size = -(-(len(samples) + round(_RINGING_S * rate)) // _BLOCK) * _BLOCK
    spectrum = np.fft.rfft(np.asarray(samples, np.float64), size)
    spectrum *= _response(sections, size, rate)
    out: NDArray[np.float64] = np.fft.irfft(spectrum, size)[: len(samples)]
    return out


@lru_cache(maxsize=8)
def _response(sections: tuple[Section, ...], size: int, rate: int) -> NDArray[np.complex128]:
    hz = np.minimum(np.fft.rfftfreq(size, 1 / rate), DESIGNED_AT / 2)
    delay = np.exp(-2j * pi * hz / DESIGNED_AT)
    response = np.ones(len(hz), np.complex128)
    for b0, b1, b2, a0, a1, a2 in sections:
        response *= (b0 + delay * (b1 + delay * b2)) / (a0 + delay * (a1 + delay * a2))
    return response
