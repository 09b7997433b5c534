"""Another script into the stored spelling: one ``Reader`` a script, made from its table.

*Strict* takes a text at its word: an apostrophe (Cyrillic ъ) is a seat or parts two letters, two vowels
side by side have no seat between them, ``ngh`` is ڭ and ھ, and a letter that the script does not have is an
error. Every text that ``Writer`` writes reads back so.

*Lenient*, for what people type: two vowels side by side get their seat (``saet``), but for the syllables of
Chinese loans in which the listed words have none (``jungxua``, ``yüen``); ``ngh`` is ن and غ, since no
listed word has ڭھ; a word with a foreign letter stays as it was typed. Where spelling alone cannot tell, a
lexicon can: see ``lexicon.uyghur.ways``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise, zip_longest
from typing import Final

from lexicon.uyghur.alphabet import (
    APOSTROPHES,
    CODES,
    LETTERS,
    SEAT,
    UEY,
    VOWELS,
    Page,
    UnreadableTextError,
    by_telling_byte,
    class_of,
    code_of,
)

_SEAT: Final = bytes([CODES[SEAT]])
_VOWEL, _LETTER, _APOSTROPHE = class_of(VOWELS), class_of(LETTERS), class_of(APOSTROPHES)
# What must stand before the apostrophe is asked last, so that the search runs on its own byte.
_CARRYING: Final = re.compile(
    _APOSTROPHE + b"(?<=" + _LETTER + _APOSTROPHE + b")" + _APOSTROPHE + b"*(?=" + _VOWEL + b")"
)
_PARTING: Final = re.compile(
    _APOSTROPHE + b"(?<=" + _LETTER + _APOSTROPHE + b")" + _APOSTROPHE + b"*(?=" + _LETTER + b")"
)


def _kinds() -> bytes:
    """What each byte is: V vowel, C consonant or seat, u unread Latin letter, ' apostrophe, or a dot."""
    table = bytearray(b"." * 0x100)
    for character, code in UEY.codes.items():
        if character in VOWELS:
            table[code] = ord("V")
        elif character in CODES:
            table[code] = ord("C")
        elif character in APOSTROPHES:
            table[code] = ord("'")
        elif code < 0x80 and character.isalpha():
            table[code] = ord("u")
    return bytes(table)


_KINDS: Final = _kinds()
_COMMA: Final = re.compile(r",(?![0-9])|,(?<![0-9],)")  # 3,5 keeps its comma
WORD: Final = re.compile(rf"[^\W\d_](?:[{APOSTROPHES}]*[^\W\d_])*")
"""A word of any script: letters, and apostrophes between them."""

# Counted in the 102,308 accepted forms and 34,870 headwords, without a seat : with one.
# ۈە 111 : 0; خۇا 43 : 0; جۇا 5 : 0; ۇە after these consonants 44 : 0 (after others 0 : 81);
# گۇا 27 : 10, where a following ڭ or the letters before it tell (گۇاڭجۇ, باگۇا; but نىكاراگۇئا, گۇئام).
LOAN: Final = re.compile(".ۈە|[خج]ۇا|(?<=با|گا|يې)گۇا|گۇا(?=ڭ)|[تگچخشجي]ۇە")
"""A letter and two vowels that have no seat between them, as in Chinese loans."""
_LOAN_CODE: Final = re.compile(
    re.sub(f"[{LETTERS}]", lambda letter: f"\\x{CODES[letter[0]]:x}", LOAN.pattern).encode("ascii"), re.DOTALL
)


