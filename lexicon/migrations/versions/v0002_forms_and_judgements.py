"""Forms listed with a sense, and what native readers say."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
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
