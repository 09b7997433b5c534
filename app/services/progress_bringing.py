"""A progress file brought in: a union of answers, last writers of everything else.

Bringing in is one transaction: all of it is kept, or nothing. Two devices that have brought in each other's
files know the same, whatever the order, and however often.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from app.services.household import Household
from app.services.progress_files import StoppedError, Told, opened, silent
from app.services.progress_looking import answers_of, same_or_raise
from app.services.remembering import rebuild
from lexicon import histories, learners, recordings, registers, removals, reviews, writings
from lexicon.exchange.progress import Item
from lexicon.exchange.progress_flaws import Flaw, ProgressError
from lexicon.exchange.progress_parts import OfLearner, Removed
from lexicon.packs import clips
from lexicon.records import Learner, Review, Writing
from lexicon.troubles import ReviewMismatchError


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in: how many learners were ``made``, how many ``answers`` are new, how many were removed."""

    made: int
    answers: int
    removed: int


def bring(household: Household, path: Path, passphrase: str | None, told: Told = silent) -> Brought:
    """Bring a file in, in one transaction. Raises as
    ``progress_looking.look`` does; nothing was changed then."""
    with path.open("rb") as file, household.kept.write() as connection:
        bringing = _Bringing(connection, household.now_ms())
        items = bringing.before_answers(opened(file, passphrase, household.now_ms(), _half(told)))
        before = {id_: histories.count(connection, id_) for id_ in bringing.concerned}
        try:
            added = reviews.union(connection, items)
        except ReviewMismatchError as error:
            raise ProgressError(Flaw.OTHER_ANSWER) from error
        after = {id_: histories.count(connection, id_) for id_ in bringing.concerned}
        changed = [id_ for id_ in after if after[id_] > before[id_] or id_ in bringing.set_anew]
        _replay(connection, changed, sum(after[id_] for id_ in changed), told)
        # Files go last: what follows cannot fail, so none is gone whose row comes back.
        if bringing.files:
            clips.sweep(connection, household.places.packs)
            household.forget_packed()
        recordings.forget(household.places.recordings, bringing.files)
    return Brought(bringing.made, added, bringing.removed)


def _half(told: Told) -> Told:
    """Reading is the first half of the way, replaying the second."""
    return lambda done, every: told(done, 2 * every)


def _replay(connection: Connection, ids: list[UUID], every: int, told: Told) -> None:
    done = 0

    def one_more(count: int) -> None:
        nonlocal done
        done += count
        if not told(every + done, 2 * every):
            raise StoppedError("Stopped. Nothing was changed.")

    for id_ in ids:
        rebuild(connection, id_, one_more)


class _Bringing:
    """Takes a file into the database, within the caller's transaction."""

    def __init__(self, connection: Connection, now_ms: int) -> None:
        self._connection = connection
        self._now_ms = now_ms
        self._gone: list[UUID] = []
        self.concerned: list[UUID] = []
        """Learners of the file who are here now."""
        self.set_anew: set[UUID] = set()
        """Those of them with another setting than before: the replay may depend on it."""
        self.files: frozenset[str] = frozenset()
        """SHA-256 of voices' files that nothing names any more."""
        self.made = self.removed = 0

    def before_answers(self, items: Iterator[Item]) -> Iterator[Review]:
        """Take everything up to the answers; those are left."""
        for item in items:
            if isinstance(item, Removed):
                self._gone.append(item.id)
                continue
            self._remove()
            match item:
                case Learner():
                    self._learner(item)
                case OfLearner() if item.learner_id in self.concerned:
                    one = item.setting
                    if registers.put(self._connection, str(item.learner_id), one.key, one.value, one.stamp):
                        self.set_anew.add(item.learner_id)
                case Writing() if item.learner_id in self.concerned:
                    self._writing(item)
                case Review():
                    return answers_of(chain([item], items))
        self._remove()
        return iter(())

    def _remove(self) -> None:
        """Before anything else: a removal is stronger than whatever follows."""
        if self._gone:
            before = len(learners.everyone(self._connection))
            self.files |= removals.apply(self._connection, self._gone, self._now_ms)
            self.removed += before - len(learners.everyone(self._connection))
            self._gone = []

    def _learner(self, learner: Learner) -> None:
        if removals.is_removed(self._connection, learner.id):
            return
        if not same_or_raise(self._connection, learner):
            learners.add(self._connection, learner)
            self.made += 1
        self.concerned.append(learner.id)

    def _writing(self, writing: Writing) -> None:
        try:
            writings.merge(self._connection, writing)
        except ValueError as error:
            raise ProgressError(Flaw.OTHER_PAGE) from error
