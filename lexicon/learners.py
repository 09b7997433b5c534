"""Learners: the children (and grown-ups) of this device, their settings, and their removal.

A new nickname, picture or age band is a setting too, so that two devices can merge it.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select

from lexicon import registers, removals, schema
from lexicon.records import Learner, Stamp
from lexicon.troubles import UnknownLearnerError


def add(connection: Connection, learner: Learner) -> None:
    """Keep a new learner; ``settings`` are not written (see ``change``).

    Raises ``RemovedError`` (through the store) when this learner was removed.
    """
    connection.execute(
        insert(schema.learner).values(
            id=learner.id,
            nickname=learner.nickname,
            picture=learner.picture,
            age_band=learner.age_band,
            made_ms=learner.made_ms,
        )
    )


def everyone(connection: Connection) -> tuple[Learner, ...]:
    """All learners with their settings, in the order they were made."""
    table = schema.learner
    rows = connection.execute(select(table).order_by(table.c.made_ms, table.c.id)).all()
    return tuple(_learner(connection, row) for row in rows)


def one(connection: Connection, learner_id: UUID) -> Learner:
    """One learner with settings. Raises ``UnknownLearnerError``."""
    row = connection.execute(select(schema.learner).where(schema.learner.c.id == learner_id)).first()
    if row is None:
        raise UnknownLearnerError(learner_id)
    return _learner(connection, row)


def as_made(connection: Connection, learner_id: UUID) -> Learner | None:
    """A learner as first made, without anything that was set since; None where it is not here."""
    row = connection.execute(select(schema.learner).where(schema.learner.c.id == learner_id)).first()
    return None if row is None else Learner(row.id, row.nickname, row.picture, row.age_band, row.made_ms)


def change(connection: Connection, learner_id: UUID, key: str, value: str | None, stamp: Stamp) -> bool:
    """Set a setting, or a new nickname, picture or age band. Returns False when a later one is here.

    Raises ``RemovedError`` for a learner who was removed.
    """
    return registers.put(connection, str(learner_id), key, value, stamp)


def remove(connection: Connection, learner_id: UUID) -> None:
    """Remove a learner for good, with every answer; only a tombstone with the random id stays."""
    removals.learner(connection, learner_id)


def _learner(connection: Connection, row: Row[tuple[object, ...]]) -> Learner:
    settings = registers.of(connection, str(row.id))
    learner = Learner(row.id, row.nickname, row.picture, row.age_band, row.made_ms, settings)
    return replace(
        learner,
        nickname=settings.get("nickname", learner.nickname),
        picture=settings.get("picture", learner.picture),
        age_band=settings.get("age_band", learner.age_band),
    )
