"""Files that Ana Til made itself, read where they are played. Strangers' go through ``audio.decoding``."""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

import numpy as np

from audio.clip import Clip, of_wav
from audio.troubles import NotSoundError


def decoded(content: bytes) -> Clip:
    """A recording's file as it is played: our WAV, or what mastering made of it where libsndfile is.

    Raises ``NotSoundError`` for what cannot be read, or not here.
    """
    if content[:4] == b"RIFF":
        return of_wav(content)
    try:
        library: Any = import_module("soundfile")
        samples, rate = library.read(io.BytesIO(content), dtype="float32", always_2d=True)
    except (ImportError, OSError, RuntimeError) as error:  # RuntimeError: libsndfile's own errors
        raise NotSoundError(f"cannot be read here: {error}") from error
    return Clip(samples.mean(axis=1, dtype=np.float32), rate)
