"""Reading a paragraph before it is drawn: its direction, its levels, its letters' shapes, its fonts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from lexicon.uyghur.bidi import base_level, levels, mirrored
from lexicon.uyghur.joining import shape

Direction = Literal["ltr", "rtl", "weak_ltr", "weak_rtl"] | None
"""Base direction: fixed, or the first strong letter's; ``weak_…`` is for text without one (None: ltr)."""

# Not drawn: controls, joiners and direction marks have done their work when the glyphs are chosen.
_UNSEEN: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_AS_SPACE: Final = re.compile(r"[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")


@dataclass(frozen=True, slots=True)
class Font:
    """What one font of the chain can draw."""

    points: frozenset[int]
    missing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text without line breaks: its levels, and what is drawn for each character.

    ``offset`` is where it begins in the whole text. ``fonts`` gives each character's place in the chain
    of fonts, or is None where the first font draws them all.
    """

    text: str
    offset: int
    base: int
    levels: Sequence[int]
    forms: Sequence[str]
    fonts: Sequence[int] | None

    @property
    def plain(self) -> bool:
        """Whether all of it is in one font and runs in the paragraph's own direction."""
        return self.fonts is None and self.levels.count(self.base) == len(self.levels)

    def font_and_direction(self, index: int) -> tuple[int, bool]:
        """The font that draws one character, and whether it stands in right-to-left text."""
        return (self.fonts[index] if self.fonts else 0), bool(self.levels[index] & 1)


def read_paragraphs(text: str, direction: Direction, fonts: Sequence[Font]) -> list[Paragraph]:
    """Resolve and shape each paragraph of ``text``, which is NFC (lines end with ``\\n``)."""
    found = []
    offset = 0
    for part in text.split("\n"):
        if direction in ("ltr", "rtl"):
            base = int(direction == "rtl")
        else:
            base = base_level(part, int(direction == "weak_rtl"))
        found.append(_paragraph(part, offset, base, fonts))
        offset += len(part) + 1
    return found


def _paragraph(text: str, offset: int, base: int, fonts: Sequence[Font]) -> Paragraph:
    resolved = levels(text, base)
    forms: Sequence[str] = shape(text, fonts[0].missing).forms
    if any(resolved):
        forms = [mirrored(form) if level & 1 else form for form, level in zip(forms, resolved, strict=True)]
    if _AS_SPACE.search(text) or _UNSEEN.search(text):
        forms = [_AS_SPACE.sub(" ", _UNSEEN.sub("", form)) for form in forms]
    return Paragraph(text, offset, base, resolved, forms, _choose_fonts(forms, fonts))


def _choose_fonts(forms: Sequence[str], fonts: Sequence[Font]) -> list[int] | None:
    """A whole word goes to the first font that has all of it, so that one word never mixes two faces."""
    if len(fonts) == 1 or fonts[0].points.issuperset(map(ord, "".join(forms))):
        return None
    chosen = [0] * len(forms)
    start = 0
    for end in range(len(forms) + 1):
        if end < len(forms) and forms[end] != " ":
            continue
        word = [ord(form) for form in forms[start:end] if form]
        whole = next((n for n, font in enumerate(fonts) if font.points.issuperset(word)), None)
        for i in range(start, end):
            if whole is not None:
                chosen[i] = whole
            elif forms[i]:
                chosen[i] = next((n for n, font in enumerate(fonts) if ord(forms[i]) in font.points), 0)
        start = end + 1
    return chosen
