"""What asking a word is worth, how many words are new, and which words will not stick."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.drills.drill import AGE_BANDS, Person
from app.drills.memory import DAY_MS, after, retrievability
from app.drills.new_words import FEW_NEW, MANY_NEW, forecast_ms, wished
from app.drills.pace import Pace
from app.drills.stubborn import is_stubborn
from app.drills.worth import after_right, after_wrong, known_after, worth
from lexicon.records import Memory, Review, Skill, Verdict
from tests.app.drills.playing import LEARNER, MONDAY_MS
from tests.app.drills.words import SPACE, everything, named

APPLE = named("ئالما").id


def answer(rating: int, at_ms: int, sense_id: UUID = APPLE) -> Review:
    verdict = Verdict.WRONG if rating == 1 else Verdict.EXACT
    return Review(
        uuid5(SPACE, f"{at_ms} {sense_id}"), LEARNER, sense_id, Skill.HEAR, "hear_picture", str(sense_id),
        verdict, rating, at_ms, 0, 3_000,
    )  # fmt: skip


def kept(*ratings: int, days: int = 5) -> Memory:
    """The memory after answers so many days apart."""
    memory: Memory | None = None
    for number, rating in enumerate(ratings):
        memory = after(memory, answer(rating, MONDAY_MS + number * days * DAY_MS))
    assert memory is not None
    return memory


@given(st.lists(st.sampled_from((1, 2, 3)), min_size=1, max_size=8), st.integers(1, 60), st.integers(1, 300))
def test_worth_counts_with_the_very_states_an_answer_will_leave(
    ratings: list[int], apart: int, days: int
) -> None:
    memory = kept(*ratings, days=apart)
    now_ms = memory.last_ms + days * DAY_MS
    known = retrievability(memory, now_ms)
    right, wrong = after(memory, answer(3, now_ms)), after(memory, answer(1, now_ms))
    assert after_right(memory, known) == pytest.approx(right.stability, rel=1e-6)
    assert after_wrong(memory, known) == pytest.approx(wrong.stability, rel=1e-6)
    assert known_after(memory.stability, days) == pytest.approx(known)


def test_a_word_just_asked_is_worth_less_than_one_that_has_faded() -> None:
    memory = kept(3)
    values = [worth(memory, memory.last_ms + days * DAY_MS) for days in (0, 1, 3, 10, 30)]
    assert values == sorted(values) and values[0] < 0.01 < values[-1]


def test_a_word_kept_for_years_can_wait_and_one_under_a_wrong_clock_cannot() -> None:
    faded, firm = kept(3), kept(3, 3, 3, 3, days=60)
    later_ms = firm.last_ms + 30 * DAY_MS
    assert worth(replace(faded, last_ms=firm.last_ms), later_ms) > worth(firm, later_ms)
    assert worth(faded, faded.last_ms - 400 * DAY_MS) > worth(faded, later_ms)


def remembering(right: int, wrong: int) -> Pace:
    return Pace("6-8", remembered=(True,) * right + (False,) * wrong)


@pytest.mark.parametrize("band", AGE_BANDS)
def test_a_child_whose_words_stick_meets_more_of_them(band: str) -> None:
    person = Person.of(band)
    counts = [wished(person, remembering(right, 20 - right)) for right in (10, 15, 17, 19, 20)]
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == (FEW_NEW[band], MANY_NEW[band])
    assert wished(person, Pace(band)) == FEW_NEW[band], "nothing is known of a child who has just begun"


def test_a_parent_may_want_fewer_new_words_or_none() -> None:
    person = Person.of("9-12")
    assert wished(person, remembering(20, 0), most=4) == 4
    assert wished(person, remembering(20, 0), most=0) == 0
    assert wished(person, remembering(10, 10), most=20) == FEW_NEW["9-12"]


def test_success_is_of_words_asked_on_an_earlier_day_and_of_no_repeats() -> None:
    words = [sense.id for sense in everything()[:20]]
    first = [answer(1, MONDAY_MS + number, id_) for number, id_ in enumerate(words)]
    again = [answer(1, MONDAY_MS + 60_000 + number, id_) for number, id_ in enumerate(words)]
    assert Pace.of([*first, *again], "6-8").success() is None
    later = [
        answer(3 if number % 4 else 1, MONDAY_MS + DAY_MS + number, id_) for number, id_ in enumerate(words)
    ]
    assert Pace.of([*again, *later, *first], "6-8").success() == 0.75


def test_the_forecast_grows_with_every_word_and_least_with_firm_ones() -> None:
    weak, firm = kept(1), kept(3, 3, 3, days=20)
    assert forecast_ms([weak], 7_500) > 10 * forecast_ms([firm], 7_500) > 0
    assert forecast_ms([weak, firm], 7_500) > forecast_ms([weak], 7_500)
    assert forecast_ms([weak] * 500, 7_500) > 300_000 > forecast_ms([firm] * 500, 7_500)


@pytest.mark.parametrize(
    ("ratings", "stubborn"),
    [
        ((3, 1, 1, 1), True),
        ((1, 1, 1, 1), True),
        ((3, 1, 3, 1, 3, 1), True),
        ((3, 1, 1), False),
        ((1, 1, 3), False),
        ((3, 3, 3), False),
    ],
)
def test_a_word_missed_again_and_again_is_noticed(ratings: tuple[int, ...], stubborn: bool) -> None:
    assert is_stubborn(kept(*ratings, days=1)) is stubborn


def test_a_stubborn_word_that_sticks_after_all_is_a_word_like_any_other() -> None:
    memory = kept(3, 1, 1, 1, days=1)
    for days in (1, 5, 20, 60, 120):
        memory = after(memory, answer(3, memory.last_ms + days * DAY_MS))
    assert not is_stubborn(memory)
