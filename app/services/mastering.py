"""Raw takes made ready: a lossless archive copy and a small one for packs. On a desktop; a phone has no
encoder and keeps its WAV until a desktop has seen it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.services.studio import Studio
from audio.troubles import SoundError
from lexicon.records import Recording

MEDIA_TYPE = "audio/mpeg"


@dataclass(frozen=True, slots=True)
class Mastered:
    """The two files of one word, its length, and its active K-weighted level in dB."""

    archive: bytes
    copy: bytes
    duration_ms: int
    loudness_db: float


def is_possible() -> bool:
    """Whether this device has what mastering needs."""
    from importlib.util import find_spec

    return all(find_spec(name) is not None for name in ("pydub", "scipy", "soundfile"))


def mastered(wav: bytes) -> Mastered:
    """Master a take. The same take gives the same bytes. Raises ``SoundError``."""
    from audio import mastering
    from audio.clip import of_wav
    from audio.loudness import active_loudness

    word = mastering.master(mastering.to_segment(of_wav(wav)))
    clip = mastering.to_clip(word)
    return Mastered(
        mastering.flac(word), mastering.pack_copy(word), round(1000 * clip.seconds), active_loudness(clip)
    )


def keep(studio: Studio, take: Recording, ready: Mastered) -> None:
    """Put the mastered files in the raw one's place."""
    studio.keep_mastered(take, ready.archive, ready.copy, MEDIA_TYPE, ready.duration_ms, ready.loudness_db)


Told = Callable[[int, int], bool]


def master_all(studio: Studio, told: Told = lambda _done, _all: True) -> tuple[int, list[Recording]]:
    """Master every raw take; ``told`` hears how many of how many are done and says whether to go on.

    Each take is kept as soon as it is ready, so that this can be stopped and gone on with. Returns how many
    were mastered, and the takes that could not be (they stay as they are).
    """
    waiting = studio.raw()
    failed: list[Recording] = []
    done = 0
    for number, take in enumerate(waiting):
        if not told(number, len(waiting)):
            break
        try:
            ready = mastered(studio.content(take))
        except (SoundError, OSError):
            failed.append(take)
            continue
        keep(studio, take, ready)
        done += 1
    return done, failed
