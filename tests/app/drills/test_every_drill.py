"""What holds for every drill, on the whole starter, at every age and in three scripts."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from app.drills import catalog
from app.drills.at_hand import NOTHING
from app.drills.bands import AGE_BANDS, SCRIPTS, Wishes
from app.drills.chooser import Chooser
from app.drills.drill import Drill, Need, Person
from app.drills.given import fits, right
from app.drills.letters import Letter, Line
from app.drills.questions import (
    AnyQuestion,
    BuildQuestion,
    ChoiceQuestion,
    Question,
    SayQuestion,
    Shows,
    SingleQuestion,
    TypedQuestion,
)
from app.drills.spelling import words, written
from lexicon.records import Sense, Skill, Verdict
from lexicon.uyghur.alphabet import LETTERS
from tests.app.drills import starter

SINGLE = [pytest.param(drill, id=drill.key) for drill in catalog.SINGLE]


def person_of(band: str, script: str = "arabic", language: str = "en", *, voiced: bool = True) -> Person:
    """Somebody who has everything a drill may need."""
    return Person.of(
        band,
        language,
        wishes=Wishes(script=script, sentences=True),
        has_microphone=True,
        letters_known=LETTERS,
        at_hand=starter.at_hand(language, voiced),
    )


def items(voiced: bool = True) -> tuple[Sense, ...]:
    at_hand = starter.at_hand("en", voiced)
    return (*starter.senses(voiced), *at_hand.letters, *at_hand.lines)


CHOOSERS = {voiced: Chooser(starter.senses(voiced)) for voiced in (False, True)}


def asked_of(drill: Drill, sense: Sense, person: Person, voiced: bool, seed: int) -> SingleQuestion | None:
    if drill not in catalog.ways(sense, person):
        return None
    assert drill.ask is not None
    return drill.ask(sense, person, CHOOSERS[voiced], random.Random(seed), seed % 2 == 0)


@pytest.mark.parametrize("drill", SINGLE)
def test_every_drill_asks_something_of_the_starter_and_of_no_one_too_young(drill: Drill) -> None:
    for band in AGE_BANDS:
        person = person_of(band)
        found = [sense for sense in items() if drill in catalog.ways(sense, person)]
        old_enough = person.at_least(drill.youngest) and drill.skill in person.skills
        assert bool(found) == old_enough


@pytest.mark.parametrize("drill", SINGLE)
@pytest.mark.parametrize("script", SCRIPTS)
def test_what_is_right_is_judged_right_in_every_script(drill: Drill, script: str) -> None:
    person = person_of("9-12", script)
    able = [sense for sense in items() if drill in catalog.ways(sense, person)]
    count = 0
    for sense in random.Random(script).sample(able, min(60, len(able))):
        step = asked_of(drill, sense, person, True, seed=count)
        if step is not None:
            count += 1
            assert fits(step, right(step))
            judged = drill.judge(step, right(step))
            assert judged.verdict is Verdict.EXACT
            assert (step.drill, step.skill, step.target) == (drill.key, drill.skill, sense)
    assert count > 0


@settings(max_examples=300, deadline=None)
@drawn(
    st.sampled_from(catalog.SINGLE),
    st.integers(0, 10_000),
    st.sampled_from(AGE_BANDS),
    st.sampled_from(SCRIPTS),
    st.booleans(),
    st.sampled_from(("en", "tr", "ru")),
)
def test_no_question_shows_its_answer_and_no_wrong_answer_is_right(
    drill: Drill, seed: int, band: str, script: str, voiced: bool, language: str
) -> None:
    person = person_of(band, script, language, voiced=voiced)
    every = items(voiced)
    able = [sense for sense in every[seed % 7 :: 7] if drill in catalog.ways(sense, person)]
    if not able:
        return
    sense = able[seed % len(able)]
    step = asked_of(drill, sense, person, voiced, seed)
    if step is None:
        return
    hidden(step, written(sense.headword, script))
    fair(step, CHOOSERS[voiced], drill, person)


def hidden(step: AnyQuestion, headword: str) -> None:
    """The word that is to be found, written or said is not to be read beforehand."""
    if isinstance(step, Question) and step.prompt is Shows.SOUND and not step.voiced:
        assert step.tiles is Shows.PICTURE, "a headword to be read aloud is no question beside itself"
    if isinstance(step, Question) and step.tiles is Shows.WORD:
        assert step.prompt in (Shows.PICTURE, Shows.MEANING) or step.voiced
    if isinstance(step, TypedQuestion) and step.keys != "digits":
        assert step.voiced
    if isinstance(step, BuildQuestion):
        assert step.prompt is not Shows.WORD and (step.prompt is not Shows.SOUND or step.voiced)
        assert step.answer not in step.between.join(step.pieces)
        rest = iter(step.pieces)
        assert not all(piece in rest for piece in split(step)), "left alone, the right tiles read as the word"
    if isinstance(step, ChoiceQuestion):
        assert step.answer not in words(step.before + step.after)
    if isinstance(step, BuildQuestion | ChoiceQuestion | SayQuestion):
        answer = headword if isinstance(step, SayQuestion) else step.answer
        assert answer not in words(step.clue)
        assert (step.prompt is Shows.MEANING) == bool(step.clue)


def split(step: BuildQuestion) -> list[str]:
    places = right(step).places  # type: ignore[union-attr]
    return [step.pieces[place] for place in places]


def fair(step: SingleQuestion, chooser: Chooser, drill: Drill, person: Person) -> None:
    if isinstance(step, Question):
        assert 2 <= len(step.choices) <= drill.choices[person.age_band]
        assert step.target in step.choices
        for number, sense in enumerate(step.choices):
            for other in step.choices[:number]:
                if isinstance(sense, Line):
                    assert sense.glosses != other.glosses
                else:
                    assert chooser.fair(sense, other)
        if any(isinstance(sense, Letter | Line) for sense in step.choices):
            assert len({type(sense) for sense in step.choices}) == 1
    if isinstance(step, ChoiceQuestion):
        assert 2 <= len(step.choices) <= drill.choices[person.age_band]
        assert len(set(step.choices)) == len(step.choices) and step.choices.count(step.answer) == 1


@pytest.mark.parametrize("drill", SINGLE)
@pytest.mark.parametrize("band", AGE_BANDS)
def test_without_its_material_a_drill_is_never_offered(drill: Drill, band: str) -> None:
    voiced, silent = person_of(band), person_of(band, voiced=False)
    alone = replace(silent, reader_beside=False, reads=True)
    if Need.VOICE in drill.needs:
        assert not any(drill in catalog.ways(sense, silent) for sense in items(False))
    if Need.VOICE_OR_READER in drill.needs:
        assert not any(drill in catalog.ways(sense, alone) for sense in items(False))
    if Need.PICTURE in drill.needs:
        blind = [replace(sense, picture=None) for sense in starter.senses(True)]
        assert not any(drill in catalog.ways(sense, voiced) for sense in blind)
    if Need.MICROPHONE in drill.needs:
        deaf = replace(voiced, has_microphone=False)
        assert not any(drill in catalog.ways(sense, deaf) for sense in items())
    if drill.needs & {Need.SENTENCE, Need.SOUND_PAIR, Need.OUTLINE}:
        bare = replace(voiced, at_hand=NOTHING)
        assert not any(drill in catalog.ways(sense, bare) for sense in items())
    if Need.SENTENCE in drill.needs:
        strict = replace(voiced, sentences_allowed=False)
        assert not any(drill in catalog.ways(sense, strict) for sense in items())
    if Need.LINE in drill.needs:
        new = replace(voiced, letters_known=frozenset())
        assert not any(drill in catalog.ways(sense, new) for sense in items())
    if Need.MEANING in drill.needs:
        child = replace(voiced, reader_beside=False, reads=False)
        assert not any(drill in catalog.ways(sense, child) for sense in items())
    if Need.FORMS in drill.needs:
        bare_words = [replace(sense, forms={}) for sense in starter.senses(True)]
        assert not any(drill in catalog.ways(sense, voiced) for sense in bare_words)


def test_nobody_is_asked_for_a_skill_that_a_grown_up_did_not_wish_for() -> None:
    person = replace(person_of("9-12"), skills=frozenset({Skill.WRITE}))
    drills = {drill.key for sense in items() for drill in catalog.ways(sense, person)}
    assert drills == {"build_word", "suffix", "order_words", "write_heard", "trace"}


def test_without_wishes_a_person_is_asked_by_ear_and_by_eye_alone() -> None:
    plain = Person.of("9-12", has_microphone=True, at_hand=starter.at_hand())
    assert {drill.skill for sense in items() for drill in catalog.ways(sense, plain)} == {
        Skill.HEAR,
        Skill.READ,
    }


def test_words_letters_and_lines_are_never_asked_by_one_anothers_drills() -> None:
    person = person_of("9-12")
    of_words = {drill.key for sense in starter.senses(True) for drill in catalog.ways(sense, person)}
    of_letters = {drill.key for one in starter.at_hand().letters for drill in catalog.ways(one, person)}
    of_lines = {drill.key for one in starter.at_hand().lines for drill in catalog.ways(one, person)}
    assert not of_words & of_letters and not of_words & of_lines
    assert of_letters == {"letter_sound", "letter_forms", "trace"} and of_lines == {"read_line"}


def test_a_letter_is_never_a_wrong_answer_for_a_word() -> None:
    pool = (*starter.senses()[:6], *starter.at_hand().letters)
    chooser = Chooser(pool)
    for seed in range(20):
        wrong = chooser.wrong(pool[0], 5, Shows.WORD, "en", Skill.READ, random.Random(seed))
        assert wrong and not any(isinstance(sense, Letter) for sense in wrong)


def test_the_same_letter_has_the_same_id_on_every_phone() -> None:
    assert str(starter.letter("ب").id) == "8415deaa-a341-53cc-b76b-aa3568e45463"
    ids = [one.id for one in (*starter.at_hand().letters, *starter.at_hand().lines)]
    assert len(set(ids)) == len(ids)
