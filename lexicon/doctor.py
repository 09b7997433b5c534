"""Looking at everything that is kept: what is whole, what can be made anew, and what is lost.

What can be made anew is: memories (from the answers), search and sort keys (from the words), SQLite's own
indexes, a damaged answer (from a snapshot that has it whole), and what killed processes left lying. What
cannot is named and left as it is; nothing is ever made up.
"""

from __future__ import annotations

import hashlib
import math
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, select

from lexicon import (
    copies,
    guards,
    learners,
    memories,
    photos,
    purging,
    recordings,
    reviews,
    schema,
    search_index,
    snapshots,
)
from lexicon.copies import GoOn, StoppedError, always
from lexicon.packs import clips
from lexicon.pictures import ENDING, PHOTO
from lexicon.places import Places
from lexicon.records import Memory
from lexicon.store import Store
from lexicon.troubles import DatabaseDamagedError, StoreError

Replay = Callable[[Connection, UUID], Iterable[Memory]]
"""What a learner's memories should be, from the answers."""


class Fault(StrEnum):
    """What may be found."""

    FILE = "file"
    INDEX = "index"
    ORPHAN = "orphan"
    ANSWER = "answer"
    MEMORY = "memory"
    SEARCH = "search"
    VOICE_MISSING = "voice missing"
    VOICE_CHANGED = "voice changed"
    VOICE_UNNAMED = "voice unnamed"
    PACK_MISSING = "pack missing"
    PACK_CHANGED = "pack changed"
    PICTURE = "picture"
    SNAPSHOT = "snapshot"
    LEFTOVER = "leftover"


_OF_INDEXES: Final = ("missing from index", "wrong # of entries in index", "non-unique entry in index")


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, what it is about (ids, file names), whether it was mended, and whether it can be."""

    fault: Fault
    names: tuple[str, ...]
    mended: bool = False
    can_mend: bool = False


def examine(
    store: Store, places: Places, replay: Replay, *, repair: bool = False, go_on: GoOn = always
) -> tuple[Finding, ...]:
    """Look at everything; with ``repair`` make anew what can be. Nothing found is everything well.

    Raises a ``StoreError``, ``StoppedError`` or OSError.
    """
    checks = (_database, _answers, _memories, _search, _voices, _packs, _pictures, _snapshots, _leftovers)
    found: list[Finding] = []
    for number, check in enumerate(checks):
        if not go_on(number, len(checks)):
            raise StoppedError("stopped while it was looked at")

        def on(number: int = number) -> None:
            if not go_on(number, len(checks)):
                raise StoppedError("stopped while it was looked at")

        try:
            found += check(_Patient(store, places, replay, repair, on))
        except DatabaseDamagedError as error:  # a part that cannot be read hides no other part
            found.append(Finding(Fault.FILE, (str(error),)))
    go_on(len(checks), len(checks))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Patient:
    store: Store
    places: Places
    replay: Replay
    repair: bool
    on: Callable[[], None]
    """To be called now and then: raises ``StoppedError`` when a person stopped it."""


def _database(of: _Patient) -> Iterator[Finding]:
    with of.store.read() as connection:
        told = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    told = [line for line in told if line != "ok"]
    if told and all(any(sign in line for sign in _OF_INDEXES) for line in told):
        mended = False
        if of.repair:
            with of.store.write() as connection:
                connection.exec_driver_sql("REINDEX")
            with of.store.read() as connection:
                mended = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() == "ok"
        yield Finding(Fault.INDEX, tuple(told), mended, can_mend=True)
    elif told:
        yield Finding(Fault.FILE, tuple(told))
    if orphans:
        yield Finding(Fault.ORPHAN, tuple(f"{row[0]} {row[1]}" for row in orphans))


def _answers(of: _Patient) -> Iterator[Finding]:
    with of.store.read() as connection:
        flawed = reviews.verify(connection)
    if not flawed:
        return
    whole: dict[str, tuple[Any, ...]] = {}
    for one in snapshots.every(of.places.snapshots):
        with suppress(StoreError, sqlite3.Error), copies.reading(one.path, still=True) as copy:
            for id_ in flawed:
                rows = copy.execute(reviews.EVERY.replace(" ORDER", " WHERE id = ? ORDER"), (id_,)).fetchall()
                if rows and not reviews.flawed(rows):
                    whole.setdefault(id_, rows[0])
    back = tuple(id_ for id_ in flawed if id_ in whole)
    lost = tuple(id_ for id_ in flawed if id_ not in whole)
    if back and of.repair:
        with of.store.write() as connection:
            _put_back(connection, [whole[id_] for id_ in back])
    if back:
        yield Finding(Fault.ANSWER, back, of.repair, can_mend=True)
    if lost:
        yield Finding(Fault.ANSWER, lost)


def _put_back(connection: Connection, rows: list[tuple[Any, ...]]) -> None:
    """Put whole rows in place of damaged ones. The guard is away for this one transaction."""
    connection.exec_driver_sql("DROP TRIGGER review_no_update")
    names = list(schema.review.columns.keys())
    setting = ", ".join(f"{name} = ?" for name in names)
    for row in rows:
        connection.exec_driver_sql(f"UPDATE review SET {setting} WHERE id = ?", (*row, row[0]))
    connection.exec_driver_sql(guards.statements("sqlite")[0])


def _memories(of: _Patient) -> Iterator[Finding]:
    with of.store.read() as connection:
        everyone = learners.everyone(connection)
    for learner in everyone:
        of.on()
        with of.store.read() as connection:
            try:
                wanted = tuple(of.replay(connection, learner.id))
            except DatabaseDamagedError:
                continue  # an answer that cannot be read: named above, and nothing is made from it
            try:
                here = memories.of(connection, learner.id)
            except (ValueError, TypeError, LookupError):
                here = ()
        if not _alike(here, wanted):
            if of.repair:
                with of.store.write() as connection:
                    memories.replace_all(connection, learner.id, wanted)
            yield Finding(Fault.MEMORY, (str(learner.id),), of.repair, can_mend=True)


def _alike(here: Iterable[Memory], wanted: Iterable[Memory]) -> bool:
    """Whether the two say the same; another processor's last digit is no fault."""
    one, two = ({(m.sense_id, m.skill): m for m in group} for group in (here, wanted))
    return one.keys() == two.keys() and all(_same(one[key], two[key]) for key in one)


