"""A learner's progress taken along to another device, looked into, and brought in.

All of it runs on the database's thread. ``told`` gets how much is done of how much, and says whether to go
on; where it does not, ``StoppedError`` is raised and nothing was changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from anatil import AnaTilError
from app.services.household import Household
from lexicon import histories, learners, registers, removals, writings
from lexicon.exchange import progress
from lexicon.exchange.progress import Item
from lexicon.exchange.progress_flaws import Flaw, ProgressError
from lexicon.exchange.progress_parts import OfLearner, Removed
from lexicon.places import Places
from lexicon.records import Learner, Review
from lexicon.whole_files import make_folder, replacing

T = TypeVar("T")

Told = Callable[[int, int], bool]

_TELL_EVERY = 500


class StoppedError(AnaTilError):
    """A person stopped it. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a file lies, its size in bytes, how many answers it holds, and how many rows a bad disk had
    changed: those do not travel."""

    path: Path
    size: int
    answers: int
    left_out: int = 0


def silent(_done: int, _all: int) -> bool:
    """Goes on, and tells nobody."""
    return True


def new_file(household: Household) -> Path:
    """Where a file is saved to be sent, under a name that says nothing about the child. Raises OSError."""
    folder = household.places.outbox
    make_folder(folder)
    return folder / f"ana-til-{household.new_id().hex[:8]}.{progress.ENDING}"


def found_in(places: Places) -> tuple[Path, ...]:
    """Progress files where a person puts what came and where one's own are saved, the newest first."""
    found = {
        path
        for folder in (places.inbox, places.outbox)
        if folder.is_dir()
        for path in folder.glob(f"*.{progress.ENDING}")
        if path.is_file()
    }
    return tuple(sorted(found, key=lambda path: (-path.stat().st_mtime, path.name)))


def save(
    household: Household,
    whose: Iterable[Learner],
    path: Path,
    passphrase: str | None,
    told: Told = silent,
) -> Saved:
    """Write the progress of learners to ``path``, whole or not at all; None: anybody can read it.

    Raises ``UnknownLearnerError``, ``StoppedError``, ``lexicon.troubles.StoreError`` or OSError.
    """
    ids = sorted({learner.id for learner in whose})
    with household.kept.read() as connection, replacing(path) as file:
        every = sum(histories.count(connection, id_) for id_ in ids)
        gathering = _Gathering(connection, ids, household.now_ms())
        progress.write(
            file, watched(gathering.items(), lambda: gathering.answers, every, told), passphrase=passphrase
        )
    return Saved(path, path.stat().st_size, gathering.answers, gathering.left_out)


def watched(items: Iterable[T], done: Callable[[], int], every: int, told: Told) -> Iterator[T]:
    """The same items; every few hundred ``told`` hears how far it is. Raises ``StoppedError``."""
    for number, item in enumerate(items):
        if number % _TELL_EVERY == 0 and not told(min(done(), every), every):
            raise StoppedError("Stopped. Nothing was changed.")
        yield item


def opened(file: BinaryIO, passphrase: str | None, now_ms: int, told: Told) -> Iterator[Item]:
    """What a file holds; ``told`` hears of bytes. Raises as ``progress.read`` does, and ``StoppedError``."""
    size = file.seek(0, 2)
    file.seek(0)
    return watched(progress.read(file, passphrase=passphrase, now_ms=now_ms), file.tell, size, told)


class _Gathering:
    """Everything of some learners, in the order of a file; counts as it goes."""

    def __init__(self, connection: Connection, ids: Sequence[UUID], now_ms: int) -> None:
        self._connection = connection
        self._ids = ids
        self._now_ms = now_ms
        self.answers = 0
        self.left_out = 0

    def items(self) -> Iterator[Item]:
        connection = self._connection
        yield from map(Removed, sorted(removals.all_of(connection)))
        for id_ in self._ids:
            learner = learners.as_made(connection, id_)
            if learner is None:
                learners.one(connection, id_)  # says that there is none
            elif not progress.readable(learner, self._now_ms):
                raise ProgressError(Flaw.TEXT, "nickname")
            else:
                yield learner
        for id_ in self._ids:
            stamped = registers.stamped(connection, str(id_))
            yield from self._fit(OfLearner(id_, one) for one in stamped)
        for id_ in self._ids:
            pages = sorted(writings.versions(connection, id_), key=lambda one: one.id)
            yield from self._fit(pages)
        for id_ in self._ids:
            for review in self._fit(histories.whole_by_sense(connection, id_)):
                self.answers += isinstance(review, Review)
                yield review

    def _fit(self, items: Iterable[Item | None]) -> Iterator[Item]:
        """Without those that a bad disk changed: one of them would spoil the whole file."""
        for item in items:
            if item is None or not progress.readable(item, self._now_ms):
                self.left_out += 1
            else:
                yield item
