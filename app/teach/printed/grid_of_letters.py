"""A square of letters with words hidden in it: each is there once, and no other word of the list by accident.

A cell is a letter of the alphabet: ئ and its vowel are one, and so are the pairs that Latin writes for one
letter. Words run as they are read, downwards, and aslant downwards.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lexicon.uyghur.alphabet import LETTERS, SEAT, VOWELS

Place = tuple[int, int]
"""Row from the top, column in reading order, from 0."""

DIRECTIONS: Final = ((0, 1), (1, 0), (1, 1))
LARGEST: Final = 16
LONGEST: Final = 12
_CELL: Final = re.compile(f"{SEAT}[{VOWELS}]|[{LETTERS}]")
_TRIES: Final = 200


@dataclass(frozen=True, slots=True)
class Hidden:
    """``rows`` of cells in reading order; ``words`` that are in it, each with its places; ``left`` words for
    which there was no room."""

    rows: tuple[tuple[str, ...], ...]
    words: Mapping[str, tuple[Place, ...]]
    left: tuple[str, ...]


def cells_of(word: str) -> tuple[str, ...]:
    """The letters of a word in UEY, one a cell; none for what is no single plain word."""
    found = tuple(_CELL.findall(word))
    return found if "".join(found) == word and 2 < len(found) <= LONGEST else ()


def hide(words: Sequence[str], lot: random.Random, side: int = 0) -> Hidden:
    """Hide words (UEY) in a square of ``side`` cells, as small as may be where it is 0."""
    wanted = {word: cells_of(word) for word in dict.fromkeys(words)}
    wanted = {word: cells for word, cells in wanted.items() if cells}
    if not wanted:
        return Hidden((), {}, tuple(words))
    longest = max(map(len, wanted.values()))
    least = max(longest, int((sum(map(len, wanted.values())) * 1.6) ** 0.5) + 1)
    for size in [side] if side else range(min(least, LARGEST), LARGEST + 1):
        for _ in range(_TRIES if size == LARGEST or side else 20):
            found = _tried(wanted, size, lot)
            if found is not None and (len(found.words) == len(wanted) or size == LARGEST or side):
                return Hidden(found.rows, found.words, tuple(one for one in words if one not in found.words))
    return Hidden((), {}, tuple(words))


def occurrences(rows: Sequence[Sequence[str]], cells: Sequence[str]) -> Iterator[tuple[Place, ...]]:
    """Everywhere a word can be read in a square, in the directions in which words are hidden or backwards."""
    side = len(rows)
    for row in range(side):
        for column in range(side):
            for down, along in (*DIRECTIONS, *((-a, -b) for a, b in DIRECTIONS), (1, -1), (-1, 1)):
                path = tuple((row + down * step, column + along * step) for step in range(len(cells)))
                if all(0 <= r < side and 0 <= c < side for r, c in (path[-1],)) and all(
                    rows[r][c] == cell for (r, c), cell in zip(path, cells, strict=True)
                ):
                    yield path


def _tried(wanted: Mapping[str, tuple[str, ...]], side: int, lot: random.Random) -> Hidden | None:
    laid: dict[Place, str] = {}
    paths: dict[str, tuple[Place, ...]] = {}
    for word in sorted(wanted, key=lambda one: (-len(wanted[one]), one)):
        path = _laid(wanted[word], side, laid, lot)
        if path is not None:
            laid |= dict(zip(path, wanted[word], strict=True))
            paths[word] = path
    fillers = sorted({cell for word in paths for cell in wanted[word]})
    if not fillers:
        return None
    rows = tuple(
        tuple(laid.get((row, column)) or lot.choice(fillers) for column in range(side)) for row in range(side)
    )
    once = all(_is_there_once(rows, wanted[word]) for word in paths)
    return Hidden(rows, {word: paths[word] for word in wanted if word in paths}, ()) if once else None


def _is_there_once(rows: Sequence[Sequence[str]], cells: Sequence[str]) -> bool:
    return len({frozenset(path) for path in occurrences(rows, cells)}) == 1


def _laid(
    cells: Sequence[str], side: int, laid: Mapping[Place, str], lot: random.Random
) -> tuple[Place, ...] | None:
    """A path for a word, one that crosses other words rather than not."""
    paths = []
    for down, along in DIRECTIONS:
        for row in range(side - down * (len(cells) - 1)):
            for column in range(side - along * (len(cells) - 1)):
                path = tuple((row + down * step, column + along * step) for step in range(len(cells)))
                if all(laid.get(place, cell) == cell for place, cell in zip(path, cells, strict=True)):
                    paths.append(path)
    if not paths:
        return None
    lot.shuffle(paths)
    return max(paths[:40], key=lambda path: sum(place in laid for place in path))
