"""The rows of a pack as lines of JSON, and back: what each kind has in it, strictly.

``["gloss", "0f3a…", "de", 0, "Apfel"]`` stands for a row of the table ``gloss``. Each kind is in the order of
its key, so that nothing stands there twice; what a row belongs to stands before it. Times are no finer than a
month, but for the day on which a consent ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import Table

from lexicon import edits, schema
from lexicon.exchange import strict
from lexicon.exchange.progress_flaws import ProgressError
from lexicon.packs.flaws import Flaw, PackError
from lexicon.records import Scope
from lexicon.uyghur.order import sort_key

SOURCE: Final = "pack"
"""``source`` of every row that came with a pack."""
DAY_MS: Final = 86_400_000

MP3, WAV = "audio/mpeg", "audio/wav"
_LONGEST: Final = {"name": 120, "word": 200, "text": 1_000}
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_MONTH: Final = re.compile(r"(\d{4}-(0[1-9]|1[0-2]))?")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_CODE: Final = re.compile(r"[A-Za-z0-9_.:+\- ]{0,60}")
_PICTURE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}")
SHA256: Final = re.compile(r"[0-9a-f]{64}")
_MARKUP: Final = re.compile(r"\[/?[A-Za-z]+(=[^\]]*)?\]|<[^<>]+>|&#?[A-Za-z0-9]+;")

Row = dict[str, Any]
Read = Callable[[Any, str], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a line: the ``column`` it fills, how it is ``read``, which table's row it ``names``, and how
    it is ``written``."""

    column: str
    read: Read
    names: Table | None = None
    written: Callable[[Any], Any] = lambda value: value.hex if isinstance(value, UUID) else value


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


# --- how parts are read -----------------------------------------------------------------------------------


def _id(told: Any, _what: str) -> UUID:
    return strict.an_id(told)


def _whole(least: int, most: int) -> Read:
    return lambda told, what: strict.whole(told, least, most, what)


def _matching(pattern: re.Pattern[str]) -> Read:
    return lambda told, what: strict.matching(told, pattern, what)


def _chosen(*known: str) -> Read:
    return lambda told, what: strict.chosen(told, known, what)


def _or_none(read: Read) -> Read:
    return lambda told, what: None if told is None else read(told, what)


def shown(longest: int) -> Read:
    """A text that people see: NFC, nothing invisible, no markup, not empty."""

    def read(told: Any, what: str) -> str:
        found = strict.name(told, longest, what)
        if _MARKUP.search(found):
            raise PackError(Flaw.MARKUP, what)
        return found

    return read


def _maybe(longest: int) -> Read:
    read = shown(longest)
    return lambda told, what: "" if told == "" else read(told, what)


def word(told: Any, what: str) -> str:
    """A word or sentence in UEY: every letter of it is an Arabic one."""
    found: str = shown(_LONGEST["word"] if what != "example text" else _LONGEST["text"])(told, what)
    letters = [sign for sign in found if unicodedata.category(sign)[0] == "L"]
    if not letters or not all("\u0600" <= sign <= "\u06ff" for sign in letters):
        raise PackError(Flaw.NOT_UYGHUR, found)
    return found


def _day(told: Any, what: str) -> int:
    """A day as UTC ms of its beginning."""
    try:
        return ms_of(strict.matching(told, _DATE, what))
    except ValueError as error:
        raise PackError(Flaw.DAY, what) from error


def ms_of(day: str) -> int:
    """``2026-11-26`` as UTC ms. Raises ValueError for a day that there is not."""
    return round(datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).timestamp() * 1000)


def latest_ms(now_ms: int) -> int:
    """The latest day that is believed where the clock shows ``now_ms``, which may be back in 1970."""
    return max(now_ms, ms_of("2026-11-26")) + 366 * DAY_MS


def day_of(ms: int) -> str:
    """The day of a time in UTC ms."""
    return f"{datetime.fromtimestamp(ms / 1000, UTC):%Y-%m-%d}"


_text, _code = _maybe(_LONGEST["text"]), _matching(_CODE)
_name, _picture = shown(_LONGEST["name"]), _matching(_PICTURE)
_language, _month = _matching(_LANGUAGE), _matching(_MONTH)


def _on(column: str, *, or_none: bool = False) -> Field:
    """A time, of which a day travels."""
    read = _or_none(_day) if or_none else _day
    return Field(column, read, written=lambda ms: None if ms is None else day_of(ms))


# --- the kinds, in the order of the file ------------------------------------------------------------------

SPEAKER: Final = Kind(
    "speaker",
    schema.speaker,
    (Field("id", _id), Field("pseudonym", _name), Field("region", _maybe(120)), Field("age_band", _code)),
    2_000,
)

CONSENT: Final = Kind(
    "consent",
    schema.consent,
    (
        Field("id", _id),
        Field("speaker_id", _id, schema.speaker),
        Field("scope", _chosen(Scope.CLASS.value, Scope.PUBLIC.value)),
        Field("terms", _code),
        Field("language", _matching(re.compile(r"([a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3})?"))),
        _on("given_ms"),
        _on("expires_ms", or_none=True),
    ),
    20_000,
    filled={"withdrawn_ms": None, "spoken_sha256": None},
)

