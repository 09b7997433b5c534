"""Lines of JSON, packed with zlib (RFC 1950) and sealed: how a progress file is written and read.

Whoever reads holds one line at a time, however large the file is or pretends to be. A line is an array or an
object, written in one way only: without spaces, in UTF-8. Floats have no place in it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final, NoReturn

from lexicon import sealed
from lexicon.exchange.progress_flaws import Flaw, ProgressError
from lexicon.sealed import USUAL, Cost, Kind

MOST_UNPACKED: Final = 1 << 29
"""Bytes. 500,000 answers take 94 MB."""
LONGEST_LINE: Final = 1 << 16
"""Bytes. A page of 4,000 letters of four bytes each is the longest of ours."""
LONGEST_NUMBER: Final = 17
"""Characters. ±9,999,999,999,999,999 is more milliseconds than any clock shows."""

_AT_ONCE: Final = 1 << 16


def write(file: BinaryIO, lines: Iterable[Any], *, passphrase: str | None, cost: Cost = USUAL) -> None:
    """Write ``lines``, lists or dicts, packed and sealed; None as passphrase: anybody can read it.

    Raises ValueError for an empty passphrase, OSError.
    """
    sealed.write(file, Kind.PROGRESS, _packed(lines), passphrase=passphrase, cost=cost)


def read(file: BinaryIO, *, passphrase: str | None) -> Iterator[Any]:
    """The lines, one after the other; none is to be believed before the last has come.

    Raises a ``SealError``, ``ProgressError`` or OSError.
    """
    for line in _lines(_unpacked(sealed.read(file, Kind.PROGRESS, passphrase=passphrase))):
        yield told_of(line)


def as_written(line: Any) -> bytes:
    """A line as it stands in the file, its end too."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _packed(lines: Iterable[Any]) -> Iterator[bytes]:
    packer = zlib.compressobj(9)
    for line in lines:
        if packed := packer.compress(as_written(line)):
            yield packed
    yield packer.flush()


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpacker, size = zlib.decompressobj(), 0
    try:
        for piece in pieces:
            while piece:
                if unpacker.eof:
                    raise ProgressError(Flaw.JUNK)
                found = unpacker.decompress(piece, _AT_ONCE)
                size += len(found)
                if size > MOST_UNPACKED:
                    raise ProgressError(Flaw.TOO_LARGE)
                yield found
                piece = unpacker.unconsumed_tail or unpacker.unused_data
        while not unpacker.eof and (found := unpacker.decompress(b"", _AT_ONCE)):
            size += len(found)
            yield found
    except zlib.error as error:
        raise ProgressError(Flaw.PACKING) from error
    if not unpacker.eof:
        raise ProgressError(Flaw.CUT)


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        if len(rest) > LONGEST_LINE or any(len(line) > LONGEST_LINE for line in whole):
            raise ProgressError(Flaw.LONG_LINE)
        yield from whole
    if rest:
        raise ProgressError(Flaw.CUT)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ProgressError(Flaw.TWICE)
    return found


def _no_number(told: str) -> NoReturn:
    raise ProgressError(Flaw.NUMBER, told[:40])


def _number(told: str) -> int:
    return int(told) if len(told) <= LONGEST_NUMBER else _no_number(told)


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_once, parse_float=_no_number, parse_constant=_no_number, parse_int=_number
)


def told_of(line: bytes) -> Any:
    """What a line without its end says. Raises ``ProgressError`` where we would not have written it so."""
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise ProgressError(Flaw.LETTERS) from error
    try:
        found = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise ProgressError(Flaw.LINE) from error
    try:
        same = as_written(found)[:-1] == line
    except UnicodeEncodeError as error:  # an escape for half a surrogate pair
        raise ProgressError(Flaw.HALF_LETTER) from error
    if not same:
        raise ProgressError(Flaw.LINE)
    return found
