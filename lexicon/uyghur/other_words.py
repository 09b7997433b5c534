"""Wrong code points inside Latin and Cyrillic Uyghur words: each a sure repair, none needs a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lexicon.uyghur.alphabet import APOSTROPHES
from lexicon.uyghur.settling import Letter
from lexicon.uyghur.wrong_letters import CYRILLIC_LOOKALIKES, ULY_LETTERS, UYY_LETTERS, UYY_OWN

_WORD: Final = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{APOSTROPHES}](?=[^\W\d_]))*")
_APOSTROPHES: Final = frozenset(APOSTROPHES)
_PLAIN: Final = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_CYRILLIC: Final = str.maketrans({**CYRILLIC_LOOKALIKES, **dict.fromkeys(APOSTROPHES, "ъ")})
_YENGI: Final = str.maketrans({**dict.fromkeys(APOSTROPHES, "'"), "ø": "ɵ", "ö": "ɵ", "Ø": "Ɵ", "Ö": "Ɵ"})


def mend(letters: Sequence[Letter]) -> None:
    """Replace, place by place, look-alikes in Cyrillic words, and apostrophes and ø in Latin ones."""
    text = "".join(letter.now for letter in letters)
    table = {word.span(): mended(word[0]) for word in _WORD.finditer(text)}
    new = list(text)
    for (start, end), word in table.items():
        new[start:end] = word
    place = 0
    for letter in letters:
        letter.now = "".join(new[place : place + len(letter.now)])
        place += len(letter.now)


def mended(word: str) -> str:
    """``word`` with the same number of characters; words of other languages come back as they are."""
    if any("\u0400" <= letter <= "\u04ff" for letter in word):
        return word.translate(_CYRILLIC)
    small = {*word.lower()} - _APOSTROPHES
    if small <= UYY_LETTERS and small & UYY_OWN:
        return word.translate(_YENGI)
    return word.translate(_PLAIN) if small <= ULY_LETTERS else word
