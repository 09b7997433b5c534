"""What families do opens no internet socket and looks up no name, and it works where there is no network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.watched import traced

INET = re.compile(r"AF_INET6?\b")
LOOKED_UP = re.compile(r"/etc/(resolv\.conf|hosts|host\.conf|gai\.conf)\b|systemd/resolve|avahi")
"""Where a look-up of a host begins, by glibc and by the services that do it for others. ``nsswitch.conf`` and
nscd are also asked who the user is: Mesa does, for its cache.
"""
STORY = [sys.executable, "-m", "tests.packs.offline"]
ASKS = "import socket; socket.socket()\ntry: socket.getaddrinfo('example.org', 1)\nexcept OSError: pass"


def environ(folder: Path) -> dict[str, str]:
    return {**os.environ, "ANATIL_HOME": str(folder / "home"), "SDL_AUDIODRIVER": "dummy"}


def reached(calls: str) -> list[str]:
    """Calls that have to do with the internet."""
    return [line for line in calls.splitlines() if INET.search(line) or LOOKED_UP.search(line)]


def test_a_lesson_a_recording_and_a_pack_open_no_internet_socket_and_look_up_no_name(
    root: Path, tmp_path: Path
) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not on this machine, so the kernel cannot be asked")
    done, calls = traced(strace, [sys.executable, "-c", ASKS], root, tmp_path, environ(tmp_path))
    if done.returncode != 0 or not reached(calls):
        pytest.skip("strace may not trace on this machine")
    assert any(LOOKED_UP.search(line) for line in reached(calls)), "a look-up would not be seen"
    done, calls = traced(strace, [*STORY, str(tmp_path / "story")], root, tmp_path, environ(tmp_path))
    assert done.returncode == 0 and done.stdout.endswith("done\n"), done.stderr
    assert reached(calls) == []
    assert "a.anatil" in calls  # the pack was opened under the same eyes


def test_the_same_story_works_where_there_is_no_network_at_all(root: Path, tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], capture_output=True).returncode != 0:
        pytest.skip("this machine does not let one leave the network")
    inside = [unshare, "-rn", *STORY, str(tmp_path / "story")]
    done = subprocess.run(inside, cwd=root, env=environ(tmp_path), capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.endswith("done\n"), done.stderr
