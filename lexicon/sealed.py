"""Files that leave the device: a header that says what they are, and content that is whole or refused.

>>> with path.open("wb") as file:
...     sealed.write(file, Kind.PROGRESS, [content], passphrase="alma nan su")
>>> with path.open("rb") as file:
...     content = b"".join(sealed.read(file, Kind.PROGRESS, passphrase="alma nan su"))

With a passphrase: scrypt (RFC 7914) makes the key, ChaCha20-Poly1305 (RFC 8439) seals pieces of 64 KiB, each
with its number and whether it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár,
2015), so that none can be changed, moved, or cut off. Without one each piece carries a SHA-256 instead, which
finds damage but no forgery. What is read is only to be believed once ``read`` has come to its end.
"""

from __future__ import annotations

import hashlib
import os
import struct
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import BinaryIO, Final

from anatil import AnaTilError

VERSION: Final = 1
PIECE: Final = 1 << 16
"""Bytes of content in a piece; the last one has fewer, perhaps none."""

_HEADER: Final = struct.Struct(">8sBBBBB16s7s")  # magic, version, sealed, log2 N, r, p, salt, nonce prefix
_CHECK: Final = 8  # bytes of SHA-256 behind the header: a damaged header is no wrong passphrase
_TAG: Final = 16
_PLAIN_TAG: Final = 32
_KEY_CHECK: Final = 0xFFFF_FFFF  # the number of the piece that tells whether the passphrase fits


class Kind(Enum):
    """What a file is, as its first eight bytes say it."""

    PROGRESS = b"AnaTilPr"
    BACKUP = b"AnaTilBk"


class SealError(AnaTilError):
    """Base of what may be wrong with such a file. Nothing of it may then be believed."""


class NotSealedError(SealError):
    """It is no file of this kind."""


class NewerSealError(SealError):
    """A newer Ana Til wrote it."""


class SealDamagedError(SealError):
    """Part of it is changed, missing or too much."""


class PassphraseNeededError(SealError):
    """It is sealed with a passphrase, and none was given."""


class WrongPassphraseError(SealError):
    """It is sealed with another passphrase."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What trying one passphrase costs: scrypt's N = 2 ** ``log_n``, r and p; 128 · N · r bytes of memory."""

    log_n: int = 15
    r: int = 8
    p: int = 3


USUAL: Final = Cost()
"""32 MiB and three rounds, which OWASP's cheat sheet on storing passwords names as equal to 128 MiB and one:
a cheap phone has not more to give."""

LEAST_PASSPHRASE: Final = 8
"""Signs of a new passphrase. scrypt makes each guess dear; fewer are guessed all the same."""

_DEAREST: Final = Cost(18, 16, 16)
"""A stranger's header asks for no more than this."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the content. ``sealed``: a passphrase is needed."""

    kind: Kind
    sealed: bool
    cost: Cost
    salt: bytes
    prefix: bytes

    def packed(self) -> bytes:
        """The header as it stands in the file, its checksum behind it."""
        cost = self.cost
        plain = _HEADER.pack(
            self.kind.value, VERSION, self.sealed, cost.log_n, cost.r, cost.p, self.salt, self.prefix
        )
        return plain + hashlib.sha256(plain).digest()[:_CHECK]


def write(
    file: BinaryIO,
    kind: Kind,
    content: Iterable[bytes],
    *,
    passphrase: str | None,
    cost: Cost = USUAL,
    random: Callable[[int], bytes] = os.urandom,
) -> None:
    """Write ``content``, pieces of any size, to ``file``; without a passphrase it can be read by anybody.

    ``random`` must be fresh for every file. Raises ValueError for an empty passphrase, OSError.
    """
    header = Header(kind, passphrase is not None, cost, random(16), random(7))
    file.write(header.packed())
    seal = _Seal(header, passphrase)
    file.write(seal.close(_KEY_CHECK, False, b""))
    number, waiting = 0, bytearray()
    for part in content:
        waiting += part
        while len(waiting) >= PIECE:
            file.write(seal.close(number, False, bytes(waiting[:PIECE])))
            del waiting[:PIECE]
            number += 1
    file.write(seal.close(number, True, bytes(waiting)))


