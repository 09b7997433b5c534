"""A home as a family has it, made for a benchmark and thrown away: the starter's words and three learners."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from app.services.household import Household
from lexicon.places import Places, find

FACES = ("1F98A", "1F431", "1F430")
NOW_MS = 1_795_000_000_000


@contextmanager
def home() -> Iterator[Places]:
    """Folders with a database, closed, that holds the starter and three learners of 6 to 8."""
    ids = random.Random(5)
    with tempfile.TemporaryDirectory(prefix="anatil-benchmark-") as folder:
        here = Places(Path(folder), find().share).make()
        household = Household(here, lambda: NOW_MS, lambda: UUID(int=ids.getrandbits(128), version=4))
        household.open()
        for number, face in enumerate(FACES):
            household.make_learner(f"{number + 1}", face, "6-8")
        household.close()
        yield here
