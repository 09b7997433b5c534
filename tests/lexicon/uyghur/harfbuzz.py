"""HarfBuzz as the judge of shapes: which outlines, in which order, how far apart."""

from __future__ import annotations

import sys
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

FONTS = Path(sys.prefix) / "share" / "anatil" / "fonts"


class Face:
    """One of the project's fonts, by its file name; skips the test where set-up has not put it in place."""

    def __init__(self, name: str) -> None:
        self.path = FONTS / name
        if not self.path.is_file():
            pytest.skip(f"the font {name} is not in place; set-up fetches it")
        import uharfbuzz
        from fontTools.ttLib import TTFont

        self._hb = uharfbuzz
        self._font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(self.path))))
        self._tables = TTFont(self.path)
        self._names = self._tables.getGlyphOrder()
        self._outlines: dict[str, str] = {}

    @cached_property
    def _glyphs(self) -> Any:
        return self._tables.getGlyphSet()

    @property
    def units_per_em(self) -> int:
        return int(self._tables["head"].unitsPerEm)

    @cached_property
    def missing(self) -> frozenset[str]:
        """Presentation forms that the font has no glyph for."""
        points = self._tables.getBestCmap()
        return frozenset(chr(n) for n in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)) if n not in points)

    def shape(self, text: str, direction: str) -> tuple[list[str], list[tuple[int, int, int]]]:
        """Glyph names from left to right, and (advance, x offset, y offset) of each in font units."""
        buffer = self._hb.Buffer()
        buffer.add_str(text)
        buffer.direction = direction
        buffer.script = "Arab"
        self._hb.shape(self._font, buffer)
        places = [(at.x_advance, at.x_offset, at.y_offset) for at in buffer.glyph_positions]
        return [self._names[glyph.codepoint] for glyph in buffer.glyph_infos], places

    def outlines(self, names: list[str]) -> list[str]:
        """What the glyphs look like: two glyphs of one outline count as one."""
        from fontTools.pens.recordingPen import DecomposingRecordingPen

        for name in names:
            if name not in self._outlines:
                pen = DecomposingRecordingPen(self._glyphs)
                self._glyphs[name].draw(pen)
                self._outlines[name] = repr(pen.value)
        return [self._outlines[name] for name in names]

    def width(self, text: str) -> int:
        """Font units from the leftmost ink or the origin to the rightmost ink or the last advance."""
        names, places = self.shape(text, "rtl")
        pen = left = right = 0
        for name, (advance, x_offset, _) in zip(names, places, strict=True):
            found = self._font.get_glyph_extents(self._tables.getGlyphID(name))
            if found is not None and found.width:
                left = min(left, pen + x_offset + found.x_bearing)
                right = max(right, pen + x_offset + found.x_bearing + found.width)
            pen += advance
        return max(pen, right) - left
