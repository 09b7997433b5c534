"""One recording made ready. Every way of doing many of them calls this and nothing else, so that all of them
give the same bytes.

An archive's own recordings are plain WAV: of 16 bit and one or two channels they are read by Python's
``wave`` (memory-safe) and never by libsndfile, whose reader has had holes (facts page). Everything else is
read by ``audio.decoding`` in a process of its own, as a stranger's file is; that process is kept for the
recordings after it. Measured for a word of 1.5 s, for which ``ready`` takes 16 ms in all: ``wave`` 0.1 ms,
the kept process 1.2 to 2.9 ms, a new one each time 79 ms.
"""

from __future__ import annotations

import stat
import threading
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from audio import mastering
from audio.bulk.troubles import UnexpectedError
from audio.clip import Clip, of_wav
from audio.decoding import USUAL, Decoder
from audio.loudness import active_loudness
from audio.quality import judge, measure
from audio.troubles import NotSoundError, SoundError, SoundTooLargeError

RATES: Final = range(8_000, 192_001)
"""Hz: a telephone's to the highest of sound cards. A file may claim 1 Hz, and 48,000 times its samples."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A recording made ready.

    ``source``: the recording's SHA-256, in hex. ``archive``: FLAC, ``copy``: MP3 (see ``audio.mastering``).
    ``seconds`` and ``loudness_db`` (active, K-weighted) are the master's; ``faults`` (see ``audio.quality``)
    are the recording's, the worst first.
    """

    source: str
    archive: bytes
    copy: bytes
    seconds: float
    loudness_db: float
    faults: tuple[str, ...]


Made = Ready | SoundError | OSError
"""What became of a recording: it is ready, or why it is not."""

_kept = threading.local()
"""A reader for strangers' files, one a thread; it ends when this process does."""


def ready(content: bytes) -> Ready:
    """A sound file's content made ready. The same content gives the same bytes (with the same libraries).

    Raises ``NotSoundError``, ``SoundTooLargeError`` or ``NothingSpokenError``.
    """
    clip = _clip(content)
    word = mastering.master(mastering.to_segment(clip))
    mastered = mastering.to_clip(word)
    return Ready(
        sha256(content).hexdigest(),
        mastering.flac(word),
        mastering.pack_copy(word),
        mastered.seconds,
        active_loudness(mastered),
        tuple(fault.value for fault in judge(measure(clip))),
    )


def tried(content: bytes) -> Made:
    """``ready``, with what it raises given back: one bad recording stops nobody."""
    try:
        return ready(content)
    except SoundError as error:
        return error
    except Exception as error:  # a fault of ours: it is named, and does not stop ten thousand others
        return UnexpectedError(f"{type(error).__name__}: {error}")


def tried_file(path: Path) -> Made:
    """``tried`` with a file's content."""
    try:
        return tried(content_of(path))
    except (OSError, SoundError) as error:
        return error


def content_of(path: Path) -> bytes:
    """A recording's bytes.

    Raises OSError, ``NotSoundError`` for what is no ordinary file (a pipe would keep us waiting), and
    ``SoundTooLargeError`` before a large file fills the memory.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise NotSoundError("not an ordinary file")
    with path.open("rb") as file:
        content = file.read(USUAL.most_bytes + 1)
    if len(content) > USUAL.most_bytes:
        raise SoundTooLargeError(f"more than {USUAL.most_bytes} bytes")
    return content


def _clip(content: bytes) -> Clip:
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        return _decoded(content)
    try:
        clip = of_wav(content)
    except NotSoundError:  # 24 bit, floats, more channels
        return _decoded(content)
    if clip.rate not in RATES:
        raise NotSoundError(f"{clip.rate} Hz")
    if clip.seconds > USUAL.most_seconds:
        raise SoundTooLargeError(f"longer than {USUAL.most_seconds:g} s")
    return clip


def _decoded(content: bytes) -> Clip:
    if not hasattr(_kept, "decoder"):
        _kept.decoder = Decoder()
    clip: Clip = _kept.decoder.decode_bytes(content)
    return clip
