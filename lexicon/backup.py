"""A backup: everything of one home in one file, sealed with a passphrase (``sealed``).

Inside the seal: four bytes, the length of the manifest; the manifest, UTF-8 JSON; then every file that it
lists, in its order, eight bytes of length before each. The manifest has the size and the SHA-256 of each.

With everything go the database, the recordings, the installed packs, the pictures that were brought, and the
keys this device signs with, or a maker could sign no more after losing the device; the passphrase keeps them.
Spoken consents stay behind: they never leave the device on which they were said."""

from __future__ import annotations

import hashlib
import json
import re
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final, NoReturn
from uuid import UUID

from anatil import AnaTilError
from lexicon import sealed
from lexicon.copies import GoOn, StoppedError
from lexicon.sealed import LEAST_PASSPHRASE, Cost, Kind

ENDING: Final = "anatil-backup"
VERSION: Final = 2
"""Since 2 with photos; one without any is written as 1, which an older Ana Til reads."""
DATABASE: Final = "anatil.sqlite"
MOST_MANIFEST: Final = 64 << 20
MOST_FILES: Final = 400_000
MOST_BYTES: Final = 1 << 40
_LENGTH: Final = struct.Struct(">I")
_SIZE: Final = struct.Struct(">Q")
_PIECE: Final = 1 << 18

