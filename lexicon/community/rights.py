"""Who may do what in a community's lexicon: roles of the server, which every login is a member of.

PostgreSQL itself refuses what a role may not; nothing here asks twice. The tables belong to the keeper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Table, text

from anatil import AnaTilError
from lexicon import schema


class Role(StrEnum):
    """A READER looks and takes words out; a TEACHER changes words and lists as well; a KEEPER changes the
    tables and lets people in."""

    READER = "anatil_reader"
    TEACHER = "anatil_teacher"
    KEEPER = "anatil_keeper"


class BadNameError(AnaTilError):
    """No login can be called so."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” cannot be a login: please take 2 to 40 small Latin letters, digits or _, a letter "
            "first and not anatil_. Nothing was changed."
        )


_NAME: Final = re.compile(r"(?!anatil_|pg_)[a-z][a-z0-9_]{1,39}")
_PRIVATE: Final = {schema.learner, schema.memory, schema.review, schema.writing}
"""What no lexicon that is shared has: nobody may even look."""
_ADDED: Final = (
    schema.word, schema.sense, schema.gloss, schema.example, schema.example_translation, schema.change,
)  # fmt: skip
"""Teachers add to these and overwrite nothing: what is wrong is corrected by edits, which have a history."""
_CHANGED: Final = (
    schema.word_list, schema.word_list_title, schema.word_list_item, schema.search_key, schema.search_ending,
    schema.sense_origin,
)  # fmt: skip


def set_up_roles(connection: Connection) -> None:
    """Make the three roles where they are not there yet, and let the keeper make tables.

    Needs a login that may make roles. Raises what the server says.
    """
    for role in Role:
        there = connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": role.value})
        if not there:
            connection.exec_driver_sql(f"CREATE ROLE {role.value} NOLOGIN")
    # From PostgreSQL 16 on, whoever made a role may hand it out, and not yet act as it.
    connection.exec_driver_sql(f"GRANT {Role.KEEPER.value} TO session_user")
    connection.exec_driver_sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    connection.exec_driver_sql(f"GRANT USAGE, CREATE ON SCHEMA public TO {Role.KEEPER.value}")
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA public TO {Role.READER.value}, {Role.TEACHER.value}")


def grant(connection: Connection) -> None:
    """Give the roles their rights in the tables, as the keeper; what they had before is taken away."""
    every = ", ".join([table.name for table in schema.metadata.sorted_tables] + ["alembic_version"])
    looked_at = [table for table in schema.metadata.sorted_tables if table not in _PRIVATE]
    reader, teacher = Role.READER.value, Role.TEACHER.value
    connection.exec_driver_sql(f"REVOKE ALL ON {every} FROM PUBLIC, {reader}, {teacher}")
    connection.exec_driver_sql(f"GRANT SELECT ON {_names(looked_at)}, alembic_version TO {reader}, {teacher}")
    connection.exec_driver_sql(f"GRANT INSERT ON {_names(_ADDED)} TO {teacher}")
    connection.exec_driver_sql(f"GRANT INSERT, UPDATE ON edit TO {teacher}")
    connection.exec_driver_sql(f"GRANT INSERT, UPDATE, DELETE ON {_names(_CHANGED)} TO {teacher}")


def admit(connection: Connection, name: str, role: Role, sealed_password: str | None) -> None:
    """Make ``name`` a login in this role, or give one that is there this role and no other of ours.

    ``sealed_password`` is a SCRAM verifier (``seal``), None for a server that knows people otherwise. Raises
    ``BadNameError``, or what the server says to somebody who may not.
    """
    checked(name)
    there = connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name})
    powers = "CREATEROLE" if role is Role.KEEPER else "NOCREATEROLE"
    verb = "ALTER" if there else "CREATE"
    # Asked for only where it changes: who lets teachers in need not be able to make keepers.
    asked = f"LOGIN {powers}" if role is Role.KEEPER or there else "LOGIN"
    connection.exec_driver_sql(f"{verb} ROLE {name} {asked}")
    if sealed_password is not None:
        if not re.fullmatch(r"SCRAM-SHA-256\$[0-9A-Za-z+/=:$]+", sealed_password):
            raise ValueError("a password is handed over sealed")
        connection.exec_driver_sql(f"ALTER ROLE {name} PASSWORD '{sealed_password}'")
    for other in Role:
        if other is not role and there:
            connection.exec_driver_sql(f"REVOKE {other.value} FROM {name}")
    connection.exec_driver_sql(f"GRANT {role.value} TO {name}")
    if role is Role.KEEPER:
        connection.exec_driver_sql(
            f"GRANT {Role.READER.value}, {Role.TEACHER.value}, {Role.KEEPER.value} TO {name} "
            "WITH ADMIN OPTION"
        )


def dismiss(connection: Connection, name: str) -> None:
    """Let ``name`` in no longer; what they changed stays theirs. Raises as ``admit``."""
    checked(name)
    connection.exec_driver_sql(f"REVOKE {', '.join(role.value for role in Role)} FROM {name}")
    connection.exec_driver_sql(f"ALTER ROLE {name} NOLOGIN")


def checked(name: str) -> str:
    """The name, if it needs no quoting. Raises ``BadNameError``."""
    if not _NAME.fullmatch(name):
        raise BadNameError(name)
    return name


def seal(connection: Connection, name: str, password: str) -> str:
    """The SCRAM verifier of a password: itself it never reaches the server or its log."""
    raw: Any = connection.connection.driver_connection
    return str(raw.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode())


def role_of(connection: Connection) -> Role | None:
    """The most that this login may; None where it has none of the roles."""
    member = text("SELECT pg_has_role(session_user, :name, 'MEMBER')")
    for role in reversed(Role):
        try:
            if connection.scalar(member, {"name": role.value}):
                return role
        except Exception as error:  # undefined_object: nobody has set this server up
            if getattr(getattr(error, "orig", None), "sqlstate", "") == "42704":
                return None
            raise
    return None


def _names(tables: Iterable[Table]) -> str:
    return ", ".join(table.name for table in tables)
