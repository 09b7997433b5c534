"""Reviews: what every learner answered. They are the truth, and are only ever added.

So two phones merge by union: ``union`` is commutative, associative and idempotent, with nothing to resolve.
An undo is a review that names the one it takes back; a review *stands* when no undo of the same learner names
it. (An undo that is itself named by an undo still counts: what was taken back once stays so, in any order of
arrival.)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, not_, select
from sqlalchemy.exc import IntegrityError

from lexicon import memories, schema, statements
from lexicon.records import Memory, Review, Skill, Verdict
from lexicon.troubles import DatabaseDamagedError, ReviewMismatchError, UnknownLearnerError

_review = schema.review
_ADD = statements.insert_unless_there(_review)
_NAMES = tuple(_review.columns.keys())
EVERY = f"SELECT {', '.join(_NAMES)} FROM review ORDER BY id"
"""Reads every review as the driver has it, whatever a damaged row holds."""
_SKILL = {skill.value: skill for skill in Skill}
_VERDICT = {verdict.value: verdict for verdict in Verdict}

#: Reviews that a union looks up and adds in one go, and ids in one question to the database.
_AT_ONCE = 500

#: From this rating on (hard, good, easy) a word was known when it was asked.
KNOWN = 2


def checksum(review: Review) -> bytes:
    """16 bytes of BLAKE2b over every field, so that a flipped bit on a bad disk is seen (see ``verify``).

    SQLite's own checks miss about half of all single flipped bits.
    """
    fields = [
        review.id.hex,
        review.learner_id.hex,
        review.sense_id.hex,
        review.skill.value,
        review.drill,
        review.answer,
        review.verdict.value,
        review.rating,
        review.at_ms,
        review.offset_min,
        review.taken_ms,
        review.hints,
        review.replays,
        review.undoes.hex if review.undoes else None,
    ]
    return hashlib.blake2b(json.dumps(fields).encode(), digest_size=16).digest()


def add(connection: Connection, review: Review, memory: Memory | None = None) -> bool:
    """Add one answer, and the memory it leaves, in the caller's transaction.

    Returns False, and changes nothing, when this review is already here. Raises ``UnknownLearnerError``,
    ``RemovedError`` (through the store) for a learner who was removed, and ``ReviewMismatchError`` when a
    different review has the same id.
    """
    values = row(review)
    try:
        added = connection.execute(_ADD, values).rowcount == 1
    except IntegrityError as error:
        if "foreign key" in str(error.orig).lower():
            raise UnknownLearnerError(review.learner_id) from error
        raise
    if not added:
        here = connection.execute(select(_review.c.checksum).where(_review.c.id == review.id)).scalar_one()
        same_or_raise(review, here)
    elif memory is not None:
        memories.put(connection, memory)
    return added


def union(connection: Connection, reviews: Iterable[Review]) -> int:
    """Add those that are not here yet, from another device or a backup; returns how many were new.

    Answers of removed learners are passed over in silence: a removal is stronger than a union. The memories
    of the learners concerned are then out of date and must be rebuilt (``memories.replace_all``).
    Raises ``UnknownLearnerError`` and ``ReviewMismatchError`` as ``add`` does. ``reviews`` may be a
    generator: a few hundred are held at a time.
    """
    removed = set(connection.scalars(select(schema.tombstone.c.id)))
    known = set(connection.scalars(select(schema.learner.c.id)))
    wanted = (review for review in reviews if review.learner_id not in removed)
    added = 0
    while batch := list(islice(wanted, _AT_ONCE)):
        stranger = next((review.learner_id for review in batch if review.learner_id not in known), None)
        if stranger is not None:
            raise UnknownLearnerError(stranger)
        new = _not_here(connection, batch)
        if new:
            connection.execute(_ADD, new)
        added += len(new)
    return added


def new_among(connection: Connection, reviews: Iterable[Review]) -> int:
    """How many of these ``union`` would add if their learners were here. Raises ``ReviewMismatchError``."""
    left, new = iter(reviews), 0
    while batch := list(islice(left, _AT_ONCE)):
        new += len(_not_here(connection, batch))
    return new


def _not_here(connection: Connection, batch: Iterable[Review]) -> list[dict[str, Any]]:
    """The rows of those that are not here yet, each once."""
    rows: dict[UUID, dict[str, Any]] = {}
    for review in batch:
        values = row(review)
        if rows.setdefault(review.id, values)["checksum"] != values["checksum"]:
            raise ReviewMismatchError(f"two reviews have the id {review.id}")
    here = select(_review.c.id, _review.c.checksum).where(_review.c.id.in_(list(rows)))
    for id_, stored in connection.execute(here):
        if bytes(stored) != rows.pop(id_)["checksum"]:
            raise ReviewMismatchError(f"another review with id {id_} is already here")
    return list(rows.values())


def of(connection: Connection, learner_id: UUID) -> tuple[Review, ...]:
    """Every review of a learner, undone ones and undos too, by time and then id."""
    return tuple(each(connection.execute(_of(learner_id))))


def standing(connection: Connection, learner_id: UUID) -> tuple[Review, ...]:
    """The answers that stand, by time and then id: no undos, and nothing that was taken back."""
    return tuple(each(connection.execute(_of(learner_id).where(stands()))))


def count_learned(connection: Connection, learner_id: UUID, apart: Collection[str] = ()) -> int:
    """In how many senses this learner has a standing answer that was right (rated 2 or more).

    Answers to the drills ``apart`` (those that ask letters, and no words) are not counted.
    """
    query = select(func.count()).select_from(_learned(learner_id, apart).subquery())
    return connection.execute(query).scalar_one()


def learned(connection: Connection, learner_id: UUID, apart: Collection[str] = ()) -> frozenset[UUID]:
    """The senses ``count_learned`` counts."""
    return frozenset(connection.execute(_learned(learner_id, apart)).scalars())


def latest(connection: Connection, learner_id: UUID, most: int) -> tuple[Review, ...]:
    """The latest ``most`` reviews of a learner, undone ones and undos too, by time and then id."""
    newest = _of(learner_id).order_by(None).order_by(_review.c.at_ms.desc(), _review.c.id.desc()).limit(most)
    return tuple(each(connection.execute(newest)))[::-1]


def last_before(
    connection: Connection, learner_id: UUID, sense_ids: Collection[UUID], before: Review
) -> dict[tuple[UUID, Skill], int]:
    """When (UTC ms) each of these senses was last answered before the review ``before``, by sense and skill;
    answers that were taken back do not count."""
    earlier = (_review.c.at_ms < before.at_ms) | (
        (_review.c.at_ms == before.at_ms) & (_review.c.id < before.id)
    )
    found: dict[tuple[UUID, Skill], int] = {}
    ids = list(sense_ids)
    for start in range(0, len(ids), _AT_ONCE):
        query = (
            select(_review.c.sense_id, _review.c.skill, func.max(_review.c.at_ms))
            .where(
                _review.c.learner_id == learner_id,
                _review.c.sense_id.in_(ids[start : start + _AT_ONCE]),
                earlier,
                stands(),
            )
            .group_by(_review.c.sense_id, _review.c.skill)
        )
        found |= {(row[0], _SKILL[row[1]]): row[2] for row in connection.execute(query)}
    return found


def of_sense(connection: Connection, learner_id: UUID, sense_id: UUID, skill: Skill) -> tuple[Review, ...]:
    """Every review of one sense and skill, undone ones and undos too, by time and then id."""
    query = _of(learner_id).where(_review.c.sense_id == sense_id, _review.c.skill == skill.value)
    return tuple(each(connection.execute(query)))


def verify(connection: Connection) -> tuple[str, ...]:
    """The ids, as they stand there, of reviews whose checksum does not fit: rows that a bad disk changed."""
    return flawed(connection.exec_driver_sql(EVERY))


def flawed(rows: Iterable[Sequence[Any]]) -> tuple[str, ...]:
    """Of rows as ``EVERY`` reads them, the ids of those whose checksum does not fit."""
    return tuple(str(row[0]) for row in rows if whole(dict(zip(_NAMES, row, strict=True))) is None)


def whole(row: dict[str, Any]) -> Review | None:
    """The review of a row that was read without believing its types; None unless it is as it was written."""
    for name in ("id", "learner_id", "sense_id", "undoes"):
        if isinstance(row[name], str):  # SQLite keeps ids as text
            try:
                row[name] = UUID(row[name])
            except ValueError:
                return None
    try:
        expected = bytes(row.pop("checksum"))
        review = Review(**{**row, "skill": _SKILL[row["skill"]], "verdict": _VERDICT[row["verdict"]]})
        return review if checksum(review) == expected else None
    except (LookupError, TypeError, AttributeError):
        return None


def each(rows: Iterable[Row[Any]]) -> Iterator[Review]:
    """The reviews of rows, one after the other. Raises ``DatabaseDamagedError``."""
    try:
        yield from map(_review_of, rows)
    except (LookupError, ValueError) as error:
        raise DatabaseDamagedError(f"a review cannot be read: {error}") from error


def undone(learner_id: UUID) -> Select[tuple[Any]]:
    """A query for the ids that undos of this learner name."""
    return select(_review.c.undoes).where(_review.c.learner_id == learner_id, _review.c.undoes.is_not(None))


def _of(learner_id: UUID) -> Select[Any]:
    return select(_review).where(_review.c.learner_id == learner_id).order_by(_review.c.at_ms, _review.c.id)


def _learned(learner_id: UUID, apart: Collection[str]) -> Select[tuple[Any]]:
    query = (
        select(_review.c.sense_id)
        .distinct()
        .where(
            _review.c.learner_id == learner_id,
            _review.c.rating >= KNOWN,
            stands(),
        )
    )
    return query.where(_review.c.drill.not_in(sorted(apart))) if apart else query


def stands() -> ColumnElement[bool]:
    """Neither an undo nor taken back by one of the same learner."""
    undo = _review.alias()
    taken_back = exists().where(undo.c.undoes == _review.c.id, undo.c.learner_id == _review.c.learner_id)
    return and_(_review.c.undoes.is_(None), not_(taken_back))


def same_or_raise(review: Review, here: bytes) -> None:
    """Raises ``ReviewMismatchError`` unless ``here``, the checksum kept under its id, is its own."""
    if bytes(here) != checksum(review):
        raise ReviewMismatchError(f"another review with id {review.id} is already here")


def row(review: Review) -> dict[str, Any]:
    """A review as the columns of its table, its checksum with it."""
    return {
        "id": review.id,
        "learner_id": review.learner_id,
        "sense_id": review.sense_id,
        "skill": review.skill.value,
        "drill": review.drill,
        "answer": review.answer,
        "verdict": review.verdict.value,
        "rating": review.rating,
        "at_ms": review.at_ms,
        "offset_min": review.offset_min,
        "taken_ms": review.taken_ms,
        "hints": review.hints,
        "replays": review.replays,
        "undoes": review.undoes,
        "checksum": checksum(review),
    }


def _review_of(row: Row[Any]) -> Review:
    return Review(
        id=row.id,
        learner_id=row.learner_id,
        sense_id=row.sense_id,
        skill=_SKILL[row.skill],
        drill=row.drill,
        answer=row.answer,
        verdict=_VERDICT[row.verdict],
        rating=row.rating,
        at_ms=row.at_ms,
        offset_min=row.offset_min,
        taken_ms=row.taken_ms,
        hints=row.hints,
        replays=row.replays,
        undoes=row.undoes,
    )
