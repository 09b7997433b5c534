"""The letters of a page: our font, cut down to the signs that stand on it, with the rules that join them."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Final

from fontTools import subset
from fontTools.ttLib import TTFont

CREDITS: Final = {
    "UkijTuzBasma": "Letters: UKIJ Tuz Basma, Uyghur Computer Science Association, OFL 1.1 or LGPL 3",
    "Fallback": "Letters: IBM Plex Sans Arabic, IBM, OFL 1.1",
    "Roboto": "Letters: Roboto, Google, Apache License 2.0",
}
"""By the names that set-up gives the files; as in LICENCES.md."""


def credit(path: Path) -> str:
    """Whose letters travel in the page. Raises KeyError for a font that is none of ours."""
    return CREDITS[path.stem.partition("-")[0]]


def is_arabic(sign: str) -> bool:
    """Whether a sign belongs to the Arabic script (Unicode's block, U+0600 to U+06FF)."""
    return "\u0600" <= sign <= "\u06ff"


def data_uri(path: Path, signs: Iterable[str]) -> str:
    """A WOFF of the font at ``path`` with these signs, as a data URI. The same signs give the same bytes.

    Raises OSError.
    """
    options = subset.Options()
    options.layout_features = ["*"]
    options.name_IDs = [0, 13, 14]  # whose it is, and its licence, go along with it
    options.notdef_outline = True
    options.recalc_timestamp = False
    with TTFont(path, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text="".join(sorted(set(signs))))
        cutter.subset(font)
        font.flavor = "woff"
        out = BytesIO()
        font.save(out)
    return "data:font/woff;base64," + base64.b64encode(out.getvalue()).decode()
