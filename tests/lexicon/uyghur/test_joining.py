"""Letters take the shape that their neighbours ask for, as HarfBuzz draws them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon.uyghur.bidi import levels, mirrored, visual_order
from lexicon.uyghur.joining import LETTER_FORMS, shape
from tests.lexicon.uyghur.harfbuzz import Face

HEADWORDS = Path(__file__).parents[3].parent / "shared" / "data" / "uyghur" / "headwords.txt"
ALPHABET = "اەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيئ"

NOT_AS_HARFBUZZ: frozenset[str] = frozenset()
"""Headwords that are drawn otherwise than HarfBuzz would: none, the malformed lines of the list included."""


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("ئالما", "ﺋ ﺎ ﻟ ﻤ ﺎ"),
        ("بالا", "ﺑ ﺎ ﻻ _"),
        ("لالە", "ﻻ _ ﻟ ﻪ"),
        ("قولاق", "ﻗ ﻮ ﻻ _ ﻕ"),
        ("بىلەن", "ﺑ ﯩ ﻠ ﻪ ﻥ"),
        ("مەكتەپ", "ﻣ ﻪ ﻛ ﺘ ﻪ ﭖ"),
        ("ئەڭ", "ﺋ ﻪ ﯓ"),
        ("ھەرە", "ﮬ ﻪ ﺭ ﻩ"),
        ("سائەت", "ﺳ ﺎ ﺋ ﻪ ﺕ"),
        ("يېزا", "ﻳ ﯧ ﺰ ﺍ"),
        ("تۆگە", "ﺗ ﯚ ﮔ ﻪ"),
        ("ۋۇ", "ﯞ ﯗ"),
    ],
)
def test_each_letter_has_the_form_its_neighbours_ask_for(word: str, forms: str) -> None:
    assert shape(word).forms == tuple("" if form == "_" else form for form in forms.split())


def test_every_letter_of_the_alphabet_joins_or_does_not_as_the_alphabet_says() -> None:
    both_sides = set("بپتجچخسشغفقكگڭلمنھېىيئ")
    for letter in ALPHABET:
        isolated, initial, medial, final = LETTER_FORMS[letter]
        assert isolated
        assert final
        assert bool(initial) == bool(medial) == (letter in both_sides)


def test_each_glyph_remembers_its_letter_and_a_ligature_its_first() -> None:
    shaped = shape("بالا 12")
    assert shaped.glyphs == "ﺑﺎﻻ 12"
    assert shaped.sources == (0, 1, 2, 4, 5, 6)


def test_a_mark_between_two_letters_does_not_part_them() -> None:
    assert shape("بَت").forms == ("ﺑ", "\u064e", "ﺖ")


def test_a_non_joiner_parts_letters_and_a_joiner_joins_a_letter_that_stands_alone() -> None:
    assert shape("ب\u200cب").forms == ("ﺏ", "\u200c", "ﺏ")
    assert shape("ب\u200d").forms == ("ﺑ", "\u200d")
    assert shape("\u200dب\u200d").forms == ("\u200d", "ﺒ", "\u200d")
    assert shape("بـ ـب").forms == ("ﺑ", "ـ", " ", "ـ", "ﺐ")


def test_latin_digits_and_signs_pass_unchanged() -> None:
    assert shape("apple, 12 «ok»!").glyphs == "apple, 12 «ok»!"


def test_a_form_the_font_lacks_gives_way_to_the_letter_itself() -> None:
    missing = frozenset("\ufb56\ufefb")
    assert shape("پ تاپ", missing).forms == ("پ", " ", "ﺗ", "ﺎ", "پ")
    assert shape("لا", missing).forms == ("ﻟ", "ﺎ")


@given(st.text(ALPHABET + " a1-\u064b\u200c\u200d", max_size=30))
def test_every_character_is_drawn_by_one_form_or_taken_into_the_one_before(text: str) -> None:
    forms = shape(text).forms
    assert len(forms) == len(text)
    for i, form in enumerate(forms):
        assert len(form) == 1 or (form == "" and forms[i - 1] in "\ufefb\ufefc")


@given(st.text(ALPHABET, min_size=1, max_size=8), st.text(ALPHABET, min_size=1, max_size=8))
def test_words_do_not_change_each_other_across_a_space(one: str, two: str) -> None:
    assert shape(f"{one} {two}").forms == (*shape(one).forms, " ", *shape(two).forms)


@pytest.mark.parametrize(
    "font", ["UkijTuzBasma-Regular.ttf", "UkijTuzBasma-Bold.ttf", "Fallback-Regular.ttf", "Fallback-Bold.ttf"]
)
def test_every_headword_has_harfbuzzs_outlines_in_the_same_places(font: str) -> None:
    """The visual string, set from left to right as Arabic script, is what the label hands to SDL."""
    if not HEADWORDS.is_file():
        pytest.skip("../shared/data is not beside the checkout, so there are no headwords to check against")
    face = Face(font)
    differing = set()
    words = HEADWORDS.read_text("utf-8").splitlines()
    assert len(words) > 30_000
    for word in words:
        forms, resolved = shape(word, face.missing).forms, levels(word, 1)
        drawn = "".join(mirrored(forms[i]) for i in visual_order(word, resolved, 1))
        names, places = face.shape(drawn, "ltr")
        expected, expected_places = face.shape(word, "rtl")
        same = names == expected or face.outlines(names) == face.outlines(expected)
        if not same or places != expected_places:
            differing.add(word)
    assert differing == NOT_AS_HARFBUZZ
