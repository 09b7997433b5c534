"""Made-up recordings for the tour and the tests: plain tones, never shipped, never passed off as a voice."""

from __future__ import annotations

import io
import math
import random
import struct
import wave
from uuid import UUID

from audio.capture import Heard, Lost
from audio.file_microphone import FileMicrophone
from lexicon import recordings, senses
from lexicon.places import Places
from lexicon.records import Consent, Recording, Scope, Speaker, TakeStatus
from lexicon.starter.update import bring_in
from lexicon.store import open_store

RATE_HZ = 48_000
LENGTH_MS = 400
VOWELS_HZ = ((750, 1300, 2600), (450, 1900, 2600), (300, 2250, 3000), (450, 850, 2500), (320, 750, 2400))
"""Rough formants of a, e, i, o and u."""


def tone(hertz: float) -> bytes:
    """A WAV file of 0.4 s, mono, 16 bit, −12 dBFS, faded in and out over 10 ms."""
    count = RATE_HZ * LENGTH_MS // 1000
    fade = RATE_HZ // 100
    samples = (
        8_000 * min(1.0, at / fade, (count - at) / fade) * math.sin(2 * math.pi * hertz * at / RATE_HZ)
        for at in range(count)
    )
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(b"".join(struct.pack("<h", round(sample)) for sample in samples))
    return out.getvalue()


class Evening:
    """A microphone that hears a spoken consent, a test, a word too quietly, a word rightly, then nothing: one
    a start. Before them, with ``child``, a word said after another's voice.

    Nobody speaks here: the sounds are made by ``spoken``.
    """

    def __init__(self, child: bool = False) -> None:
        hush = noise(1.8)
        said: tuple[tuple[float, float], ...] = ((1.6, -18.0), (0.5, -14.0), (0.4, -38.0), (0.6, -14.0))
        said = ((0.7, -16.0), *said) if child else said
        self._pieces = [hush + spoken(seconds, dbfs) + hush for seconds, dbfs in said]
        self._now: FileMicrophone | None = None

    def start(self, heard: Heard, lost: Lost) -> None:
        self._now = FileMicrophone(self._pieces.pop(0) if self._pieces else b"")
        self._now.start(heard, lost)

    def stop(self) -> None:
        if self._now is not None:
            self._now.stop()
            self._now = None


def spoken(
    seconds: float, dbfs: float, formants: tuple[float, ...] = (680.0, 1190.0), hz: float = 170.0
) -> bytes:
    """A made-up vowel, 16 bit at 48 kHz: a voice of ``hz`` through ``formants`` (Hz), rising and falling."""
    period = round(RATE_HZ / hz)
    strengths = [
        sum(math.exp(-(((times * hz - formant) / 150.0) ** 2)) for formant in formants) + 0.1 / times
        for times in range(1, round(4_000 / hz))
    ]
    turns = [2 * math.pi * at / period for at in range(period)]
    wave_ = [sum(a * math.sin(k * turn) for k, a in enumerate(strengths, 1)) for turn in turns]
    count = round(seconds * RATE_HZ)
    size = 32_768 * 10 ** (dbfs / 20) / max(map(abs, wave_))
    shape = (size * math.sin(math.pi * at / count) ** 0.5 for at in range(count))
    return struct.pack(f"<{count}h", *(round(now * wave_[at % period]) for at, now in enumerate(shape)))


def message(syllables: tuple[int, ...] = (2, 1, 1, 2, 1, 2, 2, 1)) -> bytes:
    """A WAV file as a voice message has it: made-up words one after the other, a second of room between."""
    rng = random.Random(6)
    pieces = [noise(1.0)]
    for count in syllables:
        for _ in range(count):
            pieces.append(noise(rng.uniform(0.08, 0.13), -28.0))  # as s and sh sound
            vowel = rng.choice(VOWELS_HZ)
            pieces.append(spoken(rng.uniform(0.16, 0.26), -14.0, vowel, rng.uniform(140, 180)))
        pieces.append(noise(rng.uniform(0.8, 1.3)))
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(b"".join(pieces))
    return out.getvalue()


def noise(seconds: float, dbfs: float = -68.0) -> bytes:
    """A quiet room, 16 bit at 48 kHz."""
    rng = random.Random(8)
    size = 32_768 * 10 ** (dbfs / 20) * 3**0.5
    count = round(seconds * RATE_HZ)
    return struct.pack(f"<{count}h", *(round(rng.uniform(-size, size)) for _ in range(count)))


def lend_tones(here: Places, share: float = 1.0, now_ms: int = 0) -> int:
    """Put a tone in a voice's place for the first ``share`` (0 to 1) of each theme's senses; how many senses.
    Every second of them has a second voice."""
    rng = random.Random(3)

    def new_id() -> UUID:
        return UUID(int=rng.getrandbits(128), version=4)

    speakers = [Speaker(new_id(), name) for name in ("tone", "higher tone")]
    consents = [Consent(new_id(), speaker.id, Scope.DEVICE, now_ms) for speaker in speakers]
    files = [recordings.keep_file(here.recordings, tone(220 * 2 ** (step / 12))) for step in range(24)]
    with open_store(here.database) as store:
        bring_in(store)
        with store.write() as connection:
            for speaker, consent in zip(speakers, consents, strict=True):
                recordings.add_speaker(connection, speaker)
                recordings.add_consent(connection, consent)
            every = senses.everything(connection, now_ms)
            sizes: dict[UUID, int] = {}
            for sense in every:
                sizes[sense.theme_id] = sizes.get(sense.theme_id, 0) + 1
            lent = [sense for sense in every if sense.place < share * sizes[sense.theme_id]]
            for number, sense in enumerate(lent):
                for turn in range(1 + number % 2):
                    recordings.add(connection, Recording(
                        new_id(), sense.id, speakers[turn].id, consents[turn].id,
                        files[(number + 7 * turn) % len(files)], "audio/wav", LENGTH_MS, now_ms + turn,
                        TakeStatus.READY,
                    ))  # fmt: skip
    return len(lent)
