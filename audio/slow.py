"""A word spoken more slowly by the same voice: longer, its pitch kept.

WSOLA (waveform similarity overlap-add; Verhelst and Roelands, 1993): windows of the sound are laid further
apart than they were taken, and each is taken where it continues the one before best, so that the waves of a
voice go on unbroken. Around a burst (the start of a k, t, p or q) nothing is stretched, the rest makes up for
it: a burst that fell into two windows was heard twice in 6 of 60 made words (FFmpeg's ``atempo``: in 15), and
a doubled consonant is another word. With this, in none.

numpy is imported with this module and nothing else is, so it runs where there is no scipy. It is imported
when a word is first asked for slowly (``audio.mixer``).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audio.clip import Clip, Samples
from audio.own_files import decoded

HOP_S: Final = 0.0125
"""Seconds from window to window in what comes out; a window is twice as long. Of 10, 12.5, 15 and 20 ms this
doubled the fewest bursts; level and pitch were the same with all."""
SEEK_S: Final = 0.008
"""Seconds to either side in which a window may be taken: together one wave of a voice of 63 Hz."""

BEFORE_S: Final = 2 * HOP_S + SEEK_S
AFTER_S: Final = HOP_S
"""Seconds around a burst that are not stretched: whatever a window that holds it could reach. With 25 and 10
ms, one of 60 bursts lost up to a third of its energy; with these, all kept it."""
LOOK_S: Final = 0.002
"""Seconds of sound whose energy is compared."""
QUIET_S: Final = 0.012
"""Seconds before a burst in which nothing is near as loud: longer than a wave of a deep voice (83 Hz), whose
pulses would otherwise count."""
RISE: Final = 8.0
"""Times the energy before: 9 dB. It finds the bursts of all 60 made words and nothing inside 149 vowels of 80
to 330 Hz."""
LEAST: Final = 1e-3
"""Of the loudest moment's energy, -30 dB; under it is the room."""
MOST_KEPT: Final = 0.6
"""Of a sound. Where more would not be stretched (a rattle), everything is. A word's share: 5 %, at most 15 %
(40 of the recipe's)."""


def slowed(content: bytes, speed: float) -> bytes:
    """A sound file (our WAV; other kinds where libsndfile is) as a WAV file, mono, ``1 / speed`` as long.

    Raises ``NotSoundError`` for what cannot be read, or not here.
    """
    return stretched(decoded(content), speed).wav()


def stretched(clip: Clip, speed: float) -> Clip:
    """The clip ``1 / speed`` as long (to the sample), rate and pitch kept; ``speed`` 1 gives it unchanged.

    Raises ValueError for a speed that is not over 0.
    """
    if not speed > 0:
        raise ValueError(f"a speed of {speed}")
    samples, hop, seek = clip.samples, round(HOP_S * clip.rate), round(SEEK_S * clip.rate)
    count = round(len(samples) / speed)
    if not count:
        return Clip(samples[:0], clip.rate)
    windows = -(-count // hop)
    # Windows reach a hop ahead of the sound, and those at the end beyond it.
    padded = np.pad(samples, (hop + seek, 4 * hop + 2 * seek))
    rise = (0.5 - 0.5 * np.cos(np.pi * (np.arange(hop) + 0.5) / hop)).astype(np.float32)
    wanted = hop + np.rint(_when(clip, speed, np.arange(windows) * hop)).astype(int)
    out = np.empty((windows, hop), np.float32)
    taken = seek
    for number, at in enumerate(wanted):
        follows = padded[taken + hop : taken + 3 * hop]
        taken = at + _best(padded[at : at + 2 * (hop + seek)], follows)
        out[number] = (1 - rise) * follows[:hop] + rise * padded[taken : taken + hop]
    return Clip(out.reshape(-1)[:count], clip.rate)


def _best(place: Samples, follows: Samples) -> int:
    """Where in ``place`` is what most resembles ``follows``: the highest normalised correlation."""
    count, size = len(follows), 1 << (len(place) - 1).bit_length()
    alike = np.fft.irfft(np.fft.rfft(place, size) * np.conj(np.fft.rfft(follows, size)), size)
    sums = np.cumsum(np.concatenate(([0.0], place.astype(np.float64) ** 2)))
    energy = sums[count:] - sums[:-count]
    return int(np.argmax(alike[: len(energy)] / np.sqrt(energy + 1e-6 * energy.max() + 1e-12)))


def _when(clip: Clip, speed: float, moments: NDArray[np.int_]) -> NDArray[np.float64]:
    """For moments (samples) of what comes out, those of the clip: evenly slower, but for the bursts."""
    step = round(0.001 * clip.rate)
    kept = np.zeros(-(-len(clip.samples) // step), bool)
    for burst in _bursts(clip):
        first, last = burst - BEFORE_S * clip.rate, burst + AFTER_S * clip.rate
        kept[max(0, round(first / step)) : round(last / step) + 1] = True
    share = float(kept.mean())
    if share > MOST_KEPT:
        kept[:], share = False, 0.0
    lasts = np.where(kept, 1.0, (1 / speed - share) / (1 - share)) * step
    ends = np.concatenate(([0.0], np.cumsum(lasts)))
    return np.minimum(np.interp(moments, ends, np.arange(len(ends)) * step), len(clip.samples))


def _bursts(clip: Clip) -> NDArray[np.int_]:
    """The samples at which something sudden begins. Differences stand for the high frequencies."""
    frame, back = round(LOOK_S * clip.rate), round(QUIET_S / LOOK_S)
    whole = len(clip.samples) // frame * frame
    if not whole:
        return np.zeros(0, np.int_)
    steps = np.diff(clip.samples, prepend=clip.samples[:1])[:whole]
    energy = (steps.reshape(-1, frame) ** 2).mean(axis=1)
    before = sliding_window_view(np.concatenate((np.full(back, energy[0]), energy)), back).max(axis=1)
    return np.flatnonzero((energy > RISE * before[: len(energy)]) & (energy > LEAST * energy.max())) * frame
