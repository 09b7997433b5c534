"""Code points that stand in community texts where a Uyghur letter is meant, and what to make of them.

Two kinds. *Sure* ones have one meaning, whatever stands beside them. *Doubtful* ones are the letters of
another alphabet, which a writer may have meant otherwise: they are replaced too, and a teacher is asked.
Counted sources of these: old web text, Persian, Urdu, Arabic, Kazakh and Kyrgyz keyboards, and fonts that
had no Uyghur letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """Why a repair is doubtful; the value is a sentence for the teacher."""

    HEH = "ه is a letter of other alphabets; Uyghur has ە and ھ."
    YEH = "ی is a letter of other alphabets; Uyghur has ى and ي."
    TEH_MARBUTA = "ة is an Arabic ending; Uyghur writes ە."
    HAMZA_ON_AE = "ە has no hamza above in Uyghur."
    KYRGYZ = "This is a letter of Kyrgyz."
    VEH = "ڤ is a letter of other alphabets; Uyghur has ۋ."
    HIGH_HAMZA = "This is a letter of Kazakh, with another sound there."
    ARABIC_HAMZA = "This is an Arabic spelling of hamza."
    NO_SEAT = "A vowel at the start of a word stands on ئ."
    NO_VOWEL = "ئ carries a vowel, and none follows."
    Y_FOR_I = "The vowel i has no dots: ى."
    I_FOR_Y = "The consonant y has two dots: ي."
    MARK = "Uyghur letters have no such mark."
    FOREIGN = "This is no Uyghur letter."


class Refusal(StrEnum):
    """Why a text was not repaired at all; the value is a sentence for the teacher."""

    LEGACY = "This text has letters Uyghur never uses: it is Arabic, or was made for an old 8-bit font."
    MOJIBAKE = "This text was saved in one encoding and opened in another."
    LOST = "Some letters of this text were lost; a box stands in their place."


UNSEEN: Final = frozenset(
    map(chr, (0xAD, *range(0x200B, 0x2010), 0x61C, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))
)
"""Zero-width joiners, direction marks and the soft hyphen: never stored."""

TATWEEL: Final = "\u0640"
HARAKAT: Final = frozenset(map(chr, range(0x64B, 0x653)))
OTHER_MARKS: Final = frozenset(
    mark
    for mark in map(chr, (*range(0x610, 0x61B), *range(0x653, 0x660), 0x670, *range(0x6D6, 0x6EE)))
    if unicodedata.category(mark) == "Mn"
)

HEH: Final = frozenset("\u0647\u06c1\u06c2\u06c3")
YEH: Final = frozenset("\u06cc")

SURE: Final[Mapping[str, str]] = {
    "\u06a9": "ك",
    "\u06aa": "ك",
    "\u0763": "ڭ",
    "\u06ac": "ڭ",
    **{chr(0x660 + digit): str(digit) for digit in range(10)},
    **{chr(0x6F0 + digit): str(digit) for digit in range(10)},
}

WITH_MARK: Final[Mapping[str, str]] = {
    "و\u064f": "ۇ",
    "و\u065a": "ۆ",
    "و\u0670": "ۈ",
    "و\u06db": "ۋ",
    "ى\u0654": "ئ",
    "ي\u0654": "ئ",
    "\u06cc\u0654": "ئ",
}
"""A letter and the mark that makes it another; none of these pairs composes in NFC but the one of ي."""

DOUBTFUL: Final[Mapping[str, tuple[str, Reason]]] = {
    "\u0629": ("ە", Reason.TEH_MARBUTA),
    "\u06c0": ("ە", Reason.HAMZA_ON_AE),
    "\u06c9": ("ۈ", Reason.KYRGYZ),
    "\u06c5": ("ۆ", Reason.KYRGYZ),
    "\u06a4": ("ۋ", Reason.VEH),
    "\u0674": ("ئ", Reason.HIGH_HAMZA),
    "\u0675": ("ئا", Reason.HIGH_HAMZA),
    "\u0676": ("ئو", Reason.HIGH_HAMZA),
    "\u0677": ("ئۇ", Reason.HIGH_HAMZA),
    "\u0678": ("ئى", Reason.HIGH_HAMZA),
    "\u0621": ("ئ", Reason.ARABIC_HAMZA),
    "\u0622": ("ئا", Reason.ARABIC_HAMZA),
    "\u0623": ("ئا", Reason.ARABIC_HAMZA),
    "\u0625": ("ئى", Reason.ARABIC_HAMZA),
    "\u0624": ("ئو", Reason.ARABIC_HAMZA),
}

WITH_DOUBTFUL_MARK: Final[Mapping[str, str]] = {
    "\u0647\u0654": "\u06c0",
    "\u06c1\u0654": "\u06c2",
    "\u06d5\u0654": "\u06c0",
    "ا\u0653": "\u0622",
    "ا\u0654": "\u0623",
    "ا\u0655": "\u0625",
    "و\u0654": "\u0624",
    "ۇ\u0674": "\u0677",
}
"""Pairs that are one doubtful letter, as NFC or a presentation form has them."""

NEVER_UYGHUR: Final = frozenset("ظصضطذثعح")
"""Arabic letters that Uyghur never has, but that 8-bit Uyghur fonts drew other letters in the place of."""


CYRILLIC_LOOKALIKES: Final[Mapping[str, str]] = dict(
    zip("aeopcxyəǝɵhABEKMHOPCTXYƏƎƟ", "аеорсхуәәөһАВЕКМНОРСТХУӘӘӨ", strict=True)
)
"""Latin letters that look like Cyrillic ones, and the letters they stand for inside a Cyrillic word."""

ULY_LETTERS: Final = frozenset("abcdefghijklmnopqrstuwxyzöüëéê")
UYY_LETTERS: Final = frozenset("abdefghijklmnopqrstuwxyzüöøəƣⱨⱪɵⱬ")
UYY_OWN: Final = frozenset("øəƣⱨⱪɵⱬ")
"""Letters that tell the alphabet of 1959 from ULY."""


FORMS: Final = frozenset(map(chr, (*range(0xFB50, 0xFD3E), *range(0xFD50, 0xFDD0), *range(0xFE70, 0xFEFD))))
"""Presentation forms of letters, without ornate brackets and whole-word ligatures such as U+FDF2."""


def base_letters(form: str) -> str:
    """The letters of a presentation form; the space and the vowel marks in it fall away."""
    letters = unicodedata.normalize("NFKC", form)
    return "".join(letter for letter in letters if letter != " " and letter not in HARAKAT)


def joins_on(form: str) -> bool:
    """Whether a presentation form joins to the letter after it."""
    return unicodedata.decomposition(form).startswith(("<initial>", "<medial>"))
