"""From the start of the process to the first frame, and to a home one can tap, beside bare Kivy.

Run: ``.venv/bin/python -m tests.benchmarks.first_frame``. Processes of their own, in turn.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.homes import home
from tests.benchmarks.table import Row, show

ROOT = Path(__file__).parent.parent.parent
PAIRS = 11


def probe(name: str, here: Path) -> tuple[int, Any]:
    """Run a probe at a home; returns when it was started (ns) and what it said. Raises RuntimeError."""
    environ = {**os.environ, "ANATIL_HOME": str(here), "KIVY_HOME": str(here / "kivy")}
    begin = time.monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.probes", name],
        cwd=ROOT, env=environ, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode != 0 or not done.stdout:
        raise RuntimeError(f"{name} ended with {done.returncode}: {done.stderr[-2000:]}")
    return begin, json.loads(done.stdout)


def rows(pairs: int = PAIRS) -> list[Row]:
    """First frame, home with its pictures, home faded in; medians, and medians of the pairs' ratios."""
    taken: dict[str, list[float]] = {key: [] for key in ("hello", "first_ns", "home_ns", "faded_ns")}
    with home() as here:
        for number in range(pairs + 1):
            begin, said = probe("hello_frame", here.home)
            hello = (said["first_ns"] - begin) / 1e6
            begin, said = probe("opened", here.home)
            if number == 0:
                continue  # files come from the disk the first time
            taken["hello"].append(hello)
            for key in ("first_ns", "home_ns", "faded_ns"):
                taken[key].append((said[key] - begin) / 1e6)
    wanted = (
        ("first frame", "first_ns", "≤ 1.3"),
        ("home with three learners, drawn and ready to tap", "home_ns", "≤ 2"),
        ("home, wholly faded in", "faded_ns", "–"),
    )
    peer = f"{median(taken['hello']):.0f} ms, Kivy hello-world's first frame"
    return [
        Row(what, f"{median(taken[key]):.0f} ms", peer,
            median(ours / kivys for ours, kivys in zip(taken[key], taken["hello"], strict=True)), goal)
        for what, key, goal in wanted
    ]  # fmt: skip


if __name__ == "__main__":
    show(rows())
