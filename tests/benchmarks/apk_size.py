"""What would be in the APK for one architecture, and how large: what is ours measured, the rest by stand-ins.

Run: ``.venv/bin/python -m tests.benchmarks.apk_size``.

Python is compiled and stripped of docstrings as python-for-android does it, and packed as it packs: what its
patterns and ours (``phone/leave_out.txt``) leave out is left out. Compiled libraries for Android come into
being only with the NDK; here those of this machine's wheels stand in for them, compressed as in an APK.
"""

from __future__ import annotations

import compileall
import io
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import zlib
from collections.abc import Iterable
from fnmatch import fnmatch
from importlib.util import find_spec
from pathlib import Path

from lexicon import places
from tests.benchmarks.table import Row, show

ROOT = Path(__file__).parents[2]
PURE = (
    "sqlalchemy", "alembic", "mako", "markupsafe", "typing_extensions", "fsrs", "arabic_reshaper",
    "platformdirs", "filetype", "kivy", "numpy", "cryptography", "cffi", "pycparser",
)  # fmt: skip
COMPILED = ("kivy", "Kivy.libs", "numpy", "cryptography", "_cffi_backend")
NOT_IN_IT = ("openblas", "gfortran", "quadmath", "kivy_garden", "gstplayer", "avcodec", "avformat")
"""Parts of this machine's wheels that are not built for a phone: numpy's recipe has no BLAS."""
GOAL_MB = 35


APART = ("*.so", "*.so.*", "*.a", "site-packages/*", "config-3*/*", "distutils/*")
"""What is counted elsewhere, or is not in an APK, of a folder of Python."""


def left_out() -> list[str]:
    """The patterns of ``phone/leave_out.txt``."""
    lines = (ROOT / "phone" / "leave_out.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def packed(folder: Path) -> int:
    """Bytes of a folder as ``private.tar``: compiled, without what is left out."""
    patterns = [f"*/{one}" for one in (*left_out(), *APART)]
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "all"
        shutil.copytree(folder, copy, symlinks=False, ignore=shutil.ignore_patterns("__pycache__"))
        for path in [one for one in copy.rglob("*") if one.is_file()]:
            if any(fnmatch(f"/all/{path.relative_to(copy)}", pattern) for pattern in patterns):
                path.unlink()
        compileall.compile_dir(copy, quiet=2, legacy=True, optimize=2)
        for path in copy.rglob("*.py"):
            path.unlink()
        content = io.BytesIO()
        with tarfile.open(fileobj=content, mode="w:gz") as tar:
            tar.add(copy, ".")
        return len(content.getvalue())


def compressed(paths: Iterable[Path]) -> int:
    """Bytes of these files, each compressed for itself; libraries without what only a debugger reads, where
    there is ``strip``."""
    total = 0
    with tempfile.TemporaryDirectory() as scratch:
        for path in paths:
            copy = Path(scratch) / "one"
            shutil.copyfile(path, copy)
            if ".so" in path.name and shutil.which("strip"):
                subprocess.run(["strip", "--strip-unneeded", str(copy)], check=True)
            total += len(zlib.compress(copy.read_bytes(), 9))
    return total


def gathered(names: Iterable[str], folder: Path) -> Path:
    """These packages' Python side by side in ``folder``."""
    site = Path(sysconfig.get_paths()["purelib"])
    for name in names:
        spec = find_spec(name)
        if (site / name).is_dir():
            shutil.copytree(site / name, folder / name)
        elif spec is not None and spec.origin is not None:
            shutil.copyfile(spec.origin, folder / Path(spec.origin).name)
    return folder


def libraries() -> list[Path]:
    """Compiled libraries of this machine that stand in for the phone's."""
    site = Path(sysconfig.get_paths()["purelib"])
    found = [path for name in COMPILED for path in site.glob(f"{name}/**/*.so*")]
    found += [path for name in COMPILED for path in site.glob(f"{name}*.so")]
    out = [f"*/{one}" for one in left_out()]
    kept = (path for path in found if not any(fnmatch(str(path), pattern) for pattern in out))
    return [path for path in kept if not any(one in str(path).lower() for one in NOT_IN_IT)]


def rows() -> list[Row]:
    """The parts and their sum."""
    sys.path.insert(0, str(ROOT / "setup"))
    import staging

    parts: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        staging.stage(folder, places.find().share)
        app = folder / "app"
        for name in ("pictures", "fonts"):
            parts[name] = compressed(path for path in (app / "share" / name).rglob("*") if path.is_file())
            shutil.rmtree(app / "share" / name)
        parts["our Python, words, translations"] = packed(app)
        (folder / "pure").mkdir()
        parts["packages' Python"] = packed(gathered(PURE, folder / "pure"))
    standard = Path(os.__file__).parent
    parts["Python's standard library"] = packed(standard)
    native = [path for path in (standard / "lib-dynload").glob("*.so") if "test" not in path.name]
    native += (standard.parent / f"lib{one}" for one in (sysconfig.get_config_var("INSTSONAME")[3:],))
    parts["Python and its compiled parts (stand-ins)"] = compressed(filter(Path.is_file, native))
    parts["Kivy, SDL, numpy, cryptography (stand-ins)"] = compressed(libraries())
    made = [Row(name, f"{size / 1e6:.1f} MB") for name, size in parts.items()]
    total = sum(parts.values()) / 1e6
    return [*made, Row("all of it", f"{total:.1f} MB", goal=f"≤ {GOAL_MB} MB")]


if __name__ == "__main__":
    show(rows())
