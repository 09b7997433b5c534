"""What a learner remembers and how fast it answers, kept in mind from one lesson to the next.

The database has it all; reading it anew took half of the planning of whoever knows many words
(``tests.benchmarks.many_answers``). It stays in mind only while the store says that nobody else has written:
an answer kept here is carried on, after anything else it is read again. On the database's thread.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Connection

from app.drills.memory import Key
from app.drills.pace import LATEST, Pace
from app.drills.remembered import Remembered
from app.services.household import Household
from lexicon import memories, reviews
from lexicon.records import Learner, Memory, Review
from lexicon.store import Moment

#: Memories kept in mind at most, of all learners together (some 300 bytes each); the latest learner's always.
MOST = 30_000


class Recollection:
    """What one learner remembers, and its latest answers: those taken back and the taking back too."""

    def __init__(
        self, learner: Learner, known: Remembered, latest: tuple[Review, ...], before: Mapping[Key, int]
    ) -> None:
        self._learner = learner
        self.remembered = known
        self._latest = list(latest)
        self._among = Counter(map(_key, latest))
        self._undone = {one.undoes for one in latest if one.undoes is not None}
        self._before = dict(before)

    @classmethod
    def read(cls, connection: Connection, learner: Learner) -> Recollection:
        """As the store has it."""
        latest = reviews.latest(connection, learner.id, LATEST)
        before = {}
        if len(latest) == LATEST:
            ids = {one.sense_id for one in latest}
            before = reviews.last_before(connection, learner.id, ids, latest[0])
        return cls(learner, Remembered(memories.of(connection, learner.id)), latest, before)

    def pace(self) -> Pace:
        """The pace in the latest answers."""
        return Pace.of(self._latest, self._learner.age_band, self._before)

    def is_of(self, learner: Learner) -> bool:
        """Whether this is ``learner``, as old as it was."""
        return (self._learner.id, self._learner.age_band) == (learner.id, learner.age_band)

    def takes(self, review: Review) -> bool:
        """Whether ``review`` is from no earlier moment than the others."""
        return not self._latest or review.at_ms >= self._latest[-1].at_ms

    def add(self, review: Review, known: Memory | None, after: Memory) -> None:
        """One answer more; ``known`` is the memory before it, ``after`` the one it leaves."""
        key = _key(review)
        if known is not None and not self._among[key]:
            self._before[key] = known.last_ms
        insort(self._latest, review, key=lambda one: (one.at_ms, one.id))
        self._among[key] += 1
        if len(self._latest) > LATEST:
            oldest = self._latest.pop(0)
            self._among[_key(oldest)] -= 1
            if oldest.undoes is None and oldest.id not in self._undone:
                self._before[_key(oldest)] = oldest.at_ms
        self.remembered.put(after)


def _key(review: Review) -> Key:
    return review.sense_id, review.skill


class Recollections:
    """The recollections of the learners of one store, as long as they are true."""

    def __init__(self, household: Household) -> None:
        self._household = household
        self._moment: Moment | None = None
        self._of: dict[UUID, Recollection] = {}

    def of(self, connection: Connection, learner: Learner) -> Recollection:
        """What ``learner`` remembers, as ``connection`` sees it."""
        moment = self._household.kept.moment(connection)
        if moment != self._moment:
            self._moment, self._of = moment, {}
        here = self._of.pop(learner.id, None)
        if here is None or not here.is_of(learner):
            here = Recollection.read(connection, learner)
        self._of[learner.id] = here  # the latest comes last
        while len(self._of) > 1 and sum(len(one.remembered) for one in self._of.values()) > MOST:
            del self._of[next(iter(self._of))]
        return here

    def kept(self, review: Review, known: Memory | None, after: Memory, moment: Moment) -> None:
        """``review`` was kept by a transaction that began at ``moment``, and nothing else in it."""
        if moment != self._moment:
            return
        self._moment = moment.after_a_write
        here = self._of.get(review.learner_id)
        if here is not None and here.takes(review):
            here.add(review, known, after)
        elif here is not None:
            del self._of[review.learner_id]
