"""What can go wrong with what is kept, and how the driver's errors become these classes.

The messages are for developers; ``app`` turns the class into a sentence with a next step.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from anatil import AnaTilError
from lexicon import guards


class StoreError(AnaTilError):
    """Base of everything that goes wrong with what is kept."""


class DatabaseDamagedError(StoreError):
    """The file is not a database, or parts of it cannot be read. It is left as it is: see ``set_aside``."""


class NotOurDatabaseError(DatabaseDamagedError):
    """The file is a whole database, and not one of Ana Til's."""


class DatabaseNewerError(StoreError):
    """The database was last written by a newer Ana Til; ``revision`` is what it is at."""

    def __init__(self, revision: str) -> None:
        super().__init__(f"the database is at revision {revision!r}, which this version does not know")
        self.revision = revision


class DatabaseOlderError(StoreError):
    """The database waits for whoever looks after it to bring it up to date; ``revision`` is what it is at."""

    def __init__(self, revision: str) -> None:
        super().__init__(f"the database is still at revision {revision!r}")
        self.revision = revision


class NotMadeYetError(StoreError):
    """The server has this database, and nothing of Ana Til in it."""


class NotAllowedError(StoreError):
    """The server does not give this login the right to what was asked of it."""


class MigrationError(StoreError):
    """Bringing an older database up to date failed; it is as it was before."""


class DatabaseReadOnlyError(StoreError):
    """The database file, or the folder it lies in, cannot be written to."""


class DiskFullError(StoreError):
    """There is no room left to write; what was acknowledged before is kept."""


class DatabaseBusyError(StoreError):
    """Another program holds the database and did not let go within the waiting time."""


class DatabaseUnreachableError(StoreError):
    """The database cannot be opened or read: a bad disk, a missing folder, a server that does not answer."""


class ConsentMissingError(StoreError):
    """A speaker allows nothing now: no consent was given, or it was withdrawn or has run out."""


class RemovedError(StoreError):
    """This learner, speaker, consent or recording was removed on a person's wish and does not come back."""


class UnknownLearnerError(StoreError):
    """There is no learner with this id here."""

    def __init__(self, learner_id: UUID) -> None:
        super().__init__(f"no learner {learner_id}")
        self.learner_id = learner_id


class OnlyAddedError(StoreError):
    """Something tried to change or delete a review, or what the history says."""


class ReviewMismatchError(StoreError):
    """A review with this id is already here and says something else."""


_BY_CODE: dict[str, type[StoreError]] = {
    "SQLITE_CORRUPT": DatabaseDamagedError,
    "SQLITE_NOTADB": DatabaseDamagedError,
    "SQLITE_READONLY": DatabaseReadOnlyError,
    "SQLITE_PERM": DatabaseReadOnlyError,
    "SQLITE_FULL": DiskFullError,
    "SQLITE_BUSY": DatabaseBusyError,
    "SQLITE_LOCKED": DatabaseBusyError,
    "SQLITE_CANTOPEN": DatabaseUnreachableError,
    "SQLITE_IOERR": DatabaseUnreachableError,
}


#: PostgreSQL's conditions: https://www.postgresql.org/docs/current/errcodes-appendix.html
_BY_STATE: dict[str, type[StoreError]] = {
    "42501": NotAllowedError,  # insufficient_privilege
    "55P03": DatabaseBusyError,  # lock_not_available: the waiting time is over
    "53100": DiskFullError,
}


def named(error: BaseException) -> StoreError | None:
    """The trouble that a driver's error stands for, or None where it is a fault of the program.

    SQLite's extended codes (``SQLITE_READONLY_DIRECTORY`` …) begin with the code they refine:
    https://www.sqlite.org/rescode.html
    """
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    said = str(cause)
    if guards.REMOVED in said:
        return RemovedError(said)
    if guards.ONLY_ADDED in said or guards.HISTORY in said:
        return OnlyAddedError(said)
    state = getattr(cause, "sqlstate", None)
    if state in _BY_STATE:
        return _BY_STATE[state](said)
    code = getattr(cause, "sqlite_errorname", None)
    if isinstance(code, str):
        base = "_".join(code.split("_")[:2])
        kind = _BY_CODE.get(base)
        return kind(f"{said} ({code})") if kind else None
    if isinstance(cause, sqlite3.OperationalError) and said.startswith("Could not decode"):
        return DatabaseDamagedError(said)  # the driver's own words for text that is no UTF-8
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return DatabaseUnreachableError(said)
    if type(cause).__name__ == "OperationalError" and not isinstance(cause, sqlite3.Error):
        return DatabaseUnreachableError(said)
    return None


@contextmanager
def translated() -> Iterator[None]:
    """Raise the driver's errors as ours, with the cause kept; a program's own faults pass unchanged."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        trouble = named(error)
        if trouble is None:
            raise
        raise trouble from error
    except UnicodeDecodeError as error:
        # The driver cannot even read what SQLite says about a damaged schema, or a damaged text.
        raise DatabaseDamagedError(str(error)) from error
