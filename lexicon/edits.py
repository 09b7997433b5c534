"""A teacher's own edits: values laid over what the starter or a pack says, field by field.

The rows below stay what their source says, so an update of the starter never has to ask who wins: the edit
does, until it is taken back (value None). ``senses`` and ``themes`` come out with the edits laid over them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, select

from lexicon import registers, schema
from lexicon.records import Stamp

SENSE = "sense"
THEME = "theme"

#: What can be edited; ``gloss.`` and ``title.`` are followed by a BCP-47 language. For ``picture`` an empty
#: value means "no picture"; ``retired`` is ``1`` (hidden) or ``0``.
FIELDS = {
    SENSE: ("headword", "part_of_speech", "domain", "level", "picture", "retired"),
    THEME: ("picture", "retired"),
}
_BY_LANGUAGE = {SENSE: "gloss.", THEME: "title."}
_ALLOWED = {"level": ("1", "2", "3"), "retired": ("0", "1")}


def put(
    connection: Connection, target: str, target_id: UUID, field: str, value: str | None, stamp: Stamp
) -> bool:
    """Lay ``value`` over one field (None: take the edit back). Returns False when a later edit is here.

    Raises ValueError for a field that cannot be edited or a value it cannot have.
    """
    stands = lay(connection, target, target_id, field, value, stamp)
    if stands and target == SENSE:
        from lexicon import search_index  # it reads the edits in its turn

        search_index.refresh(connection, [target_id])
    return stands


def lay(
    connection: Connection,
    target: str,
    target_id: UUID,
    field: str,
    value: str | None,
    stamp: Stamp,
    *,
    undoes: int | None = None,
) -> bool:
    """As ``put``, for whoever lays many: the search keys of the senses are the caller's to refresh.

    Where a community keeps a history it goes in there; ``undoes`` is the number of a change that goes back.
    """
    check(target, field, value)
    key = {"target": target, "target_id": target_id, "field": field}
    if connection.dialect.name == "sqlite":
        return registers.put_into(connection, schema.edit, key, value, stamp)
    from lexicon.community import history  # a family keeps none

    before = shown(connection, target, target_id, field)
    stands = registers.put_into(connection, schema.edit, key, value, stamp)
    after = shown(connection, target, target_id, field)
    history.note(connection, target, target_id, {field: before}, {field: after}, undoes)
    return stands


def shown(connection: Connection, target: str, target_id: UUID, field: str) -> str | None:
    """What one field says: the edit, else what its source says; None where it is not set."""
    edit = schema.edit
    query = select(edit.c.value).where(
        edit.c.target == target, edit.c.target_id == target_id, edit.c.field == field
    )
    laid_over: str | None = connection.scalar(query)
    return laid_over if laid_over is not None else below(connection, target, target_id, field)


def below(connection: Connection, target: str, target_id: UUID, field: str) -> str | None:
    """What the row of the source says of one field, whatever is laid over it; None where it is not set."""
    prefix = _BY_LANGUAGE[target]
    if field.startswith(prefix):
        table = schema.gloss if target == SENSE else schema.word_list_title
        whose = table.c.sense_id if target == SENSE else table.c.word_list_id
        query = select(table.c.text).where(whose == target_id, table.c.language == field[len(prefix) :])
        ordered = query.order_by(table.c.place) if target == SENSE else query
        return connection.execute(ordered.limit(1)).scalar()
    row = schema.sense if target == SENSE else schema.word_list
    column = schema.word.c.headword if field == "headword" else row.c[field]
    source = row.join(schema.word) if field == "headword" else row
    found = connection.execute(select(column).select_from(source).where(row.c.id == target_id)).first()
    if found is None:
        return None
    value = found[0]
    return str(int(value)) if isinstance(value, bool) else "" if value is None else str(value)


def check(target: str, field: str, value: str | None) -> None:
    """Raises ValueError for a field that cannot be edited or a value it cannot have."""
    prefix = _BY_LANGUAGE.get(target)
    if prefix is None or not (field in FIELDS[target] or (field.startswith(prefix) and field != prefix)):
        raise ValueError(f"{target} has no field {field!r} to edit")
    if value is not None and value not in _ALLOWED.get(field, (value,)):
        raise ValueError(f"{field} cannot be {value!r}")


def of(
    connection: Connection, target: str, fields: Iterable[str] | None = None
) -> dict[UUID, dict[str, str]]:
    """The edits that stand, by the id of what they are laid over; only these ``fields`` where given."""
    edit = schema.edit
    query = select(edit.c.target_id, edit.c.field, edit.c.value).where(
        edit.c.target == target, edit.c.value.is_not(None)
    )
    if fields is not None:
        query = query.where(edit.c.field.in_(list(fields)))
    found: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(query):
        found[row.target_id][row.field] = row.value
    return dict(found)


def by_language(edited: dict[str, str], prefix: str) -> dict[str, str]:
    """The part of one row's edits that goes by language: ``{"gloss.de": "Apfel"}`` → ``{"de": "Apfel"}``."""
    return {field[len(prefix) :]: value for field, value in edited.items() if field.startswith(prefix)}
