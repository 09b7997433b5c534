"""The check data beside the project, which tests read and never copy."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "uyghur"


def _text(name: str) -> str:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"the check data ({name}) is not beside the project")
    return path.read_text(encoding="utf-8")


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a word list."""
    return tuple(_text(name).splitlines())


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a TSV with a header, comments left out."""
    header, *rows = [line.split("\t") for line in _text(name).splitlines() if not line.startswith("#")]
    return tuple(dict(zip(header, row, strict=False)) for row in rows)
