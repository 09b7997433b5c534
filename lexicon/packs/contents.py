"""What a pack is: its head, who was taken back, its rows, and the files that lie in it beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from lexicon.exchange import strict
from lexicon.packs.fields import MP3, shown
from lexicon.packs.flaws import Flaw, NewerPackError, PackError
from lexicon.packs.lines import Rows
from lexicon.records import UNSAID, Scope

ENDING: Final = "anatil"
FORMAT: Final = "anatil-pack"
VERSION: Final = 2
"""Since 2 with this week's list; a pack without one is written as 1, which an older Ana Til reads."""

WORDS_FILE, VOICES_FILE = "words.jsonl", "voices.jsonl"
MOST_GONE: Final = 100_000
MOST_FILES: Final = 60_000
MOST_VERSION: Final = 1_000_000

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_HEX: Final = re.compile(r"([0-9a-f]{2}){32,64}")
_KEYS: Final = frozenset(
    {"attribution", "follows", "for", "format", "id", "maker", "month", "number", "titles", "version"}
)
_WEEK: Final = "week"


@dataclass(frozen=True, slots=True)
class Follows:
    """A key that this one takes the place of, and the old key's signature under the new one."""

    key: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """``number`` is the maker's count of versions from 1; ``titles`` by BCP-47 language; ``maker`` a name to
    be shown; ``scope`` how far its voices may travel; ``month`` (``YYYY-MM``) when it was made;
    ``attribution`` whose work is in it, and under which licence; ``week`` the list of it that is to come
    first in lessons for now."""

    id: UUID
    number: int
    titles: Mapping[str, str]
    maker: str
    scope: Scope
    month: str
    attribution: tuple[str, ...] = ()
    follows: Follows | None = None
    week: UUID | None = None

    def line(self) -> dict[str, Any]:
        """The head as it stands in the file."""
        follows = None if self.follows is None else [self.follows.key.hex(), self.follows.signature.hex()]
        told: dict[str, Any] = {
            "attribution": list(self.attribution),
            "follows": follows,
            "for": self.scope.value,
            "format": FORMAT,
            "id": self.id.hex,
            "maker": self.maker,
            "month": self.month,
            "number": self.number,
            "titles": dict(sorted(self.titles.items())),
            "version": 1 if self.week is None else VERSION,
        }
        return told if self.week is None else told | {_WEEK: self.week.hex}

    def title(self, language: str) -> str:
        """The title in this language, else in English, else whichever there is."""
        return _title(self.titles, language)


def _title(titles: Mapping[str, str], language: str) -> str:
    for wanted in (language, "en", UNSAID):
        if wanted in titles:
            return titles[wanted]
    return next(iter(titles.values()), "")


def head_of(told: Any) -> Head:
    """Raises ``PackError``, ``ProgressError`` or ``NewerPackError``."""
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise PackError(Flaw.HEAD, "format")
    version = told.get("version")
    if type(version) is int and version > VERSION:
        raise NewerPackError
    wanted = _KEYS if version == 1 else _KEYS | {_WEEK}
    known = type(version) is int and version in (1, VERSION)
    if not known or told.keys() != wanted or list(told) != sorted(told):
        raise PackError(Flaw.HEAD, "version")
    titles, attribution, follows = told["titles"], told["attribution"], told["follows"]
    if not isinstance(titles, dict) or not 1 <= len(titles) <= 50 or list(titles) != sorted(titles):
        raise PackError(Flaw.HEAD, "titles")
    if not isinstance(attribution, list) or len(attribution) > 50:
        raise PackError(Flaw.HEAD, "attribution")
    if follows is not None and (not isinstance(follows, list) or len(follows) != 2):
        raise PackError(Flaw.HEAD, "follows")
    scope = strict.chosen(told["for"], (Scope.CLASS.value, Scope.PUBLIC.value), "for")
    by_language = {
        strict.matching(key, _LANGUAGE, "titles"): shown(120)(title, "title") for key, title in titles.items()
    }
    return Head(
        strict.an_id(told["id"]),
        strict.whole(told["number"], 1, MOST_VERSION, "number"),
        by_language,
        shown(120)(told["maker"], "maker"),
        Scope(scope),
        strict.matching(told["month"], _MONTH, "month"),
        tuple(shown(500)(line, "attribution") for line in attribution),
        None if follows is None else Follows(_bytes(follows[0], 32), _bytes(follows[1], 64)),
        strict.an_id(told[_WEEK]) if _WEEK in told else None,
    )  # fmt: skip


def _bytes(told: Any, length: int) -> bytes:
    found = bytes.fromhex(strict.matching(told, _HEX, "follows"))
    if len(found) != length:
        raise PackError(Flaw.HEAD, "follows")
    return found


@dataclass(frozen=True, slots=True)
class File:
    """A file in the pack: its name there, bytes, and SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """``gone`` are tombstones, in order; ``rows`` as in ``lines``; ``files`` all but the words themselves, by
    name."""

    head: Head
    gone: tuple[UUID, ...] = ()
    rows: Rows = field(default_factory=dict)
    files: tuple[File, ...] = ()

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The rows of one kind."""
        return self.rows.get(kind, [])

    def title(self, list_id: UUID, language: str) -> str:
        """The title of a list of it, as ``Head.title``; "" where it has none."""
        rows = (row for row in self.of("title") if row["word_list_id"] == list_id)
        return _title({row["language"]: row["text"] for row in rows}, language)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its meanings."""
        return tuple(sorted({row["language"] for row in self.of("gloss")}))


def clip_name(sha256: str, media_type: str) -> str:
    """Where a clip lies in the pack."""
    return f"clips/{sha256}.{'mp3' if media_type == MP3 else 'wav'}"


def picture_name(code: str) -> str:
    """Where a picture lies in the pack."""
    return f"pictures/{code}.png"
