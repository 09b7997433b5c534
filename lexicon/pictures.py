"""Where the picture of a word lies.

A code is OpenMoji's (``1F34E``), a drawing of ours (``own-doppa``), or ``photo-`` and the SHA-256 of a PNG
that somebody here has brought (``photos``). Imported before the first frame: no SQL here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from lexicon.places import Places
from lexicon.portions import Portion

PHOTO: Final = "photo-"
DRAWING: Final = "own-"
ENDING: Final = ".png"


def find(places: Places, in_packs: Callable[[str], Portion | None], code: str) -> Path | Portion | None:
    """The PNG of a picture; None where there is none here. ``in_packs`` is asked last."""
    for folder in (places.photos,) if code.startswith(PHOTO) else (places.pictures, places.more_pictures):
        path = folder / f"{code}{ENDING}"
        if path.is_file():
            return path
    return in_packs(code)


def outside_packs(places: Places) -> Callable[[str], Path | Portion | None]:
    """``find`` for whoever has no packs at hand."""
    return lambda code: find(places, lambda _code: None, code)


def asks_for_credit(code: str) -> bool:
    """Whether its licence wants OpenMoji named; drawings of ours and a family's photos ask for nothing."""
    return not code.startswith((DRAWING, PHOTO))
