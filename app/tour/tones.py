"""Made-up recordings for the tour and the tests: plain tones, never shipped, never passed off as a voice."""

from __future__ import annotations

import io
import math
import random
import struct
import wave
from uuid import UUID

from lexicon import recordings, senses
from lexicon.places import Places
from lexicon.records import Consent, Recording, Scope, Speaker, TakeStatus
from lexicon.starter.update import bring_in
from lexicon.store import open_store

RATE_HZ = 48_000
LENGTH_MS = 400


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


def lend_tones(here: Places, share: float = 1.0, now_ms: int = 0) -> int:
    """Put a tone in a voice's place for the first ``share`` (0 to 1) of each theme's senses; how many."""
    rng = random.Random(3)

    def new_id() -> UUID:
        return UUID(int=rng.getrandbits(128), version=4)

    speaker = Speaker(new_id(), "tone")
    consent = Consent(new_id(), speaker.id, Scope.DEVICE, now_ms)
    files = [recordings.keep_file(here.recordings, tone(220 * 2 ** (step / 12))) for step in range(24)]
    with open_store(here.database) as store:
        bring_in(store)
        with store.write() as connection:
            recordings.add_speaker(connection, speaker)
            recordings.add_consent(connection, consent)
            every = senses.everything(connection, now_ms)
            sizes: dict[UUID, int] = {}
            for sense in every:
                sizes[sense.theme_id] = sizes.get(sense.theme_id, 0) + 1
            lent = [sense for sense in every if sense.place < share * sizes[sense.theme_id]]
            for number, sense in enumerate(lent):
                recordings.add(connection, Recording(
                    new_id(), sense.id, speaker.id, consent.id, files[number % len(files)], "audio/wav",
                    LENGTH_MS, now_ms, TakeStatus.READY,
                ))  # fmt: skip
    return len(lent)
