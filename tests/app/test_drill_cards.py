"""The screens of the drills: nothing cut off in any script or direction, and every way of answering."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.drills.suffix import NAMES
from app.screens.lesson.choice import name_of
from tests.app.test_days import play

ROUTES = {
    "phone-latin": ["--age", "9-12", "--script", "latin", "--language", "tr"],
    "small-phone-big-font-uyghur": [
        "--age", "6-8", "--size", "320x568", "--font-scale", "1.6", "--language", "ug", "--voices",
    ],
    "desktop-cyrillic": [
        "--age", "grown", "--size", "1280x800", "--script", "cyrillic", "--language", "ru", "--voices",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", ROUTES)
def test_every_drill_looks_right_as_example_asked_and_answered(root: Path, tmp_path: Path, name: str) -> None:
    environ = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE_")}
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "tour", str(tmp_path), "--drills", *ROUTES[name]],
        cwd=root, env=environ, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    pictures = {path.stem.partition("-")[2] for path in tmp_path.glob("*.png")}
    for drill in ("hear_picture", "sound_pair", "build_word", "suffix", "say_word", "letter_sound"):
        assert {drill, f"{drill}-right", f"{drill}-amiss", f"example-{drill}"} <= pictures
    if "6-8" not in ROUTES[name]:
        assert {"meaning_word", "gap", "order_words", "write_heard-half", "number_heard-half"} <= pictures


def test_tiles_become_one_word_and_a_tap_on_it_takes_the_last_one_back(root: Path, tmp_path: Path) -> None:
    told = play("letters_are_laid_and_taken_back", tmp_path, root)
    assert told["heard"] == ["voice"]
    assert told["two"] == told["joined"]
    assert told["one"] == told["first"]
    assert told["laid"] == told["answer"]
    assert told["shown"] == "right"


def test_a_slip_in_typing_shows_the_right_spelling_with_the_letter_in_colour(
    root: Path, tmp_path: Path
) -> None:
    told = play("a_word_is_typed_with_a_slip", tmp_path, root)
    assert told["heard"] == ["voice"]
    assert told["typed"] == told["answer"][:-2] + told["answer"][-1]
    assert told["right"] == told["answer"]
    assert told["coloured"] == [told["answer"][-2]]
    assert told["waits"]
    assert told["went_on"]


def test_a_spoken_word_is_heard_beside_its_recording_and_judged_by_a_grown_up(
    root: Path, tmp_path: Path
) -> None:
    told = play("a_grown_up_says_not_yet", tmp_path, root)
    assert told["before"] == []
    assert not told["asked_before"]
    assert told["heard"] == ["itself", "voice"]
    assert told["files"] == []
    assert told["right"] == told["answer"]
    assert told["went_on"]
    assert told["forgotten"]


def test_digits_stand_as_on_a_telephone_in_every_direction(root: Path, tmp_path: Path) -> None:
    told = play("a_number_is_typed_from_right_to_left", tmp_path, root)
    assert told["order"] == ["123", "456", "789"]
    assert told["typed"] == told["answer"]
    assert told["shown"] == "right"


def test_a_meaning_does_not_show_the_word_it_asks_for(root: Path, tmp_path: Path) -> None:
    told = play("a_meaning_asks_for_its_word", tmp_path, root)
    assert told["prompt"] == [told["meaning"]]
    assert not told["before"]
    assert all(letter == " " or "\u0400" <= letter <= "\u04ff" for letter in told["tile"])
    assert told["after"] == ["voice"]


def test_every_form_that_is_asked_for_has_a_name_to_show() -> None:
    assert {tags: name_of(tags) for tags in NAMES} == dict(NAMES)
