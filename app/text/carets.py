"""Where the caret stands in a text that has been laid out, and which place in the text a tap means.

Everything is in pixels from the upper left corner of the text's picture, y downwards. No Kivy here.
A caret beside a right-to-left letter stands at its left when it comes after the letter, at its right when it
comes before. Two letters in one sign (لا) share its width in halves.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from app.text.editing import Caret
from app.text.lines import Line, Measure, Piece

_SPACES = " \t\u200b\r"


class Spot(NamedTuple):
    """Where a caret is drawn: its middle, the top of its line, the line's height and number."""

    x: int
    top: int
    height: int
    line: int


class Box(NamedTuple):
    """A rectangle: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int


class Cell(NamedTuple):
    """The room that one letter takes on its line: its places in the whole text, its left and right."""

    start: int
    end: int
    left: int
    right: int
    rtl: bool

    def caret(self, at_right: bool) -> Caret:
        """The place at one of its sides."""
        return Caret(self.start) if at_right == self.rtl else Caret(self.end, before=True)


class Row(NamedTuple):
    """A line where it is drawn: its top and its left in the picture."""

    line: Line
    top: int
    left: int


class Carets:
    """All places of a caret in one text.

    ``rows`` are its lines from the top; ``height`` is that of a line; ``width`` that of the whole picture;
    ``stops`` are the places where a caret may stand (:func:`app.text.units.boundaries`).
    """

    def __init__(
        self, rows: Sequence[Row], height: int, width: int, stops: Sequence[int], measure: Measure
    ) -> None:
        self.rows = rows
        self.height = height
        self.width = width
        self._stops = stops
        self._measure = measure
        self._known: dict[int, list[Cell]] = {}
        self._starts = [row.line.paragraph.offset + row.line.start for row in rows]

    # -- from a place in the text to one on the screen

    def spot(self, caret: Caret) -> Spot:
        """Where ``caret`` is drawn."""
        number = self.row_of(caret)
        row = self.rows[number]
        x = min(max(self._x(number, caret), 0), self.width)
        return Spot(x, row.top, self.height, number)

    def boxes(self, start: int, end: int) -> list[Box]:
        """Rectangles that cover the letters from ``start`` to ``end``; a line end counts as a space."""
        found: list[Box] = []
        for number in range(self.row_of(Caret(start)), len(self.rows)):
            row, (first, last) = self.rows[number], self._range(number)
            if first >= end and first > start:
                break
            spans = [(cell.left, cell.right) for cell in self._cells(number) if start <= cell.start < end]
            if self._ends_paragraph(number) and start <= last < end:
                edge = self._edge(number)
                space = self._measure(" ", 0, row.line.rtl)
                spans.append((edge - space, edge) if row.line.rtl else (edge, edge + space))
            for left, right in _joined(spans):
                left, right = max(0, left), min(self.width, right)
                found.append(Box(left, row.top, right - left, self.height))
        return found

    def row_of(self, caret: Caret) -> int:
        """The number of the line on which ``caret`` is drawn."""
        number = max(0, bisect_right(self._starts, caret.index) - 1)
        if caret.before and number and self._starts[number] == caret.index:
            above = self.rows[number - 1].line
            if not self._ends_paragraph(number - 1) and not _hidden(above):
                return number - 1
        return number

    # -- from the screen to the text

    def at(self, x: float, y: float) -> Caret:
        """The place nearest to a point."""
        number = max(0, bisect_right([row.top for row in self.rows], y) - 1)
        return self._at(number, x)

    def over(self, x: float, y: float) -> int:
        """The letter under a point, or the one nearest to it on that line."""
        number = max(0, bisect_right([row.top for row in self.rows], y) - 1)
        cells = self._cells(number)
        if not cells:
            return self._starts[number]
        return min(cells, key=lambda cell: max(cell.left - x, x - cell.right, 0)).start

    # -- from place to place

    def beside(self, caret: Caret, right: bool) -> Caret:
        """The next place to the left or right, as one sees it; from a line's end, on the next line."""
        number = self.row_of(caret)
        cells = self._cells(number)
        place = self._gap(number, caret) + (1 if right else -1)
        if cells and 0 <= place <= len(cells):
            return cells[place - 1].caret(True) if right else cells[place].caret(False)
        forward = right != self.rows[number].line.rtl
        other = number + (1 if forward else -1)
        if not 0 <= other < len(self.rows):
            return caret
        entered = self.line_start(other) if forward else self.line_end(other)
        if entered.index == caret.index:  # the same place, seen on the other line: go over its first letter
            return self.beside(entered, right == (self.rows[other].line.rtl == self.rows[number].line.rtl))
        return entered

    def above(self, caret: Caret, lines: int, x: float) -> Caret:
        """The place some lines above (below, if negative), nearest to ``x``; beyond them, the text's end."""
        number = self.row_of(caret) - lines
        if number < 0:
            return Caret(self._starts[0])
        if number >= len(self.rows):
            return self.line_end(len(self.rows) - 1)
        return self._at(number, x)

    def line_start(self, number: int) -> Caret:
        """The beginning of a line, in the order of reading."""
        return Caret(self._starts[number])

    def line_end(self, number: int) -> Caret:
        """The end of a line, before the space at which it was wrapped."""
        first, last = self._range(number)
        if not self._ends_paragraph(number):
            last -= _hidden(self.rows[number].line)
        return Caret(last, before=last > first)

    # -- one line

    def _range(self, number: int) -> tuple[int, int]:
        line = self.rows[number].line
        return line.paragraph.offset + line.start, line.paragraph.offset + line.end

    def _ends_paragraph(self, number: int) -> bool:
        line = self.rows[number].line
        return line.end == len(line.paragraph.text)

    def _edge(self, number: int) -> int:
        """Where a line ends on the screen: left of everything where it runs to the left."""
        cells, row = self._cells(number), self.rows[number]
        if not cells:
            return row.left
        return cells[0].left if row.line.rtl else cells[-1].right

    def _at(self, number: int, x: float) -> Caret:
        cells = self._cells(number)
        if not cells:
            return self.line_start(number)
        for cell in cells:
            if x < cell.right or cell is cells[-1]:
                return cell.caret(x >= (cell.left + cell.right) / 2)
        return self.line_end(number)

    def _gap(self, number: int, caret: Caret) -> int:
        """How many letters of the line stand left of ``caret``."""
        cells = self._cells(number)
        wanted = caret.index - 1 if caret.before else caret.index
        for here in (wanted, caret.index - 1):
            for place, cell in enumerate(cells):
                if cell.start <= here < cell.end:
                    leading = here >= caret.index
                    return place + (leading == cell.rtl)
        if not cells or caret.index <= self._starts[number]:
            return len(cells) if self.rows[number].line.rtl else 0
        return 0 if self.rows[number].line.rtl else len(cells)

    def _x(self, number: int, caret: Caret) -> int:
        cells = self._cells(number)
        if not cells:
            return self.rows[number].left
        wanted = caret.index - 1 if caret.before else caret.index
        for here in (wanted, caret.index - 1):
            for cell in cells:
                if cell.start <= here < cell.end:
                    return cell.right if (here >= caret.index) == cell.rtl else cell.left
        gap = self._gap(number, caret)
        return cells[gap].left if gap < len(cells) else cells[-1].right

    def _cells(self, number: int) -> list[Cell]:
        """The letters of a line from left to right."""
        found = self._known.get(number)
        if found is None:
            found = self._known[number] = self._find_cells(number)
        return found

    def _find_cells(self, number: int) -> list[Cell]:
        row = self.rows[number]
        line, paragraph = row.line, row.line.paragraph
        letters: list[Cell] = []
        sources = line.sources
        x = row.left
        for piece in line.pieces:
            count = len(piece.glyphs)
            edges = self._edges(piece)
            for source, left, right in zip(sources[:count], edges, edges[1:], strict=False):
                rtl = bool(source) and bool(paragraph.levels[source[0] - paragraph.offset] & 1)
                letters += _shared(source, x + left, x + right, rtl)
            sources = sources[count:]
            x += piece.width
        if self._ends_paragraph(number):
            letters = self._with_spaces(letters, row)
        return self._whole(letters, *self._range(number))

    def _edges(self, piece: Piece) -> list[int]:
        """Where each glyph of a piece begins, and where the last one ends.

        HarfBuzz kerns a letter against the one that follows it in reading: in right-to-left text what lies
        left of a glyph says where it begins, in left-to-right text what lies right of it.
        """
        glyphs, font, rtl = piece.glyphs, piece.font, piece.rtl
        space = self._measure(" ", font, rtl)
        edges = [0]
        for place in range(1, len(glyphs)):
            if rtl:
                edge = self._measure(glyphs[:place] + " ", font, rtl) - space
            else:
                edge = piece.width - self._measure(" " + glyphs[place:], font, rtl) + space
            edges.append(min(max(edge, edges[-1]), piece.width))
        edges.append(piece.width)
        return edges

    def _with_spaces(self, letters: list[Cell], row: Row) -> list[Cell]:
        """A paragraph's last spaces are not drawn, but one who writes them sees the caret move."""
        line = row.line
        hidden = _hidden(line)
        if not hidden:
            return letters
        rtl, space = line.rtl, self._measure(" ", 0, line.rtl)
        end = line.paragraph.offset + line.end
        edge = row.left if rtl or not letters else letters[-1].right
        spaces = []
        for place in range(end - hidden, end):
            left = edge - space if rtl else edge
            spaces.append(Cell(place, place + 1, left, left + space, rtl))
            edge = left if rtl else left + space
        return [*reversed(spaces), *letters] if rtl else [*letters, *spaces]

    def _whole(self, letters: list[Cell], first: int, last: int) -> list[Cell]:
        """Put what belongs to one letter together: marks, ئ and its vowel, what nobody sees."""
        cells: list[Cell] = []
        for letter in letters:
            place = bisect_right(self._stops, letter.start)
            start, end = self._stops[place - 1], self._stops[min(place, len(self._stops) - 1)]
            start, end = max(start, first), min(max(end, letter.end), last)
            if cells and cells[-1].start == start:
                cells[-1] = cells[-1]._replace(right=letter.right)
            else:
                cells.append(Cell(start, end, letter.left, letter.right, letter.rtl))
        return cells


def _hidden(line: Line) -> int:
    """How many spaces at a line's end are not drawn."""
    shown = line.paragraph.text[line.start : line.end]
    return len(shown) - len(shown.rstrip(_SPACES))


def _shared(source: range, left: int, right: int, rtl: bool) -> list[Cell]:
    """A glyph's room, in equal parts if it stands for two letters."""
    parts = [
        Cell(
            place,
            place + 1,
            *_part(left, right, len(source) - 1 - n if rtl else n, len(source)),
            rtl,
        )
        for n, place in enumerate(source)
    ]
    return parts[::-1] if rtl else parts


def _part(left: int, right: int, number: int, of: int) -> tuple[int, int]:
    return left + (right - left) * number // of, left + (right - left) * (number + 1) // of


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch, as one."""
    found: list[tuple[int, int]] = []
    for left, right in sorted(spans):
        if found and left <= found[-1][1]:
            found[-1] = found[-1][0], max(right, found[-1][1])
        else:
            found.append((left, right))
    return found
