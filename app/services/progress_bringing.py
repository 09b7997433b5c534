"""A progress file looked into, and brought in: a union of answers, last writers of everything else.

Bringing in is one transaction: all of it is kept, or nothing. Two devices that have brought in each other's
files know the same, whatever the order, and however often.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from app.services.household import Household
from app.services.progress_files import StoppedError, Told, opened, silent
from app.services.remembering import rebuild
from lexicon import histories, learners, recordings, registers, removals, reviews, writings
from lexicon.exchange.progress import Item
from lexicon.exchange.progress_flaws import Flaw, ProgressError
from lexicon.exchange.progress_parts import OfLearner, Removed
from lexicon.records import Learner, Review, Setting, Writing
from lexicon.troubles import ReviewMismatchError


@dataclass(slots=True)
class FoundLearner:
    """What a file holds of one learner, and what of it is new here.

    ``here``: this learner is known; ``removed``: it was removed here and does not come back. ``settings``:
    those that would be set otherwise, by key, with the values here and in the file (None: not set).
    """

    learner: Learner
    here: bool
    removed: bool
    answers: int = 0
    new: int = 0
    pages: int = 0
    settings: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)

    @property
    def is_news(self) -> bool:
        """Whether bringing it in changes anything."""
        return not self.removed and (not self.here or bool(self.new or self.pages or self.settings))


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds, ``size`` bytes. ``removes``: learners here who were removed elsewhere."""

    learners: tuple[FoundLearner, ...]
    removes: tuple[Learner, ...]
    size: int

    @property
    def is_news(self) -> bool:
        return bool(self.removes) or any(one.is_news for one in self.learners)


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in: how many learners were ``made``, how many ``answers`` are new, how many were removed."""

    made: int
    answers: int
    removed: int


def look(household: Household, path: Path, passphrase: str | None, told: Told = silent) -> Found:
    """What a file holds, read to its end; nothing is changed.

    Raises a ``SealError``, ``ProgressError``, ``NewerProgressError``, ``TeachersCopyError``,
    ``StoppedError``, ``lexicon.troubles.StoreError`` or OSError.
    """
    with path.open("rb") as file, household.kept.read() as connection:
        looking = _Looking(connection)
        items = looking.before_answers(opened(file, passphrase, household.now_ms(), told))
        looking.count(items)
        return Found(tuple(looking.found.values()), tuple(looking.removes), path.stat().st_size)


def bring(household: Household, path: Path, passphrase: str | None, told: Told = silent) -> Brought:
    """Bring a file in, in one transaction. Raises as ``look`` does; nothing was changed then."""
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


class _Looking:
    """Goes through a file and compares it with what is here."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._buried = removals.all_of(connection)
        self._here = {learner.id: learner for learner in learners.everyone(connection)}
        self.found: dict[UUID, FoundLearner] = {}
        self.removes: list[Learner] = []

    def before_answers(self, items: Iterator[Item]) -> Iterator[Review]:
        """Take everything up to the answers; those are left."""
        settings: dict[UUID, dict[str, Setting]] = {}
        pages: dict[UUID, dict[UUID, Writing]] = {}
        for item in items:
            match item:
                case Removed():
                    if item.id in self._here:
                        self.removes.append(self._here[item.id])
                    self._buried |= {item.id}
                case Learner():
                    _same_or_raise(self._connection, item)
                    shown = self._here.get(item.id, item)
                    self.found[item.id] = FoundLearner(shown, item.id in self._here, item.id in self._buried)
                case OfLearner():
                    whose = item.learner_id
                    if whose not in settings:
                        settings[whose] = {
                            one.key: one for one in registers.stamped(self._connection, str(whose))
                        }
                    self._set(self.found[whose], item.setting, settings[whose].get(item.setting.key))
                case Writing():
                    whose = item.learner_id
                    if whose not in pages:
                        pages[whose] = {one.id: one for one in writings.versions(self._connection, whose)}
                    self.found[whose].pages += writings.stands(item, pages[whose].get(item.id))
                case Review():
                    return _answers(chain([item], items))
        return iter(())

    def count(self, answers: Iterator[Review]) -> None:
        """Count the answers, and those that are new."""
        for whose, group in groupby(answers, lambda review: review.learner_id):
            found = self.found[whose]
            try:
                found.new = reviews.new_among(self._connection, _counted(group, found))
            except ReviewMismatchError as error:
                raise ProgressError(Flaw.OTHER_ANSWER) from error

    def _set(self, found: FoundLearner, new: Setting, old: Setting | None) -> None:
        if old is None or registers.stands((new.stamp, new.value), (old.stamp, old.value)):
            before = old.value if old is not None else None
            if before != new.value:
                found.settings[new.key] = (before, new.value)
            if new.key == "nickname" and new.value is not None:
                found.learner = replace(found.learner, nickname=new.value)
            if new.key == "picture" and new.value is not None:
                found.learner = replace(found.learner, picture=new.value)


def _counted(answers: Iterator[Review], found: FoundLearner) -> Iterator[Review]:
    for review in answers:
        found.answers += 1
        yield review


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
                    return _answers(chain([item], items))
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
        if not _same_or_raise(self._connection, learner):
            learners.add(self._connection, learner)
            self.made += 1
        self.concerned.append(learner.id)

    def _writing(self, writing: Writing) -> None:
        try:
            writings.merge(self._connection, writing)
        except ValueError as error:
            raise ProgressError(Flaw.OTHER_PAGE) from error


def _same_or_raise(connection: Connection, learner: Learner) -> bool:
    """Whether this learner is here already."""
    here = learners.as_made(connection, learner.id)
    if here is not None and here != learner:
        raise ProgressError(Flaw.OTHER_CHILD)
    return here is not None


def _answers(items: Iterator[Item]) -> Iterator[Review]:
    """The answers, behind which a file has nothing else."""
    for item in items:
        assert isinstance(item, Review)  # the file's order, which its reader holds
        yield item
