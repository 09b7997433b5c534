"""One key as it looks, and the bubble that shows above the finger what will be written."""

from __future__ import annotations

from typing import Any, Final

from kivy.core.window import Window
from kivy.graphics import Color, SmoothRoundedRectangle
from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.theme import look
from app.widgets.base import Picture, Words
from app.widgets.keyboard_layouts import Key

_CORNER: Final = 9
_PRESSED: Final = 0.82
_LEAST_FOR_HINT: Final = 44
"""dp of height below which a second letter on a key could not be read."""


class CapWords(Words):
    """The writing on a key: as large as the reader likes, and as the key can hold."""

    def __init__(self, text: str, role: str, most: float, **kwargs: Any) -> None:
        super().__init__(text, role, fit=True, size_hint=(None, None), **kwargs)
        self._full = min(self._full, most)
        self._refit()


class KeyCap(Widget):
    """A key. Drawn a little smaller than the room it answers in, so that no touch falls between two keys."""

    def __init__(self, key: Key, label: str = "", icon: str = "", lit: bool = False, **kwargs: Any) -> None:
        """``label`` or ``icon`` stands on it; ``lit`` is for Shift while it holds."""
        super().__init__(size_hint=(None, None), **kwargs)
        self.key = key
        palette = look.palette
        plain = key.kind in ("letter", "space")
        if key.kind == "enter" or lit:
            self._face, ink = palette.accent, palette.on_accent
        else:
            self._face, ink = (palette.surface if plain else palette.line), palette.ink
        with self.canvas.before:
            self._colour = Color(*self._face)
            self._shape = SmoothRoundedRectangle(radius=[dp(_CORNER)])
        self.words: Words | None = None
        self.hint: Words | None = None
        self.picture: Picture | None = None
        high = self.height
        if label:
            # Arabic letters stand lower in their line than Latin ones, so they may be set larger.
            tall = 0.62 if "\u0600" <= label[0] <= "\u06ff" else 0.44
            narrow = self.width / max(1, len(label)) * (0.9 if plain else 1.3)
            self.words = CapWords(label, "word", min(high * tall, narrow), colour=ink)
            self.add_widget(self.words)
        if icon:
            self.picture = Picture(icon, tint=ink, size_hint=(None, None))
            self.add_widget(self.picture)
        if key.hint and high >= dp(_LEAST_FOR_HINT):
            self.hint = CapWords(key.hint, "small", high * 0.26, colour=palette.soft_ink)
            self.add_widget(self.hint)
        if key.kind == "space":
            with self.canvas:
                Color(*palette.soft_ink)
                self._bar = SmoothRoundedRectangle(radius=[dp(1)])
        self.bind(pos=self._place, size=self._place)
        self._place()

    def press(self, down: bool) -> None:
        """Show whether a finger is on it."""
        shade = _PRESSED if down else 1.0
        self._colour.rgb = tuple(part * shade for part in self._face[:3])

    def _place(self, *_: Any) -> None:
        inset = min(dp(2.5), self.width * 0.05)
        left, bottom = self.x + inset, self.y + inset
        wide, high = self.width - 2 * inset, self.height - 2 * inset
        self._shape.pos, self._shape.size = (left, bottom), (wide, high)
        share = 0.7 if self.hint is not None else 1.0
        if self.words is not None:
            self.words.pos, self.words.size = (left, bottom), (wide, high * share)
        if self.hint is not None:
            self.hint.pos, self.hint.size = (left, bottom + high * share), (wide, high * (1 - share))
        if self.picture is not None:
            side = min(wide, high) * 0.62
            self.picture.size = (side, side)
            self.picture.pos = (left + (wide - side) / 2, bottom + (high - side) / 2)
        if self.key.kind == "space":
            self._bar.size = (wide * 0.4, dp(2))
            self._bar.pos = (left + wide * 0.3, bottom + high * 0.3)


class Preview(Widget):
    """What the key under the finger writes, shown above it where the finger does not hide it."""

    def __init__(self) -> None:
        super().__init__(size_hint=(None, None), opacity=0)
        with self.canvas.before:
            self._edge_colour = Color(*look.palette.soft_ink)
            self._edge = SmoothRoundedRectangle(radius=[dp(14)])
            self._face_colour = Color(*look.palette.surface)
            self._face = SmoothRoundedRectangle(radius=[dp(13)])
        self.words: Words | None = None

    def show(self, text: str, cap: KeyCap) -> None:
        """Stand above a key."""
        if self.words is None or self.words.text != text:
            self.clear_widgets()
            self.words = Words(text, "word", fit=True, bold=True, size_hint=(None, None))
            self.add_widget(self.words)
        self.size = (max(dp(56), cap.width * 1.15), dp(64))
        left, low = cap.to_window(cap.center_x - self.width / 2, cap.top + dp(4))
        shift = min(max(left, dp(2)), Window.width - self.width - dp(2)) - left
        # On a window so low that there is no room above, over the key itself.
        drop = max(0.0, low + self.height - Window.height)
        self.pos = (cap.center_x - self.width / 2 + shift, cap.top + dp(4) - drop)
        self._edge.pos, self._edge.size = self.pos, self.size
        self._face.pos = (self.x + dp(1.5), self.y + dp(1.5))
        self._face.size = (self.width - dp(3), self.height - dp(3))
        self.words.size, self.words.pos = self.size, self.pos
        self.opacity = 1

    def hide(self) -> None:
        self.opacity = 0
