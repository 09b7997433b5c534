"""2,000 bad files in `sh check`, 20,000 in the long proof: each is refused or harmless; nothing changes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzzing.mutating import mutated
from tests.fuzzing.targets import TARGETS

pytestmark = pytest.mark.skipif(os.name != "posix", reason="this system does not limit a process's memory")

COUNT, MANY = 2_000, 20_000


def run(root: Path, name: str, count: int, seed: int, folder: Path) -> str:
    """What a target said; a failure names the files that did harm."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzzing.run", name, str(count), str(seed), str(folder)],
        cwd=root, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("name", TARGETS)
def test_a_changed_file_is_refused_or_harmless_and_nothing_changes(
    name: str, root: Path, tmp_path: Path
) -> None:
    said = run(root, name, COUNT // len(TARGETS), 1, tmp_path)
    assert "Error" in said, "not one was refused: this proves nothing"


@pytest.mark.long
@pytest.mark.parametrize("name", TARGETS)
def test_many_changed_files_are_refused_or_harmless(name: str, root: Path, tmp_path: Path) -> None:
    run(root, name, MANY // len(TARGETS), 2, tmp_path)


def test_the_mutations_are_the_same_for_the_same_seed() -> None:
    import random

    content = bytes(range(256)) * 4
    one, two = ([mutated(content, random.Random(seed)) for seed in range(50)] for _ in range(2))
    assert one == two and len(set(one)) > 45