class Reader:
    """Reads one script as UEY.

    ``letters`` maps a small letter to the UEY letters it is (``""``: none); capitals follow of themselves.
    ``only_lenient`` are letters of neighbouring alphabets that strict reading refuses. ``signs`` are letters
    that do an apostrophe's work. ``strict`` and ``lenient`` list digraphs as (letters side by side, letter
    meant), tried in this order; a letter that only digraphs have (the Latin c) maps to itself. ``lookalikes``
    are letters of other scripts that stand for this one's inside its words.
    """

    def __init__(
        self,
        name: str,
        letters: Mapping[str, str],
        *,
        only_lenient: Mapping[str, str] | None = None,
        signs: str = "",
        strict: Sequence[tuple[str, str]] = (),
        lenient: Sequence[tuple[str, str]] = (),
        lookalikes: Mapping[str, str] | None = None,
    ) -> None:
        self.name: Final = name
        self.signs: Final = frozenset(signs + signs.upper())
        self._letters = with_capitals(letters)
        self._only_lenient = with_capitals(only_lenient or {})
        self.letters: Final = {**self._only_lenient, **self._letters}
        """Every letter this script is read by, small and capital, with the UEY letters it is."""
        self._lookalikes = str.maketrans(dict(lookalikes or {}))
        self._alike = re.compile(f"[{''.join(lookalikes)}]" if lookalikes else "(?!)")
        self._own = re.compile("[" + "".join(filter(_beyond_ascii, self._letters)) + "]")
        self._page = Page(filter(_beyond_ascii, (*self.letters, *sorted(self.signs))))
        self._outside = self._page.outside()
        self._fold, self._steps = self._tables()
        self._digraphs = {
            of_strict: by_telling_byte(((code_of(pair), code_of(letter)) for pair, letter in digraphs), -1)
            for of_strict, digraphs in ((True, strict), (False, lenient))
        }
        self._neighbours = re.compile(f"[{''.join(self._only_lenient)}]" if self._only_lenient else "(?!)")

    def _tables(self) -> tuple[bytes, tuple[tuple[bytes, bytes], ...]]:
        """How bytes of this script's page become those of UEY: one for one, and those that become several.

        A letter that becomes none or several first turns into a byte that UEY leaves free.
        """
        fold = bytearray(range(0x100))
        free = iter(sorted({*range(0x80, 0x100)} - {*UEY.codes.values()}))
        slots: dict[str, int] = {}
        for letter, letters in self.letters.items():
            if len(letters) == 1:
                fold[self._page.codes[letter]] = UEY.codes[letters]
            else:
                if letters not in slots:
                    slots[letters] = next(free)
                fold[self._page.codes[letter]] = slots[letters]
        for sign in self.signs:
            fold[self._page.codes[sign]] = ord("'")
        return bytes(fold), tuple((bytes([slot]), code_of(letters)) for letters, slot in slots.items())

    def __call__(self, text: str, *, strict: bool = False) -> str:
        """``text`` in UEY. Raises ``UnreadableTextError`` only where ``strict``."""
        text = whole(text)
        code = self._code(text, strict)
        if code is None:
            text = self.mended(text)
            code = self._code(text, strict)
        if code is None:
            return with_eastern_marks(self._by_parts(text, strict))
        return with_eastern_marks(UEY.decode(_with_seats(code, strict)))

    def mended(self, text: str) -> str:
        """``text`` (NFC) with the look-alikes inside this script's words replaced, place by place."""
        if not (self._alike.search(text) and self._own.search(text)):
            return text
        return WORD.sub(lambda word: self._mended_word(word[0]), text)

    def _mended_word(self, word: str) -> str:
        own = word.translate(self._lookalikes)
        alike = all(
            letter in self._letters or letter in self.signs or letter in APOSTROPHES for letter in own
        )
        return own if alike or self._own.search(word) else word

    def _code(self, text: str, strict: bool) -> bytes | None:
        """The letters in UEY's bytes, seats still to come; None where something cannot be read."""
        if strict and self._neighbours.search(text):
            return None
        try:
            code = self._page.encode(text).translate(self._fold)
        except UnicodeEncodeError:
            return None
        for telling, pairs in self._digraphs[strict]:
            if telling in code:
                for pair, letter in pairs:
                    code = code.replace(pair, letter)
        for slot, letters in self._steps:
            code = code.replace(slot, letters)
        return None if b"u" in code.translate(_KINDS) else code

    def _by_parts(self, text: str, strict: bool) -> str:
        """For texts with characters the page lacks: around signs, where they are signs, else word by word."""
        odd = {*self._outside.findall(text)}
        if odd and not any(map(_part_of_words, odd)):
            parts = [(part, self._code(part, strict)) for part in self._outside.split(text)]
            if all(code is not None for _, code in parts):
                between = self._outside.findall(text)
                read = [UEY.decode(_with_seats(code, strict)) for _, code in parts if code is not None]
                return "".join(chain.from_iterable(zip_longest(read, between, fillvalue="")))
        return WORD.sub(lambda word: self._word(word, strict), text)

    def _word(self, word: re.Match[str], strict: bool) -> str:
        code = self._code(word[0], strict)
        if code is not None:
            return UEY.decode(_with_seats(code, strict))
        if strict:
            raise self._unreadable(word)
        return word[0]

    def _unreadable(self, word: re.Match[str]) -> UnreadableTextError:
        for place, letter in enumerate(word[0]):
            # Two letters together, because c is only read in ch.
            if self._code(letter, True) is None and self._code(word[0][place : place + 2], True) is None:
                return UnreadableTextError(word.start() + place, letter, self.name)
        return UnreadableTextError(word.start(), word[0], self.name)


def _beyond_ascii(letter: str) -> bool:
    return letter > "\x7f"


def _part_of_words(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


def with_capitals(letters: Mapping[str, str]) -> dict[str, str]:
    """The same table with the capital of every letter that has one of its own."""
    capitals = {letter.upper(): letters[letter] for letter in letters if len(letter.upper()) == 1}
    return {**capitals, **letters}


def whole(text: str) -> str:
    """``text`` in NFC."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def with_eastern_marks(text: str) -> str:
    """Comma, semicolon and question mark as the Arabic script has them; the comma within a number stays."""
    if "," in text:
        text = _COMMA.sub("،", text)
    if "?" in text or ";" in text:
        text = text.replace("?", "؟").replace(";", "؛")
    return text


def _with_seats(code: bytes, strict: bool) -> bytes:
    kinds = code.translate(_KINDS)
    if b"'" in kinds:
        code = _PARTING.sub(b"", _CARRYING.sub(_SEAT, code))
        kinds = code.translate(_KINDS)
    bare = [0] if kinds[:1] == b"V" else []
    if b".V" in kinds:
        bare += _seconds(b".V", kinds)
    if b"'V" in kinds:
        bare += _seconds(b"'V", kinds)
    if not strict and b"VV" in kinds:
        bare += (place for place in _seconds(b"VV", kinds) if not _LOAN_CODE.match(code, place - 2))
    return _seated(code, sorted(bare)) if bare else code


def _seconds(pair: bytes, kinds: bytes) -> list[int]:
    """Where the second byte of each ``pair`` stands."""
    places = []
    place = kinds.find(pair)
    while place >= 0:
        places.append(place + 1)
        place = kinds.find(pair, place + 1)
    return places


def _seated(code: bytes, bare: list[int]) -> bytes:
    ends = (*bare, len(code))
    return code[: ends[0]] + b"".join(_SEAT + code[place:end] for place, end in pairwise(ends))
