"""Out of the stored spelling into another script: one ``Writer`` a script, made from its table."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import Final

from lexicon.uyghur.alphabet import CODES, LETTERS, SEAT, UEY, VOWELS, class_of, code_of
from lexicon.uyghur.repair import repair

WESTERN_MARKS: Final = {"،": ",", "؛": ";", "؟": "?", "٪": "%"}
"""Punctuation as Latin and Cyrillic texts have it."""

_SEAT: Final = bytes([CODES[SEAT]])
_VOWELS: Final = frozenset(map(code_of, VOWELS))
_FIRST_SEAT: Final = re.compile(
    _SEAT + b"(?=" + class_of(VOWELS) + b")(?<!" + class_of(LETTERS + SEAT) + _SEAT + b")"
)
_BOUNDARIES: Final = tuple((boundary, boundary + _SEAT) for boundary in (b" ", b"\n"))


class Writer:
    """Writes UEY in another script.

    ``letters`` maps each of the 32 letters, and a pair such as يا, to what is written for it; ``seat`` is
    what stands for a seat inside a word (at a word's start it is left out). ``apart`` maps a letter to those
    after which the ``separator`` comes before it, because side by side they would read as another letter.
    """

    def __init__(
        self,
        letters: Mapping[str, str],
        *,
        seat: str,
        apart: Mapping[str, str] | None = None,
        separator: str = "'",
        marks: Mapping[str, str] = WESTERN_MARKS,
    ) -> None:
        self.letters: Final = {**letters, SEAT: seat}
        table = [""] * 0x100
        for character, code in UEY.codes.items():
            table[code] = marks.get(character, character)
        for letter, code in CODES.items():
            table[code] = self.letters[letter] if len(self.letters[letter]) == 1 else "\ufffe"
        free = [code for code in range(0x80, 0x100) if not table[code]]
        slots = {
            written: code for code, written in enumerate(table) if len(written) == 1 and written != "\ufffe"
        }

        def coded(written: str) -> bytes:
            for character in written:
                if character not in slots:
                    slots[character] = free.pop()
                    table[slots[character]] = character
            return bytes(slots[character] for character in written)

        self._apart = tuple(
            (CODES[second], _after(firsts, second), coded(separator) + code_of(second))
            for second, firsts in (apart or {}).items()
        )
        many = {letter: text for letter, text in self.letters.items() if len(letter) > 1 or len(text) > 1}
        # A pair goes before its letters.
        ordered = sorted(many, key=len, reverse=True)
        self._steps = tuple((code_of(letter), coded(many[letter])) for letter in ordered)
        self._table = "".join(written or "\ufffe" for written in table)

    def __call__(self, text: str) -> str:
        """``text`` in this script; other scripts' letters, digits and signs stay as they are.

        Wrong code points are read as ``repair`` would mend them; no error is raised.
        """
        try:
            return self._written(UEY.encode(text))
        except UnicodeEncodeError:
            odd = "".join({*_OUTSIDE.findall(text)})
            return self._mixed(repair(text).text if _MENDABLE.search(odd) else text)

    def _written(self, code: bytes) -> str:
        if code[:1] == _SEAT and code[1:2] in _VOWELS:
            code = code[1:]
        if _SEAT in code:
            for boundary, both in _BOUNDARIES:  # nearly all; quicker than the pattern, which finds the rest
                code = code.replace(both, boundary)
            code = _FIRST_SEAT.sub(b"", code)
        for second, after, parted in self._apart:
            if second in code:
                code = after.sub(parted, code)
        for letters, written in self._steps:
            code = code.replace(letters, written)
        return codecs.charmap_decode(code, "strict", self._table)[0]

    def _mixed(self, text: str) -> str:
        parts: list[str] = []
        end = 0
        for foreign in _OUTSIDE.finditer(text):
            parts += self._written(UEY.encode(text[end : foreign.start()])), foreign[0]
            end = foreign.end()
        return "".join((*parts, self._written(UEY.encode(text[end:]))))


def _after(firsts: str, second: str) -> re.Pattern[bytes]:
    """Matches ``second`` after one of ``firsts``; the search runs on the one byte."""
    return re.compile(code_of(second) + b"(?<=" + class_of(firsts) + code_of(second) + b")")


_OUTSIDE: Final = UEY.outside()
_MENDABLE: Final = re.compile("[\u00ad\u0300-\u036f\u0600-\u08ff\u200b-\u206f\ufb50-\ufeff]")
