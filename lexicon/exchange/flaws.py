"""What may be odd about a file from a stranger, each with a sentence of its own."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Final

from anatil import AnaTilError

_LONGEST_SHOWN: Final = 120
"""Characters of a name in a message: a line and a half of a terminal."""


class Flaw(StrEnum):
    """Why a zip is refused; the value is a sentence about it, ``{name}`` stands for the entry."""

    NOT_A_ZIP = "This is no zip file that can be read, or a part of it is missing."
    JUNK = "There is something in the zip file that does not belong to it."
    TOO_MANY = "There are too many files in the zip file."
    TOO_LARGE = "A file in the zip file is too large: {name}"
    TOO_LARGE_TOGETHER = "The files in the zip file are too large together."
    TOO_DENSE = "A file in the zip file would grow beyond measure: {name}"
    ENCRYPTED = "A file in the zip file is locked with a password: {name}"
    LINK = "Something in the zip file is no plain file: {name}"
    METHOD = "A file in the zip file is packed in a way that is not read here: {name}"
    NAME = "A file in the zip file has a name that is not allowed: {name}"
    TWINS = "Two files in the zip file have the same name: {name}"
    OVERLAP = "Files in the zip file lie one in another: {name}"
    DIFFERS = "The zip file says two different things about a file: {name}"
    DAMAGED = "A file in the zip file is damaged: {name}"


class ArchiveError(AnaTilError):
    """The zip is refused, or one of its entries cannot be read; ``flaw`` says why, ``name`` which entry."""

    def __init__(self, flaw: Flaw, name: str = "") -> None:
        super().__init__(flaw.value.format(name=printable(name)))
        self.flaw = flaw
        self.name = name


class SourceError(AnaTilError):
    """A source of voices, or one file of it, that cannot be brought in; the message says why, for people."""


def printable(name: str) -> str:
    """A stranger's name, safe to print: no controls, no marks that turn text around, and not endless."""
    seen = "".join("�" if unicodedata.category(sign)[0] == "C" else sign for sign in name)
    return seen if len(seen) <= _LONGEST_SHOWN else f"{seen[: _LONGEST_SHOWN - 1]}…"