def header_of(file: BinaryIO, kind: Kind) -> Header:
    """The header, from the file's beginning. Raises a ``SealError`` or OSError."""
    found = file.read(_HEADER.size + _CHECK)
    if found[:8] != kind.value:
        raise NotSealedError(f"it begins with {found[:8]!r}")
    if len(found) > 8 and found[8] > VERSION:
        raise NewerSealError(f"version {found[8]}")
    plain, check = found[: _HEADER.size], found[_HEADER.size :]
    if len(check) != _CHECK or hashlib.sha256(plain).digest()[:_CHECK] != check:
        raise SealDamagedError("the header is not whole")
    _, version, sealed, log_n, r, p, salt, prefix = _HEADER.unpack(plain)
    cost = Cost(log_n, r, p)
    fine = 1 <= log_n <= _DEAREST.log_n and 1 <= r <= _DEAREST.r and 1 <= p <= _DEAREST.p
    if version != VERSION or sealed not in (0, 1) or not fine:
        raise SealDamagedError(f"version {version}, sealed {sealed}, {cost}")
    return Header(kind, bool(sealed), cost, salt, prefix)


def read(file: BinaryIO, kind: Kind, *, passphrase: str | None) -> Iterator[bytes]:
    """The content, piece by piece, each as it was written; memory stays at two pieces.

    A passphrase for a file without one is passed over. Raises a ``SealError`` or OSError; what came before
    is then not to be believed.
    """
    header = header_of(file, kind)
    if header.sealed and passphrase is None:
        raise PassphraseNeededError("sealed with a passphrase")
    seal = _Seal(header, passphrase if header.sealed else None)
    try:
        seal.open(_KEY_CHECK, False, file.read(seal.extra))
    except SealDamagedError as error:
        raise (WrongPassphraseError("another passphrase") if header.sealed else error) from error
    number, here = 0, file.read(PIECE + seal.extra)
    while True:
        following = file.read(PIECE + seal.extra) if len(here) == PIECE + seal.extra else b""
        last = not following
        yield seal.open(number, last, here)
        if last:
            return
        number, here = number + 1, following


class _Seal:
    """Closes and opens pieces. ``extra`` is how many bytes longer one is closed."""

    def __init__(self, header: Header, passphrase: str | None) -> None:
        self._head = header.packed()
        self._prefix = header.prefix
        self._cipher = None
        self.extra = _PLAIN_TAG
        if passphrase is not None:
            from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

            self._cipher = ChaCha20Poly1305(_key(passphrase, header))
            self.extra = _TAG

    def _nonce(self, number: int, last: bool) -> bytes:
        return self._prefix + struct.pack(">IB", number, last)

    def close(self, number: int, last: bool, piece: bytes) -> bytes:
        nonce = self._nonce(number, last)
        if self._cipher is not None:
            return self._cipher.encrypt(nonce, piece, self._head)
        return piece + hashlib.sha256(self._head + nonce + piece).digest()

    def open(self, number: int, last: bool, closed: bytes) -> bytes:
        nonce = self._nonce(number, last)
        if self._cipher is not None:
            from cryptography.exceptions import InvalidTag

            try:
                return self._cipher.decrypt(nonce, closed, self._head)
            except InvalidTag as error:
                raise SealDamagedError(f"piece {number} is not whole") from error
        piece, tag = closed[:-_PLAIN_TAG], closed[-_PLAIN_TAG:]
        if hashlib.sha256(self._head + nonce + piece).digest() != tag:
            raise SealDamagedError(f"piece {number} is not whole")
        return piece


def _key(passphrase: str, header: Header) -> bytes:
    """The key for a passphrase, which two keyboards may write in two ways: in NFC, without outer spaces."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    said = unicodedata.normalize("NFC", passphrase).strip().encode()
    if not said:
        raise ValueError("an empty passphrase seals nothing")
    cost = header.cost
    return Scrypt(salt=header.salt, length=32, n=1 << cost.log_n, r=cost.r, p=cost.p).derive(said)
