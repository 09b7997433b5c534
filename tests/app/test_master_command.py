"""``anatil voices master``: a folder or this home made ready, stopped and gone on with, without a network."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.app.test_no_network import GUARDED, environ
from tests.audio.recipes import Take, make
from tests.watched import traced

COMMAND = "from app.cli import main; main(['voices', 'master', *sys.argv[1:]], standalone_mode=False)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    raw = tmp_path / "raw"
    raw.mkdir()
    for seed, name in enumerate(("anar", "bala", "kitab", "tash")):
        (raw / f"{name}.wav").write_bytes(make(Take(seed)).wav())
    return raw


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["voices", "master", *map(str, words)])


def started(root: Path, home: Path, *words: object, before: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"import sys\n{before}\n{COMMAND}", *map(str, words)],
        cwd=root, env=environ(home), capture_output=True, text=True, start_new_session=True,
    )  # fmt: skip


def test_a_folder_is_made_ready_beside_its_recordings(folder: Path) -> None:
    done = run(folder, "--jobs", 1)
    assert (done.exit_code, done.stdout) == (0, f"Recordings ready in {folder / 'mastered'}: 4\n")
    assert {path.name for path in (folder / "mastered").glob("a*")} == {"anar.flac", "anar.mp3"}
    again = run(folder, "--jobs", 1)
    assert again.stdout == f"Recordings ready in {folder / 'mastered'}: 4 (from before: 4)\n"


def test_what_failed_is_named_in_a_sentence_each_and_the_rest_is_done(folder: Path, tmp_path: Path) -> None:
    (folder / "letter.mp3").write_text("Dear grandmother")
    (folder / "room.wav").write_bytes(make(Take(2, nobody=True, snr_db=50)).wav())
    (folder / "Tash.flac").write_bytes(b"")
    (folder / "list.txt").write_text("anar")
    done = run(folder, "--to", tmp_path / "to", "--jobs", 1)
    assert done.exit_code == 1
    assert done.stdout == f"Recordings ready in {tmp_path / 'to'}: 3\n"
    names = [line.split(":")[0] for line in done.stderr.splitlines() if ".txt" not in line]
    assert [name for name in names if "." in name] == ["Tash.flac", "letter.mp3", "room.wav", "tash.wav"]
    assert "not a recording's: 1" in done.stderr and "Traceback" not in done.stderr


def test_an_empty_folder_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    assert run(tmp_path / "raw", "--jobs", 1).exit_code == 0


@pytest.mark.parametrize("words", [("--jobs", 2), ("--to", "there"), ("--dask", "tcp://192.0.2.7:8786")])
def test_what_belongs_to_a_folder_is_refused_without_one(words: tuple[object, ...]) -> None:
    done = run(*words)
    assert done.exit_code == 2 and "FOLDER" in done.stderr


def test_an_address_must_say_that_it_is_one(folder: Path) -> None:
    for words in (("--dask", "here"), ("--dask", "inproc://a"), ("--dask", "tcp://192.0.2.7:1", "--jobs", 2)):
        assert run(folder, *words).exit_code == 2
    assert not (folder / "mastered").exists()


def test_without_dask_it_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = run(folder, "--dask", "tcp://192.0.2.7:8786")
    assert done.exit_code == 1
    assert "setup/lock/institution.txt" in done.stderr and "Traceback" not in done.stderr


def test_where_no_scheduler_answers_it_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from audio.bulk import ways

    monkeypatch.setattr(ways, "WAIT_S", 1)
    done = run(folder, "--dask", "tcp://127.0.0.1:1")
    assert done.exit_code == 1
    assert "No Dask scheduler answers at tcp://127.0.0.1:1" in done.stderr


STOPPING = """
import os, signal
from audio.bulk.report import Report
keep, kept = Report.keep, []
def stopped(self, source, ready):
    keep(self, source, ready)
    kept.append(source)
    if len(kept) == 2:
        os.killpg(0, signal.SIGINT)
Report.keep = stopped
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_leaves_whole_files_and_says_how_to_go_on(
    jobs: int, folder: Path, tmp_path: Path, root: Path
) -> None:
    to = tmp_path / "to"
    done = started(root, tmp_path, folder, "--to", to, "--jobs", jobs, before=STOPPING)
    assert done.returncode == 130
    assert "The same command goes on from here." in done.stderr
    assert "Traceback" not in done.stderr and "Warning" not in done.stderr
    assert len([path for path in to.iterdir() if path.suffix in (".flac", ".mp3")]) == 4
    assert len(list(to.iterdir())) == 5
    assert run(folder, "--to", to, "--jobs", 1).stdout.endswith(": 4 (from before: 2)\n")


def test_neither_python_nor_the_kernel_sees_an_internet_socket_of_any_of_its_processes(
    folder: Path, tmp_path: Path, root: Path
) -> None:
    ask = [sys.executable, "-c", "import socket; socket.socket(); socket.socket(socket.AF_INET6)"]
    command = [sys.executable, "-c", f"{GUARDED}\n{COMMAND}", str(folder), "--jobs", "2"]
    strace = shutil.which("strace")
    if strace and "AF_INET6" in traced(strace, ask, root, tmp_path, environ(tmp_path))[1]:
        done, calls = traced(strace, command, root, tmp_path, environ(tmp_path))
        assert re.findall(r".*AF_INET6?\b.*", calls) == []
    else:  # the kernel cannot be asked here; Python's own sockets are guarded
        done = subprocess.run(command, cwd=root, env=environ(tmp_path), capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"Recordings ready in {folder / 'mastered'}: 4\n"), (
        done.stderr
    )


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ANATIL_HOME", str(tmp_path / "home"))
    yield tmp_path / "home"


def test_without_a_folder_the_takes_of_this_home_are_made_ready(home: Path) -> None:
    from app.commands.voices.home import studio
    from lexicon.records import Scope

    with studio() as rooms:
        speaker = rooms.make_speaker("Anar")
        rooms.agree(speaker, Scope.DEVICE, "en")
        sense = rooms.queue(speaker)[0].sense
        clip = make(Take(1))
        rooms.keep_take(speaker, sense, clip.wav(), round(1000 * clip.seconds), {})
    done = run()
    assert (done.exit_code, done.stdout) == (0, "1 takes are ready.\n"), done.stderr
    assert home.is_dir()
