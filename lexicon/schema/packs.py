"""Packs that are installed: the file each lies in, what it brought, and whose key signs it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table, Text, Uuid

from lexicon.schema.base import id_, metadata, of, text

#: An installed pack. ``version`` is the maker's own count, of which an older one is refused; ``maker`` the
#: Ed25519 key that signed it; ``sha256`` names the file, which is read from as clips are needed. ``titles``
#: is JSON by BCP-47 language.
pack = Table(
    "pack",
    metadata,
    id_(),
    text("titles"),
    Column("version", Integer(), nullable=False),
    Column("maker", LargeBinary(32), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger(), nullable=False),
    Column("installed_ms", BigInteger(), nullable=False),
)

#: A maker's key that a grown-up here has trusted, pinned at the first pack. ``successor`` is the key that
#: took its place, signed with this one.
pack_maker = Table(
    "pack_maker",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    text("name"),
    Column("trusted_ms", BigInteger(), nullable=False),
    Column("successor", LargeBinary(32)),
)

#: Where a clip or picture lies in the file of an installed pack, in bytes. A row goes with what was
#: withdrawn, whose bytes are then zeros there.
pack_part = Table(
    "pack_part",
    metadata,
    of("pack", key=True),
    Column("sha256", String(64), primary_key=True),
    Column("at", BigInteger(), nullable=False),
    Column("size", BigInteger(), nullable=False),
)

#: What a pack brought: ``kind`` is the name of a table, ``row_id`` the id of its row. A row that two packs
#: brought stays until the last of them goes.
pack_row = Table(
    "pack_row",
    metadata,
    of("pack", key=True),
    Column("kind", Text(), primary_key=True),
    Column("row_id", Uuid(), primary_key=True),
)
