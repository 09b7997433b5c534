"""What every printed sheet shares: its size, scripts and fonts, and text that fits a place.

Everything is for a printer without colours too: what matters is in ink, and tints are light.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

from app.services.lists import Chosen
from app.teach import lettering
from app.teach.lettering import Faces, Line
from app.teach.paper import Box, Colour, Mark, Picture, Size, Words
from app.text.language import in_its_script
from lexicon.pictures import asks_for_credit
from lexicon.portions import Portion
from lexicon.records import Sense
from lexicon.uyghur.scripts import Script, from_arabic

T = TypeVar("T")

MARGIN: Final = 36.0
"""Points, 12.7 mm: what every printer reaches."""
INK: Final[Colour] = (0x2B, 0x28, 0x33)
SOFT: Final[Colour] = (0x66, 0x5F, 0x6E)
FINE: Final[Colour] = (0xB8, 0xB0, 0xA4)
TINT: Final[Colour] = (0xF1, 0xEA, 0xDC)
ARABIC: Final = 1.15
"""How much larger the Arabic script is set (as on the sheet for a speaker)."""
LEADING: Final = 1.25
DEEP: Final = 0.32
"""Of the size: from a line's middle down to its baseline, for letters of UKIJ Tuz Basma."""
CREDIT: Final = "OpenMoji, CC BY-SA 4.0"


@dataclass(frozen=True)
class Setup:
    """How sheets are to look: the paper's ``size``, the words' ``scripts`` in their order, the language of
    ``meanings`` (BCP 47, "" for none), how a picture is found by its code, where fonts lie; the ``seed`` of
    what is drawn by lot, how many are made (``count``), and whether a test asks for meanings alone.
    """

    size: Size
    scripts: tuple[Script, ...]
    meanings: str
    pictures: Callable[[str], Path | Portion | None]
    fonts: Path
    seed: int = 1
    count: int = 1
    by_meaning: bool = field(default=False)

    @cached_property
    def regular(self) -> Faces:
        return lettering.faces(self.fonts)

    @cached_property
    def bold(self) -> Faces:
        return lettering.faces(self.fonts, "Bold")

    @property
    def inner(self) -> tuple[float, float]:
        """Width and height between the margins."""
        return self.size.width - 2 * MARGIN, self.size.height - 2 * MARGIN

    @property
    def rtl(self) -> bool:
        """Whether the sheet runs from right to left: where its words are in the Arabic script."""
        return self.scripts[0] is Script.ARABIC

    def lot(self) -> random.Random:
        """The same seed draws the same."""
        return random.Random(self.seed)

    def picture(self, sense: Sense) -> Path | Portion | None:
        """The picture of a sense, if there is one here."""
        return self.pictures(sense.picture) if sense.picture else None

    def meaning(self, sense: Sense) -> str:
        return sense.glosses.get(self.meanings, "") if self.meanings else ""


def written(sense: Sense, script: Script) -> str:
    """The headword in a script."""
    return from_arabic(sense.headword, script)


def title_of(chosen: Chosen, setup: Setup) -> str:
    """The list's title in the sheet's first script, else as it was typed."""
    own = chosen.titles.get("ug")
    return from_arabic(own, setup.scripts[0]) if own else in_its_script(chosen.title)


def heading(text: str, setup: Setup, size: float = 22.0) -> Iterator[Mark]:
    """A title at the top, in the middle; it takes ``HEAD`` points."""
    yield from fit(text, MARGIN, MARGIN, setup.inner[0], HEAD - 8, setup.bold, size, is_rtl(text))


HEAD: Final = 40.0
FOOT: Final = 14.0
"""Points at the top and at the bottom that a title and a credit take."""


def credit(setup: Setup, shown: Iterable[Sense]) -> Iterator[Mark]:
    """Whose the pictures on a page are, where any of them asks for it."""
    if any(sense.picture and asks_for_credit(sense.picture) and setup.picture(sense) for sense in shown):
        line = lettering.set_lines(CREDIT, 7.5, setup.regular, rtl=False, width=400)[0]
        y = setup.size.height - MARGIN + 4
        yield Words(setup.size.width - MARGIN - line.width, y, line, SOFT)


def is_rtl(text: str) -> bool:
    return any("\u0600" <= sign <= "\u06ff" for sign in text)


