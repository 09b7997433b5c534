"""The store: the one place that opens the database.

>>> with open_store(places.find().database) as store, store.write() as connection:
...     reviews.add(connection, review, memory)

SQLite runs in WAL with ``synchronous=FULL``: what was committed outlives a kill and a power cut. A store may
be used from any thread, one connection a thread at a time. On PostgreSQL one writes at a time too, as on
SQLite: whoever writes waits for the one before, so what was read in a transaction still stands at its end.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError

from lexicon import facts, guards, migrations, schema
from lexicon.troubles import (
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseNewerError,
    DatabaseOlderError,
    DatabaseReadOnlyError,
    DatabaseUnreachableError,
    NotMadeYetError,
    NotOurDatabaseError,
    named,
    translated,
)

_ONE_WRITER = 0x616E612D74696C  # "ana-til", so that another program's advisory locks are others
_LONGEST_WAIT_MS = 20_000  # then it is said, rather than waited for without end

#: Files that belong to an SQLite database in WAL, by what follows its name.
COMPANIONS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the database, as far as it can be told apart cheaply: two that are equal hold the same.

    ``version`` is SQLite's count of what other connections wrote, those of other programs too, as this
    ``connection`` sees it; ``written`` counts the transactions of this store.
    """

    connection: object
    version: int
    written: int

    @property
    def after_a_write(self) -> Moment:
        """The state that the transaction in which this was asked leaves."""
        return replace(self, written=self.written + 1)


class Store:
    """An open database. Made by ``open_store``; ``close`` it, or use it in a ``with``."""

    def __init__(self, engine: Engine, device: UUID, who: str = "") -> None:
        self._reading = engine
        self._who = who
        self._writing = engine.execution_options(writing=True)
        self._doubted = False
        self._written = 0
        self.device = device

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the database. Raises ``StoreError``."""
        with self._watched(), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it is kept when the block ends, or nothing. Raises ``StoreError``."""
        with self._watched(), self._writing.begin() as connection:
            if not self.is_quick:
                _alone(connection, self._who)
            yield connection
            self._written += 1  # before others can read it: what they keep in mind is then out of date

    @property
    def is_quick(self) -> bool:
        """Whether ``quick`` works here."""
        return self._reading.dialect.name == "sqlite"

    @contextmanager
    def quick(self) -> Iterator[sqlite3.Cursor]:
        """One transaction as ``write``, on SQLite's own cursor: for what is done at every tap."""
        with self._watched():
            pooled = self._reading.raw_connection()
            try:
                cursor: Any = pooled.cursor()
                cursor.execute("BEGIN IMMEDIATE")
                yield cursor
                self._written += 1
                cursor.execute("COMMIT")
            finally:
                pooled.close()  # rolls back what was not committed

    def moment(self, of: Connection | sqlite3.Cursor) -> Moment:
        """The state that an open transaction of this store sees. Only on SQLite are two ever equal."""
        if not self.is_quick:
            return Moment(object(), 0, self._written)
        raw: Any = of.connection
        if isinstance(of, Connection):
            raw = raw.driver_connection
        (version,) = raw.execute("PRAGMA data_version").fetchone()
        return Moment(raw, version, self._written)

    def fold(self) -> None:
        """Write SQLite's log into the file and empty it: what was removed is not left standing there either.

        Where somebody reads just now it stays, until the last one closes. Raises ``StoreError``.
        """
        if not self.is_quick:
            return
        with self._watched(), self._reading.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """The driver's errors as ours; after one of the disk nothing goes on before ``_make_sure``."""
        with translated():
            try:
                if self._doubted:
                    self._make_sure()
                yield
            except (DBAPIError, sqlite3.Error) as error:
                if isinstance(named(error), DatabaseUnreachableError):
                    self._doubted = self.is_quick
                raise

    def _make_sure(self) -> None:
        """Close every connection, look the file through, and write the log into it.

        A transaction whose sync failed was told as failed, yet its frames stand in the log, and who opens it
        next reads them as kept, from memory: a second try would find its answer there, and no sync would
        ever have put it on the disk. Written into the file they are synced anew, or it is said again.
        """
        self._reading.dispose()
        _recognise(self._reading, check=True)
        with self._reading.connect() as connection:
            raw: Any = connection.connection.driver_connection
            busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise DatabaseBusyError("the log cannot be written into the file")
        self._doubted = False

    def close(self) -> None:
        """Let go of the database; on SQLite the last one out folds the write-ahead log into the file."""
        self._reading.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(
    where: Path | str,
    *,
    new_id: Callable[[], UUID] = uuid4,
    busy_ms: int = 5_000,
    check: bool = True,
    make: bool = True,
    who: str = "",
    role: str = "",
) -> Store:
    """Open the database at ``where``, a path or a SQLAlchemy URL; make it where there is none.

    ``busy_ms`` is how long to wait for another program that holds it; ``check`` runs SQLite's
    ``quick_check``. An older database is copied, then brought up to date. On PostgreSQL, ``make=False`` takes
    it as it is and asks for no right to write; ``who`` stands beside every change; ``role`` is a role to act
    as. Raises a ``StoreError`` that says what is wrong, and has then changed nothing.
    """
    url = _url(where)
    if url.get_backend_name() == "sqlite":
        _make_folder(url)
    engine = _engine(url, busy_ms, role)
    try:
        with translated():
            if engine.dialect.name == "sqlite":
                _recognise(engine, check)
            device = _ready(engine, new_id) if make else _as_it_is(engine)
    except DatabaseUnreachableError as error:
        engine.dispose()
        if engine.dialect.name == "sqlite" and _is_write_protected(url):
            raise DatabaseReadOnlyError(str(error)) from error
        raise
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, device, who)


