"""Where screens stand: one at a time, changed with a short fade that can be switched off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kivy.animation import Animation
from kivy.core.window import Window
from kivy.graphics import Color, Rectangle
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from app.device.insets import NONE, Insets
from app.theme import look


class Stage(FloatLayout):
    """The root of the window."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._covered: list[Widget] = []
        self._off = NONE

    def add_widget(self, widget: Widget, *args: Any, **kwargs: Any) -> None:
        """Put a widget on; it goes along with our edges."""
        widget.pos_hint = widget.pos_hint or {"x": 0, "y": 0}
        super().add_widget(widget, *args, **kwargs)

    @property
    def screen(self) -> Widget | None:
        """The screen that is on."""
        return self.children[0] if self.children else None

    def show(self, screen: Widget) -> None:
        """Put a screen in the place of the one before. Nothing of the old one stays alive."""
        for old in [*self.children, *self._covered]:
            Animation.cancel_all(old)
            self.remove_widget(old)
            leave = getattr(old, "leave", None)
            if leave is not None:
                leave()
        self._covered = []
        Window.clearcolor = look.palette.background  # clearing is all the ground costs
        # On a phone SDL holds the display on so; it lets go by itself when the app is left.
        Window.allow_screensaver = not getattr(screen, "keeps_awake", False)
        self.add_widget(screen)
        arrive = getattr(screen, "arrive", None)
        if arrive is not None:
            arrive()
        if look.motion:
            screen.opacity = 0
            Animation(opacity=1, d=look.seconds(0.18), t="out_quad").start(screen)

    def keep_off(self, insets: Insets) -> None:
        """Leave room at the window's edges; the ground goes on under what lies there."""
        if insets != self._off:
            self._off = insets
            Window.unbind(size=self._fit)
            hint = None if insets.any else 1
            self.size_hint = hint, hint
            if insets.any:
                Window.bind(size=self._fit)
            self._fit()

    def _fit(self, *_: Any) -> None:
        off = self._off
        self.pos = (off.left, off.bottom)
        self.size = (Window.width - off.left - off.right, Window.height - off.top - off.bottom)

    def cover(self, screen: Widget) -> None:
        """Put a screen over the one that is on, which stays as it is until ``uncover``."""
        self._covered = self._covered or list(self.children)
        self.clear_widgets()
        self.add_widget(screen)

    def uncover(self) -> None:
        """Back to the screen that was covered, as it was."""
        self.clear_widgets()
        for screen in self._covered:
            self.add_widget(screen)
        self._covered = []

    def photograph(self, file: Path) -> None:
        """Write what stands here to a PNG file, ground included."""
        with self.canvas.before:
            colour = Color(*look.palette.background)
            ground = Rectangle(pos=self.pos, size=self.size)
        self.export_to_png(str(file))
        self.canvas.before.remove(ground)
        self.canvas.before.remove(colour)
