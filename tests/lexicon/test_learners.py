"""Several children on one device, their settings that merge, and a removal that lasts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from lexicon import learners, memories, registers, removals, reviews, schema
from lexicon.records import Skill, Stamp
from lexicon.store import Store, open_store
from lexicon.troubles import RemovedError, UnknownLearnerError
from tests.lexicon import made

PHONE, LAPTOP = made.uid(901), made.uid(902)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "anatil.sqlite") as opened:
        yield opened


def test_learners_come_in_the_order_they_were_made(store: Store) -> None:
    alim = made.learner(1, nickname="Alim", made_ms=made.NOW + 5)
    ayim = made.learner(2, made_ms=made.NOW)
    with store.write() as connection:
        learners.add(connection, alim)
        learners.add(connection, ayim)
        assert learners.everyone(connection) == (ayim, alim)
        assert learners.one(connection, made.uid(1)) == alim
        with pytest.raises(UnknownLearnerError):
            learners.one(connection, made.uid(3))


def test_a_child_can_have_a_new_name_and_picture_and_settings(store: Store) -> None:
    with store.write() as connection:
        learners.add(connection, made.learner(1))
        for counter, (key, value) in enumerate({"nickname": "ئايىم", "minutes": "7"}.items()):
            assert learners.change(connection, made.uid(1), key, value, Stamp(made.NOW, PHONE, counter))
        child = learners.one(connection, made.uid(1))
    assert child.nickname == "ئايىم"
    assert child.picture == "1F34E"
    assert child.settings == {"nickname": "ئايىم", "minutes": "7"}


def test_a_setting_that_is_unset_is_gone_and_stays_gone_before_an_older_one(store: Store) -> None:
    with store.write() as connection:
        registers.put(connection, registers.DEVICE, "calm", "1", Stamp(10, PHONE, 0))
        registers.put(connection, registers.DEVICE, "calm", None, Stamp(30, PHONE, 0))
        assert not registers.put(connection, registers.DEVICE, "calm", "2", Stamp(20, LAPTOP, 0))
        assert registers.get(connection, registers.DEVICE, "calm") is None
        assert registers.of(connection, registers.DEVICE) == {}


def test_a_removed_learner_leaves_a_random_id_and_nothing_else(store: Store) -> None:
    with store.write() as connection:
        for number in (1, 2):
            learners.add(connection, made.learner(number))
            reviews.add(
                connection, made.review(number, of=made.uid(number)), made.memory(7, made.uid(number))
            )
            learners.change(connection, made.uid(number), "minutes", "7", Stamp(made.NOW, PHONE, 0))
        learners.remove(connection, made.uid(1))
    with store.read() as connection:
        assert removals.all_of(connection) == {made.uid(1)}
        assert [one.id for one in learners.everyone(connection)] == [made.uid(2)]
        for table in (schema.learner, schema.review, schema.memory, schema.setting):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 1, table.name
        assert memories.of(connection, made.uid(2)) == (made.memory(7, made.uid(2)),)


def test_a_removed_learners_name_and_answers_are_no_longer_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "anatil.sqlite"
    with open_store(path) as store:
        with store.write() as connection:
            learners.add(connection, made.learner(1, nickname="Gülbahar"))
            for number in range(200):
                reviews.add(connection, made.review(number, answer=f"her own answer {number}"))
        with store.write() as connection:
            learners.remove(connection, made.uid(1))
    content = b"".join(part.read_bytes() for part in tmp_path.iterdir())
    assert "Gülbahar".encode() not in content
    assert b"her own answer" not in content


def test_a_removed_learner_does_not_come_back(store: Store) -> None:
    with store.write() as connection:
        learners.add(connection, made.learner(1))
        learners.remove(connection, made.uid(1))
        learners.remove(connection, made.uid(1))
    with pytest.raises(RemovedError), store.write() as connection:
        learners.add(connection, made.learner(1))
    with pytest.raises(RemovedError), store.write() as connection:
        learners.change(connection, made.uid(1), "minutes", "7", Stamp(made.NOW, PHONE, 0))


def test_a_tombstone_that_arrives_before_the_learner_holds_too(store: Store) -> None:
    with store.write() as connection:
        learners.remove(connection, made.uid(1))
    with pytest.raises(RemovedError), store.write() as connection:
        learners.add(connection, made.learner(1))


def test_rebuilt_memories_take_the_place_of_all_that_were_there(store: Store) -> None:
    with store.write() as connection:
        learners.add(connection, made.learner(1))
        learners.add(connection, made.learner(2))
        for sense in (1, 2, 3):
            memories.put(connection, made.memory(sense))
        memories.put(connection, made.memory(1, made.uid(2)))
        rebuilt = (made.memory(9, due_ms=made.NOW - 1), made.memory(2))
        memories.replace_all(connection, made.uid(1), rebuilt)
        assert memories.of(connection, made.uid(1)) == rebuilt
        assert memories.of(connection, made.uid(2)) == (made.memory(1, made.uid(2)),)
        assert memories.one(connection, made.uid(1), made.uid(2), Skill.HEAR) == made.memory(2)
        assert memories.one(connection, made.uid(1), made.uid(2), Skill.READ) is None
        memories.replace_all(connection, made.uid(1), [])
        assert memories.of(connection, made.uid(1)) == ()
        with pytest.raises(ValueError, match="another learner"):
            memories.replace_all(connection, made.uid(1), [made.memory(1, made.uid(2))])


# --- the laws of the registers ---------------------------------------------------------------------------

Write = tuple[str, str | None, Stamp]
stamps = st.builds(
    Stamp, st.integers(made.NOW, made.NOW + 2), st.sampled_from([PHONE, LAPTOP]), st.integers(0, 2)
)
writes = st.lists(
    st.tuples(st.sampled_from(["minutes", "script"]), st.sampled_from([None, "", "5", "ئۇ", "7"]), stamps),
    max_size=8,
)


def standing(store: Store, batch: Sequence[Write]) -> list[tuple[object, ...]]:
    """The registers after these writes; nothing is kept."""
    setting = schema.setting
    with store.write() as connection:
        for key, value, stamp in batch:
            registers.put(connection, registers.DEVICE, key, value, stamp)
        rows = connection.execute(select(setting).order_by(setting.c.key)).all()
        connection.rollback()
    return [tuple(row) for row in rows]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("registers") / "anatil.sqlite") as opened:
        yield opened


@settings(max_examples=60, deadline=None)
@given(writes, st.data())
def test_registers_end_alike_in_whatever_order_and_however_often_writes_arrive(
    shared: Store, batch: list[Write], data: st.DataObject
) -> None:
    expected = standing(shared, batch)
    assert standing(shared, data.draw(st.permutations(batch))) == expected
    cut = data.draw(st.integers(0, len(batch)))
    assert standing(shared, batch[cut:] + batch + batch[:cut]) == expected


@settings(max_examples=60, deadline=None)
@given(writes, st.integers(made.NOW - made.DAY, made.NOW + 5), st.sampled_from([PHONE, LAPTOP]))
def test_what_is_set_now_stands_even_with_a_clock_set_back(
    shared: Store, batch: list[Write], now_ms: int, device: UUID
) -> None:
    with shared.write() as connection:
        for key, value, stamp in batch:
            registers.put(connection, registers.DEVICE, key, value, stamp)
        for value in ("first", "second"):
            stamp = registers.next_stamp(connection, device, now_ms)
            assert registers.put(connection, registers.DEVICE, "minutes", value, stamp)
            assert registers.get(connection, registers.DEVICE, "minutes") == value
        connection.rollback()
