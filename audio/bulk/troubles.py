"""What can go wrong with many recordings at once. The messages are sentences for people."""

from __future__ import annotations

from audio.troubles import SoundError


class BulkError(SoundError):
    """Base of what goes wrong with a folder as a whole; what was ready until then is kept."""


class FolderError(BulkError):
    """A folder cannot be read, or cannot be written to, or holds what is not ours to change."""


class WorkersError(BulkError):
    """The processes or computers that should work cannot, or are not alike."""


class LeftOutError(SoundError):
    """One recording cannot be done because of its name or of where it lies."""


class UnexpectedError(SoundError):
    """A fault of ours that one recording brought to light; its kind and words are the message."""
