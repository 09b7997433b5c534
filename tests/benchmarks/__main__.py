"""Every benchmark, one table: ``.venv/bin/python -m tests.benchmarks`` (about five minutes on two cores).

Each runs in a process of its own, one after the other; a figure means something only where nothing else runs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.benchmarks.table import HEAD

ALL = ("first_frame", "memory", "frames", "taps", "kept_answers", "label_rows", "play_to_sound")
ROOT = Path(__file__).parent.parent.parent


def main() -> int:
    """Print the table row by row; 1 where a benchmark could not run."""
    print(HEAD, flush=True)
    failed = 0
    for name in ALL:
        done = subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.{name}"], cwd=ROOT, capture_output=True, text=True
        )
        rows = [line for line in done.stdout.splitlines() if line.startswith("|")][2:]
        if done.returncode != 0 or not rows:
            failed = 1
            print(f"{name} could not run: {done.stderr[-1000:]}", file=sys.stderr)
        for row in rows:
            print(row, flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
