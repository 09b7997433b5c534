"""Puts the fonts into place.

    python setup/fonts.py FONTS SEARCHED

First choice: UKIJ Tuz Basma, Regular and Bold, found below the folder SEARCHED (the system's fonts, or
Debian's package unpacked). Always too, for machines without it: IBM Plex Sans Arabic for Uyghur and Latin
letters, Noto Sans and Kivy's own bold Roboto for Cyrillic, from Python packages that the lock verifies.
Only the standard library is used, and each file appears whole or not at all.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import sys
from pathlib import Path

# Name here: name in Debian's fonts-ukij-uyghur 20110217-4, SHA-256.
FIRST_CHOICE = {
    "UkijTuzBasma-Regular.ttf": (
        "UKIJTuzB.ttf",
        "8a14b5c1694e89a26cbdb221a5e6b610a30289c9ff70cba927daadbec23c816d",
    ),
    "UkijTuzBasma-Bold.ttf": (
        "UKIJTuzBB.ttf",
        "0854bb86bd1dd86f2b1896796af87dd6a73c9160b6cfba66de586d3643e117a7",
    ),
}
# Name here: Python package, path in it.
FALLBACK = {
    "Fallback-Regular.ttf": ("fontpkg_ibm_plex_sans_arabic", "files/IBMPlexSansArabic-Regular.ttf"),
    "Fallback-Bold.ttf": ("fontpkg_ibm_plex_sans_arabic", "files/IBMPlexSansArabic-Bold.ttf"),
    "Fallback-LICENCE.txt": ("fontpkg_ibm_plex_sans_arabic", "LICENSE"),
}


def put(source: Path, target: Path) -> None:
    """Copies `source` to `target` so that `target` is never seen half-written."""
    beside = target.with_name(target.name + ".new")
    shutil.copyfile(source, beside)
    beside.replace(target)


def is_whole(path: Path, sha256: str) -> bool:
    """Whether the file at `path` exists and is, byte for byte, the one that was tested."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def first_choice(fonts: Path, searched: Path) -> bool:
    """Copies UKIJ Tuz Basma from below `searched` unless it is there; whether `fonts` then has both."""
    for name, (debian_name, sha256) in FIRST_CHOICE.items():
        if is_whole(fonts / name, sha256):
            continue
        found = next((path for path in searched.rglob(debian_name) if is_whole(path, sha256)), None)
        if found is None:
            return False
        put(found, fonts / name)
    return True


def fallback(fonts: Path) -> None:
    """Copies the fonts that came with Python packages. Raises FileNotFoundError where one is not there."""
    for name, (package, inside) in FALLBACK.items():
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            raise FileNotFoundError(f"The package {package}, which brings {name}, is not installed.")
        put(Path(spec.origin).parent / inside, fonts / name)


def main() -> None:
    fonts, searched = Path(sys.argv[1]), Path(sys.argv[2])
    fonts.mkdir(parents=True, exist_ok=True)
    try:
        fallback(fonts)
        if first_choice(fonts, searched):
            print("- fonts: UKIJ Tuz Basma")
        else:
            print("- fonts: IBM Plex Sans Arabic (UKIJ Tuz Basma comes from Debian, out of reach here)")
    except OSError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
