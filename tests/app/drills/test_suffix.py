"""The right ending, among forms somebody has accepted."""

from __future__ import annotations

import random
from dataclasses import replace

from app.drills import suffix
from app.drills.bands import Wishes
from app.drills.chooser import Chooser
from app.drills.drill import Person
from app.drills.questions import ChoiceQuestion, Shows
from tests.app.drills import starter

EYE = starter.word("كۆز")


def asked(band: str, seed: int = 1, script: str = "arabic", language: str = "en") -> ChoiceQuestion:
    person = Person.of(band, language, wishes=Wishes(script=script))
    found = suffix.ask(EYE, person, Chooser([]), random.Random(seed), False)
    assert found is not None
    return found


def test_a_child_of_six_is_asked_for_several_by_several_pictures_and_nothing_else() -> None:
    for seed in range(20):
        step = asked("6-8", seed)
        assert (step.prompt, step.times, step.clue, step.asks) == (Shows.PICTURE, suffix.TIMES, "", "PL")
        assert step.answer == "كۆزلەر" and len(step.choices) == 2


def test_from_nine_on_every_listed_ending_is_asked_beside_the_meaning() -> None:
    seen = {}
    for seed in range(60):
        step = asked("9-12", seed, language="tr")
        seen[step.asks] = step
        assert (step.prompt is Shows.PICTURE) == (step.asks == "PL")
    assert set(seen) == {"PL", "PX1SG", "PX3", "DAT", "LOC"} == set(suffix.NAMES)
    assert seen["PX1SG"].answer == "كۆزۈم" and seen["PX1SG"].clue == EYE.glosses["tr"]


def test_the_bare_word_is_never_among_the_answers_for_it_may_stand_for_several() -> None:
    for sense in starter.senses():
        assert sense.headword not in suffix.forms(sense).values()
        assert len({*suffix.forms(sense).values()}) == len(suffix.forms(sense))


def test_only_nouns_with_two_listed_forms_are_asked() -> None:
    person = Person.of("9-12", wishes=Wishes())
    for sense in starter.senses():
        if suffix.can_ask(sense, person):
            assert sense.part_of_speech == "noun" and len(sense.forms) >= 2
    assert not suffix.can_ask(replace(EYE, forms={"PL": "كۆزلەر"}), person)
    assert not suffix.can_ask(replace(EYE, picture=None), Person.of("6-8", wishes=Wishes()))
    assert not suffix.can_ask(EYE, Person.of("3-5", wishes=Wishes()))


def test_forms_are_in_the_learners_script() -> None:
    assert asked("6-8", script="latin").answer == "közler"
    assert asked("6-8", script="cyrillic").answer == "көзләр"
