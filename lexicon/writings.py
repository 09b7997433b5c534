"""Writings: what a learner wrote and keeps. They belong to the learner and go with it.

Each is a last-writer register: of two versions the one changed later stands, and of two changed in the same
millisecond the larger text, on every device. One that was thrown away stays as a page without text, so that
an older copy from another device does not bring it back.
"""

from __future__ import annotations

import unicodedata
from uuid import UUID

from sqlalchemy import Connection, select, update

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


def stands(new: Writing, old: Writing | None) -> bool:
    """Whether ``new`` takes the place of ``old``: changed later or, in one millisecond, the larger text."""
    return old is None or (new.changed_ms, new.text) > (old.changed_ms, old.text)


def merge(connection: Connection, writing: Writing) -> bool:
    """Keep a version from another device if it stands; returns whether it does.

    Raises ValueError where that page is another learner's.
    """
    row = connection.execute(select(_writing).where(_writing.c.id == writing.id)).first()
    here = None if row is None else Writing(row.id, row.learner_id, row.text, row.made_ms, row.changed_ms)
    if here is not None and here.learner_id != writing.learner_id:
        raise ValueError(f"the page {writing.id} is another learner's")
    if not stands(writing, here):
        return False
    put(connection, writing)
    return True


def of(connection: Connection, learner_id: UUID) -> tuple[Writing, ...]:
    """What a learner wrote, the latest first."""
    return tuple(one for one in versions(connection, learner_id) if one.text)


def versions(connection: Connection, learner_id: UUID) -> tuple[Writing, ...]:
    """What a learner wrote, the latest first, with those that were thrown away: they have no text."""
    rows = connection.execute(
        select(_writing)
        .where(_writing.c.learner_id == learner_id)
        .order_by(_writing.c.changed_ms.desc(), _writing.c.id)
    )
    return tuple(Writing(row.id, row.learner_id, row.text, row.made_ms, row.changed_ms) for row in rows)


def throw_away(connection: Connection, writing_id: UUID, changed_ms: int) -> None:
    """Leave nothing of a writing but its id and when that was. One that is not here is fine."""
    thrown = update(_writing).where(_writing.c.id == writing_id)
    connection.execute(thrown.values(text="", changed_ms=changed_ms))
