"""Words out of letter tiles."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.drills import build_word
from app.drills.bands import AGE_BANDS, BANDS, SCRIPTS, Wishes
from app.drills.chooser import Chooser
from app.drills.drill import Person
from app.drills.given import Laid, right
from app.drills.questions import BuildQuestion, Shows
from app.drills.spelling import letters, tempting, written
from app.drills.verdicts import spelled
from lexicon.records import Sense, Verdict
from lexicon.uyghur.joining import shape
from tests.app.drills import starter

WORDS = tuple(
    sense for sense in starter.senses() if build_word.can_ask(sense, Person.of("9-12", wishes=Wishes()))
)


def asked(sense: Sense, band: str = "9-12", script: str = "arabic", seed: int = 1) -> BuildQuestion:
    person = Person.of(band, wishes=Wishes(script=script))
    found = build_word.ask(sense, person, Chooser([]), random.Random(seed), False)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("script", "word", "tiles"),
    [
        ("arabic", "ئالما", ("ئا", "ل", "م", "ا")),
        ("arabic", "سائەت", ("س", "ا", "ئە", "ت")),
        ("latin", "شامال", ("sh", "a", "m", "a", "l")),
        ("latin", "مۇئەللىم", ("m", "u", "'e", "l", "l", "i", "m")),
        ("latin", "ياڭيۇ", ("y", "a", "ng", "y", "u")),
        ("cyrillic", "يول", ("й", "о", "л")),
    ],
)
def test_a_word_comes_apart_into_the_letters_children_learn(
    script: str, word: str, tiles: tuple[str, ...]
) -> None:
    assert letters(word, script) == tiles


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_word_of_the_starter_is_the_sum_of_its_tiles(script: str) -> None:
    for sense in starter.senses():
        assert "".join(letters(sense.headword, script)) == written(sense.headword, script)


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("band", AGE_BANDS[1:])
def test_tiles_fit_the_screen_of_an_age_and_some_do_not_belong(band: str, script: str) -> None:
    person = Person.of(band, wishes=Wishes(script=script))
    for sense in WORDS[::9]:
        if build_word.can_ask(sense, person):
            step = asked(sense, band, script)
            assert step.wanted < len(step.pieces) <= BANDS[band].pieces
            extra = len(step.pieces) - step.wanted
            assert extra <= build_word.DRILL.choices[band]
            assert {*letters(sense.headword, script)} <= {*step.pieces}


def test_tiles_that_do_not_belong_look_like_those_that_do() -> None:
    for seed in range(20):
        found = tempting("قىش", "arabic", 2, random.Random(seed))
        assert len(found) == 2 and {*found} <= {*"فيېسبپتنيې"}
    sounding = tempting("قىش", "latin", 3, random.Random(1))
    assert {*sounding} <= {"k", "g", "gh", "x", "y", "ë", "s", "z", "zh"}
    on_a_seat = tempting("ئۆ", "arabic", 3, random.Random(1))
    assert on_a_seat and all(tile.startswith("ئ") for tile in on_a_seat)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(WORDS), st.sampled_from(SCRIPTS), st.integers(0, 999), st.randoms(use_true_random=False)
)
def test_any_order_of_tiles_that_spells_the_word_is_right_and_any_other_is_not_exact(
    sense: Sense, script: str, seed: int, rng: random.Random
) -> None:
    step = asked(sense, script=script, seed=seed)
    places = list(right(step).places)  # type: ignore[union-attr]
    assert spelled(step, Laid(tuple(places))).verdict is Verdict.EXACT
    # Two tiles with the same letter may change places.
    order = rng.sample(range(len(step.pieces)), len(step.pieces))
    swapped = [next(p for p in order if step.pieces[p] == step.pieces[q]) for q in places]
    if len({*swapped}) == len(swapped):
        assert spelled(step, Laid(tuple(swapped))).verdict is Verdict.EXACT
    rng.shuffle(places)
    text = "".join(step.pieces[place] for place in places)
    assert (spelled(step, Laid(tuple(places))).verdict is Verdict.EXACT) == (text == step.answer)


def test_a_tile_that_does_not_belong_is_a_slip_in_a_long_word_and_a_miss_in_a_short_one() -> None:
    for headword, worth in (("كېپىنەك", Verdict.SLIP), ("قىش", Verdict.WRONG)):
        step = asked(starter.word(headword))
        places = list(right(step).places)  # type: ignore[union-attr]
        own = {*letters(headword, "arabic")}
        places[-1] = next(place for place, piece in enumerate(step.pieces) if piece not in own)
        judged = spelled(step, Laid(tuple(places)))
        assert judged.verdict is worth and judged.right_text == headword and judged.letters is not None


def test_letters_join_as_they_are_laid() -> None:
    step = asked(starter.word("كالا"))
    places = right(step).places  # type: ignore[union-attr]
    seen = [shape("".join(step.pieces[p] for p in places[:n])).glyphs for n in range(1, step.wanted + 1)]
    assert len(seen) == 4 and all(seen[n][:1] != "" for n in range(4))
    assert seen[0] != seen[1][: len(seen[0])], "the first letter takes another form when the second comes"


def test_what_calls_for_the_word_never_shows_it() -> None:
    drawn, told = asked(starter.word("ئالما")), asked(starter.word("رەھمەت"))
    assert (drawn.prompt, drawn.clue) == (Shows.PICTURE, "")
    assert (told.prompt, told.clue) == (Shows.MEANING, starter.word("رەھمەت").glosses["en"])
    alone = Person.of("6-8", wishes=Wishes(), reader_beside=False)
    assert not build_word.can_ask(starter.word("رەھمەت"), alone)
    heard = build_word.ask(starter.word("رەھمەت", True), alone, Chooser([]), random.Random(1), False)
    assert heard is not None and heard.prompt is Shows.SOUND and heard.voiced


def test_phrases_and_words_too_long_for_the_tiles_are_not_built() -> None:
    six, nine = (Person.of(band, wishes=Wishes()) for band in ("6-8", "9-12"))
    assert not build_word.can_ask(starter.word("ئون بىر"), nine)
    long = next(sense for sense in WORDS if len(letters(sense.headword, "arabic")) == 10)
    assert build_word.can_ask(long, nine) and not build_word.can_ask(long, six)
