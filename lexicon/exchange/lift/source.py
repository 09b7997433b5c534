"""Where a LIFT file lies: alone, in a folder, or in a zip; and its sounds and pictures beside it.

A media name in the file may be a whole path of somebody's computer: only its last part counts, and only a
file that lies with the lexicon is ever opened for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from lexicon.exchange import archives
from lexicon.exchange.flaws import SourceError
from lexicon.exchange.zip_directory import MOST_ENTRIES, Limits

MOST_XML: Final = 300_000_000
"""Bytes: 100,000 entries with examples are some 100 MB."""
MOST_FILE: Final = 12_000_000
"""Bytes of one sound or picture."""
LIMITS: Final = Limits(MOST_ENTRIES, MOST_XML, 0xFFFFFFFF)
ENDING: Final = ".lift"


class LiftError(SourceError):
    """The file is no LIFT that can be read; the message says why, and the next step."""


@dataclass(frozen=True, slots=True)
class Source:
    """``title`` is the file's name without its ending; ``open`` gives its XML from the beginning; ``media``
    by plain name."""

    title: str
    open: Callable[[], BinaryIO]
    media: Mapping[str, Callable[[], bytes]]


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """The lexicon at ``path``: a .lift file, a folder or a zip with one. Raises ``LiftError``,
    ``ArchiveError`` or OSError."""
    if path.is_dir():
        yield _folder(_only([one for one in path.rglob(f"*{ENDING}") if one.is_file()], path.name))
    elif path.suffix.lower() == ENDING:
        yield _folder(path)
    else:
        with archives.opened(path, LIMITS) as archive:
            yield _zip(archive, path.name)


def plain_name(href: str) -> str:
    """The last part of a path of any system, "" where there is none."""
    name = href.replace("\\", "/").rsplit("/", 1)[-1].strip()
    return "" if name in (".", "..") else name


def _only(found: list[Path], name: str) -> Path:
    if len(found) != 1:
        raise LiftError(f"There must be one .lift file in {name}, and there are {len(found)}.")
    return found[0]


def _folder(path: Path) -> Source:
    if path.stat().st_size > MOST_XML:
        raise LiftError(f"{path.name} is too large: please split it.")
    media: dict[str, Callable[[], bytes]] = {}
    for folder in ("audio", "pictures"):
        for file in sorted((path.parent / folder).glob("*")):
            if file.is_file() and not file.is_symlink() and file.stat().st_size <= MOST_FILE:
                media.setdefault(file.name, file.read_bytes)
    return Source(path.stem, lambda: path.open("rb"), media)


def _zip(archive: archives.Archive, name: str) -> Source:
    lexicons = [entry for entry in archive.entries if entry.name.lower().endswith(ENDING)]
    if len(lexicons) != 1:
        raise LiftError(f"There must be one .lift file in {name}, and there are {len(lexicons)}.")
    media: dict[str, Callable[[], bytes]] = {}
    for entry in archive.entries:
        parts = entry.name.split("/")
        if len(parts) > 1 and parts[-2].lower() in ("audio", "pictures") and entry.size <= MOST_FILE:
            media.setdefault(parts[-1], partial(archive.read, entry))
    title = lexicons[0].name.rsplit("/", 1)[-1][: -len(ENDING)]
    return Source(title, lambda: BytesIO(archive.read(lexicons[0])), media)
