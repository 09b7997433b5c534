"""A meaning, and the word for it."""

from __future__ import annotations

import random

import pytest

from app.drills import build_word, gap, meaning_word, say_word
from app.drills.bands import Wishes
from app.drills.chooser import Chooser
from app.drills.drill import Person, clue
from app.drills.questions import Shows
from app.drills.spelling import written
from tests.app.drills import starter


def test_a_drawn_word_is_asked_by_its_meaning_from_nine_on_and_another_as_soon_as_one_can_be_read() -> None:
    apple, thanks = starter.word("ئالما"), starter.word("رەھمەت")
    assert apple.picture is not None and thanks.picture is None
    assert not meaning_word.can_ask(apple, Person.of("6-8")) and meaning_word.can_ask(
        apple, Person.of("9-12")
    )
    assert meaning_word.can_ask(thanks, Person.of("6-8"))
    assert not meaning_word.can_ask(thanks, Person.of("6-8", reader_beside=False))
    assert not meaning_word.can_ask(thanks, Person.of("3-5"))


def test_the_meaning_stands_above_and_words_below() -> None:
    asked = meaning_word.ask(
        starter.word("رەھمەت"), Person.of("9-12", "de"), Chooser(starter.senses()), random.Random(1), False
    )
    assert asked is not None
    assert (asked.prompt, asked.tiles, asked.language, len(asked.choices)) == (
        Shows.MEANING,
        Shows.WORD,
        "de",
        4,
    )


@pytest.mark.parametrize(("language", "script"), [("tr", "latin"), ("ru", "cyrillic"), ("de", "latin")])
def test_a_meaning_that_is_the_word_itself_in_these_letters_asks_nothing(language: str, script: str) -> None:
    person = Person.of("9-12", language, wishes=Wishes(script=script), has_microphone=True)
    same = [s for s in starter.senses() if s.glosses[language].casefold() == written(s.headword, script)]
    assert len(same) > 5
    for sense in same:
        assert clue(sense, person) == "" and not meaning_word.can_ask(sense, person)
        if sense.picture is None:
            assert not build_word.can_ask(sense, person) and not say_word.can_ask(sense, person)
    arabic = Person.of("9-12", language)
    assert all(meaning_word.can_ask(sense, arabic) for sense in same)


def test_a_translation_that_names_the_word_does_not_stand_above_its_gap() -> None:
    person = Person.of(
        "9-12", "en", wishes=Wishes(script="latin", sentences=True), at_hand=starter.at_hand("en")
    )
    for sense in starter.senses():
        if gap.can_ask(sense, person):
            asked = gap.ask(sense, person, Chooser(starter.senses()), random.Random(2), False)
            assert asked is None or asked.answer not in asked.clue.casefold().split()
