"""Who changed what in a lexicon that several people share."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, Table, Text, Uuid, text

from lexicon.schema.base import metadata
from lexicon.schema.base import text as text_

_STAMPED = text("''")

#: One field of one thing, from ``old`` to ``new`` (NULL: it was not, or is not any more). ``target`` is as in
#: ``edit``, or ``list``. ``number`` counts the changes of that thing from 1: the largest is its version, and
#: two who add the same one at once are told apart by the key. On PostgreSQL the database itself fills in
#: ``login`` (who was let in), ``who`` (what they call themselves) and ``at_ms``. A family's home has none.
change = Table(
    "change",
    metadata,
    Column("target", Text(), primary_key=True),
    Column("target_id", Uuid(), primary_key=True),
    Column("number", Integer(), primary_key=True, autoincrement=False),
    text_("field"),
    Column("old", Text()),
    Column("new", Text()),
    Column("undoes", Integer()),
    Column("login", Text(), nullable=False, server_default=_STAMPED),
    Column("who", Text(), nullable=False, server_default=_STAMPED),
    Column("at_ms", BigInteger(), nullable=False, server_default=text("0")),
)
