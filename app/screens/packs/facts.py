"""Lines about a pack, and the words of a key beside their pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kivy.metrics import dp

from app.theme import look
from app.widgets.base import Column, Grid, Words
from app.widgets.pressable import PictureSheet

if TYPE_CHECKING:
    from lexicon.packs.keys import KeyWord

KEY_WORD = 120
"""dp, the height of a key's word with its picture."""


def facts_of(told: Sequence[str]) -> Column:
    """Sentences, a line each."""
    lines = Column(spacing=look.gap("near"), size_hint_y=None)
    lines.bind(minimum_height=lines.setter("height"))
    for sentence in told:
        lines.add_widget(Words(sentence, "body", align="start"))
    return lines


def key_words(words: Sequence[KeyWord]) -> Grid:
    """The words of a key in two columns, numbered, each under its picture."""
    grid = Grid(cols=2, spacing=look.gap("step"), size_hint_y=None)
    grid.bind(minimum_height=grid.setter("height"))
    for number, one in enumerate(words, start=1):
        caption = f"{number}\u2003\u2068{one.word}\u2069"
        high = dp(KEY_WORD) * look.font_scale
        grid.add_widget(PictureSheet(one.picture, caption, role="title", size_hint_y=None, height=high))
    return grid
