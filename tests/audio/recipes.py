"""A written recipe of test takes: what each is made of is known, so what is measured of it can be checked.

Speech comes from numpy (a harmonic source through formants, hissing and bursting consonants, an envelope)
or, where the project's check data lies beside it, from three read sentences cut at their pauses. The room
is hiss, or a café or a detuned radio from the check data, mixed at a known signal-to-noise ratio. The same
recipe gives the same samples.
"""

from __future__ import annotations

import wave
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import gcd, pi

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, resample_poly, sosfilt

from audio.clip import RATE, Clip, of_pcm16
from audio.quality import Fault
from tests.conftest import ROOT

SPEECH = ROOT.parent / "shared" / "data" / "speech"
HAS_SPEECH = SPEECH.is_dir()

Wave = NDArray[np.float64]

VOWELS = {"a": (750, 1300, 2600), "e": (450, 1900, 2600), "i": (300, 2250, 3000), "o": (450, 850, 2500),
          "u": (320, 750, 2400), "ö": (420, 1500, 2300), "ü": (300, 1750, 2200)}  # fmt: skip
"""Hz. Rough formants of a grown-up's vowels; a voice scales them."""
ABOVE_RUMBLE = butter(2, 80, "highpass", fs=RATE, output="sos")
HISSES = {"s": (5000, 9000), "sh": (2200, 6000), "x": (1000, 3500)}


@dataclass(frozen=True, slots=True)
class Take:
    """One take. Levels in dBFS (``peak`` of the speech alone), times in seconds; every seed another word
    and voice."""

    seed: int
    source: str = "made"  # or "read": a piece of a sentence
    room: str = "hiss"  # or "cafe", "radio"
    snr_db: float = 45.0
    peak: float = -9.0
    lead_s: float = 0.3
    tail_s: float = 0.35
    clip_at: float | None = None  # full scale 1: the speech is driven 6 dB over it and cut there
    dc: float = 0.0
    hum: float | None = None  # dBFS, RMS
    hum_hz: float = 50.0
    again_after_s: float | None = None  # a second word after this pause
    cut_start_s: float = 0.0  # so much of the word is missing, and all room before it
    cut_end_s: float = 0.0
    at_least_s: float = 0.0  # syllables are added until the word is so long
    nobody: bool = False  # only the room is left


def make(take: Take) -> Clip:
    """The take as a microphone with 16 bits would give it."""
    rng = np.random.default_rng(take.seed)
    speech = read_piece(take.seed) if take.source == "read" else word(rng, take.at_least_s)
    if take.again_after_s is not None:
        speech = np.concatenate([speech, np.zeros(round(take.again_after_s * RATE)), speech])
    speech *= 10 ** (take.peak / 20) / np.abs(speech).max()
    speech_rms = np.sqrt(active_power(speech))
    if take.clip_at is not None:
        speech = np.clip(speech / np.abs(speech).max() * 2 * take.clip_at, -take.clip_at, take.clip_at)
    first = round(take.cut_start_s * RATE)
    speech = speech[first : len(speech) - round(take.cut_end_s * RATE)]
    lead, tail = (0 if cut else round(room * RATE) for cut, room in
                  ((take.cut_start_s, take.lead_s), (take.cut_end_s, take.tail_s)))  # fmt: skip
    whole = np.concatenate([np.zeros(lead), speech, np.zeros(tail)])
    if take.nobody:
        whole[:] = 0
    noise = room_noise(take.room, len(whole), rng)
    whole += noise * speech_rms * 10 ** (-take.snr_db / 20)
    if take.hum is not None:
        turns = 2 * pi * take.hum_hz * (np.arange(len(whole)) / RATE + rng.random())
        hum = np.sin(turns) + 0.5 * np.sin(2 * turns + 1) + 0.3 * np.sin(3 * turns + 2)
        whole += hum * 10 ** (take.hum / 20) / np.sqrt(np.mean(hum**2))
    whole += take.dc
    if take.clip_at is not None:
        whole = np.clip(whole, -take.clip_at, take.clip_at)
    return of_pcm16(Clip(whole.astype(np.float32)).pcm16())


@dataclass(frozen=True, slots=True)
class Evening:
    """Words said one after the other with pauses between, and when each was said (seconds)."""

    clip: Clip
    words: tuple[tuple[float, float], ...]


