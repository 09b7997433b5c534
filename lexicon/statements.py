"""Two statements that SQLite and PostgreSQL write alike and SQLAlchemy Core has no common word for."""

from __future__ import annotations

from sqlalchemy import Table, TextClause, bindparam, text


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
