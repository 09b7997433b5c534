"""Fonts as SDL wants to be asked for them, and the widths it gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kivy.core.text._text_sdl2 import _get_extents, _get_fontascent, _SurfaceContainer

from app.text.coverage import covered

_WIDTHS_KEPT: Final = 20_000
# Final ې and its like: they reach below the descent that UKIJ Tuz Basma states, and a dot cut off is
# another letter. Every line is as high as they need, so that lines do not jump with the letters in them.
_DEEP_FORMS: Final = "\ufbe5\ufede\ufb93"

_widths: dict[tuple[str, str], int] = {}
_metrics: dict[str, tuple[int, int]] = {}


def forget_widths() -> None:
    """Drop every width met so far."""
    _widths.clear()


class Pen:
    """One font file at one size and style for one script, as SDL's functions want to be asked for it.

    Glyphs come in visual order, so the direction is always left to right. Arabic runs are named as such:
    HarfBuzz then turns them round while it kerns, and cannot take the letters of ئال for a لا.
    SDL keeps direction and script with an open font, hence an id of our own for each: a label of Kivy's
    that shared the font would leave its own behind.
    """

    __slots__ = ("_id", "_primed", "options")

    def __init__(self, options: dict[str, Any], path: str, script: str) -> None:
        self.options = options | {"font_name_r": path, "font_direction": "ltr", "font_script_name": script}
        self._id = f"{font_id(options, path)}|{script}"
        self._primed = False

    def _get_font_id(self) -> str:
        return self._id

    def width(self, glyphs: str) -> int:
        """Width in pixels of ``glyphs`` as they will be drawn."""
        key = (self._id, glyphs)
        known = _widths.get(key)
        if known is None:
            if len(_widths) >= _WIDTHS_KEPT:
                _widths.clear()
            known = _widths[key] = self._extents(glyphs)[0]
        return known

    def metrics(self) -> tuple[int, int]:
        """Ascent and height of a line in pixels, with room for the deepest letter the font has."""
        known = _metrics.get(self._id)
        if known is None:
            points = covered(self.options["font_name_r"])
            deep = "".join(form for form in _DEEP_FORMS if ord(form) in points)
            known = _metrics[self._id] = (int(_get_fontascent(self)), self._extents(deep or " ")[1])
        return known

    def _extents(self, glyphs: str) -> tuple[int, int]:
        if not self._primed:  # SDL sets direction and script on a font only when it draws
            _SurfaceContainer(1, 1).render(self, " ", 0, 0)
            self._primed = True
        width, height = _get_extents(self, glyphs or " ")
        return (int(width) if glyphs else 0), int(height)


class Pens(dict[tuple[int, bool], Pen]):
    """The pens of one label, each made when it is first asked for: ``pens[font, rtl]``.

    ``font`` is the font's place in ``paths``; ``rtl`` is true for right-to-left runs.
    """

    def __init__(self, options: dict[str, Any], paths: Sequence[str]) -> None:
        super().__init__()
        self._options = options
        self._paths = paths

    def __missing__(self, key: tuple[int, bool]) -> Pen:
        font, rtl = key
        pen = self[key] = Pen(self._options, self._paths[font], "Arab" if rtl else "Latn")
        return pen


def font_id(options: Mapping[str, Any], path: str) -> str:
    """Everything about a font that changes what is measured."""
    return (
        f"anatil|{path}|{int(options['font_size'])}|{options['underline']}|{options['strikethrough']}"
        f"|{options['font_hinting']}|{options['font_kerning']}|{options['outline_width']}"
    )
