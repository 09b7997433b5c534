"""How well a finger followed a letter: the mean distance between what was drawn and what was to be drawn.

Both ways, for a short line lies well on the letter and leaves half of it out, and a scribble covers all of
it; and stroke by stroke of the template, for a forgotten dot makes another letter. Order and direction of the
strokes are not judged. Distances are in sides of the template's square.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import dist, isfinite

from app.drills.at_hand import Stroke
from lexicon.records import Verdict

#: Points are set this far apart along a line before distances are measured; it bounds their error.
SPACING = 0.02

#: Mean distance up to which a letter is well drawn, and up to which it is nearly so: guesses, until strokes
#: of children have been looked at. A finger's pad is about 8 mm, .1 of a square of 8 cm.
GOOD = 0.06
NEARLY = 0.1

#: Points looked at of one drawing, a line of sixteen sides: more is a scribble, and so much shows it. Two
#: thousand take a desktop 79 ms to judge, these 24.
_MOST = 800


def judge(strokes: Sequence[Stroke], template: Sequence[Stroke]) -> tuple[Verdict, float]:
    """The verdict, and the worst of the mean distances (1.0 where nothing was drawn)."""
    drawn = [point for stroke in strokes for point in dotted(stroke)][:_MOST]
    wanted = [dotted(stroke) for stroke in template]
    if not drawn or not any(wanted):
        return Verdict.WRONG, 1.0
    every = [point for stroke in wanted for point in stroke]
    means = [_mean(drawn, every), *(_mean(stroke, drawn) for stroke in wanted if stroke)]
    off = min(1.0, max(means))
    if off <= GOOD:
        return Verdict.EXACT, off
    return (Verdict.SLIP if off <= NEARLY else Verdict.WRONG), off


def dotted(stroke: Stroke) -> list[tuple[float, float]]:
    """The stroke as points about ``SPACING`` apart; points that are no numbers are left out.

    Points are held within one side around the square, so that no line is endlessly long.
    """
    points = [
        (min(2.0, max(-1.0, x)), min(2.0, max(-1.0, y))) for x, y in stroke if isfinite(x) and isfinite(y)
    ]
    found = points[:1]
    for to_x, to_y in points[1:]:
        x, y = found[-1]
        parts = int(dist((x, y), (to_x, to_y)) / SPACING)  # a finger that rests adds nothing
        found += [(x + (to_x - x) * n / parts, y + (to_y - y) * n / parts) for n in range(1, parts + 1)]
    return found


def _mean(points: Sequence[tuple[float, float]], near: Sequence[tuple[float, float]]) -> float:
    return sum(min(dist(point, other) for other in near) for point in points) / len(points)
