"""The letters of a page: our font, cut down to the signs that stand on it, with the rules that join them."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont


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