def fit(
    text: str,
    x: float,
    y: float,
    width: float,
    height: float,
    fonts: Faces,
    size: float,
    rtl: bool,
    *,
    colour: Colour = INK,
    align: str = "middle",
    least: float = 7.0,
) -> Iterator[Words]:
    """``text`` in a place, as large as ``size`` at most, in lines whose block stands in its middle.

    ``align`` is ``middle``, ``left`` or ``right``. A text that fits at no size is set at the ``least``.
    """
    if not text:
        return
    lines, size = _lines(text, width, height, fonts, size * (ARABIC if rtl else 1), rtl, least)
    baseline = y + height / 2 - (len(lines) - 1) * size * LEADING / 2 + DEEP * size
    for line in lines:
        free = width - line.width
        left = x + {"left": 0.0, "middle": free / 2, "right": free}[align]
        yield Words(left, baseline, line, colour)
        baseline += size * LEADING


def _lines(
    text: str, width: float, height: float, fonts: Faces, size: float, rtl: bool, least: float
) -> tuple[Sequence[Line], float]:
    while True:
        lines = lettering.set_lines(text, size, fonts, rtl=rtl, width=width)
        high = len(lines) * size * LEADING
        if size <= least or (max(line.width for line in lines) <= width and high <= height):
            return lines, size
        size = max(least, size * 0.92)


Text = tuple[str, bool, float, Colour]
"""A text, whether it runs from right to left, how large, and its colour."""


def forms(sense: Sense, setup: Setup, first: float, others: float) -> list[Text]:
    """The word in every script that was chosen: the first large and in ink, the others small and soft."""
    return [
        (written(sense, one), one is Script.ARABIC, others if place else first, SOFT if place else INK)
        for place, one in enumerate(setup.scripts)
    ]


def word_and_meaning(
    sense: Sense, setup: Setup, x: float, y: float, width: float, height: float, size: float
) -> Iterator[Mark]:
    """The word in every script that was chosen, one under the other, and its meaning below, small."""
    texts = forms(sense, setup, 1.0, 0.62)
    if setup.meaning(sense):
        texts.append((setup.meaning(sense), False, 0.52, SOFT))
    parts = sum(part for _, _, part, _ in texts)
    for text, rtl, part, colour in texts:
        high = height * part / parts
        fonts = setup.bold if part == 1.0 else setup.regular
        yield from fit(text, x, y, width, high, fonts, size * part, rtl, colour=colour)
        y += high


def image(file: Path | Portion, x: float, y: float, width: float, height: float) -> Picture:
    """A square picture in the middle of a place."""
    side = min(width, height)
    return Picture(x + (width - side) / 2, y + (height - side) / 2, side, file)


def front(
    sense: Sense, setup: Setup, x: float, y: float, width: float, height: float, size: float
) -> Iterator[Mark]:
    """What asks for a word: its picture, or where there is none its meaning, in English if in no other."""
    path = setup.picture(sense)
    if path is not None:
        yield image(path, x, y, width, height)
    else:
        text = setup.meaning(sense) or sense.glosses.get("en", "")
        yield from fit(text, x, y, width, height, setup.regular, size, False)


@dataclass(frozen=True, slots=True)
class Grid:
    """Places of one size, row by row; in reading order from the right where ``rtl``."""

    x: float
    y: float
    width: float
    height: float
    columns: int
    rows: int
    rtl: bool

    @property
    def cell(self) -> tuple[float, float]:
        return self.width / self.columns, self.height / self.rows

    @property
    def places(self) -> int:
        return self.columns * self.rows

    def corner(self, place: int, *, mirrored: bool = False) -> tuple[float, float]:
        """The top left corner of the n-th place; ``mirrored``: as it lies on the back of the sheet."""
        row, column = divmod(place, self.columns)
        if self.rtl != mirrored:
            column = self.columns - 1 - column
        return self.x + column * self.cell[0], self.y + row * self.cell[1]

    def frame(self, place: int, *, cut: bool = False, mirrored: bool = False) -> Box:
        return Box(*self.corner(place, mirrored=mirrored), *self.cell, FINE, cut=cut)


def in_pages(items: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """As many as go on a page, one page after the other."""
    for start in range(0, len(items), most):
        yield items[start : start + most]
