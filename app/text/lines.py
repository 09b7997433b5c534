"""From paragraphs to lines of glyphs: wrap in logical order, then put each line in visual order.

No Kivy here: whoever calls brings a ``measure`` for widths. What is measured is what will be drawn.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, NamedTuple
from unicodedata import combining

from app.text.paragraphs import Direction, Font, Paragraph, read_paragraphs
from lexicon.uyghur.bidi import visual_order
from lexicon.uyghur.joining import LIGATURES

Measure = Callable[[str, int, bool], int]
"""Width in pixels of (glyphs in visual order, the font's place in the chain, right-to-left script)."""

ELLIPSIS: Final = "…"

# Where a line may end: after white space, and after a hyphen or stroke inside a word.
_BREAK: Final = re.compile(r"[ \t\u200b]+|(?<=\w)[-–—/](?=[^\W\d])")
_SPACES: Final = " \t\u200b\r"
# Widths of words add up to a little more than the width of a line: letters overhang their advance.
_OVERHANG: Final = 4


class Piece(NamedTuple):
    """Glyphs that are drawn in one go: one font, one direction; ``width`` in pixels."""

    glyphs: str
    font: int
    rtl: bool
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is drawn, from left to right.

    It shows ``paragraph.text[start:end]``, and an ellipsis after it where ``shortened``. ``broken`` means
    that it ends inside a word which the next line continues.
    """

    paragraph: Paragraph
    start: int
    end: int
    shortened: bool
    pieces: tuple[Piece, ...]
    width: int
    broken: bool = False

    @property
    def rtl(self) -> bool:
        return bool(self.paragraph.base)

    @property
    def glyphs(self) -> str:
        return "".join(piece.glyphs for piece in self.pieces)

    @property
    def sources(self) -> tuple[range, ...]:
        """For each glyph its places in the whole text: two for a ligature, none for the ellipsis."""
        paragraph = self.paragraph
        at = paragraph.offset
        end = self.start + len(self.paragraph.text[self.start : self.end].rstrip(_SPACES))
        found = [
            range(at + i, at + i + (2 if paragraph.forms[i] in LIGATURES else 1))
            for i in visual_order(paragraph.text, paragraph.levels, paragraph.base, self.start, end)
            if paragraph.forms[i]
        ]
        if self.shortened:
            found.insert(0 if self.rtl else len(found), range(0))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Lines:
    """A laid-out text.

    ``cut``: some of it is not shown; ``shortened``: an ellipsis says so; ``broken``: a word was wider
    than the line and stands on two.
    """

    lines: tuple[Line, ...]
    width: int
    cut: bool
    shortened: bool
    broken: bool


def lay_out(
    text: str,
    fonts: Sequence[Font],
    measure: Measure,
    *,
    direction: Direction = None,
    width: int | None = None,
    max_lines: int = 0,
    shorten: bool = False,
    strip: bool = False,
) -> Lines:
    """Lay ``text`` (NFC) out in lines no wider than ``width`` pixels, or in one line a paragraph without it.

    ``max_lines`` 0 means as many as it takes. With ``shorten`` and a width, what does not fit ends in
    an ellipsis at the logical end, the left of a Uyghur line; without ``max_lines`` there is one line.
    """
    shorten = shorten and width is not None
    if shorten and max_lines <= 1:
        text, max_lines = text.replace("\n", " "), 1
    found: list[Line] = []
    for paragraph in read_paragraphs(text, direction, fonts):
        for line in _wrap(paragraph, width, measure, strip):
            if not max_lines or len(found) < max_lines:
                found.append(line)
                continue
            if shorten and width is not None:
                found[-1] = _shorten(found[-1].paragraph, found[-1].start, width, measure)
            return _lines(found, cut=True, shortened=shorten)
    return _lines(found, cut=False, shortened=False)


def _lines(found: Sequence[Line], cut: bool, shortened: bool) -> Lines:
    broken = any(line.broken for line in found)
    return Lines(tuple(found), max(line.width for line in found), cut, shortened, broken)


def _wrap(paragraph: Paragraph, width: int | None, measure: Measure, strip: bool) -> Iterator[Line]:
    text = paragraph.text
    start = len(text) - len(text.lstrip(_SPACES)) if strip else 0
    if width is None or not text:
        yield _line(paragraph, start, len(text), measure)
        return
    ends = [found.end() for found in _BREAK.finditer(text, start)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    first = 0
    while first < len(ends):
        line, after = _fill(paragraph, start, ends, first, width, measure)
        if line.width > width:
            line = _break_word(paragraph, start, ends[first], width, measure)
            after = first + (line.end == ends[first])
        yield line
        start, first = line.end, after


def _fill(
    paragraph: Paragraph, start: int, ends: Sequence[int], first: int, width: int, measure: Measure
) -> tuple[Line, int]:
    """The longest line that begins at ``start``, and how many of ``ends`` it reaches; one word at least."""
    after, total, begin = first, 0, start
    while after < len(ends):
        word, space = _estimate(paragraph, begin, ends[after], measure)
        if total + word > width and after > first:
            break
        total += word + space
        begin = ends[after]
        after += 1
    line = _line(paragraph, start, ends[after - 1], measure)
    while line.width > width and after > first + 1:
        after -= 1
        line = _line(paragraph, start, ends[after - 1], measure)
    while after < len(ends):
        word, space = _estimate(paragraph, line.end, ends[after], measure)
        if line.width + space + word - _OVERHANG > width:
            break
        longer = _line(paragraph, start, ends[after], measure)
        if longer.width > width:
            break
        line = longer
        after += 1
    return line, after


def _estimate(paragraph: Paragraph, start: int, end: int, measure: Measure) -> tuple[int, int]:
    """Width of one word as if it stood alone, and of the space after it."""
    rtl = bool(paragraph.levels[start] & 1)
    forms = "".join(paragraph.forms[start:end])
    word = forms.rstrip(" ")
    font = paragraph.fonts[start] if paragraph.fonts else 0
    space = measure(" ", 0, rtl) * (len(forms) - len(word))
    return measure(word[::-1] if rtl else word, font, rtl), space


def _line(paragraph: Paragraph, start: int, end: int, measure: Measure, shortened: bool = False) -> Line:
    text, forms, rtl = paragraph.text, paragraph.forms, bool(paragraph.base)
    shown = start + len(text[start:end].rstrip(_SPACES))
    order = visual_order(text, paragraph.levels, paragraph.base, start, shown)
    runs: list[tuple[str, int, bool]]
    if paragraph.plain:
        runs = [("".join([forms[i] for i in order]), 0, rtl)]
    else:
        runs = [
            ("".join([forms[i] for i in part]), font, odd)
            for (font, odd), part in groupby(order, paragraph.font_and_direction)
        ]
    if shortened:
        _add_ellipsis(runs, rtl)
    pieces = tuple(Piece(run, font, odd, measure(run, font, odd)) for run, font, odd in runs if run)
    return Line(paragraph, start, end, shortened, pieces, sum(piece.width for piece in pieces))


def _add_ellipsis(runs: list[tuple[str, int, bool]], rtl: bool) -> None:
    """At the logical end; joined to the run there if it has the same font and direction, as kerning wants."""
    place = 0 if rtl else len(runs) - 1
    if runs and runs[place][1:] == (0, rtl):
        glyphs = runs[place][0]
        runs[place] = (ELLIPSIS + glyphs if rtl else glyphs + ELLIPSIS, 0, rtl)
    else:
        runs.insert(0 if rtl else len(runs), (ELLIPSIS, 0, rtl))


def _cuts(paragraph: Paragraph, start: int, end: int) -> list[int]:
    """Where the text may be cut between ``start`` and ``end``: never before a mark or inside a ligature."""
    forms, text = paragraph.forms, paragraph.text
    return [*(i for i in range(start + 1, end) if forms[i] and not combining(text[i])), end]


def _longest(cuts: Sequence[int], fits: Callable[[int], bool]) -> int | None:
    """The last of ``cuts`` that fits, or None."""
    place = bisect_left(cuts, True, key=lambda cut: not fits(cut))
    return cuts[place - 1] if place else None


def _break_word(paragraph: Paragraph, start: int, end: int, width: int, measure: Measure) -> Line:
    """Cut a word wider than the line between letters, which keep their joined shapes; one letter stays."""
    cuts = _cuts(paragraph, start, end)
    cut = _longest(cuts, lambda at: _line(paragraph, start, at, measure).width <= width) or cuts[0]
    return replace(_line(paragraph, start, cut, measure), broken=cut < end)


def _shorten(paragraph: Paragraph, start: int, width: int, measure: Measure) -> Line:
    def fits(at: int) -> bool:
        return _line(paragraph, start, at, measure, shortened=True).width <= width

    cut = _longest([start, *_cuts(paragraph, start, len(paragraph.text))], fits)
    return _line(paragraph, start, start if cut is None else cut, measure, shortened=True)
