"""Voices and pictures read out of installed packs, and made unreadable there when they are taken back.

An installed pack lies under the SHA-256 it came with. What is taken back is written over with zeros in it,
and with it the list of the pack's voices: whoever has the file then finds neither the voice nor whose it was.
The words, lists and pictures of the pack stay readable; ``doctor`` knows.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, delete, select

from lexicon import recordings, schema
from lexicon.packs import reading
from lexicon.packs.contents import VOICES_FILE, picture_name
from lexicon.packs.flaws import PackError
from lexicon.portions import Portion
from lexicon.whole_files import sync_folder

_CHUNK: Final = 1 << 16
_pack, _part = schema.pack, schema.pack_part


def find(connection: Connection, folder: Path) -> dict[str, Portion]:
    """Where clips lie in the packs under ``folder``, by their SHA-256."""
    query = select(_pack.c.sha256, _part.c.sha256, _part.c.at, _part.c.size)
    rows = connection.execute(query.join(_pack, _pack.c.id == _part.c.pack_id).order_by(_pack.c.id.desc()))
    return {clip: Portion(folder / pack, at, size) for pack, clip, at, size in rows}


def pictures(folder: Path) -> dict[str, Portion]:
    """The pictures of every installed pack, by their code; packs that cannot be read are passed over."""
    found: dict[str, Portion] = {}
    begin, end = picture_name("\0").split("\0")
    for path in installed_files(folder):
        try:
            with path.open("rb") as file:
                spans = reading.spans_of(file)
        except (PackError, OSError):
            continue
        for name, span in spans.items():
            if name.startswith(begin):
                found.setdefault(name[len(begin) : -len(end)], Portion(path, span.at, span.size))
    return found


def installed_files(folder: Path) -> list[Path]:
    """The files of installed packs, by name: 64 hex digits, and nothing half-made."""
    try:
        every = sorted(folder.iterdir())
    except OSError:
        return []
    return [path for path in every if len(path.name) == 64 and path.is_file()]


def sweep(connection: Connection, folder: Path) -> int:
    """Write zeros over every clip in a pack that no recording names any more; how many there were.

    Called in the transaction that removes the recordings, before it is kept: a killed process may leave a
    voice listed that cannot be heard, never one that is not listed and can. Raises OSError.
    """
    named = recordings.named(connection)
    rows = connection.execute(
        select(_part.c.pack_id, _part.c.sha256, _part.c.at, _part.c.size, _pack.c.sha256.label("pack")).join(
            _pack, _pack.c.id == _part.c.pack_id
        )
    ).all()
    gone = [row for row in rows if row.sha256 not in named]
    for pack in sorted({row.pack for row in gone}):
        blank(folder / pack, [(row.at, row.size) for row in gone if row.pack == pack])
    for row in gone:
        here = (_part.c.pack_id == row.pack_id) & (_part.c.sha256 == row.sha256)
        connection.execute(delete(_part).where(here))
    return len(gone)


def blank(pack: Path, parts: Iterable[tuple[int, int]]) -> None:
    """Write zeros over parts (first byte, bytes) of a pack, and over its list of voices.

    Safe to be done again. A part that is not in the file is passed over, and where the pack is too damaged to
    say where its list lies, the parts go all the same. Raises OSError.
    """
    if not pack.exists():
        return
    wanted = list(parts)
    with pack.open("rb+") as file:
        with suppress(PackError):
            voices = reading.spans_of(file).get(VOICES_FILE)
            wanted += [(voices.at, voices.size)] if voices is not None else []
        end = file.seek(0, os.SEEK_END)
        for at, size in wanted:
            if 0 <= at <= at + size <= end:
                file.seek(at)
                for begin in range(0, size, _CHUNK):
                    file.write(bytes(min(_CHUNK, size - begin)))
        file.flush()
        os.fsync(file.fileno())


def sweep_files(connection: Connection, folder: Path) -> int:
    """Delete what a killed installing left: files in the packs' folder that no installed pack is."""
    kept = set(connection.scalars(select(_pack.c.sha256)))
    left = [path for path in folder.iterdir() if path.is_file() and path.name not in kept]
    for path in left:
        path.unlink(missing_ok=True)
    if left:
        sync_folder(folder)
    return len(left)
