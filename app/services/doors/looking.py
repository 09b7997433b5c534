"""A file from another tool, opened and compared with what is kept. Nothing is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.services.doors import kinds
from app.services.doors.matching import Match, Matched, Vocabulary
from app.services.household import Household
from app.services.progress_files import StoppedError, Told, silent
from lexicon import senses
from lexicon.exchange.entries import Book, Passed
from lexicon.exchange.tables.columns import Columns

_TOLD_EVERY = 200


@dataclass(frozen=True, slots=True)
class Looked:
    """What is in a file. ``columns`` only for a table; ``voices``, ``pictures`` and ``answers`` how many it
    has; ``path`` and ``kind`` where it can be read again, None and "" for what was pasted."""

    title: str
    matched: tuple[Matched, ...]
    passed: tuple[Passed, ...]
    columns: Columns | None
    voices: int
    pictures: int
    path: Path | None = None
    kind: str = ""
    answers: int = 0

    def count(self, match: Match) -> int:
        """How many entries have come out so."""
        return Counter(one.match for one in self.matched)[match]

    @property
    def left_out(self) -> tuple[Passed, ...]:
        """Everything that does not come in, each with its reason."""
        out = (Passed(one.entry.place, one.why) for one in self.matched if one.match is Match.OUT)
        return (*self.passed, *out)


def look(
    household: Household,
    path: Path,
    *,
    kind: str = "",
    columns: Sequence[str] = (),
    language: str = "en",
    told: Told = silent,
) -> Looked:
    """What ``path`` holds and what bringing it in would do.

    ``kind`` as ``kinds`` names them, by the ending where it is ""; ``columns`` sets right what the columns of
    a table are; ``language`` is that of meanings of which the file says none. Raises ``UnknownKindError``,
    ``SourceError``, ``ArchiveError``, ``ColumnsError``, ``StoppedError``, ``StoreError`` or OSError.
    """
    with kinds.opened(path, kind, columns) as (book, told_columns):
        return replace(compared(household, book, told_columns, language, told), path=path, kind=kind)


def compared(
    household: Household, book: Book, columns: Columns | None, language: str, told: Told = silent
) -> Looked:
    """As ``look``, for entries that are at hand (a table that was pasted)."""
    with household.kept.read() as connection:
        vocabulary = Vocabulary(senses.all_senses(connection, household.now_ms()), language)
    matched = []
    for place, entry in enumerate(book.entries):
        if place % _TOLD_EVERY == 0 and not told(place, len(book.entries)):
            raise StoppedError("Stopped. Nothing was changed.")
        matched.append(vocabulary.match(entry))
    voices = sum(len(one.voices) for one in book.entries)
    pictures = sum(one.picture is not None for one in book.entries)
    return Looked(book.title, tuple(matched), book.passed, columns, voices, pictures, answers=book.answers)
