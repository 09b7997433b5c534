"""The pomegranate tree (ئانار) that grows with the words a child remembers. It never withers."""

from __future__ import annotations

import math
from typing import Any

from kivy.animation import Animation
from kivy.graphics import Color, Quad, SmoothEllipse, SmoothLine
from kivy.metrics import dp
from kivy.properties import NumericProperty
from kivy.uix.widget import Widget

from app.drills.growth import Tree
from app.theme import look
from app.widgets.base import Picture

GOLDEN, PLASTIC = 1.6180339887, 1.3247179572
FEW, MANY = (1 / GOLDEN, 1 / PLASTIC), (1 / PLASTIC, 1 / PLASTIC**2)
"""Steps around and outwards, in turns, that fill a disc evenly wherever one stops (Weyl sequences): the
golden angle for a handful of leaves, Roberts's R2 for what may become many."""


class TreeView(Widget):
    """Draws a ``Tree``: trunk and branches, then leaves, blossoms and fruits, each in a place of its own.

    A place once taken stays taken, so a child finds yesterday's leaf where it was.
    """

    grown = NumericProperty(1.0)
    """How far it has grown from one tree into the next, 0 to 1."""

    SPRITES = ("leaf", "blossom", "pomegranate")

    def __init__(self, tree: Tree, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tree = self._from = self._to = tree
        self.bind(pos=self._draw, size=self._draw)
        if Picture.shared is not None:
            Picture.shared.want(self.SPRITES, self._draw)
        self._draw()

    def grow(self, tree: Tree) -> None:
        """Grow into another size of the same tree, for all to see; at once where motion is off."""
        if not look.motion:
            self.tree = tree
            self._draw()
            return
        self._from, self._to = self.tree, tree
        Animation.cancel_all(self, "grown")
        self.grown = 0.0
        Animation(grown=1.0, d=look.seconds(1.4), t="out_cubic").start(self)

    def on_grown(self, *_: Any) -> None:
        """Between two trees: each count on its way from one to the other."""
        old, new, part = self._from, self._to, float(self.grown)

        def between(a: float, b: float) -> float:
            return a + (b - a) * part

        self.tree = Tree(
            words=new.words,
            stage=new.stage,
            height=between(old.height, new.height),
            leaves=round(between(old.leaves, new.leaves)),
            blossoms=round(between(old.blossoms, new.blossoms)),
            fruits=round(between(old.fruits, new.fruits)),
        )
        self._draw()

    def _draw(self, *_: Any) -> None:
        self.canvas.clear()
        side = min(self.width, self.height)
        if side < dp(20):
            return
        unit = side / 100
        x, ground = self.x + self.width / 2, self.y + self.height / 2 - side * 0.46
        # Drawn taller than its share while it is small: the first leaves must be seen.
        tall = 0.22 + 0.78 * self.tree.height
        top = ground + (6 + 40 * tall) * unit
        crown = 38 * tall * unit
        with self.canvas:
            Color(*look.palette.earth)
            SmoothEllipse(pos=(x - 30 * unit, ground - 6 * unit), size=(60 * unit, 12 * unit))
            Color(*look.palette.bark)
            if self.tree.words == 0:
                SmoothEllipse(pos=(x - 3 * unit, ground - 1.5 * unit), size=(6 * unit, 8 * unit))
                return
            thick = (0.7 + 2.6 * self.tree.height) * unit
            SmoothLine(bezier=[x, ground, x - 2 * unit, (ground + top) / 2, x, top], width=thick, cap="round")
            limbs = min(6, self.tree.stage)
            for limb in range(limbs):
                turn = math.pi / 2 + (limb - (limbs - 1) / 2) * 0.55
                low = ground + (top - ground) * (0.55 + 0.12 * (limb % 3))
                tip = (x + math.cos(turn) * crown * 0.75, top + math.sin(turn) * crown * 0.45)
                SmoothLine(bezier=[x, low, x, top, *tip], width=max(1.0, thick * 0.45), cap="round")
            Color(1, 1, 1, 1)
            middle = top + crown * 0.3
            leaf = (13 - 4 * self.tree.height) * unit
            self._hang("leaf", self.tree.leaves, FEW, (x, middle), crown * 1.05, leaf)
            self._hang("blossom", self.tree.blossoms, MANY[::-1], (x, middle), crown * 0.9, 8 * unit)
            self._hang(
                "pomegranate", self.tree.fruits, MANY, (x, middle), crown * 0.9, 11 * unit, upright=True
            )

    def _hang(
        self,
        sprite: str,
        count: int,
        steps: tuple[float, float],
        middle: tuple[float, float],
        reach: float,
        side: float,
        upright: bool = False,
    ) -> None:
        """Hang ``count`` of a sprite; the place of each is the same whatever the count."""
        texture = Picture.shared.texture(sprite) if Picture.shared is not None else None
        if texture is None:
            return
        for index in range(count):
            turn = 2 * math.pi * (index * steps[0] % 1.0) + math.pi / 2
            out = reach * math.sqrt(0.04 + 0.96 * ((index * steps[1] + 0.3) % 1.0))
            x, y = middle[0] + math.cos(turn) * out, middle[1] + math.sin(turn) * out * 0.82
            lean = 0.0 if upright else turn - math.pi / 2
            Quad(points=_turned(x, y, side / 2, lean), texture=texture)


def _turned(x: float, y: float, half: float, lean: float) -> list[float]:
    """Corners of a square around (x, y), turned by ``lean`` radians, in Kivy's texture order."""
    cos, sin = math.cos(lean) * half, math.sin(lean) * half
    return [
        x - cos + sin,
        y - sin - cos,
        x + cos + sin,
        y + sin - cos,
        x + cos - sin,
        y + sin + cos,
        x - cos - sin,
        y - sin + cos,
    ]
