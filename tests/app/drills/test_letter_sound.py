"""A letter's sound in a word."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from app.drills import letter_sound
from app.drills.chooser import Chooser
from app.drills.drill import Person
from app.drills.letters import Letter
from app.drills.questions import Question, Shows
from lexicon.uyghur.alphabet import LETTERS
from tests.app.drills import starter


def asked(name: str, known: str = "", band: str = "9-12", seed: int = 1, voiced: bool = False) -> Question:
    person = Person.of(band, letters_known=known, at_hand=starter.at_hand("en", voiced))
    letter = next(one for one in person.at_hand.letters if one.letter == name)
    found = letter_sound.ask(letter, person, Chooser([]), random.Random(seed), False)
    assert found is not None
    return found


@pytest.mark.parametrize("name", LETTERS)
def test_exactly_one_of_the_letters_is_in_the_word_of_the_picture(name: str) -> None:
    for seed in range(5):
        step = asked(name, LETTERS, seed=seed)
        assert step.clue is not None and step.clue.picture is not None
        inside = [one for one in step.choices if isinstance(one, Letter) and one.letter in step.clue.headword]
        assert [one.letter for one in inside] == [name] and len(step.choices) == 4
        assert step.prompt is Shows.PICTURE and step.tiles is Shows.WORD


def test_letters_known_and_easily_taken_for_one_another_come_first() -> None:
    others = {one.letter for one in asked("ب", LETTERS).choices if isinstance(one, Letter)} - {"ب"}
    assert others <= {*"پتني"}
    early = {one.letter for one in asked("ن").choices if isinstance(one, Letter)} - {"ن"}
    assert early & {*"بتاەل"}, "what is still to come stands in while little is known"


def test_a_word_that_can_be_heard_is_preferred() -> None:
    assert asked("ب", voiced=True).voiced and not asked("ب").voiced


def test_a_letter_without_a_drawn_word_is_not_asked_nor_is_a_child_of_four() -> None:
    bare = replace(starter.letter("ب"), words=())
    assert not letter_sound.can_ask(bare, Person.of("6-8")) and letter_sound.can_ask(
        starter.letter("ب"), Person.of("6-8")
    )
    assert not letter_sound.can_ask(starter.letter("ب"), Person.of("3-5"))
    assert (
        letter_sound.ask(starter.letter("ب"), Person.of("6-8"), Chooser([]), random.Random(1), False) is None
    )
