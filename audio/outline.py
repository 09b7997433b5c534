"""What one of our own recordings looks like, to be drawn beside another: how long it is, how loud where."""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass

from audio.levels import waveform


@dataclass(frozen=True, slots=True)
class Outline:
    """Peaks, 0 to 1, of equal parts of a sound of so many seconds."""

    columns: tuple[float, ...]
    seconds: float


def outline(content: bytes, columns: int) -> Outline:
    """The outline of a recording's file (WAV of 16 bit, mono; other kinds where libsndfile is).

    numpy is loaded for other kinds only. Raises ``NotSoundError`` for what cannot be read, or not here.
    """
    try:
        with wave.open(io.BytesIO(content)) as file:
            if file.getnchannels() == 1 and file.getsampwidth() == 2:
                pcm = file.readframes(file.getnframes())
                return Outline(tuple(waveform([pcm], columns)), len(pcm) / 2 / file.getframerate())
    except (wave.Error, EOFError):
        pass
    from audio.own_files import decoded

    clip = decoded(content)
    return Outline(tuple(waveform([clip.pcm16()], columns)), clip.seconds)
