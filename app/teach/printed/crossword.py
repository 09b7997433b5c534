"""A crossword: an empty grid, a picture or a meaning for each word, and a page with the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from app.services.lists import Chosen
from app.teach.paper import Box, Mark, Page
from app.teach.printed.bingo import TooFewWordsError
from app.teach.printed.common import (
    FOOT,
    HEAD,
    INK,
    MARGIN,
    SOFT,
    Grid,
    Setup,
    credit,
    fit,
    front,
    heading,
    title_of,
)
from app.teach.printed.crossing import LARGEST, Crossed, cross
from app.teach.printed.grid_of_letters import cells_of
from lexicon.records import Sense
from lexicon.uyghur.scripts import Script, from_arabic

MOST: Final = 12
"""Words in one grid."""
FEWEST: Final = 4
SHARE: Final = 0.56
"""How much of the page's height the grid takes at most."""
COLUMNS: Final = 4


def pages(chosen: Chosen, setup: Setup) -> tuple[Page, ...]:
    """As many grids as the list has words for, each word once; then the answers.

    Words of several parts, of two letters, and those that cross no other are left out. Raises
    ``TooFewWordsError``.
    """
    words: dict[str, Sense] = {}
    for sense in chosen.senses:
        if cells_of(sense.headword):
            words.setdefault(sense.headword, sense)
    lot, waiting = setup.lot(), list(words)
    empty: list[Page] = []
    answers: list[Page] = []
    while len(waiting) >= FEWEST:
        some = _asked_apart(waiting, words)
        crossed = cross(some, lot)
        if len(crossed.laid) < FEWEST:
            break
        last, there = len(some) == len(waiting), {one.word for one in crossed.laid}
        waiting = [] if last else [word for word in waiting if word not in there]
        top = list(heading(title_of(chosen, setup), setup))
        asked = (*top, *_grid(crossed, setup, filled=False), *_asked(crossed, words, setup))
        shown = [words[one.word] for one in crossed.laid]
        empty.append((*asked, *credit(setup, shown)))
        answers.append((*heading(title_of(chosen, setup) + " ✓", setup), *_grid(crossed, setup, filled=True)))
    if not empty:
        raise TooFewWordsError(FEWEST, len(words))
    return (*empty, *answers)


def _asked_apart(waiting: Sequence[str], words: Mapping[str, Sense]) -> list[str]:
    """The first ``MOST`` words of which no two have one picture, nor mean what must not stand together: their
    clues would be the same."""
    some: list[Sense] = []
    for sense in (words[word] for word in waiting):
        alike = any(
            (sense.picture is not None and sense.picture == other.picture)
            or sense.id in other.apart
            or other.id in sense.apart
            for other in some
        )
        if not alike and len(some) < MOST:
            some.append(sense)
    return [sense.headword for sense in some]


def _side(crossed: Crossed, setup: Setup) -> float:
    """Of one cell, so that the grid fits; never larger than that of the largest grid would make it twice."""
    rows, columns = crossed.size
    width, height = setup.inner
    room = (height - HEAD - FOOT) * SHARE
    return min(width / columns, room / rows, 2 * width / LARGEST)


def _grid(crossed: Crossed, setup: Setup, *, filled: bool) -> Iterator[Mark]:
    _, columns = crossed.size
    side = _side(crossed, setup)
    left = (setup.size.width - columns * side) / 2
    script = setup.scripts[0]
    starts = {(one.row, one.column): one.number for one in crossed.laid}
    for (row, column), letter in sorted(crossed.letters.items()):
        x = left + (columns - 1 - column if setup.rtl else column) * side
        y = MARGIN + HEAD + row * side
        yield Box(x, y, side, side, INK)
        if filled:
            text = from_arabic(letter, script).removeprefix("'")
            yield from fit(text, x, y, side, side, setup.regular, side * 0.55, script is Script.ARABIC)
        number = starts.get((row, column))
        if number is not None:
            at = x + side * 0.62 if setup.rtl else x + side * 0.04
            wide, high = side * 0.34, side * 0.34
            yield from fit(
                str(number), at, y + side * 0.02, wide, high, setup.regular, side * 0.26, False,
                colour=SOFT, least=4.0,
            )  # fmt: skip


def _asked(crossed: Crossed, words: Mapping[str, Sense], setup: Setup) -> Iterator[Mark]:
    """What asks for each word: its number, which way it runs, and its picture or meaning."""
    rows, _ = crossed.size
    top = MARGIN + HEAD + rows * _side(crossed, setup) + 14
    width, _ = setup.inner
    height = setup.size.height - MARGIN - FOOT - top
    lines = -(-len(crossed.laid) // COLUMNS)
    grid = Grid(MARGIN, top, width, min(height, 110.0 * lines), COLUMNS, lines, setup.rtl)
    wide, high = grid.cell
    for place, one in enumerate(crossed.laid):
        x, y = grid.corner(place)
        way = "↓" if one.down else "←" if setup.rtl else "→"
        yield from fit(f"{one.number} {way}", x + 2, y, wide - 4, 18, setup.bold, 12, False, colour=SOFT)
        sense = words[one.word]
        meaning = setup.meaning(sense) if setup.picture(sense) is not None else ""
        below = 16 if meaning else 0
        yield from front(sense, setup, x + 4, y + 18, wide - 8, high - 22 - below, 12)
        yield from fit(
            meaning, x + 2, y + high - 4 - below, wide - 4, below, setup.regular, 10, False, colour=SOFT
        )
