"""What a learner's memories should be, from the answers alone: the one place that knows the scheduler."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from app.drills import memory as fsrs_memory
from lexicon import learners, memories, reviews
from lexicon.records import Memory


def replayed(connection: Connection, learner_id: UUID) -> tuple[Memory, ...]:
    """The memories a replay makes. Raises ``DatabaseDamagedError`` where an answer cannot be read."""
    return tuple(fsrs_memory.replay(reviews.of(connection, learner_id)).values())


def replay_all(connection: Connection) -> None:
    """Make every learner's memories anew, after a merge."""
    for learner in learners.everyone(connection):
        memories.replace_all(connection, learner.id, replayed(connection, learner.id))
