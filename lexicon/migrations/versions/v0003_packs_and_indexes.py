"""Installed packs, whose keys are trusted, and indexes to the answers of one word."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _of_pack(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["pack_id"], ["pack.id"], name=op.f(f"fk_{table}_pack_id"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "pack",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("titles", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("maker", sa.LargeBinary(32), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("installed_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack")),
    )
    op.create_table(
        "pack_maker",
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("trusted_ms", sa.BigInteger(), nullable=False),
        sa.Column("successor", sa.LargeBinary(32), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_pack_maker")),
    )
    op.create_table(
        "pack_part",
        sa.Column("pack_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("pack_id", "sha256", name=op.f("pk_pack_part")),
        _of_pack("pack_part"),
    )
    op.create_table(
        "pack_row",
        sa.Column("pack_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("pack_id", "kind", "row_id", name=op.f("pk_pack_row")),
        _of_pack("pack_row"),
    )
    op.create_index("ix_review_word", "review", ["learner_id", "sense_id", "skill"], unique=False)
    op.create_index(
        "ix_review_undoes", "review", ["undoes"], unique=False,
        sqlite_where=sa.text("undoes IS NOT NULL"), postgresql_where=sa.text("undoes IS NOT NULL"),
    )
