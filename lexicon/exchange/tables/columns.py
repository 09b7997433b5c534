"""What the columns of a table are: by their headers where there are any, else by what stands in them.

The guess is shown before anything comes in, and can be set right (``Columns.of``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from anatil import AnaTilError
from lexicon import search_keys
from lexicon.exchange.tables.reading import Row
from lexicon.records import UNSAID
from lexicon.uyghur.scripts import Script, script_of

_LOOKED_AT: Final = 200
"""Rows that are enough to tell a column by."""
_CODE: Final = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language as BCP-47 writes it, in a row of headers of which others are known."""


class Part(StrEnum):
    """What a column may be, besides a meaning in some language; the values are headers that are known."""

    UYGHUR = "uyghur"
    LATIN = "latin"
    CYRILLIC = "cyrillic"
    PART_OF_SPEECH = "part of speech"
    EXAMPLE = "example"
    LIST = "list"
    NOTE = "note"
    KEY = "id"
    NOTHING = "-"


LANGUAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("english", "englisch", "anglais", "ingilizce", "английский", "ئىنگلىزچە", "meaning", "gloss",
           "translation"),
    "tr": ("turkish", "türkisch", "turc", "türkçe", "турецкий", "تۈركچە"),
    "de": ("german", "deutsch", "allemand", "almanca", "немецкий", "bedeutung", "نېمىسچە", "گېرمانچە"),
    "fr": ("french", "französisch", "français", "fransızca", "французский", "فرانسۇزچە"),
    "ru": ("russian", "russisch", "russe", "rusça", "русский", "перевод", "рускчә", "رۇسچە"),
    "kk": ("kazakh", "kasachisch", "kazakça", "казахский", "қазақша"),
    "zh": ("chinese", "chinesisch", "chinois", "çince", "китайский", "中文", "汉语", "خەنزۇچە"),
    "sv": ("swedish", "schwedisch", "suédois", "svenska"),
    "nl": ("dutch", "niederländisch", "nederlands"),
    "no": ("norwegian", "norwegisch", "norsk"),
    "ja": ("japanese", "japanisch", "日本語"),
}  # fmt: skip
_PARTS: Final[Mapping[Part, tuple[str, ...]]] = {
    Part.UYGHUR: ("uyghur", "ug", "uey", "uighur", "uygur", "uygurca", "uigurisch", "ouïghour", "уйгурский",
                  "уйғурчә", "ئۇيغۇرچە", "headword", "word", "wort", "mot", "слово", "kelime", "сөз", "سۆز",
                  "arabic", "uyghur arabic"),
    Part.LATIN: ("latin", "uly", "ug-latn", "uyghur latin", "lateinisch", "латиница"),
    Part.CYRILLIC: ("cyrillic", "usy", "ug-cyrl", "uyghur cyrillic", "kyrillisch", "кириллица"),
    Part.PART_OF_SPEECH: ("part of speech", "pos", "wortart", "nature", "часть речи", "sözcük türü"),
    Part.EXAMPLE: ("example", "sentence", "beispiel", "exemple", "пример", "örnek", "مىسال"),
    Part.LIST: ("list", "theme", "topic", "lesson", "tags", "thema", "thème", "тема", "konu"),
    Part.NOTE: ("note", "notes", "comment", "notiz", "remarque", "заметка", "not"),
    Part.KEY: ("id", "guid", "uuid"),
}  # fmt: skip


class ColumnsError(AnaTilError):
    """A column was called something that it cannot be; the message names what it can."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column is: a ``Part``, or the BCP-47 language of its meanings (``UNSAID``: nobody says).

    ``header``: whether the first row names the columns and is no word; ``guessed`` whether the Uyghur column
    was told by its letters alone.
    """

    kinds: tuple[Part | str, ...]
    header: bool
    guessed: bool = False

    @classmethod
    def of(cls, names: Sequence[str], header: bool) -> Columns:
        """As somebody has set it: headers that are understood here, BCP-47 codes, or "-". Raises
        ``ColumnsError``."""
        kinds = []
        for name in names:
            kind = _named(name)
            if kind is None:
                raise ColumnsError(
                    f"“{name}” is no kind of column: please use uyghur, latin, cyrillic, a language such as "
                    "en, part of speech, example, list, note, id, or - for none."
                )
            kinds.append(kind)
        return cls(tuple(kinds), header)

    def place(self, kind: Part) -> int | None:
        """Where the first column of a kind stands."""
        return self.kinds.index(kind) if kind in self.kinds else None


def guess(rows: Sequence[Row]) -> Columns:
    """What the columns of these rows are."""
    first = rows[0] if rows else ()
    named = tuple(_named(cell) for cell in first)
    header = sum(kind is not None for kind in named) >= max(1, (len(first) + 1) // 2)
    width = max((len(row) for row in rows[:_LOOKED_AT]), default=0)
    kinds: list[Part | str] = [Part.NOTHING] * width
    for place, kind in enumerate(named if header else ()):
        code = first[place] if _CODE.fullmatch(first[place]) else Part.NOTHING
        kinds[place] = code if kind is None else kind
    guessed = not any(kind in (Part.UYGHUR, Part.LATIN, Part.CYRILLIC) for kind in kinds)
    if guessed:
        _by_letters(kinds, rows[header:_LOOKED_AT], header)
    return Columns(tuple(kinds), header, guessed)


def of_names(names: Sequence[str], rows: Sequence[Row]) -> Columns:
    """What columns with these names are, which need not be known; ``rows`` are all of them words."""
    kinds = [Part.NOTHING if (kind := _named(name)) is None else kind for name in names]
    guessed = Part.UYGHUR not in kinds
    if guessed:
        _by_letters(kinds, rows, header=False)
    return Columns(tuple(kinds), header=False, guessed=guessed)


def _named(name: str) -> Part | str | None:
    folded = search_keys.fold(name)
    if name == Part.NOTHING or not folded:
        return Part.NOTHING if name == Part.NOTHING else None
    for part, names in _PARTS.items():
        if folded in map(search_keys.fold, names):
            return part
    for language, names in LANGUAGES.items():
        if folded == language or folded in map(search_keys.fold, names):
            return language
    return None


def _by_letters(kinds: list[Part | str], rows: Sequence[Row], header: bool) -> None:
    """The column with the most Arabic letters is Uyghur; without any, the first. What else has words, and no
    name, is a meaning in a language that nobody said."""
    columns = [[row[place] for row in rows if place < len(row) and row[place]] for place in range(len(kinds))]
    arabic = [sum(script_of(cell) is Script.ARABIC and not cell.isascii() for cell in one) for one in columns]
    if any(arabic):
        best = arabic.index(max(arabic))
    else:
        best = next((place for place, one in enumerate(columns) if one and kinds[place] is Part.NOTHING), -1)
    if best >= 0:
        kinds[best] = Part.UYGHUR
    if not header:
        for place, cells in enumerate(columns):
            if kinds[place] is Part.NOTHING and any(any(map(str.isalpha, cell)) for cell in cells):
                kinds[place] = UNSAID
