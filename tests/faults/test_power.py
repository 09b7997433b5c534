"""A power cut at any moment: every home that it may leave opens, with all that was acknowledged."""

from __future__ import annotations

import copy
import random
import shutil
from pathlib import Path

import pytest

from tests.faults.disk import Disk, laid, moments
from tests.faults.operations import CARELESS, OPERATIONS
from tests.faults.strace import traced

SHARES = (0.0, 1.0, 0.5)
"""What survives of that which was not synced: nothing, everything, by chance."""

SOME = 12
"""Moments of an operation in `sh check`; the long proof takes every one."""


def every_home(name: str, folder: Path, some: int | None) -> int:
    """Check the homes that power cuts leave at ``some`` moments (None: at every one); how many there were."""
    operation, home, rng = (OPERATIONS | CARELESS)[name], folder / "home", random.Random(7)
    operation.prepared(home)
    disk = Disk(home)
    calls = traced(name, home, folder / "calls")
    count = sum(1 for _ in moments(copy.deepcopy(disk), calls))
    chosen = set(range(count) if some is None else rng.sample(range(count), min(some, count)))
    assert count > 20, "hardly anything was written: this proves nothing"
    for number, _ in enumerate(moments(disk, calls)):
        if number in chosen:
            for share in SHARES:
                there = laid(disk.after_a_cut(rng, share), home, folder / "after")
                operation.check(there, list(disk.told))
                shutil.rmtree(there)
    return len(chosen) * len(SHARES)


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_was_acknowledged_outlives_a_power_cut(name: str, tmp_path: Path) -> None:
    assert every_home(name, tmp_path, SOME) >= 30


@pytest.mark.long
@pytest.mark.parametrize("name", OPERATIONS)
def test_what_was_acknowledged_outlives_a_power_cut_at_every_moment(name: str, tmp_path: Path) -> None:
    every_home(name, tmp_path, None)


def test_a_program_that_does_not_sync_is_found_out(tmp_path: Path) -> None:
    """The proof itself: where a commit is acknowledged before it is synced, a cut loses it."""
    with pytest.raises(AssertionError, match="acknowledged"):
        every_home("careless", tmp_path, None)
