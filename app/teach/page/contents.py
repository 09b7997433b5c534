"""What is on a page that is sent: plain data, whatever made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody says the word: the name that is shown, and the MP3."""

    speaker: str
    clip: bytes


@dataclass(frozen=True, slots=True)
class Word:
    """One word. ``headword`` is UEY; ``glosses`` by BCP-47 language; ``picture`` a PNG; ``approved``: a
    native reader has read it."""

    headword: str
    glosses: Mapping[str, str]
    picture: bytes | None = None
    voices: tuple[Voice, ...] = ()
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """``titles`` by BCP-47 language, "ug" or "und" for the list's own; ``credits`` are lines for the foot.

    ``openmoji``: pictures are there whose licence wants it named.
    ``kept_back`` counts voices that may not go so far, ``unready`` those that have no MP3 yet.
    """

    titles: Mapping[str, str]
    words: tuple[Word, ...]
    credits: tuple[str, ...] = ()
    kept_back: int = 0
    unready: int = 0
    openmoji: bool = True
