"""The order of words: a key of bytes that any database compares alike.

UEY and ULY: the official order of the 32 letters, every ئ left out (apostrophes too); spaces come before
letters, so that *ئات باقار* stands before *ئاتا*; other signs, hyphens among them, do not count; then
digits, the letters, and other scripts last. Words of equal letters keep the order of their code points.
Measured against the order of *Uyghur Tilining Izahliq Lughiti*, see tests/lexicon/uyghur/test_order.py.

Cyrillic and the alphabet of 1959 have orders of their own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from lexicon.uyghur.alphabet import APOSTROPHES, LETTERS
from lexicon.uyghur.reading import whole
from lexicon.uyghur.scripts import Script, script_of, to_arabic

CYRILLIC_ORDER: Final = "аәбвгғдеёжҗзийкқлмнңоөпрстуүфхһцчшщъыьэюя"
YENGI_ORDER: Final = (*"abdefghijklmnopqrstuwxyzƣⱨⱪəɵüⱬ", "ng", "zh", "ch", "sh")

_SPACE, _DIGIT, _FIRST, _OTHER = 0x02, 0x10, 0x20, 0xF0
_END: Final = b"\x01"  # between the letters and the word itself, below everything that goes on


def _weights(letters: Iterable[str]) -> dict[str, bytes]:
    digits = {str(digit): bytes([_DIGIT + digit]) for digit in range(10)}
    places = {letter: bytes([_FIRST + place]) for place, letter in enumerate(letters)}
    return {" ": bytes([_SPACE]), "\t": bytes([_SPACE]), "\u00a0": bytes([_SPACE]), **digits, **places}


_WEIGHTS: Final[Mapping[Script, Mapping[str, bytes]]] = {
    Script.ARABIC: _weights(LETTERS),
    Script.CYRILLIC: _weights(CYRILLIC_ORDER),
    Script.YENGI: _weights(YENGI_ORDER),
}
_DIGRAPHS: Final = frozenset(letter for letter in YENGI_ORDER if len(letter) == 2)


def sort_key(text: str, script: Script | None = Script.ARABIC) -> bytes:
    """The key to store beside a word and to sort by: shorter than 4 bytes a letter, compared byte by byte.

    ``script`` says which alphabet's order; None finds it by the letters of ``text``. In a BLOB (SQLite) or
    bytea (PostgreSQL) column it sorts alike everywhere.
    """
    text = whole(text)
    script = script or script_of(text)
    letters = text
    if script is Script.LATIN:  # the same letters in the same order, whichever script they are in
        letters, script = to_arabic(text, Script.LATIN), Script.ARABIC
    weights = _WEIGHTS[script]
    letters = letters if script is Script.ARABIC else letters.lower()
    if script is Script.YENGI:
        parts: Iterable[str] = _with_digraphs(letters)
    else:
        parts = letters
    return b"".join(_weight(part, weights) for part in parts) + _END + text.encode()


def in_order(texts: Iterable[str], script: Script | None = None) -> list[str]:
    """``texts`` sorted; without ``script``, by the alphabet most of their letters are in."""
    found = list(texts)
    script = script or script_of(" ".join(found))
    return sorted(found, key=lambda text: sort_key(text, script))


def _weight(part: str, weights: Mapping[str, bytes]) -> bytes:
    weight = weights.get(part)
    if weight is not None:
        return weight
    if part in APOSTROPHES or part == "ئ" or unicodedata.category(part)[0] not in "LN":
        return b""
    return bytes([_OTHER]) + part.encode()


def _with_digraphs(text: str) -> list[str]:
    parts: list[str] = []
    for letter in text:
        if parts and parts[-1] + letter in _DIGRAPHS:
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts
