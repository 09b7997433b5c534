"""Our text provider: Kivy's SDL2 one, with Uyghur in the right shape and the right order.

Kivy's own label draws what it is given from left to right, letter by letter. This one lays the text
out first (:mod:`app.text.lines`) and gives SDL strings that are already in visual order, so that what
is measured is what is drawn. Markup is never read: ``[b]`` in a word shows as ``[b]``.
"""

from __future__ import annotations

import unicodedata
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kivy.core.image import ImageData
from kivy.core.text._text_sdl2 import _SurfaceContainer
from kivy.core.text.text_sdl2 import LabelSDL2

from app.text.coverage import FontChain, chain
from app.text.lines import Line, Lines, lay_out
from app.text.pens import Pens, font_id, forget_widths
from app.text.tint import color_runs, tint
from lexicon.uyghur.bidi import base_level

_LAYOUTS_KEPT: Final = 1000

_layouts: OrderedDict[tuple[object, ...], _Placed] = OrderedDict()


def forget() -> None:
    """Drop every layout and width met so far, as a start does."""
    _layouts.clear()
    forget_widths()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A layout with the heights that place its lines (pixels): what is kept for a text met before.

    Line n begins ``tops[n]`` below the first; a font of the chain is drawn its ``drops`` lower, so that all
    stand on one base line.
    """

    lines: Lines
    tops: tuple[int, ...]
    drops: Mapping[int, int]
    height: int


class UyghurLabel(LabelSDL2):
    """A core label (``kivy.core.text.Label``) that draws Uyghur, and text of both directions, rightly.

    It takes the options of Kivy's core label, with these differences:

    * ``halign`` is ``auto`` unless given: right for a right-to-left paragraph; ``justify`` is drawn so too.
    * ``base_direction``: None, ``ltr``, ``rtl``, ``weak_ltr`` or ``weak_rtl`` (the first strong letter
      decides, and this where there is none).
    * ``shorten`` puts the ellipsis at the logical end; with ``max_lines`` above 1 the last line gets it.
    * ``letter_colors``: see :class:`app.text.tint.LetterColor`. Places count in the NFC of the text.
    * Lines that do not fit ``text_size[1]`` are left out from the end; ``is_cut`` says so.
    * ``breaks_word`` says that a word was wider than ``text_size[0]``.
    """

    def __init__(
        self, text: str = "", *, letter_colors: Sequence[Any] = (), max_lines: int = 0, **options: Any
    ) -> None:
        options.setdefault("halign", "auto")
        super().__init__(text, **options)
        self.options["letter_colors"] = letter_colors
        self.options["max_lines"] = max_lines
        self.is_cut = self.breaks_word = False
        self._size = 0, 0
        self._placed: _Placed | None = None

    @staticmethod
    def find_base_direction(text: str) -> str:
        """``rtl`` or ``ltr``, by the first strong letter of ``text``."""
        return "rtl" if base_level(text) else "ltr"

    def _get_font_id(self) -> str:
        return font_id(self.options, self.options["font_name_r"])

    def get_extents(self, text: str) -> tuple[int, int]:
        """Width and height in pixels of ``text`` on one line."""
        placed = self._place(text.replace("\n", " "), (None, None))
        return placed.lines.width, placed.height

    def render(self, real: bool = False) -> tuple[int, int] | None:
        """Lay the text out and return its size (width, height), padding included; draw it if ``real``."""
        if real:
            self._draw()
            return None
        left, top, right, bottom = self.options["padding"]
        wide, high = self._text_size
        self._placed = None
        self.is_cut = self.is_shortened = self.breaks_word = False
        if not self._text or (self.options["strip"] and not self._text.strip()):
            self._size = 0, 0
            return self._size
        placed = self._placed = self._place(self._text, (wide, high))
        self.is_cut = placed.lines.cut
        self.breaks_word = placed.lines.broken
        self.is_shortened = placed.lines.shortened
        self._internal_size = placed.lines.width + left + right, placed.height + top + bottom
        width, height = wide or self._internal_size[0], high or self._internal_size[1]
        if height > 1 and width < 2:  # as Kivy does: a texture of one pixel's width is not drawn
            width = 2
        self._size = int(width), int(height)
        return self._size

    def _place(self, text: str, size: tuple[float | None, float | None]) -> _Placed:
        options = self.options
        left, top, right, bottom = options["padding"]
        wide = None if size[0] is None else max(0, int(size[0] - left - right))
        high = None if size[1] is None else int(size[1] - top - bottom)
        key = (
            text,
            self._get_font_id(),
            chain(options["font_name_r"]),
            wide,
            high,
            options["max_lines"],
            options["shorten"],
            options["strip"],
            options["line_height"],
            options["base_direction"],
        )
        placed = _layouts.get(key)
        if placed is None:
            placed = self._place_anew(text, wide, high)
            if len(_layouts) >= _LAYOUTS_KEPT:
                _layouts.popitem(last=False)
            _layouts[key] = placed
        else:
            _layouts.move_to_end(key)
        return placed

    def _place_anew(self, text: str, wide: int | None, high: int | None) -> _Placed:
        options = self.options
        pens = self._pens()
        full = pens[0, False].metrics()[1]
        step = int(full * options["line_height"])
        shorten = bool(options["shorten"]) and wide is not None
        limit = max(int(options["max_lines"]), int(shorten))
        if high is not None:
            fitting = 1 + max(0, high - max(full, step)) // max(1, step)
            limit = min(limit or fitting, fitting)
        lines = lay_out(
            unicodedata.normalize("NFC", text),
            FontChain(options["font_name_r"]),
            lambda glyphs, font, rtl: pens[font, rtl].width(glyphs),
            direction=options["base_direction"],
            width=wide,
            max_lines=limit,
            shorten=shorten,
            strip=bool(options["strip"]),
        )
        used = {piece.font for line in lines.lines for piece in line.pieces} or {0}
        metrics = {font: pens[font, False].metrics() for font in used}
        ascent = max(above for above, _ in metrics.values())
        full = ascent + max(high - above for above, high in metrics.values())
        step = int(full * options["line_height"])
        tops = tuple(step * n for n in range(len(lines.lines)))
        drops = {font: ascent - above for font, (above, _) in metrics.items()}
        return _Placed(lines, tops, drops, tops[-1] + max(full, step))

    def _pens(self) -> Pens:
        return Pens(self.options, chain(self.options["font_name_r"]))

    def _draw(self) -> None:
        picture = self.picture()
        if picture.width > 1 and self.texture is not None:
            self.texture.blit_data(picture)

    def picture(self) -> ImageData:
        """The text as it was last laid out, in RGBA pixels from the top; needs no window."""
        placed = self._placed
        width, height = self._size
        surface = _SurfaceContainer(width, height)
        starts: list[tuple[Line, int, int]] = []
        pens = self._pens()
        if placed is not None:
            first = self._top(height)
            for line, below in zip(placed.lines.lines, placed.tops, strict=True):
                x, y = self._left(line, width), first + below
                starts.append((line, x, y))
                for piece in line.pieces:
                    pen = pens[piece.font, piece.rtl]
                    surface.render(pen, piece.glyphs, x, y + placed.drops[piece.font])
                    x += piece.width
        data: ImageData = surface.get_data()
        if placed is None or not self.options["letter_colors"]:
            return data
        pixels = bytearray(data.data)
        for line, x, y in starts:
            self._tint_line(pixels, width, line, (x, y), placed.drops, pens)
        return ImageData(width, height, "rgba", bytes(pixels))

    def _top(self, height: int) -> int:
        above = self.options["padding"][1]
        inner = self._internal_size[1]
        align = self.options["valign"]
        if align == "bottom":
            return int(height - inner + above)
        if align in ("middle", "center"):
            return int((height - inner + 2 * above) / 2)
        return int(above)

    def _left(self, line: Line, width: int) -> int:
        left, _, right, _ = self.options["padding"]
        align = self.options["halign"]
        if align == "center":
            middle = int((width - line.width + left - right) / 2)
            return min(int(width - line.width), max(int(left), middle))
        if align == "right" or (align in ("auto", "justify") and line.rtl):
            return max(0, int(width - line.width - right))
        return int(left)

    def _tint_line(
        self,
        pixels: bytearray,
        width: int,
        line: Line,
        at: tuple[int, int],
        drops: Mapping[int, int],
        pens: Pens,
    ) -> None:
        x, y = at
        sources = line.sources
        for piece in line.pieces:
            pen, count = pens[piece.font, piece.rtl], len(piece.glyphs)
            size = (piece.width, pen.metrics()[1])
            place = (x, y + drops[piece.font])
            for start, end, color in color_runs(sources[:count], self.options["letter_colors"]):
                before, after = (_SurfaceContainer(*size) for _ in range(2))
                if start:
                    before.render(pen, piece.glyphs[:start], 0, 0)
                after.render(pen, piece.glyphs[:end], 0, 0)
                tint(pixels, width, place, before.get_data().data, after.get_data().data, size, color)
            sources = sources[count:]
            x += piece.width
