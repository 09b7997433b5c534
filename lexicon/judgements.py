"""What native readers say of words, pictures, sentences and texts that wait: one judgement of each.

A reader is a random id. What was shown is kept with the judgement, so that an approval is of what was read
and of nothing that came later.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, select

from lexicon import schema, statements


class Kind(StrEnum):
    """What a judgement is of."""

    WORD = "word"
    PICTURE = "picture"
    SENTENCE = "sentence"
    TEXT = "text"


class Said(StrEnum):
    """What a reader said."""

    APPROVE = "approve"
    CORRECT = "correct"
    REMOVE = "remove"
    UNSURE = "unsure"


#: What may be corrected; ``meaning.`` is followed by a BCP-47 language. ``note`` is a remark for people.
FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.WORD: ("headword", "meaning.", "note"),
    Kind.PICTURE: ("note",),
    Kind.SENTENCE: ("text", "meaning.", "note"),
    Kind.TEXT: ("text", "note"),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """``target`` is the id of a sense (word, picture) or sentence, or the English of an interface text.

    ``shown``: ``text`` (the Uyghur), ``meaning`` and its ``language``; of a picture ``picture`` too.
    ``changes`` by field (``FIELDS``), empty but for ``correct``, and a ``note``. ``month`` is ``YYYY-MM``.
    """

    reader: UUID
    kind: Kind
    target: str
    shown: Mapping[str, str]
    said: Said
    changes: Mapping[str, str]
    month: str

    @property
    def opinion(self) -> tuple[Said, tuple[tuple[str, str], ...]]:
        """What two readers would have to share to be of one mind; remarks aside."""
        return self.said, tuple(sorted((k, v) for k, v in self.changes.items() if k != "note"))


def may_change(kind: Kind, field: str) -> bool:
    """Whether a reader may say something else for this field."""
    return any(
        field == one or (one.endswith(".") and field.startswith(one) and field != one) for one in FIELDS[kind]
    )


def put(connection: Connection, judgements: Iterable[Judgement]) -> None:
    """Keep what was said, in place of what the same reader said of the same thing before."""
    rows = [
        {
            "reader_id": one.reader,
            "kind": one.kind,
            "target": one.target,
            "shown": _json(one.shown),
            "verdict": one.said,
            "changes": _json(one.changes),
            "month": one.month,
        }
        for one in judgements
    ]
    if rows:
        connection.execute(statements.insert_or_replace(schema.judgement), rows)


def take_back(connection: Connection, reader: UUID, kind: Kind, target: str) -> None:
    """Forget what a reader said of one thing."""
    table = schema.judgement
    connection.execute(
        delete(table).where(table.c.reader_id == reader, table.c.kind == kind, table.c.target == target)
    )


def every(connection: Connection) -> tuple[Judgement, ...]:
    """All that any reader said here, in a steady order."""
    table = schema.judgement
    rows = connection.execute(select(table).order_by(table.c.kind, table.c.target, table.c.reader_id))
    return tuple(_judgement(dict(row._mapping)) for row in rows)


def _judgement(row: Mapping[str, Any]) -> Judgement:
    return Judgement(
        row["reader_id"], Kind(row["kind"]), row["target"], json.loads(row["shown"]), Said(row["verdict"]),
        json.loads(row["changes"]), row["month"],
    )  # fmt: skip


def _json(fields: Mapping[str, str]) -> str:
    return json.dumps(dict(fields), ensure_ascii=False, sort_keys=True)
