"""Reviews by the hundred thousand: read one after the other; a long history need not fit into memory."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, Text, Uuid, func, select, type_coerce

from lexicon import reviews, schema
from lexicon.records import Review

_review = schema.review
_AT_ONCE = {"yield_per": 1_000}


def count(connection: Connection, learner_id: UUID) -> int:
    """How many reviews a learner has, undone ones and undos too."""
    query = select(func.count()).select_from(_review).where(_review.c.learner_id == learner_id)
    return connection.execute(query).scalar_one()


def by_time(connection: Connection, learner_id: UUID) -> Iterator[Review]:
    """Every review of a learner, by time and then id. Raises ``DatabaseDamagedError``."""
    query = select(_review).where(_review.c.learner_id == learner_id)
    return _each(connection, query.order_by(_review.c.at_ms, _review.c.id))


def undone(connection: Connection, learner_id: UUID) -> frozenset[UUID]:
    """The ids that undos of this learner name."""
    return frozenset(connection.scalars(reviews.undone(learner_id)))


def standing_by_sense(connection: Connection, learner_id: UUID) -> Iterator[tuple[Review, ...]]:
    """The answers that stand (see ``reviews``), a tuple a sense, each by time and then id."""
    query = (
        select(_review)
        .where(_review.c.learner_id == learner_id, reviews.stands())
        .order_by(_review.c.sense_id, _review.c.at_ms, _review.c.id)
    )
    for _, of_one in groupby(_each(connection, query), lambda review: review.sense_id):
        yield tuple(of_one)


def whole_by_sense(connection: Connection, learner_id: UUID) -> Iterator[Review | None]:
    """Every review of a learner, by sense and then id; None in place of one that a bad disk changed."""
    # Read without believing the types: an id that is none must not keep the others from being read.
    columns = [
        type_coerce(column, Text()).label(column.name) if isinstance(column.type, Uuid) else column
        for column in _review.columns
    ]
    query = select(*columns).where(_review.c.learner_id == learner_id)
    for row in connection.execute(
        query.order_by(_review.c.sense_id, _review.c.id), execution_options=_AT_ONCE
    ):
        yield reviews.whole(dict(row._mapping))


def _each(connection: Connection, query: Select[Any]) -> Iterator[Review]:
    def rows() -> Iterator[Row[Any]]:
        yield from connection.execute(query, execution_options=_AT_ONCE)

    yield from reviews.each(rows())
