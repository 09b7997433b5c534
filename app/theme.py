"""Colours, type, spacing, direction: how Ana Til looks, in one place.

Widgets read ``look`` when they are built; a change of look builds the screen anew.
Sizes are in dp (``dp()`` makes pixels); contrast is held by ``tests/app/test_theme.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kivy.metrics import dp, sp

Colour = tuple[float, float, float, float]


def _hex(code: str) -> Colour:
    red, green, blue = (int(code[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue, 1.0


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they are for. ``on_x`` is the text that stands on ``x`` (WCAG 2.2 AA, 4.5:1)."""

    background: Colour
    surface: Colour
    """cards and buttons that are not pictures"""
    paper: Colour
    """what a picture lies on: always light, since OpenMoji draws in black outlines"""
    on_paper: Colour
    ink: Colour
    soft_ink: Colour
    accent: Colour
    """pomegranate: the one thing to do"""
    on_accent: Colour
    good: Colour
    on_good: Colour
    amiss: Colour
    """calm amber: not this one. Never red, never a cross."""
    on_amiss: Colour
    line: Colour
    leaf: Colour
    bark: Colour
    earth: Colour


LIGHT = Palette(
    background=_hex("FBF5E9"),
    surface=_hex("FFFFFF"),
    paper=_hex("FFFFFF"),
    on_paper=_hex("2B2833"),
    ink=_hex("2B2833"),
    soft_ink=_hex("665F6E"),
    accent=_hex("AF2F45"),
    on_accent=_hex("FFFFFF"),
    good=_hex("1F7A55"),
    on_good=_hex("FFFFFF"),
    amiss=_hex("F0C060"),
    on_amiss=_hex("2B2833"),
    line=_hex("E4D9C4"),
    leaf=_hex("4E9B62"),
    bark=_hex("8A5A3C"),
    earth=_hex("D9C3A0"),
)

DARK = Palette(
    background=_hex("221F28"),
    surface=_hex("332F3B"),
    paper=_hex("F4EDDF"),
    on_paper=_hex("2B2833"),
    ink=_hex("F6F0E4"),
    soft_ink=_hex("C0B7C6"),
    accent=_hex("E8798A"),
    on_accent=_hex("241318"),
    good=_hex("62C297"),
    on_good=_hex("10241B"),
    amiss=_hex("E3B252"),
    on_amiss=_hex("241C0C"),
    line=_hex("4A4453"),
    leaf=_hex("5FB377"),
    bark=_hex("A9764F"),
    earth=_hex("5B4E3F"),
)

TYPE = {"small": 14, "body": 17, "title": 22, "word": 34, "hero": 46}
"""Type sizes in sp, before the reader's own scale. A word to learn is never below ``title``."""

GAP = {"hair": 4, "near": 8, "step": 12, "room": 16, "wide": 24, "far": 40}
"""Distances in dp."""

CHILD_TARGET = 64
"""Smallest side, in dp, of anything a child answers with (facts: 64 dp for children, 48 dp for adults)."""
ADULT_TARGET = 48
CORNER = 20

Direction = Literal["ltr", "rtl"]


@dataclass(slots=True)
class Look:
    """The look that is on now. Changed only by the app, between screens."""

    palette: Palette = LIGHT
    direction: Direction = "ltr"
    font_scale: float = 1.0
    motion: bool = True
    uyghur: tuple[str, str] = ("", "")
    """Font files for Uyghur, Regular and Bold."""
    latin: tuple[str, str] = ("", "")
    """Font files for Latin and Cyrillic, Regular and Bold."""

    @property
    def rtl(self) -> bool:
        return self.direction == "rtl"

    def type(self, role: str) -> float:
        """Pixels of a type role, the reader's scale included."""
        return float(sp(TYPE[role])) * self.font_scale

    def font(self, text: str, bold: bool = False) -> str:
        """The font file for a text: by the script of its letters; a text in both takes the Uyghur one."""
        return (self.uyghur if any("\u0600" <= letter <= "\u06ff" for letter in text) else self.latin)[bold]

    def gap(self, role: str) -> float:
        """Pixels of a distance."""
        return float(dp(GAP[role]))

    def seconds(self, length: float) -> float:
        """How long a motion of ``length`` seconds lasts: hardly at all where motion is switched off."""
        return length if self.motion else 0.001

    @property
    def start(self) -> str:
        """Where a line of the interface begins: ``left`` or ``right``."""
        return "right" if self.rtl else "left"


look = Look()
