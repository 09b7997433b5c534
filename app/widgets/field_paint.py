"""How a field is drawn: its ground, what is selected, the lines one sees, the caret."""

from __future__ import annotations

from collections.abc import Iterable

from kivy.graphics import Color, InstructionGroup, Rectangle, SmoothRoundedRectangle
from kivy.graphics.texture import Texture
from kivy.metrics import dp

from app.text.carets import Box, Spot
from app.text.manuscript import Manuscript
from app.theme import CORNER, look

_CARET_WIDTH = 2
_SELECTED = 0.28
"""How strongly the accent colour shows through behind selected letters; the ink stays readable on it."""


class FieldPaint:
    """Draws into two instruction groups: ``ground`` and, over it, ``writing``."""

    def __init__(self, view: tuple[float, float, float, float] = (0, 0, 1, 1)) -> None:
        self.ground, self.writing = InstructionGroup(), InstructionGroup()
        self._edge_colour, self._edge = Color(), SmoothRoundedRectangle()
        self._face_colour, self._face = Color(*look.palette.surface), SmoothRoundedRectangle()
        for part in (self._edge_colour, self._edge, self._face_colour, self._face):
            self.ground.add(part)
        self._marks = InstructionGroup()
        self._page = Rectangle(size=(0, 0))
        self._caret_colour, self._caret = Color(*look.palette.accent), Rectangle(size=(0, 0))
        self.writing.add(self._marks)
        for part in (Color(1, 1, 1, 1), self._page, self._caret_colour, self._caret):
            self.writing.add(part)
        self._texture: Texture | None = None
        self._drawn: tuple[int, int] | None = None
        self.view = view
        """Left, bottom, width, height of the room for text."""

    def frame(self, pos: tuple[float, float], size: tuple[float, float], focused: bool) -> None:
        """The ground: a card whose edge is strong while one writes in it."""
        rim = dp(2.5) if focused else dp(1.5)
        self._edge_colour.rgba = look.palette.accent if focused else look.palette.soft_ink
        corner = min(dp(CORNER), size[1] / 2)
        self._edge.pos, self._edge.size, self._edge.radius = pos, size, [corner]
        self._face.pos = (pos[0] + rim, pos[1] + rim)
        self._face.size = (max(0, size[0] - 2 * rim), max(0, size[1] - 2 * rim))
        self._face.radius = [max(1.0, corner - rim)]

    def text(self, manuscript: Manuscript, scroll: int, anew: bool) -> None:
        """The lines that lie in ``view`` when ``scroll`` pixels of the text lie above it."""
        left, bottom, width, height = self.view
        line = manuscript.line_height
        first = max(0, scroll // line)
        end = min(manuscript.count, -int(-(scroll + height) // line))
        if end <= first or width < 2:
            self._page.size = (0, 0)
            return
        if anew or self._drawn != (first, end):
            picture = manuscript.part(first, end)
            if self._texture is None or self._texture.size != (picture.width, picture.height):
                self._texture = Texture.create(size=(picture.width, picture.height), colorfmt="rgba")
            self._texture.blit_data(picture)
            self._drawn = first, end
            self._page.texture = self._texture
        texture = self._texture
        assert texture is not None
        hidden = scroll - first * line  # of the first line drawn
        shown = min(int(height), texture.height - hidden)
        whole_u, whole_v = texture.tex_coords[2], texture.tex_coords[5]
        above, below = whole_v * hidden / texture.height, whole_v * (hidden + shown) / texture.height
        self._page.tex_coords = (0, below, whole_u, below, whole_u, above, 0, above)
        self._page.size = (texture.width, shown)
        self._page.pos = (left, bottom + height - shown)

    def selection(self, boxes: Iterable[Box], scroll: int) -> None:
        """Colour behind what is selected."""
        left, bottom, _, height = self.view
        self._marks.clear()
        self._marks.add(Color(*look.palette.accent[:3], _SELECTED))
        for box in boxes:
            top, foot = max(0, box.y - scroll), min(height, box.y - scroll + box.height)
            if foot > top:
                self._marks.add(
                    Rectangle(pos=(left + box.x, bottom + height - foot), size=(box.width, foot - top))
                )

    def caret(self, spot: Spot | None, scroll: int) -> None:
        """The caret, or none."""
        if spot is None:
            self._caret.size = (0, 0)
            return
        left, bottom, width, height = self.view
        top, foot = max(0, spot.top - scroll), min(height, spot.top - scroll + spot.height)
        thick = max(2.0, round(dp(_CARET_WIDTH)))
        x = left + min(max(spot.x - thick / 2, 0), width - thick)
        self._caret.pos = (round(x), bottom + height - foot)
        self._caret.size = (thick, max(0, foot - top))

    def show_caret(self, shown: bool) -> None:
        """For blinking."""
        self._caret_colour.a = 1.0 if shown else 0.0