def evening(seed: int, room: str, snr_db: float, words: int = 12, rumble_db: float | None = None) -> Evening:
    """``words`` with 0.9 to 1.6 s between them in a room; ``rumble_db`` under the words a wavering 50 Hz."""
    rng = np.random.default_rng(seed)
    pieces, said, at = [np.zeros(RATE)], [], RATE
    for _ in range(words):
        speech = word(rng)
        gap = np.zeros(round(rng.uniform(0.9, 1.6) * RATE))
        pieces += [speech * 10 ** (-9 / 20) / np.abs(speech).max(), gap]
        said.append((at / RATE, (at + len(speech)) / RATE))
        at += len(speech) + len(gap)
    whole = np.concatenate(pieces)
    rms = np.sqrt(active_power(whole))
    whole += room_noise(room, len(whole), rng) * rms * 10 ** (-snr_db / 20)
    if rumble_db is not None:
        at_s = np.arange(len(whole)) / RATE
        wavering = np.sin(2 * pi * 50 * at_s) * (1 + 0.5 * np.sin(2 * pi * 0.7 * at_s))
        whole += wavering * np.sqrt(2) * rms * 10 ** (-rumble_db / 20)
    return Evening(of_pcm16(Clip(whole.astype(np.float32)).pcm16()), tuple(said))


