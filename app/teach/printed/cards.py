"""Cards to cut out: a picture in front, the word behind. Printed on both sides and turned along the long
edge, each back lies behind its own front. A word without a picture has its meaning in front.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.services.lists import Chosen
from app.teach.paper import Mark, Page
from app.teach.printed.common import FOOT, MARGIN, Grid, Setup, credit, front, in_pages, word_and_meaning
from lexicon.records import Sense


def pages(chosen: Chosen, setup: Setup) -> tuple[Page, ...]:
    """Fronts and backs in turn."""
    width, height = setup.inner
    grid = Grid(MARGIN, MARGIN, width, height - FOOT, 3, 4, setup.rtl)
    found: list[Page] = []
    for some in in_pages(chosen.senses, grid.places):
        found.append((*_fronts(some, setup, grid), *credit(setup, some)))
        found.append(tuple(_backs(some, setup, grid)))
    return tuple(found)


def _fronts(some: Sequence[Sense], setup: Setup, grid: Grid) -> Iterator[Mark]:
    wide, high = grid.cell
    for place, sense in enumerate(some):
        x, y = grid.corner(place)
        yield grid.frame(place, cut=True)
        yield from front(sense, setup, x + 14, y + 14, wide - 28, high - 28, 22)


def _backs(some: Sequence[Sense], setup: Setup, grid: Grid) -> Iterator[Mark]:
    wide, high = grid.cell
    for place, sense in enumerate(some):
        x, y = grid.corner(place, mirrored=True)
        yield grid.frame(place, cut=True, mirrored=True)
        yield from word_and_meaning(sense, setup, x + 10, y + 30, wide - 20, high - 60, 34)
