"""Sentences in pieces."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import pytest

from app.drills import order_words
from app.drills.bands import SCRIPTS, Wishes
from app.drills.chooser import Chooser
from app.drills.drill import Person
from app.drills.given import Laid
from app.drills.questions import BuildQuestion, Shows
from lexicon.records import Verdict
from tests.app.drills import starter


def reader(script: str = "arabic", band: str = "9-12", language: str = "en") -> Person:
    return Person.of(
        band, language, wishes=Wishes(script=script, sentences=True), at_hand=starter.at_hand(language)
    )


def asked(headword: str, script: str = "arabic") -> BuildQuestion:
    found = order_words.ask(starter.word(headword), reader(script), Chooser([]), random.Random(1), True)
    assert found is not None
    return found


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_order_of_the_sentence_is_right_the_same_verb_last_a_slip_and_the_rest_wrong(script: str) -> None:
    step = asked("ئات", script)
    assert step.prompt is Shows.MEANING and step.clue == "The horse ran fast."
    assert step.after == "." and "." not in "".join(step.pieces)
    verb = step.answer.split(" ")[-1]
    worths = []
    for places in permutations(range(step.wanted)):
        text = " ".join(step.pieces[place] for place in places)
        expected = Verdict.SLIP if text.endswith(f" {verb}") else Verdict.WRONG
        expected = Verdict.EXACT if text == step.answer else expected
        worths.append(order_words.judge(step, Laid(places)).verdict)
        assert worths[-1] is expected
    assert sorted(worths) == sorted([Verdict.EXACT, Verdict.SLIP, *[Verdict.WRONG] * 4])


def test_half_a_sentence_is_not_right_even_if_it_ends_well() -> None:
    step = asked("ئات")
    last = step.pieces.index(step.answer.split(" ")[-1])
    assert order_words.judge(step, Laid((last,))).verdict is Verdict.WRONG


def test_sentences_with_signs_inside_without_meaning_or_without_approval_are_left_alone() -> None:
    person = reader()
    for sense in starter.senses():
        if order_words.can_ask(sense, person):
            step = order_words.ask(sense, person, Chooser([]), random.Random(1), False)
            assert step is not None and step.wanted == len(step.pieces) in order_words.WORDS
            assert not set("،؛:«»!؟.") & set(step.answer)
    (only,) = person.sentences(starter.word("خاپا"))
    assert "،" in only.text and not order_words.can_ask(starter.word("خاپا"), person)
    assert not order_words.can_ask(starter.word("ئات"), replace(person, sentences_allowed=False))
    assert not order_words.can_ask(starter.word("ئات"), reader(language="kk"))
    assert not order_words.can_ask(starter.word("ئات"), reader(band="6-8"))
