"""Two halves: one above the other or, where the window is wide, side by side in the reading direction."""

from __future__ import annotations

from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from app.theme import look

WIDE = 1.15
"""From this ratio of width to height on, side by side."""


class Split(BoxLayout):
    """``first`` is read first. ``high`` is its share of the height when above, or None for its own height;
    ``across`` its share of the width when beside."""

    second_fits = False
    """Whether the second half is as high as it needs (a ``Column``), and the first has the rest."""

    def __init__(
        self, first: Widget, second: Widget, high: float | None, across: float = 0.42, **kwargs: Any
    ) -> None:
        kwargs.setdefault("spacing", look.gap("room"))
        super().__init__(**kwargs)
        self.first, self.second = first, second
        self._high, self._across = high, across
        self.wide: bool | None = None
        self.bind(size=self._turn)

    def _turn(self, *_: Any) -> None:
        wide = self.width > self.height * WIDE
        if wide != self.wide:
            self._lay(wide)
        if not wide and self._high is not None and self.second_needs() > 0:
            most = (self.height - self.spacing - self.second_needs()) / max(1.0, self.height)
            share = min(self._high, max(0.0, most))
            self.first.size_hint_y, self.second.size_hint_y = share, 1 - share

    def _lay(self, wide: bool) -> None:
        self.wide = wide
        self.clear_widgets()
        self.orientation = "horizontal" if wide else "vertical"
        if wide:
            self.first.size_hint, self.second.size_hint = (self._across, 1), (1 - self._across, 1)
        elif self._high is None:
            self.first.size_hint, self.second.size_hint = (1, None), (1, 1)
        else:
            self.first.size_hint, self.second.size_hint = (1, self._high), (1, 1 - self._high)
        if self.second_fits:
            self.second.size_hint_y = None
            self.second.height = self.second.minimum_height
            self.second.pos_hint = {"center_y": 0.5} if wide else {}
            if not wide:
                self.first.size_hint_y = 1
        pieces = [self.first, self.second]
        for piece in reversed(pieces) if wide and look.rtl else pieces:
            self.add_widget(piece)
        self.turned(wide)

    def second_needs(self) -> float:
        """Pixels that the second half has at least when below, however low the window; 0 for its share."""
        return 0.0

    def turned(self, wide: bool) -> None:
        """Called when the halves changed places."""
