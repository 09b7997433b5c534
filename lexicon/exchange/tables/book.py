"""A table's rows as entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lexicon.exchange.entries import Book, Entry, Passed, Sentence
from lexicon.exchange.tables.columns import Columns, Part
from lexicon.exchange.tables.reading import Row

BETWEEN: Final = ";"
"""What parts several lists in one cell."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def book(rows: Sequence[Row], columns: Columns, title: str = "") -> Book:
    """The entries of a table, a row an entry; a row without a word is passed over and said."""
    entries, passed = [], []
    for number, row in enumerate(rows, 1):
        if number == 1 and columns.header:
            continue
        cells = tuple(armed(cell) for cell in row)
        if not any(cells):
            continue
        place = f"row {number}"
        headword = _headword(cells, columns)
        if headword:
            entries.append(_entry(cells, columns, headword, place))
        else:
            passed.append(Passed(place, "there is no Uyghur word in it"))
    return Book(title, tuple(entries), tuple(passed))


def disarmed(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (an apostrophe before it, as OWASP advises)."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def armed(cell: str) -> str:
    """The other way round, for what was written by ``disarmed``."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell


def _headword(cells: Sequence[str], columns: Columns) -> str:
    for part in (Part.UYGHUR, Part.LATIN, Part.CYRILLIC):
        place = columns.place(part)
        if place is not None and place < len(cells) and cells[place]:
            return cells[place]
    return ""


def _entry(cells: Sequence[str], columns: Columns, headword: str, place: str) -> Entry:
    glosses: dict[str, str] = {}
    found: dict[Part, list[str]] = {part: [] for part in Part}
    for kind, cell in zip(columns.kinds, cells, strict=False):
        if isinstance(kind, Part):
            found[kind] += [cell] if cell else []
        elif cell:
            glosses[kind] = f"{glosses[kind]}, {cell}" if kind in glosses else cell
    return Entry(
        headword=headword,
        glosses=glosses,
        part_of_speech="".join(found[Part.PART_OF_SPEECH][:1]).lower(),
        examples=tuple(Sentence(text) for text in found[Part.EXAMPLE]),
        lists=tuple(one.strip() for cell in found[Part.LIST] for one in cell.split(BETWEEN) if one.strip()),
        note=" ".join(found[Part.NOTE]),
        key="".join(found[Part.KEY][:1]),
        place=place,
    )
