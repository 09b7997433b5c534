"""Which drill can ask what, of whom."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from app.drills import catalog, hear_picture, meaning_word, pairs, picture_word, word_meaning
from app.drills.bands import Wishes
from app.drills.chooser import Chooser
from app.drills.drill import AGE_BANDS, Drill, Person, meaning
from app.drills.steps import Question, Shows
from lexicon.records import Skill, Verdict
from tests.app.drills.words import animals, everything, family, named

DOG, DOG_VOICED = named("ئىت"), named("ئىت", voiced=True)
THANKS = named("رەھمەت")
ALL = [pytest.param(drill, id=drill.key) for drill in catalog.BY_KEY.values()]


@pytest.mark.parametrize("drill", ALL)
def test_every_drill_says_what_it_is_for_and_for_whom(drill: Drill) -> None:
    assert drill.goal.endswith(".") and drill.needs and drill.youngest in AGE_BANDS
    assert set(drill.choices) in (set(AGE_BANDS), set()), "or nothing is chosen from"
    assert all(2 <= number <= 4 for number in drill.choices.values())
    assert drill.example


def test_the_keys_that_reviews_store_do_not_change() -> None:
    assert set(catalog.BY_KEY) == {
        "hear_picture", "sound_pair", "number_heard", "word_meaning", "picture_word", "meaning_word", "gap",
        "say_word", "build_word", "suffix", "order_words", "write_heard", "letter_sound", "letter_forms",
        "trace", "read_line", "pairs", "pairs_heard",
    }  # fmt: skip


def test_without_a_picture_or_a_voice_there_is_nothing_to_hear() -> None:
    alone = Person.of("6-8", reader_beside=False)
    assert not hear_picture.can_ask(DOG, alone)
    assert hear_picture.can_ask(DOG_VOICED, alone)
    assert hear_picture.can_ask(DOG, Person.of("6-8"))
    assert not hear_picture.can_ask(THANKS, Person.of("6-8"))
    assert not hear_picture.can_ask(DOG, Person.of("grown"))


def test_a_child_of_four_is_asked_by_ear_only() -> None:
    four = Person.of("3-5")
    assert catalog.ways(DOG, four) == catalog.ways(DOG_VOICED, four) == (hear_picture.DRILL,)
    assert not pairs.can_ask(DOG_VOICED, four)
    assert pairs.can_ask_heard(DOG_VOICED, four) and not pairs.can_ask_heard(DOG, four)
    assert catalog.ways(THANKS, four) == ()


def test_a_word_without_a_picture_is_asked_by_its_meaning_where_somebody_can_read_it() -> None:
    assert catalog.ways(THANKS, Person.of("6-8")) == (word_meaning.DRILL, meaning_word.DRILL)
    assert catalog.ways(THANKS, Person.of("6-8", reader_beside=False)) == ()
    assert catalog.ways(THANKS, Person.of("grown")) == (word_meaning.DRILL, meaning_word.DRILL)


def test_an_age_that_is_no_band_is_refused() -> None:
    with pytest.raises(ValueError, match="'7' is not one of 3-5"):
        Person.of("7")


def test_a_meaning_falls_back_from_a_region_to_its_language_to_english() -> None:
    assert meaning(DOG, "tr-CY") == "köpek"
    assert meaning(DOG, "ru") == "dog"
    assert meaning(DOG, "fr") == "chien"


@pytest.mark.parametrize("band", AGE_BANDS)
@pytest.mark.parametrize("drill", [pytest.param(drill, id=drill.key) for drill in catalog.SINGLE])
def test_a_question_has_its_target_among_the_tiles_its_age_gets(drill: Drill, band: str) -> None:
    person = Person.of(band, reader_beside=True)
    chooser = Chooser(everything())
    for sense in everything():
        if not drill.can_ask(sense, person):
            continue
        assert drill.ask is not None
        asked = drill.ask(sense, person, chooser, random.Random(3), False)
        easier = drill.ask(sense, person, chooser, random.Random(3), True)
        assert asked is not None and easier is not None
        if not isinstance(asked, Question) or not isinstance(easier, Question):
            continue
        assert sense in asked.choices and len(asked.choices) == drill.choices[band]
        assert len(easier.choices) == max(2, drill.choices[band] - 1)
        assert (asked.drill, asked.skill, asked.target) == (drill.key, drill.skill, sense)


def test_the_right_tile_stands_everywhere_in_turn() -> None:
    chooser, person = Chooser(animals()), Person.of("6-8")
    places = set()
    for seed in range(40):
        asked = hear_picture.ask(DOG, person, chooser, random.Random(seed), False)
        assert asked is not None
        places.add(asked.choices.index(DOG))
    assert places == {0, 1, 2, 3}


def test_a_drawn_word_is_asked_among_pictures_and_another_among_meanings() -> None:
    person, chooser = Person.of("9-12", "tr"), Chooser(everything())
    drawn = word_meaning.ask(DOG, person, chooser, random.Random(1), False)
    told = word_meaning.ask(THANKS, person, chooser, random.Random(1), False)
    assert drawn is not None and drawn.tiles is Shows.PICTURE
    assert told is not None and told.tiles is Shows.MEANING and told.language == "tr"
    assert picture_word.ask(DOG, person, Chooser([DOG]), random.Random(1), False) is None


def test_pairs_bring_together_words_that_cannot_be_taken_for_one_another() -> None:
    person, chooser = Person.of("9-12"), Chooser(everything())
    chosen = pairs.gather(pairs.WRITTEN, named("دادا"), family()[1:], person, chooser)
    assert [sense.headword for sense in chosen] == ["دادا", "ئانا", "ئاكا", "بالا"]
    game = pairs.game(pairs.WRITTEN, chosen, person, random.Random(1))
    assert game.tiles is Shows.MEANING
    for side in (game.words, game.partners):
        assert sorted(sense.id for sense in side) == sorted(sense.id for sense in chosen)
    assert game.words != game.partners


def test_drawn_words_are_paired_with_pictures_and_two_words_are_no_game() -> None:
    person, chooser = Person.of("6-8"), Chooser(everything())
    chosen = pairs.gather(pairs.WRITTEN, DOG, [THANKS, *animals()[1:6]], person, chooser)
    assert [sense.headword for sense in chosen] == ["ئىت", "مۈشۈك", "ئات"]
    assert pairs.game(pairs.WRITTEN, chosen, person, random.Random(1)).tiles is Shows.PICTURE
    assert pairs.gather(pairs.WRITTEN, DOG, animals()[1:2], Person.of("6-8", reads=False), chooser) == ()
    assert pairs.gather(pairs.HEARD, DOG, animals()[1:], person, chooser) == ()
    assert len(pairs.gather(pairs.HEARD, DOG_VOICED, animals(voiced=True)[1:], person, chooser)) == 3


def test_a_pair_found_at_once_is_exact_after_one_wrong_try_a_slip_after_two_a_miss() -> None:
    assert [pairs.judge(tries) for tries in range(4)] == [
        Verdict.EXACT, Verdict.SLIP, Verdict.WRONG, Verdict.WRONG,
    ]  # fmt: skip


def test_words_are_met_by_ear_before_they_are_read() -> None:
    skills = [drill.skill for drill in catalog.ways(DOG, Person.of("6-8"))]
    assert skills == [Skill.HEAR, Skill.READ, Skill.READ]
    assert catalog.ways(DOG, Person.of("6-8"), Skill.WRITE) == ()


def test_a_word_goes_from_the_ear_to_the_eye_to_the_mouth_to_the_hand() -> None:
    person = Person.of("6-8", wishes=Wishes(), has_microphone=True)
    skills = list(dict.fromkeys(drill.skill for drill in catalog.ways(DOG, person)))
    assert skills == [Skill.HEAR, Skill.READ, Skill.SAY, Skill.WRITE]
    assert {drill.skill for drill in catalog.first_ways(DOG, person)} == {Skill.HEAR, Skill.READ}
    writer = replace(person, skills=frozenset({Skill.WRITE}))
    assert {drill.skill for drill in catalog.first_ways(DOG, writer)} == {Skill.WRITE}
