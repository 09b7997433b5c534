"""Writings: what a learner wrote and keeps. They belong to the learner and go with it."""

from __future__ import annotations

import unicodedata
from uuid import UUID

from sqlalchemy import Connection, delete, select

from lexicon import schema, statements
from lexicon.records import Writing

_writing = schema.writing
_PUT = statements.insert_or_replace(_writing)

MOST_LETTERS = 4_000
"""Of one writing; what is longer is cut. A page of handwriting has about 1,500."""


def put(connection: Connection, writing: Writing) -> None:
    """Keep a writing, in NFC, in place of what it was before.

    Raises ``UnknownLearnerError`` or ``RemovedError`` (through the store) for a learner who is not here.
    """
    text = unicodedata.normalize("NFC", writing.text)[:MOST_LETTERS]
    connection.execute(
        _PUT,
        {
            "id": writing.id,
            "learner_id": writing.learner_id,
            "text": text,
            "made_ms": writing.made_ms,
            "changed_ms": writing.changed_ms,
        },
    )


def of(connection: Connection, learner_id: UUID) -> tuple[Writing, ...]:
    """All writings of a learner, the latest first."""
    rows = connection.execute(
        select(_writing)
        .where(_writing.c.learner_id == learner_id)
        .order_by(_writing.c.changed_ms.desc(), _writing.c.id)
    )
    return tuple(Writing(row.id, row.learner_id, row.text, row.made_ms, row.changed_ms) for row in rows)


def throw_away(connection: Connection, writing_id: UUID) -> None:
    """Delete a writing. One that is not here is fine."""
    connection.execute(delete(_writing).where(_writing.c.id == writing_id))
