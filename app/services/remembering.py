"""Memories made anew from the answers alone, each learner's by its own parameters: after a merge, after a
restore, or when the parameters are others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from fsrs import Scheduler
from sqlalchemy import Connection

from app.drills import memory as fsrs_memory
from app.drills import parameters
from lexicon import histories, memories, registers
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
    made = list(replayed(connection, learner_id, told))
    memories.replace_all(connection, learner_id, made)
    return len(made)


def replayed(
    connection: Connection, learner_id: UUID, told: Callable[[int], None] = lambda _count: None
) -> Iterator[Memory]:
    """The memories a replay makes, as ``rebuild`` has them."""
    by = scheduler_in(connection, learner_id)
    for answers in histories.standing_by_sense(connection, learner_id):
        yield from fsrs_memory.replay(answers, by).values()
        told(len(answers))
