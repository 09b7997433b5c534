"""How far the lesson has come: a string of beads that fills in the reading direction."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, SmoothRoundedRectangle
from kivy.metrics import dp
from kivy.properties import NumericProperty
from kivy.uix.widget import Widget

from app.theme import look


class Beads(Widget):
    """``done`` runs from 0 to 1. No numbers: a child sees that it goes on and that it ends."""

    done = NumericProperty(0.0)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        with self.canvas:
            Color(*look.palette.line)
            self._string = SmoothRoundedRectangle(radius=[dp(6)])
            Color(*look.palette.good)
            self._filled = SmoothRoundedRectangle(radius=[dp(6)])
        self.bind(pos=self._draw, size=self._draw, done=self._draw)

    def _draw(self, *_: Any) -> None:
        thick = dp(12)
        y = self.y + (self.height - thick) / 2
        self._string.pos, self._string.size = (self.x, y), (self.width, thick)
        length = max(thick, self.width * min(1.0, self.done)) if self.done > 0 else 0
        x = self.x + self.width - length if look.rtl else self.x
        self._filled.pos, self._filled.size = (x, y), (length, thick if length else 0)
