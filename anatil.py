"""What every part of Ana Til shares: the version and the base of all its errors."""

__version__ = "0.1.0"


class AnaTilError(Exception):
    """Base of every error Ana Til raises on purpose.

    The message is for developers. ``app/sentences.py`` turns the class into one plain
    sentence with the next step in the reader's language.
    """
