"""The kinds of file that words come in from and go out to, by ending or by name."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from anatil import AnaTilError
from lexicon.exchange.entries import Book
from lexicon.exchange.tables.columns import Columns, guess
from lexicon.exchange.tables.reading import Row, rows_of_file, rows_of_text

if TYPE_CHECKING:
    from lexicon.exchange.anki.deck import Deck
    from lexicon.exchange.anki.package import Package

TABLES: Final = ("csv", "tsv", "xlsx")
WRITTEN: Final = (*TABLES, "apkg", "lift", "json")
READ: Final = (*WRITTEN, "colpkg")
WITH_REST: Final = ("lift",)
"""Whose files say more of a word than is kept, which goes back with it."""
_ENDINGS: Final = {".txt": "tsv", ".zip": "lift"} | {f".{kind}": kind for kind in READ}
"""LIFT goes out as a zip, in which sounds and pictures lie with it."""


class UnknownKindError(AnaTilError):
    """Nobody can tell by the name what kind of file it is, or such files are only read here."""

    def __init__(self, name: str) -> None:
        known = ", ".join(READ)
        super().__init__(f"What kind of file “{name}” is cannot be told: please say --format ({known}).")


def kind_of(path: Path, kind: str = "") -> str:
    """The kind that was named, else the one of the file's ending. Raises ``UnknownKindError``."""
    found = kind or ("lift" if path.is_dir() else _ENDINGS.get(path.suffix.lower(), ""))
    if found not in READ:
        raise UnknownKindError(path.name)
    return found


PAPER: Final = (
    "cards", "words", "tracing", "letters", "memory", "bingo", "wordsearch", "crossword", "test", "choice",
)  # fmt: skip
_NEEDS: Final = ("fpdf", "fontTools", "openpyxl", "lxml")
"""Libraries of the desktop that these want; a phone has none of them."""


@cache
def made_here() -> tuple[str, ...]:
    """What a list can become on this device: kinds of paper, a page to send, files for other programs; on a
    phone nothing."""
    return (*PAPER, "page", "xlsx", "apkg", "lift") if all(map(find_spec, _NEEDS)) else ()


def found_in(folder: Path) -> tuple[Path, ...]:
    """The files of words in a folder, the newest first."""
    found = [path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in _ENDINGS]
    return tuple(sorted(found, key=lambda path: (-path.stat().st_mtime, path.name)))


@contextmanager
def opened(path: Path, kind: str = "", columns: Sequence[str] = ()) -> Iterator[tuple[Book, Columns | None]]:
    """What a file offers, and, of a table, what its columns are; its media can be read within."""
    known = kind_of(path, kind)
    if known in TABLES:
        yield of_rows(rows_of_file(path), path.stem, columns)
        return
    if known == "json":
        from lexicon.exchange import plain

        yield plain.read(path), None
        return
    if known == "lift":
        from lexicon.exchange.lift import reading, source

        with source.opened(path) as opened_source:
            yield reading.book(opened_source), None
        return
    from lexicon.exchange.anki import book

    with deck(path) as (opened_deck, opened_package):
        yield book.book(opened_deck, opened_package, path.stem), None


@contextmanager
def deck(path: Path) -> Iterator[tuple[Deck, Package]]:
    """A deck of Anki, unpacked while it is looked at."""
    from lexicon.exchange.anki import deck, package

    with (
        tempfile.TemporaryDirectory(prefix="anatil-") as folder,
        package.opened(path, Path(folder)) as opened_package,
    ):
        yield deck.read(opened_package.collection), opened_package


def pasted(text: str) -> tuple[Book, Columns]:
    """What somebody copied out of a spreadsheet."""
    return of_rows(rows_of_text(text), "", ())


def of_rows(rows: Sequence[Row], title: str, columns: Sequence[str]) -> tuple[Book, Columns]:
    """A table's entries; ``columns`` as ``Columns.of`` takes them, guessed where there are none."""
    from lexicon.exchange.tables.book import book

    guessed = guess(rows)
    known = Columns.of(columns, guessed.header) if columns else guessed
    return book(rows, known, title), known