def _same(one: Memory, two: Memory) -> bool:
    close = math.isclose(one.stability, two.stability, rel_tol=1e-9) and math.isclose(
        one.difficulty, two.difficulty, rel_tol=1e-9
    )
    return close and replace(one, stability=two.stability, difficulty=two.difficulty) == two


def _search(of: _Patient) -> Iterator[Finding]:
    with of.store.read() as connection:
        if not search_index.is_current(connection):
            return  # the next start makes them anew
        faults = search_index.faults(connection) + search_index.misordered(connection)
    if faults:
        if of.repair:
            with of.store.write() as connection:
                search_index.rebuild(connection)
        yield Finding(Fault.SEARCH, (f"{faults} keys",), of.repair, can_mend=True)


def _voices(of: _Patient) -> Iterator[Finding]:
    folder = of.places.recordings
    with of.store.read() as connection:
        named = recordings.named(connection)
        packed = frozenset(connection.scalars(select(schema.pack_part.c.sha256)))
    missing, changed = [], []
    for sha256 in sorted(named):
        of.on()
        path = recordings.file_of(folder, sha256)
        if path.is_file():
            if digest_of(path) != sha256:
                changed.append(sha256)
        elif sha256 not in packed:
            missing.append(sha256)
    if missing:
        yield Finding(Fault.VOICE_MISSING, tuple(missing))
    if changed:
        yield Finding(Fault.VOICE_CHANGED, tuple(changed))
    unnamed = tuple(
        sorted(path.name for path in folder.rglob("*") if path.is_file() and path.name not in named)
    )
    if unnamed:
        # A database that was put aside may still name them: then they stay.
        can_mend = not any(of.places.home.glob("anatil-damaged-*"))
        if of.repair and can_mend:
            with of.store.write() as connection:
                recordings.sweep(connection, folder)
        yield Finding(Fault.VOICE_UNNAMED, unnamed, of.repair and can_mend, can_mend)


def _packs(of: _Patient) -> Iterator[Finding]:
    pack, part = schema.pack, schema.pack_part
    with of.store.read() as connection:
        packs = connection.execute(select(pack.c.id, pack.c.sha256)).all()
        parts = connection.execute(select(part.c.pack_id, part.c.sha256, part.c.at, part.c.size)).all()
    missing, changed = [], []
    for one in packs:
        of.on()
        path = of.places.packs / one.sha256
        if not path.is_file():
            missing.append(one.sha256)
        elif digest_of(path) != one.sha256:
            # A withdrawn clip is zeros in it: then every part that is left must still be whole.
            own = [row for row in parts if row.pack_id == one.id]
            lost = [row.sha256 for row in own if digest_of(path, row.at, row.size) != row.sha256]
            if lost or not own:
                changed.append(one.sha256)
    if missing:
        yield Finding(Fault.PACK_MISSING, tuple(missing))
    if changed:
        yield Finding(Fault.PACK_CHANGED, tuple(changed))


def _pictures(of: _Patient) -> Iterator[Finding]:
    """A photo that is missing or damaged; a word is then shown without."""
    with of.store.read() as connection:
        codes = photos.named(connection)
    packed = clips.pictures(of.places.packs) if codes else {}
    lost = []
    for code in sorted(codes):
        of.on()
        path = of.places.photos / f"{code}{ENDING}"
        whole = digest_of(path) == code.removeprefix(PHOTO) if path.is_file() else code in packed
        if not whole:
            lost.append(code)
    if lost:
        yield Finding(Fault.PICTURE, tuple(lost))


def _snapshots(of: _Patient) -> Iterator[Finding]:
    unread = []
    for path in purging.every_copy(of.places):
        of.on()
        if path.name.startswith("anatil-damaged-"):
            continue  # that it is damaged is why it lies there
        try:
            copies.read_back(path)
        except (StoreError, sqlite3.Error):
            unread.append(path.name)
    if unread:
        yield Finding(Fault.SNAPSHOT, tuple(unread))


def _leftovers(of: _Patient) -> Iterator[Finding]:
    with copies.ONE_AT_A_TIME:  # a copy that is being made is no leftover
        found = purging.half_made(of.places)
        if of.repair:
            for path in found:
                path.unlink(missing_ok=True)
    if found:
        yield Finding(Fault.LEFTOVER, tuple(path.name for path in found), of.repair, can_mend=True)


def digest_of(path: Path, at: int = 0, size: int | None = None) -> str:
    """The SHA-256 of a file, or of a part of it. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        file.seek(at)
        while size is None or size > 0:
            piece = file.read(1 << 18 if size is None else min(size, 1 << 18))
            if not piece:
                break
            digest.update(piece)
            size = None if size is None else size - len(piece)
    return digest.hexdigest()
