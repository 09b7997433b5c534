"""A phone's own decoders for strangers' sound files: ``MediaExtractor`` and ``MediaCodec`` through pyjnius.

A phone has no FFmpeg and lets us start no process, but Android keeps the two in processes of its own that may
do next to nothing (since Android 7), for the same reason. As on a desktop (``audio.decoding``) only files
whose first bytes we know get there, only codecs on our list are opened, and samples are counted as they
come. What comes is mixed by its mean to mono, at 48 kHz.

What a phone cannot decode (WebM on some, ALAC on most) is no sound here. How long half an hour takes and
which phones have the room for it has not been measured. All numbers are those of Android's public API and
never change.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import numpy as np

from audio import resampling
from audio.clip import RATE, Clip, Samples
from audio.decoding import USUAL, Limits
from audio.decoding.containers import container_of
from audio.decoding.worker import LEAST_RATE, MOST_CHANNELS, MOST_RATE
from audio.troubles import NotSoundError, SoundError, SoundTooLargeError

KINDS: Final = frozenset(
    [
        "audio/opus", "audio/vorbis", "audio/mp4a-latm", "audio/3gpp", "audio/amr-wb", "audio/mpeg",
        "audio/flac", "audio/alac", "audio/raw", "audio/g711-alaw", "audio/g711-mlaw",
    ]
)  # fmt: skip
"""``MediaFormat.MIMETYPE_AUDIO_…`` of what ``worker.CODECS`` has for FFmpeg."""
MOST_TRACKS: Final = 16
"""Tracks that are looked at: a video has two, with subtitles some more."""
ENCODING_PCM_16BIT, ENCODING_PCM_FLOAT = 2, 4
END_OF_STREAM: Final = 4
"""``MediaCodec.BUFFER_FLAG_END_OF_STREAM``."""
FORMAT_CHANGED: Final = -2
"""``MediaCodec.INFO_OUTPUT_FORMAT_CHANGED``."""
WAIT_US: Final = 10_000
"""Microseconds that a decoder is given to take or hand out a buffer."""
MOST_BLOCK: Final = 4 << 20
"""Bytes of one buffer; as in the worker's replies."""

_SIZES: Final = {ENCODING_PCM_16BIT: 2, ENCODING_PCM_FLOAT: 4}


def decode(
    path: Path, limits: Limits = USUAL, java: Any = None, now: Callable[[], float] = time.monotonic
) -> Clip:
    """The sound of one file: mono, 48 kHz, full scale ±1. Any thread may call.

    Raises as ``audio.decoding.decode`` does. Of ``limits`` a phone keeps ``most_bytes``, ``most_seconds`` and
    ``patience_s`` (by ``now``, in seconds). ``java`` stands for the module ``jnius`` (``autoclass``).
    """
    # A pipe without a writer would keep us waiting; a device has no end.
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise NotSoundError("not an ordinary file")
        if about.st_size > limits.most_bytes:
            raise SoundTooLargeError(f"{about.st_size:,} bytes are more than {limits.most_bytes:,}")
        start = container_of(file, about.st_size).start
    sound = _Sound(limits.most_seconds)
    try:
        _read(java or import_module("jnius"), path, start, about.st_size - start, sound, _until(limits, now))
    except SoundError:
        raise
    except Exception as error:  # whatever Java throws
        raise NotSoundError(f"Android cannot decode it: {error}") from error
    return sound.clip()


def _until(limits: Limits, now: Callable[[], float]) -> Callable[[], None]:
    end = now() + limits.patience_s

    def look() -> None:
        if now() > end:
            raise SoundTooLargeError(f"not read within {limits.patience_s:g} s")

    return look


def _read(java: Any, path: Path, start: int, size: int, sound: _Sound, in_time: Callable[[], None]) -> None:
    extractor = java.autoclass("android.media.MediaExtractor")()
    try:
        stream = java.autoclass("java.io.FileInputStream")(str(path))
        try:
            extractor.setDataSource(stream.getFD(), start, size)  # it keeps a handle of its own
        finally:
            stream.close()
        form, kind = _chosen(extractor)
        codec = java.autoclass("android.media.MediaCodec").createDecoderByType(kind)
        try:
            codec.configure(form, None, None, 0)
            codec.start()
            _pump(java, extractor, codec, sound, in_time)
        finally:
            with suppress(Exception):  # one that has failed has stopped already
                codec.stop()
            codec.release()
    finally:
        extractor.release()


