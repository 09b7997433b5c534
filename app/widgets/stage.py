"""Where screens stand: one at a time, changed with a short fade that can be switched off."""

from __future__ import annotations

from typing import Any

from kivy.animation import Animation
from kivy.graphics import Color, Rectangle
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from app.theme import look


class Stage(FloatLayout):
    """The root of the window."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._covered: list[Widget] = []
        with self.canvas.before:
            self._colour = Color(*look.palette.background)
            self._ground = Rectangle()
        self.bind(pos=self._draw, size=self._draw)

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
        self._colour.rgba = look.palette.background
        self.add_widget(screen)
        if look.motion:
            screen.opacity = 0
            Animation(opacity=1, d=look.seconds(0.18), t="out_quad").start(screen)

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

    def _draw(self, *_: Any) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size
