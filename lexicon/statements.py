"""Statements for SQLite and PostgreSQL alike that SQLAlchemy Core has no common word for; and many ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Connection, Table, TextClause, bindparam, select, text

_AT_ONCE: Final = 500
"""Ids in one statement; old SQLite allows 999 values."""


def in_parts(ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    """As many at once as every SQLite takes in one question."""
    every = list(ids)
    return (every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE))


def rows_of(
    connection: Connection, table: Table, column: Column[UUID], ids: Iterable[UUID]
) -> list[dict[str, Any]]:
    """The rows whose ``column`` is one of these, as they are in the database."""
    found: list[dict[str, Any]] = []
    for some in in_parts(ids):
        found += [dict(row._mapping) for row in connection.execute(select(table).where(column.in_(some)))]
    return found


def insert_unless_there(table: Table) -> TextClause:
    """INSERT a row given by column names; a row with the same primary key stays as it is (``rowcount`` 0)."""
    return _insert(table, "DO NOTHING")


def insert_or_replace(table: Table) -> TextClause:
    """INSERT a row given by column names, or put its values in place of those with the same primary key."""
    keys = {column.name for column in table.primary_key}
    values = ", ".join(f"{name} = excluded.{name}" for name in _names(table) if name not in keys)
    return _insert(table, f"DO UPDATE SET {values}" if values else "DO NOTHING")


def _insert(table: Table, otherwise: str) -> TextClause:
    names = _names(table)
    key = ", ".join(column.name for column in table.primary_key)
    sql = (
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)}) "
        f"ON CONFLICT ({key}) {otherwise}"
    )
    return text(sql).bindparams(*(bindparam(column.name, type_=column.type) for column in table.columns))


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]
