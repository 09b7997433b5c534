"""A learner's own FSRS parameters: kept as a setting, believed only where they can be true.

The setting is a last-writer register, so it travels with the learner's progress from the desktop, where it
was fitted, to the phone, which has no optimiser.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from fsrs import Scheduler

from app.drills.memory import USUAL, scheduler

SETTING = "fsrs"
"""The learner's setting that holds them."""

COUNT = 21
"""FSRS-6 has so many."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """``weights`` as FSRS-6 orders them; ``answers``, how many there were when somebody last tried to fit
    them. No weights: what was tried was no better, and FSRS's own stay."""

    weights: tuple[float, ...] | None
    answers: int

    def as_setting(self) -> str:
        """The text to keep."""
        return json.dumps({"weights": self.weights, "answers": self.answers})


NOTHING = Fitted(None, 0)


@lru_cache(maxsize=64)
def read(setting: str | None) -> Fitted:
    """What a setting says; ``NOTHING`` for one that is odd in any way, since it may come from a file."""
    try:
        said = json.loads(setting or "{}")
        weights, answers = said["weights"], said["answers"]
        if isinstance(answers, bool) or not isinstance(answers, int) or not 0 <= answers < 1 << 53:
            return NOTHING
        if weights is None:
            return Fitted(None, answers)
        found = tuple(float(one) for one in weights)
        _with(found)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return NOTHING
    return Fitted(found, answers)


def scheduler_of(settings: Mapping[str, str]) -> Scheduler:
    """The scheduler of a learner with these settings: its own, or the usual one."""
    return scheduler_for(settings.get(SETTING))


def scheduler_for(setting: str | None) -> Scheduler:
    """The scheduler for what the setting says."""
    weights = read(setting).weights
    return USUAL if weights is None else _with(weights)


@lru_cache(maxsize=64)
def _with(weights: tuple[float, ...]) -> Scheduler:
    """Raises ValueError for another count, and for weights out of FSRS's own bounds or not finite."""
    if len(weights) != COUNT or any(one != one for one in weights):
        raise ValueError(f"{weights} are no parameters of FSRS-6")
    return scheduler(weights=weights)
