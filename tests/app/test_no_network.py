"""Ana Til never uses the internet: a whole lesson opens no socket that could reach it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

GUARDED = """
import socket, sys

def refuse(*args, **_options):
    raise AssertionError(f"the network was asked for: {args}")

class Guarded(socket.socket):
    def __init__(self, family=-1, *rest, **options):
        if family in (-1, socket.AF_INET, socket.AF_INET6):
            refuse(family)
        super().__init__(family, *rest, **options)

socket.socket = Guarded
for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "create_connection", "create_server"):
    setattr(socket, name, refuse)
"""
TOUR = "from app.cli import main; main(['tour', sys.argv[1]], standalone_mode=False)"


def environ(home: Path) -> dict[str, str]:
    """A home of the test's own."""
    return {**os.environ, "ANATIL_HOME": str(home / "home")}


def test_a_lesson_goes_through_where_every_internet_socket_is_refused(root: Path, tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    done = subprocess.run(
        [sys.executable, "-c", f"{GUARDED}\n{TOUR}", str(pictures)],
        cwd=root, env=environ(tmp_path), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(list(pictures.glob("*.png"))) > 10


def test_the_guard_refuses_what_it_is_there_to_refuse(root: Path) -> None:
    for attempt in ("socket()", "create_connection(('203.0.113.1', 9))", "getaddrinfo('h', 1)"):
        done = subprocess.run(
            [sys.executable, "-c", f"{GUARDED}\nsocket.{attempt}"], cwd=root, capture_output=True, text=True
        )
        assert "the network was asked for" in done.stderr
    pair = subprocess.run([sys.executable, "-c", f"{GUARDED}\nsocket.socketpair()"], cwd=root)
    assert pair.returncode == 0


def traced(
    strace: str, command: list[str], root: Path, home: Path
) -> tuple[subprocess.CompletedProcess[str], str]:
    """A command run to its end, and every call it made to open or connect a socket."""
    log = home / "calls"
    done = subprocess.run(
        [strace, "-f", "-qq", "-e", "trace=socket,connect,sendto", "-o", str(log), *command],
        cwd=root, env=environ(home), capture_output=True, text=True,
    )  # fmt: skip
    return done, log.read_text() if log.is_file() else ""


def test_the_kernel_sees_no_internet_socket_in_a_whole_lesson(root: Path, tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not on this machine, so the kernel cannot be asked")
    inet = re.compile(r"AF_INET6?\b")
    ask = "import socket; socket.socket(); socket.socket(socket.AF_INET6)"
    done, calls = traced(strace, [sys.executable, "-c", ask], root, tmp_path)
    if done.returncode != 0 or not inet.search(calls):
        pytest.skip("strace may not trace on this machine")
    pictures = tmp_path / "pictures"
    done, calls = traced(strace, [sys.executable, "-m", "app.cli", "tour", str(pictures)], root, tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(list(pictures.glob("*.png"))) > 10
    assert [line for line in calls.splitlines() if inet.search(line)] == []
