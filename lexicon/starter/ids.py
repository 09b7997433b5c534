"""Ids for rows that have none, and for copies, which must not share one with the row they were copied from.

Whoever adds a theme copies a file; this gives the copy ids of its own and changes no other byte. Of rows
with the same id the first keeps it, by file name and then line: name a copied file so that it comes after the
one it was copied from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from lexicon.starter.checking import as_id
from lexicon.starter.files import files, sentence_files
from lexicon.starter.rewriting import with_cells
from lexicon.starter.rows import COLUMNS, UnreadableStarterError, read_lines
from lexicon.starter.sentences import COLUMNS as SENTENCE_COLUMNS
from lexicon.whole_files import replace_whole


@dataclass(frozen=True, slots=True)
class Given:
    """An id that was given; ``instead_of`` is what the cell held before (another row's id, or nothing)."""

    file: str
    line: int
    id: UUID
    instead_of: str


def give(folder: Path, new_id: Callable[[], UUID]) -> tuple[Given, ...]:
    """Give ids where they are missing or copied, each file rewritten whole or not at all.

    A cell that holds something else than an id is left for a person to look at. Raises
    ``UnreadableStarterError`` before anything is written when a file cannot be taken apart, and OSError.
    """
    contents = {path: path.read_bytes() for path in (*files(folder), *sentence_files(folder))}
    columns = dict.fromkeys(files(folder), COLUMNS) | dict.fromkeys(sentence_files(folder), SENTENCE_COLUMNS)
    read = {path: read_lines(path.name, content, columns[path]) for path, content in contents.items()}
    complaints = [one for _, wrong in read.values() for one in wrong]
    if complaints:
        raise UnreadableStarterError(complaints)
    taken = {
        id_ for lines, _ in read.values() for line in lines if (id_ := as_id(line.cells["id"])) is not None
    }
    seen: set[UUID] = set()
    given: list[Given] = []
    for path, (lines, _) in read.items():
        changed = []
        for line in lines:
            cell = line.cells["id"]
            id_ = as_id(cell)
            if cell and id_ is None:
                continue
            if id_ is not None and id_ not in seen:
                seen.add(id_)
                continue
            fresh = new_id()
            while fresh in taken:
                fresh = new_id()
            taken.add(fresh)
            changed.append(Given(path.name, line.number, fresh, cell))
        if changed:
            cells = {one.line: {"id": str(one.id)} for one in changed}
            replace_whole(path, with_cells(contents[path], cells))
            given += changed
    return tuple(given)
