"""Which of two words that differ in one sound it was."""

from __future__ import annotations

import random

from app.drills import sound_pair
from app.drills.chooser import Chooser
from app.drills.drill import Person
from app.drills.likeness import distance
from app.drills.questions import Shows
from tests.app.drills import starter
from tests.app.drills.words import apart

EYE, AUTUMN = starter.word("كۆز", True), starter.word("كۈز", True)


def somebody(band: str = "6-8", voiced: bool = True) -> Person:
    return Person.of(band, at_hand=starter.at_hand("en", voiced))


def test_the_other_word_differs_in_one_sound_and_both_are_drawn() -> None:
    chooser = Chooser(starter.senses(True))
    paired = [sense for sense in starter.senses(True) if sound_pair.can_ask(sense, somebody())]
    assert len(paired) > 30
    for sense in paired:
        asked = sound_pair.ask(sense, somebody(), chooser, random.Random(1), False)
        if asked is not None:
            one, other = asked.choices
            assert distance(one.headword, other.headword) == 1 and one.picture and other.picture
            assert asked.prompt is Shows.SOUND and sense in asked.choices


def test_a_word_the_learner_has_not_met_is_nothing_to_choose() -> None:
    assert sound_pair.ask(EYE, somebody(), Chooser([EYE]), random.Random(1), False) is None
    assert sound_pair.ask(EYE, somebody(), Chooser([EYE, AUTUMN]), random.Random(1), False) is not None


def test_what_is_kept_apart_is_no_pair() -> None:
    eye = apart(EYE, AUTUMN)
    assert sound_pair.ask(eye, somebody(), Chooser([eye, AUTUMN]), random.Random(1), False) is None


def test_older_ones_read_what_they_heard_and_never_what_is_read_to_them() -> None:
    for voiced, band, tiles in (
        (True, "6-8", Shows.PICTURE),
        (True, "9-12", Shows.WORD),
        (False, "9-12", Shows.PICTURE),
    ):
        eye = starter.word("كۆز", voiced)
        asked = sound_pair.ask(
            eye, somebody(band, voiced), Chooser(starter.senses(voiced)), random.Random(1), False
        )
        assert asked is not None and asked.tiles is tiles and asked.voiced is voiced


def test_easier_is_still_two() -> None:
    asked = sound_pair.ask(EYE, somebody(), Chooser(starter.senses(True)), random.Random(1), True)
    assert asked is not None and len(asked.choices) == 2