def _chosen(extractor: Any) -> tuple[Any, str]:
    """The first track that is sound, chosen; its format and kind."""
    for number in range(min(extractor.getTrackCount(), MOST_TRACKS)):
        form = extractor.getTrackFormat(number)
        kind = str(form.getString("mime") or "")
        if kind in KINDS:
            extractor.selectTrack(number)
            return form, kind
    raise NotSoundError("no sound in it of a kind that is known here")


def _pump(java: Any, extractor: Any, codec: Any, sound: _Sound, in_time: Callable[[], None]) -> None:
    """Feed the decoder and take what it gives, until it says that this was all."""
    about = java.autoclass("android.media.MediaCodec$BufferInfo")()
    fed = False
    while True:
        in_time()
        if not fed:
            place = codec.dequeueInputBuffer(WAIT_US)
            if place >= 0:
                size = extractor.readSampleData(codec.getInputBuffer(place), 0)
                fed = size < 0
                if fed:
                    codec.queueInputBuffer(place, 0, 0, 0, END_OF_STREAM)
                else:
                    codec.queueInputBuffer(place, 0, size, extractor.getSampleTime(), 0)
                    extractor.advance()
        place = codec.dequeueOutputBuffer(about, WAIT_US)
        if place == FORMAT_CHANGED:
            sound.comes_as(codec.getOutputFormat())
        elif place >= 0:
            size, last = about.size, about.flags & END_OF_STREAM
            if size:
                sound.add(_block(codec, place, size))
            codec.releaseOutputBuffer(place, False)
            if last:
                return


def _block(codec: Any, place: int, size: int) -> bytearray:
    if not 0 < size <= MOST_BLOCK:
        raise NotSoundError(f"{size} bytes at once")
    block = bytearray(size)  # the one type pyjnius copies back from a Java byte[]
    codec.getOutputBuffer(place).get(block, 0, size)
    return block


class _Sound:
    """What has come, mono and 16 bit, with a run for each rate; more than ``most_seconds`` are never kept."""

    def __init__(self, most_seconds: float) -> None:
        self._most_seconds, self._seconds = most_seconds, 0.0
        self._runs: list[tuple[int, bytearray]] = []
        self._channels, self._encoding = 0, ENCODING_PCM_16BIT

    def comes_as(self, form: Any) -> None:
        """What comes from now on is of this ``MediaFormat``."""
        rate, self._channels = form.getInteger("sample-rate"), form.getInteger("channel-count")
        has_encoding = form.containsKey("pcm-encoding")
        self._encoding = form.getInteger("pcm-encoding") if has_encoding else ENCODING_PCM_16BIT
        if not LEAST_RATE <= rate <= MOST_RATE or not 1 <= self._channels <= MOST_CHANNELS:
            raise NotSoundError(f"{self._channels} channels at {rate} Hz")
        if self._encoding not in _SIZES:
            raise NotSoundError(f"samples of kind {self._encoding}")
        if not self._runs or self._runs[-1][0] != rate:
            self._runs.append((rate, bytearray()))

    def add(self, block: bytearray) -> None:
        if not self._runs:
            raise NotSoundError("sound of no known form")
        rate, run = self._runs[-1]
        if len(block) % (_SIZES[self._encoding] * self._channels):
            raise NotSoundError("half a frame")
        if self._encoding == ENCODING_PCM_FLOAT:
            frames = np.frombuffer(block, "<f4").reshape(-1, self._channels) * np.float32(32_768)
            if not np.isfinite(frames).all():
                raise NotSoundError("numbers in it that are no sound")
        else:
            frames = np.frombuffer(block, "<i2").reshape(-1, self._channels).astype(np.float32)
        mono = frames.mean(axis=1) if self._channels > 1 else frames[:, 0]
        self._seconds += len(mono) / rate
        if self._seconds > self._most_seconds:
            raise SoundTooLargeError(f"longer than {self._most_seconds:g} s")
        run += np.clip(np.rint(mono), -32_768, 32_767).astype("<i2").tobytes()

    def clip(self) -> Clip:
        """All of it at 48 kHz. Raises ``NotSoundError`` where there is not one sample."""
        parts: list[Samples] = []
        for rate, run in self._runs:
            samples = np.frombuffer(run, "<i2").astype(np.float32) / np.float32(32_768)
            parts.append(resampling.at_rate(samples, rate, RATE))
        if not sum(map(len, parts)):
            raise NotSoundError("not one sample in it")
        samples = parts[0] if len(parts) == 1 else np.concatenate(parts)
        return Clip(np.clip(samples, -1, 1))
