"""Pairs to cut out and find: a picture and its word; where there is no picture, a meaning and its word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.services.lists import Chosen
from app.teach.paper import Mark, Page
from app.teach.printed.common import FOOT, MARGIN, Grid, Setup, credit, fit, front, in_pages, written
from lexicon.records import Sense
from lexicon.uyghur.scripts import Script


def pages(chosen: Chosen, setup: Setup) -> tuple[Page, ...]:
    """Each word twice, side by side: the scissors part them."""
    width, height = setup.inner
    grid = Grid(MARGIN, MARGIN, width, height - FOOT, 4, 5, setup.rtl)
    return tuple(
        (*_pairs(some, setup, grid), *credit(setup, some))
        for some in in_pages(chosen.senses, grid.places // 2)
    )


def _pairs(some: Sequence[Sense], setup: Setup, grid: Grid) -> Iterator[Mark]:
    wide, high = grid.cell
    rtl = setup.scripts[0] is Script.ARABIC
    for place, sense in enumerate(some):
        x, y = grid.corner(2 * place)
        yield grid.frame(2 * place, cut=True)
        yield from front(sense, setup, x + 12, y + 12, wide - 24, high - 24, 18)
        x, y = grid.corner(2 * place + 1)
        yield grid.frame(2 * place + 1, cut=True)
        text = written(sense, setup.scripts[0])
        yield from fit(text, x + 8, y + 8, wide - 16, high - 16, setup.bold, 28, rtl)
