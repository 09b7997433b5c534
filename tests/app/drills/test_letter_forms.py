"""A letter, and its shapes in a word."""

from __future__ import annotations

import random

import pytest

from app.drills import letter_forms
from app.drills.chooser import Chooser
from app.drills.drill import Person
from app.drills.letters import FINAL, ISOLATED, Letter
from app.drills.questions import Shows
from lexicon.uyghur.alphabet import LETTERS
from lexicon.uyghur.joining import LETTER_FORMS, shape
from tests.app.drills import starter


@pytest.mark.parametrize("name", LETTERS)
def test_the_shapes_are_those_the_letter_is_drawn_with_in_a_word(name: str) -> None:
    for form, text in enumerate(starter.letter(name).shapes):
        drawn = shape(text).glyphs.replace("\u200d", "")
        assert drawn == LETTER_FORMS[name][form]


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("band", ["6-8", "9-12"])
def test_one_letter_stands_above_and_joined_shapes_of_different_letters_below(name: str, band: str) -> None:
    person = Person.of(band, letters_known=LETTERS, at_hand=starter.at_hand())
    letter = starter.letter(name)
    forms = set()
    for seed in range(12):
        step = letter_forms.ask(letter, person, Chooser([]), random.Random(seed), False)
        assert step is not None and letter in step.choices
        assert (step.prompt, step.tiles) == (Shows.WORD, Shows.FORM)
        shapes = [one.shapes[step.form] for one in step.choices if isinstance(one, Letter)]
        assert all(shapes) and len(set(shapes)) == len(shapes) == letter_forms.DRILL.choices[band]
        forms.add(step.form)
    assert forms == {form for form in range(4) if letter.shapes[form]} - {ISOLATED}


def test_a_letter_that_joins_on_one_side_only_is_asked_by_its_last_shape() -> None:
    assert [form for form, text in enumerate(starter.letter("ا").shapes) if text] == [ISOLATED, FINAL]
