"""A first lesson on every kind of screen: nothing cut off, nothing overlapping, no letter missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROUTES = {
    "phone": [],
    "phone-uyghur": ["--language", "ug", "--voices", "--age", "3-5"],
    "phone-big-font": ["--font-scale", "1.6", "--language", "fr"],
    "small-phone": ["--size", "320x568", "--language", "tr"],
    "small-phone-big-font": ["--size", "320x568", "--font-scale", "1.6", "--language", "de"],
    "small-phone-big-font-russian": ["--size", "320x568", "--font-scale", "1.6", "--language", "ru"],
    "small-phone-big-font-uyghur": ["--size", "320x568", "--font-scale", "1.6", "--language", "ug", "--dark"],
    "landscape-uyghur-dark": ["--size", "820x400", "--language", "ug", "--dark"],
    "landscape-big-font": ["--size", "820x400", "--font-scale", "1.4", "--language", "en", "--voices"],
    "tablet": ["--size", "768x1024", "--language", "ru", "--font-scale", "1.3", "--age", "9-12"],
    "desktop": ["--size", "1280x800", "--language", "fr", "--age", "grown"],
}
LONG = (
    "phone-big-font", "small-phone", "small-phone-big-font", "small-phone-big-font-russian",
    "landscape-big-font", "tablet",
)  # fmt: skip
"""Routes for the longer proof: what they show is shown by the others in a smaller window or a larger font."""
LESSON_ALONE = ("phone", "phone-uyghur", "landscape-uyghur-dark", "desktop")
"""Routes on which `sh check` walks a child's part alone; the longer proof walks all of it on them too."""
COVERED = ("desktop",)
"""The route whose lines are counted: counting makes a tour three times as long; all walk the same code."""
STEPS = (
    "who-is-learning",
    "choose-a-picture",
    "how-old",
    "path",
    "meet",
    "ending",
    "path-after",
)
GROWN_UPS = ("gate", "about", "packs", "promises", "lock", "copies", "voices")
DRILLS = {
    "3-5": {"hear_picture", "pairs"},
    "6-8": {"hear_picture", "pairs", "word_meaning", "picture_word"},
    "9-12": {"hear_picture", "pairs", "word_meaning", "picture_word"},
    "grown": {"pairs", "word_meaning", "picture_word"},
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.long] if name in LONG else []) for name in ROUTES]
)
def test_a_first_lesson_looks_right_from_beginning_to_end(root: Path, tmp_path: Path, name: str) -> None:
    walked(root, tmp_path, name, whole=name not in LESSON_ALONE)


@pytest.mark.long
@pytest.mark.parametrize("name", LESSON_ALONE)
def test_the_grown_ups_part_looks_right_on_every_screen(root: Path, tmp_path: Path, name: str) -> None:
    walked(root, tmp_path, name, whole=True)


def walked(root: Path, tmp_path: Path, name: str, *, whole: bool) -> None:
    """Walk a route, and look at what was seen on it."""
    command = [sys.executable, "-m", "app.cli", "tour", str(tmp_path), *ROUTES[name]]
    command += ["--all"] if whole else []
    environ = dict(os.environ)
    if name not in COVERED:
        environ = {key: value for key, value in environ.items() if not key.startswith("COVERAGE_")}
    done = subprocess.run(
        command, cwd=root, env=environ, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]
    pictures = [path.stem.partition("-")[2] for path in sorted(tmp_path.glob("*.png"))]
    assert {*STEPS, *(GROWN_UPS if whole else ())} <= set(pictures)
    age = ROUTES[name][ROUTES[name].index("--age") + 1] if "--age" in ROUTES[name] else "6-8"
    for drill in DRILLS[age]:
        example = (
            pictures.index(f"example-{'pairs' if drill == 'pairs' else drill}") if drill != "pairs" else 0
        )
        assert drill in pictures[example:], f"{drill} is asked, after its example"
    assert any(picture.endswith("-missed") for picture in pictures)
    assert ("read-together" in pictures) == ("--voices" not in ROUTES[name] and age != "grown")
