"""A quarter of one core: what a cheap phone's processor is beside this machine's, roughly.

By the kernel's own limit (cgroup ``cpu``, version 1 or 2), which only root may set. A hundred times a second
a process may run for 2.5 ms and then waits: a short round, so that a frame is slowed and not stopped.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

PERIOD_US: Final = 10_000
QUOTA_US: Final = 2_500
_ROOT: Final = Path("/sys/fs/cgroup")


class NoLimitError(Exception):
    """This system lets nobody limit a processor, or only its administrator."""


@contextmanager
def quarter_of_a_core() -> Iterator[Path]:
    """A file: a process that writes its number there, and all that it starts, has a quarter of one core.

    Raises ``NoLimitError``.
    """
    second = (_ROOT / "cgroup.controllers").is_file()
    group = (_ROOT if second else _ROOT / "cpu") / f"anatil-{os.getpid()}"
    try:
        group.mkdir()
        if second:
            (group / "cpu.max").write_text(f"{QUOTA_US} {PERIOD_US}")
        else:
            (group / "cpu.cfs_period_us").write_text(str(PERIOD_US))
            (group / "cpu.cfs_quota_us").write_text(str(QUOTA_US))
    except OSError as error:
        with suppress(OSError):
            group.rmdir()
        raise NoLimitError("a processor cannot be limited here: it takes root and cgroups") from error
    try:
        yield group / ("cgroup.procs" if second else "tasks")
    finally:
        for _ in range(50):  # the kernel takes a moment to see that a process has ended
            with suppress(OSError):
                group.rmdir()
                break
            time.sleep(0.1)
