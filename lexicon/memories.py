"""Memories: the FSRS state of each learner, sense and skill. A cache; the reviews can rebuild it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select

from lexicon import schema, statements
from lexicon.records import Memory, Skill

_memory = schema.memory
_OTHERS = [_memory.c[one.name] for one in fields(Memory) if one.name != "learner_id"]
_SKILLS = {skill.value: skill for skill in Skill}
_PUT = statements.insert_or_replace(_memory)


def put(connection: Connection, memory: Memory) -> None:
    """Keep this state in place of the one before."""
    connection.execute(_PUT, _row(memory))


def of(connection: Connection, learner_id: UUID) -> tuple[Memory, ...]:
    """Every memory of a learner, what is due first at the front."""
    query = (
        select(*_OTHERS)  # whose they are is known, and making an id of it anew takes a fifth of the time
        .where(_memory.c.learner_id == learner_id)
        .order_by(_memory.c.due_ms, _memory.c.sense_id, _memory.c.skill)
    )
    return tuple(
        Memory(learner_id, sense_id, _SKILLS[skill], *rest)
        for sense_id, skill, *rest in connection.execute(query)
    )


def one(connection: Connection, learner_id: UUID, sense_id: UUID, skill: Skill) -> Memory | None:
    """The memory of one sense and skill, or None where it was never asked."""
    query = select(_memory).where(
        _memory.c.learner_id == learner_id, _memory.c.sense_id == sense_id, _memory.c.skill == skill.value
    )
    row = connection.execute(query).first()
    return None if row is None else _memory_of(row)


def forget(connection: Connection, learner_id: UUID, sense_id: UUID, skill: Skill) -> None:
    """Drop the memory of one sense and skill: every answer that made it was taken back."""
    connection.execute(
        delete(_memory).where(
            _memory.c.learner_id == learner_id, _memory.c.sense_id == sense_id, _memory.c.skill == skill.value
        )
    )


def replace_all(connection: Connection, learner_id: UUID, memories: Iterable[Memory]) -> None:
    """Put rebuilt memories in place of all that were here. Raises ValueError for another learner's."""
    rows = [_row(memory) for memory in memories]
    if any(row["learner_id"] != learner_id for row in rows):
        raise ValueError("these memories are of another learner")
    connection.execute(delete(_memory).where(_memory.c.learner_id == learner_id))
    if rows:
        connection.execute(insert(_memory), rows)


def _memory_of(row: Row[Any]) -> Memory:
    return Memory(
        learner_id=row.learner_id,
        sense_id=row.sense_id,
        skill=Skill(row.skill),
        state=row.state,
        step=row.step,
        stability=row.stability,
        difficulty=row.difficulty,
        due_ms=row.due_ms,
        last_ms=row.last_ms,
    )


def _row(memory: Memory) -> dict[str, Any]:
    return {
        "learner_id": memory.learner_id,
        "sense_id": memory.sense_id,
        "skill": memory.skill.value,
        "state": memory.state,
        "step": memory.step,
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "due_ms": memory.due_ms,
        "last_ms": memory.last_ms,
    }
