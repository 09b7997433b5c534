"""Sentences: which wait for a native reader, and which a child may be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, and_, select

from lexicon import schema

_example, _translation = schema.example, schema.example_translation


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence, the sense it is for, and its translation in one language ("" where it has none)."""

    id: UUID
    sense_id: UUID
    text: str
    translation: str
    status: str


def waiting(connection: Connection, language: str) -> tuple[Example, ...]:
    """Sentences that no native reader has approved, in their order."""
    return tuple(one for one in _all(connection, language) if one.status != "approved")


def of(connection: Connection, sense_ids: Iterable[UUID], language: str) -> dict[UUID, tuple[Example, ...]]:
    """Sentences of these senses, whatever their status."""
    wanted = set(sense_ids)
    found: dict[UUID, tuple[Example, ...]] = {}
    for one in _all(connection, language):
        if one.sense_id in wanted:
            found[one.sense_id] = (*found.get(one.sense_id, ()), one)
    return found


def _all(connection: Connection, language: str) -> list[Example]:
    query = (
        select(_example, _translation.c.text.label("translation"))
        .outerjoin(
            _translation,
            and_(_translation.c.example_id == _example.c.id, _translation.c.language == language),
        )
        .join(schema.sense)
        .where(schema.sense.c.retired.is_(False))
        .order_by(_example.c.place, _example.c.id)
    )
    return [
        Example(row.id, row.sense_id, row.text, row.translation or "", row.status)
        for row in connection.execute(query)
    ]
