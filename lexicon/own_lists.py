"""A teacher's own lists: made, named, put in order, taken away. Words are named in them, never copied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID, uuid5

from sqlalchemy import Connection, delete, func, insert, select, update

from lexicon import schema
from lexicon.community import history
from lexicon.own_words import OWN

_list, _title, _item = schema.word_list, schema.word_list_title, schema.word_list_item

KIND = "own"
"""Which lists these are; a theme of the path and a lesson are other kinds."""


def make(
    connection: Connection, list_id: UUID, titles: Mapping[str, str], items: Iterable[UUID] = ()
) -> None:
    """Make a list, behind those that are there; ``titles`` by BCP-47 language ("und": as it was typed)."""
    last = connection.scalar(select(func.max(_list.c.place)).where(_list.c.kind == KIND))
    place = 0 if last is None else last + 1
    connection.execute(
        insert(_list).values(
            id=list_id, kind=KIND, place=place, level=1, picture=None, source=OWN, status="waiting", note="",
            retired=False,
        )
    )  # fmt: skip
    rename(connection, list_id, titles)
    put(connection, list_id, items)


def rename(connection: Connection, list_id: UUID, titles: Mapping[str, str]) -> None:
    """Give a list these titles and no others."""
    before = _titles(connection, list_id)
    connection.execute(delete(_title).where(_title.c.word_list_id == list_id))
    rows = [
        {
            "id": uuid5(list_id, f"title/{language}"),
            "word_list_id": list_id,
            "language": language,
            "text": text,
        }
        for language, text in titles.items()
    ]
    if rows:
        connection.execute(insert(_title), rows)
    history.note(connection, history.LIST, list_id, before, _titles(connection, list_id))


def put(connection: Connection, list_id: UUID, items: Iterable[UUID]) -> None:
    """From now on the list has these senses in this order, each once."""
    before = _words(connection, list_id)
    connection.execute(delete(_item).where(_item.c.word_list_id == list_id))
    rows = [
        {"word_list_id": list_id, "sense_id": sense_id, "place": place}
        for place, sense_id in enumerate(dict.fromkeys(items))
    ]
    if rows:
        connection.execute(insert(_item), rows)
    history.note(connection, history.LIST, list_id, before, _words(connection, list_id))


def items(connection: Connection, list_id: UUID) -> tuple[UUID, ...]:
    """The senses of a list in their order, retired ones too."""
    query = select(_item.c.sense_id).where(_item.c.word_list_id == list_id)
    return tuple(connection.scalars(query.order_by(_item.c.place, _item.c.sense_id)))


def arrange(connection: Connection, lists: Iterable[UUID]) -> None:
    """Put the lists themselves in this order."""
    for place, list_id in enumerate(lists):
        connection.execute(update(_list).where(_list.c.id == list_id).values(place=place))


def is_own(connection: Connection, list_id: UUID) -> bool:
    """Whether it is a list that was made here, and so may be changed here."""
    query = select(_list.c.id).where(_list.c.id == list_id, _list.c.kind == KIND, _list.c.source == OWN)
    return connection.execute(query).first() is not None


def remove(connection: Connection, list_id: UUID) -> None:
    """Take a list away; its words stay. Nothing happens to a list that was not made here."""
    if is_own(connection, list_id):
        before = _titles(connection, list_id) | _words(connection, list_id)
        history.note(connection, history.LIST, list_id, before, {})
        for table in (_item, _title):
            connection.execute(delete(table).where(table.c.word_list_id == list_id))
        connection.execute(delete(_list).where(_list.c.id == list_id))


def _titles(connection: Connection, list_id: UUID) -> dict[str, str | None]:
    """The titles as the history has them; nothing where none is kept."""
    if not history.is_kept(connection):
        return {}
    query = select(_title.c.language, _title.c.text).where(_title.c.word_list_id == list_id)
    return {f"title.{row.language}": row.text for row in connection.execute(query)}


def _words(connection: Connection, list_id: UUID) -> dict[str, str | None]:
    if not history.is_kept(connection):
        return {}
    return {history.WORDS: " ".join(map(str, items(connection, list_id))) or None}
