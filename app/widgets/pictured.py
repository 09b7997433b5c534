"""A picture above lines of text: where the room is low the picture goes, the text is read."""

from __future__ import annotations

from typing import Any

from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.theme import look
from app.widgets.base import Column
from app.widgets.pressable import framed

LEAST_DP = 150
"""Less than this for picture and text together, and the picture would be a stamp."""


class Pictured(Column):
    """``picture`` may be None; ``lines`` share what it leaves."""

    def __init__(self, picture: str | None, *lines: Widget, **kwargs: Any) -> None:
        super().__init__(spacing=look.gap("hair"), **kwargs)
        self._frame = framed(picture, size_hint_y=1.4) if picture is not None else None
        for line in lines:
            self.add_widget(line)
        self.bind(height=self._fit)
        self._fit()

    def _fit(self, *_: Any) -> None:
        frame = self._frame
        if frame is None:
            return
        fits = self.height >= dp(LEAST_DP) * look.font_scale
        if fits and frame.parent is None:
            self.add_widget(frame, index=len(self.children))
        elif not fits and frame.parent is not None:
            self.remove_widget(frame)
