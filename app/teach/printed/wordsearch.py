"""A word search: letters in a square, the words to find as pictures and words, and a page with the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from app.services.lists import Chosen
from app.teach.paper import Box, Mark, Page
from app.teach.printed.bingo import TooFewWordsError
from app.teach.printed.common import (
    FINE,
    FOOT,
    HEAD,
    MARGIN,
    SOFT,
    TINT,
    Grid,
    Setup,
    credit,
    fit,
    heading,
    image,
    title_of,
    written,
)
from app.teach.printed.grid_of_letters import Hidden, cells_of, hide
from lexicon.records import Sense
from lexicon.uyghur.scripts import Script, from_arabic

Square = tuple[float, float, float]
"""Left, top, and how long its sides are."""

MOST: Final = 15
"""Words in one square."""
FEWEST: Final = 3


def pages(chosen: Chosen, setup: Setup) -> tuple[Page, ...]:
    """As many squares as the list has words for, each with its answer behind it, at the end.

    Words of several parts are left out. Raises ``TooFewWordsError``.
    """
    words: dict[str, Sense] = {}
    for sense in chosen.senses:
        if cells_of(sense.headword):
            words.setdefault(sense.headword, sense)
    if len(words) < FEWEST:
        raise TooFewWordsError(FEWEST, len(words))
    lot = setup.lot()
    found, answers = [], []
    for some in _shares(list(words)):
        hidden = hide(some, lot)
        senses = [words[word] for word in hidden.words]
        square = _square(setup)
        top = list(heading(title_of(chosen, setup), setup))
        asked = (*top, *_letters(hidden, setup, square), *_asked(senses, setup, square))
        found.append((*asked, *credit(setup, senses)))
        answers.append((*top, *_tints(hidden, square, setup.rtl), *_letters(hidden, setup, square)))
    return (*found, *answers)


def _shares(words: list[str]) -> Iterator[list[str]]:
    """Squares of about as many words, ``MOST`` at most."""
    squares = -(-len(words) // MOST)
    for place in range(squares):
        yield words[place * len(words) // squares : (place + 1) * len(words) // squares]


def _square(setup: Setup) -> Square:
    width, height = setup.inner
    side = min(width, (height - HEAD - FOOT) * 0.66)
    return (setup.size.width - side) / 2, MARGIN + HEAD, side


def _corner(square: Square, of: int, row: int, column: int, rtl: bool) -> tuple[float, float]:
    x, y, side = square
    cell = side / of
    return x + (of - 1 - column if rtl else column) * cell, y + row * cell


def _letters(hidden: Hidden, setup: Setup, square: Square) -> Iterator[Mark]:
    of = len(hidden.rows)
    cell = square[2] / of
    script = setup.scripts[0]
    yield Box(square[0], square[1], square[2], square[2], FINE)
    for row, letters in enumerate(hidden.rows):
        for column, letter in enumerate(letters):
            x, y = _corner(square, of, row, column, setup.rtl)
            text = from_arabic(letter, script).removeprefix("'")
            yield from fit(text, x, y, cell, cell, setup.regular, cell * 0.6, script is Script.ARABIC)


def _tints(hidden: Hidden, square: Square, rtl: bool) -> Iterator[Mark]:
    of = len(hidden.rows)
    cell = square[2] / of
    for row, column in sorted({place for path in hidden.words.values() for place in path}):
        yield Box(*_corner(square, of, row, column, rtl), cell, cell, FINE, fill=TINT)


def _asked(senses: Sequence[Sense], setup: Setup, square: Square) -> Iterator[Mark]:
    """The words to find, under their pictures."""
    top = square[1] + square[2] + 12
    width, _ = setup.inner
    height = setup.size.height - MARGIN - FOOT - top
    columns = 5
    rows = -(-len(senses) // columns)
    grid = Grid(MARGIN, top, width, height, columns, rows, setup.rtl)
    wide, high = grid.cell
    for place, sense in enumerate(senses):
        x, y = grid.corner(place)
        path = setup.picture(sense)
        above = high - 24 if path is not None else 0
        if path is not None:
            yield image(path, x, y, wide, above)
        text = written(sense, setup.scripts[0])
        rtl = setup.scripts[0] is Script.ARABIC
        yield from fit(text, x + 2, y + above, wide - 4, min(24, high), setup.regular, 17, rtl, colour=SOFT)
