"""Saving a home as a backup: copied, written, read back to its end, and only then given its name."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

import anatil
from lexicon import backup, copies, locks, recordings, sealed
from lexicon.backup import DATABASE, Manifest, Part
from lexicon.copies import GoOn, StoppedError, always
from lexicon.places import Places
from lexicon.sealed import Cost
from lexicon.whole_files import make_folder, sync_folder

WORK: Final = "saving"
"""Folder in the home for the copy of the database that is being saved; nothing in it outlives the saving."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The file, and what its manifest says."""

    path: Path
    manifest: Manifest


def save(
    places: Places,
    target: Path,
    passphrase: str,
    now_ms: int,
    go_on: GoOn = always,
    cost: Cost = sealed.USUAL,
) -> Saved:
    """Save everything into ``target``, which must not be there yet.

    ``go_on`` hears how many bytes of all passes are done; False stops it. Raises ``FileExistsError``, a
    ``StoreError``, ``BackupError``, ``StoppedError`` or OSError; nothing then stands at ``target``.
    """
    backup.check_passphrase(passphrase)
    if target.exists():
        raise FileExistsError(f"{target} is there already")
    work = places.home / WORK
    clear(places)
    partial = target.with_name(f".{target.name}{copies.ENDING}")
    try:
        work.mkdir(mode=0o700, parents=True)
        manifest = _gathered(places, work, now_ms, go_on)
        make_folder(target.parent)

        def where(part: Part) -> Path:
            return work / DATABASE if part.name == DATABASE else places.home / part.name

        def half(first: bool) -> GoOn:
            return lambda done, every: go_on(done + (0 if first else every), 2 * every)

        with partial.open("xb") as file:
            partial.chmod(0o600)
            backup.write(file, manifest, where, passphrase=passphrase, go_on=half(True), cost=cost)
            file.flush()
            os.fsync(file.fileno())
        with partial.open("rb") as written:
            if backup.read(written, passphrase, lambda _part: None, half(False)) != manifest:
                raise backup.BackupFlawError("what was read back is not what was written")
        partial.replace(target)
        sync_folder(target.parent)
    finally:
        partial.unlink(missing_ok=True)
        clear(places)
    return Saved(target, manifest)


def clear(places: Places) -> None:
    """Throw away what a killed saving left in the home."""
    shutil.rmtree(places.home / WORK, ignore_errors=True)


def look(path: Path, passphrase: str | None, go_on: GoOn = always) -> Manifest:
    """Read a backup to its end and say what is in it. Raises as ``backup.read`` does."""
    with path.open("rb") as file:
        return backup.read(file, passphrase, lambda _part: None, go_on)


def _gathered(places: Places, work: Path, now_ms: int, go_on: GoOn) -> Manifest:
    """Copy the database without spoken consents; find and check every other file."""
    database = work / DATABASE
    contents = copies.make(places.database, database, slim=True)
    with copies.changing(database) as copy:
        copy.execute("UPDATE consent SET spoken_sha256 = NULL")
        copy.executemany(
            "DELETE FROM setting WHERE scope = 'device' AND key = ?", [(one,) for one in locks.ALL]
        )
        copy.execute("VACUUM")
        revision = copy.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        device = copy.execute("SELECT value FROM fact WHERE key = 'device'").fetchone()[0]
        named = {
            digest
            for row in copy.execute("SELECT sha256, archive_sha256 FROM recording")
            for digest in row
            if digest
        }
    parts, left_out = [_part(DATABASE, database)], []
    for sha256 in sorted(named):
        if not go_on(0, 1):
            raise StoppedError("stopped while it was saved")
        name = f"recordings/{sha256[:2]}/{sha256}"
        path = recordings.file_of(places.recordings, sha256)
        part = _part(name, path) if path.is_file() else None
        if part is None or part.sha256 != sha256:
            left_out.append(sha256)
        else:
            parts.append(part)
    parts += _flat("packs", places.packs) + _flat("photos", places.photos) + _flat("keys", places.keys)
    return Manifest(
        anatil.__version__, revision, UUID(device), now_ms, contents.counts, tuple(parts), tuple(left_out),
        contents.flawed,
    )  # fmt: skip


def _flat(folder: str, place: Path) -> list[Part]:
    """The files that lie in a folder, but for half-written ones and those that are not ours."""
    found: Iterable[Path] = sorted(place.iterdir()) if place.is_dir() else ()
    return [
        _part(f"{folder}/{path.name}", path)
        for path in found
        if path.is_file()
        and backup.is_name(f"{folder}/{path.name}")
        and not path.name.endswith(copies.ENDING)
    ]


def _part(name: str, path: Path) -> Part:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(1 << 18):
            digest.update(piece)
            size += len(piece)
    return Part(name, size, digest.hexdigest())
