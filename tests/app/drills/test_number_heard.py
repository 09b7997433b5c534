"""Numbers by ear."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from app.drills import number_heard
from app.drills.chooser import Chooser
from app.drills.drill import Person
from app.drills.given import Typed
from app.drills.questions import TypedQuestion
from lexicon.records import Verdict
from lexicon.uyghur.numbers import in_words
from tests.app.drills import starter

NUMBERS = tuple(s for s in starter.senses(True) if number_heard.value(s) is not None)
THIRTY = starter.word("ئوتتۇز", True)


def asked(headword: str, band: str = "9-12", easier: bool = False, seed: int = 1) -> TypedQuestion:
    found = number_heard.ask(
        starter.word(headword, True), Person.of(band), Chooser(NUMBERS), random.Random(seed), easier
    )
    assert found is not None
    return found


def judged(step: TypedQuestion, text: str) -> Verdict:
    return number_heard.judge(step, Typed(text)).verdict


def test_the_starters_number_words_are_numbers_and_its_other_numerals_are_not() -> None:
    assert {number_heard.value(sense) for sense in NUMBERS} >= {*range(21), *range(30, 101, 10)}
    for sense in starter.senses():
        value = number_heard.value(sense)
        assert value is None or in_words(value) == sense.headword
    assert number_heard.value(starter.word("ئالما")) is None


def test_a_child_of_six_hears_a_number_and_an_older_one_hears_it_together_with_another() -> None:
    assert asked("ئوتتۇز", "6-8").says == (THIRTY,) and asked("ئوتتۇز", "6-8").answer == "30"
    both = asked("ئوتتۇز")
    assert len(both.says) == 2 and both.says[0] == THIRTY and 31 <= int(both.answer) <= 39
    assert in_words(int(both.answer)) == " ".join(sense.headword for sense in both.says)
    assert asked("ئوتتۇز", easier=True).answer == "30"
    assert asked("يەتتە").answer == "7" and asked("ئون بىر").answer == "11"


def test_only_digits_are_on_the_keyboard_and_the_digits_of_any_script_are_understood() -> None:
    step = asked("يەتتە")
    assert step.keys == number_heard.DIGITS
    assert [judged(step, text) for text in ("7", " 7 ", "٧", "07")] == [Verdict.EXACT] * 4
    assert [judged(step, text) for text in ("", "8", "17", "-7", "yette", "7" * 5_000)] == [Verdict.WRONG] * 6


@given(st.integers(0, 999), st.integers(0, 50))
def test_a_ten_that_was_heard_is_a_slip_at_worst_and_any_other_number_is_wrong(typed: int, seed: int) -> None:
    step = asked("ئوتتۇز", seed=seed)
    expected = Verdict.WRONG
    if typed == int(step.answer):
        expected = Verdict.EXACT
    elif 30 <= typed <= 39:
        expected = Verdict.SLIP
    assert judged(step, str(typed)) is expected


def test_a_number_nobody_says_is_not_asked() -> None:
    silent = starter.word("ئوتتۇز")
    assert not number_heard.can_ask(silent, Person.of("9-12", reader_beside=False))
    assert number_heard.can_ask(silent, Person.of("9-12"))
    step = number_heard.ask(
        silent, Person.of("9-12"), Chooser([*NUMBERS[:3], *starter.senses()]), random.Random(1), False
    )
    assert step is not None and not any(sense.voices for sense in step.says)
