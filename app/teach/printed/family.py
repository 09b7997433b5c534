"""A page for a child's family, in its language: what the child knows, when it practised, what to practise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.services.class_report import ChildRow, monday
from app.teach.paper import Box, Mark, Page, Rule
from app.teach.printed.common import (
    FINE,
    FOOT,
    INK,
    MARGIN,
    SOFT,
    Grid,
    Setup,
    credit,
    fit,
    image,
    word_and_meaning,
)
from app.text.language import say, say_many, spoken

BAR: Final = (0xAF, 0x2F, 0x45)
PLOT: Final = 150.0
LETTERS: Final = 32


def page(row: ChildRow, setup: Setup, week: int) -> Page:
    """One child's page, seen from a ``week``. The interface's language is the family's."""
    rtl = spoken().rtl
    width, _ = setup.inner
    align = "right" if rtl else "left"
    marks: list[Mark] = []
    y = MARGIN

    def put(text: str, size: float, high: float, *, bold: bool = False, soft: bool = False) -> None:
        nonlocal y
        fonts = setup.bold if bold else setup.regular
        marks.extend(
            fit(text, MARGIN, y, width, high, fonts, size, rtl, colour=SOFT if soft else INK, align=align)
        )
        y += high

    side = 64.0
    face = setup.pictures(row.child.picture)
    if face is not None:
        marks.append(image(face, MARGIN if rtl else MARGIN + width - side, y, side, side))
    put(row.child.nickname, 30, 44, bold=True)
    put(say("How it goes"), 16, 28, soft=True)
    y += 14
    put(str(row.child.known), 44, 56, bold=True)
    put(say_many("word known now", "words known now", row.child.known), 16, 26)
    put(f"{say('Letters')}: {row.child.letters} / {LETTERS}", 16, 26)
    y += 14
    put(say("Days practised"), 18, 30, bold=True)
    marks += _plot(row, setup, y, week, rtl)
    y += PLOT
    put(say_many("{n} day in all", "{n} days in all", _days(row)), 14, 24)
    put(say_many("{n} minute in all", "{n} minutes in all", _minutes(row)), 14, 24)
    if row.hardest:
        y += 14
        put(say("Hardest words"), 18, 32, bold=True)
        marks += _hardest(row, setup, y, rtl)
    return (*marks, *credit(setup, row.hardest))


def _days(row: ChildRow) -> int:
    return sum(week.days for week in row.weeks if week)


def _minutes(row: ChildRow) -> int:
    return sum(week.minutes for week in row.weeks if week)


def _plot(row: ChildRow, setup: Setup, y: float, week: int, rtl: bool) -> Iterator[Mark]:
    """A bar a week, seven days high, the oldest where reading begins; its Monday below."""
    width, _ = setup.inner
    high = PLOT - 34
    grid = Grid(MARGIN, y, width, PLOT - 10, len(row.weeks), 1, rtl)
    wide = grid.cell[0]
    yield Rule(MARGIN, y + high, width, FINE)
    for place, one in enumerate(row.weeks):
        x, _ = grid.corner(place)
        tall = high * 0.86 * (one.days if one else 0) / 7
        if one:
            yield Box(x + wide * 0.22, y + high - tall, wide * 0.56, tall, BAR, fill=BAR)
            yield from fit(
                str(one.days), x, y + high - tall - 16, wide, 15, setup.regular, 11, False, colour=SOFT
            )
        day = monday(week - len(row.weeks) + 1 + place)
        text = f"{day.day}.{day.month}."
        yield from fit(text, x, y + high + 2, wide, 18, setup.regular, 10, False, colour=SOFT)


def _hardest(row: ChildRow, setup: Setup, y: float, rtl: bool) -> Iterator[Mark]:
    width, height = setup.inner
    room = min(150.0, MARGIN + height - FOOT - y)
    grid = Grid(MARGIN, y, width, room, 5, 1, rtl)
    wide = grid.cell[0]
    above = room * 0.45 if any(map(setup.picture, row.hardest)) else 0.0
    for place, sense in enumerate(row.hardest):
        x, top = grid.corner(place)
        path = setup.picture(sense)
        if path is not None:
            yield image(path, x + 8, top, wide - 16, above)
        yield from word_and_meaning(sense, setup, x + 4, top + above, wide - 8, room - above, 24)
