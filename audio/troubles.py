"""What can go wrong with sound. The messages are for developers; the app has a sentence for each class."""

from __future__ import annotations

from anatil import AnaTilError


class SoundError(AnaTilError):
    """Base of everything that goes wrong with sound."""


class NotSoundError(SoundError):
    """A file is no sound that can be read."""


class SoundTooLargeError(SoundError):
    """A file is larger or longer than anything a person would record here, or takes too long to read."""


class CaptureError(SoundError):
    """Base of what goes wrong while recording; what was recorded until then is kept."""


class NoMicrophoneError(CaptureError):
    """There is no microphone, or the system's sound library is missing."""


class MicrophoneNotAllowedError(CaptureError):
    """The person or the system does not allow the microphone."""


class MicrophoneRefusedError(MicrophoneNotAllowedError):
    """The person has refused it for good: the system asks no more, only its settings help."""


class MicrophoneLostError(CaptureError):
    """The microphone was there and went: unplugged, or taken by a call."""


class NothingSpokenError(SoundError):
    """Nobody speaks in a take, so there is no word to make ready."""
