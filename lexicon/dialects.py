"""How another region, or one family, says a word: rows of their own beside the starter's, which an update of
the starter leaves as they are. Search finds a word by them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from lexicon import schema, search_index

OWN: Final = "own"
"""``source`` of a form that was kept here; the starter's is ``starter``."""

_form = schema.dialect_form


@dataclass(frozen=True, slots=True)
class DialectForm:
    """``form`` is UEY in NFC; ``region`` is "" where it was not said; ``source`` says who keeps it."""

    id: UUID
    sense_id: UUID
    form: str
    region: str
    source: str


def of(connection: Connection, sense_id: UUID) -> tuple[DialectForm, ...]:
    """The forms of one sense, by their spelling."""
    query = select(_form.c.id, _form.c.sense_id, _form.c.form, _form.c.region, _form.c.source)
    rows = connection.execute(
        query.where(_form.c.sense_id == sense_id).order_by(_form.c.form, _form.c.region, _form.c.id)
    )
    return tuple(DialectForm(*row) for row in rows)


def spellings(connection: Connection, sense_ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The forms of these senses (right answers too, where one is typed); a sense without any is left out."""
    wanted = set(sense_ids)
    found: dict[UUID, tuple[str, ...]] = {}
    # All at once: they are few, and old SQLite takes no more than 999 ids in a question.
    for sense_id, form in connection.execute(select(_form.c.sense_id, _form.c.form).order_by(_form.c.form)):
        if sense_id in wanted and form not in found.get(sense_id, ()):
            found[sense_id] = (*found.get(sense_id, ()), form)
    return found


def add(connection: Connection, form: DialectForm) -> None:
    """Keep a form and let search know it. Raises the driver's error for a sense that is not here."""
    connection.execute(
        insert(_form).values(
            id=form.id,
            sense_id=form.sense_id,
            form=form.form,
            region=form.region,
            note="",
            source=form.source,
        )
    )
    search_index.refresh(connection, [form.sense_id])


def remove(connection: Connection, form: DialectForm) -> None:
    """Forget a form that was kept here; one that came with the starter stays."""
    connection.execute(delete(_form).where(_form.c.id == form.id, _form.c.source == OWN))
    search_index.refresh(connection, [form.sense_id])
