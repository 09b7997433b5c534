"""Are faults found, and good takes left in peace? ``python -m tests.benchmarks.take_quality [TAKES]``.

The takes are those of ``tests/audio/recipes.py``: TAKES (300) clean ones and as many of each fault, 40 of
which would do for a look. The first table is the row of the common table for each fault; the second says
what else was said of the same takes: noise at 10 dB also fills the room at both ends.
"""

from __future__ import annotations

import sys
from collections import Counter

from audio.quality import Fault, judge, measure
from tests.audio.recipes import clean_takes, faulty_takes, make
from tests.benchmarks.table import Row, show

TAKES = 300
CLEAN_SEED, FAULTY_SEED = 2_024, 2_025
"""Not the seeds (0 and 1) with which the rules were tried out."""
FOUND_GOAL = 0.95
WARNED_GOAL = 0.02


def said(takes: int) -> dict[str, Counter[str]]:
    """What was made -> how often each fault was named ("clean": the takes of which nothing was said)."""
    groups = {"clean": clean_takes(takes, CLEAN_SEED)}
    groups |= {fault.value: faulty_takes(fault, takes, FAULTY_SEED) for fault in Fault}
    table: dict[str, Counter[str]] = {}
    for name, group in groups.items():
        counts: Counter[str] = Counter()
        for take in group:
            faults = judge(measure(make(take)))
            counts.update(fault.value for fault in faults)
            counts["clean"] += not faults
        table[name] = counts
    return table


def rows(takes: int = TAKES, table: dict[str, Counter[str]] | None = None) -> list[Row]:
    """The share of clean takes warned about, and the share of each fault that was found."""
    table = table or said(takes)
    warned = 1 - table["clean"]["clean"] / takes
    found = [Row(f"clean takes warned about (of {takes})", f"{warned:.1%}", goal=f"≤ {WARNED_GOAL:.0%}")]
    for fault in Fault:
        share = table[fault][fault] / takes
        found.append(
            Row(f"takes with {fault}, found (of {takes})", f"{share:.1%}", goal=f"≥ {FOUND_GOAL:.0%}")
        )
    return found


def main() -> None:
    takes = int(sys.argv[1]) if len(sys.argv) > 1 else TAKES
    table = said(takes)
    show(rows(takes, table))
    names = ["clean", *(fault.value for fault in Fault)]
    print("\nmade \\ said: " + ", ".join(names[1:]) + "; nothing")
    for name in names:
        print(
            f"{name}: "
            + ", ".join(str(table[name][other]) for other in names[1:])
            + f"; {table[name]['clean']}"
        )


if __name__ == "__main__":
    main()
