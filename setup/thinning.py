"""The middle line of a letter: a bitmap thinned to one point's width, and followed as a pen would go."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Point = tuple[int, int]
"""Row and column."""
Bitmap = NDArray[np.bool_]

_AROUND = [(-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1)]


def thinned(bitmap: Bitmap) -> Bitmap:
    """A bitmap's middle lines, by Zhang and Suen (Comm. ACM 27, 1984)."""
    image = np.pad(bitmap.astype(np.uint8), 1)
    while True:
        changed = False
        for turn in (0, 1):
            p = [np.roll(np.roll(image, -dy, 0), -dx, 1) for dy, dx in _AROUND]
            count = sum(p)
            rises = sum((p[n] == 0) & (p[(n + 1) % 8] == 1) for n in range(8))
            north, east, south, west = p[0], p[2], p[4], p[6]
            if turn == 0:
                free = (north * east * south == 0) & (east * south * west == 0)
            else:
                free = (north * east * west == 0) & (north * south * west == 0)
            gone = (image == 1) & (count >= 2) & (count <= 6) & (rises == 1) & free
            if gone.any():
                image[gone] = 0
                changed = True
        if not changed:
            return image[1:-1, 1:-1].astype(bool)


def pieces(bitmap: Bitmap) -> list[Bitmap]:
    """The connected parts of a bitmap, from right to left."""
    from scipy import ndimage

    labels, count = ndimage.label(bitmap, structure=np.ones((3, 3)))
    parts = [labels == number for number in range(1, count + 1)]
    return sorted(parts, key=lambda part: -np.nonzero(part)[1].max())


def lines(skeleton: Bitmap, spur: float) -> list[list[Point]]:
    """The strokes of a skeleton, the longest way first; branches shorter than ``spur`` points are left out.

    A way begins at the end that lies farthest to the right, where one begins to write; at a crossing it goes
    on as straight as it can. A ring begins where it is highest.
    """
    left = {(int(y), int(x)) for y, x in zip(*np.nonzero(skeleton), strict=True)}
    found: list[list[Point]] = []
    while left:
        way = _way(_start(left, found), left)
        left -= set(way)
        if not found and way[-1][1] > way[0][1]:
            way.reverse()  # a loop with a tail has one end, and is written from the loop
        if not found or len(way) >= spur:
            found.append(_joined(way, found))
    return found


def _start(left: set[Point], found: list[list[Point]]) -> Point:
    ends = [point for point in left if len(list(_neighbours(point, left))) <= 1]
    if found:
        done = {point for way in found for point in way}
        beside = [point for point in left if any(True for _ in _neighbours(point, done))]
        ends = ends or beside
    return max(ends, key=lambda p: (p[1], -p[0])) if ends else min(left)


def _way(start: Point, left: set[Point]) -> list[Point]:
    way, seen = [start], {start}
    while True:
        here = way[-1]
        on = [point for point in _neighbours(here, left) if point not in seen]
        if not on:
            return way
        back = way[-8] if len(way) >= 8 else way[0]
        dy, dx = here[0] - back[0], here[1] - back[1]
        best = max(on, key=lambda p: (p[0] - here[0]) * dy + (p[1] - here[1]) * dx - 0.1 * _diagonal(p, here))
        seen |= {point for point in on if _diagonal(point, best) <= 1}  # a corner is one way, not two
        seen.add(best)
        way.append(best)


def _joined(way: list[Point], found: list[list[Point]]) -> list[Point]:
    """A branch begins where it leaves what was drawn before, if it touches it."""
    done = {point for one in found for point in one}
    if not done:
        return way
    first, last = (
        min(((p, _far(end, p)) for p in done), key=lambda one: one[1]) for end in (way[0], way[-1])
    )
    if last[1] < first[1]:
        way, first, last = way[::-1], last, first
    way = [first[0], *way] if first[1] <= 9 else way
    return [*way, last[0]] if last[1] <= 9 else way


def _neighbours(point: Point, among: set[Point]) -> Iterator[Point]:
    for dy, dx in _AROUND:
        other = (point[0] + dy, point[1] + dx)
        if other in among:
            yield other


def _diagonal(one: Point, other: Point) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _far(one: Point, other: Point) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def smoothed(way: list[Point], width: int) -> list[tuple[float, float]]:
    """A way as (x, y), each point the mean of those around it; the ends stay, a ring is closed."""
    points = np.array([(x, y) for y, x in way], dtype=float)
    if len(points) < 3:
        return [tuple(point) for point in points.tolist()]
    found = []
    for at in range(len(points)):
        reach = min(width, at, len(points) - 1 - at)
        found.append(points[at - reach : at + reach + 1].mean(axis=0))
    if _far(way[0], way[-1]) <= 18 and len(way) > 20:
        found.append(found[0])
    return [(float(x), float(y)) for x, y in found]


def simplified(points: list[tuple[float, float]], off: float) -> list[tuple[float, float]]:
    """As few points as lie ``off`` at most from the line (Douglas and Peucker, 1973)."""
    if len(points) < 3:
        return points
    begin, end = np.array(points[0]), np.array(points[-1])
    line, rest = end - begin, np.array(points) - begin
    length = float(np.hypot(*line))
    distance = (
        np.hypot(*rest.T) if length < 1e-9 else np.abs(line[0] * rest[:, 1] - line[1] * rest[:, 0]) / length
    )
    worst = int(distance.argmax())
    if distance[worst] <= off:
        return [points[0], points[-1]]
    return [*simplified(points[: worst + 1], off)[:-1], *simplified(points[worst:], off)]
