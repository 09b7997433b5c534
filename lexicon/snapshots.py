"""Snapshots: copies of the database on this device, made by themselves, for the day it is damaged.

They hold words, answers and who lends a voice; the recordings themselves are files that are written once and
never changed, and stand where they are. Each is read back before it counts (``copies``).

How many are kept: the latest of each of the last three days that have one, of the last three weeks, and of
the last three months; so nine at most. Days, weeks (from Monday) and months are those of UTC.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from lexicon import copies
from lexicon.copies import Contents, GoOn, always
from lexicon.places import Places

KEPT: Final = 3
"""How many days, weeks and months."""

DAY_MS: Final = 86_400_000
ROOM: Final = 64 << 20
"""Bytes that stay free on the disk beside a new snapshot: what a family does next must not fail for it."""

_NAME: Final = re.compile(r"anatil-(\d{4}-\d{2}-\d{2}-\d{6})\.sqlite")
_WRITTEN: Final = "%Y-%m-%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file, and when it was taken (UTC)."""

    path: Path
    at: datetime


def every(folder: Path) -> tuple[Snapshot, ...]:
    """The snapshots in a folder, the latest first."""
    found = []
    for path in folder.glob("anatil-*.sqlite"):
        written = _NAME.fullmatch(path.name)
        try:
            at = datetime.strptime(written[1], _WRITTEN).replace(tzinfo=UTC) if written else None
        except ValueError:
            at = None
        if at is not None:
            found.append(Snapshot(path, at))
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def is_due(places: Places, now_ms: int) -> bool:
    """Whether the latest is a day old; one from the future was taken by a wrong clock and does not count."""
    now = _at(now_ms)
    past = [one.at for one in every(places.snapshots) if one.at <= now]
    return not past or (now - max(past)).total_seconds() * 1000 >= DAY_MS


def has_room(places: Places, free: Callable[[Path], int] | None = None) -> bool:
    """Whether the disk has room for one more beside what a family needs; ``free`` says the bytes left."""
    left = (free or _free)(places.home)
    return left >= 2 * places.database.stat().st_size + ROOM


def take(places: Places, now_ms: int, go_on: GoOn = always) -> tuple[Snapshot, Contents]:
    """Take a snapshot, read it back, and let go of those that the rule no longer keeps.

    Where reviews are damaged nothing older is let go: it may have them whole. Raises a ``StoreError``,
    ``StoppedError`` or OSError, with the snapshots as they were.
    """
    places.snapshots.mkdir(mode=0o700, parents=True, exist_ok=True)
    at = _at(now_ms).replace(microsecond=0)
    taken = Snapshot(places.snapshots / f"anatil-{at:{_WRITTEN}}.sqlite", at)
    contents = copies.make(places.database, taken.path, go_on, slim=True)
    if not contents.flawed:
        keep = {one.path for one in kept(every(places.snapshots))} | {taken.path}
        for one in every(places.snapshots):
            if one.path not in keep:
                copies.forget(one.path)
    return taken, contents


def kept(found: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
    """Those that the rule keeps, the latest first."""
    latest = sorted(found, key=lambda one: one.at, reverse=True)
    keep: dict[Path, Snapshot] = {}
    for told in ("%Y-%m-%d", "%G-%V", "%Y-%m"):
        periods: dict[str, Snapshot] = {}
        for one in latest:
            periods.setdefault(f"{one.at:{told}}", one)
        for one in list(periods.values())[:KEPT]:
            keep[one.path] = one
    return tuple(sorted(keep.values(), key=lambda one: one.at, reverse=True))


def _at(now_ms: int) -> datetime:
    return datetime.fromtimestamp(now_ms / 1000, UTC)


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free
