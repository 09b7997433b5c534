"""A test with its key: a picture or a meaning, and a line to write the word on, or three words to choose
from. At the top is a line for the child's name.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Final

from app.services.lists import Chosen
from app.teach.paper import Box, Mark, Page, Rule
from app.teach.printed.bingo import TooFewWordsError
from app.teach.printed.common import (
    FINE,
    FOOT,
    HEAD,
    INK,
    MARGIN,
    SOFT,
    Setup,
    credit,
    fit,
    heading,
    image,
    in_pages,
    title_of,
    written,
)
from lexicon.records import Sense
from lexicon.uyghur.scripts import Script

ROW: Final = 62.0
NUMBER: Final = 34.0
PICTURE: Final = 56.0
CHOICES: Final = 3
TICK: Final = 13.0


def pages(chosen: Chosen, setup: Setup, *, choosing: bool = False) -> tuple[Page, ...]:
    """Every word of the list once, numbered, in an order by lot; then the key.

    ``choosing``: three words to choose from instead of a line to write on. Raises ``TooFewWordsError``.
    """
    if len(chosen.senses) < CHOICES:
        raise TooFewWordsError(CHOICES, len(chosen.senses))
    lot = setup.lot()
    asked = lot.sample(list(chosen.senses), len(chosen.senses))
    offered = [_offered(sense, chosen.senses, lot) for sense in asked]
    rows = list(zip(asked, offered, strict=True))
    _, height = setup.inner
    on_a_page = int((height - HEAD - FOOT) // ROW)
    found: list[Page] = []
    for key in (False, True):
        for page, some in enumerate(in_pages(rows, on_a_page)):
            marks = list(heading(title_of(chosen, setup) + (" ✓" if key else ""), setup))
            if not key:
                name = setup.inner[0] * 0.3
                left = MARGIN if setup.rtl else setup.size.width - MARGIN - name
                marks.append(Rule(left, MARGIN + HEAD - 12, name, INK))
            for place, (sense, words) in enumerate(some):
                row = _Row(page * on_a_page + place + 1, sense, setup, MARGIN + HEAD + place * ROW)
                marks += row.question()
                marks += row.choices(words, key) if choosing else row.line(key)
            found.append((*marks, *credit(setup, [sense for sense, _ in some])))
    return tuple(found)


def _offered(sense: Sense, senses: Sequence[Sense], lot: random.Random) -> list[Sense]:
    """The right word and two others, spelled otherwise, that may stand beside it as wrong answers."""
    others = {
        one.headword: one
        for one in senses
        if one.headword != sense.headword and one.id not in sense.apart and sense.id not in one.apart
    }
    picked = lot.sample(sorted(others), min(CHOICES - 1, len(others)))
    found = [sense, *(others[word] for word in picked)]
    lot.shuffle(found)
    return found


class _Row:
    """One question."""

    def __init__(self, number: int, sense: Sense, setup: Setup, y: float) -> None:
        self._number, self._sense, self._setup, self._y = number, sense, setup, y
        self._rtl = setup.scripts[0] is Script.ARABIC

    def question(self) -> Iterator[Mark]:
        setup, y = self._setup, self._y
        yield Rule(MARGIN, y, setup.inner[0], FINE)
        yield from fit(
            str(self._number), self._at(0, NUMBER), y, NUMBER, ROW, setup.bold, 14, False, colour=SOFT
        )
        path = None if setup.by_meaning else setup.picture(self._sense)
        if path is not None:
            yield image(path, self._at(NUMBER, PICTURE), y + 2, PICTURE, ROW - 4)
        begin = NUMBER + (PICTURE + 8 if path is not None else 0)
        wide = 190 - begin + NUMBER
        text = setup.meaning(self._sense) or ("" if path is not None else self._sense.glosses.get("en", ""))
        align = "right" if self._rtl else "left"
        yield from fit(text, self._at(begin, wide), y, wide, ROW, setup.regular, 13, False, align=align)

    def line(self, key: bool) -> Iterator[Mark]:
        wide = self._setup.inner[0] - 240
        left = self._at(240, wide)
        yield Rule(left, self._y + ROW - 16, wide, INK)
        if key:
            text = written(self._sense, self._setup.scripts[0])
            align = "right" if self._rtl else "left"
            yield from fit(
                text, left, self._y + 8, wide, ROW - 22, self._setup.bold, 24, self._rtl, align=align
            )

    def choices(self, words: Sequence[Sense], key: bool) -> Iterator[Mark]:
        room = self._setup.inner[0] - 232
        wide = room / CHOICES
        align = "right" if self._rtl else "left"
        for place, one in enumerate(words):
            begin = 232 + place * wide
            right = key and one is self._sense
            tick = self._at(begin, TICK)
            yield Box(tick, self._y + (ROW - TICK) / 2, TICK, TICK, INK, fill=INK if right else None)
            left = self._at(begin + TICK + 5, wide - TICK - 10)
            text = written(one, self._setup.scripts[0])
            yield from fit(
                text, left, self._y, wide - TICK - 10, ROW, self._setup.regular, 19, self._rtl, align=align
            )

    def _at(self, before: float, width: float) -> float:
        """The left end of what is ``width`` wide and begins ``before`` points after the row does."""
        size = self._setup.size.width
        return size - MARGIN - before - width if self._rtl else MARGIN + before
