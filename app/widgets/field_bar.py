"""The small bar above a selection: cut, copy, paste, select all. Ours; the system's is not asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kivy.core.window import Window
from kivy.graphics import Color, SmoothRoundedRectangle
from kivy.metrics import dp
from kivy.uix.boxlayout import BoxLayout

from app.theme import CORNER, look
from app.widgets.pressable import RoundButton

ICONS = {"cut": "cut", "copy": "copy", "paste": "paste", "select_all": "select_all"}


class FieldBar(BoxLayout):
    """Round buttons in a row over the window; it goes when one is tapped, or when one taps elsewhere."""

    def __init__(self, actions: Sequence[str], act: Callable[[str], object]) -> None:
        gap = look.gap("hair")
        super().__init__(size_hint=(None, None), spacing=look.gap("near"), padding=(gap, gap))
        self._act = act
        self.buttons: dict[str, RoundButton] = {}
        with self.canvas.before:
            Color(*look.palette.line)
            self._edge = SmoothRoundedRectangle(radius=[dp(CORNER)])
            Color(*look.palette.surface)
            self._ground = SmoothRoundedRectangle(radius=[dp(CORNER)])
        for action in reversed(actions) if look.rtl else actions:
            button = RoundButton(ICONS[action])
            button.bind(on_release=lambda _button, action=action: self._tapped(action))
            self.buttons[action] = button
            self.add_widget(button)
        side = next(iter(self.buttons.values())).height
        count = len(actions)
        self.size = (count * side + (count - 1) * look.gap("near") + 2 * gap, side + 2 * gap)
        self.bind(pos=self._draw, size=self._draw)

    def show(self, x: float, above: float, below: float) -> None:
        """Stand over the window around ``x``, above ``above`` or, without room there, below ``below``.

        All in window pixels.
        """
        near = look.gap("near")
        y = above + near
        if y + self.height > Window.height:
            y = max(0.0, below - near - self.height)
        self.pos = (max(near, min(x - self.width / 2, Window.width - self.width - near)), y)
        if self.parent is None:
            Window.add_widget(self)

    def close(self) -> None:
        if self.parent is not None:
            self.parent.remove_widget(self)

    def on_touch_down(self, touch: Any) -> bool:
        if self.collide_point(*touch.pos):
            super().on_touch_down(touch)
            return True
        self.close()
        return False

    def _tapped(self, action: str) -> None:
        self.close()
        self._act(action)

    def _draw(self, *_: Any) -> None:
        self._edge.pos, self._edge.size = (self.x - 1, self.y - 1), (self.width + 2, self.height + 2)
        self._ground.pos, self._ground.size = self.pos, self.size
