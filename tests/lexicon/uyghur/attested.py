"""The check lists beside the project: dictionary headwords, accepted spellings, the inflection vectors."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

_FOLDER = Path(__file__).parents[3].parent / "shared" / "data" / "uyghur"
_ABSENT = "../shared/data is not beside the checkout, so there is nothing to check against"


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of one list without comments, in its order; skips the test where the folder is absent."""
    path = _FOLDER / name
    if not path.is_file():
        pytest.skip(_ABSENT)
    return tuple(line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))


@cache
def accepted() -> frozenset[str]:
    """The accepted spellings."""
    return frozenset(lines("accepted_forms.txt"))
