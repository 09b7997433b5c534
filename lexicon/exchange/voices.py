"""Voices that others recorded: a folder of files named by word, a Lingua Libre dataset zip, Common Voice.

>>> with voices.opened(path) as source:
...     for offered in source.offered:
...         content = offered.read()

Here is only what the source says: which word, whose voice, under which licence. What it means, and whether it
may come in, is decided elsewhere. Nothing is read before it is asked for.

- Lingua Libre: ``Q…-uig-Uyghur/USER[ (SPEAKER)]/TRANSCRIPTION[ (QUALIFIER)].ogg``, as the site's own
  ``create_datasets.sh`` names them. It stores without packing, writes a comment into the zip, and names two
  recordings of one word by one person alike. The zip says no licence; the site asks for CC BY-SA 4.0.
- Common Voice, unpacked: ``validated.tsv`` and ``clips/``. A row has ``client_id``, which is a person: it
  tells voices apart while the table is read, and is forgotten with it.
"""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final

from lexicon.exchange import archives, common_voice, naming
from lexicon.exchange.flaws import SourceError, printable
from lexicon.exchange.zip_directory import MOST_ENTRIES, Limits

MOST_BYTES: Final = 12_000_000
"""Of one file: 15 s, the longest clip of Common Voice (facts page), of WAV at 96 kHz, stereo, 32 bit."""
WHOLE: Final = Limits(MOST_ENTRIES, MOST_BYTES, 0xFFFFFFFF)
"""For a dataset zip: what a zip without the Zip64 extension can hold. A file at a time is in memory."""

CC0, CC_BY, CC_BY_SA = "CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0"
LICENCES: Final = {CC0: "CC0 1.0", CC_BY: "CC BY 4.0", CC_BY_SA: "CC BY-SA 4.0"}
"""SPDX names, and how a reader knows them. CC BY and CC BY-SA ask for the name of whoever spoke."""

SOUNDS: Final = frozenset(
    {"wav", "mp3", "ogg", "oga", "opus", "flac", "m4a", "mp4", "3gp", "aac", "amr", "mov", "webm", "mka"}
)
"""Endings of the kinds of file that are read here; what is in one, its first bytes say."""
_LEFT_BY_SYSTEMS: Final = frozenset({"thumbs.db", "desktop.ini", "__macosx"})

_DATASET: Final = re.compile(r"(?:LL-)?Q[0-9]+-([a-z]{3})(?:-.*)?")
UYGHUR: Final = "uig"
_OF_LINGUA_LIBRE: Final = re.compile(r"LL-Q[0-9]+ ?\([a-z]{3}\)-.*")


class Kind(StrEnum):
    """Where voices come from. In a folder (a deck, a lexicon) all are of one known speaker; the others are
    published."""

    FOLDER = "folder"
    LINGUA_LIBRE = "lingua-libre"
    COMMON_VOICE = "common-voice"


@dataclass(frozen=True, slots=True)
class Offered:
    """One recording. ``name`` is the file's, for a report; ``words`` what it may say, the likeliest first;
    ``speaker`` how the source tells voices apart ("" in a folder); ``licence`` an SPDX name or "";
    ``attribution`` whom the licence asks to name. ``read`` gets the bytes, at most MOST_BYTES; it raises
    ``SourceError``, ``ArchiveError`` or OSError.
    """

    name: str
    words: tuple[str, ...]
    speaker: str
    licence: str
    attribution: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that does not come in, and one plain sentence why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """What a source offers; ``left`` counts what is none of our business, by what it is."""

    kind: Kind
    offered: tuple[Offered, ...]
    refused: tuple[Refused, ...] = ()
    left: Mapping[str, int] = field(default_factory=dict)


