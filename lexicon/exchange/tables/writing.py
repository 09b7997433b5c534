"""Entries as a table: CSV, TSV or XLSX, which every spreadsheet opens rightly and nothing in it computes."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Final

from lexicon.exchange.entries import Entry
from lexicon.exchange.tables.book import BETWEEN, disarmed
from lexicon.uyghur.scripts import Script, from_arabic

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NAMES: Final = {
    "en": "English", "tr": "Turkish", "de": "German", "fr": "French", "ru": "Russian", "kk": "Kazakh",
    "zh": "Chinese", "sv": "Swedish", "nl": "Dutch", "no": "Norwegian", "ja": "Japanese",
}  # fmt: skip
"""Headers of languages; any other is its BCP-47 code."""
_DAY: Final = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""When a workbook says it was made: the same entries give the same bytes."""


def table(entries: Iterable[Entry]) -> tuple[tuple[str, ...], ...]:
    """Header and rows. Only languages that some entry has are columns, English first, then as they come."""
    every = tuple(entries)
    languages = list(dict.fromkeys(code for one in every for code in one.glosses))
    languages.sort(key=lambda code: (list(NAMES).index(code) if code in NAMES else len(NAMES), code))
    meanings = [NAMES.get(code, code) for code in languages]
    header = ("Uyghur", "Latin", "Cyrillic", "Part of speech", *meanings, "Example", "List", "Note", "Id")
    return (header, *(_row(one, languages) for one in every))


def _row(entry: Entry, languages: Sequence[str]) -> tuple[str, ...]:
    cells = (
        entry.headword,
        from_arabic(entry.headword, Script.LATIN),
        from_arabic(entry.headword, Script.CYRILLIC),
        entry.part_of_speech,
        *(entry.glosses.get(code, "") for code in languages),
        entry.examples[0].text if entry.examples else "",
        f"{BETWEEN} ".join(entry.lists),
        entry.note,
        entry.key,
    )
    return tuple(unicodedata.normalize("NFC", cell) for cell in cells)


def text(rows: Iterable[Sequence[str]], separator: str) -> bytes:
    """CSV (``,``, ``;``) or TSV (tab) in UTF-8 with a mark at its beginning, by which Excel knows it."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([disarmed(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def workbook(rows: Sequence[Sequence[str]], title: str = "Words") -> bytes:
    """An XLSX with one sheet; see ``sheets``."""
    return sheets({title: rows})


def sheets(tables: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """An XLSX with a sheet a table, by its title; columns are as wide as their words; every cell is text and
    no formula. The same tables give the same bytes."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    book.properties.creator = ""
    book.properties.created = book.properties.modified = _DAY
    for title, rows in tables.items():
        sheet = book.create_sheet(_sheet_name(title))
        _lay_out(sheet, rows)
        for row in rows:
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, value)
                cell.data_type = "s"  # “=1+1” stays what it is: four signs
                cells.append(cell)
            sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return _same_bytes(out.getvalue())


def _lay_out(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for place, cells in enumerate(zip(*rows, strict=True), 1):
        longest = max(map(len, cells))
        sheet.column_dimensions[get_column_letter(place)].width = min(60, max(8, longest + 2))


def _sheet_name(title: str) -> str:
    """Excel takes 31 letters and not these: [ ] : * ? / \\ (its own documentation of sheet names)."""
    kept = "".join(" " if sign in "[]:*?/\\" else sign for sign in title).strip("' ")
    return kept[:31] or "Words"


def _same_bytes(content: bytes) -> bytes:
    """The workbook's zip without the hour it was made at."""
    import zipfile

    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                part = _without_hour(part)
            zipped.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _without_hour(part: bytes) -> bytes:
    """openpyxl writes the present moment as the last change, whatever it was told."""
    import re

    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", part)
