"""The microphone: blocks of sound that arrive on a thread of their own, from whatever device this is.

Nothing here imports numpy, a sound library or Android: that happens in a microphone's own module when it is
started, so a phone that only drills never loads any of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from audio.troubles import CaptureError, NoMicrophoneError

RATE: Final = 48_000
"""Hz, mono, signed 16 bit little-endian (facts: what a good take is). ``audio.clip.RATE`` without its
numpy."""

SAMPLE_BYTES: Final = 2

BLOCK_FRAMES: Final = 960
"""Samples of one block: 20 ms. A meter drawn sixty times a second needs no finer ones, and each block costs
one call from the system into Python."""

Heard = Callable[[bytes], None]
Lost = Callable[[CaptureError], None]


class Microphone(Protocol):
    """What every microphone does. One recording at a time; after ``stop`` it can be started again."""

    def start(self, heard: Heard, lost: Lost) -> None:
        """Begin to listen, or to ask the person whether we may.

        ``heard`` gets every block: mono, 48,000 Hz, signed 16 bit little-endian, 10 to 20 ms, whole
        samples, in order, on a thread that is not the drawing thread. It must be quick. An error it raises
        ends the recording and comes back as ``MicrophoneLostError``.

        ``lost`` is called at most once, on any thread, when it ends otherwise than by ``stop``; nothing is
        heard after it. Call ``stop`` then too: it lets go of the device.

        Raises at once what is known at once (``NoMicrophoneError``, ``MicrophoneNotAllowedError``); what
        turns out later, such as the person's answer, comes through ``lost``. ``RuntimeError`` if it is
        started already.
        """
        ...

    def stop(self) -> None:
        """Let go of the microphone. When this returns, ``heard`` is not called any more. May be called twice.

        Not to be called from within ``heard`` or ``lost``: the sound library would wait for itself.
        """
        ...


def find_microphone(platform: str) -> Microphone:
    """The microphone of ``platform``, as Kivy names it: "android", "linux", "win", "macosx".

    Nothing is opened or asked yet. Raises ``NoMicrophoneError`` for a platform we cannot record on.
    """
    if platform == "android":
        from audio.android_microphone import AndroidMicrophone

        return AndroidMicrophone()
    if platform in ("linux", "win", "macosx"):
        from audio.apart import Apart
        from audio.desktop_microphone import DesktopMicrophone

        return Apart(DesktopMicrophone())
    raise NoMicrophoneError(f"no way to record on {platform!r}")
