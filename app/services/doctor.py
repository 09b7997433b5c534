"""Look at everything that is kept, and make anew what can be. Runs on the database's thread."""

from __future__ import annotations

from app.services import remembering
from app.services.household import Household
from lexicon import doctor
from lexicon.copies import GoOn, always
from lexicon.doctor import Finding


def examine(household: Household, *, repair: bool = False, go_on: GoOn = always) -> tuple[Finding, ...]:
    """What is not as it should be. Raises a ``StoreError``, ``StoppedError`` or OSError."""
    return doctor.examine(household.kept, household.places, remembering.replayed, repair=repair, go_on=go_on)
