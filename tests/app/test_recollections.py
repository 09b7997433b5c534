"""What is kept in mind of a learner from lesson to lesson is always what the database says."""

from __future__ import annotations

from contextlib import closing
from sqlite3 import connect

import pytest

from app.drills.pace import Pace
from app.drills.steps import Ending, SingleQuestion
from app.services import recollections
from app.services.lessons import Lessons
from app.services.recollections import Recollection, Recollections
from lexicon import memories
from lexicon.records import Learner
from lexicon.store import open_store
from tests.app.family import DAY_MS, Family, wrong
from tests.app.test_lessons import child, family

__all__ = ["child", "family"]  # fixtures


@pytest.fixture(autouse=True)
def ninety_answers_are_the_latest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recollections, "LATEST", 90)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Learner]:
    """Whoever was read from the database, in order."""
    read = Recollection.read
    found: list[Learner] = []

    def counted(connection: object, learner: Learner) -> Recollection:
        found.append(learner)
        return read(connection, learner)  # type: ignore[arg-type]

    monkeypatch.setattr(Recollection, "read", counted)
    return found


def in_mind(family: Family) -> Recollections:
    return family.lessons._recollections


def same(family: Family, child: Learner) -> None:
    """What is in mind of the child is what the database says."""
    with family.household.kept.read() as connection:
        here = in_mind(family).of(connection, child)
        there = Recollections(family.household).of(connection, child)
        assert set(here.remembered) == set(memories.of(connection, child.id))
    assert here.pace() == there.pace()
    assert here.remembered._by_return == there.remembered._by_return
    assert here.remembered._by_firmness == there.remembered._by_firmness
    assert here.remembered.last_ms == there.remembered.last_ms
    assert here.remembered.met == there.remembered.met


def taken_back(family: Family, child: Learner) -> None:
    """A slip at the first question, taken back."""
    theme = family.lessons.path(child).themes[0]
    running = family.lessons.begin(child, theme.id, "en")
    while (step := running.lesson.step(family.now_ms)) is not None and not isinstance(step, Ending):
        family.now_ms += 2_000
        if not isinstance(step, SingleQuestion):
            running.lesson.passed(family.now_ms)
            continue
        slip = running.lesson.answer_with(
            wrong(step), taken_ms=900, now_ms=family.now_ms, offset_min=60, new_id=family.new_id()
        )
        assert slip.review is not None
        family.lessons.keep(slip.review)
        family.now_ms += 1_000
        family.lessons.undo(
            running.lesson.undo_last(now_ms=family.now_ms, offset_min=60, new_id=family.new_id())
        )
        return


def test_lessons_are_carried_on_in_mind_and_read_once(
    family: Family, child: Learner, reads: list[Learner]
) -> None:
    for day in range(9):
        family.now_ms += DAY_MS
        family.lesson(child, right=0.8, theme=day % 3)
        same(family, child)
    assert len(family.kept(child)) > 150
    assert len(reads) == 1 + 9, "once, and nine times to compare"


def test_what_was_taken_back_is_not_remembered(family: Family, child: Learner) -> None:
    for day in range(6):
        family.now_ms += DAY_MS
        family.lesson(child, right=0.7, theme=day % 2)
        taken_back(family, child)
        same(family, child)
    assert any(review.undoes for review in family.kept(child))


def test_what_another_program_writes_is_seen(family: Family, child: Learner) -> None:
    family.lesson(child)
    same(family, child)
    database = family.household.places.database
    with closing(connect(database)) as other:
        other.execute("DELETE FROM memory WHERE rowid IN (SELECT rowid FROM memory LIMIT 2)")
        other.commit()
    same(family, child)
    family.now_ms += DAY_MS
    family.lesson(child)
    with open_store(database) as other_store, other_store.write() as connection:
        memories.replace_all(connection, child.id, ())
    same(family, child)
    assert not family.remembered(child)


def test_an_answer_kept_by_other_lessons_is_seen(family: Family, child: Learner) -> None:
    family.lesson(child)
    others = Lessons(family.household, family.rng)
    mine, family.lessons = family.lessons, others
    family.now_ms += DAY_MS
    family.lesson(child)
    family.lessons = mine
    same(family, child)


def test_a_clock_set_back_is_no_reason_to_believe_what_is_in_mind(family: Family, child: Learner) -> None:
    family.now_ms += 30 * DAY_MS
    family.lesson(child, right=0.8)
    family.now_ms -= 20 * DAY_MS
    family.lesson(child, right=0.8, theme=1)
    same(family, child)


def test_the_pace_in_the_latest_answers_is_that_in_all_of_them(
    family: Family, child: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(12):
        family.now_ms += DAY_MS
        family.lesson(child, right=0.8, theme=day % 3)
    every = Pace.of(family.kept(child), child.age_band)
    assert len(every.remembered) > 20
    monkeypatch.setattr(recollections, "LATEST", 120)
    with family.household.kept.read() as connection:
        latest = Recollection.read(connection, child).pace()
    remembered = latest.remembered
    assert 10 < len(remembered) < len(every.remembered)
    assert remembered == every.remembered[-len(remembered) :]
    assert all(every.times[drill][-len(taken) :] == taken for drill, taken in latest.times.items())


def test_of_a_large_class_only_the_latest_stay_in_mind(
    family: Family, child: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = family.household.make_learner("Tulpar", "1F40E", "6-8")
    for one in (child, other):
        family.lesson(one)
    monkeypatch.setattr(recollections, "MOST", 1)
    with family.household.kept.read() as connection:
        for one in (child, other):
            in_mind(family).of(connection, one)
    assert list(in_mind(family)._of) == [other.id]


def test_a_household_that_was_opened_anew_is_read_anew(family: Family, child: Learner) -> None:
    family.lesson(child)
    family.household.close()
    database = family.household.places.database
    with open_store(database) as other, other.write() as connection:
        memories.replace_all(connection, child.id, ())
    same(family, child)
    assert not family.remembered(child)