def active_power(speech: Wave) -> float:
    """Mean square of the frames of 20 ms that are within 30 dB of the loudest."""
    frames = (speech[: len(speech) // 960 * 960].reshape(-1, 960) ** 2).mean(axis=1)
    return float(frames[frames > frames.max() / 1000].mean())


def word(rng: np.random.Generator, at_least_s: float = 0.0) -> Wave:
    """One to three syllables of one voice (90 to 280 Hz), 0.25 to 1.2 s."""
    pitch, size = rng.uniform(90, 280), rng.uniform(0.9, 1.25)
    pieces: list[Wave] = []
    syllables = int(rng.integers(1, 4))
    while syllables > 0 or sum(map(len, pieces)) < at_least_s * RATE:
        syllables -= 1
        start = rng.choice(["", "hiss", "burst", "hum"])
        if start == "hiss":
            pieces.append(_hiss(rng, rng.uniform(0.07, 0.14)) * 10 ** (rng.uniform(-18, -8) / 20))
        elif start == "burst":
            pieces.append(np.zeros(round(rng.uniform(0.03, 0.09) * RATE)) if pieces else np.zeros(1))
            pieces.append(_hiss(rng, 0.015) * 10 ** (rng.uniform(-14, -6) / 20))
        elif start == "hum":
            pieces.append(_voiced(rng, pitch, (250, 1100, 2200), size, 0.07) * 0.4)
        vowel = VOWELS[str(rng.choice(list(VOWELS)))]
        pieces.append(
            _voiced(rng, pitch, vowel, size, rng.uniform(0.14, 0.3)) * 10 ** (rng.uniform(-5, 0) / 20)
        )
        pitch *= rng.uniform(0.88, 1.02)
    if rng.random() < 0.4:
        pieces.append(_hiss(rng, rng.uniform(0.06, 0.15)) * 10 ** (rng.uniform(-18, -8) / 20))
    return np.concatenate(pieces)


def _voiced(
    rng: np.random.Generator, pitch: float, formants: tuple[int, ...], size: float, seconds: float
) -> Wave:
    count = round(seconds * RATE)
    place = np.linspace(0, 1, count)
    hz = pitch * (1.04 - 0.1 * place + 0.01 * np.sin(2 * pi * 5.5 * seconds * place + rng.uniform(0, 6)))
    turns = 2 * pi * np.cumsum(hz) / RATE
    out, before, harmonic, twice = np.zeros(count), np.zeros(count), np.sin(turns), 2 * np.cos(turns)
    for times in range(1, int(7500 / pitch)):
        at = times * pitch
        gain = sum(1 / (1 + ((at - size * formant) / 90) ** 2) for formant in formants) + 0.02
        out += gain / times**0.6 * harmonic
        before, harmonic = harmonic, twice * harmonic - before  # sin (n + 1)x = 2 cos x sin nx - sin (n - 1)x
    out *= 1 + 0.02 * rng.standard_normal(count)  # breath
    return (
        out
        * np.minimum(1, np.minimum(place * seconds / 0.02, (1 - place) * seconds / 0.05))
        / np.abs(out).max()
    )


def _hiss(rng: np.random.Generator, seconds: float) -> Wave:
    low, high = HISSES[str(rng.choice(list(HISSES)))]
    count = round(seconds * RATE)
    spectrum = np.fft.rfft(rng.standard_normal(count))
    at = np.fft.rfftfreq(count, 1 / RATE)
    out = np.fft.irfft(spectrum * np.exp(-(((at - (low + high) / 2) / (high - low)) ** 2) * 3), count)
    edge = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / (0.2 * count))
    return out * edge / np.abs(out).max()


def room_noise(room: str, count: int, rng: np.random.Generator) -> Wave:
    """Noise whose RMS above 80 Hz is 1 in every take: mastering takes away what is below, and a café
    rumbles there."""
    if room == "hiss":
        noise = rng.standard_normal(count)
    else:
        whole = _check_data({"cafe": "noise-cafe", "radio": "noise-radionoise"}[room])
        whole = np.resize(whole, max(len(whole), count + 1))  # played round and round where it is too short
        first = int(rng.integers(0, len(whole) - count))
        noise = whole[first : first + count]
        noise = noise - noise.mean()
    return noise / np.sqrt(np.mean(sosfilt(ABOVE_RUMBLE, noise) ** 2))


@cache
def _check_data(name: str) -> Wave:
    with wave.open(str(SPEECH / f"{name}.wav")) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32_768
        shared = gcd(RATE, file.getframerate())
        return resample_poly(samples, RATE // shared, file.getframerate() // shared)


@cache
def _pieces() -> list[Wave]:
    """The three sentences cut where they are 30 dB under their loudest for 60 ms, if 0.25 to 2 s are left."""
    found = []
    for name in ("sentence1", "sentence2", "sentence3"):
        whole = _check_data(name)
        frames = (whole[: len(whole) // 960 * 960].reshape(-1, 960) ** 2).mean(axis=1)
        loud = frames > frames.max() / 1000
        for gap in range(1, 3):  # pauses of one or two frames belong to the word
            loud[gap:-1] |= loud[: -1 - gap] & loud[gap + 1 :] & ~loud[gap:-1]
        edges = np.flatnonzero(np.diff(np.concatenate(([False], loud, [False])).astype(int)))
        for first, last in edges.reshape(-1, 2):
            if 0.25 <= (last - first) * 0.02 <= 2:
                piece = whole[first * 960 : last * 960].copy()
                ramp = np.linspace(0, 1, 480)
                piece[:480] *= ramp
                piece[-480:] *= ramp[::-1]
                found.append(piece)
    return found


def read_piece(seed: int) -> Wave:
    """A piece of a read sentence."""
    pieces = _pieces()
    return pieces[seed % len(pieces)].copy()


def clean_takes(count: int, seed: int = 0, *, made_only: bool = False) -> Iterator[Take]:
    """Takes with nothing wrong: signal to noise 34 to 50 dB, peaks at -18 to -3 dBFS, room at both ends.

    A loud voice has a better ratio, so that the room stays under the -50 dBFS that a good take allows.
    """
    rng = np.random.default_rng(seed)
    for number in range(count):
        read = HAS_SPEECH and not made_only
        peak = rng.uniform(-18, -3)
        yield Take(
            seed=seed * 100_003 + number,
            source="read" if read and number % 3 == 2 else "made",
            room=str(rng.choice(["hiss", "cafe", "radio"])) if read else "hiss",
            snr_db=max(rng.uniform(34, 50), 44 + peak),
            peak=peak,
            lead_s=rng.uniform(0.14, 0.8),
            tail_s=rng.uniform(0.14, 0.8),
        )


def faulty_takes(fault: Fault, count: int, seed: int = 1, *, made_only: bool = False) -> Iterator[Take]:
    """Clean takes with one thing wrong, each time a little differently."""
    rng = np.random.default_rng(seed)
    for take in clean_takes(count, seed, made_only=made_only):
        wrong: dict[str, object]
        match fault:
            case Fault.SILENT:
                # 25 dB under the word that nobody says: -77 to -55 dBFS
                wrong = {"nobody": True, "snr_db": rng.uniform(40, 50) if rng.random() < 0.8 else 200.0}
            case Fault.CLIPPED:
                wrong = {"clip_at": rng.uniform(0.4, 0.999)}
            case Fault.CUT_START:
                wrong = {"cut_start_s": rng.uniform(0.02, 0.08)}
            case Fault.CUT_END:
                wrong = {"cut_end_s": rng.uniform(0.02, 0.08)}
            case Fault.TWO_WORDS:
                wrong = {"again_after_s": rng.uniform(0.55, 1.5)}
            case Fault.TOO_LONG:
                wrong = {"source": "made", "at_least_s": rng.uniform(4.8, 7)}
            case Fault.NOISY:
                wrong = {"snr_db": rng.uniform(5, 27)}
            case Fault.TOO_QUIET:
                wrong = {"peak": rng.uniform(-40, -21)}
            case Fault.HUM:
                wrong = {"hum": rng.uniform(-50, -30), "hum_hz": float(rng.choice([50, 60]))}
            case Fault.OFFSET:
                wrong = {"dc": float(rng.choice([-1, 1])) * rng.uniform(0.011, 0.1)}
        yield replace(take, **wrong)  # type: ignore[arg-type]
