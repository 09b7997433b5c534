"""Ana Til never uses the internet: a whole lesson asks Python for no socket that could reach it.

What the kernel sees of everything families do is in ``tests/packs/test_offline.py``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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
