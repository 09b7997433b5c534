"""How a learner stands: sums that add up, whatever was answered and whenever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from app.drills.forecast import (
    AHEAD_DAYS,
    HARDEST,
    Outlook,
    calendar,
    day_of,
    letters_known,
    outlook,
    spent_ms,
)
from app.drills.letters import letter_id
from app.drills.memory import replay, retrievability
from lexicon.records import Review, Skill, Verdict
from tests.app.drills.playing import DAY_MS, HOUR_MS, LEARNER, MONDAY_MS

APART = frozenset({"letter_sound"})


def review(
    number: int, sense: int, at_ms: int, rating: int = 3, *, skill: Skill = Skill.HEAR, drill: str = "picture"
) -> Review:
    verdict = Verdict.WRONG if rating == 1 else Verdict.EXACT
    return Review(
        UUID(int=number), LEARNER, UUID(int=sense), skill, drill, "", verdict, rating, at_ms, 60, 3_000
    )


def standing_at(now_ms: int, reviews: Sequence[Review]) -> Outlook:
    return outlook(replay(reviews).values(), reviews, now_ms, 60, APART)


@st.composite
def histories(draw: st.DrawFn) -> list[Review]:
    answers = draw(
        st.lists(
            st.tuples(
                st.integers(1, 5), st.integers(0, 40 * DAY_MS), st.integers(1, 4), st.sampled_from(Skill)
            ),
            max_size=30,
        )
    )
    return [
        review(number, sense, MONDAY_MS - 40 * DAY_MS + at, rating, skill=skill)
        for number, (sense, at, rating, skill) in enumerate(answers, start=1)
    ]


@given(histories())
def test_what_is_due_on_each_day_and_later_is_every_memory(reviews: list[Review]) -> None:
    found = standing_at(MONDAY_MS, reviews)
    assert len(found.due) == AHEAD_DAYS
    assert min(found.due) >= 0
    assert sum(found.due) + found.later == len(replay(reviews))


@given(histories())
def test_words_known_are_the_chances_summed(reviews: list[Review]) -> None:
    found, memories = standing_at(MONDAY_MS, reviews), replay(reviews).values()
    chances = sum(retrievability(memory, MONDAY_MS) for memory in memories)
    assert sum(found.of_skill.values()) == approx(chances)
    assert max(found.of_skill.values()) <= found.words + 1e-9
    assert found.words <= min(chances, len({memory.sense_id for memory in memories})) + 1e-9


@given(histories(), st.data())
def test_more_answers_are_never_fewer_days_nor_fewer_minutes(
    reviews: list[Review], data: st.DataObject
) -> None:
    fewer = reviews[: data.draw(st.integers(0, len(reviews)))]
    less, more = standing_at(MONDAY_MS, fewer), standing_at(MONDAY_MS, reviews)
    assert less.days <= more.days
    assert less.minutes <= more.minutes


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_reviews_arrive_changes_nothing(reviews: list[Review], rng: object) -> None:
    shuffled = list(reviews)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert standing_at(MONDAY_MS, [*shuffled, *reviews]) == standing_at(MONDAY_MS, reviews)


@given(histories(), st.integers(0, 400))
def test_words_only_fade_while_nothing_is_answered(reviews: list[Review], days: int) -> None:
    later = standing_at(MONDAY_MS + days * DAY_MS, reviews)
    now = standing_at(MONDAY_MS, reviews)
    assert later.words <= now.words + 1e-9
    assert sum(later.due) + later.later == sum(now.due) + now.later


def test_retention_is_the_share_of_first_answers_after_a_night_that_were_right() -> None:
    first = [review(number, number, MONDAY_MS) for number in range(1, 11)]
    back = [
        review(10 + number, number, MONDAY_MS + 3 * DAY_MS, 1 if number == 1 else 3)
        for number in range(1, 11)
    ]
    once_more = review(21, 1, MONDAY_MS + 3 * DAY_MS + 60_000)  # missed, then right: the miss is what counts
    found = standing_at(MONDAY_MS + 4 * DAY_MS, [*first, *back, once_more])
    assert (found.came_back, found.remembered) == (10, 0.9)
    before = replay(first)[UUID(int=1), Skill.HEAR]
    assert found.predicted == approx(retrievability(before, MONDAY_MS + 3 * DAY_MS))


def test_nothing_is_said_about_remembering_before_a_word_has_come_back() -> None:
    found = standing_at(MONDAY_MS + HOUR_MS, [review(1, 1, MONDAY_MS), review(2, 1, MONDAY_MS + 60_000)])
    assert (found.came_back, found.remembered, found.predicted) == (0, None, None)


def test_last_summer_says_nothing_about_how_much_is_remembered_now() -> None:
    old = [review(1, 1, MONDAY_MS - 90 * DAY_MS), review(2, 1, MONDAY_MS - 80 * DAY_MS, 1)]
    assert standing_at(MONDAY_MS, old).came_back == 0
    assert standing_at(MONDAY_MS, old).hardest == ((UUID(int=1), 1),)


def test_a_word_forgotten_most_often_is_the_hardest_and_misses_of_one_day_are_one() -> None:
    reviews = [review(word, word, MONDAY_MS) for word in range(1, 10)]
    number = 100
    for day in (2, 4, 6):
        for word in range(1, 10):
            number += 1
            forgets = word == 7 or (word == 3 and day == 4) or word > 8
            reviews.append(review(number, word, MONDAY_MS + day * DAY_MS, 1 if forgets else 3))
    reviews += [review(900 + again, 3, MONDAY_MS + 4 * DAY_MS + again * 60_000, 1) for again in range(1, 6)]
    hardest = standing_at(MONDAY_MS + 7 * DAY_MS, reviews).hardest
    assert hardest == ((UUID(int=7), 3), (UUID(int=9), 3), (UUID(int=3), 1))
    assert len(hardest) <= HARDEST


def test_an_answer_taken_back_is_as_if_it_had_not_been_but_the_day_was_practised() -> None:
    kept = [review(1, 1, MONDAY_MS), review(2, 1, MONDAY_MS + 2 * DAY_MS)]
    slip = review(3, 1, MONDAY_MS + 5 * DAY_MS, 1)
    undo = replace(slip, id=UUID(int=4), rating=0, at_ms=slip.at_ms + 2_000, taken_ms=0, undoes=slip.id)
    now_ms = MONDAY_MS + 6 * DAY_MS
    without, found = standing_at(now_ms, kept), standing_at(now_ms, [*kept, slip, undo])
    assert (found.words, found.remembered, found.hardest) == (without.words, without.remembered, ())
    assert len(found.days) == len(without.days) + 1


def test_letters_are_no_words_and_are_known_once_they_hold_a_day() -> None:
    alif, noon = letter_id("ا"), letter_id("ن")
    letters = {alif: "ا", noon: "ن"}
    reviews = [
        replace(review(1, 1, MONDAY_MS, drill="letter_sound"), sense_id=alif),
        replace(review(2, 1, MONDAY_MS, 1, drill="letter_sound"), sense_id=noon),
        review(3, 3, MONDAY_MS),
    ]
    now_ms = MONDAY_MS + HOUR_MS
    assert standing_at(now_ms, reviews).words == approx(1, abs=0.01)
    memories = replay(reviews)
    assert letters_known(memories.values(), letters, now_ms) == {"ا"}
    assert letters_known(memories.values(), letters, now_ms + 3_000 * DAY_MS) == frozenset()


def test_time_between_answers_is_practice_and_a_night_is_not() -> None:
    reviews = [
        review(1, 1, MONDAY_MS), review(2, 2, MONDAY_MS + 10_000), review(3, 3, MONDAY_MS + DAY_MS)
    ]  # fmt: skip
    assert spent_ms(reviews) == 3_000 + 10_000 + 3_000


def test_an_answer_after_midnight_at_home_is_of_the_next_day_whatever_utc_says() -> None:
    late = replace(review(1, 1, 10 * DAY_MS - HOUR_MS), offset_min=120)
    assert outlook([], [late], 10 * DAY_MS).days == {10}
    assert day_of(10 * DAY_MS - HOUR_MS, 0) == 9


def test_the_calendar_ends_with_this_week_and_says_nothing_of_days_to_come() -> None:
    wednesday = day_of(MONDAY_MS, 0) + 2
    weeks = calendar({wednesday, wednesday - 2, wednesday - 9, wednesday - 100}, wednesday)
    assert len(weeks) == 5
    assert weeks[-1] == (True, False, True, None, None, None, None)
    assert weeks[-2] == (True, False, False, False, False, False, False)
    assert sum(day is True for week in weeks for day in week) == 3
