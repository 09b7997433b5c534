"""The kinds of file that words come in from and go out to, by ending or by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from anatil import AnaTilError
from lexicon.exchange.entries import Book
from lexicon.exchange.tables.columns import Columns, guess
from lexicon.exchange.tables.reading import Row, rows_of_file, rows_of_text

TABLES: Final = ("csv", "tsv", "xlsx")
KINDS: Final = TABLES
_ENDINGS: Final = {".csv": "csv", ".tsv": "tsv", ".txt": "tsv", ".xlsx": "xlsx"}


class UnknownKindError(AnaTilError):
    """Nobody can tell by the name what kind of file it is."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"What kind of file “{name}” is cannot be told: please say --format ({', '.join(KINDS)})."
        )


def kind_of(path: Path, kind: str = "") -> str:
    """The kind that was named, else the one of the file's ending. Raises ``UnknownKindError``."""
    found = kind or _ENDINGS.get(path.suffix.lower(), "")
    if found not in KINDS:
        raise UnknownKindError(path.name)
    return found


@contextmanager
def opened(path: Path, kind: str = "", columns: Sequence[str] = ()) -> Iterator[tuple[Book, Columns | None]]:
    """What a file offers, and, of a table, what its columns are; its media can be read within."""
    kind_of(path, kind)
    yield of_rows(rows_of_file(path), path.stem, columns)


def pasted(text: str) -> tuple[Book, Columns]:
    """What somebody copied out of a spreadsheet."""
    return of_rows(rows_of_text(text), "", ())


def of_rows(rows: Sequence[Row], title: str, columns: Sequence[str]) -> tuple[Book, Columns]:
    """A table's entries; ``columns`` as ``Columns.of`` takes them, guessed where there are none."""
    from lexicon.exchange.tables.book import book

    guessed = guess(rows)
    known = Columns.of(columns, guessed.header) if columns else guessed
    return book(rows, known, title), known
