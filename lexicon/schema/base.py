"""What every table is made with: the naming of constraints, and the columns that many have."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, MetaData, Text, Uuid

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def id_() -> Column[object]:
    return Column("id", Uuid(), primary_key=True)


def text(name: str) -> Column[str]:
    return Column(name, Text(), nullable=False)


def of(table: str, name: str | None = None, *, key: bool = False, cascade: bool = True) -> Column[object]:
    """A column that names a row of ``table``; the row goes with it where ``cascade``."""
    return Column(
        name or f"{table}_id",
        Uuid(),
        ForeignKey(f"{table}.id", ondelete="CASCADE" if cascade else "RESTRICT"),
        primary_key=key,
        nullable=False,
    )
