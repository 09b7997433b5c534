"""Last-writer registers, removals, and what the database knows about itself."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Table, Text, Uuid

from lexicon.schema.base import id_, metadata


def _register(name: str, *key: Column[object]) -> Table:
    """A last-writer register: of two values, the one with the larger (utc_ms, device, counter) stands."""
    return Table(
        name,
        metadata,
        *key,
        Column("value", Text()),
        Column("utc_ms", BigInteger(), nullable=False),
        Column("device", Uuid(), nullable=False),
        Column("counter", BigInteger(), nullable=False),
    )


#: ``scope`` is a learner's id or the name of something shared by the device; a NULL value is "not set".
setting = _register(
    "setting", Column("scope", Text(), primary_key=True), Column("key", Text(), primary_key=True)
)

#: A teacher's own value for one field of a row; laid over what the starter or a pack says (see ``edits``).
edit = _register(
    "edit",
    Column("target", Text(), primary_key=True),
    Column("target_id", Uuid(), primary_key=True),
    Column("field", Text(), primary_key=True),
)

#: Something a person asked to be removed: its random id, and nothing else.
tombstone = Table("tombstone", metadata, id_())

#: What this database knows about itself and never merges: its device id, the digest of its starter.
fact = Table(
    "fact", metadata, Column("key", Text(), primary_key=True), Column("value", Text(), nullable=False)
)
