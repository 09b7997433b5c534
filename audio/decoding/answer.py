"""What the decoding worker answers, believed no more than the file that it read."""

from __future__ import annotations

from itertools import groupby
from typing import IO, Final

import numpy as np

from audio.clip import RATE, Clip, Samples
from audio.decoding import worker
from audio.troubles import NotSoundError, SoundTooLargeError

Pieces = list[tuple[int, Samples]]
"""Rate (Hz) and mono samples, one after the other."""

DTYPES: Final = {"u8": "<u1", "s16": "<i2", "s32": "<i4", "flt": "<f4", "dbl": "<f8"}
FULL_SCALE: Final = {"u8": 128.0, "s16": 32_768.0, "s32": 2_147_483_648.0, "flt": 1.0, "dbl": 1.0}
"""FFmpeg's sample formats (libavutil/samplefmt.h), packed; with a p at the end, planar."""
MOST_REASON: Final = 200
"""Letters of a reason; the worker's own have 60 at most."""


class GoneError(Exception):
    """The worker ended, or says what it never should."""


def received(pipe: IO[bytes], most_seconds: float) -> Pieces:
    """The sound of one file. It is counted as it comes: more than ``most_seconds`` are never kept.

    Raises ``NotSoundError`` and ``SoundTooLargeError`` with the worker's reason, ``GoneError``.
    """
    pieces, seconds, samples = Pieces(), 0.0, 0
    while True:
        kind, name, channels, rate, count, length = worker.REPLY.unpack(_exactly(pipe, worker.REPLY.size))
        if length > worker.MOST_PAYLOAD:
            raise GoneError("it answered nonsense")
        payload = _exactly(pipe, length)
        if kind == worker.END:
            return pieces
        if kind == worker.TOO_LARGE:
            raise SoundTooLargeError(_reason(payload))
        if kind != worker.SOUND:
            raise NotSoundError(_reason(payload))
        if not worker.LEAST_RATE <= rate <= worker.MOST_RATE:
            raise NotSoundError(f"{rate} Hz")
        mono = _mono(payload, name.rstrip(b"\0").decode("ascii", "replace"), channels, count)
        seconds += len(mono) / rate
        samples += len(mono)
        if seconds > most_seconds + worker.ROUNDING_S or samples > most_seconds * RATE:
            raise SoundTooLargeError(f"longer than {most_seconds:g} s")
        if len(mono):
            pieces.append((rate, mono))


def clip_of(pieces: Pieces) -> Clip:
    """The pieces at 48 kHz, one after the other; the rate may change inside a file. Raises ``NotSoundError``
    where there is not one sample."""
    from audio.mastering import at_rate  # scipy, which a phone has not: there ``android`` decodes

    runs = []
    for rate, run in groupby(pieces, key=lambda piece: piece[0]):
        runs.append(at_rate(Clip(np.concatenate([samples for _, samples in run]), rate), RATE))
    if not sum(map(len, runs)):
        raise NotSoundError("not one sample in it")
    samples = runs[0] if len(runs) == 1 else np.concatenate(runs)
    np.clip(samples, -1, 1, out=samples)
    return Clip(samples.astype(np.float32, copy=False))


def _mono(payload: bytes, name: str, channels: int, count: int) -> Samples:
    """Frames of ``count`` samples as floats, their channels mixed by their mean."""
    kind, planar = name.removesuffix("p"), name.endswith("p")
    if kind not in DTYPES or not 1 <= channels <= worker.MOST_CHANNELS:
        raise NotSoundError(f"{channels} channels of {kind}")
    dtype = np.dtype(DTYPES[kind])
    if not count or len(payload) % (dtype.itemsize * channels * count):
        raise NotSoundError("half a frame")
    with np.errstate(over="ignore", invalid="ignore"):
        mono = np.frombuffer(payload, dtype).astype(np.float32)
        if channels > 1:
            frames = mono.reshape(-1, channels, count if planar else 1)
            # Numpy's own mean along so short an axis takes ten times as long (measured).
            mono = np.ravel(sum(frames[:, channel] for channel in range(channels)) / np.float32(channels))
    if kind == "u8":
        mono -= np.float32(128)
    mono /= np.float32(FULL_SCALE[kind])
    if not np.isfinite(mono).all():
        raise NotSoundError("numbers in it that are no sound")
    return mono


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    content = pipe.read(count)
    if len(content) < count:
        raise GoneError("it ended before the file did")
    return content


def _reason(payload: bytes) -> str:
    """A file that took the worker over may have put words into its mouth: a line of letters, no more."""
    text = payload[:MOST_REASON].decode("ascii", "ignore")
    return "".join(letter for letter in text if letter.isprintable())
