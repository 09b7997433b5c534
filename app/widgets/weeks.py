"""Weeks drawn: on how many days of each of the last ones somebody practised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.graphics import Color, SmoothRoundedRectangle
from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.theme import look

DAYS = 7
FLAT_DP = 3
"""Height of a week without practice: a quiet line and no gap."""


class WeekBars(Widget):
    """A bar a week, the oldest where a line begins, as high as the days (0–7) that were practised."""

    def __init__(self, days: Sequence[int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.days = tuple(days)
        self.bind(pos=self._draw, size=self._draw)
        self._draw()

    def _draw(self, *_: Any) -> None:
        self.canvas.clear()
        if not self.days:
            return
        palette = look.palette
        step = self.width / len(self.days)
        wide = step * 0.66
        with self.canvas:
            for week, days in enumerate(self.days):
                place = len(self.days) - 1 - week if look.rtl else week
                high = max(dp(FLAT_DP), self.height * days / DAYS)
                Color(*(palette.leaf if days else palette.line))
                left = self.x + place * step + (step - wide) / 2
                SmoothRoundedRectangle(pos=(left, self.y), size=(wide, high), radius=[min(dp(3), high / 2)])
