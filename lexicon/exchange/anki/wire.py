"""The few fields of Protocol Buffers messages that are needed, by the encoding's own description.

A message is fields one behind the other: a number and a kind, then a whole number or bytes. Groups, which
were given up long ago, are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lexicon.exchange.flaws import SourceError

_LONGEST_NUMBER: Final = 10
"""Bytes of a 64-bit number in sevens."""


class WireError(SourceError):
    """These bytes are no message."""

    def __init__(self) -> None:
        super().__init__("A part of the Anki file is damaged: please export it anew.")


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The number and value of each field, in order. Raises ``WireError``."""
    at = 0
    while at < len(message):
        key, at = _number(message, at)
        kind = key & 7
        value: int | bytes
        if kind == 0:
            value, at = _number(message, at)
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
            value, at = message[at : at + size], at + size
        elif kind == 2:
            size, at = _number(message, at)
            value, at = message[at : at + size], at + size
        else:
            raise WireError
        if at > len(message):
            raise WireError
        yield key >> 3, value


def _number(message: bytes, at: int) -> tuple[int, int]:
    found = 0
    for place in range(_LONGEST_NUMBER):
        if at >= len(message):
            raise WireError
        byte = message[at]
        at += 1
        found |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return found, at
    raise WireError
