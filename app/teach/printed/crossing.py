"""Words that cross one another, as in a crossword: where they cross they have the same letter, and beside one
another they touch nowhere else.

A cell is a letter as in a word search (``grid_of_letters``). Rows count from the top, columns as one reads.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.teach.printed.grid_of_letters import Place, cells_of

LARGEST: Final = 15
"""Cells a side at most: still a centimetre wide on paper."""
_TRIES: Final = 30

_Grid = dict[Place, str]


@dataclass(frozen=True, slots=True)
class Laid:
    """A word in the grid: where it begins, whether it runs down, and its ``number``, counted as one reads;
    two that begin in one cell share it.
    """

    word: str
    row: int
    column: int
    down: bool
    number: int = 0

    def path(self) -> Iterator[Place]:
        """The places of its letters."""
        for step in range(len(cells_of(self.word))):
            yield (self.row + step, self.column) if self.down else (self.row, self.column + step)


@dataclass(frozen=True, slots=True)
class Crossed:
    """``letters`` by place, the words that are laid, and those ``left`` for which there was no crossing."""

    letters: Mapping[Place, str]
    laid: tuple[Laid, ...]
    left: tuple[str, ...]

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return _spans(self.letters)


def cross(words: Sequence[str], lot: random.Random) -> Crossed:
    """Lay as many of ``words`` (UEY) as cross, each once, in as little room as a few tries find."""
    wanted = [word for word in dict.fromkeys(words) if cells_of(word)]
    best: list[Laid] = []
    for _ in range(_TRIES if wanted else 0):
        order = sorted(wanted, key=lambda word: (-len(cells_of(word)), lot.random()))
        found = _tried(order, lot)
        if (len(found), -_area(found)) > (len(best), -_area(best)):
            best = found
    moved = _numbered(_from_nought(best))
    letters = {
        place: cell for one in moved for place, cell in zip(one.path(), cells_of(one.word), strict=True)
    }
    there = {one.word for one in moved}
    return Crossed(letters, tuple(moved), tuple(word for word in words if word not in there))


def _tried(order: Sequence[str], lot: random.Random) -> list[Laid]:
    """The first word anyhow, each other where it crosses most; one without a place is tried again later."""
    grid: _Grid = {}
    found = [Laid(order[0], 0, 0, lot.random() < 0.3)]
    _write(found[0], grid)
    waiting = list(order[1:])
    for _ in range(3):
        later = []
        for word in waiting:
            ways = [(count, lot.random(), one) for one in _ways(word, grid) if (count := _legal(one, grid))]
            if ways:
                best = max(ways, key=lambda way: way[:2])[2]
                _write(best, grid)
                found.append(best)
            else:
                later.append(word)
        waiting = later
    return found


def _ways(word: str, grid: _Grid) -> Iterator[Laid]:
    """Every way in which the word goes through a letter that stands there."""
    for step, cell in enumerate(cells_of(word)):
        for (row, column), letter in grid.items():
            if letter == cell:
                yield Laid(word, row - step, column, True)
                yield Laid(word, row, column - step, False)


def _legal(one: Laid, grid: _Grid) -> int:
    """How many words it crosses there, 0 where it may not stand."""
    path = list(one.path())
    (row, column), (last_row, last_column) = path[0], path[-1]
    along = (1, 0) if one.down else (0, 1)
    before, after = (row - along[0], column - along[1]), (last_row + along[0], last_column + along[1])
    if max(_spans((*grid, *path))) > LARGEST:
        return 0
    if before in grid or after in grid:
        return 0
    crossings = 0
    down, across = along
    for (r, c), cell in zip(path, cells_of(one.word), strict=True):
        here = grid.get((r, c))
        if here is None and ((r + across, c + down) in grid or (r - across, c - down) in grid):
            return 0  # it would touch a word beside it
        if here is not None and here != cell:
            return 0
        crossings += int(here is not None)
    return crossings if crossings < len(path) else 0


def _spans(places: Iterable[Place]) -> tuple[int, int]:
    """How many rows and columns lie between the outermost of these."""
    rows, columns = [], []
    for row, column in places:
        rows.append(row)
        columns.append(column)
    return (max(rows) - min(rows) + 1, max(columns) - min(columns) + 1) if rows else (0, 0)


def _write(one: Laid, grid: _Grid) -> None:
    grid.update(zip(one.path(), cells_of(one.word), strict=True))


def _area(found: Sequence[Laid]) -> int:
    rows, columns = _spans(place for one in found for place in one.path())
    return rows * columns


def _from_nought(found: Sequence[Laid]) -> list[Laid]:
    top = min((place[0] for one in found for place in one.path()), default=0)
    first = min((place[1] for one in found for place in one.path()), default=0)
    return [Laid(one.word, one.row - top, one.column - first, one.down) for one in found]


def _numbered(found: Sequence[Laid]) -> list[Laid]:
    starts = sorted({(one.row, one.column) for one in found})
    number = {place: n for n, place in enumerate(starts, start=1)}
    named = [Laid(one.word, one.row, one.column, one.down, number[one.row, one.column]) for one in found]
    return sorted(named, key=lambda one: (one.number, one.down))
