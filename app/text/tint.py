"""Colour single letters of a line that is already drawn, without moving or unjoining anything.

Markup would cut the word into runs that no longer join. So the line is drawn once, whole, and only the
colour of pixels changes. The pixels of a letter are those it adds to the picture when the line is drawn
up to that letter and then once more including it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

LetterColor = tuple[int, int, Sequence[float]]
"""Letters ``start`` up to ``end`` of the text in a colour (r, g, b, a), each 0–1.

The alpha is taken times the label's own: 0 leaves a gap as wide as the letters.
"""


def color_runs(
    sources: Sequence[range], colors: Sequence[LetterColor]
) -> Iterator[tuple[int, int, Sequence[float]]]:
    """Runs of glyphs of one colour: first glyph, end, colour.

    ``sources`` gives each glyph's places in the text; a ligature takes the colour of either of its letters,
    and of two colours for one glyph the later counts.
    """
    chosen: list[Sequence[float] | None] = []
    for source in sources:
        found = None
        for start, end, color in colors:
            if source and start <= source[-1] and source[0] < end:
                found = color
        chosen.append(found)
    start = 0
    for end in range(1, len(chosen) + 1):
        if end == len(chosen) or chosen[end] != chosen[start]:
            color_of_run = chosen[start]
            if color_of_run is not None:
                yield start, end, color_of_run
            start = end


def tint(
    pixels: bytearray,
    width: int,
    at: tuple[int, int],
    before: bytes,
    after: bytes,
    size: tuple[int, int],
    color: Sequence[float],
) -> None:
    """Give ``color`` to what ``after`` shows and ``before`` does not.

    ``pixels`` are RGBA rows of ``width`` pixels, changed in place; ``before`` and ``after`` are RGBA
    pictures of ``size`` that lie with their upper left corner ``at`` (x, y) in them.
    """
    left, top = at
    columns, rows = size
    height = len(pixels) // (4 * width)
    red, green, blue = (int(part * 255) for part in color[:3])
    opacity = color[3] if len(color) > 3 else 1.0
    for row in range(max(0, -top), min(rows, height - top)):
        begin = row * columns * 4
        old = before[begin + 3 : begin + columns * 4 : 4]
        new = after[begin + 3 : begin + columns * 4 : 4]
        if old == new:
            continue
        for column in range(max(0, -left), min(columns, width - left)):
            gain = new[column] - old[column]
            place = ((top + row) * width + left + column) * 4
            total = pixels[place + 3]
            if gain <= 0 or not total:
                continue
            share = min(1.0, gain / total)
            pixels[place] += round((red - pixels[place]) * share)
            pixels[place + 1] += round((green - pixels[place + 1]) * share)
            pixels[place + 2] += round((blue - pixels[place + 2]) * share)
            if opacity != 1.0:
                pixels[place + 3] = round(total * (1 - share + share * opacity))
