"""Sounds whose pitch and bursts are known, and how both are found again in what was made of them."""

from __future__ import annotations

from math import pi

import numpy as np
from scipy.signal import butter, sosfilt

from audio.clip import RATE, Clip, Samples
from tests.audio.recipes import VOWELS, Wave

ABOVE = butter(8, 3500, "highpass", fs=RATE, output="sos")
BELOW = butter(8, 2000, "lowpass", fs=RATE, output="sos")
"""The vowels around a burst are kept under 2 kHz, so that what is left above 3.5 kHz is the burst."""


def vowel(pitch: float, name: str = "a", seconds: float = 0.4, glide: float = 0.0) -> Clip:
    """A sung vowel of ``pitch`` Hz, peak 0.5, that rises by ``glide`` of its pitch from end to end."""
    count = round(seconds * RATE)
    hz = pitch * (1 + glide * np.linspace(-0.5, 0.5, count))
    turns, out = 2 * pi * np.cumsum(hz) / RATE, np.zeros(count)
    for times in range(1, int(7500 / pitch)):
        gain = sum(1 / (1 + ((times * pitch - formant) / 90) ** 2) for formant in VOWELS[name]) + 0.02
        out += gain / times**0.6 * np.sin(times * turns)
    place = np.arange(count)
    out *= np.minimum(1, np.minimum(place, place[::-1]) / (0.03 * RATE))
    return Clip((0.5 * out / np.abs(out).max()).astype(np.float32))


def stop_between_vowels(seed: int) -> Clip:
    """A vowel, a closure of 30 to 90 ms, one burst of 6 ms, and after 5 to 30 ms another vowel."""
    rng = np.random.default_rng(seed)
    first, second = (
        sosfilt(BELOW, vowel(rng.uniform(90, 250), name, 0.2).samples) * 0.6 for name in ("a", "i")
    )
    length = round(0.006 * RATE)
    burst = 0.15 * rng.standard_normal(length) * np.exp(-np.arange(length) / (0.002 * RATE))
    closure, breath = (np.zeros(round(rng.uniform(*span) * RATE)) for span in ((0.03, 0.09), (0.005, 0.03)))
    room = np.zeros(round(0.1 * RATE))
    whole = np.concatenate([room, first, closure, burst, breath, second, room])
    return Clip((whole + 1e-4 * rng.standard_normal(len(whole))).astype(np.float32))


def bursts_of(clip: Clip) -> int:
    """How many bursts are heard: milliseconds above 3.5 kHz within 10 dB of the loudest, as runs."""
    high: Wave = sosfilt(ABOVE, clip.samples.astype(np.float64))
    energy = np.convolve((high[: len(high) // 48 * 48].reshape(-1, 48) ** 2).mean(axis=1), np.ones(3), "same")
    loud = energy > 0.1 * energy.max()
    return int(np.count_nonzero(loud[1:] & ~loud[:-1]))


def pitch_of(samples: Samples, lowest: float = 60, highest: float = 400) -> float:
    """Hz: the first period at which the whole is nearly as like itself as at any, between two samples."""
    count = len(samples)
    spectrum = np.fft.rfft((samples - samples.mean()) * np.hanning(count), 4 * count)
    like = np.fft.irfft(np.abs(spectrum) ** 2)[:count]
    periods = np.arange(round(RATE / highest), round(RATE / lowest))
    tops = periods[(like[periods] > like[periods - 1]) & (like[periods] >= like[periods + 1])]
    top = int(tops[np.argmax(like[tops] > 0.9 * like[tops].max())])
    before, here, after = like[top - 1 : top + 2]
    return float(RATE / (top + (before - after) / (2 * (before - 2 * here + after))))


def level_db(samples: Samples) -> float:
    """dB: the whole's energy over its length."""
    return float(10 * np.log10(np.mean(samples.astype(np.float64) ** 2) + 1e-12))


def largest_jump(samples: Samples) -> float:
    """From one sample to the next, full scale 1."""
    return float(np.abs(np.diff(samples)).max())
