"""What an answer is worth, by what the child did."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from app.drills import hear_picture, picture_word
from app.drills.pace import ENOUGH, Pace
from app.drills.rating import rate
from lexicon.records import Review, Skill, Verdict
from tests.app.drills.playing import LEARNER, MONDAY_MS
from tests.app.drills.words import named

DOG = named("ئىت").id


def times(*taken_ms: int, drill: str = "hear_picture", verdict: Verdict = Verdict.EXACT) -> list[Review]:
    return [
        Review(
            UUID(int=n + 1), LEARNER, DOG, Skill.HEAR, drill, str(DOG), verdict, 3, MONDAY_MS + n, 60, taken
        )
        for n, taken in enumerate(taken_ms)
    ]


@pytest.mark.parametrize(
    ("verdict", "circumstances", "rating"),
    [
        (Verdict.EXACT, {}, 3),
        (Verdict.SAME, {}, 3),
        (Verdict.WRONG, {}, 1),
        (Verdict.WRONG, {"hints": 1, "slow": True, "repeat": True}, 1),
        (Verdict.SLIP, {}, 2),
        (Verdict.EXACT, {"hints": 1}, 2),
        (Verdict.EXACT, {"replays": 2}, 3),
        (Verdict.EXACT, {"replays": 3}, 2),
        (Verdict.EXACT, {"slow": True}, 2),
        (Verdict.EXACT, {"slow": True, "repeat": True}, 3),
        (Verdict.EXACT, {"hints": 1, "repeat": True}, 2),
    ],
)
def test_an_answer_is_rated_by_what_happened(
    verdict: Verdict, circumstances: dict[str, int], rating: int
) -> None:
    assert rate(verdict, **circumstances) == rating  # type: ignore[arg-type]


def test_slow_is_slow_for_this_child_and_not_for_children() -> None:
    quick = Pace.of(times(*[2_000] * ENOUGH), "6-8")
    thoughtful = Pace.of(times(*[9_000] * ENOUGH), "6-8")
    assert quick.slow(hear_picture.DRILL, 6_000)
    assert not thoughtful.slow(hear_picture.DRILL, 6_000)


def test_one_long_look_out_of_the_window_does_not_move_the_pace() -> None:
    steady = times(*[3_000] * 9)
    assert Pace.of([*steady, *times(55_000)], "6-8").typical_ms(hear_picture.DRILL) == 3_000


def test_before_a_child_is_known_its_age_gives_the_pace_and_then_its_own_answers_do() -> None:
    young, older = Pace("3-5"), Pace("9-12")
    assert young.typical_ms(hear_picture.DRILL) > older.typical_ms(hear_picture.DRILL)
    known = Pace.of(times(*[10_000] * 5), "9-12")
    assert known.typical_ms(picture_word.DRILL) == 2 * older.typical_ms(picture_word.DRILL)


def test_wrong_answers_undone_ones_and_minutes_away_do_not_count() -> None:
    kept = times(*[3_000] * ENOUGH)
    away = [replace(review, id=UUID(int=100 + n)) for n, review in enumerate(times(*[600_000] * 20))]
    wrong = [
        replace(review, id=UUID(int=200 + n))
        for n, review in enumerate(times(*[500] * 20, verdict=Verdict.WRONG))
    ]
    slip = replace(times(50_000)[0], id=UUID(int=300))
    back = replace(slip, id=UUID(int=301), rating=0, undoes=slip.id)
    assert Pace.of([*kept, *away, *wrong, slip, back], "6-8") == Pace.of(kept, "6-8")


def test_a_pace_kept_answer_by_answer_equals_the_pace_of_all_reviews() -> None:
    reviews = times(*range(1_000, 61_000, 1_000))
    kept = Pace("6-8")
    for review in reviews:
        kept = kept.plus(review)
    assert kept == Pace.of(reviews, "6-8")
