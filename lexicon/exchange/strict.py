"""Parts of a stranger's line, believed only if they are exactly what they should be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from lexicon.exchange.progress_flaws import Flaw, ProgressError

_HEX: Final = re.compile(r"[0-9a-f]{32}")
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""General categories that stand for no letter: controls, marks that turn text around, private use."""


def parts(told: Any, name: str, count: int) -> Sequence[Any]:
    """The parts of a line behind its name, ``count`` of them."""
    if not isinstance(told, list) or len(told) != count + 1 or told[0] != name:
        raise ProgressError(Flaw.SHAPE, name)
    return told[1:]


def whole(told: Any, least: int, most: int, what: str) -> int:
    """A whole number from ``least`` to ``most``; True is none."""
    if type(told) is not int or not least <= told <= most:
        raise ProgressError(Flaw.NUMBER, what)
    return told


def an_id(told: Any) -> UUID:
    """An id as 32 hex digits."""
    if not isinstance(told, str) or not _HEX.fullmatch(told):
        raise ProgressError(Flaw.ID)
    return UUID(told)


def text(told: Any, longest: int, what: str) -> str:
    """A text of ``longest`` characters at most, without NUL, which PostgreSQL does not keep."""
    if not isinstance(told, str) or len(told) > longest or "\0" in told:
        raise ProgressError(Flaw.TEXT, what)
    return told


def nfc(told: Any, longest: int, what: str) -> str:
    """A text in NFC."""
    found = text(told, longest, what)
    if not unicodedata.is_normalized("NFC", found):
        raise ProgressError(Flaw.PIECES, what)
    return found


def name(told: Any, longest: int, what: str) -> str:
    """A name that is shown: something, in NFC, and nothing invisible in it."""
    found = text(told, longest, what)
    if any(unicodedata.category(sign) in _INVISIBLE for sign in found):
        raise ProgressError(Flaw.INVISIBLE, what)
    if not found.strip():
        raise ProgressError(Flaw.TEXT, what)
    return nfc(found, longest, what)


def matching(told: Any, pattern: re.Pattern[str], what: str) -> str:
    """A text that is all of one form."""
    if not isinstance(told, str) or not pattern.fullmatch(told):
        raise ProgressError(Flaw.CHOICE, what)
    return told


def chosen(told: Any, known: Collection[str], what: str) -> str:
    """One of the texts that are known."""
    if not isinstance(told, str) or told not in known:
        raise ProgressError(Flaw.CHOICE, what)
    return told
