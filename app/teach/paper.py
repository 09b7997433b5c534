"""Paper: lines of text, pictures and rules on pages, and the PDF they become.

Units are points (1/72 inch) from the top left corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from fpdf import FPDF
from fpdf.enums import TextMode
from fpdf.output import OutputProducer, PDFInfo
from PIL import Image

from app.teach.lettering import Line
from lexicon.portions import Portion


@dataclass(frozen=True, slots=True)
class Size:
    """A sheet, upright."""

    width: float
    height: float


A4: Final = Size(595.28, 841.89)
"""ISO 216."""
LETTER: Final = Size(612.0, 792.0)
"""ANSI/ASME Y14.1."""
SIZES: Final = {"a4": A4, "letter": LETTER}
WIDTH: Final = A4.width
HEIGHT: Final = A4.height
"""Of what goes to a speaker, who looks at it on a phone."""
ASCENT: Final = 0.8
"""Of the size: where fpdf2 2.8.9 puts the baseline below the top of a cell as high as its text."""
THIN: Final = 0.6
"""Points: how thick a rule is."""
DASH: Final = (3.0, 3.0)
"""Points drawn and left out where scissors go."""
DOTS: Final = (0.016, 0.016)
THICK: Final = 0.009
"""Of the size of letters to draw over: what is drawn, what is left out, and how thick."""
PIXELS: Final = 256
"""Pixels along a picture, at most: what set-up draws; 3 cm at 216 dots an inch. The sheet of the 42 animals
has 0.3 MB with them."""

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; ``x`` its left end, ``y`` its baseline. ``dotted``: only outlines, to draw over."""

    x: float
    y: float
    line: Line
    colour: Colour
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A square picture; ``x`` and ``y`` its top left corner."""

    x: float
    y: float
    side: float
    file: Path | Portion


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line from ``x`` to the right."""

    x: float
    y: float
    width: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Box:
    """A frame; ``x`` and ``y`` its top left corner; ``cut``: for scissors, broken; ``fill`` None: empty."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour
    fill: Colour | None = None
    cut: bool = False


Mark = Words | Picture | Rule | Box
Page = tuple[Mark, ...]


class _Silent(OutputProducer):
    """A PDF that says nothing of when, by what or by whom it was made."""

    def _add_info(self) -> PDFInfo:
        info = super()._add_info()
        info.creation_date = None  # type: ignore[assignment]  # fpdf2 leaves out what is None
        return info


class _Pdf(FPDF):
    def file_id(self) -> None:
        return None


def pdf(pages: Sequence[Page], size: Size = A4) -> bytes:
    """The pages as a PDF with its fonts in it, cut down to the letters that are used. The same pages give the
    same bytes. Raises OSError for a picture that cannot be read."""
    made = _Pdf(unit="pt", format=(size.width, size.height))
    made.set_auto_page_break(False)
    made.c_margin = 0
    names: dict[Path, str] = {}
    for page in pages:
        made.add_page()
        for mark in page:
            if isinstance(mark, Words):
                _write(made, mark, names)
            elif isinstance(mark, Picture):
                made.image(_for_paper(mark.file), mark.x, mark.y, mark.side, mark.side)
            elif isinstance(mark, Box):
                _frame(made, mark)
            else:
                made.set_draw_color(*mark.colour)
                made.set_line_width(THIN)
                made.line(mark.x, mark.y, mark.x + mark.width, mark.y)
    return bytes(made.output(output_producer_class=_Silent))


def _frame(made: FPDF, box: Box) -> None:
    made.set_draw_color(*box.colour)
    made.set_line_width(THIN)
    if box.fill is not None:
        made.set_fill_color(*box.fill)
    if box.cut:
        made.set_dash_pattern(*DASH)
    made.rect(box.x, box.y, box.width, box.height, style="D" if box.fill is None else "DF")
    made.set_dash_pattern()


def _write(made: FPDF, words: Words, names: dict[Path, str]) -> None:
    x = words.x
    made.set_text_color(*words.colour)
    if words.dotted:
        made.set_draw_color(*words.colour)
        made.set_line_width(words.line.size * THICK)
        made.set_dash_pattern(*(words.line.size * part for part in DOTS))
        made.text_mode = TextMode.STROKE
    for run in words.line.runs:
        path = run.face.path
        if path not in names:
            names[path] = f"face{len(names)}"
            made.add_font(names[path], fname=path)
        made.set_font(names[path], size=words.line.size)
        made.set_text_shaping(direction="rtl" if run.rtl else "ltr")
        made.set_xy(x, words.y - ASCENT * words.line.size)
        made.cell(run.width, words.line.size, run.text)
        x += run.width
    if words.dotted:
        made.text_mode = TextMode.FILL
        made.set_dash_pattern()


def _for_paper(file: Path | Portion) -> Image.Image:
    """A picture on white, without anything else that came with its file."""
    with Image.open(BytesIO(file.read_bytes())) as picture:
        drawn = picture.convert("RGBA")
    drawn.thumbnail((PIXELS, PIXELS))
    on_white = Image.new("RGB", drawn.size, "white")
    on_white.paste(drawn, mask=drawn.getchannel("A"))
    return on_white
