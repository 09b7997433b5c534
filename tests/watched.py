"""A process watched from outside: what it asks the kernel for."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path


def traced(
    strace: str, command: list[str], root: Path, folder: Path, environ: Mapping[str, str]
) -> tuple[subprocess.CompletedProcess[str], str]:
    """A command run to its end from ``root``, and its calls: sockets, and files opened."""
    log = folder / "calls"
    watched = "trace=socket,connect,sendto,sendmsg,open,openat"
    done = subprocess.run(
        [strace, "-f", "-qq", "-e", watched, "-o", str(log), *command],
        cwd=root, env=dict(environ), capture_output=True, text=True,
    )  # fmt: skip
    return done, log.read_text(errors="replace") if log.is_file() else ""
