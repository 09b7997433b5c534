"""The tables: the whole model of what Ana Til keeps, the same on SQLite and PostgreSQL.

SQLAlchemy Core only; the ORM is never imported (it costs 0.2–0.4 s at the start of the app).
Ids are random UUIDs, times are UTC milliseconds, text is NFC. Rows made of two ids (an item of a list,
a memory) have the ids together as their key. A change here needs a migration beside it:
``tests/lexicon/test_migrations.py`` compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.engine.default import DefaultExecutionContext

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[object]:
    return Column("id", Uuid(), primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text(), nullable=False)


def _of(table: str, name: str | None = None, *, key: bool = False, cascade: bool = True) -> Column[object]:
    """A column that names a row of ``table``; the row goes with it where ``cascade``."""
    return Column(
        name or f"{table}_id",
        Uuid(),
        ForeignKey(f"{table}.id", ondelete="CASCADE" if cascade else "RESTRICT"),
        primary_key=key,
        nullable=False,
    )


# --- words -----------------------------------------------------------------------------------------------


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
    _id(),
    _text("headword"),
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
    _id(),
    _of("word"),
    _text("part_of_speech"),
    _text("domain"),
    Column("level", Integer(), nullable=False),
    Column("picture", Text()),
    _text("source"),
    _text("status"),
    _text("evidence"),
    _text("note"),
    _text("approved_by"),
    _text("approved_month"),
    Column("retired", Boolean(), nullable=False),
)
Index(None, sense.c.word_id)

gloss = Table(
    "gloss",
    metadata,
    _id(),
    _of("sense"),
    _text("language"),
    Column("place", Integer(), nullable=False),
    _text("text"),
    UniqueConstraint("sense_id", "language", "place"),
)

#: A sentence; hidden from children until ``status`` says that a native reader has approved it.
example = Table(
    "example",
    metadata,
    _id(),
    _of("sense"),
    Column("place", Integer(), nullable=False),
    _text("text"),
    _text("source"),
    _text("status"),
    _text("approved_by"),
    _text("approved_month"),
)
Index(None, example.c.sense_id)

example_translation = Table(
    "example_translation",
    metadata,
    _id(),
    _of("example"),
    _text("language"),
    _text("text"),
    UniqueConstraint("example_id", "language"),
)

#: How another region, or one family, says it.
dialect_form = Table(
    "dialect_form",
    metadata,
    _id(),
    _of("sense"),
    _text("form"),
    _text("region"),
    _text("note"),
    _text("source"),
)
Index(None, dialect_form.c.sense_id)

#: Senses that must never stand beside each other as a question and its wrong answer.
#: ``other_id`` is no foreign key: it may name a sense of a pack that is not here.
sense_apart = Table(
    "sense_apart", metadata, _of("sense", key=True), Column("other_id", Uuid(), primary_key=True)
)
Index(None, sense_apart.c.other_id)

# --- lists -----------------------------------------------------------------------------------------------

#: An ordered list: ``kind`` is ``theme`` (stands on the path), ``lesson`` or ``own`` (a teacher's).
word_list = Table(
    "word_list",
    metadata,
    _id(),
    _text("kind"),
    Column("place", Integer(), nullable=False),
    Column("level", Integer(), nullable=False),
    Column("picture", Text()),
    _text("source"),
    _text("status"),
    _text("note"),
    Column("retired", Boolean(), nullable=False),
)

word_list_title = Table(
    "word_list_title",
    metadata,
    _id(),
    _of("word_list"),
    _text("language"),
    _text("text"),
    UniqueConstraint("word_list_id", "language"),
)

word_list_item = Table(
    "word_list_item",
    metadata,
    _of("word_list", key=True),
    _of("sense", key=True),
    Column("place", Integer(), nullable=False),
)
Index(None, word_list_item.c.sense_id)

# --- voices ----------------------------------------------------------------------------------------------

#: Somebody who lent a voice: a pseudonym, and a region as coarse as the speaker wants ("" is not said).
speaker = Table("speaker", metadata, _id(), _text("pseudonym"), _text("region"), _text("age_band"))

#: What a speaker allowed: ``scope`` is ``device``, ``class`` or ``public``; ``terms`` names the text that was
#: heard or read, in ``language``. ``spoken_sha256`` is a spoken consent, which never leaves this device.
consent = Table(
    "consent",
    metadata,
    _id(),
    _of("speaker", cascade=False),
    _text("scope"),
    _text("terms"),
    _text("language"),
    Column("given_ms", BigInteger(), nullable=False),
    Column("expires_ms", BigInteger()),
    Column("withdrawn_ms", BigInteger()),
    Column("spoken_sha256", String(64)),
)
Index(None, consent.c.speaker_id)

#: A take of one sense. ``sha256`` names the file that plays, ``archive_sha256`` the lossless copy.
#: Levels in dBFS, ``snr_db`` in dB, ``loudness_db`` the active K-weighted level; ``figures`` is JSON with the
#: rest of what was measured. ``status`` is ``raw``, ``waiting``, ``ready`` or ``rejected``.
recording = Table(
    "recording",
    metadata,
    _id(),
    _of("sense", cascade=False),
    _of("speaker", cascade=False),
    _of("consent", cascade=False),
    Column("sha256", String(64), nullable=False),
    Column("archive_sha256", String(64)),
    _text("media_type"),
    Column("duration_ms", Integer(), nullable=False),
    Column("sample_rate_hz", Integer()),
    Column("peak_dbfs", Float()),
    Column("noise_dbfs", Float()),
    Column("snr_db", Float()),
    Column("loudness_db", Float()),
    _text("figures"),
    _text("status"),
    _text("reason"),
    _text("source"),
    Column("made_ms", BigInteger(), nullable=False),
)
Index(None, recording.c.sense_id)
Index(None, recording.c.consent_id)
Index(None, recording.c.sha256)

#: What a second listener heard, blind: the sense chosen among four, approval, and why not.
#: ``listener_id`` is a random id, so that one person votes once; there is no name.
vote = Table(
    "vote",
    metadata,
    _id(),
    _of("recording"),
    Column("listener_id", Uuid(), nullable=False),
    Column("heard_sense_id", Uuid()),
    Column("approved", Boolean(), nullable=False),
    _text("reason"),
    _text("month"),
    UniqueConstraint("recording_id", "listener_id"),
)

# --- learners and their answers --------------------------------------------------------------------------

#: A learner as first made; what was changed since is in ``setting``, so that two devices can merge it.
learner = Table(
    "learner",
    metadata,
    _id(),
    _text("nickname"),
    _text("picture"),
    _text("age_band"),
    Column("made_ms", BigInteger(), nullable=False),
)

#: One answer; only ever added (see ``guards``). ``sense_id`` and ``undoes`` are ids and no foreign keys: a
#: sense may be retired or not be here, and an undo may arrive before what it takes back.
review = Table(
    "review",
    metadata,
    _id(),
    _of("learner", cascade=False),
    Column("sense_id", Uuid(), nullable=False),
    _text("skill"),
    _text("drill"),
    _text("answer"),
    _text("verdict"),
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

#: FSRS state: a cache that the reviews can rebuild. Times UTC ms, stability in days.
memory = Table(
    "memory",
    metadata,
    _of("learner", key=True),
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
    _id(),
    _of("learner"),
    _text("text"),
    Column("made_ms", BigInteger(), nullable=False),
    Column("changed_ms", BigInteger(), nullable=False),
)

# --- what is searched ------------------------------------------------------------------------------------

#: A text that a sense is found by (``search_keys``): ``kind`` is ``headword``, ``form`` (of a dialect) or
#: ``gloss``; ``language`` is BCP 47, ``ug-Latn`` for the Latin key of a Uyghur text; ``text`` as it is read.
#: ``key`` is UTF-8 and compared as bytes. ``place`` orders what is found and is made from ``sort_key``
#: (``search_index.place``). A cache of what is seen; ``search_index`` makes it anew.
search_key = Table(
    "search_key",
    metadata,
    Column("id", Integer(), primary_key=True, autoincrement=False),
    _of("sense"),
    _text("kind"),
    _text("language"),
    _text("text"),
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
    _text("language"),
    sqlite_with_rowid=False,
)

# --- registers, removals, and what the database knows about itself ----------------------------------------


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
tombstone = Table("tombstone", metadata, _id())

#: What this database knows about itself and never merges: its device id, the digest of its starter.
fact = Table(
    "fact", metadata, Column("key", Text(), primary_key=True), Column("value", Text(), nullable=False)
)