TAKE: Final = Kind(
    "take",
    schema.recording,
    (
        Field("id", _id),
        Field("sense_id", _id, schema.sense),
        Field("speaker_id", _id, schema.speaker),
        Field("consent_id", _id, schema.consent),
        Field("sha256", _matching(SHA256)),
        Field("media_type", _chosen(MP3, WAV)),
        Field("duration_ms", _whole(1, 60_000)),
        _on("made_ms"),
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
    (Field("id", _id), Field("headword", word), Field("homonym", _whole(0, 99))),
    30_000,
    made={"sort_key": lambda row: sort_key(row["headword"])},
)

SENSE: Final = Kind(
    "sense",
    schema.sense,
    (
        Field("id", _id),
        Field("word_id", _id, schema.word),
        Field("part_of_speech", _code),
        Field("domain", _code),
        Field("level", _whole(1, 3)),
        Field("picture", _or_none(_picture)),
        Field("status", _code),
        Field("evidence", _text),
        Field("note", _text),
        Field("approved_by", _maybe(120)),
        Field("approved_month", _month),
    ),
    30_000,
    filled={"source": SOURCE, "retired": False},
)

GLOSS: Final = Kind(
    "gloss",
    schema.gloss,
    (
        Field("sense_id", _id, schema.sense),
        Field("language", _language),
        Field("place", _whole(0, 99)),
        Field("text", shown(300)),
    ),
    600_000,
    key=3,
    made={"id": lambda row: uuid5(row["sense_id"], f"gloss/{row['language']}/{row['place']}")},
)

APART: Final = Kind(
    "apart",
    schema.sense_apart,
    (Field("sense_id", _id, schema.sense), Field("other_id", _id)),
    300_000,
    key=2,
)

FORM: Final = Kind(
    "form",
    schema.sense_form,
    (
        Field("sense_id", _id, schema.sense),
        Field("tags", _code),
        Field("form", word),
        Field("place", _whole(0, 9_999)),
        Field("evidence", _text),
    ),
    600_000,
    key=3,
    made={"id": lambda row: uuid5(row["sense_id"], f"form/{row['tags']}/{row['form']}")},
)

DIALECT: Final = Kind(
    "dialect",
    schema.dialect_form,
    (
        Field("id", _id),
        Field("sense_id", _id, schema.sense),
        Field("form", word),
        Field("region", _maybe(120)),
        Field("note", _text),
    ),
    100_000,
    filled={"source": SOURCE},
)

EXAMPLE: Final = Kind(
    "example",
    schema.example,
    (
        Field("id", _id),
        Field("sense_id", _id, schema.sense),
        Field("place", _whole(0, 1_000_000)),
        Field("text", word),
        Field("status", _code),
        Field("approved_by", _maybe(120)),
        Field("approved_month", _month),
    ),
    100_000,
    filled={"source": SOURCE},
)

TRANSLATION: Final = Kind(
    "translation",
    schema.example_translation,
    (
        Field("example_id", _id, schema.example),
        Field("language", _language),
        Field("text", shown(_LONGEST["text"])),
    ),
    600_000,
    key=2,
    made={"id": lambda row: uuid5(row["example_id"], f"translation/{row['language']}")},
)

LIST: Final = Kind(
    "list",
    schema.word_list,
    (
        Field("id", _id),
        Field("kind", _chosen("theme", "lesson", "own")),
        Field("place", _whole(0, 10_000_000)),
        Field("level", _whole(0, 9)),
        Field("picture", _or_none(_picture)),
        Field("status", _code),
        Field("note", _text),
    ),
    10_000,
    filled={"source": SOURCE, "retired": False},
)

TITLE: Final = Kind(
    "title",
    schema.word_list_title,
    (
        Field("word_list_id", _id, schema.word_list),
        Field("language", _language),
        Field("text", _name),
    ),
    100_000,
    key=2,
    made={"id": lambda row: uuid5(row["word_list_id"], f"title/{row['language']}")},
)

ITEM: Final = Kind(
    "item",
    schema.word_list_item,
    (
        Field("word_list_id", _id, schema.word_list),
        Field("sense_id", _id, schema.sense),
        Field("place", _whole(0, 100_000)),
    ),
    200_000,
    key=2,
)

EDIT: Final = Kind(
    "edit",
    schema.edit,
    (
        Field("target", _chosen("sense", "theme")),
        Field("target_id", _id),
        Field("field", _code),
        Field("value", _text),
        _on("utc_ms"),
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
        word(value, "edit headword")
    elif name == "picture" and value:
        strict.matching(value, _PICTURE, "edit picture")
    elif name == "retired" or (not value and name != "picture"):
        raise PackError(Flaw.STRANGER, f"edit {name}")


def fits(kind: Kind, row: Mapping[str, Any]) -> bool:
    """Whether a row of this database can travel: a reader will take its line."""
    try:
        kind.row(kind.line(row))
    except (ProgressError, PackError):
        return False
    return True