def set_aside(path: Path, now: datetime) -> Path:
    """Move a damaged database out of the way, whole, under a dated name beside it; returns the new name.

    Only ever called because a person asked. Nothing is deleted or overwritten. Raises OSError.
    """
    stamp = f"{now:%Y-%m-%d-%H%M%S}"
    aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    number = 2
    while any(aside.with_name(aside.name + end).exists() for end in ("", *COMPANIONS)):
        aside = path.with_name(f"{path.stem}-damaged-{stamp}-{number}{path.suffix}")
        number += 1
    # The log first: a fresh database must never find the old one's log beside it.
    for end in (*COMPANIONS, ""):
        part = path.with_name(path.name + end)
        if part.exists():
            part.rename(aside.with_name(aside.name + end))
    return aside


def _url(where: Path | str) -> URL:
    if isinstance(where, str) and "://" in where:
        return make_url(where)
    return URL.create("sqlite", database=str(where))


def _make_folder(url: URL) -> None:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        return
    try:
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except PermissionError as error:
        raise DatabaseReadOnlyError(str(error)) from error
    except OSError as error:
        raise DatabaseUnreachableError(str(error)) from error


def _is_write_protected(url: URL) -> bool:
    """Whether the rights of the file or its folder are why SQLite could not open it: it does not say."""
    path = Path(url.database or "")
    return (path.is_file() and not os.access(path, os.W_OK)) or not os.access(path.parent, os.W_OK)


def _engine(url: URL, busy_ms: int, role: str = "") -> Engine:
    if url.get_backend_name() != "sqlite":
        server = create_engine(url)
        if role:

            @event.listens_for(server, "connect")
            def become(connection: Any, _record: object) -> None:
                connection.cursor().execute('SET ROLE "{}"'.format(role.replace('"', '""')))
                connection.commit()

        return server
    # The connection used last is used next: its pages are in memory, and what others wrote it can tell.
    engine = create_engine(url, connect_args={"timeout": busy_ms / 1000}, pool_use_lifo=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves: the driver would leave DDL outside
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        # 8 MiB: a family's words fit into 2; one of 20,000 is searched without going to the file each time.
        cursor.execute("PRAGMA cache_size=-8192")
        cursor.execute("PRAGMA secure_delete=ON")  # what was removed leaves no copy in free pages
        cursor.execute("PRAGMA recursive_triggers=ON")  # so that REPLACE cannot pass the guards by
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _recognise(engine: Engine, check: bool) -> None:
    """See that the file is whole and ours before anything of it is touched; then switch to WAL, for good."""
    with engine.connect() as connection:
        if check:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            if found != "ok":
                raise DatabaseDamagedError(str(found))
        _revision(connection)
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode=WAL")
    finally:
        raw.close()


def _alone(connection: Connection, who: str) -> None:
    """Wait, as BEGIN IMMEDIATE does on SQLite, until nobody else writes; and say who writes now."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_LONGEST_WAIT_MS}")
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_WRITER})
    connection.execute(text("SELECT set_config('anatil.who', :who, true)"), {"who": who})


def _as_it_is(engine: Engine) -> UUID:
    """The device's id of a database that somebody else looks after."""
    with engine.begin() as connection:
        revision = _revision(connection)
        if revision is None:
            raise NotMadeYetError("there is nothing of Ana Til in it yet")
        if revision != migrations.NEWEST:
            known = revision in migrations.REVISIONS
            raise DatabaseOlderError(revision) if known else DatabaseNewerError(revision)
        found = facts.get(connection, facts.DEVICE)
    try:
        return UUID(found or "")
    except ValueError as error:
        raise DatabaseDamagedError(f"the device id is {found!r}") from error


def _ready(engine: Engine, new_id: Callable[[], UUID]) -> UUID:
    """Make, or bring up to date; returns the device's id."""
    with engine.execution_options(writing=True).begin() as connection:
        if engine.dialect.name != "sqlite":
            _alone(connection, "")
        revision = _revision(connection)
        if revision is None:
            _make(connection)
            revision = migrations.NEWEST
        if revision == migrations.NEWEST:
            # BEGIN IMMEDIATE quietly becomes a reading one where the file is read-only: ask to write.
            connection.exec_driver_sql("UPDATE fact SET value = value WHERE 1 = 0")
            return facts.device(connection, new_id)
    if revision not in migrations.REVISIONS:
        raise DatabaseNewerError(revision)
    migrations.bring_up_to_date(engine, revision)
    with engine.begin() as connection:
        return facts.device(connection, new_id)


def _revision(connection: Connection) -> str | None:
    """The schema's revision, or None where there is nothing yet. Plain SQL: alembic is slow to import."""
    if connection.dialect.has_table(connection, "alembic_version"):
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
        if len(found) == 1:
            return str(found[0])
        raise DatabaseDamagedError(f"the database says it is at revisions {found}")
    if connection.dialect.name == "sqlite":
        others = connection.exec_driver_sql("SELECT name FROM sqlite_master LIMIT 1").scalar()
        if others is not None:
            raise NotOurDatabaseError(f"it has {others!r} in it, and nothing of Ana Til")
    return None


def _make(connection: Connection) -> None:
    """A new database, straight from the metadata: what all migrations together would have made."""
    schema.metadata.create_all(connection, checkfirst=False)
    for guard in (guards.statements, guards.history):
        for statement in guard(connection.dialect.name):
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.execute(
        text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": migrations.NEWEST}
    )
