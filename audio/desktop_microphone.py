"""A computer's microphone, through PortAudio (``sounddevice``), which is imported when recording starts."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import Any, Final

from audio.capture import BLOCK_FRAMES, RATE, Heard, Lost
from audio.troubles import CaptureError, MicrophoneLostError, MicrophoneNotAllowedError, NoMicrophoneError

_REFUSED: Final = frozenset({-13, 13, -2_147_024_891})
"""What a system says when it refuses: EACCES (ALSA gives it negative), and E_ACCESSDENIED, 0x80070005
(WASAPI)."""


class DesktopMicrophone:
    """The default input of a computer; a ``Microphone``.

    ``start`` loads the library and opens the device on the thread that calls it. On a Mac a refusal is no
    error: the system hands on zeros, which never start a take and which a quality check names.
    """

    def __init__(self) -> None:
        self._stream: Any = None
        self._stopping = False

    def start(self, heard: Heard, lost: Lost) -> None:
        if self._stream is not None:
            raise RuntimeError("the microphone is started already")
        try:
            library: Any = import_module("sounddevice")
        except (ImportError, OSError) as error:  # OSError: the package is there, PortAudio itself is not
            raise NoMicrophoneError(f"no sound library: {error}") from error
        self._stopping = False

        def block(recorded: Any, _frames: int, _time: Any, _status: Any) -> None:
            heard(bytes(recorded))  # the library's buffer is only ours until we return

        def finished() -> None:
            # Called after every end: ours, a device that was pulled out, and an error raised by ``heard``.
            if not self._stopping:
                lost(MicrophoneLostError("the stream ended by itself"))

        try:
            stream = library.RawInputStream(
                samplerate=RATE,
                blocksize=BLOCK_FRAMES,
                channels=1,
                dtype="int16",
                callback=block,
                finished_callback=finished,
            )
        except (library.PortAudioError, ValueError) as error:  # ValueError: no such input
            raise _reason(error) from error
        try:
            stream.start()
        except library.PortAudioError as error:
            self._stopping = True
            with suppress(library.PortAudioError):
                stream.close()
            raise _reason(error) from error
        self._stream = stream

    def stop(self) -> None:
        stream, self._stream = self._stream, None
        if stream is None:
            return
        self._stopping = True
        # A device that was pulled out says so once more here; there is nothing left to do about it.
        with suppress(Exception):
            stream.abort()
        with suppress(Exception):
            stream.close()


def _reason(error: Exception) -> CaptureError:
    """PortAudio's error as ours. Its arguments are a text, a code and (host, the system's own code, its
    text)."""
    told: tuple[Any, ...] = error.args[2] if len(error.args) > 2 else ()
    system = told[1] if len(told) > 1 else 0
    text = " ".join(str(part) for part in (error.args[:1] + tuple(told[2:]))).strip()
    if system in _REFUSED or "denied" in text.lower():
        return MicrophoneNotAllowedError(text)
    return NoMicrophoneError(text)
