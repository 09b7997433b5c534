"""The label's cost as rows of the table: ``python -m tests.benchmarks.label_rows``; see ``label_cost``."""

from __future__ import annotations

import os
import tempfile

from tests.benchmarks.table import Row, show


def rows() -> list[Row]:
    """Text met before and unseen text, ours beside Kivy's own label."""
    os.environ |= {"SDL_VIDEODRIVER": "offscreen", "KIVY_NO_ARGS": "1", "KIVY_NO_FILELOG": "1"}
    os.environ |= {"KIVY_NO_CONSOLELOG": "1", "KIVY_HOME": tempfile.mkdtemp()}
    from tests.benchmarks import label_cost

    return [
        Row(f"label: {what}", f"{ours:.0f} µs", f"{kivys:.0f} µs, Kivy's own label", ours / kivys,
            "≤ 1.1" if "met before" in what else "–")
        for what, ours, kivys in label_cost.rows()
    ]  # fmt: skip


if __name__ == "__main__":
    show(rows())
