"""The sounds behind the endings: which vowels are front, what is heard voiceless, which syllables raise.

Rules of raising, dropping and long vowels after *Paj-Puj* (ccapprox.info, 6.4 and 6.5), which names the
printed grammars; harmony, voice and every count from the accepted spellings themselves
(``tests/lexicon/uyghur/test_inflection_attested.py`` says how well the rules fit).
All text is UEY in NFC; a letter here is one code point.
"""

from __future__ import annotations

from typing import Final

from lexicon.uyghur import alphabet

VOWELS: Final = frozenset(alphabet.VOWELS)
BACK: Final = frozenset("اوۇ")
FRONT: Final = frozenset("ەۆۈ")
ROUNDED: Final = frozenset("وۇۆۈ")
RAISING: Final = frozenset("اە")
"""The two vowels that an open syllable raises; the other six stay as they are."""

# ب and د are written for what is heard as پ and ت at a word's end: كىتابتا, ئۈمىدكە.
_VOICELESS: Final = frozenset("پتچخسشفقكھبد")
# غ and گ are heard as ق and ك before -غا and -غان only: تاغقا but تاغدا, تەگكەن but تەگدى.
_VOICELESS_BEFORE_G: Final = _VOICELESS | frozenset("غگ")

_FRONTED: Final = str.maketrans("اغق", "ەگك")
_DEVOICED: Final = str.maketrans("غگد", "قكت")


def last_word(stem: str) -> str:
    """The part that takes the endings: all of ``stem``, or what follows its last space or hyphen."""
    return stem[max(stem.rfind(" "), stem.rfind("-")) + 1 :]


def vowel_count(text: str) -> int:
    """How many vowels, and so how many syllables, ``text`` has."""
    return sum(letter in VOWELS for letter in text)


def last_vowel(text: str) -> str:
    """The last vowel of ``text``, or an empty string."""
    return next((letter for letter in reversed(text) if letter in VOWELS), "")


def sounds_front(stem: str) -> bool:
    """Whether ``stem`` takes front endings (``-لەر``, ``-گە``) by rule.

    The last vowel that is not ې or ى decides. Four things come before it: a stem in -ىك (so -لىك) is front
    and one in -ىق back whatever stands before; -چە after a back vowel counts as back, because its ە is raised
    away (باغچىلار). Where there are only ې and ى, ك or گ makes the stem front and all else is back.
    """
    word = last_word(stem)
    if word.endswith(("ىك", "ىق")) and vowel_count(word) > 1:
        return word.endswith("ك")
    told = [letter for letter in word if letter in BACK or letter in FRONT]
    if word.endswith("چە") and len(told) > 1:
        told.pop()
    if told:
        return told[-1] in FRONT
    return "ك" in word or "گ" in word


def ends_voiceless(text: str, before: str) -> bool:
    """Whether an ending that begins with the letter ``before`` (د, غ or گ) loses its voice after ``text``."""
    return text[-1:] in (_VOICELESS if before == "د" else _VOICELESS_BEFORE_G)


def fronted(ending: str) -> str:
    """The front shape of an ending given in its back shape: ``لار`` gives ``لەر``, ``غا`` gives ``گە``."""
    return ending.translate(_FRONTED)


def devoiced(ending: str) -> str:
    """The shape of an ending after a voiceless sound: ``غا`` gives ``قا``, ``دىن`` gives ``تىن``."""
    return ending[:1].translate(_DEVOICED) + ending[1:]


def high_vowel(text: str) -> str:
    """ى, ۇ or ۈ: the high vowel that agrees with the last vowel of ``text`` (كۆزۈم, دوستۇم, باشىم)."""
    vowel = last_vowel(text)
    if vowel in ROUNDED:
        return "ۈ" if vowel in FRONT else "ۇ"
    return "ى"


def raisable(text: str) -> int | None:
    """Where the ا or ە stands that would be raised if a vowel followed ``text``; None where there is none.

    It is the last letter but one (مەكتەپ, باش); behind two consonants the syllable stays closed (خەلق).
    """
    return len(text) - 2 if text[-2:-1] in RAISING and text[-1:] not in VOWELS else None


def without_last_vowel(text: str) -> str:
    """``text`` whose last vowel has fallen out: ``ئوغۇل`` gives ``ئوغل``."""
    place = max((i for i, letter in enumerate(text) if letter in VOWELS), default=None)
    return text if place is None else text[:place] + text[place + 1 :]
