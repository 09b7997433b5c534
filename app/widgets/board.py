"""A board of answers: cards of one size that fill the room they have, in the reading direction."""

from __future__ import annotations

from typing import Any, Literal

from kivy.metrics import dp
from kivy.uix.floatlayout import FloatLayout

from app.theme import look

Shape = Literal["square", "bar", "cell"]
MOST_SQUARE = 240
MOST_BAR = (440, 104)
MOST_CELL = (260, 150)
"""dp. Larger cards than these do not help a child's hand; they only part question and answer."""


class Board(FloatLayout):
    """Lays out its children (first added, first read) as squares, bars or cells, as large as fit."""

    def __init__(
        self,
        shape: Shape,
        cols: int | None = None,
        *,
        gap: str = "step",
        narrowest: float = 0.0,
        **kwargs: Any,
    ) -> None:
        """``narrowest`` pixels is the least width of a card whose word must not be broken."""
        super().__init__(**kwargs)
        self._shape = shape
        self._cols = cols
        self._gap = gap
        self._narrowest = narrowest
        self.bind(size=self._arrange, pos=self._arrange, children=self._arrange)

    def add_widget(self, widget: Any, *args: Any, **kwargs: Any) -> None:
        widget.size_hint = (None, None)
        super().add_widget(widget, *args, **kwargs)

    def _arrange(self, *_: Any) -> None:
        cards = list(reversed(self.children))
        if not cards or self.width < dp(16) or self.height < dp(16):
            return
        gap = look.gap(self._gap)
        cols, wide, high = self._best(len(cards), gap)
        rows = -(-len(cards) // cols)
        left = self.x + self.width / 2 - (cols * wide + (cols - 1) * gap) / 2
        top = self.y + self.height / 2 + (rows * high + (rows - 1) * gap) / 2
        for index, card in enumerate(cards):
            row, col = divmod(index, cols)
            in_row = min(cols, len(cards) - row * cols)
            inset = (cols - in_row) * (wide + gap) / 2
            place = in_row - 1 - col if look.rtl else col
            card.size = (wide, high)
            card.pos = (left + inset + place * (wide + gap), top - (row + 1) * high - row * gap)

    def _best(self, count: int, gap: float) -> tuple[int, float, float]:
        best: tuple[float, int, float, float] | None = None
        for cols in [self._cols] if self._cols else range(1, count + 1):
            rows = -(-count // cols)
            wide = (self.width - gap * (cols - 1)) / cols
            if best is not None and wide < self._narrowest:
                break
            high = (self.height - gap * (rows - 1)) / rows
            if self._shape == "square":
                wide = high = min(wide, high, dp(MOST_SQUARE))
            else:
                most = MOST_BAR if self._shape == "bar" else MOST_CELL
                wide, high = min(wide, dp(most[0])), min(high, dp(most[1]))
            # A full last row looks calmer than a lone card, at equal size.
            score = min(wide, high) * (1.0 if count % cols == 0 else 0.95) + (wide * 0.02)
            if best is None or score > best[0] + 0.5:
                best = (score, cols, wide, high)
        assert best is not None
        return best[1:]

    def needs(self, width: float, least: float) -> float:
        """How high, in pixels, bars of ``least`` height are in so much width."""
        gap = look.gap(self._gap)
        count = len(self.children)
        cols = max(1, int((width + gap) // (max(self._narrowest, least) + gap)))
        rows = -(-count // min(cols, max(1, count)))
        return rows * least + (rows - 1) * gap
