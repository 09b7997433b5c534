"""Which recordings lie in a folder, and which of them cannot be done because of their names."""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from audio.bulk.troubles import FolderError, LeftOutError

SUFFIXES: Final = frozenset(
    (".3gp", ".aac", ".aif", ".aiff", ".amr", ".au", ".caf", ".flac", ".m4a", ".mka", ".mov", ".mp3", ".mp4",
     ".oga", ".ogg", ".opus", ".wav", ".webm", ".wma")
)  # fmt: skip
"""What recorders, phones and chat apps call their files; other files (lists, pictures) are left aside. Kinds
that ``audio.decoding`` cannot read (.aif) are among them, so that they are named and not overlooked."""
REPORT: Final = "mastered.tsv"
"""What makes a folder one of ours, which holds no recordings to be made ready."""
LONGEST_NAME: Final = 255
"""Bytes in a file's name on ext4, APFS and NTFS (there: letters)."""


@dataclass(frozen=True, slots=True)
class Source:
    """A recording: its ``name`` is its path below the folder, with ``/``; ``path`` is where it is read."""

    name: str
    path: Path

    @property
    def stem(self) -> str:
        """The name without its suffix: what its two files are called."""
        return str(PurePosixPath(self.name).with_suffix(""))


@dataclass(frozen=True, slots=True)
class Listing:
    """``sources`` by name; ``left_out``: name and reason; ``others``: how many files are no recordings."""

    sources: tuple[Source, ...]
    left_out: tuple[tuple[str, LeftOutError], ...]
    others: int


def listed(folder: Path, without: Path) -> Listing:
    """The recordings in ``folder`` and the folders in it; hidden ones, ``without`` and ours left aside.

    A link to a file in the folder is a recording, a link to a folder in it nothing (what it leads to is found
    where it lies), a link to anywhere else is left out. Nothing is read. Raises ``FolderError``.
    """
    root, without = folder.resolve(), without.resolve()
    sources: list[Source] = []
    left_out: list[tuple[str, LeftOutError]] = []
    others = 0

    if (root / REPORT).is_file():
        raise FolderError(f"{folder} holds what was made ready already. Please name what it was made of.")

    def fail(error: OSError) -> None:
        words = f"{error.filename} cannot be read ({error.strerror}). Nothing was changed."
        raise FolderError(words) from error

    for at, folders, files in os.walk(root, onerror=fail):
        here = Path(at)
        folders[:] = [name for name in folders if name[0] != "." and here / name != without
                      and not (here / name / REPORT).is_file()]  # fmt: skip
        kept = [name for name in files if name[0] != "." and Path(name).suffix.lower() in SUFFIXES]
        others += sum(name[0] != "." for name in files) - len(kept)
        for name in (*folders, *kept):
            path = here / name
            below = path.relative_to(root).as_posix()
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                left_out.append((below, LeftOutError("It is a link that leads out of the folder.")))
            elif name in folders:
                continue
            elif why := _unusable(below):
                left_out.append((below, LeftOutError(why)))
            else:
                sources.append(Source(below, path))
    same = clashing(source.name for source in sources)
    left_out += [(name, LeftOutError(_same(rivals))) for name, rivals in same.items()]
    return Listing(
        tuple(sorted((source for source in sources if source.name not in same), key=lambda one: one.name)),
        tuple(sorted(left_out, key=lambda one: one[0])),
        others,
    )


def clashing(names: Iterable[str]) -> dict[str, list[str]]:
    """Each name whose files another one's would overwrite somewhere, and these others.

    Without their suffixes they are equal, or equal in NFC, or (on macOS and Windows) but for capitals.
    """
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[_folded(Source(name, Path()).stem)].append(name)
    return {
        name: [other for other in group if other != name]
        for group in groups.values()
        for name in group
        if len(group) > 1
    }


def _folded(stem: str) -> str:
    """Unicode's caseless matching (D145): folding may unmake NFC, so it is done between two."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", stem).casefold())


def _same(rivals: list[str]) -> str:
    return f"Its files would have the name of those of {', '.join(rivals)}. Please give it another name."


def _unusable(name: str) -> str:
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name):
        return "There is something in its name that is no letter. Please give it another name."
    if len(os.fsencode(PurePosixPath(name).stem + ".flac")) > LONGEST_NAME:
        return "Its name is too long. Please give it a shorter one."
    return ""
