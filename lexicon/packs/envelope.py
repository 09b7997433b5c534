"""The outside of a pack: what it is, whose key signed it, and the signature over every byte of it.

    8 bytes   AnaTilPk
    1 byte    version of the format
    7 bytes   zeros
    32 bytes  the maker's public key (Ed25519, RFC 8032)
    64 bytes  the signature
    …         a zip, to the end of the file

Signed is SHA-512 over the first 48 bytes and everything behind the signature, with words before it that no
other use of the key has. Nothing behind the header is parsed before that is checked. The zip is read through
a ``Window``: within it no byte of the header can be reached.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from lexicon.packs.flaws import Flaw, NewerPackError, PackError

MAGIC: Final = b"AnaTilPk"
VERSION: Final = 1
_HEADER: Final = struct.Struct(">8sB7s32s64s")
_SIGNED: Final = 48
BODY: Final = _HEADER.size
"""Where the zip begins, in bytes."""

MOST: Final = 400_000_000
"""Bytes of a pack: 10,000 words with a voice each are a quarter of it."""

_DOMAIN: Final = b"Ana Til pack, version 1\0"
_CHUNK: Final = 1 << 18

GoOn = Callable[[int, int], None]
"""Hears how many of how many bytes are done; stops the work by raising."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """``maker`` is the public key (32 bytes), ``sha256`` names the whole file, ``size`` is in bytes."""

    maker: bytes
    sha256: str
    size: int


def sign(file: BinaryIO, private: Any) -> None:
    """Sign a file that has been written from ``BODY`` on. ``private`` is an ``Ed25519PrivateKey``."""
    maker = private.public_key().public_bytes_raw()
    head = _HEADER.pack(MAGIC, VERSION, bytes(7), maker, bytes(64))
    digest = hashlib.sha512(head[:_SIGNED])
    file.seek(BODY)
    while piece := file.read(_CHUNK):
        digest.update(piece)
    file.seek(0)
    file.write(head[:_SIGNED] + private.sign(_DOMAIN + digest.digest()))


def verify(file: BinaryIO, go_on: GoOn = lambda _done, _all: None, copy: BinaryIO | None = None) -> Envelope:
    """Check who signed the file and that no byte of it is another; ``copy`` gets each byte that was read.

    Raises ``PackError``, ``NewerPackError`` or OSError.
    """
    size = file.seek(0, os.SEEK_END)
    if size > MOST:
        raise PackError(Flaw.TOO_LARGE)
    file.seek(0)
    head = file.read(BODY)
    maker, signature = _opened(head)
    whole, digest = hashlib.sha256(head), hashlib.sha512(head[:_SIGNED])
    if copy is not None:
        copy.write(head)
    done = BODY
    while piece := file.read(_CHUNK):
        whole.update(piece)
        digest.update(piece)
        if copy is not None:
            copy.write(piece)
        done += len(piece)
        if done > MOST:  # it grows while it is read
            raise PackError(Flaw.TOO_LARGE)
        go_on(done, max(size, done))
    _check(maker, signature, _DOMAIN + digest.digest())
    return Envelope(maker, whole.hexdigest(), done)


def _opened(head: bytes) -> tuple[bytes, bytes]:
    """The key and the signature of a header."""
    if head[: len(MAGIC)] != MAGIC:
        raise PackError(Flaw.NOT_A_PACK)
    if len(head) < BODY:
        raise PackError(Flaw.CUT)
    _, version, zeros, maker, signature = _HEADER.unpack(head)
    if version > VERSION:
        raise NewerPackError
    if version != VERSION or any(zeros):
        raise PackError(Flaw.NOT_A_PACK)
    if not any(signature):
        raise PackError(Flaw.UNSIGNED)
    return maker, signature


def _check(maker: bytes, signature: bytes, signed: bytes) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(maker).verify(signature, signed)
    except (InvalidSignature, ValueError) as error:
        raise PackError(Flaw.CHANGED) from error


class Window:
    """The body of a pack as a file of its own, for whoever reads or writes a zip."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset + (BODY if whence == os.SEEK_SET else 0), whence) - BODY

    def tell(self) -> int:
        return self._file.tell() - BODY

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def write(self, content: bytes) -> int:
        return self._file.write(content)

    def flush(self) -> None:
        self._file.flush()

    def seekable(self) -> bool:
        return True
