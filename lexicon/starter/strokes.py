"""The strokes of the letters, for a finger to follow: ``alphabet/strokes.tsv``, made by ``setup/strokes.py``.

A row is a letter, a form (0 isolated, 1 first, 2 middle, 3 last) and its strokes in a unit square, (0, 0) top
left; a stroke of one point is a dot. Order and direction are a machine's; no teacher of writing has looked.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from lexicon.starter import files
from lexicon.starter.rows import Complaint, UnreadableStarterError
from lexicon.uyghur.alphabet import LETTERS

Stroke = tuple[tuple[float, float], ...]

HEADER: Final = "letter\tform\tstrokes"
FORMS: Final = 4


@cache
def read(folder: Path = files.HERE) -> dict[tuple[str, int], tuple[Stroke, ...]]:
    """The strokes by letter and form. Raises ``UnreadableStarterError`` or OSError."""
    path = folder / "alphabet" / "strokes.tsv"
    header, *lines = path.read_text("utf-8").splitlines()
    if header != HEADER:
        raise UnreadableStarterError([Complaint(path.name, 1, f"the header is not “{HEADER}”.")])
    found: dict[tuple[str, int], tuple[Stroke, ...]] = {}
    for number, line in enumerate(lines, start=2):
        try:
            letter, form, told = line.split("\t")
            strokes = tuple(_stroke(one) for one in told.split(";"))
            if letter not in LETTERS or not 0 <= int(form) < FORMS or (letter, int(form)) in found:
                raise ValueError(f"{letter} {form}")
        except ValueError as error:
            raise UnreadableStarterError([Complaint(path.name, number, str(error))]) from error
        found[letter, int(form)] = strokes
    return found


def _stroke(told: str) -> Stroke:
    points = tuple((float(x), float(y)) for x, y in (point.split(",") for point in told.split(" ")))
    if not all(0 <= part <= 1 for point in points for part in point):  # a NaN is not, either
        raise ValueError(f"a point outside its square in {told[:40]}")
    return points
