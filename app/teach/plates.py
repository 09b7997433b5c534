"""Pages as pictures, for whoever opens what comes in a chat and nothing else: the same marks, drawn by resvg.

Letters go in as outlines, so no font of the machine has a say; the PNG says nothing beyond what is seen.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import partial
from typing import Final

import resvg_py

from app.teach.paper import A4, DASH, DOTS, THICK, THIN, Box, Colour, Page, Picture, Size, Words

PIXELS: Final = 1240
"""Pixels across: A4 at 150 dots an inch, and no phone's screen is wider in the hand."""


def png(page: Page, size: Size = A4) -> bytes:
    """One page as a PNG, 1240 pixels wide. The same page gives the same bytes. Raises OSError for a picture
    that cannot be read."""
    svg = "".join(_svg(page, size))
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=PIXELS, skip_system_fonts=True))


def _svg(page: Page, size: Size) -> Iterator[str]:
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.width} {size.height}">'
    yield '<rect width="100%" height="100%" fill="#fff"/>'
    for mark in page:
        if isinstance(mark, Words):
            yield from _letters(mark)
        elif isinstance(mark, Picture):
            content = base64.b64encode(mark.file.read_bytes()).decode()
            yield (
                f'<image x="{mark.x:.2f}" y="{mark.y:.2f}" width="{mark.side}" height="{mark.side}" '
                f'href="data:image/png;base64,{content}"/>'
            )
        elif isinstance(mark, Box):
            dash = f' stroke-dasharray="{DASH[0]} {DASH[1]}"' if mark.cut else ""
            yield (
                f'<rect x="{mark.x:.2f}" y="{mark.y:.2f}" '
                f'width="{mark.width:.2f}" height="{mark.height:.2f}" '
                f'fill="{"none" if mark.fill is None else _hex(mark.fill)}" stroke="{_hex(mark.colour)}" '
                f'stroke-width="{THIN}"{dash}/>'
            )
        else:
            yield (
                f'<path d="M{mark.x:.2f} {mark.y:.2f}h{mark.width:.2f}" stroke="{_hex(mark.colour)}" '
                f'stroke-width="{THIN}"/>'
            )
    yield "</svg>"


def _letters(words: Words) -> Iterator[str]:
    x = words.x
    for run in words.line.runs:
        steps: list[str] = []
        units = run.face.draw(run.text, run.rtl, partial(_Pen, steps))
        scale = words.line.size / units
        look = f'fill="{_hex(words.colour)}"'
        if words.dotted:
            dots = " ".join(f"{part * units:.0f}" for part in DOTS)
            look = f'fill="none" stroke="{_hex(words.colour)}" stroke-width="{THICK * units:.0f}"'
            look += f' stroke-dasharray="{dots}"'
        yield (
            f'<path {look} d="{"".join(steps)}" '
            f'transform="translate({x:.2f} {words.y:.2f}) scale({scale:.6f} {-scale:.6f})"/>'
        )
        x += run.width


class _Pen:
    """Writes one letter's outline as steps of an SVG path; called by HarfBuzz, by fontTools' names."""

    def __init__(self, steps: list[str], x: int, y: int) -> None:
        self._steps, self._x, self._y = steps, x, y

    def _step(self, name: str, *points: tuple[float, float]) -> None:
        places = " ".join(f"{self._x + x:g} {self._y + y:g}" for x, y in points)
        self._steps.append(name + places)

    def moveTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        self._step("M", to)

    def lineTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        self._step("L", to)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._step("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._step("C", *points)

    def closePath(self) -> None:  # noqa: N802
        self._steps.append("Z")


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