@contextmanager
def opened(path: Path, licence: str = "", attribution: str = "") -> Iterator[Source]:
    """The source at ``path``, whichever of the three it is; ``licence`` and ``attribution`` are for a folder.

    Raises ``SourceError``, ``ArchiveError`` or OSError.
    """
    if path.is_dir():
        table = common_voice.table_of(path)
        if table is not None:
            yield _common_voice(table)
        else:
            yield _folder(path, licence, attribution)
        return
    with archives.opened(path, WHOLE, twins=True) as archive:
        yield _lingua_libre(archive)


def line(attribution: str, licence: str) -> str:
    """Attribution and licence as one plain line, to be kept beside a recording."""
    said = " ".join(printable(attribution).split())
    return ", ".join(part for part in (said, LICENCES.get(licence, licence)) if part)


def _folder(path: Path, licence: str, attribution: str) -> Source:
    offered, refused = [], []
    for file in sorted(path.rglob("*")):  # does not go through links
        inside = file.relative_to(path)
        if any(_of_the_system(part) for part in inside.parts) or (file.is_dir() and not file.is_symlink()):
            continue
        name = inside.as_posix()
        if file.is_symlink() or not stat.S_ISREG(file.lstat().st_mode):
            refused.append(Refused(name, "It is no plain file, but leads elsewhere."))
        elif file.suffix.lower().removeprefix(".") not in SOUNDS:
            refused.append(Refused(name, "By its ending it is no sound."))
        elif _OF_LINGUA_LIBRE.fullmatch(file.stem):
            refused.append(
                Refused(name, "It comes from Lingua Libre: please bring in the language's zip from there.")
            )
        else:
            offered.append(
                Offered(name, naming.said_by(file.stem), "", licence, attribution, partial(_bytes, file))
            )
    return Source(Kind.FOLDER, tuple(offered), tuple(refused))


def _lingua_libre(archive: archives.Archive) -> Source:
    offered, refused = [], []
    languages = {found[1] for entry in archive.entries if (found := _DATASET.fullmatch(_top(entry.name)))}
    if not languages:
        raise SourceError(
            "This zip is no set of Lingua Libre. If it holds files named by word, please unpack it and bring "
            "in the folder."
        )
    if languages != {UYGHUR}:
        raise SourceError(
            f"This set of Lingua Libre is in another language ({', '.join(sorted(languages))}); Uyghur is "
            f"{UYGHUR}."
        )
    for entry in archive.entries:
        top, _, rest = entry.name.partition("/")
        speaker, _, file = unicodedata.normalize("NFC", rest).partition("/")
        stem, _, ending = file.rpartition(".")
        if not (_DATASET.fullmatch(top) and speaker and stem):
            refused.append(Refused(entry.name, "It does not lie where recordings of Lingua Libre do."))
        elif ending.lower() not in SOUNDS:
            refused.append(Refused(file, "By its ending it is no sound."))
        else:
            words = tuple(dict.fromkeys((stem, naming.without_brackets(stem))))
            named = f"{speaker}, Lingua Libre"
            offered.append(Offered(file, words, speaker, CC_BY_SA, named, partial(archive.read, entry)))
    return Source(Kind.LINGUA_LIBRE, tuple(offered), tuple(refused))


def _common_voice(table: Path) -> Source:
    found = common_voice.read(table)
    named = "Common Voice contributor"
    offered = [
        Offered(
            clip.path,
            (clip.word,),
            clip.voice,
            CC0,
            named,
            partial(_bytes, table.parent / "clips" / clip.path),
        )
        for clip in found.clips
    ]
    refused = [Refused(name, "Its name in the table is no clip's name.") for name in found.strange]
    return Source(Kind.COMMON_VOICE, tuple(offered), tuple(refused), found.left)


def _bytes(file: Path) -> bytes:
    if file.is_symlink() or not file.is_file():
        raise SourceError("It is not there, or no plain file.")
    with file.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise SourceError("It is too large for one word.")
    return content


def _top(name: str) -> str:
    return name.partition("/")[0]


def _of_the_system(part: str) -> bool:
    """What systems leave behind in folders; nobody put it there to be brought in."""
    return part.startswith(".") or part.lower() in _LEFT_BY_SYSTEMS
