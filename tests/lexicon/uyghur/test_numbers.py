"""Numbers are said in attested words, and no two numbers alike."""

from __future__ import annotations

import pytest

from lexicon.uyghur.numbers import HIGHEST, NumberError, in_words, number_line, ordinal
from tests.lexicon.uyghur.attested import accepted, lines


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "نۆل"),
        (7, "يەتتە"),
        (10, "ئون"),
        (14, "ئون تۆت"),
        (20, "يىگىرمە"),
        (45, "قىرىق بەش"),
        (99, "توقسان توققۇز"),
        (100, "يۈز"),
        (101, "بىر يۈز بىر"),
        (360, "ئۈچ يۈز ئاتمىش"),
        (1000, "مىڭ"),
        (1999, "بىر مىڭ توققۇز يۈز توقسان توققۇز"),
        (2026, "ئىككى مىڭ يىگىرمە ئالتە"),
        (9999, "توققۇز مىڭ توققۇز يۈز توقسان توققۇز"),
    ],
)
def test_a_number_is_said_in_words(number: int, words: str) -> None:
    assert in_words(number) == words


def test_one_may_be_left_out_before_hundred_and_thousand_as_in_speech() -> None:
    assert in_words(1999, one=False) == "مىڭ توققۇز يۈز توقسان توققۇز"
    assert in_words(150, one=False) == "يۈز ئەللىك"
    assert in_words(1001, one=False) == "مىڭ بىر"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "نۆلىنچى"),
        (1, "بىرىنچى"),
        (2, "ئىككىنچى"),
        (5, "بەشىنچى"),
        (6, "ئالتىنچى"),
        (20, "يىگىرمىنچى"),
        (26, "يىگىرمە ئالتىنچى"),
        (80, "سەكسىنىنچى"),
        (100, "يۈزىنچى"),
        (1985, "بىر مىڭ توققۇز يۈز سەكسەن بەشىنچى"),
    ],
)
def test_an_ordinal_ends_its_last_word(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_the_ordinals_that_the_accepted_spellings_have_are_these() -> None:
    for number in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100, 1000):
        assert ordinal(number) in accepted()


def test_no_two_numbers_are_said_alike_in_either_way() -> None:
    for one in (True, False):
        said = {in_words(number, one=one) for number in range(HIGHEST + 1)}
        assert len(said) == HIGHEST + 1


def test_every_word_of_every_number_is_attested() -> None:
    words = {word for number in range(HIGHEST + 1) for word in in_words(number).split()}
    assert len(words) == 21
    assert words <= accepted() | set(lines("headwords.txt"))


@pytest.mark.parametrize("number", [-1, HIGHEST + 1])
def test_other_numbers_are_refused(number: int) -> None:
    with pytest.raises(NumberError):
        in_words(number)
    with pytest.raises(NumberError):
        ordinal(number)


def test_a_line_of_digits_gives_a_line_of_words() -> None:
    assert number_line("42\n") == "قىرىق ئىككى"
    assert number_line("٤٢") == "قىرىق ئىككى"
    assert number_line(" 1,999 ") == number_line("1 999") == in_words(1999)


@pytest.mark.parametrize("line", ["", "x", "-1", "3,5", "12,34", "1.5", "10000", "²"])
def test_a_line_that_is_no_such_number_is_refused(line: str) -> None:
    with pytest.raises(NumberError):
        number_line(line)
