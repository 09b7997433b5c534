"""What is kept: words, lists, voices, learners and their answers, registers and tombstones."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SQLITE_GUARDS = (
    """CREATE TRIGGER review_no_update BEFORE UPDATE ON review
BEGIN SELECT RAISE(ABORT, 'reviews are only ever added'); END""",
    """CREATE TRIGGER review_no_delete BEFORE DELETE ON review
WHEN NOT EXISTS (SELECT 1 FROM tombstone WHERE id = OLD.learner_id)
BEGIN SELECT RAISE(ABORT, 'reviews are only ever added'); END""",
    """CREATE TRIGGER learner_stays_removed BEFORE INSERT ON learner
WHEN EXISTS (SELECT 1 FROM tombstone WHERE id IN (NEW.id))
BEGIN SELECT RAISE(ABORT, 'removed by a person'); END""",
    """CREATE TRIGGER speaker_stays_removed BEFORE INSERT ON speaker
WHEN EXISTS (SELECT 1 FROM tombstone WHERE id IN (NEW.id))
BEGIN SELECT RAISE(ABORT, 'removed by a person'); END""",
    """CREATE TRIGGER consent_stays_removed BEFORE INSERT ON consent
WHEN EXISTS (SELECT 1 FROM tombstone WHERE id IN (NEW.id, NEW.speaker_id))
BEGIN SELECT RAISE(ABORT, 'removed by a person'); END""",
    """CREATE TRIGGER recording_stays_removed BEFORE INSERT ON recording
WHEN EXISTS (SELECT 1 FROM tombstone WHERE id IN (NEW.id, NEW.consent_id, NEW.speaker_id))
BEGIN SELECT RAISE(ABORT, 'removed by a person'); END""",
    """CREATE TRIGGER review_stays_removed BEFORE INSERT ON review
WHEN EXISTS (SELECT 1 FROM tombstone WHERE id IN (NEW.learner_id))
BEGIN SELECT RAISE(ABORT, 'removed by a person'); END""",
)

POSTGRESQL_GUARDS = (
    """CREATE FUNCTION review_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM tombstone WHERE id = OLD.learner_id)
THEN RETURN OLD; END IF; RAISE EXCEPTION 'reviews are only ever added' USING ERRCODE = 'check_violation'; END $$""",
    """CREATE TRIGGER review_only_added BEFORE UPDATE OR DELETE ON review
FOR EACH ROW EXECUTE FUNCTION review_guard()""",
    """CREATE FUNCTION learner_removed_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF EXISTS (SELECT 1 FROM tombstone WHERE id IN (NEW.id)) THEN
RAISE EXCEPTION 'removed by a person' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER learner_stays_removed BEFORE INSERT ON learner
FOR EACH ROW EXECUTE FUNCTION learner_removed_guard()""",
    """CREATE FUNCTION speaker_removed_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF EXISTS (SELECT 1 FROM tombstone WHERE id IN (NEW.id)) THEN
RAISE EXCEPTION 'removed by a person' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER speaker_stays_removed BEFORE INSERT ON speaker
FOR EACH ROW EXECUTE FUNCTION speaker_removed_guard()""",
    """CREATE FUNCTION consent_removed_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF EXISTS (SELECT 1 FROM tombstone WHERE id IN (NEW.id, NEW.speaker_id)) THEN
RAISE EXCEPTION 'removed by a person' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER consent_stays_removed BEFORE INSERT ON consent
FOR EACH ROW EXECUTE FUNCTION consent_removed_guard()""",
    """CREATE FUNCTION recording_removed_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF EXISTS (SELECT 1 FROM tombstone WHERE id IN (NEW.id, NEW.consent_id, NEW.speaker_id)) THEN
RAISE EXCEPTION 'removed by a person' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER recording_stays_removed BEFORE INSERT ON recording
FOR EACH ROW EXECUTE FUNCTION recording_removed_guard()""",
    """CREATE FUNCTION review_removed_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF EXISTS (SELECT 1 FROM tombstone WHERE id IN (NEW.learner_id)) THEN
