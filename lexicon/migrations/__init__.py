"""From an older database to today's.

A new database is made from ``lexicon.schema`` at once; the steps are for those that a family already has.
``alembic`` is imported in here only, and only when there is something to do.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from lexicon.troubles import DatabaseDamagedError, MigrationError, StoreError, translated

#: Every revision there ever was, oldest first (a test holds it equal to what alembic finds).
REVISIONS: tuple[str, ...] = ("0001", "0002", "0003", "0004", "0005")
NEWEST = REVISIONS[-1]

HERE = Path(__file__).parent


def bring_up_to_date(
    engine: Engine, revision: str, *, scripts: Path = HERE, target: str = "head"
) -> Path | None:
    """Bring the database from ``revision`` to ``target`` in one transaction, after a verified copy beside it.

    Returns the copy's path (SQLite only). Raises ``MigrationError``, with the database as it was, when a step
    fails; or another ``StoreError`` when the copy cannot be made.
    """
    copy = _copy_beside(engine, revision)
    connection = engine.execution_options(writing=True).connect()
    try:
        with translated():
            if engine.dialect.name == "sqlite":
                # Rebuilding a table drops it; with foreign keys on, its children would go with it.
                raw: Any = connection.connection.driver_connection
                raw.execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                _steps(connection, scripts, target)
                _no_orphans(connection)
    except StoreError:
        raise
    except Exception as error:
        raise MigrationError(f"from revision {revision}: {error}") from error
    finally:
        connection.invalidate()  # its foreign keys are off: never to be used again
        connection.close()
    return copy


def _steps(connection: Connection, scripts: Path, target: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("sourceless", "true")  # on a phone there are only .pyc files
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _no_orphans(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    found = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if found is not None:
        raise MigrationError(f"a row of {found[0]} would lose what it belongs to in {found[2]}")


def _copy_beside(engine: Engine, revision: str) -> Path | None:
    database = engine.url.database
    if engine.dialect.name != "sqlite" or not database:
        return None
    path = Path(database)
    target = path.with_name(f"{path.stem}-before-{revision}{path.suffix}")
    partial = target.with_name(target.name + ".part")
    with translated():
        partial.unlink(missing_ok=True)
        raw = engine.raw_connection()
        try:
            source: Any = raw.driver_connection
            with closing(sqlite3.connect(partial)) as copy:
                source.backup(copy)
                found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        finally:
            raw.close()
    if found != "ok":
        raise DatabaseDamagedError(f"the copy is not whole: {found}")
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    partial.replace(target)
    return target
