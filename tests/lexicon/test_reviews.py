"""Reviews are only ever added, and adding them is a union."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, text, update

from lexicon import learners, memories, reviews, schema
from lexicon.records import Review, Skill, Verdict
from lexicon.store import Store, open_store
from lexicon.troubles import OnlyAddedError, RemovedError, ReviewMismatchError, UnknownLearnerError
from tests.lexicon import made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "anatil.sqlite") as opened:
        with opened.write() as connection:
            learners.add(connection, made.learner(1))
            learners.add(connection, made.learner(2, nickname="Alim"))
        yield opened


def test_an_answer_comes_back_as_it_was_given_with_the_memory_it_left(store: Store) -> None:
    answer = made.review(
        1, skill=Skill.WRITE, drill="write", answer="ئالما، «ئانا» 🍎", verdict=Verdict.SLIP, rating=2,
        hints=1, replays=3, offset_min=-570, at_ms=-1, taken_ms=2**40,
    )  # fmt: skip
    with store.write() as connection:
        assert reviews.add(connection, answer, made.memory(1000, skill=Skill.WRITE))
    with store.read() as connection:
        assert reviews.of(connection, made.uid(1)) == (answer,)
        assert memories.of(connection, made.uid(1)) == (made.memory(1000, skill=Skill.WRITE),)
        assert reviews.of(connection, made.uid(2)) == ()


def test_the_same_answer_twice_is_one_answer(store: Store) -> None:
    later = replace(made.memory(1000), stability=9.9)
    with store.write() as connection:
        assert reviews.add(connection, made.review(1), made.memory(1000))
    with store.write() as connection:
        assert not reviews.add(connection, made.review(1), later)
        assert reviews.of(connection, made.uid(1)) == (made.review(1),)
        assert memories.of(connection, made.uid(1)) == (made.memory(1000),)


def test_another_answer_with_the_id_of_one_that_is_here_is_refused(store: Store) -> None:
    with store.write() as connection:
        reviews.add(connection, made.review(1))
    with pytest.raises(ReviewMismatchError), store.write() as connection:
        reviews.add(connection, replace(made.review(1), rating=1))
    with store.read() as connection:
        assert reviews.of(connection, made.uid(1)) == (made.review(1),)


def test_a_transaction_that_fails_keeps_neither_answer_nor_memory(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.write() as connection:
        reviews.add(connection, made.review(1), made.memory(1000))
        raise ZeroDivisionError
    with store.read() as connection:
        assert reviews.of(connection, made.uid(1)) == ()
        assert memories.of(connection, made.uid(1)) == ()


def test_an_answer_of_nobody_is_refused(store: Store) -> None:
    with pytest.raises(UnknownLearnerError), store.write() as connection:
        reviews.add(connection, made.review(1, of=made.uid(77)))


def test_the_database_itself_refuses_to_change_or_delete_an_answer(store: Store) -> None:
    with store.write() as connection:
        reviews.add(connection, made.review(1))
    for statement in (
        update(schema.review).values(rating=4),
        delete(schema.review),
        text(
            "REPLACE INTO review SELECT id, learner_id, sense_id, skill, drill, answer, verdict, 4, at_ms,"
            " offset_min, taken_ms, hints, replays, undoes, checksum FROM review"
        ),
    ):
        with pytest.raises(OnlyAddedError), store.write() as connection:
            connection.execute(statement)
    with store.read() as connection:
        assert reviews.of(connection, made.uid(1)) == (made.review(1),)


def test_an_undo_takes_an_answer_back_and_deletes_nothing(store: Store) -> None:
    slip = made.review(1, rating=1, verdict=Verdict.WRONG)
    right = made.review(3)
    with store.write() as connection:
        for one in (slip, made.undo(2, slip), right):
            reviews.add(connection, one)
        assert reviews.standing(connection, made.uid(1)) == (right,)
        assert reviews.of(connection, made.uid(1)) == (slip, made.undo(2, slip), right)


def test_an_undo_that_arrives_first_takes_back_what_arrives_later(store: Store) -> None:
    slip = made.review(1)
    with store.write() as connection:
        reviews.add(connection, made.undo(2, slip))
        reviews.add(connection, slip)
        assert reviews.standing(connection, made.uid(1)) == ()


def test_nobody_takes_back_the_answer_of_another(store: Store) -> None:
    mine = made.review(1)
    with store.write() as connection:
        reviews.add(connection, mine)
        reviews.add(connection, made.undo(2, mine, of=made.uid(2)))
        assert reviews.standing(connection, made.uid(1)) == (mine,)


def test_a_word_is_learned_once_it_was_answered_right_and_that_stands(store: Store) -> None:
    taken_back = made.review(7, sense=1003)
    answers = [
        made.review(1, sense=1000, rating=1),
        made.review(2, sense=1001, rating=2),
        made.review(3, sense=1001, rating=3, skill=Skill.READ),
        made.review(4, sense=1002, rating=3),
        made.review(5, sense=1002, rating=1),
        taken_back,
        made.undo(8, taken_back),
        made.review(9, sense=1004, of=made.uid(2)),
    ]
    with store.write() as connection:
        for one in answers:
            reviews.add(connection, one)
        assert reviews.count_learned(connection, made.uid(1)) == 2
        assert reviews.learned(connection, made.uid(1)) == {made.uid(1001), made.uid(1002)}


def test_letters_are_not_counted_among_the_words(store: Store) -> None:
    with store.write() as connection:
        reviews.add(connection, made.review(1, sense=1000))
        reviews.add(connection, made.review(2, sense=1001, drill="letter_sound"))
        assert reviews.learned(connection, made.uid(1), {"letter_sound"}) == {made.uid(1000)}
        assert reviews.count_learned(connection, made.uid(1), {"letter_sound"}) == 1
        assert reviews.count_learned(connection, made.uid(1)) == 2


def test_reviews_come_by_time_whatever_the_order_they_were_added_in(store: Store) -> None:
    answers = [made.review(number, at_ms=made.NOW - number % 3) for number in range(9)]
    with store.write() as connection:
        for one in answers:
            reviews.add(connection, one)
        assert reviews.of(connection, made.uid(1)) == tuple(
            sorted(answers, key=lambda one: (one.at_ms, one.id))
        )


def test_the_answers_of_one_sense_and_skill_can_be_asked_for_alone(store: Store) -> None:
    heard, again = made.review(1, sense=1000), made.review(4, sense=1000)
    others = (
        made.review(2, sense=1000, skill=Skill.READ),
        made.review(3, sense=1001),
        made.review(5, of=made.uid(2)),
    )
    with store.write() as connection:
        for one in (again, *others, heard):
            reviews.add(connection, one)
        found = reviews.of_sense(connection, made.uid(1), made.uid(1000), Skill.HEAR)
    assert found == (heard, again)


def test_answers_of_a_removed_learner_do_not_come_back(store: Store) -> None:
    with store.write() as connection:
        reviews.add(connection, made.review(1))
        learners.remove(connection, made.uid(1))
        assert reviews.of(connection, made.uid(1)) == ()
    with pytest.raises(RemovedError), store.write() as connection:
        reviews.add(connection, made.review(1))
    with store.write() as connection:
        assert reviews.union(connection, [made.review(1), made.review(2, of=made.uid(2))]) == 1


@pytest.mark.parametrize(
    "field, value",
    [("rating", 4), ("answer", "''"), ("sense_id", "'00000000000040008000000000000000'"), ("at_ms", 0),
     ("undoes", "id"), ("verdict", "'never heard of'"), ("checksum", "zeroblob(16)")],
)  # fmt: skip
def test_a_row_that_a_bad_disk_changed_is_found(store: Store, field: str, value: object) -> None:
    with store.write() as connection:
        for number in range(5):
            reviews.add(connection, made.review(number))
        assert reviews.verify(connection) == ()
        rating = ", rating = 0" if field == "undoes" else ""
        connection.exec_driver_sql("DROP TRIGGER review_no_update")
        connection.exec_driver_sql(
            f"UPDATE review SET {field} = {value}{rating} WHERE id = '{made.review(3).id.hex}'"
        )
        assert reviews.verify(connection) == (made.review(3).id.hex,)


# --- the laws of the union -------------------------------------------------------------------------------


@st.composite
def some_reviews(draw: st.DrawFn) -> list[Review]:
    """Answers and undos of two learners, some of them undoing others, some the same."""
    answers = [
        made.review(
            number,
            of=made.uid(1 + number % 2),
            sense=1000 + draw(st.integers(0, 3)),
            rating=draw(st.integers(1, 4)),
            at_ms=made.NOW + draw(st.integers(-2, 2)) * made.DAY,
        )
        for number in range(draw(st.integers(0, 6)))
    ]
    undone = draw(st.lists(st.sampled_from(answers), max_size=3)) if answers else []
    return answers + [made.undo(100 + number, one) for number, one in enumerate(undone)]


def after(*batches: Sequence[Review]) -> tuple[object, ...]:
    """Everything a fresh database says about its learners after these unions."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "a.sqlite") as store:
        with store.write() as connection:
            learners.add(connection, made.learner(1))
            learners.add(connection, made.learner(2))
            for batch in batches:
                reviews.union(connection, batch)
        with store.read() as connection:
            return tuple(
                (
                    reviews.of(connection, made.uid(number)),
                    reviews.standing(connection, made.uid(number)),
                    reviews.count_learned(connection, made.uid(number)),
                )
                for number in (1, 2)
            )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some_reviews(), st.data())
def test_union_does_not_care_for_order_or_repetition(all_of: list[Review], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(all_of)))
    one, other = all_of[:cut], all_of[max(0, cut - 2) :]
    shuffled = data.draw(st.permutations(all_of))
    expected = after(all_of)
    assert after(one, other) == expected
    assert after(other, one) == expected
    assert after(shuffled, all_of, one) == expected


def test_reviews_outlive_a_sense_that_is_not_here(tmp_path: Path) -> None:
    path = tmp_path / "anatil.sqlite"
    with open_store(path) as store, store.write() as connection:
        learners.add(connection, made.learner(1))
        reviews.add(connection, made.review(1, sense=424242))
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT count(*) FROM review").fetchone() == (1,)
