"""Which letters a Uyghur headword may have, and what a foreign one was probably meant to be.

The 32 letters in their official order, the ئ that carries a vowel, space and hyphen; everything else is told
to the teacher. Only for pointing at a letter: repairing is another module's work, and a person's decision.
"""

from __future__ import annotations

import unicodedata

LETTERS = "اەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي"
ALLOWED = frozenset(LETTERS + "ئ -")

#: Letters of neighbouring alphabets that keyboards and old web pages put in place of Uyghur ones.
_MEANT = {
    "\u0647": "ە or ھ",
    "\u06c0": "ە",
    "\u06c1": "ە or ھ",
    "\u0629": "ە",
    "\u06cc": "ى or ي",
    "\u06a9": "ك",
    "\u06aa": "ك",
    "\u0763": "ڭ",
    "\u06ac": "ڭ",
    "\u06c9": "ۈ",
    "\u06c5": "ۆ",
    "\u06a4": "ۋ",
    "\u0621": "ئ",
    "\u0622": "ئا",
    "\u0623": "ئا",
    "\u0624": "ئو",
    "\u0625": "ئى",
    "\u2010": "the plain hyphen -",
    "\u2011": "the plain hyphen -",
    "\u2013": "the plain hyphen -",
    "\u00a0": "a plain space",
    "\u200c": "nothing",
    "\u0640": "nothing",
}


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
    if letter in _MEANT:
        return _MEANT[letter]
    if unicodedata.category(letter) in {"Cf", "Cc", "Mn"}:
        return "nothing"
    plain = unicodedata.normalize("NFKC", letter)
    if plain != letter:
        return _MEANT.get(plain, plain if all(part in ALLOWED for part in plain) else "")
    return ""
