"""A list to learn from: picture, the word in the scripts that were chosen, its meaning; a row a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.services.lists import Chosen
from app.teach.paper import Mark, Page, Rule
from app.teach.printed.common import (
    FINE,
    FOOT,
    HEAD,
    MARGIN,
    SOFT,
    Setup,
    credit,
    fit,
    forms,
    heading,
    image,
    in_pages,
    title_of,
)
from lexicon.records import Sense

ROW: Final = 46.0
PICTURE: Final = 44.0


def pages(chosen: Chosen, setup: Setup) -> tuple[Page, ...]:
    """The title on every page, and as many rows as fit."""
    _, height = setup.inner
    found = []
    for some in in_pages(chosen.senses, int((height - HEAD - FOOT) // ROW)):
        marks = list(heading(title_of(chosen, setup), setup))
        for place, sense in enumerate(some):
            marks += _row(sense, setup, MARGIN + HEAD + place * ROW)
        found.append((*marks, *credit(setup, some)))
    return tuple(found)


def _row(sense: Sense, setup: Setup, y: float) -> Iterator[Mark]:
    width, _ = setup.inner
    yield Rule(MARGIN, y, width, FINE)
    path = setup.picture(sense)
    picture_at = setup.size.width - MARGIN - PICTURE if setup.rtl else MARGIN
    if path is not None:
        yield image(path, picture_at, y + 1, PICTURE, ROW - 2)
    texts = forms(sense, setup, 24.0, 15.0)
    if setup.meaning(sense):
        texts.append((setup.meaning(sense), False, 13.0, SOFT))
    room = width - PICTURE - 10
    shares = [1.25 if place == 0 else 1.0 for place in range(len(texts))]
    at = 0.0
    for (text, rtl, size, colour), share in zip(texts, shares, strict=True):
        wide = room * share / sum(shares)
        left = (
            setup.size.width - MARGIN - PICTURE - 10 - at - wide if setup.rtl else MARGIN + PICTURE + 10 + at
        )
        fonts = setup.bold if size == 24.0 else setup.regular
        align = "right" if setup.rtl else "left"
        yield from fit(text, left + 3, y + 2, wide - 6, ROW - 4, fonts, size, rtl, colour=colour, align=align)
        at += wide
