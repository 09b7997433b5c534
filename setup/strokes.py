"""Makes the strokes a child follows with a finger, from the letters of the font.

    python setup/strokes.py FONT

Writes lexicon/starter/alphabet/strokes.tsv: for every letter of the course and every form it has, the middle
lines of its parts in a unit square, the largest part first, then its dots, both from right to left. Run by
hand when the font or the letters change (numpy, scipy and pillow are in the groups `desktop` and `check`) and
looked at then: which order and direction a teacher of writing would choose, nobody has said.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from lexicon.uyghur import joining
from setup import thinning
from setup.thinning import Bitmap

LETTERS = Path("lexicon/starter/alphabet/letters.tsv")
TARGET = Path("lexicon/starter/alphabet/strokes.tsv")
SIDE = 240
"""Pixels of a letter's larger side."""
MARGIN = 0.14
"""Of the square, on each side."""
DOT, SQUARE = 0.32, 0.66
"""A part no larger than the first (of a letter's larger side) and about as high as wide is a dot."""
TAIL = 0.25
"""Of the square: an unjoined letter whose line would begin this far below where it ends begins there instead,
else ج and غ would be written from their tails."""
OFF = 0.008
"""How far the kept points may be from the line, in sides of the square."""

Stroke = list[tuple[float, float]]


def forms(letter: str) -> tuple[str, ...]:
    """The letter alone and its joined forms, as the app draws them."""
    alone, *joined = joining.LETTER_FORMS[letter]
    return (alone or letter, *joined)


def bitmap_of(font: ImageFont.FreeTypeFont, glyphs: str) -> Bitmap:
    """The letter, cut out."""
    left, top, right, bottom = (round(edge) for edge in font.getbbox(glyphs))
    image = Image.new("L", (right - left + 8, bottom - top + 8))
    ImageDraw.Draw(image).text((4 - left, 4 - top), glyphs, fill=255, font=font)
    bitmap: Bitmap = np.array(image) > 127
    rows, columns = np.nonzero(bitmap)
    return bitmap[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


def as_large(font: ImageFont.FreeTypeFont, glyphs: str) -> Bitmap:
    """The letter, cut out, its larger side about ``SIDE`` pixels."""
    larger = max(bitmap_of(font, glyphs).shape)
    return bitmap_of(font.font_variant(size=round(font.size * SIDE / larger)), glyphs)


def strokes_of(bitmap: Bitmap, joined: bool) -> list[Stroke]:
    """The strokes of a letter in its square, rounded to thousandths; ``joined`` to the letter before it."""
    high, wide = bitmap.shape
    side = max(high, wide)
    scale = (1 - 2 * MARGIN) / side
    across, down = (1 - wide * scale) / 2, (1 - high * scale) / 2
    bodies: list[tuple[int, Stroke]] = []
    dots: list[Stroke] = []

    def placed(points: list[tuple[float, float]]) -> Stroke:
        return [(round(across + (x + 0.5) * scale, 3), round(down + (y + 0.5) * scale, 3)) for x, y in points]

    for part in thinning.pieces(bitmap):
        rows, columns = np.nonzero(part)
        tall, broad = np.ptp(rows) + 1, np.ptp(columns) + 1
        small, square = max(tall, broad) <= DOT * side, min(tall, broad) >= SQUARE * max(tall, broad)
        if small and square and part.sum() > 0.45 * tall * broad:
            dots.append(placed([(float(columns.mean()), float(rows.mean()))]))
            continue
        if tall <= DOT * side / 2 and 1.6 <= broad / tall <= 2.4 and part.sum() > 0.45 * tall * broad:
            for quarter in (3, 1):  # two that touch, the right one first
                x = float(columns.min()) + broad * quarter / 4
                dots.append(placed([(x, float(rows.mean()))]))
            continue
        pen = part.sum() / max(1, thinning.thinned(part).sum())
        for nth, way in enumerate(thinning.lines(thinning.thinned(np.pad(part, 2)), 1.1 * pen)):
            line = thinning.smoothed([(y - 2, x - 2) for y, x in way], round(pen / 2))
            stroke = placed(thinning.simplified(line, OFF / scale))
            if nth == 0 and not joined and stroke[0][1] - stroke[-1][1] > TAIL:
                stroke.reverse()
            bodies.append((-int(part.sum()), stroke))
    bodies.sort(key=lambda one: one[0])  # stable: the strokes of a part stay together
    return [stroke for _, stroke in bodies] + dots


def written(strokes: list[Stroke]) -> str:
    """Strokes between semicolons, points between spaces."""
    return ";".join(" ".join(f"{x:g},{y:g}" for x, y in stroke) for stroke in strokes)


def main(font_file: str) -> None:
    font = ImageFont.truetype(font_file, SIDE)
    with LETTERS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    lines = ["letter\tform\tstrokes"]
    for row in rows:
        letter = row["letter"]
        for form, glyph in enumerate(forms(letter)):
            if glyph:
                lines.append(
                    f"{letter}\t{form}\t{written(strokes_of(as_large(font, glyph), form in (2, 3)))}"
                )
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{TARGET}: {len(lines) - 1} shapes")


if __name__ == "__main__":
    main(sys.argv[1])
