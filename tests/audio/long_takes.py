"""A written recipe of voice messages: a list of words said one after another, and where each of them is.

The lists are the starter vocabulary's own, a stretch of a theme, spelt in Latin letters and built sound by
sound: vowels through formants, hisses, closures and bursts, with rough lengths of sounds (vowels 100 to 150
ms, hisses 100, closures 60 to 80), longer at a word's end, each utterance and each sound a little longer or
shorter every time. Nothing here knows how ``audio.messages.aligning`` expects lengths.

Between the words there is what people do: they breathe, cough, say "hmm", say a word again, say "yaq" (no)
and say it again, leave words out, and hold a consonant inside a word. The same recipe gives the same
samples.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
from scipy.signal import butter, resample_poly, sosfilt

from audio.clip import RATE, Clip, of_pcm16
from lexicon.uyghur.scripts import Script, from_arabic
from tests.audio.recipes import VOWELS, Wave, _voiced, active_power, read_piece, room_noise
from tests.conftest import ROOT

VOWEL_OF = {"a": "a", "e": "a", "ë": "e", "i": "i", "o": "o", "u": "u", "ö": "ö", "ü": "ü"}
VOICED = {"m": (250, 1100, 2200), "n": (280, 1600, 2500), "ng": (280, 2000, 2600), "l": (360, 1200, 2700),
          "r": (420, 1300, 1700), "w": (300, 700, 2200), "y": (280, 2200, 2900)}  # fmt: skip
HISSED = {"s": (5000, 9000), "sh": (2200, 6000), "x": (1000, 3500), "f": (1500, 9000), "h": (600, 3000),
          "z": (4500, 8000), "zh": (2000, 5000), "gh": (700, 2500), "j": (2200, 6000),
          "ch": (2500, 6500)}  # fmt: skip
BURSTS = {"p": (400, 1800), "b": (300, 1500), "t": (3000, 7000), "d": (2500, 6000), "k": (1500, 3500),
          "g": (1300, 3000), "q": (900, 2200)}  # fmt: skip
"""Hz. Rough places of the energy of the sounds, by Latin letters."""
SHORT = {"i", "u", "ü"}
LETTERS = (*(name for name in (*VOWEL_OF, *VOICED, *HISSED, *BURSTS) if len(name) == 2),
           *(name for name in (*VOWEL_OF, *VOICED, *HISSED, *BURSTS) if len(name) == 1))  # fmt: skip
NO = "yaq"


@dataclass(frozen=True, slots=True)
class LongTake:
    """A message. Shares are per word; seconds and dB; ``source`` "read": pieces of read sentences stand for
    the words. ``speed`` 1 is careful, 1.4 quick; from ``speed_up_at`` (a share of the list) it is quick.
    ``held`` is how long a consonant may be held inside a word."""

    seed: int
    count: int = 20
    source: str = "made"
    speed: float = 1.0
    speed_up_at: float = 1.0
    pause_s: tuple[float, float] = (0.5, 1.3)
    breaths: float = 0.0
    repeats: float = 0.0
    corrections: float = 0.0
    skips: float = 0.0
    extras: float = 0.0
    held: float = 0.0
    held_s: tuple[float, float] = (0.09, 0.2)
    room: str = "hiss"
    snr_db: float = 35.0
    top_hz: float = 0.0


@dataclass(frozen=True, slots=True)
class Said:
    """Something one hears, in seconds: ``word`` is its place in the list, None for a breath, a cough, "no".
    ``last``: the try that counts. ``power``: its mean square, that of all speech 1."""

    begin_s: float
    end_s: float
    kind: str
    word: int | None = None
    last: bool = False
    power: float = 0.0


@dataclass(slots=True)
class Message:
    """The sound, the list that was to be read, and what one hears in it, in order. A word of the list:
    ``spellings`` in Latin letters, ``lengths`` (syllables, letters, and for read pieces seconds as
    a list might know them). ``room_power``: the room's mean square, that of all speech 1."""

    clip: Clip
    spellings: list[str]
    lengths: list[tuple[int, int, float]]
    said: list[Said] = field(default_factory=list)
    room_power: float = 0.0


