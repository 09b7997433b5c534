"""Bingo: boards that all differ, and the words to call, cut apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Final

from anatil import AnaTilError
from app.services.lists import Chosen
from app.teach.paper import Mark, Page
from app.teach.printed.common import (
    FOOT,
    HEAD,
    MARGIN,
    Grid,
    Setup,
    credit,
    fit,
    front,
    heading,
    in_pages,
    title_of,
    written,
)
from lexicon.records import Sense
from lexicon.uyghur.scripts import Script

FEWEST: Final = 9
"""Words of the smallest board, three by three; from 16 words on it is four by four."""


class TooFewWordsError(AnaTilError):
    """A game cannot be made of so few words."""

    def __init__(self, fewest: int, here: int) -> None:
        super().__init__(f"This needs {fewest} words at least, and the list has {here}: please add some.")


def pages(chosen: Chosen, setup: Setup) -> tuple[Page, ...]:
    """``setup.count`` boards, a page each, then the words to call. Raises ``TooFewWordsError``."""
    words = chosen.senses
    if len(words) < FEWEST:
        raise TooFewWordsError(FEWEST, len(words))
    side = 4 if len(words) > 16 else 3
    width, height = setup.inner
    grid = Grid(MARGIN, MARGIN + HEAD, width, height - HEAD - FOOT, side, side, setup.rtl)
    boards = _boards(words, setup, grid.places)
    found: list[Page] = []
    for board in boards:
        marks = [*heading(title_of(chosen, setup), setup), *_board(board, setup, grid)]
        found.append((*marks, *credit(setup, board)))
    calls = Grid(MARGIN, MARGIN, width, height, 4, 10, setup.rtl)
    found += [tuple(_calls(some, setup, calls)) for some in in_pages(words, calls.places)]
    return tuple(found)


def _boards(words: Sequence[Sense], setup: Setup, places: int) -> Iterator[Sequence[Sense]]:
    """No two boards have the same words on the same places."""
    lot = setup.lot()
    given: set[tuple[object, ...]] = set()
    for _ in count():
        if len(given) >= setup.count:
            return
        board = lot.sample(list(words), places)
        key = tuple(sense.id for sense in board)
        if key not in given:
            given.add(key)
            yield board


def _board(board: Sequence[Sense], setup: Setup, grid: Grid) -> Iterator[Mark]:
    wide, high = grid.cell
    for place, sense in enumerate(board):
        x, y = grid.corner(place)
        yield grid.frame(place)
        yield from front(sense, setup, x + 10, y + 10, wide - 20, high - 20, 20)


def _calls(some: Sequence[Sense], setup: Setup, grid: Grid) -> Iterator[Mark]:
    wide, high = grid.cell
    for place, sense in enumerate(some):
        x, y = grid.corner(place)
        yield grid.frame(place, cut=True)
        text = written(sense, setup.scripts[0])
        rtl = setup.scripts[0] is Script.ARABIC
        yield from fit(text, x + 6, y + 4, wide - 12, high - 8, setup.bold, 22, rtl)
