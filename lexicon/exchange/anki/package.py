"""The zip that a package is: which of the three forms, its collection on the disk, its media by name.

- 1: ``collection.anki2`` (SQLite) and ``media``, JSON from the number a file has in the zip to its name;
- 2: ``collection.anki21`` beside a ``collection.anki2`` that only asks for a newer Anki; ``media`` the same;
- 3: ``meta`` with version 3; ``collection.anki21b``, ``media`` and every file packed with Zstandard,
  ``media`` a message of Protocol Buffers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from lexicon.exchange import archives
from lexicon.exchange.anki import wire
from lexicon.exchange.flaws import SourceError, printable
from lexicon.exchange.zip_directory import MOST_ENTRIES, Entry, Limits

MOST_COLLECTION: Final = 500_000_000
MOST_FILE: Final = 12_000_000
"""Bytes of one sound or picture, as for voices from elsewhere (``exchange.voices``)."""
LIMITS: Final = Limits(MOST_ENTRIES, MOST_COLLECTION, 0xFFFFFFFF, ratio=1_000)
"""A collection of 100,000 short notes is 30 MB and packs well: repeated HTML by some hundred times."""
MOST_MEDIA_LIST: Final = 20_000_000
_LATEST: Final = 3


class AnkiError(SourceError):
    """The file is no Anki package that can be read; the message says why, and the next step."""


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package: ``collection`` is a file that goes when it is closed; ``form`` 1 to 3."""

    collection: Path
    form: int
    _archive: archives.Archive
    _media: Mapping[str, Entry]

    @property
    def media(self) -> frozenset[str]:
        """The names of sounds and pictures in it, plain names all of them."""
        return frozenset(self._media)

    def read(self, name: str) -> bytes:
        """A sound or picture. Raises ``SourceError``, ``ArchiveError`` or OSError."""
        entry = self._media[name]
        content = b"".join(_bounded(self._archive.chunks(entry), MOST_FILE, name))
        return _unpacked(content, MOST_FILE, name) if self.form == _LATEST else content


@contextmanager
def opened(path: Path, folder: Path) -> Iterator[Package]:
    """The package at ``path``; its collection is laid into ``folder`` meanwhile.

    Raises ``AnkiError``, ``WireError``, ``ArchiveError`` or OSError.
    """
    with archives.opened(path, LIMITS) as archive:
        by_name = {entry.name: entry for entry in archive.entries}
        form = _form(archive, by_name)
        source = by_name[{1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}[form]]
        target = folder / "collection"
        try:
            with target.open("xb") as file:
                pieces = archive.chunks(source)
                for piece in _unzstd(pieces, MOST_COLLECTION) if form == _LATEST else pieces:
                    file.write(piece)
            yield Package(target, form, archive, _media(archive, by_name, form))
        finally:
            target.unlink(missing_ok=True)


def _form(archive: archives.Archive, by_name: Mapping[str, Entry]) -> int:
    if "collection.anki21b" in by_name:
        version = next((value for number, value in _meta(archive, by_name) if number == 1), 0)
        if version != _LATEST:
            raise AnkiError("This package is of a newer Anki: please export it with “Support older Anki”.")
        return _LATEST
    if "collection.anki21" in by_name:
        return 2
    if "collection.anki2" in by_name:
        return 1
    raise AnkiError("This is no Anki package: please give an .apkg or .colpkg file.")


def _meta(archive: archives.Archive, by_name: Mapping[str, Entry]) -> Iterator[tuple[int, int | bytes]]:
    entry = by_name.get("meta")
    if entry is None or entry.size > 1_000:
        return iter(())
    return wire.fields(archive.read(entry))


def _media(archive: archives.Archive, by_name: Mapping[str, Entry], form: int) -> dict[str, Entry]:
    """The entries by the names that notes use for them; of a name that is no plain one there is no file."""
    told = by_name.get("media")
    if told is None or told.size > MOST_MEDIA_LIST:
        return {}
    content = archive.read(told)
    if form == _LATEST:
        names = dict(enumerate(_names(_unpacked(content, MOST_MEDIA_LIST, "media"))))
    else:
        names = _from_json(content)
    found: dict[str, Entry] = {}
    for number, name in names.items():
        entry = by_name.get(str(number))
        if entry is not None and is_plain(name):
            found.setdefault(name, entry)
    return found


def _names(message: bytes) -> Iterator[str]:
    for number, value in wire.fields(message):
        if number == 1 and isinstance(value, bytes):
            name = next((part for field, part in wire.fields(value) if field == 1), b"")
            yield name.decode("utf-8", "replace") if isinstance(name, bytes) else ""


def _from_json(content: bytes) -> dict[int, str]:
    try:
        told: Any = json.loads(content.decode("utf-8") or "{}")
    except (ValueError, RecursionError) as error:
        raise AnkiError("The list of media in this package is damaged: please export it anew.") from error
    if not isinstance(told, dict):
        raise AnkiError("The list of media in this package is damaged: please export it anew.")
    return {int(key): value for key, value in told.items() if key.isdecimal() and isinstance(value, str)}


def is_plain(name: str) -> bool:
    """Whether a name is a file's own, without a way to it."""
    return bool(name) and name == PurePosixPath(name).name and "\\" not in name and name not in (".", "..")


def _unpacked(content: bytes, most: int, name: str) -> bytes:
    return b"".join(_bounded(_unzstd(iter([content]), most), most, name))


def _bounded(pieces: Iterator[bytes], most: int, name: str) -> Iterator[bytes]:
    came = 0
    for piece in pieces:
        came += len(piece)
        if came > most:
            raise AnkiError(f"A file in the package is too large: {printable(name)}")
        yield piece


def _unzstd(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    """Unpacked piece by piece, so that no ratio fills the memory or the disk."""
    import zstandard

    unpacker = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj()
    came = 0
    try:
        for piece in pieces:
            for start in range(0, len(piece), 1 << 12):
                found = unpacker.decompress(piece[start : start + (1 << 12)])
                came += len(found)
                if came > most:
                    raise AnkiError("What is packed in the package would grow beyond measure.")
                yield found
                if unpacker.eof:
                    return
    except zstandard.ZstdError as error:
        raise AnkiError("A part of the package is damaged: please export it anew.") from error
    if not unpacker.eof:
        raise AnkiError("A part of the package is missing: please export it anew.")
