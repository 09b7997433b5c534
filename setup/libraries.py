"""Names the system packages that are missing for drawing, and for the tests.

    python setup/libraries.py desktop|check|sound

Prints Debian's package names on one line, or nothing. It asks the loader itself, not a package manager, so a
library counts wherever it comes from. Which ones: what `readelf -d` says of Kivy 2.3.1's wheel (libGL), what
SDL 2.30 opens by itself to draw off-screen (libEGL), and a driver behind both.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

DRAWING = {"libGL.so.1": "libgl1", "libEGL.so.1": "libegl1", "libstdc++.so.6": "libstdc++6"}
TESTING = {"libfribidi.so.0": "libfribidi0"}
SOUND = {"libportaudio.so.2": "libportaudio2"}  # what a microphone is heard through
DRIVER = "libgl1-mesa-dri"


def loads(name: str) -> bool:
    """Whether the dynamic loader finds and opens the library called `name`, say libGL.so.1."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_driver() -> bool:
    """Whether anything can draw behind libGL: NVIDIA's own library, or one of Mesa's drivers."""
    if loads("libEGL_nvidia.so.0"):
        return True
    if not loads("libEGL_mesa.so.0"):
        return False
    folders = [Path(f) for f in os.environ.get("LIBGL_DRIVERS_PATH", "").split(":") if f]
    for root in (Path("/usr/lib"), Path("/usr/lib64")):
        folders += [root / "dri", *root.glob("*/dri")]
    return any(any(folder.glob("*_dri.so")) for folder in folders)


def missing(kind: str) -> list[str]:
    """Packages missing for the app (`desktop`), for the app and its tests (`check`), or for a microphone
    (`sound`), sorted."""
    if kind == "sound":
        return sorted(package for library, package in SOUND.items() if not loads(library))
    wanted = DRAWING | (TESTING if kind == "check" else {})
    packages = {package for library, package in wanted.items() if not loads(library)}
    if not has_driver():
        packages.add(DRIVER)
    return sorted(packages)


if __name__ == "__main__":
    print(*missing(sys.argv[1]))
