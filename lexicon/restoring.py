"""A backup comes back: staged beside what is here, made whole there, and put in its place at one moment.

    unpacked → brought up to date → what was removed here removed there → what is only here joined to it
    → the mark ``ready`` → files moved, the database last

Before the mark nothing of the home has changed, and ``finish`` throws the stage away; after it ``finish``
goes on to the end, however often it is killed. ``finish`` runs before the database is opened, so every start
finds the old home whole or the new one.

A restored home has a device id of its own, always: registers are stamped with it, and two phones that come
from one backup must never stamp alike. Nothing hangs on the old one, whose stamps stay what they were.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from sqlalchemy import Connection

from lexicon import backup, copies, facts, joining_homes, purging, recordings, search_index, snapshots
from lexicon.backup import DATABASE, BackupFlawError, Manifest, NewerBackupError, Part
from lexicon.copies import GoOn, always
from lexicon.packs import clips
from lexicon.places import Places
from lexicon.snapshots import Snapshot
from lexicon.store import COMPANIONS, open_store
from lexicon.troubles import DatabaseDamagedError, DatabaseNewerError, DiskFullError, StoreError, translated
from lexicon.whole_files import replace_whole, sync_file, sync_folder

READY: Final = "ready"
_HERE: Final = "here.sqlite"
_ROOM: Final = 64 << 20

Replay = Callable[[Connection], None]
"""Makes every learner's memories anew from the answers."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. ``joined``: answers that only this device had, and kept. ``removed``: voices that were
    taken back here and did not return. ``aside``: the damaged database that was here, put aside whole."""

    manifest: Manifest
    joined: int = 0
    removed: int = 0
    flawed: tuple[str, ...] = ()
    aside: Path | None = None


def restore(
    places: Places,
    path: Path,
    passphrase: str | None,
    *,
    now_ms: int,
    new_id: Callable[[], UUID],
    replay: Replay,
    go_on: GoOn = always,
    free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
) -> Restored:
    """Bring the backup at ``path`` back. Nobody may have the database open.

    Raises a ``SealError``, ``BackupError``, ``StoreError``, ``StoppedError`` or OSError; the home is then as
    it was. A database that is damaged here is put aside, and the latest whole snapshot stands in for it.
    """
    finish(places)
    stage = places.stage
    if free(places.home) < path.stat().st_size + _ROOM:
        raise DiskFullError("there is no room to unpack the backup")
    try:
        stage.mkdir(mode=0o700, parents=True)
        manifest = _unpack(stage, path, passphrase, go_on)
        gone, damaged = _present(places, stage, now_ms)
        removed = _without_removed(stage, gone, now_ms)
        before = _named(stage / _HERE) if (stage / _HERE).exists() else frozenset()
        joined = _join(places, stage) if (stage / _HERE).exists() else 0
        flawed = _make_ready(stage, replay, new_id)
        aside = _aside(places, now_ms) if damaged else None
        forget = (removed if damaged else before | removed) - _named(stage / DATABASE)
        _mark_ready(places, aside, forget)
    except BaseException:
        if not (stage / READY).exists():
            shutil.rmtree(stage, ignore_errors=True)
        raise
    finish(places)
    return Restored(manifest, joined, len(removed), flawed, aside)


def go_back(places: Places, *, now_ms: int, new_id: Callable[[], UUID], replay: Replay) -> Snapshot | None:
    """Put a damaged database aside and the latest whole snapshot in its place; None: there is none.

    What was removed since does not come back where the damaged one can still say so. Nobody may have the
    database open. Raises a ``StoreError`` or OSError; the home is then as it was.
    """
    finish(places)
    stage = places.stage
    gone: frozenset[UUID] = frozenset()
    with suppress(StoreError):
        gone = purging.tombstones(places.database)
    try:
        stage.mkdir(mode=0o700, parents=True)
        for one in snapshots.every(places.snapshots):
            try:
                copies.make(one.path, stage / DATABASE)
                _bring_up_to_date(stage / DATABASE)
            except DatabaseDamagedError:
                copies.forget(stage / DATABASE)
                continue
            removed = _without_removed(stage, gone, now_ms)
            _make_ready(stage, replay, new_id)
            _mark_ready(places, _aside(places, now_ms), removed - _named(stage / DATABASE))
            finish(places)
            return one
    finally:
        if not (stage / READY).exists():
            shutil.rmtree(stage, ignore_errors=True)
    return None


def finish(places: Places) -> None:
    """Go on with a restoring that was killed: to its end where it was ready, else back to before it.

    To be called before the database is opened; it costs one look at a folder. Raises OSError.
    """
    stage = places.stage
    if not stage.exists():
        return
    ready = stage / READY
    if not ready.exists():
        shutil.rmtree(stage)
        return
    told = json.loads(ready.read_text("utf-8"))
    _move_files(places, stage)
    if (stage / DATABASE).exists():
        _move_database(places, stage, told["aside"])
    recordings.forget(places.recordings, told["forget"])
    ready.unlink()
    sync_folder(stage)
    shutil.rmtree(stage)


# --- before the mark --------------------------------------------------------------------------------------


def _unpack(stage: Path, path: Path, passphrase: str | None, go_on: GoOn) -> Manifest:
    def into(part: Part) -> BinaryIO:
        target = stage / part.name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = target.open("xb")
        target.chmod(0o600)
        return file

    with path.open("rb") as file:
        manifest = backup.read(file, passphrase, into, go_on)
    try:
        contents = copies.read_back(stage / DATABASE)
        if dict(contents.counts) != dict(manifest.counts):
            raise BackupFlawError("the database has not the rows that the list says")
        _bring_up_to_date(stage / DATABASE)
    except DatabaseNewerError as error:
        raise NewerBackupError(f"revision {error.revision}") from error
    except DatabaseDamagedError as error:
        raise BackupFlawError(f"the database in it is no whole one of Ana Til: {error}") from error
    return manifest


def _bring_up_to_date(database: Path) -> None:
    with open_store(database):
        pass
    for path in database.parent.glob("*-before-*.sqlite"):
        copies.forget(path)


def _present(places: Places, stage: Path, now_ms: int) -> tuple[frozenset[UUID], bool]:
    """Keep the present database as a snapshot and lay a copy of it on the stage; or, where it is damaged, of
    the latest snapshot that is whole. Returns what was removed here, and whether it is damaged."""
    if not places.database.exists():
        return frozenset(), False
    here = stage / _HERE
    try:
        snapshots.take(places, now_ms)
        copies.make(places.database, here)
        _bring_up_to_date(here)
        return purging.tombstones(here), False
    except DatabaseDamagedError:
        copies.forget(here)
    gone: frozenset[UUID] = frozenset()
    with suppress(StoreError):
        gone = purging.tombstones(places.database)
    for one in snapshots.every(places.snapshots):
        try:
            copies.make(one.path, here)
            _bring_up_to_date(here)
            return gone | purging.tombstones(here), True
        except StoreError:
            copies.forget(here)
    return gone, True


def _without_removed(stage: Path, gone: frozenset[UUID], now_ms: int) -> frozenset[str]:
    """What was removed here does not come back: neither its rows nor its files, in packs neither."""
    with copies.changing(stage / DATABASE) as staged:
        parts = staged.execute("SELECT p.sha256, q.sha256, q.at, q.size FROM pack_part q"
                               " JOIN pack p ON p.id = q.pack_id").fetchall()  # fmt: skip
        removed = purging.remove(staged, gone, now_ms)
        gone_parts: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for pack, sha256, at, size in parts:
            if sha256 in removed:
                gone_parts[pack].append((at, size))
        for pack, its in gone_parts.items():
            clips.blank(stage / "packs" / pack, its)
    recordings.forget(stage / "recordings", removed)
    return removed


def _join(places: Places, stage: Path) -> int:
    """Add what only this device has; how many answers those were."""
    with copies.changing(stage / DATABASE) as staged:
        before = staged.execute("SELECT count(*) FROM review").fetchone()[0]
        staged.execute("ATTACH DATABASE ? AS here", (str(stage / _HERE),))
        joining_homes.join(staged, lambda sha256: recordings.file_of(places.recordings, sha256).is_file())
        staged.execute("DETACH DATABASE here")
        (stage / _HERE).unlink()
        return int(staged.execute("SELECT count(*) FROM review").fetchone()[0]) - int(before)


def _make_ready(stage: Path, replay: Replay, new_id: Callable[[], UUID]) -> tuple[str, ...]:
    """A device id of its own, memories and search keys made anew, one file without a log, read back."""
    with open_store(stage / DATABASE) as opened, opened.write() as connection:
        facts.put(connection, facts.DEVICE, str(new_id()))
        replay(connection)
        search_index.rebuild(connection)
    with copies.changing(stage / DATABASE) as staged, translated():
        orphan = staged.execute("PRAGMA foreign_key_check").fetchone()
    if orphan is not None:
        raise BackupFlawError(f"a row of {orphan[0]} belongs to nothing in {orphan[2]}")
    return copies.read_back(stage / DATABASE).flawed


def _named(database: Path) -> frozenset[str]:
    """The SHA-256 of every file that a recording or a consent names."""
    query = (
        "SELECT sha256 FROM recording UNION SELECT archive_sha256 FROM recording"
        " UNION SELECT spoken_sha256 FROM consent"
    )
    with copies.reading(database) as connection:
        return frozenset(one for (one,) in connection.execute(query) if one)


def _mark_ready(places: Places, aside: Path | None, forget: Iterable[str]) -> None:
    """From here on the new home is the one that counts."""
    _sync_all(places.stage)
    told = {"aside": aside.name if aside else None, "forget": sorted(forget)}
    replace_whole(places.stage / READY, json.dumps(told).encode())
    sync_folder(places.stage)
    sync_folder(places.home)


def _aside(places: Places, now_ms: int) -> Path:
    at = datetime.fromtimestamp(now_ms / 1000, UTC)
    return places.database.with_name(f"{places.database.stem}-damaged-{at:%Y-%m-%d-%H%M%S}.sqlite")


def _sync_all(stage: Path) -> None:
    for path in sorted(stage.rglob("*")):
        if path.is_file():
            sync_file(path)
    for folder in sorted({path.parent for path in stage.rglob("*")}):
        sync_folder(folder)


# --- after the mark: each step may be done again ----------------------------------------------------------


def _move_files(places: Places, stage: Path) -> None:
    for path in _files(stage / "recordings"):
        _move(path, recordings.file_of(places.recordings, path.name), over=True)  # ours may be damaged
    for path in _files(stage / "packs"):
        _move(path, places.packs / path.name)
    for path in _files(stage / "photos"):
        _move(path, places.photos / path.name, over=True)
    for path in _files(stage / "keys"):
        target = places.keys / path.name
        if target.exists() and target.read_bytes() != path.read_bytes():
            # A key is never lost: the one that was here goes on under another name.
            target.replace(_free_name(target))
        _move(path, target)


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else ()


def _move(path: Path, target: Path, *, over: bool = False) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if target.exists() and not over:
        path.unlink()  # a pack that is here may have more blanked in it than the one that comes
    else:
        path.replace(target)
        sync_folder(target.parent)


def _free_name(path: Path) -> Path:
    number = 1
    while (free := path.with_name(f"{path.name}.before-{number}")).exists():
        number += 1
    return free


def _move_database(places: Places, stage: Path, aside: str | None) -> None:
    """The old one goes out of the way, its log first, so that no database ever meets another's log."""
    old = places.home / aside if aside else stage / "old.sqlite"
    for end in (*COMPANIONS, ""):
        part = places.database.with_name(places.database.name + end)
        if part.exists():
            part.replace(old.with_name(old.name + end))
    (stage / DATABASE).replace(places.database)
    sync_folder(places.home)
