"""Said aloud, and a grown-up decides."""

from __future__ import annotations

import random

from app.drills import say_word, verdicts
from app.drills.chooser import Chooser
from app.drills.drill import Person
from app.drills.given import Said
from app.drills.questions import Shows
from lexicon.records import Verdict
from tests.app.drills import starter

APPLE, APPLE_SAID, THANKS = starter.word("ئالما"), starter.word("ئالما", True), starter.word("رەھمەت")


def test_nothing_is_said_without_a_microphone_and_somebody_who_decides() -> None:
    assert not say_word.can_ask(APPLE_SAID, Person.of("6-8"))
    assert say_word.can_ask(APPLE, Person.of("6-8", has_microphone=True)), "the grown-up is the model"
    alone = Person.of("9-12", has_microphone=True, reader_beside=False)
    assert not say_word.can_ask(APPLE_SAID, alone), "a child does not grade itself"


def test_a_grown_up_alone_compares_with_a_recording() -> None:
    grown = Person.of("grown", has_microphone=True)
    assert say_word.can_ask(APPLE_SAID, grown) and not say_word.can_ask(APPLE, grown)


def test_a_picture_calls_for_the_word_and_where_there_is_none_a_meaning_that_is_read() -> None:
    four, nine = (Person.of(band, has_microphone=True) for band in ("3-5", "9-12"))
    assert not say_word.can_ask(THANKS, four)
    asked = say_word.ask(THANKS, nine, Chooser([]), random.Random(1), False)
    assert asked is not None and (asked.prompt, asked.clue) == (Shows.MEANING, THANKS.glosses["en"])
    drawn = say_word.ask(APPLE_SAID, four, Chooser([]), random.Random(1), False)
    assert drawn is not None and (drawn.prompt, drawn.text, drawn.clue) == (Shows.PICTURE, "", "")
    assert drawn.records and drawn.voiced


def test_right_and_not_yet_are_what_the_grown_up_says() -> None:
    asked = say_word.ask(APPLE, Person.of("6-8", has_microphone=True), Chooser([]), random.Random(1), False)
    assert asked is not None
    assert verdicts.said(asked, Said(True)) == verdicts.Judged(Verdict.EXACT, "right")
    assert verdicts.said(asked, Said(False)) == verdicts.Judged(Verdict.WRONG, "not yet")
