"""Ways in which a file can be changed; ``rng`` decides everything."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Sequence

NUMBERS = (b"0", b"-1", b"1e999", b"NaN", b"99999999999999999999", b"true", b"null", b"1.5", b'"\\ud800"')
PIECES = (
    b"\0", b"\xff" * 8, b"PK\x03\x04", b"PK\x05\x06", b"../../", b"{", b"[" * 200, b'"', b"\n",
    b"\xe2\x80\xae",
    b"AnaTilPk", b"ID3", b"\\u0000", b"a\xcc\x88",
)  # fmt: skip


def mutated(content: bytes, rng: random.Random) -> bytes:
    """``content`` with one to four things done to it."""
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        content = rng.choice(WAYS)(content, rng)
    return content


def _flip(content: bytes, rng: random.Random) -> bytes:
    if not content:
        return content
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 8))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _without(content: bytes, rng: random.Random) -> bytes:
    begin, end = _part(content, rng)
    return content[:begin] + content[end:]


def _again(content: bytes, rng: random.Random) -> bytes:
    begin, end = _part(content, rng)
    return content[:end] + content[begin:end] * rng.choice((1, 1, 50)) + content[end:]


def _swapped(content: bytes, rng: random.Random) -> bytes:
    begin, middle = _part(content, rng)
    end = min(len(content), middle + rng.randrange(1, 64))
    return content[:begin] + content[middle:end] + content[begin:middle] + content[end:]


def _inserted(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.choice(PIECES) + content[at:]


def _length(content: bytes, rng: random.Random) -> bytes:
    """Four bytes that may be a size become another, often a huge one."""
    if len(content) < 4:
        return content
    at = rng.randrange(len(content) - 3)
    value = rng.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, rng.randrange(1 << 32)))
    return content[:at] + struct.pack(rng.choice("<>") + "L", value) + content[at + 4 :]


def _number(content: bytes, rng: random.Random) -> bytes:
    """A number in a text becomes another thing."""
    places = [at for at, byte in enumerate(content) if 48 <= byte <= 57]
    if not places:
        return _inserted(content, rng)
    at = rng.choice(places)
    return content[:at] + rng.choice(NUMBERS) + content[at + 1 :]


def _line(content: bytes, rng: random.Random) -> bytes:
    """A line goes, comes twice, or changes places with another."""
    lines = content.split(b"\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(3):
        case 0:
            del lines[one]
        case 1:
            lines.insert(one, lines[one])
        case _:
            lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _part(content: bytes, rng: random.Random) -> tuple[int, int]:
    begin = rng.randrange(len(content) + 1)
    return begin, min(len(content), begin + rng.choice((1, 4, 30, 500)))


WAYS: Sequence[Callable[[bytes, random.Random], bytes]] = (
    _flip, _flip, _cut, _without, _again, _swapped, _inserted, _length, _number, _line,
)  # fmt: skip
