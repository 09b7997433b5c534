"""A corrections file: what one native reader said, travelling by whatever a family uses.

UTF-8 JSON, ``NAME.anatil-corrections``. It comes from strangers, so it is read strictly and within limits;
whatever is not exactly as it should be refuses the whole file, and nothing changes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, NoReturn
from uuid import UUID

from anatil import AnaTilError
from lexicon.judgements import Judgement, Kind, Said, may_change

ENDING: Final = "anatil-corrections"
FORMAT: Final = "anatil-corrections"
VERSION: Final = 1

MOST_BYTES: Final = 4_000_000
MOST_JUDGEMENTS: Final = 20_000
LONGEST: Final = 500
"""Characters of one text; the longest text of the interface has 130."""
LONGEST_NAME: Final = 40

_MONTH: Final = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
_SHOWN: Final = frozenset({"text", "meaning", "language", "picture"})


class CorrectionsError(AnaTilError):
    """The file is no corrections file that can be used; ``reason`` says why. Nothing was changed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NewerCorrectionsError(CorrectionsError):
    """The file was written by a newer Ana Til."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a file holds. ``name`` is what the reader wants to be called, "" for nobody in particular."""

    reader: UUID
    name: str
    judgements: tuple[Judgement, ...]


def write(reader: UUID, name: str, judgements: Iterable[Judgement]) -> bytes:
    """The file of one reader's judgements; the same judgements give the same bytes."""
    said = sorted((one for one in judgements if one.reader == reader), key=lambda one: (one.kind, one.target))
    content = {
        "format": FORMAT,
        "version": VERSION,
        "reader": str(reader),
        "name": name,
        "judgements": [
            {
                "kind": one.kind,
                "target": one.target,
                "shown": dict(one.shown),
                "said": one.said,
                "changes": dict(one.changes),
                "month": one.month,
            }
            for one in said
        ],
    }
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def read(content: bytes) -> Corrections:
    """What the file says. Raises ``CorrectionsError``."""
    if len(content) > MOST_BYTES:
        raise CorrectionsError(f"the file is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        told = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_once,
            parse_constant=_no_number,
            parse_float=_no_number,
        )
    except CorrectionsError:
        raise
    except (ValueError, RecursionError) as error:
        raise CorrectionsError(
            "the file is not what Ana Til writes: it is damaged or something else"
        ) from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise CorrectionsError("the file is not what Ana Til writes: it is damaged or something else")
    version = told.get("version")
    if type(version) is int and version > VERSION:
        raise NewerCorrectionsError("the file was written by a newer Ana Til")
    whole = set(told) == {"format", "version", "reader", "name", "judgements"}
    if not whole or type(version) is not int or version != VERSION:
        raise CorrectionsError("the file has other parts than a corrections file")
    reader, name, listed = _id(told["reader"]), _text(told["name"], LONGEST_NAME), told["judgements"]
    if not isinstance(listed, list) or len(listed) > MOST_JUDGEMENTS:
        raise CorrectionsError(f"the file has no list of at most {MOST_JUDGEMENTS:,} judgements")
    judgements = tuple(_judgement(reader, one) for one in listed)
    if len({(one.kind, one.target) for one in judgements}) != len(judgements):
        raise CorrectionsError("the file says two things of one word")
    return Corrections(reader, name, judgements)


def _judgement(reader: UUID, told: Any) -> Judgement:
    parts = {"kind", "target", "shown", "said", "changes", "month"}
    if not isinstance(told, dict) or set(told) != parts:
        raise CorrectionsError("a judgement has other parts than it should")
    try:
        kind, said = Kind(_text(told["kind"])), Said(_text(told["said"]))
    except ValueError as error:
        raise CorrectionsError("a judgement is of a kind that is not known") from error
    target, shown, changes = _text(told["target"]), _fields(told["shown"]), _fields(told["changes"])
    if kind is not Kind.TEXT:
        _id(target)
    if not set(shown) <= _SHOWN or not all(may_change(kind, field) for field in changes):
        raise CorrectionsError("a judgement changes something that cannot be changed")
    if (said is Said.CORRECT) != any(field != "note" for field in changes):
        raise CorrectionsError("a correction says nothing new, or something is corrected without saying so")
    month = _text(told["month"])
    if not _MONTH.fullmatch(month):
        raise CorrectionsError("a judgement has no month")
    return Judgement(reader, kind, target, shown, said, changes, month)


def _fields(told: Any) -> dict[str, str]:
    if not isinstance(told, dict) or len(told) > 20:
        raise CorrectionsError("a judgement has other parts than it should")
    return {_text(name, LONGEST_NAME): _text(value) for name, value in told.items()}


def _text(told: Any, longest: int = LONGEST) -> str:
    """A plain text in NFC with nothing invisible in it."""
    if not isinstance(told, str) or len(told) > longest:
        raise CorrectionsError("a text is missing or too long")
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} for letter in told):
        raise CorrectionsError("a text has invisible signs in it")
    if unicodedata.normalize("NFC", told) != told:
        raise CorrectionsError("the letters of a text are stored in pieces (not in NFC)")
    return told


def _id(told: Any) -> UUID:
    try:
        found = UUID(_text(told))
    except ValueError as error:
        raise CorrectionsError("an id is not one") from error
    if str(found) != told:
        raise CorrectionsError("an id is not one")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise CorrectionsError("the file says one thing twice")
    return found


def _no_number(told: str) -> NoReturn:
    raise CorrectionsError(f"the file has the number {told[:20]} where none belongs")
