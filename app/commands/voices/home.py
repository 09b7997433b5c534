"""This person's own home, opened for one command."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from app.services.studio import Studio


@contextmanager
def studio() -> Iterator[Studio]:
    from app.moment import Moment
    from app.services.household import Household
    from lexicon import places

    household = Household(places.find().make(), Moment().now_ms, uuid4)
    household.open()
    try:
        yield Studio(household, random.Random())
    finally:
        household.close()
