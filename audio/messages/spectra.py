"""What an ear would notice of a sound, a hundred times a second: how loud, which colour, voiced or not.

Splitting a long take and telling whether two pieces are the same word both look at these figures. They are
worked out piece after piece, so that ten minutes at 48 kHz need about 40 MB and a second or two.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audio.activity import HOP_S
from audio.clip import Clip, Samples
from audio.filters import HIGH_PASS_HZ

WINDOW_S: Final = 0.04
"""Seconds. Three periods of a low voice (75 Hz): enough to hear that it is one. The window's own shape lets
the middle half weigh most, so that a closure of 60 ms is still seen."""
BANDS: Final = 24
LOWEST_HZ: Final = 100.0
HIGHEST_HZ: Final = 7_000.0
"""Hz. From a low voice's first harmonic to where a chat message of 16 kHz ends."""
VOICE_HZ: Final = (75.0, 400.0)
"""Hz. The pitch of men, women and children."""
HARMONICS_TO_HZ: Final = 1_200.0
"""Hz. Where the harmonics of a vowel are strongest; hisses have most of their energy above."""
_AT_ONCE: Final = 2_000
"""Frames, 20 s: how much is worked on at once."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Spectra:
    """One row every ``HOP_S`` seconds; frame i is centred on i * HOP_S.

    ``bands``: (frames, BANDS) mean power in bands as wide as an ear's, full scale 1. ``power``: (frames,) the
    mean square above 80 Hz. ``voicing``: (frames,) how periodic the sound is, 0 to 1.
    """

    bands: Matrix
    power: Matrix
    voicing: Matrix


def spectra_of(clip: Clip) -> Spectra:
    """The figures of a clip, a frame every 10 ms from its first sample on."""
    hop, size = round(HOP_S * clip.rate), round(WINDOW_S * clip.rate)
    frames = -(-len(clip.samples) // hop)
    padded: Samples = np.zeros((frames + 1) * hop + size, np.float32)
    padded[size // 2 : size // 2 + len(clip.samples)] = clip.samples
    views = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop][:frames]
    parts = [_figures(views[first : first + _AT_ONCE], clip.rate) for first in range(0, frames, _AT_ONCE)]
    if not parts:
        return Spectra(np.zeros((0, BANDS), np.float32), np.zeros(0, np.float32), np.zeros(0, np.float32))
    bands, power, voicing = (np.concatenate(figures) for figures in zip(*parts, strict=True))
    return Spectra(bands, power, voicing)


def _figures(views: Samples, rate: int) -> tuple[Matrix, Matrix, Matrix]:
    size = views.shape[1]
    tools = _tools(size, rate)
    spectrum = np.fft.rfft(views * tools.window, tools.points)
    energy = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    energy[:, : tools.first] = 0
    waves = energy[:, : len(tools.cosines)] @ tools.cosines
    return (
        energy @ tools.bands,
        energy.sum(axis=1) * tools.scale,
        np.clip(
            (waves / (energy[:, : len(tools.cosines)].sum(axis=1, keepdims=True) + 1e-12)).max(axis=1), 0, 1
        ),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Tools:
    window: Matrix
    points: int
    first: int
    """The first line of the spectrum above the high-pass."""
    bands: Matrix
    cosines: Matrix
    """(lines up to ``HARMONICS_TO_HZ``, lags): the autocorrelation at the periods of a voice, the window's
    own taken out."""
    scale: float


@lru_cache(maxsize=4)
def _tools(size: int, rate: int) -> _Tools:
    window = np.hanning(size + 2)[1:-1]
    points = 1 << (size - 1).bit_length()
    hz = np.fft.rfftfreq(points, 1 / rate)
    scale = 2 / (points * float((window**2).sum()))
    edges = _from_mel(np.linspace(_mel(LOWEST_HZ), _mel(min(HIGHEST_HZ, rate / 2)), BANDS + 2))
    low, middle, high = edges[:-2], edges[1:-1], edges[2:]
    at = hz[:, None]
    bands = np.clip(np.minimum((at - low) / (middle - low), (high - at) / (high - middle)), 0, None)
    lines = int(np.searchsorted(hz, HARMONICS_TO_HZ))
    lags = np.arange(round(rate / VOICE_HZ[1]), round(rate / VOICE_HZ[0]), max(1, rate // 8000))
    own = np.fft.irfft(np.abs(np.fft.rfft(window, 2 * points)) ** 2)
    cosines = np.cos(2 * np.pi * hz[:lines, None] * lags / rate) * own[0] / own[lags]
    return _Tools(
        window.astype(np.float32),
        points,
        int(np.searchsorted(hz, HIGH_PASS_HZ)),
        (bands * scale).astype(np.float32),
        cosines.astype(np.float32),
        scale,
    )


def _mel(hz: float) -> float:
    return 2595 * float(np.log10(1 + hz / 700))


def _from_mel(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    """Stevens' scale of pitch as O'Shaughnessy wrote it: 2595 log10 (1 + f / 700)."""
    hz: NDArray[np.float64] = 700 * (10 ** (mel / 2595) - 1)
    return hz
