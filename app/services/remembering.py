"""Memories made anew from the answers alone, each learner's by its own parameters: after a merge, after a
restore, or when the parameters are others."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from fsrs import Scheduler
from sqlalchemy import Connection

from app.drills import memory as fsrs_memory
from app.drills import parameters
from lexicon import histories, learners, memories, registers
from lexicon.records import Memory


def scheduler_in(connection: Connection, learner_id: UUID) -> Scheduler:
    """The scheduler that this learner's memory is reckoned with now."""
    return parameters.scheduler_for(registers.get(connection, str(learner_id), parameters.SETTING))


def rebuild(
    connection: Connection, learner_id: UUID, told: Callable[[int], None] = lambda _count: None
) -> int:
    """Put replayed memories in place of a learner's, in the caller's transaction; returns how many there are.

    ``told`` gets, a sense at a time, how many more answers were replayed; it may raise to stop. The answers
    to one sense are held at a time. Raises ``DatabaseDamagedError`` where an answer cannot be read.
    """
    made = replayed(connection, learner_id, told)
    memories.replace_all(connection, learner_id, made)
    return len(made)


def rebuild_all(connection: Connection) -> None:
    """Make every learner's memories anew."""
    for learner in learners.everyone(connection):
        rebuild(connection, learner.id)


def replayed(
    connection: Connection, learner_id: UUID, told: Callable[[int], None] = lambda _count: None
) -> tuple[Memory, ...]:
    """The memories a replay makes, as ``rebuild`` has them."""
    by, made = scheduler_in(connection, learner_id), list[Memory]()
    for answers in histories.standing_by_sense(connection, learner_id):
        made += fsrs_memory.replay(answers, by).values()
        told(len(answers))
    return tuple(made)
