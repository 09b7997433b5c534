"""Is this a good take of one word? Figures anybody can check, and advice from them; never a refusal.

The rules are the facts page's ("What a good take of one word is"), put together from Lingua Libre, Common
Voice, ACX and EBU R128. A grandmother's only recording is worth keeping whatever is said of it here.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

import numpy as np

from audio.activity import Activity, activity_of, decibels
from audio.clip import Clip, Samples
from audio.filters import HIGH_PASS, filtered
from audio.loudness import active_loudness

LEAST_ACTIVE_S: Final = 0.15
MOST_ACTIVE_S: Final = 4.0
"""Seconds of speech in a take of one word (facts page). A word that was cut may be shorter; that is said
then."""
LEAST_PEAK_DBFS: Final = -20.0
MOST_PEAK_DBFS: Final = -1.0
"""dBFS. Facts page: raw peak -20 to -1."""
MOST_NOISE_DBFS: Final = -50.0
"""dBFS, RMS of the room. Facts page; an archive would ask for -60 (ACX does)."""
LEAST_SNR_DB: Final = 20.0
GOOD_SNR_DB: Final = 30.0
"""dB. Facts page: at least 20, advice under 30."""
MOST_DC: Final = 0.01
"""Of full scale. Facts page."""
LEAST_ROOM_S: Final = 0.08
"""Seconds. Facts page: 100 ms of room at each end; less one frame of 20 ms, which is how sharply an edge is
seen."""
MOST_GAP_S: Final = 0.5
"""Seconds. Facts page: a longer silence inside means that it was said twice or that these are two words."""
MOST_HUM_DB: Final = 15.0
"""dB above the neighbouring frequencies. Measured on the recipe: 150 clean takes have at most 10, 150 with
a hum of -50 to -30 dBFS at least 17."""
LEAST_HEARD_DB: Final = -58.0
"""dB of loudness. What is quieter is a covered or muted microphone, or a café far away (measured on the
recipe: in 47 of 200 takes of a room alone something passes for speech, and 43 of these are under it); the
quietest speech of the recipe, with peaks at -40 dBFS, has -55."""

FLAT: Final = 0.001
CLIPPED_RUN: Final = 3
"""Facts page: three or more samples in a row within 0.1 % of the peak; a fixed limit of 0.99 missed what was
clipped at 0.98."""
ROUND: Final = 0.01
"""Of the peak. A round top is sqrt(10) = 3.2 times as wide 1 % below the peak as 0.1 % below it, a cut-off
one is hardly wider. Without this, all of 60 humming tones of 90 to 210 Hz counted as clipped (100 Hz stays
within 0.1 % for 7 samples); with it, none. In the recipe's speech it changes nothing."""
MUCH_WIDER: Final = 2.0

LEAST_HUM_S: Final = 0.1
"""Seconds of room; in less, 50 Hz cannot be told from its neighbours."""
HUM_HZ: Final = (50.0, 60.0)
HARMONICS: Final = 4
"""The mains of the world, and how many multiples carry the energy of a hum (a rectifier's begins at the
second)."""
AUDIBLE_HUM_DBFS: Final = -70.0
"""dBFS. Hum under this is heard by nobody; 20 dB under the noise that is allowed."""


