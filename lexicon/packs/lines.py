"""The rows of a pack as lines of JSON, and back: what each kind has in it, strictly.

``["gloss", "0f3a…", "de", 0, "Apfel"]`` stands for a row of the table ``gloss``. Each kind is in the order of
its key, so that nothing stands there twice; what a row belongs to stands before it. Times are no finer than a
month, but for the day on which a consent ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import Table

from lexicon import edits, schema
from lexicon.exchange import strict
from lexicon.exchange.progress_flaws import ProgressError
from lexicon.packs import fields
from lexicon.packs.fields import MP3, WAV, Field
from lexicon.packs.flaws import Flaw, PackError
from lexicon.records import Scope
from lexicon.uyghur.order import sort_key

SOURCE: Final = "pack"
"""``source`` of every row that came with a pack."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of line. The first ``key`` fields are in order; ``filled`` and ``made`` are columns that do not
    travel: the same in every row, or made from the row."""

    name: str
    table: Table
    fields: tuple[Field, ...]
    most: int
    key: int = 1
    filled: Mapping[str, Any] = field(default_factory=dict)
    made: Mapping[str, Callable[[Row], Any]] = field(default_factory=dict)

    def line(self, row: Mapping[str, Any]) -> list[Any]:
        """A row as it stands in the file."""
        return [self.name, *(one.written(row[one.column]) for one in self.fields)]

    def row(self, told: Any) -> Row:
        """A line as a row of the table. Raises ``PackError`` or ``ProgressError``."""
        parts = strict.parts(told, self.name, len(self.fields))
        found: Row = {
            one.column: one.read(part, f"{self.name} {one.column}")
            for one, part in zip(self.fields, parts, strict=True)
        }
        found.update(self.filled)
        for column, make in self.made.items():
            found[column] = make(found)
        return found

    def key_of(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """What the lines of this kind are ordered by."""
        return tuple(row[one.column] for one in self.fields[: self.key])


# --- the kinds, in the order of the file ------------------------------------------------------------------

SPEAKER: Final = Kind(
    "speaker",
    schema.speaker,
    (
        Field("id", fields.an_id),
        Field("pseudonym", fields.NAME),
        Field("region", fields.maybe(120)),
        Field("age_band", fields.CODE),
    ),
    2_000,
)

CONSENT: Final = Kind(
    "consent",
    schema.consent,
    (
        Field("id", fields.an_id),
        Field("speaker_id", fields.an_id, schema.speaker),
        Field("scope", fields.chosen(Scope.CLASS.value, Scope.PUBLIC.value)),
        Field("terms", fields.CODE),
        Field("language", fields.matching(re.compile(r"([a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3})?"))),
        fields.on("given_ms"),
        fields.on("expires_ms", open_end=True),
    ),
    20_000,
    filled={"withdrawn_ms": None, "spoken_sha256": None},
)

TAKE: Final = Kind(
    "take",
    schema.recording,
    (
        Field("id", fields.an_id),
        Field("sense_id", fields.an_id, schema.sense),
        Field("speaker_id", fields.an_id, schema.speaker),
        Field("consent_id", fields.an_id, schema.consent),
        Field("sha256", fields.matching(fields.SHA256)),
        Field("media_type", fields.chosen(MP3, WAV)),
        Field("duration_ms", fields.whole(1, 60_000)),
        fields.on("made_ms"),
    ),
    60_000,
    filled={
        "archive_sha256": None, "sample_rate_hz": None, "peak_dbfs": None, "noise_dbfs": None, "snr_db": None,
        "loudness_db": None, "figures": "{}", "status": "ready", "reason": "", "source": SOURCE,
    },
)  # fmt: skip

WORD: Final = Kind(
    "word",
    schema.word,
    (Field("id", fields.an_id), Field("headword", fields.word), Field("homonym", fields.whole(0, 99))),
    30_000,
    made={"sort_key": lambda row: sort_key(row["headword"])},
)

SENSE: Final = Kind(
    "sense",
    schema.sense,
    (
        Field("id", fields.an_id),
        Field("word_id", fields.an_id, schema.word),
        Field("part_of_speech", fields.CODE),
        Field("domain", fields.CODE),
        Field("level", fields.whole(1, 3)),
        Field("picture", fields.or_none(fields.PICTURE)),
        Field("status", fields.CODE),
        Field("evidence", fields.TEXT),
        Field("note", fields.TEXT),
        Field("approved_by", fields.maybe(120)),
        Field("approved_month", fields.MONTH),
    ),
    30_000,
    filled={"source": SOURCE, "retired": False},
)

GLOSS: Final = Kind(
    "gloss",
    schema.gloss,
    (
        Field("sense_id", fields.an_id, schema.sense),
        Field("language", fields.LANGUAGE),
        Field("place", fields.whole(0, 99)),
        Field("text", fields.shown(300)),
    ),
    600_000,
    key=3,
    made={"id": lambda row: uuid5(row["sense_id"], f"gloss/{row['language']}/{row['place']}")},
)

APART: Final = Kind(
    "apart",
    schema.sense_apart,
    (Field("sense_id", fields.an_id, schema.sense), Field("other_id", fields.an_id)),
    300_000,
    key=2,
)

FORM: Final = Kind(
    "form",
    schema.sense_form,
    (
        Field("sense_id", fields.an_id, schema.sense),
        Field("tags", fields.CODE),
        Field("form", fields.word),
        Field("place", fields.whole(0, 9_999)),
        Field("evidence", fields.TEXT),
    ),
    600_000,
    key=3,
    made={"id": lambda row: uuid5(row["sense_id"], f"form/{row['tags']}/{row['form']}")},
)

DIALECT: Final = Kind(
    "dialect",
    schema.dialect_form,
    (
        Field("id", fields.an_id),
        Field("sense_id", fields.an_id, schema.sense),
        Field("form", fields.word),
        Field("region", fields.maybe(120)),
        Field("note", fields.TEXT),
    ),
    100_000,
    filled={"source": SOURCE},
)

EXAMPLE: Final = Kind(
    "example",
    schema.example,
    (
        Field("id", fields.an_id),
        Field("sense_id", fields.an_id, schema.sense),
        Field("place", fields.whole(0, 1_000_000)),
        Field("text", fields.word),
        Field("status", fields.CODE),
        Field("approved_by", fields.maybe(120)),
        Field("approved_month", fields.MONTH),
    ),
    100_000,
    filled={"source": SOURCE},
)

TRANSLATION: Final = Kind(
    "translation",
    schema.example_translation,
    (
        Field("example_id", fields.an_id, schema.example),
        Field("language", fields.LANGUAGE),
        Field("text", fields.shown(fields.LONGEST["text"])),
    ),
    600_000,
    key=2,
    made={"id": lambda row: uuid5(row["example_id"], f"translation/{row['language']}")},
)

LIST: Final = Kind(
    "list",
    schema.word_list,
    (
        Field("id", fields.an_id),
        Field("kind", fields.chosen("theme", "lesson", "own")),
        Field("place", fields.whole(0, 10_000_000)),
        Field("level", fields.whole(0, 9)),
        Field("picture", fields.or_none(fields.PICTURE)),
        Field("status", fields.CODE),
        Field("note", fields.TEXT),
    ),
    10_000,
    filled={"source": SOURCE, "retired": False},
)

TITLE: Final = Kind(
    "title",
    schema.word_list_title,
    (
        Field("word_list_id", fields.an_id, schema.word_list),
        Field("language", fields.LANGUAGE),
        Field("text", fields.NAME),
    ),
    100_000,
    key=2,
    made={"id": lambda row: uuid5(row["word_list_id"], f"title/{row['language']}")},
)

ITEM: Final = Kind(
    "item",
    schema.word_list_item,
    (
        Field("word_list_id", fields.an_id, schema.word_list),
        Field("sense_id", fields.an_id, schema.sense),
        Field("place", fields.whole(0, 100_000)),
    ),
    200_000,
    key=2,
)

EDIT: Final = Kind(
    "edit",
    schema.edit,
    (
        Field("target", fields.chosen("sense", "theme")),
        Field("target_id", fields.an_id),
        Field("field", fields.CODE),
        Field("value", fields.TEXT),
        fields.on("utc_ms"),
    ),
    300_000,
    key=3,
)

WORDS: Final = (WORD, SENSE, GLOSS, APART, FORM, DIALECT, EXAMPLE, TRANSLATION, LIST, TITLE, ITEM, EDIT)
"""What stands in the file ``words``, in this order."""
VOICES: Final = (SPEAKER, CONSENT, TAKE)
"""What stands in the file ``voices``: apart, for it goes when a voice is taken back."""

Rows = dict[str, list[Row]]
"""The rows of a pack by the name of their kind, each in the order of its key."""


class Reader:
    """Takes the lines of one pack, strictly in their order."""

    def __init__(self) -> None:
        self.rows: Rows = {kind.name: [] for kind in (*WORDS, *VOICES)}
        self._known: dict[Table, set[UUID]] = {}

    def take(self, told: Any, kinds: tuple[Kind, ...], place: int) -> int:
        """Take one line; returns the place of its kind among ``kinds``, which never goes back.

        Raises ``PackError`` or ``ProgressError``.
        """
        name = told[0] if isinstance(told, list) and told else None
        at = next((n for n, kind in enumerate(kinds) if kind.name == name), -1)
        if at < place:
            raise PackError(Flaw.ORDER, str(name))
        kind = kinds[at]
        row, rows = kind.row(told), self.rows[kind.name]
        if rows and kind.key_of(row) <= kind.key_of(rows[-1]):
            raise PackError(Flaw.ORDER, kind.name)
        if len(rows) >= kind.most:
            raise PackError(Flaw.TOO_MANY, kind.name)
        for one in kind.fields:
            if one.names is not None and row[one.column] not in self._known.get(one.names, ()):
                raise PackError(Flaw.STRANGER, f"{kind.name} {one.column}")
        if kind is EDIT:
            _check_edit(row, self._known)
        rows.append(row)
        if "id" in row and kind.key == 1:
            self._known.setdefault(kind.table, set()).add(row["id"])
        return at


def _check_edit(row: Row, known: Mapping[Table, set[UUID]]) -> None:
    """An edit is of a field that can be edited, of something in the pack, and says what could stand there."""
    of = schema.sense if row["target"] == edits.SENSE else schema.word_list
    if row["target_id"] not in known.get(of, ()):
        raise PackError(Flaw.STRANGER, "edit")
    name, value = row["field"], row["value"]
    try:
        edits.check(row["target"], name, value)
    except ValueError as error:
        raise PackError(Flaw.STRANGER, f"edit {name}") from error
    if name == "headword":
        fields.word(value, "edit headword")
    elif name == "picture" and value:
        strict.matching(value, fields.A_PICTURE, "edit picture")
    elif name == "retired" or (not value and name != "picture"):
        raise PackError(Flaw.STRANGER, f"edit {name}")


def fits(kind: Kind, row: Mapping[str, Any]) -> bool:
    """Whether a row of this database can travel: a reader will take its line."""
    try:
        kind.row(kind.line(row))
    except (ProgressError, PackError):
        return False
    return True


def edit_fits(row: Row) -> bool:
    """Whether an edit can travel: ``fits``, and its value is one that its field can have."""
    of = schema.sense if row["target"] == edits.SENSE else schema.word_list
    try:
        _check_edit(row, {of: {row["target_id"]}})
    except (ProgressError, PackError):
        return False
    return fits(EDIT, row)
