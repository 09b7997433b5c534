"""Writing letter by letter: what comes by itself, what one backspace takes away, what is undone together."""

from __future__ import annotations

import random
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text import units
from app.text.editing import Caret, Editing
from lexicon.uyghur.alphabet import LETTERS, SEAT, VOWELS, well_formed

HEADWORDS = Path(__file__).parents[2].parent / "shared" / "data" / "uyghur" / "headwords.txt"
TEXTS = st.text("ئابلەىو سa1é-«.\u0301\u200f\u200d\n👩🏽🇹🇷", max_size=30)


def written(keys: str, **options: object) -> Editing:
    """What comes of these keys, one after the other; ⌫ takes away."""
    editing = Editing(**options)  # type: ignore[arg-type]
    for letter in keys:
        if letter == "⌫":
            editing.backspace()
        else:
            editing.type(letter)
    return editing


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("انا", "ئانا"),
        ("ائىلە", "ئائىلە"),
        ("اىلە", "ئائىلە"),
        ("سائەت", "سائەت"),
        ("ساەت", "سائەت"),
        ("مەسئۇل", "مەسئۇل"),
        ("اتا-انا", "ئاتا-ئانا"),
        ("«الما»", "«ئالما»"),
        ("3 الما", "3 ئالما"),
        ("بالا", "بالا"),
        ("ئانا", "ئانا"),
        ("ۇ\nۇ", "ئۇ\nئۇ"),
        ("okا", "okئا"),
    ],
)
def test_the_seat_comes_by_itself_at_a_words_start_and_after_a_vowel(keys: str, text: str) -> None:
    assert written(keys).text == text


def test_every_headword_can_be_typed_without_its_seats_where_they_come_by_themselves() -> None:
    if not HEADWORDS.is_file():
        pytest.skip("../shared/data is not beside the checkout, so there are no headwords to type")
    lines = [line for line in HEADWORDS.read_text("utf-8").splitlines() if well_formed(line)]
    chinese = 0
    for word in random.Random(3).sample(lines, 3000):
        if any(one in VOWELS and two in VOWELS for one, two in pairwise(word)):
            chinese += 1  # جۇڭخۇا: written with the vowel held, or with the ئ undone
            continue
        keys = ""
        for index, letter in enumerate(word):
            if letter != SEAT or not units.takes_seat(word[:index]):
                keys += letter
        assert written(keys).text == word
    assert chinese < 100


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("ا⌫", ""),
        ("با⌫", "ب"),
        ("باا⌫", "با"),
        ("مەسئۇ⌫", "مەسئ"),
        ("مەسئۇ⌫⌫", "مەس"),
        ("بالا⌫", "بال"),
        ("بالا⌫ى", "بالى"),
        ("ئا⌫", ""),
    ],
)
def test_one_backspace_takes_away_what_one_key_wrote(keys: str, text: str) -> None:
    assert written(keys).text == text


@given(TEXTS, st.sampled_from(LETTERS + " a"))
def test_a_key_and_a_backspace_leave_everything_as_it_was(text: str, letter: str) -> None:
    editing = Editing(text.rstrip(SEAT + "\u200d\u200f\u0301"))  # a ئ typed by hand goes with its vowel too
    before = editing.text
    editing.type(letter)
    editing.backspace()
    assert editing.text == before


@given(TEXTS)
def test_backspace_and_delete_go_through_a_text_letter_by_letter(text: str) -> None:
    editing = Editing(text)
    whole, count = editing.text, len(editing.stops) - 1
    for _ in range(count):
        assert editing.backspace()
        assert whole.startswith(editing.text)
    assert editing.text == ""
    assert not editing.backspace()
    editing.set_text(whole)
    editing.move(Caret(0))
    steps = 0
    while editing.delete():
        steps += 1
    assert editing.text == ""
    assert steps <= count, "a mark whose letter is gone goes with what it then stands on"


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 5), st.integers(0, 40)), max_size=12))
def test_whatever_is_done_the_text_is_nfc_and_the_caret_stands_between_letters(
    text: str, deeds: list[tuple[int, int]]
) -> None:
    editing = Editing(text)
    for deed, number in deeds:
        match deed:
            case 0:
                editing.type("اe\u0301لئ\u0654ا"[number % 7])
            case 1:
                editing.backspace(word=number % 2 == 0)
            case 2:
                editing.delete(word=number % 2 == 0)
            case 3:
                editing.move(Caret(number), select=number % 2 == 0)
            case 4:
                editing.paste("e\u0301\u064a\u0654ا\r\n")
            case 5:
                (editing.undo if number % 2 else editing.redo)()
        assert unicodedata.is_normalized("NFC", editing.text)
        assert editing.stops == units.boundaries(editing.text)
        assert editing.caret.index in editing.stops
        assert editing.anchor in editing.stops


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("ئالما", ["ئا", "ل", "م", "ا"]),
        ("بالا", ["ب", "ا", "ل", "ا"]),
        ("مەسئۇل", ["م", "ە", "س", "ئ", "ۇ", "ل"]),
        ("دائىم", ["د", "ا", "ئى", "م"]),
        ("e\u0308x\u0323\u0301", ["ë", "x\u0323\u0301"]),
        ("ب\u064eا\u200fن", ["ب\u064e", "ا\u200f", "ن"]),
        ("👩🏽‍🚀🇹🇷🇩🇪!", ["👩🏽‍🚀", "🇹🇷", "🇩🇪", "!"]),
        ("a\n\u0301b", ["a", "\n", "\u0301", "b"]),
    ],
)
def test_what_is_one_letter(text: str, letters: list[str]) -> None:
    text = unicodedata.normalize("NFC", text)
    stops = units.boundaries(text)
    found = [text[start:end] for start, end in pairwise(stops)]
    assert found == letters


