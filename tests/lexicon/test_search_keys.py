"""What a text is searched by, in every script, and what may be meant by what is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon import search_keys
from lexicon.search_keys import Asked, asked, fold, of_gloss, of_uyghur, one_letter_off

ANY = st.text(max_size=12)
LETTERS = st.text("abcdئاەكۈçшя", min_size=1, max_size=9)


@pytest.mark.parametrize(
    "text, key",
    [
        ("ئۈزۈم", "ۈزۈم"),
        ("سائەت", "ساەت"),
        ("ئا\u0640نا\u200f!", "انا"),
        ("\ufe8b\ufe8e\ufee7\ufe8e", "انا"),
        ("ياخشىمۇسىز؟", "ياخشىمۇسىز"),
        ("ئاتا-ئانا", "اتا انا"),
        ("  Üzüm,\u00a0SARI ", "üzüm sarı".replace("ı", "i")),
        ("u\u0308zu\u0308m", "üzüm"),
        ("İncir", "incir"),
        ("mes'ul mes’ul", "mesul mesul"),
        ("Ёлка, йод", "елка йод"),
        ("ＡＢＣ１", "abc1"),
        ("?!", ""),
    ],
)
def test_one_word_has_one_key_however_it_is_written(text: str, key: str) -> None:
    assert fold(text) == key


def test_a_uyghur_word_has_a_key_for_each_way_of_typing_it() -> None:
    assert of_uyghur("ياڭاق") == ("ياڭاق", "yangaq")
    assert of_uyghur("كۈنگە") == ("كۈنگە", "kunge")
    assert of_uyghur("ئېيىق") == ("ېيىق", "eyiq")


def test_a_meaning_is_found_whole_and_by_each_of_its_parts_with_accents_and_without() -> None:
    assert of_gloss("ışık") == ("ışık", "isik")
    assert of_gloss("siz (nezaket)") == ("siz nezaket", "siz")
    assert of_gloss("cousin (girl), niece") == ("cousin girl niece", "cousin", "niece")
    assert of_gloss("…") == ()


@pytest.mark.parametrize(
    "query, keys",
    [
        ("كىت", ["كىت"]),
        ("yan", ["yan"]),
        ("üzü", ["üzü", "ۈزۈ"]),
        ("kös", ["kös", "كۆس", "كۆش"]),
        ("küng", ["küng", "كۈڭ", "كۈنگ", "كۈنغ", "كۈنغ"]),
        ("çay", ["çay", "چاي"]),
        ("pëc", ["pëc", "پېچ"]),
        ("ⱪar", ["ⱪar", "قار"]),
        ("муәллим", ["муәллим", "مۇەللىم"]),
        ("муъәллим", ["муъәллим", "مۇەللىم"]),
        ("苹果", ["苹果"]),
        (" ?", []),
    ],
)
def test_what_is_typed_is_asked_for_as_a_meaning_and_as_uyghur(query: str, keys: list[str]) -> None:
    assert sorted({one.key for one in asked(query)}) == sorted(set(keys))


def test_what_it_may_be_going_on_to_is_told_apart_from_what_was_typed() -> None:
    assert asked("kös")[1:] == (Asked("كۆس"), Asked("كۆش", unfinished=True))


@given(ANY)
def test_a_key_is_its_own_key(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(LETTERS, LETTERS)
def test_one_letter_off_is_so_from_both_sides(one: str, other: str) -> None:
    assert one_letter_off(one, other) == one_letter_off(other, one)


@given(LETTERS, st.integers(0, 8), st.sampled_from("abك"))
def test_a_letter_left_out_added_or_changed_is_one_letter_off(word: str, at: int, letter: str) -> None:
    at = min(at, len(word) - 1)
    assert one_letter_off(word, word[:at] + word[at + 1 :])
    assert one_letter_off(word, word[:at] + letter + word[at:])
    assert one_letter_off(word, word[:at] + letter + word[at + 1 :]) == (word[at] != letter)
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    assert one_letter_off(word, swapped) == (word != swapped)


def test_two_letters_off_are_not_one() -> None:
    assert not one_letter_off("alma", "ana")
    assert not one_letter_off("alma", "alma")
    assert not one_letter_off("abcd", "badc")
    assert not one_letter_off("alma", "almalar")


@given(ANY)
def test_any_text_can_be_asked_for(text: str) -> None:
    for one in (*asked(text), *search_keys.slipped(text)):
        assert one.key
        one.key.encode()
