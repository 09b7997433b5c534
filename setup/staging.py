"""Lays out what goes into the APK: ``phone/build/app`` with the app, and the pictures of its icon beside it.

Run by ``sh apk`` and by the tests, in the folder of the project: ``python setup/staging.py [FOLDER]``. Only
what a child uses on a phone comes along: not the command line, the printed sheets, the tour, what needs a
desktop's libraries, nor the sources of what set-up has already made.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import resvg_py

HERE = Path(__file__).resolve().parents[1]
PACKAGES = ("app", "audio", "lexicon")
LEFT_OUT = (
    "app/cli.py", "app/commands", "app/icons", "app/teach", "app/tour", "app/translations",
    "audio/bulk", "lexicon/exchange/lift", "lexicon/starter/drawings",
)  # fmt: skip
SIDE, ADAPTIVE, SPLASH = 512, 432, 1024
"""Pixels: the icon; an adaptive one's layers, 108 dp at the largest density (4); the picture at the start."""
PAPER = "#FBF4E8"
SHOWN = 0.5
"""How much of an adaptive layer the drawing takes: all of a circle of 66 of its 108 dp is always seen."""


def stage(folder: Path, share: Path) -> None:
    """Lay everything out in ``folder``; ``share`` is what set-up has made. Raises OSError."""
    app = folder / "app"
    shutil.rmtree(app, ignore_errors=True)
    app.mkdir(parents=True)
    for path in _sources():
        target = app / path.relative_to(HERE)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    shutil.copyfile(HERE / "phone" / "main.py", app / "main.py")
    shutil.copyfile(HERE / "anatil.py", app / "anatil.py")
    shutil.copyfile(HERE / "LICENCES.md", app / "LICENCES.md")
    shutil.copytree(share, app / "share", ignore=shutil.ignore_patterns("more-pictures"))
    drawing = (HERE / "app" / "icons" / "pomegranate.svg").read_text(encoding="utf-8")
    (folder / "icon.png").write_bytes(_png(_framed(drawing, 0.72, round_paper=True), SIDE))
    (folder / "icon_foreground.png").write_bytes(_png(_framed(drawing, SHOWN), ADAPTIVE))
    (folder / "icon_background.png").write_bytes(_png(_framed("", SHOWN, paper=True), ADAPTIVE))
    (folder / "splash.png").write_bytes(_png(_framed(drawing, 0.3, paper=True), SPLASH))


def _sources() -> Iterator[Path]:
    out = [HERE / name for name in LEFT_OUT]
    for package in PACKAGES:
        for path in sorted((HERE / package).rglob("*")):
            left_out = any(path == one or one in path.parents for one in out)
            if path.is_file() and "__pycache__" not in path.parts and not left_out:
                yield path


def _framed(drawing: str, share: float, *, paper: bool = False, round_paper: bool = False) -> str:
    """The drawing (48 units wide) in the middle of a square, ``share`` of its side, on paper or nothing."""
    side = 48 / share
    edge = (side - 48) / 2
    inside = drawing[drawing.find(">") + 1 : drawing.rfind("</svg>")]
    ground = f'<rect width="{side}" height="{side}" fill="{PAPER}"/>' if paper else ""
    if round_paper:
        ground = f'<rect width="{side}" height="{side}" rx="{side * 0.22}" fill="{PAPER}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">{ground}'
        f'<g transform="translate({edge} {edge})">{inside}</g></svg>'
    )


def _png(svg: str, side: int) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=side, height=side, skip_system_fonts=True))


if __name__ == "__main__":
    from lexicon import places

    where = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "phone" / "build"
    stage(where, places.find().share)
    print(where / "app")