def test_a_selection_is_replaced_by_what_is_written_and_taken_away_whole() -> None:
    editing = Editing("قىزىل ئالما")
    editing.select(0, 5)
    assert editing.selected == "قىزىل"
    editing.type("ا")
    assert editing.text == "ئا ئالما"
    editing.select_all()
    editing.backspace()
    assert editing.text == ""


def test_words_are_taken_away_with_the_space_after_them() -> None:
    editing = Editing("قىزىل ئالما، بار ")
    for left in ("قىزىل ئالما، ", "قىزىل ئالما", "قىزىل ", ""):
        editing.backspace(word=True)
        assert editing.text == left
    editing.set_text("bir alma")
    editing.move(Caret(0))
    editing.delete(word=True)
    assert editing.text == " alma"


def test_a_double_tap_takes_the_word_around_it() -> None:
    editing = Editing("كۈن'ge ئالما، 12")
    for index, word in ((0, "كۈن'ge"), (9, "ئالما"), (12, "ئالما"), (14, "12")):
        editing.select_word(index)
        assert editing.selected == word


def test_pasted_text_is_cleaned_repaired_and_put_where_the_caret_is() -> None:
    seen: list[str] = []

    def repair(text: str) -> str:
        seen.append(text)
        return text.replace("ه", "ە")

    editing = Editing("«»", repair=repair)
    editing.move(Caret(1))
    editing.paste("\ufeff\u064a\u0654المه\x00\r\nب\u2028پ")
    assert seen == ["ئالمه\nب\nپ"]
    assert editing.text == "«ئالمە\nب\nپ»"
    one = Editing(one_line=True)
    one.paste("بىر\nئىككى")
    assert one.text == "بىر ئىككى"


def test_copied_text_is_logical_nfc_without_marks_of_direction() -> None:
    editing = Editing("ئا\u200f (\u2068ok\u2069) e\u0308")
    editing.select_all()
    assert editing.selected == "ئا (ok) ë"
    assert editing.cut() == "ئا (ok) ë"
    assert editing.text == ""


def test_what_there_is_no_room_for_is_not_taken_and_no_letter_is_torn() -> None:
    editing = Editing("بىر", most=6)
    editing.paste(" ئانا")
    assert editing.text == "بىر ئا"
    assert not editing.type("ب")
    editing = Editing("بىر", most=5)
    editing.paste(" ئانا")
    assert editing.text == "بىر "
    assert editing.type("ا")
    assert editing.text == "بىر ا"


def test_undo_goes_back_word_by_word_and_redo_forth_again() -> None:
    editing = written("انا تىلا⌫⌫")
    steps = [editing.text]
    while editing.undo():
        steps.append(editing.text)
    assert steps == ["ئانا تى", "ئانا تىلا", "ئانا ", "ئانا", ""]
    while editing.redo():
        pass
    assert editing.text == "ئانا تى"
    editing.undo()
    editing.type("م")
    assert not editing.redo()


def test_an_undo_straight_after_it_takes_the_seat_away_alone() -> None:
    editing = written("جۇڭخۇا")
    assert editing.text == "جۇڭخۇئا"
    editing.undo()
    assert editing.text == "جۇڭخۇا"
    editing = written("جۇڭخۇ")
    editing.type("ا", seat=False)
    assert editing.text == "جۇڭخۇا"


def test_whether_a_seat_would_come_can_be_asked() -> None:
    editing = Editing("با")
    assert editing.seat_comes("ا")
    assert not editing.seat_comes("ب")
    editing.move(Caret(1))
    assert not editing.seat_comes("ا")
    editing.select_all()
    assert editing.seat_comes("ى"), "what is selected will be gone"


def test_moving_by_words_follows_the_order_of_reading() -> None:
    editing = Editing("قىزىل ئالما، apple")
    editing.move(Caret(0))
    ends = []
    for _ in range(4):
        editing.move_word(True)
        ends.append(editing.caret.index)
    assert ends == [5, 11, 12, 18]
    editing.move_word(False, select=True)
    assert editing.selected == "apple"
