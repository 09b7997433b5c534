"""Words to write: each once to look at, once dotted to draw over, and lines to write it alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.pens.transformPen import TransformPen

from app.services.lists import Chosen
from app.teach import lettering
from app.teach.paper import Mark, Page, Rule, Words
from app.teach.printed.common import (
    ARABIC,
    FINE,
    FOOT,
    MARGIN,
    SOFT,
    Setup,
    credit,
    fit,
    image,
    in_pages,
    written,
)
from lexicon.records import Sense

BLOCK: Final = 125.0
"""Points a word takes: one line to see and trace, one to write on."""
SIZE: Final = 50.0
PICTURE: Final = 56.0


def pages(chosen: Chosen, setup: Setup) -> tuple[Page, ...]:
    _, height = setup.inner
    stand = stand_of(setup)
    found = []
    for some in in_pages(chosen.senses, int((height - FOOT) // BLOCK)):
        marks: list[Mark] = []
        for place, sense in enumerate(some):
            marks += _block(sense, setup, MARGIN + place * BLOCK, stand)
        found.append((*marks, *credit(setup, some)))
    return tuple(found)


def _block(sense: Sense, setup: Setup, y: float, stand: float) -> Iterator[Mark]:
    """``stand``: how far above the baseline letters stand, of their size."""
    width, _ = setup.inner
    right = setup.size.width - MARGIN
    path = setup.picture(sense)
    begin = 0.0
    if path is not None:
        yield image(path, right - PICTURE if setup.rtl else MARGIN, y + 4, PICTURE, PICTURE)
        begin = PICTURE + 12
    text = written(sense, setup.scripts[0])
    small = (width - begin) * 0.24
    at = right - begin - small if setup.rtl else MARGIN + begin
    yield from fit(text, at, y, small, 60, setup.bold, 26, setup.rtl, colour=SOFT)
    begin += small + 12
    baseline = y + 56
    line = as_large(text, setup, width - begin)
    room = width - begin
    times = max(1, int((room + 24) // (line.width + 24)))
    for turn in range(times):
        step = turn * (line.width + 24)
        left = right - begin - step - line.width if setup.rtl else MARGIN + begin + step
        yield Words(left, baseline, line, SOFT, dotted=True)
    under = baseline - stand * line.size
    yield Rule(MARGIN if setup.rtl else MARGIN + begin, under, room, FINE)
    yield Rule(MARGIN, y + 110, width, FINE)


def stand_of(setup: Setup) -> float:
    """Of the size: how far above the baseline the letters stand (0.05 in UKIJ Tuz Basma's Arabic ones)."""
    seen = ControlBoundsPen(None)
    letters = "كالا" if setup.rtl else "x"
    units = setup.regular[0].draw(letters, setup.rtl, lambda x, y: TransformPen(seen, (1, 0, 0, 1, x, y)))
    return float(seen.bounds[1]) / units if seen.bounds else 0.0


def as_large(text: str, setup: Setup, width: float) -> lettering.Line:
    """A line to draw over, as large as it can be in its width."""
    size = SIZE * (ARABIC if setup.rtl else 1)
    line = lettering.set_lines(text, size, setup.regular, rtl=setup.rtl, width=10_000)[0]
    if line.width > width:
        size *= width / line.width
        line = lettering.set_lines(text, size, setup.regular, rtl=setup.rtl, width=10_000)[0]
    return line
