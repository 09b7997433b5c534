"""Ages, and what a grown-up may wish otherwise."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.drills.bands import AGE_BANDS, BANDS, MINUTES, NEW_WORDS, SCRIPTS, Text, Wishes
from app.drills.drill import Person
from lexicon.records import Skill


def numbers(within: tuple[int, int]) -> st.SearchStrategy[int | None]:
    return st.none() | st.integers(*within)


@given(
    st.builds(
        Wishes,
        numbers(MINUTES),
        numbers(NEW_WORDS),
        st.none() | st.frozensets(st.sampled_from(Skill), min_size=1),
        st.sampled_from(SCRIPTS),
        st.booleans(),
    )
)
def test_wishes_come_back_from_the_settings_they_were_written_to(wishes: Wishes) -> None:
    assert Wishes.of(wishes.settings()) == wishes


@given(st.dictionaries(st.sampled_from(("minutes", "new_words", "skills", "script", "sentences")), st.text()))
def test_settings_nobody_can_read_are_as_if_never_set(settings: dict[str, str]) -> None:
    wishes = Wishes.of(settings)
    assert wishes.minutes is None or MINUTES[0] <= wishes.minutes <= MINUTES[1]
    assert wishes.new_words is None or NEW_WORDS[0] <= wishes.new_words <= NEW_WORDS[1]
    assert wishes.script in SCRIPTS and wishes.skills != frozenset()


def test_nothing_wished_leaves_no_settings_and_every_skill_of_the_age() -> None:
    assert Wishes().settings() == {}
    for band in AGE_BANDS:
        assert Person.of(band, wishes=Wishes()).skills == BANDS[band].skills


def test_older_ages_get_no_less_text_and_no_fewer_skills() -> None:
    bands = [BANDS[band] for band in AGE_BANDS]
    for younger, older in pairwise(bands):
        assert younger.skills <= older.skills and younger.text <= older.text
        assert younger.pieces <= older.pieces and younger.answer_dp >= older.answer_dp
    assert (bands[0].text, bands[1].text, bands[2].text) == (Text.NONE, Text.WORDS, Text.SENTENCES)
    assert min(band.answer_dp for band in bands[:3]) >= 64 and bands[3].answer_dp >= 48


def test_a_wish_for_skills_an_age_does_not_have_leaves_its_own() -> None:
    four = Person.of("3-5", wishes=Wishes(skills=frozenset({Skill.WRITE})))
    assert four.skills == BANDS["3-5"].skills
    nine = Person.of("9-12", wishes=Wishes(skills=frozenset({Skill.READ, Skill.WRITE})))
    assert nine.skills == {Skill.READ, Skill.WRITE}


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_script_wished_for_is_the_one_read_and_written(script: str) -> None:
    assert Person.of("9-12", wishes=Wishes(script=script)).script == script
