"""What counts as one letter while writing: where the caret may stand, and what one key takes away.

A letter with its marks is one (as in UAX #29, without the rules for Hangul and for Indic scripts, which the
interface does not write), and so is a picture made of several code points. Two things are our own:

* ئ and the vowel it carries at a word's start or after a vowel are one letter, since one key writes both.
  After a consonant (مەسئۇل) ئ is a key of its own, and a letter of its own.
* ل and ا are two letters although they are drawn as one sign: a child must be able to change the vowel alone.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from lexicon.uyghur.alphabet import LETTERS, SEAT, VOWELS

_CONSONANTS: Final = frozenset(LETTERS) - frozenset(VOWELS)
_VOWELS: Final = frozenset(VOWELS)
_ZWJ: Final = "\u200d"
_MARKS: Final = frozenset({"Mn", "Me", "Mc", "Cf"})  # Cf: marks of direction and joiners, which nobody sees
_IN_A_WORD: Final = frozenset("'’ʼ")


def takes_seat(before: str) -> bool:
    """Whether a vowel written after ``before`` gets its ئ: at a word's start, and after a vowel."""
    last = next((letter for letter in reversed(before) if unicodedata.category(letter) not in _MARKS), "")
    return last not in _CONSONANTS and last != SEAT and last != "ـ"


def boundaries(text: str) -> list[int]:
    """Where the caret may stand in ``text`` (NFC): the index of each letter, and the end."""
    found: list[int] = []
    before = ""  # the last character that is no mark
    glued = False  # after a joiner or a first half, the next character belongs to the same letter
    flags = 0
    for index, letter in enumerate(text):
        if letter < "\u0300" and not before > "\u0300":  # plain Latin: the common case, and nothing to weigh
            found.append(index)
            before, glued, flags = letter, False, 0
            continue
        if (unicodedata.category(letter) in _MARKS or "\U0001f3fb" <= letter <= "\U0001f3ff") and index:
            if before == "\n":
                found.append(index)
            glued = glued or (letter == _ZWJ and before > "\u2000")
            continue
        flags = flags + 1 if "\U0001f1e6" <= letter <= "\U0001f1ff" else 0
        whole = before == SEAT and letter in _VOWELS and found and takes_seat(text[: found[-1]])
        if not (whole or glued or (flags and flags % 2 == 0)):
            found.append(index)
        before, glued = letter, False
    found.append(len(text))
    return found


def nearest(stops: Sequence[int], index: int) -> int:
    """The last of ``stops`` that is not after ``index``."""
    return stops[max(0, bisect_right(stops, index) - 1)]


def before(stops: Sequence[int], index: int) -> int:
    """The stop before ``index``, or the first."""
    return stops[max(0, bisect_left(stops, index) - 1)]


def after(stops: Sequence[int], index: int) -> int:
    """The stop after ``index``, or the last."""
    return stops[min(len(stops) - 1, bisect_right(stops, index))]


def _kind(letter: str) -> str:
    category = unicodedata.category(letter)
    if category[0] in "LNM" or category == "Cf" or letter in _IN_A_WORD:
        return "word"
    return "space" if letter.isspace() else "sign"


def word_before(text: str, index: int) -> int:
    """Where the word, or the row of signs, that ends before ``index`` begins; spaces after it go with it."""
    while index and _kind(text[index - 1]) == "space":
        index -= 1
    kind = _kind(text[index - 1]) if index else ""
    while index and _kind(text[index - 1]) == kind:
        index -= 1
    return index


def word_after(text: str, index: int) -> int:
    """Where the word, or the row of signs, that begins after ``index`` ends; spaces before it go with it."""
    size = len(text)
    while index < size and _kind(text[index]) == "space":
        index += 1
    kind = _kind(text[index]) if index < size else ""
    while index < size and _kind(text[index]) == kind:
        index += 1
    return index


def word_at(text: str, index: int) -> tuple[int, int]:
    """Start and end of the word around ``index``; of the spaces or signs where no word touches it."""
    size = len(text)
    kinds = [_kind(text[i]) for i in (index, index - 1) if 0 <= i < size]
    if not kinds:
        return index, index
    kind = "word" if "word" in kinds else kinds[0]
    start = end = index
    while start and _kind(text[start - 1]) == kind:
        start -= 1
    while end < size and _kind(text[end]) == kind:
        end += 1
    return start, end
