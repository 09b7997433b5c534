"""What words are searched by."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table

from lexicon.schema.base import metadata, of, text

#: A text that a sense is found by (``search_keys``): ``kind`` is ``headword``, ``form`` (of a dialect) or
#: ``gloss``; ``language`` is BCP 47, ``ug-Latn`` for the Latin key of a Uyghur text; ``text`` as it is read.
#: ``key`` is UTF-8 and compared as bytes. ``place`` orders what is found and is made from ``sort_key``
#: (``search_index.place``). A cache of what is seen; ``search_index`` makes it anew.
search_key = Table(
    "search_key",
    metadata,
    Column("id", Integer(), primary_key=True, autoincrement=False),
    of("sense"),
    text("kind"),
    text("language"),
    text("text"),
    Column("key", LargeBinary(), nullable=False),
    Column("initial", LargeBinary(), nullable=False),
    Column("place", BigInteger(), nullable=False),
    Column("sort_key", LargeBinary(), nullable=False),
)
Index(None, search_key.c.sense_id)
# The first letter alone has thousands of keys, which must not be sorted at every look.
Index(None, search_key.c.initial, search_key.c.place, search_key.c.language)
Index(None, search_key.c.key, search_key.c.place, search_key.c.language)  # all that a prefix needs

#: The endings of every key, so that what stands inside a word is the beginning of something here.
#: ``start`` counts letters. ``place`` and ``language`` are the key's, kept here because a common ending has
#: thousands of words, and going to each one's row was measured to take over ten times as long. There is no
#: foreign key, for it would want an index, and who deletes a key knows its endings.
search_ending = Table(
    "search_ending",
    metadata,
    Column("key", LargeBinary(), primary_key=True),
    Column("start", Integer(), primary_key=True),
    Column("search_key_id", Integer(), primary_key=True),
    Column("place", BigInteger(), nullable=False),
    text("language"),
    sqlite_with_rowid=False,
)
