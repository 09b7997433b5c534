"""Copies of the database: made while it is in use, and believed only once they are read back.

A copy is one file without companions. SQLite's backup API reads one moment of the database on a connection
of its own, so that whoever writes meanwhile waits for nobody.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from anatil import AnaTilError
from lexicon import facts, reviews
from lexicon.store import COMPANIONS
from lexicon.troubles import DatabaseDamagedError, translated
from lexicon.whole_files import sync_file, sync_folder

PAGES: Final = 256
"""Pages (of 4 KiB) copied at a step; between two steps others run, and the copying can be stopped."""

ENDING: Final = ".part"
"""What the name of a half-made copy ends in."""

GoOn = Callable[[int, int], bool]
"""Hears how much of how much is done; False stops it."""

ONE_AT_A_TIME = threading.RLock()
"""Held while copies are made or brought in line: none may hold what a removal meanwhile took away."""


class StoppedError(AnaTilError):
    """A person stopped it; everything is as it was before."""


def always(_done: int, _every: int) -> bool:
    """Goes on."""
    return True


@dataclass(frozen=True, slots=True)
class Contents:
    """What was read back: rows by table, and the ids of reviews whose checksum does not fit."""

    counts: Mapping[str, int] = field(default_factory=dict)
    flawed: tuple[str, ...] = ()


@contextmanager
def reading(path: Path, *, still: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection that reads a database file and makes none; ``still``: a copy that nobody writes to, beside
    which nothing is to be made. Raises a ``StoreError``."""
    alone = still and not any(path.with_name(path.name + end).exists() for end in COMPANIONS)
    address = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
    with translated(), closing(sqlite3.connect(address, uri=True)) as found:
        found.isolation_level = None
        found.execute("PRAGMA temp_store=MEMORY")
        yield found


@contextmanager
def changing(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that changes a copy; what is deleted is overwritten, no log is left beside it."""
    with translated(), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as found:
        found.isolation_level = None
        found.execute("PRAGMA temp_store=MEMORY")
        found.execute("PRAGMA journal_mode=DELETE")
        found.execute("PRAGMA synchronous=FULL")
        found.execute("PRAGMA secure_delete=ON")
        found.execute("PRAGMA foreign_keys=ON")
        yield found


def make(source: Path, target: Path, go_on: GoOn = always, *, slim: bool = False) -> Contents:
    """Copy the database at ``source`` to ``target``, whole or not at all, and say what was read back.

    ``slim``: without what words are searched by, which the next start makes anew: 5.4 MB of 13.1 are left of
    a family's with the starter in it. Reviews that are damaged in the source are damaged in the copy too, and
    are named.

    Raises a ``StoreError``, ``StoppedError`` or OSError; ``target`` is then as it was.
    """
    partial = target.with_name(f".{target.name}{ENDING}")
    with ONE_AT_A_TIME:
        try:
            with reading(source) as here:
                here.execute("BEGIN")  # from the first reading on it sees one moment
                expected = counts(here)
                _copy(here, partial, go_on)
                found = read_back(partial)
                if found.counts != expected:
                    raise DatabaseDamagedError("the copy has not the rows of what was copied")
                if found.flawed and found.flawed != reviews.flawed(here.execute(reviews.EVERY)):
                    raise DatabaseDamagedError("reviews were damaged while they were copied")
            if slim:
                found = _slimmed(partial)
            sync_file(partial)
            partial.replace(target)
            sync_folder(target.parent)
        except BaseException:
            forget(partial)
            raise
    return found


def _copy(here: sqlite3.Connection, partial: Path, go_on: GoOn) -> None:
    def step(_status: int, left: int, every: int) -> None:
        if not go_on(every - left, every):
            raise StoppedError("stopped while it was copied")

    forget(partial)
    partial.touch(0o600)
    with closing(sqlite3.connect(partial)) as copy:
        here.backup(copy, pages=PAGES, progress=step)
        copy.execute("PRAGMA journal_mode=DELETE")


def _slimmed(partial: Path) -> Contents:
    with changing(partial) as copy:
        copy.execute("BEGIN IMMEDIATE")
        for table in {"search_ending", "search_key"} & counts(copy).keys():  # the first databases had none
            copy.execute(f"DELETE FROM {table}")
        copy.execute("DELETE FROM fact WHERE key = ?", (facts.SEARCH,))
        copy.execute("COMMIT")
        copy.execute("VACUUM")
    return read_back(partial)


def read_back(path: Path) -> Contents:
    """Read a copy from its first page to its last. Raises ``DatabaseDamagedError`` where it is not whole."""
    with reading(path, still=True) as copy:
        check(copy)
        has_reviews = copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'review'").fetchone()
        flawed = reviews.flawed(copy.execute(reviews.EVERY)) if has_reviews else ()
        return Contents(counts(copy), flawed)


def check(connection: sqlite3.Connection) -> None:
    """Raises ``DatabaseDamagedError`` where SQLite finds a fault in the file."""
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise DatabaseDamagedError(f"the copy is not whole: {found}")


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Rows by table."""
    names = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        if not name.startswith("sqlite_")
    ]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def forget(path: Path) -> None:
    """Delete a copy and what belongs to it; a missing one is fine. Raises OSError."""
    for end in ("", *COMPANIONS):
        path.with_name(path.name + end).unlink(missing_ok=True)
