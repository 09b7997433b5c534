"""One answer more, on the driver's own cursor: the one thing a child waits for again and again.

The same rows, guards and errors as ``reviews.add`` and ``memories.put`` (a test holds them equal); through
SQLAlchemy an answer costs more than twice as much (``tests.benchmarks.many_answers``). SQLite only: see
``Store.quick``. Ids lie there as hexadecimal text.
"""

from __future__ import annotations

import sqlite3
from uuid import UUID

from lexicon import reviews, schema, statements
from lexicon.records import Memory, Review, Skill
from lexicon.troubles import UnknownLearnerError

_MEMORY = (
    "SELECT state, step, stability, difficulty, due_ms, last_ms FROM memory "
    "WHERE learner_id = ? AND sense_id = ? AND skill = ?"
)
_ADD = statements.insert_unless_there(schema.review).text
_PUT = statements.insert_or_replace(schema.memory).text
_CHECKSUM = "SELECT checksum FROM review WHERE id = ?"


def memory(cursor: sqlite3.Cursor, learner_id: UUID, sense_id: UUID, skill: Skill) -> Memory | None:
    """The memory of one sense and skill, or None where it was never asked."""
    row = cursor.execute(_MEMORY, (learner_id.hex, sense_id.hex, skill.value)).fetchone()
    return None if row is None else Memory(learner_id, sense_id, skill, *row)


def setting(cursor: sqlite3.Cursor, scope: str, key: str) -> str | None:
    """The value of a setting that stands, or None: ``registers.get``."""
    row = cursor.execute("SELECT value FROM setting WHERE scope = ? AND key = ?", (scope, key)).fetchone()
    return None if row is None else row[0]


def add(cursor: sqlite3.Cursor, review: Review, after: Memory) -> None:
    """Add one answer and the memory it leaves, as ``reviews.add`` does and with the errors it raises."""
    row = reviews.row(review)
    for name in ("id", "learner_id", "sense_id", "undoes"):
        row[name] = row[name].hex if row[name] is not None else None
    try:
        added = cursor.execute(_ADD, row).rowcount == 1
    except sqlite3.IntegrityError as error:
        if "foreign key" in str(error).lower():
            raise UnknownLearnerError(review.learner_id) from error
        raise
    if not added:
        (here,) = cursor.execute(_CHECKSUM, (review.id.hex,)).fetchone()
        return reviews.same_or_raise(review, here)
    cursor.execute(
        _PUT,
        {
            "learner_id": after.learner_id.hex, "sense_id": after.sense_id.hex, "skill": after.skill.value,
            "state": after.state, "step": after.step, "stability": after.stability,
            "difficulty": after.difficulty, "due_ms": after.due_ms, "last_ms": after.last_ms,
        },
    )  # fmt: skip
    return None
