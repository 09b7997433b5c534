"""Two people changed the same word: what merges by itself, and what somebody has to choose.

A three-way merge of fields, as version control does it with lines: what only one of the two changed is taken;
what both changed to the same is no matter; what both changed otherwise is a conflict. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Fields = Mapping[str, str]
"""What a thing says, by field; a field that is missing is not set."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that two changed otherwise; None: it is not set (or not any more)."""

    field: str
    was: str | None
    mine: str | None
    theirs: str | None


@dataclass(frozen=True, slots=True)
class Merged:
    """``changes`` are what is still to be written over theirs; ``conflicts`` wait for somebody, by field."""

    changes: Mapping[str, str | None]
    conflicts: tuple[Conflict, ...]


def merge(was: Fields, mine: Fields, theirs: Fields) -> Merged:
    """What becomes of ``mine`` and ``theirs``, which both come from ``was``."""
    changes: dict[str, str | None] = {}
    conflicts = []
    for field in sorted(was.keys() | mine.keys() | theirs.keys()):
        before, own, other = was.get(field), mine.get(field), theirs.get(field)
        if own in (before, other):
            continue
        if other == before:
            changes[field] = own
        else:
            conflicts.append(Conflict(field, before, own, other))
    return Merged(changes, tuple(conflicts))


def laid(changes: Mapping[str, str | None], over: Fields) -> dict[str, str]:
    """``over`` as it is with these changes; None takes a field away."""
    return {field: value for field, value in {**over, **changes}.items() if value is not None}
