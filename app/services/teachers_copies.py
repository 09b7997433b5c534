"""The copy for a teacher, made from a family's answers: totals and words, and no time of day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from app.drills.forecast import day_of, letters_known, spent_ms
from app.drills.memory import DAY_MS, retrievability
from app.services.at_hand import LETTER_DRILLS, LETTER_IDS
from app.services.household import Household
from app.services.progress_files import Saved
from lexicon import histories, learners, memories
from lexicon.exchange import teachers_copy
from lexicon.exchange.teachers_copy import ClassChild, Week, WordTotals
from lexicon.records import Learner, Memory, Review
from lexicon.reviews import KNOWN
from lexicon.uyghur.alphabet import LETTERS
from lexicon.whole_files import replacing

LATELY_MS = 30 * DAY_MS
"""What counts as the last month."""

_MINUTE_MS = 60_000
_WEEK_MINUTES = 7 * 24 * 60


def save(
    household: Household, whose: Iterable[Learner], path: Path, passphrase: str | None, offset_min: int
) -> Saved:
    """Write the copy of learners to ``path``, whole or not at all; None as passphrase: anybody can read it.

    ``offset_min`` is the local offset from UTC now. Raises ``lexicon.troubles.StoreError`` or OSError.
    """
    ids = sorted({learner.id for learner in whose})
    with household.kept.read() as connection, replacing(path) as file:
        children = [child(connection, id_, household.now_ms(), offset_min) for id_ in ids]
        teachers_copy.write(file, children, passphrase=passphrase)
    asked = sum(word.asked for one in children for word in one.words)
    return Saved(path, path.stat().st_size, asked)


def read(path: Path, passphrase: str | None) -> tuple[ClassChild, ...]:
    """The children of a copy. Raises as ``lexicon.exchange.teachers_copy.read`` does."""
    with path.open("rb") as file:
        return teachers_copy.read(file, passphrase=passphrase)


def child(connection: Connection, learner_id: UUID, now_ms: int, offset_min: int) -> ClassChild:
    """One child as its teacher sees it. Raises ``UnknownLearnerError``."""
    learner = learners.one(connection, learner_id)
    known = memories.of(connection, learner_id)
    totals = _Totals(histories.undone(connection, learner_id), now_ms)
    for review in histories.by_time(connection, learner_id):
        totals.add(review)
    which = letters_known(known, LETTER_IDS, now_ms)
    asked = {LETTER_IDS[one] for one in totals.no_words if one in LETTER_IDS}
    chances = _chances(known, totals.no_words, now_ms)
    return ClassChild(
        teachers_copy.tag_of(learner_id),
        learner.nickname,
        learner.picture,
        teachers_copy.week_of(day_of(now_ms, offset_min)),
        round(sum(chances.values())),
        len(which),
        totals.words(chances),
        totals.weeks(),
        "".join(letter for letter in LETTERS if letter in which),
        "".join(letter for letter in LETTERS if letter in asked - which),
    )


def _chances(known: Iterable[Memory], no_words: set[UUID], now_ms: int) -> dict[UUID, float]:
    """By word the chance (0–1) that its surest skill is remembered."""
    surest: dict[UUID, float] = {}
    for memory in known:
        if memory.sense_id not in no_words:
            chance = retrievability(memory, now_ms)
            surest[memory.sense_id] = max(chance, surest.get(memory.sense_id, 0.0))
    return surest


class _Totals:
    """Adds up answers that come by time; one week of them is held."""

    def __init__(self, undone: frozenset[UUID], now_ms: int) -> None:
        self._undone = undone
        self._since_ms = now_ms - LATELY_MS
        self._of_word: defaultdict[UUID, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        self._days: defaultdict[int, set[int]] = defaultdict(set)
        self._spent_ms: defaultdict[int, int] = defaultdict(int)
        self._week: int | None = None
        self._waiting: list[Review] = []
        self.no_words: set[UUID] = set()
        """Letters and lines, which are asked too."""

    def add(self, review: Review) -> None:
        day = day_of(review.at_ms, review.offset_min)
        week = teachers_copy.week_of(day)
        if week != self._week:
            self._flush()
            self._week = week
        self._days[week].add(day)
        self._waiting.append(review)
        if review.drill in LETTER_DRILLS:
            self.no_words.add(review.sense_id)
        elif review.undoes is None and review.id not in self._undone:
            right, lately = review.rating >= KNOWN, review.at_ms >= self._since_ms
            found = self._of_word[review.sense_id]
            for place, counts in enumerate((True, right, lately, lately and right)):
                found[place] += counts

    def words(self, chances: dict[UUID, float]) -> tuple[WordTotals, ...]:
        """By id: who gets them must not learn in which order they came."""
        found = []
        for sense_id in sorted(self._of_word.keys() - self.no_words):
            asked, right, asked_lately, right_lately = self._of_word[sense_id]
            tenths = round(10 * chances.get(sense_id, 0.0))
            found.append(WordTotals(sense_id, asked, right, asked_lately, right_lately, tenths))
        return tuple(found)

    def weeks(self) -> tuple[Week, ...]:
        self._flush()
        return tuple(
            Week(
                week,
                len(self._days[week]),
                min(_WEEK_MINUTES, round(self._spent_ms[week] / _MINUTE_MS)),
            )
            for week in sorted(self._days)
        )

    def _flush(self) -> None:
        if self._week is not None:
            self._spent_ms[self._week] += spent_ms(self._waiting)
        self._waiting = []