RAISE EXCEPTION 'removed by a person' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER review_stays_removed BEFORE INSERT ON review
FOR EACH ROW EXECUTE FUNCTION review_removed_guard()""",
)


def upgrade() -> None:
    op.create_table(
        "edit",
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("utc_ms", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.Uuid(), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("target", "target_id", "field", name=op.f("pk_edit")),
    )
    op.create_table(
        "fact",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_fact")),
    )
    op.create_table(
        "learner",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nickname", sa.Text(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=False),
        sa.Column("age_band", sa.Text(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learner")),
    )
    op.create_table(
        "setting",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("utc_ms", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.Uuid(), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name=op.f("pk_setting")),
    )
    op.create_table(
        "speaker",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("age_band", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
    )
    op.create_table(
        "tombstone",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstone")),
    )
    op.create_table(
        "word",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("headword", sa.Text(), nullable=False),
        sa.Column("homonym", sa.Integer(), nullable=False),
        sa.Column("sort_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word")),
    )
    op.create_index(op.f("ix_word_headword"), "word", ["headword"], unique=False)
    op.create_index(op.f("ix_word_sort_key"), "word", ["sort_key"], unique=False)
    op.create_table(
        "word_list",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_list")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("speaker_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("given_ms", sa.BigInteger(), nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_ms", sa.BigInteger(), nullable=True),
        sa.Column("spoken_sha256", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name=op.f("fk_consent_speaker_id"), ondelete="RESTRICT"
        ),
    )
    op.create_index(op.f("ix_consent_speaker_id"), "consent", ["speaker_id"], unique=False)
    op.create_table(
        "memory",
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("sense_id", sa.Uuid(), nullable=False),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("stability", sa.Float(), nullable=False),
        sa.Column("difficulty", sa.Float(), nullable=False),
        sa.Column("due_ms", sa.BigInteger(), nullable=False),
        sa.Column("last_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "sense_id", "skill", name=op.f("pk_memory")),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_memory_learner_id"), ondelete="CASCADE"
        ),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("sense_id", sa.Uuid(), nullable=False),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("drill", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("offset_min", sa.Integer(), nullable=False),
        sa.Column("taken_ms", sa.BigInteger(), nullable=False),
        sa.Column("hints", sa.Integer(), nullable=False),
        sa.Column("replays", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.Uuid(), nullable=True),
        sa.Column("checksum", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.CheckConstraint("rating BETWEEN 0 AND 4", name=op.f("ck_review_rating")),
        sa.CheckConstraint("undoes IS NULL OR rating = 0", name=op.f("ck_review_undo")),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_review_learner_id"), ondelete="RESTRICT"
        ),
    )
    op.create_index(op.f("ix_review_learner_id_at_ms"), "review", ["learner_id", "at_ms"], unique=False)
    op.create_table(
        "sense",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("word_id", sa.Uuid(), nullable=False),
        sa.Column("part_of_speech", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("approved_month", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sense")),
        sa.ForeignKeyConstraint(["word_id"], ["word.id"], name=op.f("fk_sense_word_id"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_sense_word_id"), "sense", ["word_id"], unique=False)
    op.create_table(
        "word_list_title",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("word_list_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_list_title")),
        sa.UniqueConstraint(
            "word_list_id", "language", name=op.f("uq_word_list_title_word_list_id_language")
        ),
        sa.ForeignKeyConstraint(
            ["word_list_id"],
            ["word_list.id"],
            name=op.f("fk_word_list_title_word_list_id"),
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "dialect_form",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sense_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialect_form")),
        sa.ForeignKeyConstraint(
            ["sense_id"], ["sense.id"], name=op.f("fk_dialect_form_sense_id"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_dialect_form_sense_id"), "dialect_form", ["sense_id"], unique=False)
    op.create_table(
        "example",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sense_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("approved_month", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_example")),
        sa.ForeignKeyConstraint(
            ["sense_id"], ["sense.id"], name=op.f("fk_example_sense_id"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_example_sense_id"), "example", ["sense_id"], unique=False)
    op.create_table(
        "gloss",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sense_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gloss")),
        sa.UniqueConstraint("sense_id", "language", "place", name=op.f("uq_gloss_sense_id_language_place")),
        sa.ForeignKeyConstraint(
            ["sense_id"], ["sense.id"], name=op.f("fk_gloss_sense_id"), ondelete="CASCADE"
        ),
    )
    op.create_table(
        "recording",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sense_id", sa.Uuid(), nullable=False),
        sa.Column("speaker_id", sa.Uuid(), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("archive_sha256", sa.String(length=64), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("sample_rate_hz", sa.Integer(), nullable=True),
        sa.Column("peak_dbfs", sa.Float(), nullable=True),
        sa.Column("noise_dbfs", sa.Float(), nullable=True),
        sa.Column("snr_db", sa.Float(), nullable=True),
        sa.Column("loudness_db", sa.Float(), nullable=True),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording")),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent.id"], name=op.f("fk_recording_consent_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["sense_id"], ["sense.id"], name=op.f("fk_recording_sense_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name=op.f("fk_recording_speaker_id"), ondelete="RESTRICT"
        ),
    )
    op.create_index(op.f("ix_recording_consent_id"), "recording", ["consent_id"], unique=False)
    op.create_index(op.f("ix_recording_sense_id"), "recording", ["sense_id"], unique=False)
    op.create_index(op.f("ix_recording_sha256"), "recording", ["sha256"], unique=False)
    op.create_table(
        "sense_apart",
        sa.Column("sense_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("sense_id", "other_id", name=op.f("pk_sense_apart")),
        sa.ForeignKeyConstraint(
            ["sense_id"], ["sense.id"], name=op.f("fk_sense_apart_sense_id"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_sense_apart_other_id"), "sense_apart", ["other_id"], unique=False)
    op.create_table(
        "word_list_item",
        sa.Column("word_list_id", sa.Uuid(), nullable=False),
        sa.Column("sense_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word_list_id", "sense_id", name=op.f("pk_word_list_item")),
        sa.ForeignKeyConstraint(
            ["sense_id"], ["sense.id"], name=op.f("fk_word_list_item_sense_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["word_list_id"],
            ["word_list.id"],
            name=op.f("fk_word_list_item_word_list_id"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_word_list_item_sense_id"), "word_list_item", ["sense_id"], unique=False)
    op.create_table(
        "example_translation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("example_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_example_translation")),
        sa.UniqueConstraint(
            "example_id", "language", name=op.f("uq_example_translation_example_id_language")
        ),
        sa.ForeignKeyConstraint(
            ["example_id"], ["example.id"], name=op.f("fk_example_translation_example_id"), ondelete="CASCADE"
        ),
    )
    op.create_table(
        "vote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recording_id", sa.Uuid(), nullable=False),
        sa.Column("listener_id", sa.Uuid(), nullable=False),
        sa.Column("heard_sense_id", sa.Uuid(), nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint("recording_id", "listener_id", name=op.f("uq_vote_recording_id_listener_id")),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recording.id"], name=op.f("fk_vote_recording_id"), ondelete="CASCADE"
        ),
    )
    op.create_table(
        "writing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("changed_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writing")),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_writing_learner_id"), ondelete="CASCADE"
        ),
    )
    op.create_table(
        "search_key",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sense_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("initial", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("sort_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_key")),
        sa.ForeignKeyConstraint(
            ["sense_id"], ["sense.id"], name=op.f("fk_search_key_sense_id"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_search_key_sense_id"), "search_key", ["sense_id"], unique=False)
    op.create_index(
        op.f("ix_search_key_initial_place_language"),
        "search_key",
        ["initial", "place", "language"],
        unique=False,
    )
    op.create_index(
        op.f("ix_search_key_key_place_language"), "search_key", ["key", "place", "language"], unique=False
    )
    op.create_table(
        "search_ending",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("search_key_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "start", "search_key_id", name=op.f("pk_search_ending")),
        sqlite_with_rowid=False,
    )
    guards = POSTGRESQL_GUARDS if op.get_bind().dialect.name == "postgresql" else SQLITE_GUARDS
    for statement in guards:
        op.get_bind().exec_driver_sql(statement)
