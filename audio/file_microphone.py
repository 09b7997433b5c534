"""A recording played as if somebody spoke: for tests and for evenings that are scripted."""

from __future__ import annotations

import threading
import wave
from collections.abc import Callable
from pathlib import Path

from audio.capture import BLOCK_FRAMES, RATE, SAMPLE_BYTES, Heard, Lost
from audio.troubles import CaptureError, MicrophoneLostError, NotSoundError


class FileMicrophone:
    """Plays a WAV file (a path) or samples (bytes, signed 16 bit little-endian); a ``Microphone``.

    ``wait`` gets the seconds of each block before it is handed on: ``time.sleep`` plays at the pace of
    life, None at full speed. When all was heard it falls silent, as a room does; or, if ``then`` is given,
    that is lost. Raises ``NotSoundError`` for a file that is not mono, 16 bit and 48,000 Hz.
    """

    def __init__(
        self,
        source: Path | bytes,
        wait: Callable[[float], None] | None = None,
        then: CaptureError | None = None,
    ) -> None:
        self._pcm = source if isinstance(source, bytes) else _samples(source)
        self._wait = wait
        self._then = then
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, heard: Heard, lost: Lost) -> None:
        if self._thread is not None:
            raise RuntimeError("the microphone is started already")
        self._stopped = threading.Event()
        self._thread = threading.Thread(
            target=self._play, args=(heard, lost, self._stopped), name="microphone", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self.join()
        self._thread = None

    def join(self) -> None:
        """Wait until everything was heard."""
        if self._thread is not None:
            self._thread.join()

    def _play(self, heard: Heard, lost: Lost, stopped: threading.Event) -> None:
        size = BLOCK_FRAMES * SAMPLE_BYTES
        trouble = self._then
        try:
            for begin in range(0, len(self._pcm), size):
                block = self._pcm[begin : begin + size]
                if self._wait is not None:
                    self._wait(len(block) / SAMPLE_BYTES / RATE)
                if stopped.is_set():
                    return
                heard(block)
        except Exception as error:
            trouble = MicrophoneLostError(f"the block could not be taken: {error}")
            trouble.__cause__ = error
        if trouble is not None and not stopped.is_set():
            lost(trouble)


def _samples(path: Path) -> bytes:
    try:
        with wave.open(str(path), "rb") as file:
            told = file.getnchannels(), 8 * file.getsampwidth(), file.getframerate()
            content = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise NotSoundError(str(error)) from error
    if told != (1, 16, RATE):
        raise NotSoundError("{} channels, {} bit, {} Hz; a microphone has 1, 16, 48000".format(*told))
    return content
