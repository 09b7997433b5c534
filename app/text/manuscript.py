"""A text that is being written: laid out anew at every key, and drawn line by line as far as one sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kivy.core.image import ImageData

from app.text.carets import Carets, Row
from app.text.provider import UyghurLabel, _Placed


class Manuscript(UyghurLabel):
    """A core label for a text field. It has one line at least, and keeps no layout but the last.

    Call ``render()`` after every change of text or width; then the rest is true.
    """

    def __init__(self, text: str = "", **options: Any) -> None:
        super().__init__(text, **options)
        self._last: tuple[object, _Placed] | None = None

    def render(self, real: bool = False) -> tuple[int, int] | None:
        if not self._text and not real:
            self._placed = self._place("", self._text_size)
            self.is_cut = self.is_shortened = self.breaks_word = False
            self._internal_size = 0, self._placed.height
            self._size = int(self._text_size[0] or 2), self._placed.height
            return self._size
        return super().render(real)

    def _place(self, text: str, size: tuple[float | None, float | None]) -> _Placed:
        # Every key makes another text: were they all kept, a page would fill the memory.
        wide = None if size[0] is None else max(0, int(size[0]))
        options = self.options
        key = text, wide, self._get_font_id(), options["base_direction"], options["line_height"]
        if self._last is None or self._last[0] != key:
            self._last = key, self._place_anew(text, wide, None)
        return self._last[1]

    @property
    def line_height(self) -> int:
        """Height of one line in pixels."""
        placed = self._placed
        assert placed is not None
        return placed.height - placed.tops[-1]

    @property
    def count(self) -> int:
        """How many lines there are."""
        assert self._placed is not None
        return len(self._placed.lines.lines)

    @property
    def height(self) -> int:
        """Height of all lines in pixels."""
        assert self._placed is not None
        return self._placed.height

    def carets(self, stops: Sequence[int]) -> Carets:
        """Places of the caret; it may stand at ``stops``."""
        placed, width = self._placed, self._size[0]
        assert placed is not None
        rows = [
            Row(line, top, self._left(line, width))
            for line, top in zip(placed.lines.lines, placed.tops, strict=True)
        ]
        pens = self._pens()
        return Carets(
            rows, self.line_height, width, stops, lambda glyphs, font, rtl: pens[font, rtl].width(glyphs)
        )

    def part(self, first: int, end: int) -> ImageData:
        """A picture of the lines from ``first`` up to ``end``, as wide as the text."""
        whole, size = self._placed, self._size
        assert whole is not None
        lines = whole.lines.lines[first:end]
        tops = tuple(top - whole.tops[first] for top in whole.tops[first:end])
        high = tops[-1] + self.line_height
        try:
            self._placed = replace(whole, lines=replace(whole.lines, lines=lines), tops=tops, height=high)
            self._size = self._internal_size = size[0], high
            return self.picture()
        finally:
            self._placed, self._size = whole, size
            self._internal_size = whole.lines.width, whole.height
