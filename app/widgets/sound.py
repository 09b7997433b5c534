"""How loud it is now, and what a take looks like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.graphics import Color, Line, SmoothRoundedRectangle
from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty
from kivy.uix.widget import Widget

from app.theme import Colour, look
from audio.takes import Event, Listening, Speaking, Started

QUIETEST_DBFS = -60.0
"""What the bar shows as nothing: the noise floor that is asked for is −50 dBFS."""


def share_of(dbfs: float) -> float:
    """A level as a share of the bar, 0 to 1."""
    return min(1.0, max(0.0, 1.0 - dbfs / QUIETEST_DBFS))


class LevelBar(Widget):
    """A bar that fills with the level; while a take is under way it is higher, and green."""

    level = NumericProperty(0.0)
    """Share of the bar, 0 to 1."""
    taking = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("size_hint_y", None)
        kwargs.setdefault("height", dp(24))
        super().__init__(**kwargs)
        with self.canvas:
            Color(*look.palette.line)
            self._ground = SmoothRoundedRectangle()
            self._colour = Color(*look.palette.soft_ink)
            self._bar = SmoothRoundedRectangle()
        self.bind(pos=self._draw, size=self._draw, level=self._draw, taking=self._draw)

    def follow(self, event: Event) -> None:
        """Show what the microphone tells: how loud it is, and whether a take is under way."""
        if isinstance(event, Listening | Speaking):
            self.level = share_of(event.level.rms_dbfs)
        else:
            self.taking = isinstance(event, Started)

    def _draw(self, *_: Any) -> None:
        high = self.height if self.taking else self.height * 0.6
        y = self.y + (self.height - high) / 2
        self._colour.rgba = look.palette.good if self.taking else look.palette.soft_ink
        wide = max(high, self.width * self.level)
        x = self.right - wide if look.rtl else self.x
        for shape, size, left in ((self._ground, (self.width, high), self.x), (self._bar, (wide, high), x)):
            shape.pos, shape.size, shape.radius = (left, y), size, [high / 2]


class Waveform(Widget):
    """A take as upright lines; ``columns`` are peaks, 0 to 1. Sound runs left to right always."""

    def __init__(self, columns: Sequence[float] = (), *, colour: Colour | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._colour = colour or look.palette.good
        self._columns = tuple(columns)
        self.bind(pos=self._draw, size=self._draw)

    def show(self, columns: Sequence[float]) -> None:
        """Draw another take."""
        self._columns = tuple(columns)
        self._draw()

    def _draw(self, *_: Any) -> None:
        self.canvas.clear()
        if not self._columns or self.width < 2:
            return
        step = self.width / len(self._columns)
        middle, half = self.center_y, self.height / 2
        with self.canvas:
            Color(*self._colour)
            for number, peak in enumerate(self._columns):
                x = self.x + (number + 0.5) * step
                reach = max(dp(1), half * peak)
                Line(points=[x, middle - reach, x, middle + reach], width=max(1.0, step * 0.32), cap="round")
