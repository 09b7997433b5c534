"""A table out of a file from a stranger, or out of what somebody pastes: rows of plain text, within limits.

Nothing is computed: of a formula in a workbook comes what it last showed, in a text file it is text.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Final

from lexicon.exchange import archives
from lexicon.exchange.flaws import ArchiveError, Flaw, SourceError
from lexicon.exchange.zip_directory import Entry, Limits

MOST_BYTES: Final = 50_000_000
"""Of a text file: 100,000 rows with eight languages are 15 MB."""
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 200_000, 100, 2_000
XLSX: Final = Limits(2_000, 200_000_000, 400_000_000)
"""Of a workbook, which is a zip; 100,000 rows are some 30 MB of XML."""
SEPARATORS: Final = "\t,;"

Row = tuple[str, ...]


class TableError(SourceError):
    """The file is no table that can be read; the message says why, and the next step."""


def rows_of_file(path: Path) -> tuple[Row, ...]:
    """The rows of a .csv, .tsv, .txt or .xlsx file, empty ones too, cells in NFC and without edges of space.

    Raises ``TableError`` or OSError.
    """
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise TableError(f"{path.name} is too large: please split it into files of {MOST_BYTES // 10**6} MB.")
    if content.startswith(b"PK"):
        return _of_workbook(path)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError(f"{path.name} is of an old Excel: please save it as .xlsx or .csv, then try again.")
    return rows_of_text(_decoded(content, path.name), path.name)


def rows_of_text(text: str, name: str = "The table") -> tuple[Row, ...]:
    """The rows of a text with tabs, commas or semicolons, as a spreadsheet saves or copies it.

    Raises ``TableError``.
    """
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=False)
    try:
        return _rows(reader, name)
    except csv.Error as error:
        raise TableError(f"{name} cannot be read as a table in line {reader.line_num}: {error}.") from error


def _decoded(content: bytes, name: str) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if content.startswith(mark):
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError as error:
                raise TableError(
                    f"{name} is not in UTF-8: please save it as “CSV UTF-8” or as .xlsx, then try again."
                ) from error
            break
    if "\0" in text:
        raise TableError(f"{name} is no table: please give a .csv, .tsv or .xlsx file.")
    return text


def _separator(text: str) -> str:
    """What makes most of the first rows equally wide; of two alike, what makes them wider."""
    lines = [line for line in text[:100_000].splitlines(keepends=True)[:50] if line.strip()]

    def fit(one: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=one))
        except csv.Error:
            return 0, 0
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))

    return max(SEPARATORS, key=fit)


def _of_workbook(path: Path) -> tuple[Row, ...]:
    import openpyxl  # half a second, for workbooks alone
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with archives.opened(path, XLSX) as archive:
            if "xl/workbook.xml" not in {entry.name for entry in archive.entries}:
                raise TableError(f"{path.name} is no workbook: please give a .csv, .tsv or .xlsx file.")
            for entry in archive.entries:
                _refuse_entities(archive, entry, path.name)
        book = openpyxl.load_workbook(BytesIO(path.read_bytes()), read_only=True, data_only=True)
        try:
            sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
            if sheet is None:
                raise TableError(f"There is no sheet in {path.name}.")
            sheet.reset_dimensions()  # a file may lie about how large it is
            return _rows((map(_shown, row) for row in sheet.iter_rows(values_only=True)), path.name)
        finally:
            book.close()
    except ArchiveError as error:
        if error.flaw is Flaw.NOT_A_ZIP:
            raise TableError(f"{path.name} is damaged: please save it anew, then try again.") from error
        raise TableError(f"{path.name}: {error}") from error
    except (
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
    ) as error:  # an XML parser's errors are SyntaxErrors, whichever parser it is
        raise TableError(f"{path.name} is damaged: please save it anew, then try again.") from error


def _refuse_entities(archive: archives.Archive, entry: Entry, name: str) -> None:
    """No spreadsheet writes a DTD; one that is there is meant to grow or to reach for other files."""
    if not entry.name.endswith((".xml", ".rels")):
        return
    tail = b""
    for piece in archive.chunks(entry):
        if b"<!DOCTYPE" in tail + piece or b"<!ENTITY" in tail + piece:
            raise TableError(f"{name} holds something that no spreadsheet writes, and is not read.")
        tail = piece[-16:]


def _shown(value: Any) -> str:
    """A cell as a person sees it, near enough: words matter here, and a number may be a level or a date."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _rows(found: Iterable[Iterable[str]], name: str) -> tuple[Row, ...]:
    rows = tuple(_bounded(found, name))
    last = max((place for place, row in enumerate(rows) if any(row)), default=-1)
    return rows[: last + 1]


def _bounded(found: Iterable[Iterable[str]], name: str) -> Iterator[Row]:
    for number, cells in enumerate(found, 1):
        if number > MOST_ROWS:
            raise TableError(f"{name} has more than {MOST_ROWS:,} rows: please split it.")
        row = [" ".join(unicodedata.normalize("NFC", cell).split()) for cell in cells]
        while row and not row[-1]:
            row.pop()
        if len(row) > MOST_COLUMNS:
            raise TableError(f"Row {number} of {name} has more than {MOST_COLUMNS} columns: is it a table?")
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise TableError(f"Row {number} of {name} has a cell longer than {LONGEST_CELL:,} letters.")
        yield tuple(row)
