"""Set-up's shell: when it has nothing to do, what it makes anew, and what it says when it cannot go on."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A checkout in which set-up has just ended, with stand-ins for what it installs."""
    shutil.copytree(ROOT / "setup", tmp_path / "anatil" / "setup")
    project = tmp_path / "anatil"
    shutil.copy(ROOT / "pyproject.toml", project)
    (project / "lexicon" / "starter").mkdir(parents=True)
    (project / "lexicon" / "starter" / "food.tsv").write_text("headword\nنان\n", encoding="utf-8")
    (project / ".venv" / "bin").mkdir(parents=True)
    for name in ("python", "anatil"):
        program = project / ".venv" / "bin" / name
        program.write_text("#!/bin/sh\n", encoding="utf-8")
        program.chmod(0o755)
    shell(project, "fingerprint desktop >.venv/ready-desktop")
    return project


def shell(project: Path, line: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs one line of sh with set-up's functions at hand."""
    return subprocess.run(
        ["sh", "-eu", "-c", f". setup/environment.sh; . setup/prepare.sh; log=$PWD/log; {line}"],
        cwd=project,
        env={"PATH": os.environ["PATH"]} | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def is_ready(project: Path) -> bool:
    return shell(project, "ready desktop").returncode == 0


def test_the_second_start_has_nothing_to_do(project: Path) -> None:
    assert is_ready(project)


@pytest.mark.parametrize("changed", ["setup/lock/desktop.txt", "lexicon/starter/food.tsv", "pyproject.toml"])
def test_a_change_in_what_set_up_read_is_noticed(project: Path, changed: str) -> None:
    with (project / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert not is_ready(project)


def test_a_new_theme_of_words_is_noticed(project: Path) -> None:
    (project / "lexicon" / "starter" / "home.tsv").write_text("headword\nئۆي\n", encoding="utf-8")
    assert not is_ready(project)


def test_a_set_up_that_never_reached_its_end_is_not_taken_for_a_whole_one(project: Path) -> None:
    (project / ".venv" / "ready-desktop").unlink()
    assert not is_ready(project)


MAKE = "new_environment() { mkdir -p .venv; : >.venv/made; }; make_environment"


def test_an_environment_in_which_pip_was_interrupted_is_made_anew(project: Path) -> None:
    (project / ".venv" / "unfinished").touch()
    (project / ".venv" / "half a package").touch()
    assert shell(project, MAKE).returncode == 0
    assert (project / ".venv" / "made").exists()
    assert not (project / ".venv" / "half a package").exists()


def test_a_folder_that_was_moved_gets_a_new_environment(project: Path) -> None:
    moved = project.rename(project.with_name("ana til"))
    assert not is_ready(moved)
    assert shell(moved, MAKE).returncode == 0
    assert (moved / ".venv" / "made").exists()


def test_a_whole_environment_is_kept(project: Path) -> None:
    (project / ".venv" / "bin" / "kept").touch()
    assert shell(project, MAKE).returncode == 0
    assert (project / ".venv" / "bin" / "kept").exists()


def test_a_python_that_is_too_old_or_too_new_is_told_in_a_sentence(project: Path, tmp_path: Path) -> None:
    for version in ("3.10", "3.14"):
        python = tmp_path / f"python{version}"
        python.write_text(f"#!/bin/sh\necho {version} /usr/bin/python{version}\n", encoding="utf-8")
        python.chmod(0o755)
        said = shell(project, "find_python", ANATIL_PYTHON=str(python))
        assert said.returncode == 1
        assert f"Ana Til needs Python 3.11, 3.12 or 3.13, and here is {version}:" in said.stderr


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_a_window_is_opened_only_where_there_is_a_screen(
    project: Path, settings: dict[str, str], expected: bool
) -> None:
    answer = shell(project, "uname() { echo Linux; }; has_screen", **settings)
    assert (answer.returncode == 0) is expected
