"""A disk that is full, read-only or broken, at any write: nothing acknowledged is lost, and it goes on."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.faults.operations import OPERATIONS
from tests.faults.strace import failing, traced

ANSWERS = {
    "full": ("pwrite64,write", "ENOSPC"),
    "read-only": ("pwrite64,write", "EROFS"),
    "broken": ("pwrite64,write", "EIO"),
    "unable to sync": ("fsync,fdatasync", "EIO"),
}
"""The calls that fail, and with what."""

WRITING = [name for name, one in OPERATIONS.items() if one.files]


def begin(name: str, folder: Path) -> tuple[Path, Path]:
    """A home to start from, which is copied for each run, and the home of a run."""
    start, home = folder / "start", folder / "home"
    OPERATIONS[name].prepared(start)
    shutil.copytree(start, home)
    return start, home


def count(name: str, calls: str, home: Path, log: Path) -> int:
    """How many such calls the operation makes on its files when nothing fails."""
    made = [call for call in traced(name, home, log) if call.name in calls.split(",")]
    names = {Path(one).name for one in OPERATIONS[name].files}
    return sum(Path(call.folder).name in names for call in made)


def fail(name: str, start: Path, home: Path, calls: str, answer: str) -> bool:
    """Let calls fail and look at what is left; whether the process noticed."""
    shutil.rmtree(home)
    shutil.copytree(start, home)
    told, said = failing(name, home, OPERATIONS[name].files, calls, answer)
    OPERATIONS[name].check(home, told)
    return "Error" in said


@pytest.mark.parametrize("fault", ANSWERS)
@pytest.mark.parametrize("name", WRITING)
def test_nothing_is_lost_on_a_disk_that_fails(name: str, fault: str, tmp_path: Path) -> None:
    calls, answer = ANSWERS[fault]
    start, home = begin(name, tmp_path)
    from_call = random.Random(f"{name} {fault}").randint(1, OPERATIONS[name].calls)
    assert fail(name, start, home, calls, f"error={answer}:when={from_call}+"), "no failure was noticed"


@pytest.mark.parametrize("name", WRITING)
def test_one_write_that_fails_is_tried_again(name: str, tmp_path: Path) -> None:
    start, home = begin(name, tmp_path)
    fail(name, start, home, "fsync,fdatasync", "error=EIO:when=2")


@pytest.mark.long
@pytest.mark.parametrize("fault", ANSWERS)
@pytest.mark.parametrize("name", WRITING)
def test_nothing_is_lost_wherever_the_disk_begins_to_fail(name: str, fault: str, tmp_path: Path) -> None:
    calls, answer = ANSWERS[fault]
    start, home = begin(name, tmp_path)
    for number in range(1, count(name, calls, home, tmp_path / "calls") + 1):
        for ending in ("", "+"):  # this call alone; this and every one after it
            fail(name, start, home, calls, f"error={answer}:when={number}{ending}")
