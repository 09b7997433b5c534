"""What a keeper does: makes the lexicon, lets people in, looks whether it is whole."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import create_engine, func, select

from app.services.community.address import Address
from app.services.household import Household
from lexicon import edits, schema, search_index
from lexicon.community import rights
from lexicon.community.rights import Role
from lexicon.starter import update
from lexicon.store import open_store
from lexicon.troubles import translated


def set_up(address: Address) -> update.Report | None:
    """Make roles, tables and rights at an address, or bring those that are there up to date, and the starter
    in; None where its words are the ones that are there. May be done again at any time.

    Needs a login that may make roles. Raises ``StoreError``; what a step did stays, the next time goes on.
    """
    engine = create_engine(address.url)
    try:
        with translated(), engine.begin() as connection:
            rights.set_up_roles(connection)
    finally:
        engine.dispose()
    with open_store(address.url, who=address.who, role=Role.KEEPER.value) as store:
        with store.write() as connection:
            rights.grant(connection)
        report = update.bring_in(store)
        with store.write() as connection:
            if search_index.faults(connection) or search_index.misordered(connection):
                search_index.rebuild(connection)
    return report


def admit(household: Household, name: str, role: Role, password: str = "") -> None:
    """Let somebody in, or give them another role; "" for a server that knows people without a password."""
    rights.checked(name)
    with household.kept.write() as connection:
        sealed = rights.seal(connection, name, password) if password else None
        rights.admit(connection, name, role, sealed)


def dismiss(household: Household, name: str) -> None:
    """Let somebody in no longer; what they changed stays."""
    with household.kept.write() as connection:
        rights.dismiss(connection, name)


@dataclass(frozen=True, slots=True)
class Condition:
    """What is there, and what is not as it should be: ``keys`` of the search, ``unsigned`` fields that say
    otherwise than the history's last word; ``role`` of who asks."""

    words: int
    corrections: int
    changes: int
    keys: int
    unsigned: tuple[str, ...]
    role: Role | None


def examine(household: Household) -> Condition:
    """Look everything through. Nothing is changed. Raises ``StoreError``."""
    with household.kept.read() as connection:
        counts = {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (schema.word, schema.edit, schema.change)
        }
        last = {
            (row.target_id, row.field): row.new
            for row in connection.execute(
                select(schema.change)
                .where(schema.change.c.target == edits.SENSE)
                .order_by(schema.change.c.target_id, schema.change.c.number)
            )
        }
        laid = edits.of(connection, edits.SENSE)
        unsigned = tuple(
            f"{sense_id} {field}"
            for sense_id, fields in sorted(laid.items())
            for field, value in sorted(fields.items())
            if last.get((sense_id, field)) != value
        )
        faults = search_index.faults(connection) + search_index.misordered(connection)
        role = rights.role_of(connection)
    return Condition(counts["word"], counts["edit"], counts["change"], faults, unsigned, role)
