"""Learners, their answers, and what these leave."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
)

from lexicon.schema.base import id_, metadata, of, text

#: A learner as first made; what was changed since is in ``setting``, so that two devices can merge it.
learner = Table(
    "learner",
    metadata,
    id_(),
    text("nickname"),
    text("picture"),
    text("age_band"),
    Column("made_ms", BigInteger(), nullable=False),
)

#: One answer; only ever added (see ``guards``). ``sense_id`` and ``undoes`` are ids and no foreign keys: a
#: sense may be retired or not be here, and an undo may arrive before what it takes back.
review = Table(
    "review",
    metadata,
    id_(),
    of("learner", cascade=False),
    Column("sense_id", Uuid(), nullable=False),
    text("skill"),
    text("drill"),
    text("answer"),
    text("verdict"),
    Column("rating", Integer(), nullable=False),
    Column("at_ms", BigInteger(), nullable=False),
    Column("offset_min", Integer(), nullable=False),
    Column("taken_ms", BigInteger(), nullable=False),
    Column("hints", Integer(), nullable=False),
    Column("replays", Integer(), nullable=False),
    Column("undoes", Uuid()),
    Column("checksum", LargeBinary(16), nullable=False),
    CheckConstraint("rating BETWEEN 0 AND 4", name="rating"),
    CheckConstraint("undoes IS NULL OR rating = 0", name="undo"),
)
Index(None, review.c.learner_id, review.c.at_ms)
# One word's answers, and those that were taken back, are found without reading a learner's years.
Index("ix_review_word", review.c.learner_id, review.c.sense_id, review.c.skill)
Index(
    "ix_review_undoes",
    review.c.undoes,
    sqlite_where=review.c.undoes.is_not(None),
    postgresql_where=review.c.undoes.is_not(None),
)

#: FSRS state: a cache that the reviews can rebuild. Times UTC ms, stability in days.
memory = Table(
    "memory",
    metadata,
    of("learner", key=True),
    Column("sense_id", Uuid(), primary_key=True),
    Column("skill", Text(), primary_key=True),
    Column("state", Integer(), nullable=False),
    Column("step", Integer()),
    Column("stability", Float(), nullable=False),
    Column("difficulty", Float(), nullable=False),
    Column("due_ms", BigInteger(), nullable=False),
    Column("last_ms", BigInteger(), nullable=False),
)

#: What a learner wrote and keeps: a few words, or a letter. It belongs to the learner and goes with it.
writing = Table(
    "writing",
    metadata,
    id_(),
    of("learner"),
    text("text"),
    Column("made_ms", BigInteger(), nullable=False),
    Column("changed_ms", BigInteger(), nullable=False),
)
