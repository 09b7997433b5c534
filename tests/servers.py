"""A PostgreSQL of the tests' own: in a folder, reached through a socket there and by no network."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine

OWNER = "anatil"
_numbers = count(1)


def _programs() -> Path | None:
    """Where initdb and pg_ctl are: on the path, or where Debian puts them."""
    on_path = shutil.which("initdb")
    found = [Path(on_path)] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@dataclass(frozen=True, slots=True)
class Server:
    """A server that trusts everybody who reaches its socket in ``folder``."""

    folder: Path

    def url(self, database: str = "postgres", login: str = OWNER) -> str:
        return f"postgresql+psycopg://{login}@/{database}?host={self.folder}"

    def new_database(self, like: str = "template0") -> str:
        """The name of an empty one, or of a copy of one that nobody is in."""
        name = f"words_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {like}")
        return name

    def run(self, sql: str, database: str = "postgres") -> None:
        """One statement as the owner, outside a transaction."""
        engine = create_engine(self.url(database), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(sql)
        engine.dispose()


@contextmanager
def started() -> Iterator[Server]:
    """A server until the block ends; skips the test where PostgreSQL is not installed."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    # The server refuses to run as root.
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    as_user = {"user": user.pw_uid, "group": user.pw_gid} if user else {}
    folder = Path(tempfile.mkdtemp(prefix="anatil-pg-"))

    def run(program: str, *words: str) -> None:
        subprocess.run(
            [programs / program, *words], check=True, cwd=folder, timeout=120, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, **as_user,
        )  # fmt: skip

    try:
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = str(folder / "data")
        run("initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "start",
            "-o", f"-c listen_addresses= -k {folder}")  # fmt: skip
        try:
            yield Server(folder)
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
