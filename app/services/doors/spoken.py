"""The recordings in another tool's file: a deck of Anki, a lexicon in LIFT.

They come in as a folder of files does: as the voice of one speaker who has agreed, each waiting for a second
listener. What the file says of whose they are nobody can check, so a person says it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from app.services.doors import kinds
from lexicon.exchange import archives, naming, voices
from lexicon.exchange.flaws import ArchiveError
from lexicon.exchange.voices import SOUNDS, Kind, Offered, Refused, Source

_DECKS: Final = frozenset({".apkg", ".colpkg", ".lift"})


@contextmanager
def opened(path: Path, licence: str = "", attribution: str = "") -> Iterator[Source]:
    """The voices at ``path``: of another tool's file, else as ``lexicon.exchange.voices`` opens them.

    Raises ``SourceError``, ``ArchiveError`` or OSError.
    """
    if not _has_words(path):
        with voices.opened(path, licence, attribution) as source:
            yield source
        return
    with kinds.opened(path) as (book, _):
        offered, refused = [], []
        for entry in book.entries:
            for media in entry.voices:
                name = f"{entry.place}, {media.name}"
                if media.name.rpartition(".")[2].lower() not in SOUNDS:
                    refused.append(Refused(name, "By its ending it is no sound."))
                    continue
                words = naming.said_by(entry.headword)
                offered.append(Offered(name, words, "", licence, attribution, media.read))
        yield Source(Kind.FOLDER, tuple(offered), tuple(refused))


def _has_words(path: Path) -> bool:
    """Whether it is a file of words with recordings, and not one of recordings alone."""
    if path.suffix.lower() in _DECKS:
        return path.is_file()
    if path.suffix.lower() != ".zip":
        return False
    try:
        with archives.opened(path, voices.WHOLE, twins=True) as archive:
            return any(entry.name.lower().endswith(".lift") for entry in archive.entries)
    except (ArchiveError, OSError):
        return False  # whoever opens it for good says why
