"""A progress file looked into: whose it is, and what of it is new here. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from app.services.household import Household
from app.services.progress_files import Told, opened, silent
from lexicon import learners, registers, removals, reviews, writings
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


def same_or_raise(connection: Connection, learner: Learner) -> bool:
    """Whether this learner is here already."""
    here = learners.as_made(connection, learner.id)
    if here is not None and here != learner:
        raise ProgressError(Flaw.OTHER_CHILD)
    return here is not None


def answers_of(items: Iterator[Item]) -> Iterator[Review]:
    """The answers, behind which a file has nothing else."""
    for item in items:
        assert isinstance(item, Review)  # the file's order, which its reader holds
        yield item


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
                    same_or_raise(self._connection, item)
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
                    return answers_of(chain([item], items))
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
