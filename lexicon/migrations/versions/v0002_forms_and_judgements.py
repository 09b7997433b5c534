"""Forms listed with a sense, and what native readers say."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _complete_the_first_days()
    op.create_table(
        "sense_form",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sense_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sense_form")),
        sa.ForeignKeyConstraint(
            ["sense_id"], ["sense.id"], name=op.f("fk_sense_form_sense_id"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_sense_form_sense_id"), "sense_form", ["sense_id"], unique=False)
    op.create_table(
        "judgement",
        sa.Column("reader_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("reader_id", "kind", "target", name=op.f("pk_judgement")),
    )


def _complete_the_first_days() -> None:
    """Revision 0001 landed twice before it was what it is: without pages and a search, and with keys that had
    no initials. What these databases lack is added here; the keys are made anew at the next start."""
    connection = op.get_bind()
    inspector = sa.inspect(connection)
    tables = set(inspector.get_table_names())
    if "writing" not in tables:
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
    if "sort_key" not in {column["name"] for column in inspector.get_columns("word")}:
        with op.batch_alter_table("word", recreate="always") as batch:
            batch.add_column(
                sa.Column("sort_key", sa.LargeBinary(), nullable=False, server_default=sa.text("''"))
            )
        with op.batch_alter_table("word", recreate="always") as batch:
            batch.alter_column("sort_key", server_default=None)
        op.create_index(op.f("ix_word_sort_key"), "word", ["sort_key"], unique=False)
    has_search = "search_key" in tables
    if has_search and "initial" in {column["name"] for column in inspector.get_columns("search_key")}:
        return
    if has_search:
        op.drop_table("search_key")
        op.drop_table("search_ending")
    connection.execute(sa.text("DELETE FROM fact WHERE key = 'search'"))
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
    for columns in (["sense_id"], ["initial", "place", "language"], ["key", "place", "language"]):
        op.create_index(op.f(f"ix_search_key_{'_'.join(columns)}"), "search_key", columns, unique=False)
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
