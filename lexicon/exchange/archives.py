"""A zip from a stranger, opened within limits: whatever is odd about it refuses the whole of it.

>>> with archives.opened(path, Limits(2_000, 16_000_000, 100_000_000)) as archive:
...     for entry in archive.entries:
...         content = archive.read(entry)

Python's ``zipfile`` takes most of what is refused here: names twice, ``../``, overlapping entries, junk
before or between. Nothing is ever unpacked to a path: names are only names.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from lexicon.exchange import zip_directory
from lexicon.exchange.flaws import ArchiveError, Flaw
from lexicon.exchange.zip_directory import Entry, Limits

_CHUNK: Final = 1 << 16
"""Bytes that are read, and unpacked, at once."""


class Archive:
    """A zip whose directory has passed every check. Made by ``opened``; for one thread."""

    def __init__(self, file: BinaryIO, entries: tuple[Entry, ...]) -> None:
        self._file = file
        self.entries = entries

    def read(self, entry: Entry) -> bytes:
        """The whole of a file, whose size is within the limits. Raises ``ArchiveError`` or OSError."""
        return b"".join(self.chunks(entry))

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """The file piece by piece; what came is only to be believed when the last piece has come.

        Raises ``ArchiveError`` (DAMAGED) where it is longer, shorter or another than the zip says.
        """
        checked, came = 0, 0
        packed = self._packed(entry)
        for piece in _inflated(packed, entry) if entry.deflated else packed:
            checked, came = zlib.crc32(piece, checked), came + len(piece)
            if came > entry.size:
                break
            yield piece
        if came != entry.size or checked != entry.crc32:
            raise ArchiveError(Flaw.DAMAGED, entry.name)

    def _packed(self, entry: Entry) -> Iterator[bytes]:
        at, end = entry.data, entry.data + entry.packed
        while at < end:
            self._file.seek(at)  # each time: two entries may be read in turns
            piece = self._file.read(min(_CHUNK, end - at))
            if not piece:
                raise ArchiveError(Flaw.DAMAGED, entry.name)
            at += len(piece)
            yield piece


@contextmanager
def opened(path: Path, limits: Limits, *, twins: bool = False) -> Iterator[Archive]:
    """The zip at ``path``, if there is nothing odd about it. Raises ``ArchiveError`` or OSError.

    ``twins`` lets names repeat, for archives out of which nothing is looked up by its name.
    """
    with path.open("rb") as file:
        yield Archive(file, zip_directory.entries(file, limits, twins))


def _inflated(packed: Iterator[bytes], entry: Entry) -> Iterator[bytes]:
    """Unpacked in pieces of bounded size, whatever the ratio. Raises ``ArchiveError`` (DAMAGED)."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for piece in packed:
        waiting = piece
        while True:
            try:
                out = inflater.decompress(waiting, _CHUNK)
            except zlib.error as error:
                raise ArchiveError(Flaw.DAMAGED, entry.name) from error
            yield out
            waiting = inflater.unconsumed_tail
            if not waiting and len(out) < _CHUNK:
                break
    if not inflater.eof or inflater.unused_data:  # it stops within, or goes on after its end
        raise ArchiveError(Flaw.DAMAGED, entry.name)
