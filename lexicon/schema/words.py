"""Words, senses, meanings, sentences, the lists they stand in, and what native readers say of them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table, Text, UniqueConstraint, Uuid
from sqlalchemy.engine.default import DefaultExecutionContext

from lexicon.schema.base import id_, metadata, of, text


def _sort_key(context: DefaultExecutionContext) -> bytes:
    from lexicon.uyghur.order import sort_key  # only who writes words pays for it

    values: dict[str, str] = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return sort_key(values["headword"])


#: A headword as it is written; ``homonym`` (0 where there is one only) tells unrelated words apart.
#: ``sort_key`` puts words in Uyghur order when its bytes are compared, so SQLite and PostgreSQL sort alike
#: and no collation has a say; it is filled on every write.
word = Table(
    "word",
    metadata,
    id_(),
    text("headword"),
    Column("homonym", Integer(), nullable=False),
    Column("sort_key", LargeBinary(), nullable=False, default=_sort_key),
)
Index(None, word.c.headword)
Index(None, word.c.sort_key)

#: One meaning of a word. Never deleted while a review may name it: what is withdrawn is ``retired``.
#: ``approved_month`` is ``YYYY-MM`` and no finer; ``approved_by`` may stay empty (the reader is unnamed).
sense = Table(
    "sense",
    metadata,
    id_(),
    of("word"),
    text("part_of_speech"),
    text("domain"),
    Column("level", Integer(), nullable=False),
    Column("picture", Text()),
    text("source"),
    text("status"),
    text("evidence"),
    text("note"),
    text("approved_by"),
    text("approved_month"),
    Column("retired", Boolean(), nullable=False),
)
Index(None, sense.c.word_id)

gloss = Table(
    "gloss",
    metadata,
    id_(),
    of("sense"),
    text("language"),
    Column("place", Integer(), nullable=False),
    text("text"),
    UniqueConstraint("sense_id", "language", "place"),
)

#: A sentence; hidden from children until ``status`` says that a native reader has approved it.
example = Table(
    "example",
    metadata,
    id_(),
    of("sense"),
    Column("place", Integer(), nullable=False),
    text("text"),
    text("source"),
    text("status"),
    text("approved_by"),
    text("approved_month"),
)
Index(None, example.c.sense_id)

example_translation = Table(
    "example_translation",
    metadata,
    id_(),
    of("example"),
    text("language"),
    text("text"),
    UniqueConstraint("example_id", "language"),
)

#: How another region, or one family, says it.
dialect_form = Table(
    "dialect_form",
    metadata,
    id_(),
    of("sense"),
    text("form"),
    text("region"),
    text("note"),
    text("source"),
)
Index(None, dialect_form.c.sense_id)

#: What another tool's file says of a sense beyond what is kept, in that ``door``'s own words (``origins``).
#: By id, not by foreign key: a sense may go with its pack.
sense_origin = Table(
    "sense_origin",
    metadata,
    Column("sense_id", Uuid(), primary_key=True),
    Column("door", Text(), primary_key=True),
    text("key"),
    text("rest"),
)

#: A form of the word, with who has accepted it (``evidence``; ``rule`` is nobody yet, and is not shown): an
#: inflected one with its ``tags`` (``PROG.3``), or, where they are empty, a word of the same family.
sense_form = Table(
    "sense_form",
    metadata,
    id_(),
    of("sense"),
    Column("place", Integer(), nullable=False),
    text("tags"),
    text("form"),
    text("evidence"),
)
Index(None, sense_form.c.sense_id)

#: Senses that must never stand beside each other as a question and its wrong answer.
#: ``other_id`` is no foreign key: it may name a sense of a pack that is not here.
sense_apart = Table(
    "sense_apart", metadata, of("sense", key=True), Column("other_id", Uuid(), primary_key=True)
)
Index(None, sense_apart.c.other_id)

# --- lists -----------------------------------------------------------------------------------------------

#: An ordered list: ``kind`` is ``theme`` (stands on the path), ``lesson`` or ``own`` (a teacher's).
word_list = Table(
    "word_list",
    metadata,
    id_(),
    text("kind"),
    Column("place", Integer(), nullable=False),
    Column("level", Integer(), nullable=False),
    Column("picture", Text()),
    text("source"),
    text("status"),
    text("note"),
    Column("retired", Boolean(), nullable=False),
)

word_list_title = Table(
    "word_list_title",
    metadata,
    id_(),
    of("word_list"),
    text("language"),
    text("text"),
    UniqueConstraint("word_list_id", "language"),
)

word_list_item = Table(
    "word_list_item",
    metadata,
    of("word_list", key=True),
    of("sense", key=True),
    Column("place", Integer(), nullable=False),
)
Index(None, word_list_item.c.sense_id)

# --- what native readers say -----------------------------------------------------------------------------

#: What one reader (a random id) said of one thing that waits: ``kind`` is ``word``, ``picture``, ``sentence``
#: or ``text``, ``target`` its id or, for a text of the interface, its English. ``shown`` is what was
#: read: an approval is of that and of nothing newer. ``verdict`` is ``approve``, ``correct``, ``remove`` or
#: ``unsure``. ``shown`` and ``changes`` are JSON, field by field; ``month`` is ``YYYY-MM`` and no finer.
judgement = Table(
    "judgement",
    metadata,
    Column("reader_id", Uuid(), primary_key=True),
    Column("kind", Text(), primary_key=True),
    Column("target", Text(), primary_key=True),
    text("shown"),
    text("verdict"),
    text("changes"),
    text("month"),
)
