"""Lettering: a paragraph of any script as lines of runs, in reading order and shape.

Which run of a line stands where is ours (``lexicon.uyghur.bidi``: levels once a paragraph, each line ordered
after it was broken); the shapes in a run are HarfBuzz's. What is measured is what is drawn. (The order of
fpdf2 2.8.9 was wrong in 3 of the 10 mixed lines of ``tests/app/test_sheets.py``: Uyghur in a left-to-right
paragraph.)
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import uharfbuzz

from app.text.coverage import covered
from lexicon.uyghur.bidi import levels, visual_order

HYPHEN: Final = "\u2010"
"""For Latin and Cyrillic: the hyphen of the keyboard lies low in UKIJ Tuz Basma, for Arabic letters."""


class Face:
    """One font file: its letters' shapes and widths. Raises ``app.text.coverage.FontFileError``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.points = covered(str(path))

    @cached_property
    def _shaper(self) -> tuple[Any, int]:
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(self.path)))
        return uharfbuzz.Font(face), face.upem

    def width(self, text: str, size: float, rtl: bool) -> float:
        """How wide ``text``, which runs in one direction, is at ``size`` points."""
        _, units = self._shaper
        return float(sum(at.x_advance for at in self._shaped(text, rtl).glyph_positions)) * size / units

    def draw(self, text: str, rtl: bool, pen: Callable[[int, int], Any]) -> int:
        """Draw the letters of ``text`` along y = 0, each with the pen (as fontTools has them) that ``pen``
        gives for its origin; how many units of the font are its size."""
        font, units = self._shaper
        shaped, x = self._shaped(text, rtl), 0
        for glyph, at in zip(shaped.glyph_infos, shaped.glyph_positions, strict=True):
            font.draw_glyph_with_pen(glyph.codepoint, pen(x + at.x_offset, at.y_offset))
            x += at.x_advance
        return int(units)

    def _shaped(self, text: str, rtl: bool) -> Any:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        uharfbuzz.shape(self._shaper[0], buffer)
        return buffer


@lru_cache(maxsize=16)
def _face(path: Path) -> Face:
    return Face(path)


Faces = tuple[Face, ...]
"""Fonts in the order in which they are tried: a whole word goes to the first that has all of it."""


def faces(folder: Path, weight: str = "Regular") -> Faces:
    """The fonts that set-up put into ``folder``, and Kivy's Roboto, which has every letter of the interface's
    other languages; ``weight`` is ``Regular`` or ``Bold``. Kivy itself is not started."""
    kivy = importlib.util.find_spec("kivy")
    places = [folder / f"{name}-{weight}.ttf" for name in ("UkijTuzBasma", "Fallback")]
    if kivy is not None and kivy.origin is not None:
        places.append(Path(kivy.origin).parent / "data" / "fonts" / f"Roboto-{weight}.ttf")
    return tuple(_face(place) for place in places if place.is_file())


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one font and one direction, in the order in which they are read."""

    text: str
    face: Face
    rtl: bool
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its runs from left to right, and what size they are."""

    runs: tuple[Run, ...]
    size: float

    @property
    def width(self) -> float:
        return sum(run.width for run in self.runs)


def set_lines(text: str, size: float, fonts: Faces, *, rtl: bool, width: float) -> tuple[Line, ...]:
    """``text``, one paragraph in NFC, in lines no wider than ``width`` unless one word is.

    ``rtl`` is the paragraph's direction. Lines end at spaces, which are not drawn there.
    """
    if not rtl and ord(HYPHEN) in fonts[0].points:
        text = text.replace("-", HYPHEN)
    base = int(rtl)
    resolved = levels(text, base)
    chosen = _chosen(text, fonts)

    def line(start: int, end: int) -> Line:
        order = visual_order(text, resolved, base, start, end)
        return Line(tuple(_runs(text, order, resolved, chosen, size)), size)

    found = []
    words = list(_spans(text))
    while words:
        last = 0
        while last + 1 < len(words) and line(words[0][0], words[last + 1][1]).width <= width:
            last += 1
        found.append(line(words[0][0], words[last][1]))
        words = words[last + 1 :]
    return tuple(found)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in text.split(" "):
        if part:
            yield start, start + len(part)
        start += len(part) + 1


def _chosen(text: str, fonts: Faces) -> list[Face]:
    """The font of each character; where no font has a word whole, each letter has its own."""
    found: list[Face] = []
    for word in text.split(" "):
        points = [ord(letter) for letter in word]
        whole = next((face for face in fonts if face.points.issuperset(points)), None)
        found += [
            whole or next((face for face in fonts if point in face.points), fonts[0]) for point in points
        ]
        found.append(found[-1] if found else fonts[0])  # the space after it
    return found


def _runs(
    text: str, order: Sequence[int], resolved: Sequence[int], chosen: Sequence[Face], size: float
) -> Iterator[Run]:
    """The line's stretches of one level and font, from left to right, each read in its own direction."""
    start = 0
    for at in range(1, len(order) + 1):
        before = order[at - 1]
        step = -1 if resolved[before] & 1 else 1
        goes_on = (
            at < len(order)
            and order[at] == before + step
            and resolved[order[at]] == resolved[before]
            and chosen[order[at]] is chosen[before]
        )
        if not goes_on:
            rtl = bool(resolved[before] & 1)
            part = "".join(text[index] for index in sorted(order[start:at]))
            yield Run(part, chosen[before], rtl, chosen[before].width(part, size, rtl))
            start = at
