"""What the APK is made of: resolved by python-for-android's own recipes, the rest pinned as in our lock."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BY_ITSELF = {"hostpython3", "libffi", "openssl", "sdl2", "sdl2_image", "sdl2_mixer", "sdl2_ttf", "setuptools"}
"""What other recipes bring along."""
NEVER_IMPORTED = {
    "certifi", "charset-normalizer", "docutils", "idna", "kivy-deps-angle", "kivy-deps-glew",
    "kivy-deps-sdl2", "kivy-garden", "pygments", "pypiwin32", "pywin32", "requests", "urllib3",
}  # fmt: skip
"""In the lock because Kivy's package asks for it on a desktop; the phone goes without."""


def locked(root: Path) -> dict[str, str]:
    """The phone set's versions by name, as the lock has them."""
    lines = (root / "setup" / "lock" / "phone.txt").read_text(encoding="utf-8").splitlines()
    found = (re.match(r"([a-z0-9-]+)==([0-9.]+)", line) for line in lines)
    return {one[1]: one[2] for one in found if one}


def test_every_requirement_has_a_recipe_or_is_fetched(told: dict[str, Any]) -> None:
    recipes, others = map(set, told["resolved"])
    assert recipes - BY_ITSELF == {
        "android", "cffi", "cryptography", "kivy", "numpy", "pycparser", "pyjnius", "python3", "sqlalchemy",
        "sqlite3",
    }  # fmt: skip
    assert others == {
        "alembic", "arabic-reshaper", "filetype", "fsrs", "mako", "markupsafe", "platformdirs", "six",
        "typing-extensions",
    }  # fmt: skip


def test_the_whole_phone_set_is_there_and_nothing_that_asks_a_network(
    root: Path, told: dict[str, Any]
) -> None:
    there = {*told["resolved"][0], *told["resolved"][1]}
    assert locked(root).keys() - there == NEVER_IMPORTED
    assert not there & {"requests", "urllib3", "certifi", "chardet"}
    assert told["kivy"]["python_depends"] == ["filetype"]


def test_versions_are_those_of_the_lock(root: Path, told: dict[str, Any]) -> None:
    lock = locked(root)
    pinned = dict(one.split("==") for one in told["requirements"] if "==" in one)
    assert pinned == {name: lock[name] for name in pinned}
    assert pinned.keys() >= set(told["resolved"][1]) - {"filetype", "six"}
    assert told["sqlalchemy"]["version"] == lock["sqlalchemy"] and told["kivy"]["version"] == lock["kivy"]
    assert told["sqlalchemy"]["url"].endswith(f"rel_{lock['sqlalchemy'].replace('.', '_')}.tar.gz")


def test_our_kivy_is_patched_as_the_packagers_own(told: dict[str, Any]) -> None:
    assert told["kivy"]["patches"] and all(Path(one).is_file() for one in told["kivy"]["patches"])


@pytest.mark.long
def test_what_has_no_recipe_is_there_to_be_fetched_for_android(told: dict[str, Any], tmp_path: Path) -> None:
    pinned = {one.partition("==")[0]: one for one in told["requirements"]}
    for name in told["resolved"][1]:
        done = subprocess.run(
            [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--platform", "android_24_arm64_v8a",
             "--python-version", "3.14", "--only-binary=:all:", "-d", str(tmp_path), pinned.get(name, name)],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-500:]
    assert len(list(tmp_path.glob("*.whl"))) == len(told["resolved"][1])
