"""Ids for rows that have none, and for copies, which must not share one with the row they were copied from.

Whoever adds a theme copies a file; this gives the copy ids of its own and changes no other byte. Of rows
with the same id the first keeps it, by file name and then line: name a copied file so that it comes after the
one it was copied from.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from lexicon.starter import reading
from lexicon.starter.checking import as_id
from lexicon.starter.rows import UnreadableStarterError, read_lines


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
    contents = {path: path.read_bytes() for path in reading.files(folder)}
    complaints = [one for path, content in contents.items() for one in read_lines(path.name, content)[1]]
    if complaints:
        raise UnreadableStarterError(complaints)
    taken = {
        id_
        for path, content in contents.items()
        for line in read_lines(path.name, content)[0]
        if (id_ := as_id(line.cells["id"])) is not None
    }
    seen: set[UUID] = set()
    given: list[Given] = []
    for path, content in contents.items():
        changed = []
        for line in read_lines(path.name, content)[0]:
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
            _write(path, _with_ids(content, changed))
            given += changed
    return tuple(given)


def _with_ids(content: bytes, given: Sequence[Given]) -> bytes:
    """The same bytes with new ids in some rows of the column ``id``."""
    rows = content.split(b"\n")
    column = [name.strip() for name in rows[0].decode("utf-8-sig").split("\t")].index("id")
    for one in given:
        cells = rows[one.line - 1].split(b"\t")
        end = b"\r" if column == len(cells) - 1 and cells[column].endswith(b"\r") else b""
        cells[column] = str(one.id).encode() + end
        rows[one.line - 1] = b"\t".join(cells)
    return b"\n".join(rows)


def _write(path: Path, content: bytes) -> None:
    """Put new content in place of a file's, whole or not at all, with its permissions kept."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
