"""What the app holds in memory beside bare Kivy's hello-world: at home, and over 100 answers.

Run: ``.venv/bin/python -m tests.benchmarks.memory``. Resident memory, software drawing included.
"""

from __future__ import annotations

from statistics import median

from tests.benchmarks.first_frame import probe
from tests.benchmarks.homes import home
from tests.benchmarks.table import Row, show

PAIRS = 3


def rows(pairs: int = PAIRS) -> list[Row]:
    """MB at home and after 20, 60 and 100 answers, and the hello-world's."""
    hellos: list[float] = []
    ours: dict[str, list[float]] = {key: [] for key in ("home", "20", "60", "100")}
    for _ in range(pairs):
        with home() as here:
            hellos.append(probe("hello_memory", here.home)[1]["mb"])
            said = probe("lessons_memory", here.home)[1]["mb"]
        for key, held in ours.items():
            held.append(said[key])
    peer = median(hellos)
    names = {
        "home": "at home",
        "20": "after 20 answers",
        "60": "after 60 answers",
        "100": "after 100 answers",
    }
    return [
        Row(f"resident memory {name}", f"{median(ours[key]):.0f} MB (+{median(ours[key]) - peer:.0f})",
            f"{peer:.0f} MB, Kivy hello-world", median(ours[key]) / peer, "≤ +60 MB, flat")
        for key, name in names.items()
    ]  # fmt: skip


if __name__ == "__main__":
    show(rows())
