"""Who changed what: added to for good, and signed by the database (``lexicon.guards``).

Kept on PostgreSQL alone: a family's home needs no record of who said what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, func, insert, select

from lexicon import schema
from lexicon.community.merging import Fields, laid

LIST: Final = "list"
"""``target`` of a list; ``edits.SENSE`` and ``edits.THEME`` are the others."""
WORDS: Final = "words"
"""The field of a list that names its senses in their order, ids with a space between."""

_change = schema.change


@dataclass(frozen=True, slots=True)
class Change:
    """One field that was changed. ``login`` is who the server let in, ``who`` what they call themselves,
    ``at_ms`` the server's clock (UTC); ``undoes`` is the number of a change of the same thing."""

    target: str
    target_id: UUID
    number: int
    field: str
    old: str | None
    new: str | None
    undoes: int | None
    login: str
    who: str
    at_ms: int


def is_kept(connection: Connection) -> bool:
    """Whether this database has a history."""
    return connection.dialect.name == "postgresql"


def note(
    connection: Connection,
    target: str,
    target_id: UUID,
    before: Mapping[str, str | None],
    after: Mapping[str, str | None],
    undoes: int | None = None,
) -> int:
    """Add what differs, in the transaction that changes it; returns the number of fields.

    Nothing where no history is kept. Raises ``sqlalchemy.exc.IntegrityError`` where somebody got in between.
    """
    if not is_kept(connection):
        return 0
    differing = [one for one in sorted(before.keys() | after.keys()) if before.get(one) != after.get(one)]
    if not differing:
        return 0
    first = version(connection, target, target_id) + 1
    rows = [
        {
            "target": target, "target_id": target_id, "number": number, "field": field,
            "old": before.get(field), "new": after.get(field), "undoes": undoes,
        }
        for number, field in enumerate(differing, start=first)
    ]  # fmt: skip
    connection.execute(insert(_change), rows)
    return len(rows)


def version(connection: Connection, target: str, target_id: UUID) -> int:
    """How often it was changed: the number of its last change, 0 before the first."""
    query = select(func.max(_change.c.number))
    query = query.where(_change.c.target == target, _change.c.target_id == target_id)
    return connection.scalar(query) or 0


def of(connection: Connection, target: str, target_id: UUID) -> tuple[Change, ...]:
    """Every change of one thing, the first first."""
    query = select(_change).where(_change.c.target == target, _change.c.target_id == target_id)
    return tuple(_read(row) for row in connection.execute(query.order_by(_change.c.number)))


def latest(connection: Connection, most: int) -> tuple[Change, ...]:
    """The last changes of anything, the newest first."""
    query = select(_change).order_by(_change.c.at_ms.desc(), _change.c.target_id, _change.c.number.desc())
    return tuple(_read(row) for row in connection.execute(query.limit(most)))


def as_it_was(now: Fields, changes: Iterable[Change], number: int) -> dict[str, str]:
    """What ``now`` said after the change ``number``: the later ones gone back, the last one first."""
    later = sorted((one for one in changes if one.number > number), key=lambda one: -one.number)
    found = dict(now)
    for one in later:
        found = laid({one.field: one.old}, found)
    return found


def _read(row: Row[Any]) -> Change:
    return Change(**row._mapping)
