"""A piece of sound as numbers: what capture hands on, and what quality, mastering and splitting work on.

numpy is imported with this module; the lessons of a child never import it.
"""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from audio.troubles import NotSoundError

RATE: Final = 48_000
"""Hz. What is captured and kept; Android's and every sound card's own rate."""

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Mono sound: ``samples`` are float32, one dimension, full scale ±1; ``rate`` in Hz."""

    samples: Samples
    rate: int = RATE

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate

    def part(self, begin_s: float, end_s: float) -> Clip:
        """The part between two moments (seconds), cut to what is there."""
        first, last = (max(0, round(moment * self.rate)) for moment in (begin_s, end_s))
        return Clip(self.samples[first:last], self.rate)

    def pcm16(self) -> bytes:
        """The samples as signed 16-bit little-endian, rounded and limited to full scale."""
        content: bytes = np.clip(np.rint(self.samples * 32_768.0), -32_768, 32_767).astype("<i2").tobytes()
        return content

    def wav(self) -> bytes:
        """A WAV file, 16 bit, with nothing but the sound in it."""
        out = io.BytesIO()
        with wave.open(out, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(self.rate)
            file.writeframes(self.pcm16())
        return out.getvalue()


def of_pcm16(content: bytes, rate: int = RATE) -> Clip:
    """Mono signed 16-bit little-endian samples; a half sample at the end is left out."""
    whole = len(content) - len(content) % 2
    return Clip(np.frombuffer(content[:whole], "<i2").astype(np.float32) / 32_768.0, rate)


def of_wav(content: bytes) -> Clip:
    """A WAV file of our own making: 16 bit, one or two channels (mixed). Raises ``NotSoundError``.

    Strangers' files go through ``audio.decoding``.
    """
    try:
        with wave.open(io.BytesIO(content)) as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            frames = file.readframes(file.getnframes())
    except (wave.Error, EOFError, ValueError) as error:
        raise NotSoundError(str(error)) from error
    if width != 2 or channels not in (1, 2):
        raise NotSoundError(f"{8 * width} bit in {channels} channels")
    samples: Any = np.frombuffer(frames[: len(frames) - len(frames) % (2 * channels)], "<i2")
    mono = samples.reshape(-1, channels).astype(np.float32).mean(axis=1) / 32_768.0
    return Clip(mono.astype(np.float32), rate)
