"""A home with the starter in it, for tests that ask a household and touch no screen."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from app.services.household import Household
from lexicon.places import Places
from tests.starter import laid

NOW_MS = 1_795_000_000_000


@contextmanager
def opened(folder: Path, seed: int = 7) -> Iterator[Household]:
    """The household of a new home in ``folder``, at one moment, with ids that ``seed`` makes."""
    rng = random.Random(seed)
    made = Household(laid(Places(folder)), lambda: NOW_MS, lambda: UUID(int=rng.getrandbits(128), version=4))
    made.open()
    yield made
    made.close()
