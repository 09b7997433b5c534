"""Which letters a Uyghur headword may have, and what a foreign one was probably meant to be.

The 32 letters, the ئ that carries a vowel, space and hyphen; everything else is told to the teacher. Only for
pointing at a letter: ``lexicon.uyghur.repair`` mends text, and a person decides.
"""

from __future__ import annotations

import unicodedata

from lexicon.uyghur.alphabet import LETTERS, SEAT
from lexicon.uyghur.wrong_letters import DOUBTFUL, FORMS, HEH, SURE, TATWEEL, UNSEEN, YEH, base_letters

ALLOWED = frozenset(LETTERS + SEAT + " -")
_HYPHENS = frozenset("\u2010\u2011\u2013")


def foreign(headword: str) -> tuple[str, str] | None:
    """The first letter that Uyghur does not have and what it should probably be ("" where nobody knows)."""
    for letter in headword:
        if letter not in ALLOWED:
            return letter, _meant(letter)
    return None


def called(letter: str) -> str:
    """How to name a letter to somebody who may not see it: ``ی (U+06CC ARABIC LETTER FARSI YEH)``."""
    name = unicodedata.name(letter, "no name")
    shown = f"{letter} " if letter.isprintable() and not letter.isspace() else ""
    return f"{shown}(U+{ord(letter):04X} {name})"


def _meant(letter: str) -> str:
    if letter in HEH:
        return "ە or ھ"
    if letter in YEH:
        return "ى or ي"
    if letter in DOUBTFUL:
        return DOUBTFUL[letter][0]
    if letter in SURE:
        return SURE[letter]
    if letter in _HYPHENS:
        return "the plain hyphen -"
    if letter == "\u00a0":
        return "a plain space"
    if letter in UNSEEN or letter == TATWEEL or unicodedata.category(letter) in {"Cf", "Cc", "Mn"}:
        return "nothing"
    plain = base_letters(letter) if letter in FORMS else letter
    if plain in HEH | YEH:
        return _meant(plain)
    return plain if plain != letter and all(part in ALLOWED for part in plain) else ""
