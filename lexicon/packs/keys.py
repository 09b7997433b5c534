"""Makers' keys: the one this device signs with, the words a key is compared by, and whom a family trusts.

A key is trusted on first use, once a grown-up has compared its eight words with the maker's (by telephone,
at school); from then on it is pinned. A maker who fears for a key makes a new one, which the old one signs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from anatil import AnaTilError
from lexicon import schema
from lexicon.packs.contents import Follows
from lexicon.whole_files import replace_whole, sync_folder

FILE: Final = "maker.json"
"""In ``Places.keys``: the private key, and what the key before it signed."""
WORDS: Final = 8
"""Of 256 words each: 64 bits, which nobody finds a second key for by trying (2**63 tries on average)."""

_LIST: Final = Path(__file__).with_name("key_words.tsv")
_WORDS_DOMAIN: Final = b"Ana Til key words, version 1\0"
_DEVICE_DOMAIN: Final = b"Ana Til corrections, version 1\0"
_FOLLOWS_DOMAIN: Final = b"Ana Til new key, version 1\0"

_maker = schema.pack_maker


class KeyDamagedError(AnaTilError):
    """The file with this device's key cannot be read."""

    def __init__(self) -> None:
        super().__init__(
            "The key with which this device signs packs cannot be read. "
            "Please bring back a backup that has it. Nothing was changed."
        )


@dataclass(frozen=True, slots=True)
class OwnKey:
    """``private`` is an ``Ed25519PrivateKey``, ``public`` its 32 bytes; ``follows`` the key before it."""

    private: Any
    public: bytes
    follows: Follows | None = None


@dataclass(frozen=True, slots=True)
class KeyWord:
    """A word of a key, and the picture that stands beside it."""

    word: str
    picture: str


@cache
def _key_words() -> tuple[KeyWord, ...]:
    rows = [line.split("\t") for line in _LIST.read_text("utf-8").splitlines()[1:]]
    return tuple(KeyWord(word, picture) for word, picture in rows)


def words(public: bytes) -> tuple[KeyWord, ...]:
    """The eight words of a key."""
    digest = hashlib.sha256(_WORDS_DOMAIN + public).digest()
    return tuple(_key_words()[byte] for byte in digest[:WORDS])


def hands_over(follows: Follows, new: bytes) -> bool:
    """Whether the old key has signed the new one."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(follows.key).verify(follows.signature, _FOLLOWS_DOMAIN + new)
    except (InvalidSignature, ValueError):
        return False
    return True


def device_of(public: bytes) -> UUID:
    """What stamps a maker's corrections, as a device's id stamps its own."""
    return UUID(bytes=hashlib.sha256(_DEVICE_DOMAIN + public).digest()[:16], version=4)


# --- this device's own ------------------------------------------------------------------------------------


def own(folder: Path) -> OwnKey | None:
    """This device's key, None where it has none yet. Raises ``KeyDamagedError`` or OSError."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path = folder / FILE
    if not path.exists():
        return None
    try:
        told = json.loads(path.read_text("utf-8"))
        private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(told["private"]))
        before = told["follows"]
        follows = None if before is None else Follows(bytes.fromhex(before[0]), bytes.fromhex(before[1]))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise KeyDamagedError from error
    return OwnKey(private, private.public_key().public_bytes_raw(), follows)


def own_or_new(folder: Path) -> OwnKey:
    """This device's key, made where there is none. Raises as ``own`` does."""
    return own(folder) or _make(folder, None)


def renew(folder: Path) -> OwnKey:
    """A new key in place of this device's, signed with the old one. Raises as ``own`` does."""
    return _make(folder, own(folder))


def _make(folder: Path, old: OwnKey | None) -> OwnKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    follows = None if old is None else Follows(old.public, old.private.sign(_FOLLOWS_DOMAIN + public))
    told = {
        "private": private.private_bytes_raw().hex(),
        "follows": None if follows is None else [follows.key.hex(), follows.signature.hex()],
    }
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / FILE
    if not path.exists():
        path.touch(0o600)
    replace_whole(path, json.dumps(told).encode())
    sync_folder(folder)
    return OwnKey(private, public, follows)


# --- whom a family trusts ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Maker:
    """A key that is pinned here; ``successor`` is the key that took its place."""

    key: bytes
    name: str
    trusted_ms: int
    successor: bytes | None = None


def maker(connection: Connection, key: bytes) -> Maker | None:
    """What is known of a key here."""
    row = connection.execute(select(_maker).where(_maker.c.key == key)).first()
    return None if row is None else Maker(row.key, row.name, row.trusted_ms, row.successor)


def makers(connection: Connection) -> tuple[Maker, ...]:
    """Every key that is pinned here, by name."""
    rows: Iterable[Any] = connection.execute(select(_maker).order_by(_maker.c.name, _maker.c.key))
    return tuple(Maker(row.key, row.name, row.trusted_ms, row.successor) for row in rows)


def trust(connection: Connection, key: bytes, name: str, now_ms: int) -> None:
    """Pin a key; one that is pinned stays as it is, with the name it has now."""
    if maker(connection, key) is None:
        connection.execute(insert(_maker).values(key=key, name=name, trusted_ms=now_ms, successor=None))
    else:
        connection.execute(update(_maker).where(_maker.c.key == key).values(name=name))


def succeed(connection: Connection, old: bytes, new: bytes) -> None:
    """From now on the new key stands for the old one, which signs nothing more."""
    connection.execute(update(_maker).where(_maker.c.key == old).values(successor=new))
