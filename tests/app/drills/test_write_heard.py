"""Writing down what is heard."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from app.drills import write_heard
from app.drills.at_hand import AtHand
from app.drills.bands import SCRIPTS, Wishes
from app.drills.chooser import Chooser
from app.drills.drill import Person
from app.drills.given import Typed
from app.drills.questions import TypedQuestion
from app.drills.spelling import written
from app.drills.verdicts import KEPT, spelled
from lexicon.records import Verdict
from tests.app.drills import starter


def asked(headword: str, script: str = "arabic", at_hand: AtHand | None = None) -> TypedQuestion:
    person = Person.of("9-12", wishes=Wishes(script=script), at_hand=at_hand or AtHand())
    found = write_heard.ask(starter.word(headword, True), person, Chooser([]), random.Random(1), False)
    assert found is not None
    return found


def worth(step: TypedQuestion, text: str) -> Verdict:
    return spelled(step, Typed(text)).verdict


def test_only_a_recording_is_written_down_for_a_reader_would_show_the_word() -> None:
    person = Person.of("9-12", wishes=Wishes())
    assert write_heard.can_ask(starter.word("كىتاب", True), person)
    assert not write_heard.can_ask(starter.word("كىتاب"), person)
    assert not write_heard.can_ask(starter.word("كىتاب", True), Person.of("6-8", wishes=Wishes()))


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_word_typed_as_it_is_written_is_exact_in_the_script_asked_for(script: str) -> None:
    for sense in starter.senses(True)[::25]:
        step = asked(sense.headword, script)
        assert step.keys == script and step.answer == written(sense.headword, script)
        assert worth(step, f" {step.answer} ") is Verdict.EXACT


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("مەكتەپ", Verdict.EXACT),
        ("mektep", Verdict.SAME),
        ("мәктәп", Verdict.SAME),
        ("مهكتهپ", Verdict.SAME),
        ("مەكتەپ.", Verdict.SAME),
        ("مەكتاپ", Verdict.SLIP),
        ("مەكتە", Verdict.SLIP),
        ("كىتاب", Verdict.WRONG),
        ("", Verdict.WRONG),
    ],
)
def test_another_way_to_write_it_is_right_one_letter_off_a_slip(typed: str, verdict: Verdict) -> None:
    judged = spelled(asked("مەكتەپ"), Typed(typed))
    assert judged.verdict is verdict and judged.right_text == "مەكتەپ" and judged.letters is not None


def test_a_spelling_listed_for_the_word_is_right_too() -> None:
    sense = starter.word("كىتاب", True)
    plain, listed = asked("كىتاب"), asked("كىتاب", at_hand=AtHand(variants={sense.id: ("كىتاپ",)}))
    assert worth(plain, "كىتاپ") is Verdict.SLIP and worth(listed, "كىتاپ") is Verdict.SAME


def test_a_review_keeps_the_beginning_of_whatever_was_typed() -> None:
    step = asked("كىتاب")
    assert len(spelled(step, Typed("ك" * 5_000)).answer) == KEPT
    assert worth(replace(step), "كىتاب" * 1_000) is Verdict.WRONG
