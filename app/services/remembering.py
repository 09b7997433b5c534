"""Memories made anew from the answers alone, each learner's by its own parameters: after a merge, after a
restore, or when the parameters are others."""

from __future__ import annotations

from uuid import UUID

from fsrs import Scheduler
from sqlalchemy import Connection

from app.drills import memory as fsrs_memory
from app.drills import parameters
from lexicon import memories, registers, reviews


def scheduler_in(connection: Connection, learner_id: UUID) -> Scheduler:
    """The scheduler that this learner's memory is reckoned with now."""
    return parameters.scheduler_for(registers.get(connection, str(learner_id), parameters.SETTING))


def rebuild(connection: Connection, learner_id: UUID) -> int:
    """Put replayed memories in place of a learner's, in the caller's transaction; returns how many."""
    by = scheduler_in(connection, learner_id)
    made = fsrs_memory.replay(reviews.of(connection, learner_id), by)
    memories.replace_all(connection, learner_id, made.values())
    return len(made)
