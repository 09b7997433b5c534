"""Wrong answers are tempting, and always fair."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.drills.chooser import Chooser, meant
from app.drills.drill import meaning
from app.drills.likeness import distance, first_letter, look, sound
from app.drills.steps import Shows
from lexicon.records import Sense, Skill
from tests.app.drills.words import animals, apart, everything, family, fruit, named


def wrong_for(
    target: Sense,
    pool: tuple[Sense, ...],
    most: int = 3,
    tiles: Shows = Shows.PICTURE,
    language: str = "en",
    seed: int = 1,
    skill: Skill = Skill.HEAR,
) -> tuple[Sense, ...]:
    return Chooser(pool).wrong(target, most, tiles, language, skill, random.Random(seed))


def test_wrong_answers_come_from_the_same_theme_while_it_has_fair_ones() -> None:
    for seed in range(30):
        wrong = wrong_for(named("ئات"), everything(), seed=seed)
        assert len(wrong) == 3
        assert {sense.theme_id for sense in wrong} == {named("ئات").theme_id}


def test_a_small_theme_borrows_from_the_others_the_learner_knows() -> None:
    two = animals()[:2]
    wrong = wrong_for(two[0], (*two, *fruit()))
    assert two[1] in wrong and len(wrong) == 3


def test_with_nothing_fair_to_show_there_is_no_wrong_answer() -> None:
    pomegranate = named("ئانار")
    assert wrong_for(named("ئالما"), (named("ئالما"), pomegranate)) == ()
    assert wrong_for(named("ئالما"), (named("ئالما"), pomegranate), tiles=Shows.WORD) == (pomegranate,)


def test_father_is_never_a_wrong_answer_for_father() -> None:
    dada, ata = named("دادا"), named("ئاتا")
    assert not Chooser(family()).fair(dada, ata)
    for seed in range(30):
        assert ata not in wrong_for(dada, family(), most=5, tiles=Shows.MEANING, seed=seed)


def test_a_synonym_is_noticed_in_a_language_that_is_not_shown() -> None:
    # Only the French glosses, "grand frère" and "petit frère", say that these two share something.
    elder = replace(named("ئاكا"), glosses={"fr": "grand frère", "en": "aka"})
    younger = replace(named("ئۇكا"), glosses={"fr": "petit frère", "en": "uka"})
    assert not Chooser(()).fair(elder, younger)


def test_little_words_and_brackets_do_not_make_synonyms() -> None:
    assert meant("to eat") == {"eat"}
    assert meant("hot (weather)") == {"hot"}
    assert meant("to be") == {"to", "be"}
    assert meant("Thank you!") == {"thank", "you"}
    assert Chooser(()).fair(named("يېمەك"), named("ئىچمەك"))


def test_what_is_kept_apart_stays_apart_in_both_directions() -> None:
    wolf, fox = named("بۆرە"), named("تۈلكە")
    chooser = Chooser(())
    assert chooser.fair(wolf, fox)
    assert not chooser.fair(apart(wolf, fox), fox)
    assert not chooser.fair(fox, apart(wolf, fox))


def test_the_two_meanings_of_one_spelling_never_stand_together() -> None:
    fire = replace(named("ئات"), headword="ئوت", glosses={"en": "fire"}, picture="1F525", homonym=1)
    grass = replace(named("قوي"), headword="ئوت", glosses={"en": "grass"}, picture="1F33F", homonym=2)
    assert not Chooser(()).fair(fire, grass)


def test_a_retired_word_is_no_longer_offered() -> None:
    cat, dog, hen = named("مۈشۈك"), named("ئىت"), named("توخۇ")
    assert wrong_for(cat, (cat, replace(dog, retired=True), hen)) == (hen,)


def test_look_alike_words_are_met_more_often_than_others() -> None:
    hare, met = named("توشقان"), Counter[str]()
    for seed in range(200):
        met.update(sense.headword for sense in wrong_for(hare, animals(), tiles=Shows.WORD, seed=seed))
    assert met["چاشقان"] > 60 > met["پىل"]


def test_the_same_three_do_not_always_stand_there() -> None:
    drawn = [wrong_for(named("ئات"), animals(), seed=seed) for seed in range(30)]
    seen = {frozenset(sense.id for sense in wrong) for wrong in drawn}
    assert len(seen) > 5


def test_a_theme_of_hundreds_of_words_still_gives_tempting_and_fair_ones() -> None:
    many = tuple(
        replace(
            animals()[number % 20],
            id=UUID(int=number),
            headword=f"{animals()[number % 20].headword} {number}",
            picture=f"{0x1F300 + number:X}",
            glosses={"en": f"animal{number}"},
        )
        for number in range(300)
    )
    wrong = wrong_for(many[0], many)
    assert len(wrong) == 3 and many[0] not in wrong


def test_the_same_seed_chooses_the_same() -> None:
    assert wrong_for(named("ئات"), everything(), seed=7) == wrong_for(named("ئات"), everything(), seed=7)


def test_words_that_differ_by_dots_look_alike_and_words_that_differ_by_voice_sound_alike() -> None:
    assert look("باش", "تاش") > look("باش", "قاش")
    assert sound("كۈل", "گۈل") > sound("كۈل", "مۈل")
    assert distance("ئالما", "ئانا") == 2
    assert first_letter("ئالما") == first_letter("ئانار") == "ا"
    assert look("قوي", "قوي") == sound("قوي", "قوي") == 1


@given(st.text("ئابپەمن", max_size=12), st.text("ئابپەمن", max_size=12))
def test_the_distance_is_the_one_that_a_table_gives(first: str, second: str) -> None:
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(second, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    assert distance(first, second) == row[-1]


@given(st.text("ابتسئق", max_size=6), st.text("ابتسئق", max_size=6))
def test_likeness_is_mutual_and_between_none_and_all(first: str, second: str) -> None:
    for alike in (look, sound):
        assert alike(first, second) == pytest.approx(alike(second, first))
        assert 0 <= alike(first, second) <= 1


WORDS = ("ئات", "ئىت", "ئالما", "ئوت", "قوي", "ئانا", "تاش")
GLOSSES = ("horse", "dog", "red apple", "fire", "to eat", "the dog", "apple", "(wild) horse", "Dog")


@st.composite
def themes(draw: st.DrawFn) -> tuple[Sense, ...]:
    """Senses in three themes that collide in every way a careless list can."""
    senses = []
    for number in range(draw(st.integers(2, 14))):
        senses.append(
            replace(
                animals()[number],
                headword=draw(st.sampled_from(WORDS)),
                glosses=draw(
                    st.dictionaries(st.sampled_from(("en", "tr", "fr")), st.sampled_from(GLOSSES), max_size=3)
                ),
                picture=draw(st.sampled_from((None, "1F40E", "1F415", "1F34E", "1F525", "1F33F"))),
                theme_id=draw(st.sampled_from((animals()[0].theme_id, fruit()[0].theme_id))),
                retired=draw(st.integers(0, 9)) == 0,
                voices=draw(st.sampled_from(((), ("ab" * 32,)))),
            )
        )
    return tuple(
        apart(sense, draw(st.sampled_from(senses))) if draw(st.integers(0, 4)) == 0 else sense
        for sense in senses
    )


def assert_fair(first: Sense, second: Sense) -> None:
    """Fairness said once more, without the chooser's help."""
    assert first.id != second.id
    assert first.headword != second.headword
    assert first.id not in second.apart and second.id not in first.apart
    assert first.picture is None or first.picture != second.picture
    for language in first.glosses.keys() & second.glosses.keys():
        words = [set(s.glosses[language].casefold().replace("(wild) ", "").split()) for s in (first, second)]
        assert not (words[0] & words[1]) - {"to", "the"}


@given(
    themes(),
    st.sampled_from((Shows.PICTURE, Shows.WORD, Shows.MEANING)),
    st.integers(0, 5),
    st.sampled_from(("en", "fr", "tr-CY")),
)
def test_whatever_the_list_no_wrong_answer_is_unfair(
    senses: tuple[Sense, ...], tiles: Shows, seed: int, language: str
) -> None:
    target = senses[0]
    wrong = wrong_for(target, senses, 3, tiles, language, seed)
    assert len(wrong) <= 3
    for number, sense in enumerate(wrong):
        assert not sense.retired
        assert tiles is not Shows.PICTURE or sense.picture is not None
        assert tiles is not Shows.MEANING or meaning(sense, language)
        for other in (target, *wrong[:number]):
            assert_fair(sense, other)
