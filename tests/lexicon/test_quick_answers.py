"""An answer on the driver's own cursor leaves the same rows, and is refused with the same errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from lexicon import learners, memories, quick_answers, removals, reviews, store
from lexicon.records import Memory, Review, Skill, Verdict
from lexicon.troubles import RemovedError, ReviewMismatchError, UnknownLearnerError
from tests.lexicon import made

Keep = Callable[[store.Store, Review, Memory], None]


def slowly(kept: store.Store, review: Review, memory: Memory) -> None:
    with kept.write() as connection:
        reviews.add(connection, review, memory)


def quickly(kept: store.Store, review: Review, memory: Memory) -> None:
    with kept.quick() as cursor:
        quick_answers.add(cursor, review, memory)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[store.Store]:
    with store.open_store(tmp_path / "anatil.sqlite") as opened:
        with opened.write() as connection:
            learners.add(connection, made.learner())
        yield opened


def rows(kept: store.Store) -> list[tuple[Any, ...]]:
    with kept.read() as connection:
        found = [
            [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2, 3"))]
            for table in ("review", "memory")
        ]
    return [*found[0], *found[1]]


answers = st.builds(
    lambda number, sense, skill, verdict, rating, hints, text: made.review(
        number, sense=sense, skill=skill, verdict=verdict, rating=rating, hints=hints, answer=text
    ),
    st.integers(0, 5_000), st.integers(1_000, 1_003), st.sampled_from(Skill), st.sampled_from(Verdict),
    st.integers(1, 4), st.integers(0, 3), st.text(max_size=9),
)  # fmt: skip


@given(st.lists(answers, max_size=8, unique_by=lambda review: review.id))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_ways_leave_the_same_rows(tmp_path: Path, given_answers: list[Review]) -> None:
    left = []
    for number, keep in enumerate((slowly, quickly)):
        path = tmp_path / f"{number}.sqlite"
        path.unlink(missing_ok=True)
        with store.open_store(path) as opened:
            with opened.write() as connection:
                learners.add(connection, made.learner())
            for place, review in enumerate(given_answers):
                memory = replace(
                    made.memory(1_000), sense_id=review.sense_id, skill=review.skill, step=place or None
                )
                keep(opened, review, memory)
                with opened.quick() as cursor:
                    found = quick_answers.memory(cursor, review.learner_id, review.sense_id, review.skill)
                assert found == memory
            with opened.read() as connection:
                assert reviews.verify(connection) == ()
            left.append(rows(opened))
    assert left[0] == left[1]


@pytest.mark.parametrize("keep", [slowly, quickly])
def test_an_answer_of_nobody_of_somebody_removed_and_another_with_its_id_are_refused(
    kept: store.Store, keep: Keep
) -> None:
    review, memory = made.review(1), made.memory(1_000)
    keep(kept, review, memory)
    before = rows(kept)
    keep(kept, review, memory)
    with pytest.raises(ReviewMismatchError):
        keep(kept, replace(review, answer="another"), memory)
    with pytest.raises(UnknownLearnerError):
        keep(kept, made.review(2, of=made.uid(2)), memory)
    assert rows(kept) == before
    with kept.write() as connection:
        removals.learner(connection, made.uid(1))
    with pytest.raises(RemovedError):
        keep(kept, made.review(3), memory)
    assert rows(kept) == []


def test_what_raises_in_between_keeps_nothing(kept: store.Store) -> None:
    with pytest.raises(RuntimeError, match="power"), kept.quick() as cursor:
        quick_answers.add(cursor, made.review(1), made.memory(1_000))
        raise RuntimeError("power")
    assert rows(kept) == []
    with kept.read() as connection:
        assert memories.of(connection, made.uid(1)) == ()


def test_a_word_never_asked_has_no_memory(kept: store.Store) -> None:
    with kept.quick() as cursor:
        assert quick_answers.memory(cursor, made.uid(1), made.uid(1_000), Skill.HEAR) is None
