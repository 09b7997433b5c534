"""A photo behind a square window: what is seen in it is what is kept."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from kivy.core.image.img_sdl2 import ImageLoaderSDL2
from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from app.services.squares import Square
from app.theme import look

STEP: Final = 0.05
"""Of the window's side: how far an arrow key moves the photo."""
NEARER: Final = 1.2
"""How much smaller the square becomes with each step nearer."""
_ARROWS: Final = {273: (0, -1), 274: (0, 1), 275: (1, 0), 276: (-1, 0)}
"""Key codes as SDL gives them to Kivy: up, down, right, left."""


class Cropping(Widget):
    """``square`` is what is kept of the photo, which is ``width`` by ``height`` pixels."""

    def __init__(self, png: bytes, width: int, height: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.square = Square(width, height)
        loaded = ImageLoaderSDL2("photo.png", inline=True, rawdata=BytesIO(png), nocache=True)
        self._texture = loaded.texture
        with self.canvas:
            Color(1, 1, 1, 1)
            self._seen = Rectangle(texture=self._texture)
        self.bind(pos=self._draw, size=self._draw)
        self._draw()

    @property
    def window(self) -> tuple[float, float, float]:
        """Left, bottom and side of the window, in pixels."""
        side = max(1.0, min(self.width, self.height) - 2 * look.gap("near"))
        return self.center_x - side / 2, self.center_y - side / 2, side

    def zoom(self, steps: int) -> None:
        """Nearer, or further away where ``steps`` is below nothing."""
        self._put(self.square.nearer(NEARER**steps))

    def take_key(self, key: int) -> bool:
        """The square goes where an arrow points."""
        if key not in _ARROWS:
            return False
        right, down = _ARROWS[key]
        self._put(self.square.moved(right * STEP, down * STEP))
        return True

    def on_touch_down(self, touch: Any) -> bool:
        if not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        """The photo follows the finger, so that the square goes the other way."""
        if touch.grab_current is not self:
            return False
        side = self.window[2]
        self._put(self.square.moved(-touch.dx / side, touch.dy / side))
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        return True

    def _put(self, square: Square) -> None:
        self.square = square
        self._draw()

    def _draw(self, *_: Any) -> None:
        left, bottom, seen = self.window
        self._seen.pos, self._seen.size = (left, bottom), (seen, seen)
        # Kivy's textures count from below: the photo's lower edge is v = 1 of what SDL has loaded.
        west, top, east, low = self.square.box
        self._seen.tex_coords = (west, low, east, low, east, top, west, top)
