"""A sentence with a word cut out."""

from __future__ import annotations

import random
from dataclasses import replace

from app.drills import gap
from app.drills.bands import Wishes
from app.drills.chooser import Chooser
from app.drills.drill import Person
from app.drills.given import Laid
from app.drills.questions import ChoiceQuestion, Shows
from app.drills.spelling import words
from app.drills.verdicts import picked
from lexicon.records import Verdict
from tests.app.drills import starter

CHOOSER = Chooser(starter.senses())
SCHOOL = starter.word("مەكتەپ")


def reader(band: str = "9-12", language: str = "en", script: str = "arabic", **more: object) -> Person:
    person = Person.of(
        band, language, wishes=Wishes(script=script, sentences=True), at_hand=starter.at_hand(language)
    )
    return replace(person, **more)  # type: ignore[arg-type]


def asked(headword: str, person: Person, seed: int = 1) -> ChoiceQuestion:
    found = gap.ask(starter.word(headword), person, CHOOSER, random.Random(seed), False)
    assert found is not None
    return found


def test_the_word_is_cut_out_in_the_form_it_stands_in() -> None:
    found = gap.cut("مەن مەكتەپكە بارىمەن.", SCHOOL)
    assert found == gap.Cut("مەن ", "مەكتەپكە", " بارىمەن.", "DAT")
    cat = starter.word("مۈشۈك")
    assert gap.cut("مۈشۈك سۈت ئىچىۋاتىدۇ.", cat) == gap.Cut("", "مۈشۈك", " سۈت ئىچىۋاتىدۇ.", "")


def test_a_form_nobody_has_listed_and_a_word_that_stands_twice_leave_no_gap() -> None:
    cat = starter.word("مۈشۈك")
    assert gap.cut("سەن مۈشۈكنى كۆردۈڭمۇ؟", cat) is None
    assert gap.cut("مۈشۈك، مۈشۈك، كەل!", cat) is None
    assert gap.cut("مەن بۈگۈن بەك خۇشال.", cat) is None


def test_the_wrong_words_stand_in_the_same_form_and_not_in_the_sentence() -> None:
    datives = {sense.forms["DAT"] for sense in starter.senses() if "DAT" in sense.forms}
    step = asked("مەكتەپ", reader())
    assert step.answer == "مەكتەپكە" and {*step.choices} <= datives and len(step.choices) == 3
    assert not {*step.choices} & {*words(step.before + step.after)}
    assert (step.prompt, step.clue) == (Shows.MEANING, "I go to school.")


def test_a_child_without_meanings_to_read_sees_the_picture() -> None:
    cat = asked("مۈشۈك", reader(reads=False, reader_beside=False))
    assert cat.prompt is Shows.PICTURE and cat.clue == ""
    undrawn = next(s for s in starter.senses() if s.picture is None and gap.can_ask(s, reader()))
    assert not gap.can_ask(undrawn, reader(reads=False, reader_beside=False))


def test_a_sentence_nobody_has_approved_is_for_those_alone_whose_grown_up_wants_it() -> None:
    assert not gap.can_ask(SCHOOL, reader(sentences_allowed=False))
    read = reader(sentences_allowed=False, at_hand=starter.at_hand("en", approved=True))
    assert gap.can_ask(SCHOOL, read)
    assert not gap.can_ask(SCHOOL, reader("6-8")), "single words first"


def test_sentence_and_words_are_in_the_learners_script_and_the_meaning_in_its_language() -> None:
    latin = asked("مەكتەپ", reader(language="tr", script="latin"))
    assert latin.before.startswith("Men ") and latin.answer == "mektepke" in latin.choices
    cyrillic = asked("مەكتەپ", reader(language="ru", script="cyrillic"))
    assert cyrillic.answer == "мәктәпкә" and cyrillic.clue.endswith(".")


def test_one_of_the_words_is_right_and_the_others_are_wrong() -> None:
    step = asked("مەكتەپ", reader())
    for place, text in enumerate(step.choices):
        judged = picked(step, Laid((place,)))
        assert judged.verdict is (Verdict.EXACT if text == "مەكتەپكە" else Verdict.WRONG)
        assert (judged.answer, judged.right_text) == (text, "مەكتەپكە")