def make_message(take: LongTake) -> Message:
    """The message as a chat program would have recorded it, in 16 bits."""
    rng = np.random.default_rng(take.seed)
    speaker = _Speaker(rng.uniform(95, 260), rng.uniform(0.9, 1.2), rng)
    names, lengths = _read_list(take, rng) if take.source == "read" else _starter_list(take, rng)
    said: list[Said] = []
    parts: list[Wave] = []
    at = 0

    def silence(low: float, high: float) -> None:
        nonlocal at
        parts.append(np.zeros(round(rng.uniform(low, high) * RATE)))
        at += len(parts[-1])

    def sound(wave: Wave, kind: str, level_db: float, word: int | None = None, last: bool = False) -> None:
        nonlocal at
        parts.append(wave / np.abs(wave).max() * 10 ** (level_db / 20))
        begin, at = at, at + len(wave)
        said.append(Said(begin / RATE, at / RATE, kind, word, last, float(np.mean(parts[-1] ** 2))))

    def utter(place: int, last: bool = True) -> None:
        quick = 1.4 if place >= take.speed_up_at * len(names) else take.speed
        wave = (
            _read_again(names[place], rng)
            if take.source == "read"
            else speaker.word(names[place], quick, take.held, take.held_s)
        )
        sound(wave, "word" if last else "try", rng.uniform(-5, 0), place, last)

    silence(0.3, 0.8)
    for place in range(len(names)):
        if rng.random() < take.skips:
            continue
        if rng.random() < take.extras:
            kind = str(rng.choice(["hmm", "cough"]))
            sound(speaker.hum() if kind == "hmm" else speaker.cough(), kind, rng.uniform(-12, -2))
            silence(0.25, 0.8)
        if rng.random() < take.breaths:
            sound(speaker.breath(), "breath", rng.uniform(-26, -14))
            silence(0.08, 0.35)
        if rng.random() < take.repeats:
            utter(place, last=False)
            silence(0.3, 1.0)
        elif rng.random() < take.corrections:
            utter(place, last=False)
            silence(0.3, 0.8)
            sound(speaker.word(NO, take.speed, 0, (0, 0)), "no", rng.uniform(-6, 0))
            silence(0.25, 0.7)
        utter(place)
        silence(*take.pause_s)
    silence(0.2, 0.5)
    speech = np.concatenate(parts)
    active = active_power(speech)
    said = [replace(one, power=one.power / active) for one in said]
    clip = _in_a_room(speech, take, rng)
    return Message(clip, [str(name) for name in names], lengths, said, 10 ** (-take.snr_db / 10))


def _in_a_room(speech: Wave, take: LongTake, rng: np.random.Generator) -> Clip:
    speech *= 10 ** (rng.uniform(-14, -4) / 20) / np.abs(speech).max()
    step = 8 * RATE
    noise = np.concatenate(
        [room_noise(take.room, min(step, len(speech) - at), rng) for at in range(0, len(speech), step)]
    )
    whole = speech + noise * np.sqrt(active_power(speech)) * 10 ** (-take.snr_db / 20)
    if take.top_hz:
        whole = sosfilt(butter(6, take.top_hz, fs=RATE, output="sos"), whole)
    return of_pcm16(Clip(whole.astype(np.float32)).pcm16())


