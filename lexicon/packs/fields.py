"""How the parts of a pack's lines are read: strictly, and what people see without anything hidden in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table

from lexicon.exchange import strict
from lexicon.packs.flaws import Flaw, PackError

DAY_MS: Final = 86_400_000

MP3, WAV = "audio/mpeg", "audio/wav"
LONGEST: Final = {"name": 120, "word": 200, "text": 1_000}
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_MONTH: Final = re.compile(r"(\d{4}-(0[1-9]|1[0-2]))?")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_CODE: Final = re.compile(r"[A-Za-z0-9_.:+\- ]{0,60}")
A_PICTURE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}")
SHA256: Final = re.compile(r"[0-9a-f]{64}")
_MARKUP: Final = re.compile(r"\[/?[A-Za-z]+(=[^\]]*)?\]|<[^<>]+>|&#?[A-Za-z0-9]+;")

Read = Callable[[Any, str], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a line: the ``column`` it fills, how it is ``read``, which table's row it ``names``, and how
    it is ``written``."""

    column: str
    read: Read
    names: Table | None = None
    written: Callable[[Any], Any] = lambda value: value.hex if isinstance(value, UUID) else value


# Each reader takes what a line says and what it says it of, and raises ``PackError`` or ``ProgressError``.


def an_id(told: Any, _what: str) -> UUID:
    """A UUID."""
    return strict.an_id(told)


def whole(least: int, most: int) -> Read:
    """A whole number within bounds."""
    return lambda told, what: strict.whole(told, least, most, what)


def matching(pattern: re.Pattern[str]) -> Read:
    """A text of a form."""
    return lambda told, what: strict.matching(told, pattern, what)


def chosen(*known: str) -> Read:
    """One of a few texts."""
    return lambda told, what: strict.chosen(told, known, what)


def or_none(read: Read) -> Read:
    """As ``read``, or nothing."""
    return lambda told, what: None if told is None else read(told, what)


def shown(longest: int) -> Read:
    """A text that people see: NFC, nothing invisible, no markup, not empty."""

    def read(told: Any, what: str) -> str:
        found = strict.name(told, longest, what)
        if _MARKUP.search(found):
            raise PackError(Flaw.MARKUP, what)
        return found

    return read


def maybe(longest: int) -> Read:
    """As ``shown``, or empty."""
    read = shown(longest)
    return lambda told, what: "" if told == "" else read(told, what)


def word(told: Any, what: str) -> str:
    """A word or sentence in UEY: every letter of it is an Arabic one."""
    found: str = shown(LONGEST["word"] if what != "example text" else LONGEST["text"])(told, what)
    letters = [sign for sign in found if unicodedata.category(sign)[0] == "L"]
    if not letters or not all("\u0600" <= sign <= "\u06ff" for sign in letters):
        raise PackError(Flaw.NOT_UYGHUR, found)
    return found


def a_day(told: Any, what: str) -> int:
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


TEXT, CODE = maybe(LONGEST["text"]), matching(_CODE)
NAME, PICTURE = shown(LONGEST["name"]), matching(A_PICTURE)
LANGUAGE, MONTH = matching(_LANGUAGE), matching(_MONTH)


def on(column: str, *, open_end: bool = False) -> Field:
    """A time, of which a day travels; with ``open_end`` there may be none."""
    read = or_none(a_day) if open_end else a_day
    return Field(column, read, written=lambda ms: None if ms is None else day_of(ms))
