"""How wide a text is on one line, before any widget shows it."""

from __future__ import annotations

from app.text.provider import UyghurLabel
from app.theme import look
from app.widgets.base import SMALLEST

SHARE = 0.86
"""Of a card's width that its word may fill, as ``pressable.lay_word`` lays it."""


def text_width(text: str, role: str, bold: bool = False) -> float:
    """Pixels of a text in a type role, at its full size."""
    label = UyghurLabel(
        text=text, font_name=look.font(text, bold), font_size=look.type(role), base_direction="weak_rtl"
    )
    return float(label.get_extents(text)[0])


def card_width(texts: list[str], role: str, bold: bool = False) -> float:
    """The narrowest card, in pixels, on which no word of any of ``texts`` has to be broken."""
    longest = [max(text.split(), key=len, default="") for text in texts]
    return max((text_width(word, role, bold) for word in longest), default=0.0) * (SMALLEST + 0.06) / SHARE
