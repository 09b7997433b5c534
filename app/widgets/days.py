"""Days drawn: what comes on each of the next ones, and which of the last ones were practised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.graphics import Color, SmoothEllipse, SmoothLine, SmoothRoundedRectangle
from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.theme import look

TALLEST_OF = 8
"""A column is as high as the chart only from so many on: one word tomorrow is no mountain."""

FLAT_DP = 3
"""Height of a day without anything."""


class ComingDays(Widget):
    """A column a day, today first (where a line begins), as high as what comes."""

    def __init__(self, counts: Sequence[int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.counts = tuple(counts)
        self.bind(pos=self._draw, size=self._draw)
        self._draw()

    def columns(self) -> list[tuple[float, float, float, float]]:
        """Left, bottom, width and height of each day's column, in pixels, today first."""
        if not self.counts:
            return []
        step = self.width / len(self.counts)
        wide, most = step * 0.7, max(TALLEST_OF, *self.counts)
        found = []
        for day, count in enumerate(self.counts):
            place = len(self.counts) - 1 - day if look.rtl else day
            high = max(dp(FLAT_DP), self.height * count / most)
            found.append((self.x + place * step + (step - wide) / 2, self.y, wide, high))
        return found

    def _draw(self, *_: Any) -> None:
        self.canvas.clear()
        palette = look.palette
        with self.canvas:
            for day, (x, y, wide, high) in enumerate(self.columns()):
                if self.counts[day] == 0:
                    Color(*palette.line)
                else:
                    Color(*(palette.accent if day == 0 else palette.leaf))
                SmoothRoundedRectangle(pos=(x, y), size=(wide, high), radius=[min(dp(4), wide / 2, high / 2)])


class PractisedDays(Widget):
    """Weeks below one another, Monday where a line begins: a leaf-green disc for each day practised.

    A day not practised is a quiet dot, never a gap or a mark against anybody. ``weeks`` as
    ``drills.forecast.calendar`` gives them; the last day that is not None is today, and has a ring.
    """

    def __init__(self, weeks: Sequence[Sequence[bool | None]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.weeks = tuple(map(tuple, weeks))
        self.bind(pos=self._draw, size=self._draw)
        self._draw()

    def _draw(self, *_: Any) -> None:
        self.canvas.clear()
        if not self.weeks:
            return
        palette = look.palette
        step = min(self.width / 7, self.height / len(self.weeks))
        left = self.x + (self.width - 7 * step) / 2
        today = max(
            (row, day) for row, week in enumerate(self.weeks) for day, it in enumerate(week) if it is not None
        )
        with self.canvas:
            for row, week in enumerate(self.weeks):
                for day, practised in enumerate(week):
                    if practised is None:
                        continue
                    place = 6 - day if look.rtl else day
                    x, y = left + (place + 0.5) * step, self.top - (row + 0.5) * step
                    side = step * (0.7 if practised else 0.22)
                    Color(*(palette.leaf if practised else palette.line))
                    SmoothEllipse(pos=(x - side / 2, y - side / 2), size=(side, side))
                    if (row, day) == today:
                        Color(*palette.accent)
                        SmoothLine(circle=(x, y, step * 0.42), width=dp(1.2))