_RECORDING: Final = re.compile(r"recordings/([0-9a-f]{2})/(\1[0-9a-f]{62})")
_PACK: Final = re.compile(r"packs/[0-9a-f]{64}")
_PHOTO: Final = re.compile(r"photos/photo-([0-9a-f]{64})\.png")
_KEY: Final = re.compile(r"keys/[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_REVISION: Final = re.compile(r"[0-9A-Za-z]{1,32}")


class BackupError(AnaTilError):
    """Base of what may be wrong with a backup beyond its seal. Nothing was changed."""


class BackupFlawError(BackupError):
    """The seal is whole, and what is in it is not what Ana Til writes; the message says why."""


class NewerBackupError(BackupError):
    """A newer Ana Til wrote it."""


class ChangedMeanwhileError(BackupError):
    """A file changed or went while it was saved: please save again."""


class ShortPassphraseError(BackupError):
    """The passphrase has fewer than ``LEAST_PASSPHRASE`` signs."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file: its name with ``/``, its size in bytes, its SHA-256 in hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. ``counts``: rows by table; ``left_out``: SHA-256 of recordings that were
    lost or damaged where it was made, so that nobody looks for them in it."""

    app: str
    revision: str
    device: UUID
    made_ms: int
    counts: Mapping[str, int]
    parts: tuple[Part, ...]
    left_out: tuple[str, ...] = ()
    flawed: tuple[str, ...] = field(default=())

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(part.size for part in self.parts)

    def packed(self) -> bytes:
        """As it stands in the file."""
        told = {
            "version": VERSION if any(map(_is_photo, self.parts)) else 1,
            "app": self.app,
            "revision": self.revision,
            "device": str(self.device),
            "made_ms": self.made_ms,
            "counts": dict(self.counts),
            "files": [[part.name, part.size, part.sha256] for part in self.parts],
            "left_out": list(self.left_out),
            "flawed": list(self.flawed),
        }
        return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def check_passphrase(passphrase: str) -> None:
    """Raises ``ShortPassphraseError``."""
    if len(passphrase.strip()) < LEAST_PASSPHRASE:
        raise ShortPassphraseError(f"a passphrase needs {LEAST_PASSPHRASE} signs at least")


def write(
    file: BinaryIO,
    manifest: Manifest,
    where: Callable[[Part], Path],
    *,
    passphrase: str,
    go_on: GoOn,
    cost: Cost = sealed.USUAL,
) -> None:
    """Write the backup; ``where`` says where each of its files lies. Memory stays at a few pieces.

    Raises ``ShortPassphraseError``, ``ChangedMeanwhileError``, ``StoppedError``, OSError.
    """
    check_passphrase(passphrase)
    packed = manifest.packed()

    def content() -> Iterator[bytes]:
        yield _LENGTH.pack(len(packed)) + packed
        done = 0
        for part in manifest.parts:
            yield _SIZE.pack(part.size)
            digest, size = hashlib.sha256(), 0
            try:
                with where(part).open("rb") as source:
                    while piece := source.read(_PIECE):
                        digest.update(piece)
                        size += len(piece)
                        yield piece
                        if not go_on(done + size, manifest.size):
                            raise StoppedError("stopped while it was saved")
            except FileNotFoundError as error:
                raise ChangedMeanwhileError(f"{part.name} is gone") from error
            if (size, digest.hexdigest()) != (part.size, part.sha256):
                raise ChangedMeanwhileError(f"{part.name} has changed")
            done += size

    sealed.write(file, Kind.BACKUP, content(), passphrase=passphrase, cost=cost)


def read(
    file: BinaryIO, passphrase: str | None, into: Callable[[Part], BinaryIO | None], go_on: GoOn
) -> Manifest:
    """Read a backup to its end. ``into`` opens what a file is written to, None: it is only checked.

    What was written is to be believed only when this returns. Raises a ``SealError``, ``BackupError``,
    ``StoppedError`` or OSError.
    """
    if not sealed.header_of(file, Kind.BACKUP).sealed:
        raise BackupFlawError("the backup is not sealed with a passphrase")
    file.seek(0)
    stream = _Stream(sealed.read(file, Kind.BACKUP, passphrase=passphrase))
    length = _LENGTH.unpack(stream.exactly(_LENGTH.size))[0]
    if length > MOST_MANIFEST:
        raise BackupFlawError("the list of files is too long")
    manifest = unpacked(stream.exactly(length))
    done = 0
    for part in manifest.parts:
        if _SIZE.unpack(stream.exactly(_SIZE.size))[0] != part.size:
            raise BackupFlawError(f"{part.name} has another size than the list says")
        digest = hashlib.sha256()
        target = into(part)
        try:
            for piece in stream.pieces(part.size):
                digest.update(piece)
                if target is not None:
                    target.write(piece)
                done += len(piece)
                if not go_on(done, manifest.size):
                    raise StoppedError("stopped while it was read")
        finally:
            if target is not None:
                target.close()
        if digest.hexdigest() != part.sha256:
            raise BackupFlawError(f"{part.name} is not what the list says")
    stream.end()
    return manifest


class _Stream:
    """The sealed content, read by length."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._here = pieces, memoryview(b"")

    def pieces(self, size: int) -> Iterator[memoryview]:
        while size:
            if not self._here:
                self._here = memoryview(next(self._pieces, b""))
                if not self._here:
                    raise BackupFlawError("the backup ends before its last file")
            piece = self._here[:size]
            self._here = self._here[size:]
            size -= len(piece)
            yield piece

    def exactly(self, size: int) -> bytes:
        if size > MOST_MANIFEST:
            raise BackupFlawError("the list of files is too long")
        return b"".join(self.pieces(size))

    def end(self) -> None:
        """The seal must close here: only its last piece proves that nothing was cut off."""
        if self._here or any(self._pieces):
            raise BackupFlawError("something follows the last file of the backup")


def _is_photo(part: Part) -> bool:
    return _PHOTO.fullmatch(part.name) is not None


def is_name(name: str) -> bool:
    """Whether a file of a backup may be called so: no name leads out of the folder it is for."""
    return name == DATABASE or any(kind.fullmatch(name) for kind in (_RECORDING, _PACK, _PHOTO, _KEY))


# --- the manifest, read strictly --------------------------------------------------------------------------


def unpacked(packed: bytes) -> Manifest:
    """The manifest. Raises ``BackupFlawError`` or ``NewerBackupError``."""
    try:
        told = json.loads(
            packed.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse, parse_float=_refuse
        )
    except (ValueError, RecursionError) as error:
        raise BackupFlawError("the list of files cannot be read") from error
    if not isinstance(told, dict):
        raise BackupFlawError("the list of files cannot be read")
    version = told.get("version")
    if type(version) is int and version > VERSION:
        raise NewerBackupError(f"version {version}")
    fields = {"version", "app", "revision", "device", "made_ms", "counts", "files", "left_out", "flawed"}
    if set(told) != fields or type(version) is not int or not version >= 1:
        raise BackupFlawError("the list of files has other parts than it should")
    counts, listed = told["counts"], told["files"]
    if not isinstance(counts, dict) or not all(_is_count(one) for one in counts.values()):
        raise BackupFlawError("the list of files has no numbers of rows")
    if not isinstance(listed, list) or len(listed) > MOST_FILES:
        raise BackupFlawError("the list names no files, or too many")
    parts = tuple(_part(one) for one in listed)
    names = {part.name for part in parts}
    if len(names) != len(parts) or len({name.casefold() for name in names}) != len(parts):
        raise BackupFlawError("two files of the backup have one name")
    if not parts or parts[0].name != DATABASE:
        raise BackupFlawError("the backup has no database in it")
    if sum(part.size for part in parts) > MOST_BYTES:
        raise BackupFlawError("the backup says it is larger than any disk of a family")
    if not _is_count(told["made_ms"]):
        raise BackupFlawError("the backup does not say when it was made")
    return Manifest(
        _text(told["app"], 40), _matching(_REVISION, told["revision"]), _id(told["device"]), told["made_ms"],
        counts, parts, _digests(told["left_out"]), tuple(_text(one, 64) for one in _list(told["flawed"])),
    )  # fmt: skip


def _part(told: Any) -> Part:
    if not isinstance(told, list) or len(told) != 3 or not isinstance(told[0], str) or not _is_count(told[1]):
        raise BackupFlawError("a file of the list has other parts than it should")
    name, size, sha256 = told[0], told[1], _matching(_DIGEST, told[2])
    recording = _RECORDING.fullmatch(name)
    photo = _PHOTO.fullmatch(name)
    if (recording is not None and recording[2] != sha256) or (photo is not None and photo[1] != sha256):
        raise BackupFlawError("a recording or a picture has another name than its content")
    if not is_name(name):
        raise BackupFlawError("a file has a name that Ana Til does not give")
    return Part(name, size, sha256)


def _is_count(told: object) -> bool:
    return type(told) is int and 0 <= told <= MOST_BYTES * 1_000


def _list(told: Any) -> list[Any]:
    if not isinstance(told, list) or len(told) > MOST_FILES:
        raise BackupFlawError("the list of files has other parts than it should")
    return told


def _digests(told: Any) -> tuple[str, ...]:
    return tuple(_matching(_DIGEST, one) for one in _list(told))


def _matching(pattern: re.Pattern[str], told: Any) -> str:
    if not isinstance(told, str) or not pattern.fullmatch(told):
        raise BackupFlawError("the list of files has other parts than it should")
    return told


def _text(told: Any, longest: int) -> str:
    if not isinstance(told, str) or len(told) > longest or not told.isprintable():
        raise BackupFlawError("a text of the list is missing, too long, or has invisible signs in it")
    return told


def _id(told: Any) -> UUID:
    try:
        found = UUID(_text(told, 36))
    except ValueError as error:
        raise BackupFlawError("an id is not one") from error
    if str(found) != told:
        raise BackupFlawError("an id is not one")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BackupFlawError("the list of files says one thing twice")
    return found


def _refuse(told: str) -> NoReturn:
    raise BackupFlawError(f"the list of files has the number {told[:20]} where none belongs")
