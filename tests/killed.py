"""A process that is killed at a step of its work, as by a battery that is taken out: nothing is tidied up."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: What changes files, as Python announces it (https://docs.python.org/3/library/audit_events.html).
STEPS = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "sqlite3.connect"}


def killed_at(number: int, work: Callable[[], object], under: Path) -> bool:
    """Do ``work`` in a process of its own, which ends before its ``number``-th step (from 0) below ``under``.

    Returns False where the work had no such step and came to its end.
    """
    child = os.fork()
    if child == 0:
        left = [number]

        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wxa+")
            if (event in STEPS or writes) and str(under) in str(arguments[0]):
                if left[0] == 0:
                    os._exit(9)
                left[0] -= 1

        sys.addaudithook(hook)
        try:
            work()
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    ended = os.waitstatus_to_exitcode(status)
    assert ended in (0, 9), f"the work itself failed ({ended})"
    return ended == 9
