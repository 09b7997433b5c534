"""Words stand in the order of the dictionary, whatever the database and the script."""

from __future__ import annotations

import random
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon.uyghur.alphabet import LETTERS
from lexicon.uyghur.order import in_order, sort_key
from lexicon.uyghur.scripts import Script, from_arabic
from tests.lexicon.uyghur.check_data import lines, table


@pytest.mark.parametrize(
    ("words", "script"),
    [
        ("ئانا ئاي ئەتىگەن بالا چاي ئوت ئۆي ئېيىق ئىت يىل", Script.ARABIC),
        ("ana etigen bala pichaq jüme chay zaman zhurnal ot öy ëyiq it", Script.LATIN),
        ("ай ана әтигән вақит ғаз ейиқ журнал җүмә цирк шәһәр эра юлтуз", Script.CYRILLIC),
        ("ana bala gül man mang ƣaz ətigən ɵy üzüm", Script.YENGI),
    ],
)
def test_words_stand_in_the_order_of_their_alphabet(words: str, script: Script) -> None:
    in_their_order = words.split()
    shuffled = random.Random(1).sample(in_their_order, len(in_their_order))
    assert in_order(shuffled, script) == in_their_order


def test_digits_come_first_then_shorter_words_then_letters_of_other_scripts() -> None:
    words = ["12", "ئات", "ئات باقار", "ئاتا", "ئات-ئۇلاغ", "apple"]
    assert in_order(reversed(words), Script.ARABIC) == words


def test_the_seat_does_not_count_until_all_else_is_equal() -> None:
    assert in_order(["قۇرئانچى", "قۇران", "قۇرئان"]) == ["قۇرئان", "قۇران", "قۇرئانچى"]


def test_latin_and_arabic_words_share_one_order() -> None:
    assert sort_key("ana", Script.LATIN).split(b"\x01")[0] == sort_key("ئانا").split(b"\x01")[0]


def test_every_sort_vector_holds() -> None:
    rows = table("sort_vectors.tsv")
    for column, script in (
        ("UEY/ULY order", Script.ARABIC),
        ("ULY", Script.LATIN),
        ("UKY order", Script.CYRILLIC),
    ):
        words = [row[column] for row in rows]
        assert in_order(random.Random(2).sample(words, len(words))) == words
        assert in_order(reversed(words), script) == words


@pytest.mark.parametrize("script", [Script.ARABIC, Script.LATIN])
def test_one_word_headwords_are_misplaced_by_less_than_a_place_on_the_mean(script: Script) -> None:
    """Idioms are left out: the dictionary lists them below their first word's stem (ئېتى ئۇلۇغ under ئات)."""
    words = [from_arabic(word, script) for word in lines("headwords.txt") if " " not in word]
    places = {word: place for place, word in enumerate(in_order(words, script))}
    assert sum(abs(places[word] - place) for place, word in enumerate(words)) / len(words) <= 0.5


def test_a_database_sorts_by_the_key_as_python_does() -> None:
    words = ["ئۈزۈم", "ئانا", "يىل", "ئات باقار", "ئات", "چاي", "ئات-ئۇلاغ", "12"]
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE word (headword TEXT, sort_key BLOB)")
        database.executemany("INSERT INTO word VALUES (?, ?)", [(word, sort_key(word)) for word in words])
        found = [word for (word,) in database.execute("SELECT headword FROM word ORDER BY sort_key")]
    assert found == in_order(words)


@given(st.lists(st.text(LETTERS + "ئ -12ab", max_size=6)))
def test_the_order_is_the_same_however_the_words_came(words: list[str]) -> None:
    assert in_order(words, Script.ARABIC) == in_order(reversed(words), Script.ARABIC)


@given(
    st.text(max_size=20), st.sampled_from([None, Script.ARABIC, Script.LATIN, Script.CYRILLIC, Script.YENGI])
)
def test_any_text_has_a_key(text: str, script: Script | None) -> None:
    assert sort_key(text, script)
