"""The 32 letters of the Arabic-script spelling (UEY), and text as one byte a letter.

The order is the official one, which is also that of the *Uyghur Tilining Izahliq Lughiti*. ئ (U+0626)
carries a vowel at the start of a word or after another letter; it is a seat and not a letter, and sorting
leaves it out.

Converting, sorting and repairing work on a code of one byte a character, because Python searches and replaces
bytes many times faster than it maps characters. A Uyghur letter's byte is ``FIRST`` plus its place in the
alphabet, so that bytes compare as the alphabet does.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from anatil import AnaTilError

LETTERS: Final = "اەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي"
VOWELS: Final = "اەوۇۆۈېى"
CONSONANTS: Final = "".join(letter for letter in LETTERS if letter not in VOWELS)
SEAT: Final = "ئ"

APOSTROPHES: Final = "'’‘ʼʻ`´′‛ʹʾʿˈ＇"
"""Every sign that people type or paste for the Latin apostrophe; the plain U+0027 is the one written."""

MARKS: Final = "،؛؟«»“”„‹›…–—·•№°×٪\u00a0" + APOSTROPHES.replace("'", "").replace("`", "")
"""Signs beyond ASCII that a Uyghur text has and that no conversion touches, or only replaces one for one."""

FIRST: Final = 0xC0
CODES: Final = {letter: FIRST + place for place, letter in enumerate(LETTERS)} | {SEAT: FIRST + len(LETTERS)}
"""The byte of each letter and of the seat."""

_NONE: Final = "\ufffe"
_MARK_CODES: Final = {mark: 0x80 + place for place, mark in enumerate(MARKS)}
_FREE: Final = (*range(0x80 + len(MARKS), FIRST), *range(FIRST + 33, 0x100), *range(1, 9), *range(14, 32))


class UnreadableTextError(AnaTilError):
    """A text has a letter that the script it is read as does not have.

    ``position`` counts characters of the text in NFC from 0; ``letter`` is the first that cannot be read.
    """

    def __init__(self, position: int, letter: str, script: str) -> None:
        super().__init__(f"{letter!r} at {position} is no letter of {script}")
        self.position = position
        self.letter = letter
        self.script = script


class Page:
    """A code of one byte a character: ASCII and ``MARKS`` in the same places on every page, then ``letters``.

    Without ``letters`` the page is that of UEY. With them the Uyghur letters' bytes are given away first:
    such a page is for text still to be read, whose bytes are then turned into those of UEY.
    """

    def __init__(self, letters: Iterable[str] | None = None) -> None:
        table = [chr(code) if code < 0x80 else _NONE for code in range(0x100)]
        for mark, code in _MARK_CODES.items():
            table[code] = mark
        if letters is None:
            for letter, code in CODES.items():
                table[code] = letter
        else:
            places = (*CODES.values(), *_FREE)
            for letter, code in zip(dict.fromkeys(letters), places, strict=False):
                table[code] = letter
        self.codes: Final = {letter: code for code, letter in enumerate(table) if letter != _NONE}
        self._encoding = codecs.charmap_build("".join(table))
        self._decoding = "".join(table)

    def encode(self, text: str) -> bytes:
        """One byte for each character. Raises ``UnicodeEncodeError`` where a character has no place."""
        return codecs.charmap_encode(text, "strict", self._encoding)[0]

    def decode(self, code: bytes) -> str:
        return codecs.charmap_decode(code, "strict", self._decoding)[0]

    def outside(self) -> re.Pattern[str]:
        """Matches a character that has no place on this page."""
        return re.compile("[^" + re.escape("".join(self.codes)) + "]")


UEY: Final = Page()
"""The page of the stored spelling."""


def code_of(letters: str) -> bytes:
    """The bytes of some UEY text."""
    return UEY.encode(letters)


def class_of(letters: str) -> bytes:
    """A character class for a pattern over bytes: ``[…]`` of the letters' bytes."""
    return b"[" + re.escape(UEY.encode(letters)) + b"]"


Steps = tuple[tuple[int, tuple[tuple[bytes, bytes], ...]], ...]
"""Replacements to make one after the other, grouped under a byte without which a group can be passed over."""


def by_telling_byte(steps: Iterable[tuple[bytes, bytes]], place: int) -> Steps:
    """``steps`` grouped, in their order, by the byte at ``place`` of what they replace."""
    groups: list[tuple[int, tuple[tuple[bytes, bytes], ...]]] = []
    for telling, group in groupby(steps, key=lambda step: step[0][place]):
        groups.append((telling, tuple(group)))
    return tuple(groups)


_MALFORMED: Final = re.compile(f"{SEAT}(?![{VOWELS}])|(?<![{LETTERS}{SEAT}])[{VOWELS}]")


def well_formed(text: str) -> bool:
    """Whether every vowel at a word's start has its seat, and every seat its vowel."""
    return _MALFORMED.search(text) is None
