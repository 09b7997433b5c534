"""Where a LIFT file lies: alone, in a folder, or in a zip; and its sounds and pictures beside it.

A media name in the file may be a whole path of somebody's computer: only its last part counts, and only a
file that lies with the lexicon is ever opened for it. Nothing is found by way of a link.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final, cast
from urllib.parse import unquote

from lexicon.exchange import archives
from lexicon.exchange.entries import Media
from lexicon.exchange.flaws import SourceError
from lexicon.exchange.zip_directory import MOST_ENTRIES, Limits

MOST_XML: Final = 300_000_000
"""Bytes: 100,000 entries with examples are some 100 MB."""
MOST_FILE: Final = 12_000_000
"""Bytes of one sound or picture."""
LIMITS: Final = Limits(MOST_ENTRIES, MOST_XML, 0xFFFFFFFF)
ENDING: Final = ".lift"
_FOLDERS: Final = ("audio", "pictures")

_DRIVE: Final = re.compile("^[A-Za-z]:")
_WEB: Final = re.compile("https?://", re.IGNORECASE)

_Reads = Callable[[], bytes]


class LiftError(SourceError):
    """The file is no LIFT that can be read; the message says why, and the next step."""


@dataclass(frozen=True, slots=True)
class Source:
    """``title`` is the file's name without its ending; ``open`` gives its XML from the beginning; ``media``
    by plain name in NFC, and by the same in small letters."""

    title: str
    open: Callable[[], BinaryIO]
    media: Mapping[str, _Reads]

    def beside(self, href: str) -> Media | None:
        """The sound or picture that is meant. It keeps the name it has in the lexicon, though the file's may
        be written otherwise: with spaces, with other capitals (Windows), with accents apart (macOS)."""
        for name in (plain_name(href), plain_name(unquote(href))):
            read = self.media.get(name) or self.media.get(name.casefold())
            if name and read is not None:
                return Media(plain_name(href), read)
        return None


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """The lexicon at ``path``: a .lift file, a folder or a zip with one. Raises ``LiftError``,
    ``ArchiveError`` or OSError."""
    if path.is_dir():
        files = (one for one in path.rglob("*") if _is_lexicon(one.relative_to(path).as_posix()))
        yield _folder(_only([one for one in files if one.is_file() and not one.is_symlink()], path.name))
    elif path.suffix.lower() == ENDING:
        yield _folder(path)
    else:
        with archives.opened(path, LIMITS) as archive:
            yield _zip(archive, path.name)


def plain_name(href: str) -> str:
    """The last part of a path of any system, in NFC; "" where there is none."""
    last = unicodedata.normalize("NFC", href).replace("\\", "/").rsplit("/", 1)[-1]
    name = _DRIVE.sub("", last).strip()
    return "" if name in (".", "..") else name


def without_path(href: str) -> str:
    """What may be handed on of a reference: a page of the web as it is, else only a plain name."""
    return href if _WEB.match(href) else plain_name(href)


def _only(found: list[Path], name: str) -> Path:
    if len(found) != 1:
        raise LiftError(f"There must be one .lift file in {name}, and there are {len(found)}.")
    return found[0]


def _is_lexicon(name: str) -> bool:
    """Whether a file is one by its ending; macOS puts a shadow of each file into a zip, ``._words.lift``."""
    return name.lower().endswith(ENDING) and not _is_shadow(name)


def _is_shadow(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith("._")


def _by_name(files: Iterable[tuple[str, _Reads]]) -> dict[str, _Reads]:
    """Each under its name in NFC; and in small letters, where no other file is called so."""
    found: dict[str, _Reads] = {}
    for name, read in files:
        found.setdefault(unicodedata.normalize("NFC", name), read)
    for name, read in tuple(found.items()):
        found.setdefault(name.casefold(), read)
    return found


def _folder(path: Path) -> Source:
    if path.stat().st_size > MOST_XML:
        raise LiftError(f"{path.name} is too large: please split it.")
    folders = [one for one in sorted(path.parent.iterdir()) if one.name.lower() in _FOLDERS]
    files = [
        file
        for folder in folders
        if folder.is_dir() and not folder.is_symlink()
        for file in sorted(folder.iterdir())
        if file.is_file() and not file.is_symlink() and file.stat().st_size <= MOST_FILE
    ]
    media = _by_name((file.name, file.read_bytes) for file in files)
    return Source(path.stem, lambda: path.open("rb"), media)


def _zip(archive: archives.Archive, name: str) -> Source:
    lexicons = [entry for entry in archive.entries if _is_lexicon(entry.name)]
    if len(lexicons) != 1:
        raise LiftError(f"There must be one .lift file in {name}, and there are {len(lexicons)}.")
    lexicon = lexicons[0]
    files = [
        (parts[-1], partial(archive.read, entry))
        for entry in archive.entries
        if len(parts := entry.name.split("/")) > 1 and parts[-2].lower() in _FOLDERS
        if entry.size <= MOST_FILE and not _is_shadow(entry.name)
    ]
    title = lexicon.name.rsplit("/", 1)[-1][: -len(ENDING)]
    return Source(
        title, lambda: cast(BinaryIO, io.BufferedReader(_Pieces(archive.chunks(lexicon)))), _by_name(files)
    )


class _Pieces(io.RawIOBase):
    """A file of a zip as it is unpacked, so that a large lexicon is never in memory whole.

    What the zip raises comes out of reading.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        room = memoryview(buffer)
        while not self._waiting:  # a piece may be empty, which is no end
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._waiting = piece
        given, self._waiting = self._waiting[: len(room)], self._waiting[len(room) :]
        room[: len(given)] = given
        return len(given)
