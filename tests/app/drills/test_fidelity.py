"""Our memory states beside those of ``fsrs-rs``, which shares no code with the package they come from."""

from __future__ import annotations

from uuid import UUID

import pytest
from fsrs import Scheduler
from hypothesis import given
from hypothesis import strategies as st

from app.drills.memory import DAY_MS, USUAL, after, replay, scheduler
from lexicon.records import Memory, Review, Skill, Verdict
from tests.app.drills.playing import LEARNER, MONDAY_MS
from tests.app.drills.words import named

fsrs_rs = pytest.importorskip("fsrs_rs_python", reason="fsrs-rs-python is not installed (check extra)")

#: Of one child whose words fade fast at first and slowly later: far from the defaults in most parameters.
OTHER = (
    0.29, 0.2577, 0.743, 3.8218, 7.2843, 0.3969, 2.2577, 0.0405, 1.2599, 0.2261, 0.6919, 2.0716, 0.0301,
    0.6472, 2.3761, 0.5077, 2.2773, 0.3385, 0.5486, 0.0942, 0.5814,
)  # fmt: skip

HISTORIES = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 400)), min_size=1, max_size=12)


def reviews(history: list[tuple[int, int]]) -> list[Review]:
    """Answers ``(rating, days since the one before)``, those of one day half a minute apart."""
    made, at_ms = [], MONDAY_MS
    for number, (rating, days) in enumerate(history):
        at_ms += days * DAY_MS if number and days else 30_000
        verdict = Verdict.WRONG if rating == 1 else Verdict.EXACT
        review = Review(
            UUID(int=number), LEARNER, named("ئالما").id, Skill.HEAR, "hear_picture", "", verdict, rating,
            at_ms, 0, 3_000,
        )  # fmt: skip
        made.append(review)
    return made


def theirs(history: list[tuple[int, int]], by: Scheduler) -> tuple[float, float]:
    answers = [
        fsrs_rs.FSRSReview(rating, days if number else 0) for number, (rating, days) in enumerate(history)
    ]
    state = fsrs_rs.FSRS(list(by.parameters)).memory_state(fsrs_rs.FSRSItem(answers))
    return state.stability, state.difficulty


def assert_equal_states(kept: Memory, history: list[tuple[int, int]], by: Scheduler) -> None:
    stability, difficulty = theirs(history, by)
    assert kept.stability == pytest.approx(stability, rel=1e-4, abs=1e-4)
    assert kept.difficulty == pytest.approx(difficulty, rel=1e-4, abs=1e-4)


@given(HISTORIES)
def test_a_state_kept_answer_by_answer_equals_that_of_fsrs_rs(history: list[tuple[int, int]]) -> None:
    kept: Memory | None = None
    for review in reviews(history):
        kept = after(kept, review)
    assert kept is not None
    assert_equal_states(kept, history, USUAL)


@given(HISTORIES)
def test_so_does_a_replay_with_the_parameters_of_one_child(history: list[tuple[int, int]]) -> None:
    by = Scheduler(OTHER, scheduler().desired_retention, (), (), enable_fuzzing=False)
    kept = replay(reversed(reviews(history)), by)[named("ئالما").id, Skill.HEAR]
    assert_equal_states(kept, history, by)
