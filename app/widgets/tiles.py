"""Tiles that flow from line to line like words, from where a script begins its lines."""

from __future__ import annotations

from typing import Any

from kivy.metrics import dp
from kivy.properties import NumericProperty
from kivy.uix.floatlayout import FloatLayout

from app.widgets.measure import SHARE, text_width
from app.widgets.pressable import WordCard

GAP = 8
"""dp between tiles: what the facts page asks for between a child's targets."""
PAD = 14
"""dp beside a word on its tile."""
MOST = 84
"""dp across of a letter's tile: wider ones only lie further apart."""


class Tiles(FloatLayout):
    """As high as its tiles need. Letters' tiles stand in columns; words' (``natural``) are as wide as
    their text. ``least`` pixels is the smallest side; ``rtl`` the direction of the script, whatever that of
    the interface. The rows stand in the middle, so that a short last row is found where the others are."""

    minimum_height = NumericProperty(0)
    height: float

    def __init__(self, least: float, *, rtl: bool, natural: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("size_hint_y", None)
        super().__init__(**kwargs)
        self._least, self._rtl, self._natural = least, rtl, natural
        self.bind(size=self._arrange, pos=self._arrange, children=self._arrange)

    def add_widget(self, widget: Any, *args: Any, **kwargs: Any) -> None:
        widget.size_hint = (None, None)
        super().add_widget(widget, *args, **kwargs)

    def _arrange(self, *_: Any) -> None:
        tiles: list[WordCard] = list(reversed(self.children))
        if not tiles or self.width < self._least:
            return
        gap = dp(GAP)
        rows = self._rows(tiles, gap)
        high: float = max(tile.height for tile in tiles)
        self.minimum_height = len(rows) * high + (len(rows) - 1) * gap
        if self.size_hint_y is None and abs(self.height - self.minimum_height) > 0.5:
            self.height = self.minimum_height  # comes back here
            return
        top = self.y + (self.height + self.minimum_height) / 2
        for number, row in enumerate(rows):
            whole = sum(tile.width for tile in row) + gap * (len(row) - 1)
            if not self._natural:  # columns: a short row begins where the others do
                whole = sum(tile.width for tile in rows[0]) + gap * (len(rows[0]) - 1)
            x = self.x + (self.width - whole) / 2
            if self._rtl:
                x += whole
            for tile in row:
                x -= tile.width if self._rtl else 0
                tile.pos = (x, top - (number + 1) * high - number * gap)
                x += -gap if self._rtl else tile.width + gap

    def _rows(self, tiles: list[WordCard], gap: float) -> list[list[WordCard]]:
        if not self._natural:
            most = max(1, int((self.width + gap) // (self._least + gap)))
            lines = -(-len(tiles) // most)
            columns = -(-len(tiles) // lines)  # as even as they come
            side = min(dp(MOST), (self.width - gap * (columns - 1)) / columns)
            for tile in tiles:
                tile.size = (side, self._least)
            return [tiles[at : at + columns] for at in range(0, len(tiles), columns)]
        rows: list[list[WordCard]] = [[]]
        left = self.width
        for tile in tiles:
            wide = text_width(tile.words.text, "title") / SHARE + 2 * dp(PAD)
            wide = min(self.width, max(self._least, wide))
            tile.size = (wide, self._least)
            if rows[-1] and wide > left:
                rows.append([])
                left = self.width
            rows[-1].append(tile)
            left -= wide + gap
        return rows
