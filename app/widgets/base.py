"""What every widget stands on: words, pictures, icons, and rows that follow the reading direction."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from app.pictures import Pictures
from app.text.label import TextLabel
from app.theme import Colour, look

SMALLEST = 0.62
"""How far ``Words`` may shrink to fit its box before the screenshot tour calls it cut off."""


class Words(TextLabel):
    """Text on the screen. Wraps at its own width; grows in height, or shrinks to fit a fixed box.

    ``role`` is a type role of the theme; ``fit`` keeps the text inside the widget's own box.
    """

    def __init__(
        self,
        text: str,
        role: str = "body",
        *,
        colour: Colour | None = None,
        bold: bool = False,
        align: str = "center",
        fit: bool = False,
        pixels: float | None = None,
        **kwargs: Any,
    ) -> None:
        """``pixels``: a size of its own, for what is to be larger than any role."""
        kwargs.setdefault("base_direction", "weak_rtl" if look.rtl else "weak_ltr")
        self._fit = fit
        self._full = look.type(role) if pixels is None else pixels
        if not fit:
            kwargs.setdefault("size_hint_y", None)
        super().__init__(
            text=text,
            font_name=look.font(text, bold),
            font_size=self._full,
            color=colour or look.palette.ink,
            halign=look.start if align == "start" else align,
            valign="middle",
            **kwargs,
        )
        self.bind(width=self._wrap, text=self._refit, texture_size=self._grow)
        if fit:
            self.bind(height=self._refit)
        self._wrap()

    def _wrap(self, *_: Any) -> None:
        self.text_size = (max(1.0, self.width), None)
        self._refit()

    def _grow(self, *_: Any) -> None:
        if not self._fit and self.size_hint_y is None:
            self.height = self.texture_size[1]

    def _refit(self, *_: Any) -> None:
        """As large as the role asks, or as much smaller as the box (or the longest word) makes it."""
        if self.width < 8 or (self._fit and self.height < 8) or not self.text:
            return
        size = self._full
        while True:
            self.font_size = size
            self.texture_update()
            enough = self.holds() if self._fit else not self.breaks_word
            if enough or size <= self._full * SMALLEST:
                return
            size -= max(1.0, self._full * 0.06)

    def holds(self) -> bool:
        """True when the whole text stands inside the widget, with no word broken."""
        return bool(
            self.texture_size[1] <= self.height + 1
            and self.texture_size[0] <= self.width + 1
            and not self.breaks_word
            and not self.is_cut
        )


class Picture(Widget):
    """A picture by its code, square, centred, tinted if it is an icon. Empty until it is loaded."""

    shared: Pictures | None = None
    """The app's own store of textures, set once when the app starts."""

    def __init__(
        self,
        code: str,
        *,
        tint: Colour = (1, 1, 1, 1),
        flip: bool = False,
        later: bool = False,
        **kwargs: Any,
    ) -> None:
        """``later``: it is not loaded before ``bring``."""
        super().__init__(**kwargs)
        self.code = code
        self.shown = False
        """True once there is a texture on the screen."""
        self._flip = flip
        with self.canvas:
            self._tint = Color(*tint)
            self._box = Rectangle(size=(0, 0))
        self.bind(pos=self._place, size=self._place)
        self._wanted = False
        if not later:
            self.bring()

    def bring(self) -> None:
        """Have the picture loaded and shown, unless it is."""
        if self._wanted:
            return
        self._wanted = True
        self._arrive()
        if self.shared is not None and not self.shown:
            self.shared.want([self.code], self._arrive)

    def let_go(self) -> None:
        """Show nothing, and hold no texture, until the next ``bring``."""
        self._wanted = self.shown = False
        self._box.texture = None
        self._place()

    def tint(self, colour: Colour) -> None:
        self._tint.rgba = colour

    def _arrive(self) -> None:
        texture = self.shared.texture(self.code) if self.shared is not None else None
        if texture is not None and self._wanted:
            self.shown = True
            self._box.texture = texture
            if self._flip:
                u0, v0, u1, v1, u2, v2, u3, v3 = texture.tex_coords
                self._box.tex_coords = (u1, v1, u0, v0, u3, v3, u2, v2)
        self._place()

    def _place(self, *_: Any) -> None:
        side = min(self.width, self.height) if self.shown else 0
        self._box.size = (side, side)
        # Not by center: that alias may still hold the old place while pos is being dispatched.
        self._box.pos = (self.x + (self.width - side) / 2, self.y + (self.height - side) / 2)


class Row(BoxLayout):
    """Side by side in the reading direction: the first child stands where a line begins."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("spacing", look.gap("near"))
        super().__init__(orientation="horizontal", **kwargs)

    def add_widget(self, widget: Widget, index: int = 0, canvas: str | None = None) -> None:
        super().add_widget(
            widget, index=len(self.children) if look.rtl and index == 0 else index, canvas=canvas
        )


class Column(BoxLayout):
    """One below the other."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("spacing", look.gap("near"))
        super().__init__(orientation="vertical", **kwargs)


class Grid(GridLayout):
    """Rows of equal cells, filled in the reading direction."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("spacing", look.gap("step"))
        super().__init__(orientation="rl-tb" if look.rtl else "lr-tb", **kwargs)
