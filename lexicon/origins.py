"""What another tool's file said of a word beyond what is kept: its own id, and the rest, for the way back.

Only the door that brought it understands it. It stays on this device: packs have none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, select

from lexicon import schema
from lexicon.statements import in_parts, insert_or_replace

LONGEST: Final = 200_000
"""Letters of a ``rest``; the largest entry of the sample dictionaries has 11,000."""

_origin = schema.sense_origin


@dataclass(frozen=True, slots=True)
class Origin:
    """``key`` is what the other tool knows the sense by; ``rest`` as in ``exchange.entries.Entry``."""

    key: str
    rest: str


def put(connection: Connection, door: str, found: Mapping[UUID, Origin]) -> None:
    """Keep what a file says of these senses in the place of what an earlier one said; a ``rest`` that is too
    long is left out."""
    rows = [
        {"sense_id": id_, "door": door, "key": one.key, "rest": one.rest if len(one.rest) <= LONGEST else ""}
        for id_, one in found.items()
        if one.key or one.rest
    ]
    if rows:
        connection.execute(insert_or_replace(_origin), rows)


def of(connection: Connection, door: str, senses: Iterable[UUID]) -> dict[UUID, Origin]:
    """What is kept of these senses for a door."""
    found: dict[UUID, Origin] = {}
    for some in in_parts(senses):
        query = select(_origin).where(_origin.c.door == door, _origin.c.sense_id.in_(some))
        found |= {row.sense_id: Origin(row.key, row.rest) for row in connection.execute(query)}
    return found