@dataclass(slots=True)
class _Speaker:
    pitch: float
    size: float
    rng: np.random.Generator

    def word(self, spelling: str, speed: float, held: float, held_s: tuple[float, float]) -> Wave:
        """The word, a little different every time."""
        rng = self.rng
        sounds = sounds_of(spelling)
        pace = float(np.exp(rng.normal(0, 0.1))) / speed
        pitch = self.pitch * rng.uniform(0.9, 1.12)
        parts: list[Wave] = []
        for place, name in enumerate(sounds):
            stretch = pace * float(np.exp(rng.normal(0, 0.12)))
            final = place == len(sounds) - 1
            if name == " ":
                parts.append(np.zeros(round(rng.uniform(0.02, 0.12) * RATE)))
                continue
            closure = 0.0
            if name in BURSTS or name in ("ch", "j"):
                inside = place > 0 and not final
                closure = (rng.uniform(*held_s) if inside and rng.random() < held else 0.07 * stretch) * (
                    place > 0
                )
            parts.append(self._sound(name, stretch * (1.4 if final else 1.0), closure, pitch))
            pitch *= rng.uniform(0.95, 1.01)
        return np.concatenate(parts)

    def _sound(self, name: str, stretch: float, closure: float, pitch: float) -> Wave:
        rng, size = self.rng, self.size * self.rng.uniform(0.98, 1.02)
        if name in VOWEL_OF:
            vowel = _voiced(
                rng, pitch, VOWELS[VOWEL_OF[name]], size, (0.1 if name in SHORT else 0.14) * stretch
            )
            return vowel * 10 ** (rng.uniform(-3, 0) / 20)
        if name in VOICED:
            return _voiced(rng, pitch, VOICED[name], size, 0.07 * stretch) * 0.4
        if name in BURSTS:
            shut = np.zeros(round(closure * RATE))
            if name in "bdg" and closure:
                shut = _voiced(rng, pitch, (150, 700, 2000), size, closure) * 0.08
            burst = _hissed(rng, (0.018 if name in "bdg" else 0.03) * stretch, BURSTS[name])
            return np.concatenate([shut, burst * 10 ** (rng.uniform(-14, -8) / 20)])
        hiss = _hissed(rng, 0.1 * stretch, HISSED[name]) * 10 ** (rng.uniform(-18, -10) / 20)
        if name in ("z", "zh", "gh"):
            hiss += _voiced(rng, pitch, (200, 1000, 2200), size, len(hiss) / RATE)[: len(hiss)] * 0.1
        return np.concatenate([np.zeros(round(closure * RATE)), hiss]) if closure else hiss

    def hum(self) -> Wave:
        pitch, seconds = self.pitch * self.rng.uniform(0.8, 1), self.rng.uniform(0.3, 0.7)
        return _voiced(self.rng, pitch, (250, 1000, 2200), self.size, seconds)

    def cough(self) -> Wave:
        rng = self.rng
        bursts = [_hissed(rng, rng.uniform(0.08, 0.16), (400, 4000), 0.05) for _ in range(rng.integers(1, 4))]
        return np.concatenate([part for burst in bursts for part in (burst, np.zeros(round(0.04 * RATE)))])

    def breath(self) -> Wave:
        return _hissed(self.rng, self.rng.uniform(0.25, 0.6), (500, 4500), 0.4)


def _hissed(rng: np.random.Generator, seconds: float, band: tuple[int, int], edge: float = 0.2) -> Wave:
    low, high = band
    count = round(seconds * RATE)
    spectrum = np.fft.rfft(rng.standard_normal(count))
    at = np.fft.rfftfreq(count, 1 / RATE)
    out = np.fft.irfft(spectrum * np.exp(-(((at - (low + high) / 2) / (high - low)) ** 2) * 3), count)
    out *= np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / (edge * count))
    return out / np.abs(out).max()


def sounds_of(spelling: str) -> list[str]:
    """The sounds of a word in Latin letters; a space is a short rest, everything else is left out."""
    found, at = [], 0
    while at < len(spelling):
        name = next((name for name in LETTERS if spelling.startswith(name, at)), None)
        if name is None and spelling[at] == " " and found:
            name = " "
        if name:
            found.append(name)
        at += len(name or " ")
    return found


@cache
def _themes() -> list[list[str]]:
    themes = []
    for path in sorted((ROOT / "lexicon" / "starter").glob("[0-9]*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        words = [from_arabic(row["headword"], Script.LATIN).lower() for row in rows if row["pos"] != "theme"]
        themes.append([word for word in words if sounds_of(word)])
    return themes


def _starter_list(take: LongTake, rng: np.random.Generator) -> tuple[list[str], list[tuple[int, int, float]]]:
    """A stretch of a theme as it stands; the next theme goes on where it is too short."""
    themes = _themes()
    theme = int(rng.integers(len(themes)))
    words = themes[theme][int(rng.integers(max(1, len(themes[theme]) - take.count))) :]
    while len(words) < take.count:
        theme = (theme + 1) % len(themes)
        words = words + themes[theme]
    words = words[: take.count]
    sounds = [[name for name in sounds_of(word) if name != " "] for word in words]
    return words, [(sum(name in VOWEL_OF for name in one), len(one), 0.0) for one in sounds]


def _read_list(take: LongTake, rng: np.random.Generator) -> tuple[list[int], list[tuple[int, int, float]]]:
    """Pieces of read sentences; how long they are is known to 18 %, as lengths of words are from letters."""
    names: list[int] = []
    while len(names) < take.count:
        names += [int(name) for name in rng.permutation(READ_PIECES)]
    names = names[: take.count]
    known = [len(read_piece(name)) / RATE * float(np.exp(rng.normal(0, 0.18))) for name in names]
    return names, [(0, 0, seconds) for seconds in known]


READ_PIECES = 21
"""How many different pieces the read sentences give."""


def _read_again(name: int, rng: np.random.Generator) -> Wave:
    """The piece up to 8 % quicker or slower, as another saying of it; less different than life."""
    return resample_poly(read_piece(name), 100, int(rng.integers(93, 109)))
