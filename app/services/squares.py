"""What is kept of a photo: a square of it, moved and made smaller, never over an edge."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from anatil import AnaTilError


class NoPhotoError(AnaTilError):
    """The file is no photo that is read here, or too large; the message says which."""


LEAST: Final = 0.2
"""Of the photo's shorter side: a smaller square would be seen as points."""


@dataclass(frozen=True, slots=True)
class Square:
    """A square in a photo of ``width`` and ``height`` (pixels, or anything in their proportion).

    ``x`` and ``y`` are its middle, as parts of them from the upper left; ``side`` is a part of the shorter.
    """

    width: float
    height: float
    x: float = 0.5
    y: float = 0.5
    side: float = 1.0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, upper, right and lower edge, as parts of width and height; within 0 and 1."""
        across, down = self._half
        return self.x - across, self.y - down, self.x + across, self.y + down

    def moved(self, right: float, down: float) -> Square:
        """So many of its own sides further."""
        across, half_down = self._half
        return replace(self, x=self.x + 2 * across * right, y=self.y + 2 * half_down * down).within()

    def nearer(self, times: float) -> Square:
        """A side so many times smaller, about the same middle."""
        return replace(self, side=self.side / times).within()

    def within(self) -> Square:
        """The nearest one that is no smaller than may be and does not reach over an edge."""
        sized = replace(self, side=min(1.0, max(LEAST, self.side)))
        across, down = sized._half
        return replace(sized, x=min(1 - across, max(across, self.x)), y=min(1 - down, max(down, self.y)))

    @property
    def _half(self) -> tuple[float, float]:
        half = self.side * min(self.width, self.height) / 2
        return half / self.width, half / self.height
