"""What is remembered: FSRS fed with the reviews, and the same from a replay as from each answer in turn."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.drills import memory
from app.drills.memory import DAY_MS, RatingError, added, after, is_due, replay, retrievability
from lexicon.records import Memory, Review, Skill, Verdict
from tests.app.drills.playing import HOUR_MS, LEARNER, MONDAY_MS
from tests.app.drills.words import named

APPLE = named("ئالما").id


def answer(
    at_ms: int, rating: int = 3, number: int = 0, sense_id: UUID = APPLE, skill: Skill = Skill.HEAR
) -> Review:
    verdict = Verdict.WRONG if rating == 1 else Verdict.EXACT
    return Review(
        UUID(int=number), LEARNER, sense_id, skill, "hear_picture", str(sense_id), verdict, rating, at_ms, 60,
        3_000,
    )  # fmt: skip


def undo(of: Review, at_ms: int, number: int) -> Review:
    return replace(of, id=UUID(int=number), rating=0, at_ms=at_ms, undoes=of.id)


def test_good_answers_on_the_day_due_space_out_as_fsrs_6_says_at_a_retention_of_85() -> None:
    intervals, now_ms, kept = [], MONDAY_MS, None
    for number, rating in enumerate((3, 3, 3, 1, 3)):
        kept = after(kept, answer(now_ms, rating, number))
        intervals.append((kept.due_ms - now_ms) // DAY_MS)
        now_ms = kept.due_ms
    assert intervals == [4, 31, 173, 8, 27]


def test_what_fsrs_says_is_due_has_about_the_wanted_chance_of_being_known() -> None:
    kept = after(after(None, answer(MONDAY_MS)), answer(MONDAY_MS + 4 * DAY_MS))
    assert retrievability(kept, kept.due_ms) == pytest.approx(memory.DESIRED_RETENTION, abs=0.005)


def test_a_word_fades_by_the_hour_and_not_only_by_the_day() -> None:
    kept = after(None, answer(MONDAY_MS))
    fading = [retrievability(kept, MONDAY_MS + hours * HOUR_MS) for hours in (0, 1, 12, 24, 400)]
    assert fading[0] == 1 and fading == sorted(fading, reverse=True) and len(set(fading)) == 5


def test_a_lesson_half_an_hour_earlier_the_next_day_counts_as_a_day_and_finds_its_words_due() -> None:
    missed = after(None, answer(MONDAY_MS, rating=1))
    tomorrow_ms = MONDAY_MS + DAY_MS - HOUR_MS // 2
    assert is_due(missed, tomorrow_ms)
    assert memory.elapsed_days(missed.last_ms, tomorrow_ms) == 1
    known_again = after(missed, answer(tomorrow_ms, number=1))
    assert known_again.stability > 2 * after(missed, answer(MONDAY_MS + HOUR_MS, number=1)).stability


def test_a_clock_set_back_counts_as_no_time() -> None:
    kept = after(None, answer(MONDAY_MS))
    later = after(kept, answer(MONDAY_MS - 40 * DAY_MS, number=1))
    assert later == replace(after(kept, answer(MONDAY_MS, number=1)))
    assert later.last_ms == MONDAY_MS
    assert retrievability(kept, MONDAY_MS - DAY_MS) == 1


def test_a_word_answered_under_a_clock_of_2038_is_not_hidden_until_then() -> None:
    kept = after(None, answer(2_147_483_647_000))
    assert is_due(kept, MONDAY_MS)


def test_an_undo_leaves_the_memory_as_if_the_answer_had_never_been() -> None:
    first, slip = answer(MONDAY_MS), answer(MONDAY_MS + DAY_MS, rating=1, number=1)
    back = undo(slip, MONDAY_MS + DAY_MS + 2_000, 2)
    assert replay([back, slip, first]) == replay([first])
    assert added(replay([first, slip])[APPLE, Skill.HEAR], back, [first, slip]) == after(None, first)
    assert added(after(None, first), undo(first, MONDAY_MS + 1, 3), [first]) is None


def test_the_first_answer_needs_no_history_and_neither_does_the_next() -> None:
    def history_that_must_not_be_read() -> list[Review]:
        raise AssertionError("history was read")

    class Untouchable(list[Review]):
        def __iter__(self):  # type: ignore[no-untyped-def]
            return iter(history_that_must_not_be_read())

    kept = after(None, answer(MONDAY_MS))
    following = answer(MONDAY_MS + DAY_MS, number=1)
    assert added(kept, following, Untouchable()) == after(kept, following)


def test_an_answer_kept_twice_after_a_doubtful_save_counts_once() -> None:
    first, second = answer(MONDAY_MS), answer(MONDAY_MS + DAY_MS, number=1)
    once = replay([first, second])
    assert added(once[APPLE, Skill.HEAR], second, [first, second]) == once[APPLE, Skill.HEAR]
    assert replay([first, second, second, first]) == once


def test_each_skill_of_a_word_has_a_memory_of_its_own() -> None:
    kept = replay([answer(MONDAY_MS), answer(MONDAY_MS, rating=1, number=1, skill=Skill.READ)])
    assert kept[APPLE, Skill.HEAR].stability > kept[APPLE, Skill.READ].stability


@pytest.mark.parametrize("rating", [0, 5, -1])
def test_a_rating_fsrs_does_not_know_is_refused_by_name(rating: int) -> None:
    with pytest.raises(RatingError, match=f"rated {rating}"):
        after(None, answer(MONDAY_MS, rating))


def test_no_answer_waits_for_the_package_to_make_an_id(monkeypatch: pytest.MonkeyPatch) -> None:
    def sleeps(seconds: float) -> None:
        raise AssertionError(f"slept {seconds} s")

    monkeypatch.setattr(time, "sleep", sleeps)
    after(after(None, answer(MONDAY_MS)), answer(MONDAY_MS + DAY_MS, number=1))


@given(st.integers(1, 4), st.lists(st.sampled_from((1, 3)), max_size=8), st.integers(0, 400))
def test_asking_again_in_the_same_lesson_never_lifts_a_memory_past_where_a_first_good_answer_puts_it(
    first: int, repeats: list[int], days: int
) -> None:
    start = after(after(None, answer(MONDAY_MS, first)), answer(MONDAY_MS + days * DAY_MS, number=1))
    kept = start
    for number, rating in enumerate(repeats, 2):
        kept = after(kept, answer(MONDAY_MS + days * DAY_MS + number * 30_000, rating, number))
    assert kept.stability <= max(start.stability, after(None, answer(MONDAY_MS)).stability)
    assert kept.difficulty >= start.difficulty - 0.1


JUMPS_MS = (0, 30_000, HOUR_MS, DAY_MS, -DAY_MS, 3 * DAY_MS, 30 * DAY_MS)
CLOCKS_MS = (0, 2_147_483_647_000, MONDAY_MS)


@st.composite
def histories(draw: st.DrawFn) -> list[Review]:
    """Answers and undos as they reach the store: clocks jump a day, to 1970 and to 2038."""
    reviews: list[Review] = []
    now_ms = MONDAY_MS
    ids = random.Random(draw(st.integers(0, 1_000)))
    for _ in range(draw(st.integers(1, 25))):
        if draw(st.integers(0, 9)) == 0:
            now_ms = draw(st.sampled_from(CLOCKS_MS))
        now_ms = max(0, now_ms + draw(st.sampled_from(JUMPS_MS)))
        taken_back = {review.undoes for review in reviews}
        left = [review for review in reviews if review.undoes is None and review.id not in taken_back]
        number = ids.getrandbits(64)
        if left and draw(st.integers(0, 3)) == 0:
            reviews.append(undo(draw(st.sampled_from(left)), now_ms, number))
        else:
            sense_id = draw(st.sampled_from((APPLE, named("ئانار").id)))
            skill = draw(st.sampled_from((Skill.HEAR, Skill.READ)))
            reviews.append(answer(now_ms, draw(st.integers(1, 4)), number, sense_id, skill))
    return reviews


@given(histories())
def test_state_kept_answer_by_answer_equals_state_replayed_from_the_reviews(history: list[Review]) -> None:
    kept: dict[tuple[UUID, Skill], Memory] = {}
    for number, review in enumerate(history):
        key = (review.sense_id, review.skill)
        earlier = [other for other in history[:number] if (other.sense_id, other.skill) == key]
        now = added(kept.pop(key, None), review, earlier)
        if now is not None:
            kept[key] = now
        assert kept == replay(history[: number + 1])


@given(histories(), st.randoms(use_true_random=False))
def test_a_replay_does_not_care_in_which_order_two_phones_were_merged(
    history: list[Review], shuffler: random.Random
) -> None:
    merged = list(history)
    shuffler.shuffle(merged)
    assert replay(merged) == replay(history)
    assert all(1 <= kept.difficulty <= 10 and kept.due_ms > kept.last_ms for kept in replay(history).values())
