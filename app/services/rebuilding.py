"""Memories made anew from the reviews alone: after a merge, a restore, or when the rules change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from sqlalchemy import Connection

from app.drills import memory as fsrs_memory
from lexicon import histories, memories
from lexicon.records import Memory


def rebuild(
    connection: Connection, learner_id: UUID, told: Callable[[int], None] = lambda _count: None
) -> int:
    """Put replayed memories in place of a learner's, in the caller's transaction; returns how many there are.

    ``told`` gets, a sense at a time, how many more answers were replayed; it may raise to stop. The answers
    to one sense are held at a time.
    """

    def replayed() -> Iterator[Memory]:
        for answers in histories.standing_by_sense(connection, learner_id):
            yield from fsrs_memory.replay(answers).values()
            told(len(answers))

    made = list(replayed())
    memories.replace_all(connection, learner_id, made)
    return len(made)
