"""One row of the benchmarks' table, and what is said about many timings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEAD = "| what | ours | peer | ratio | goal |\n|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Row:
    """``ours`` and ``peer`` carry their unit; ``ratio`` is ours to the peer's, from one and the same run."""

    what: str
    ours: str
    peer: str = "–"
    ratio: float | None = None
    goal: str = "–"

    def __str__(self) -> str:
        ratio = "–" if self.ratio is None else f"{self.ratio:.2f}"
        return f"| {self.what} | {self.ours} | {self.peer} | {ratio} | {self.goal} |"


def at(values: Iterable[float], share: float) -> float:
    """The value below which ``share`` (0 to 1) of ``values`` lies; raises IndexError where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def show(rows: Sequence[Row]) -> None:
    """Print the rows as a Markdown table."""
    print(HEAD)
    for row in rows:
        print(row)