class Fault(StrEnum):
    """What may be wrong with a take; the app has a sentence for each."""

    SILENT = "silent"
    CLIPPED = "clipped"
    CUT_START = "cut_start"
    CUT_END = "cut_end"
    TWO_WORDS = "two_words"
    TOO_LONG = "too_long"
    NOISY = "noisy"
    TOO_QUIET = "too_quiet"
    HUM = "hum"
    OFFSET = "offset"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured.

    ``seconds`` the whole take, ``active_s`` of it speech, ``lead_s`` and ``tail_s`` the room before and
    after it, ``gap_s`` the longest silence inside it. ``peak_dbfs`` the loudest sample, ``noise_dbfs`` the
    RMS of the room after the 80 Hz high-pass, ``snr_db`` the speech over it, ``loudness_db`` see
    ``audio.loudness``. ``dc`` the mean, full scale 1. ``clipped`` how many tops are cut off, ``hum_db`` the
    mains over its neighbours, ``bursts`` the separate words. Decibels end at -120.
    """

    seconds: float
    active_s: float
    peak_dbfs: float
    noise_dbfs: float
    snr_db: float
    dc: float
    clipped: int
    lead_s: float
    tail_s: float
    gap_s: float
    hum_db: float
    loudness_db: float
    bursts: int

    def as_dict(self) -> dict[str, float]:
        """The figures by name, all of them finite floats, as they are kept beside a recording."""
        return {name: float(value) for name, value in asdict(self).items()}


def measure(clip: Clip) -> Figures:
    """The figures of a raw take (before mastering). Any clip can be measured, an empty one too."""
    samples = clip.samples
    dc = float(samples.mean(dtype=np.float64)) if len(samples) else 0.0
    found = activity_of(filtered(samples - np.float32(dc), clip.rate, HIGH_PASS), clip.rate)
    spoken = found.spoken
    gaps = [begin - end for (_, end), (begin, _) in pairwise(spoken)]
    return Figures(
        seconds=clip.seconds,
        active_s=found.seconds,
        peak_dbfs=decibels(float(np.max(np.abs(samples), initial=0.0)) ** 2),
        noise_dbfs=found.noise_db,
        snr_db=found.speech_db - found.noise_db if spoken else 0.0,
        dc=dc,
        clipped=_clipped(samples),
        lead_s=spoken[0][0] if spoken else clip.seconds,
        tail_s=clip.seconds - spoken[-1][1] if spoken else clip.seconds,
        gap_s=max(gaps, default=0.0),
        hum_db=_hum(samples - np.float32(dc), clip.rate, found),
        loudness_db=active_loudness(clip),
        bursts=len(spoken) and 1 + sum(gap > MOST_GAP_S for gap in gaps),
    )


def judge(figures: Figures) -> tuple[Fault, ...]:
    """What one might say to the speaker, the worst first; empty for a good take.

    Between 20 and 30 dB of signal to noise, ``NOISY`` comes last: worth knowing, not worth another take.
    """
    cut_start, cut_end = figures.lead_s < LEAST_ROOM_S, figures.tail_s < LEAST_ROOM_S
    silent = figures.active_s == 0 or figures.loudness_db < LEAST_HEARD_DB
    silent |= figures.active_s < LEAST_ACTIVE_S and not (cut_start or cut_end)
    very_noisy = figures.noise_dbfs > MOST_NOISE_DBFS or (figures.snr_db < LEAST_SNR_DB and not silent)
    found = {
        Fault.SILENT: silent,
        Fault.CLIPPED: figures.clipped > 0 or figures.peak_dbfs > MOST_PEAK_DBFS,
        Fault.CUT_START: cut_start and not silent,
        Fault.CUT_END: cut_end and not silent,
        Fault.TWO_WORDS: figures.bursts > 1 and not silent,
        Fault.TOO_LONG: figures.active_s > MOST_ACTIVE_S,
        Fault.NOISY: very_noisy,
        Fault.TOO_QUIET: figures.peak_dbfs < LEAST_PEAK_DBFS and not silent,
        Fault.HUM: figures.hum_db > MOST_HUM_DB,
        Fault.OFFSET: abs(figures.dc) >= MOST_DC,
    }
    faults = tuple(fault for fault, is_so in found.items() if is_so)
    return (*faults, Fault.NOISY) if figures.snr_db < GOOD_SNR_DB and not (very_noisy or silent) else faults


def _clipped(samples: Samples) -> int:
    """How many tops of the wave are flat: runs at the peak with sides too steep for a round one."""
    peak = float(np.max(np.abs(samples), initial=0.0))
    step = 1 / 32_768
    if peak < 100 * step:  # -50 dBFS: a wave of so few steps is all flat tops
        return 0
    found = 0
    for sign in (1.0, -1.0):
        wave = samples * np.float32(sign)
        tops = np.flatnonzero(wave >= peak * (1 - FLAT))
        shoulder = peak - max(ROUND * peak, 2 * step)
        for run in np.split(tops, np.flatnonzero(np.diff(tops) > 1) + 1):
            if len(run) < CLIPPED_RUN:
                continue
            first, last, reach = int(run[0]), int(run[-1]), 2 * len(run)
            before = wave[max(0, first - reach) : first][::-1] < shoulder
            after = wave[last + 1 : last + 1 + reach] < shoulder
            sides = sum(int(side.argmax()) if side.any() else len(side) for side in (before, after))
            found += (len(run) + sides) / len(run) < MUCH_WIDER
    return found


def _hum(samples: Samples, rate: int, found: Activity) -> float:
    """The mains and its harmonics over the frequencies beside them, in dB, in the longest stretch of room."""
    begin, end = max(found.room, key=lambda room: room[1] - room[0], default=(0.0, 0.0))
    if end - begin < LEAST_HUM_S:
        return 0.0
    block = rate // 1000  # means of a millisecond: 240 Hz, the last harmonic asked for, is still whole
    part = samples[round(begin * rate) : round(end * rate)].astype(np.float64)
    part = part[: len(part) // block * block].reshape(-1, block).mean(axis=1)
    rate = 1000
    window = np.hanning(len(part))
    part = (part - part.mean()) * window
    beside = max(12.0, 2 * rate / len(part))  # Hz: where the window's own lobe ends
    turns = -2j * np.pi * np.arange(len(part)) / rate
    floor = 10 ** (AUDIBLE_HUM_DBFS / 10) * float(window.sum()) ** 2 / 2

    def energy(hz: float) -> float:
        return float(abs(np.exp(turns * hz) @ part) ** 2)

    ratios = []
    for mains in HUM_HZ:
        multiples = [mains * times for times in range(1, HARMONICS + 1)]
        at = sum(energy(hz) for hz in multiples)
        around = sum(energy(hz - beside) + energy(hz + beside) for hz in multiples) / 2
        ratios.append(10 * float(np.log10((at + floor) / (around + floor))))
    return max(ratios)
