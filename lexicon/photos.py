"""Pictures that somebody here has brought for a word: kept as PNG, gone when nothing shows them any more."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlalchemy import Connection, select

from lexicon import schema
from lexicon.packs import media
from lexicon.pictures import ENDING, PHOTO
from lexicon.whole_files import replacing, sync_folder


def keep(folder: Path, png: bytes) -> str:
    """Keep a picture before any row names it; its code. In the transaction that names it, so that no
    ``sweep`` of another process takes it away between.

    Raises ``PackError`` for what could not travel in a pack (``media.check_picture``), or OSError.
    """
    media.check_picture(png, "the picture")
    code = f"{PHOTO}{hashlib.sha256(png).hexdigest()}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{code}{ENDING}"
    if not path.is_file() or path.read_bytes() != png:
        with replacing(path) as file:
            file.write(png)
        sync_folder(folder)
    return code


def named(connection: Connection) -> frozenset[str]:
    """The codes of the photos that a word, a list or an edit shows."""
    sense, word_list, edit = schema.sense.c, schema.word_list.c, schema.edit.c
    shown = (
        select(sense.picture).where(sense.picture.startswith(PHOTO)),
        select(word_list.picture).where(word_list.picture.startswith(PHOTO)),
        select(edit.value).where(edit.field == "picture", edit.value.startswith(PHOTO)),
    )
    return frozenset(code for query in shown for code in connection.scalars(query))


def sweep(connection: Connection, folder: Path) -> tuple[str, ...]:
    """Delete the photos that nothing shows any more, and what a kill left half-written; their files' names.

    In a writing transaction. Raises OSError.
    """
    kept = {f"{code}{ENDING}" for code in named(connection)}
    gone = [path for path in folder.iterdir() if path.is_file() and path.name not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
    if gone:
        sync_folder(folder)
    return tuple(sorted(path.name for path in gone))
