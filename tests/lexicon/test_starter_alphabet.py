"""The alphabet course: the starter's own, and what is said of mistakes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lexicon.starter import alphabet, reading
from lexicon.uyghur.alphabet import LETTERS
from tests.conftest import ROOT

WORDS = reading.read()
COURSE = alphabet.read(reading.HERE, WORDS)
ACCEPTED = ROOT.parent / "shared" / "data" / "uyghur" / "accepted_forms.txt"


def test_the_course_has_each_letter_once_two_at_a_step() -> None:
    assert COURSE.complaints == ()
    assert sorted(letter.letter for letter in COURSE.letters) == sorted(LETTERS)
    assert [len(step.letters) for step in COURSE.steps] == [2] * 16


def test_words_become_readable_sooner_than_in_alphabetical_order() -> None:
    words = [sense.headword for sense in WORDS.senses if sense.level == 1]

    def readable(letters: str) -> int:
        return sum(alphabet.spells(word, frozenset(letters)) for word in words)

    ours = "".join(letter.letter for letter in COURSE.letters)
    assert readable(ours[:16]) > 2 * readable(LETTERS[:16])
    assert readable(ours) == len(words)


def test_every_word_of_the_starter_is_readable_at_one_step_only() -> None:
    at = [sense.id for step in COURSE.steps for sense in step.words]
    assert len(at) == len(set(at)) == len(WORDS.senses)


def test_letters_that_look_alike_do_not_come_in_one_step() -> None:
    together = [
        (one.letter, other.letter)
        for step in COURSE.steps
        for one in step.letters
        for other in step.letters
        if other.letter in one.alike
    ]
    assert together == []


def test_alike_holds_both_ways_and_every_letter_has_a_word_with_a_picture() -> None:
    alike = {letter.letter: letter.alike for letter in COURSE.letters}
    one_sided = [(one, other) for one, others in alike.items() for other in others if one not in alike[other]]
    assert one_sided == []
    assert [letter.letter for letter in COURSE.letters if not any(letter.pictures)] == []


def test_a_letter_has_its_forms_and_a_vowel_its_seat() -> None:
    by_letter = {letter.letter: letter for letter in COURSE.letters}
    assert by_letter["ب"].forms == ("\ufe8f", "\ufe91", "\ufe92", "\ufe90")
    assert by_letter["د"].forms[1:3] == ("", "")  # it never joins to what follows
    assert (by_letter["ا"].alone, by_letter["ب"].alone) == ("ئا", "ب")


def test_from_the_fourth_step_on_there_are_lines_to_read_and_all_wait() -> None:
    assert [step.number for step in COURSE.steps if not step.lines] == [1, 2, 3]
    assert {line.status for step in COURSE.steps for line in step.lines} == {"waiting"}


def test_every_form_in_a_line_is_accepted() -> None:
    if not ACCEPTED.exists():
        pytest.skip("check data is absent: uyghur/accepted_forms.txt beside the checkout")
    accepted = {line.strip() for line in ACCEPTED.read_text(encoding="utf-8").splitlines()}
    forms = {word for step in COURSE.steps for line in step.lines for word in alphabet.words_of(line.text)}
    assert forms - accepted == set()


def test_minimal_pairs_differ_in_one_sound_and_both_have_pictures() -> None:
    assert len(COURSE.pairs) >= 20
    sounds = {frozenset(pair.sounds) for pair in COURSE.pairs}
    assert {frozenset("ۆۈ"), frozenset("وۇ")} <= sounds
    assert all(sense.picture for pair in COURSE.pairs for sense in pair.senses)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("letters.tsv", "1\tا\t", "2\tا\t", "the steps are not numbered"),
        ("letters.tsv", "\tا\ta\t", "\tب\ta\t", "has not each of the 32 letters once"),
        ("letters.tsv", "a in father", "", "sounds like in English (en) is missing"),
        ("letters.tsv", "\tكالا\n", "\tئانار\n", "ئانار has no ا in the last place."),
        ("letters.tsv", "\tكالا\n", "\tكالالا\n", 'the word "كالالا" is not in the starter.'),
        ("letters.tsv", "\tكالا\n", "\tبالا\n", 'the word "بالا" has no picture.'),
        ("lines.tsv", "4\t", "3\t", "cannot be read with the letters of step 3."),
        ("pairs.tsv", "كۆز\tكۈز", "كۆز\tقىز", "كۆز and قىز do not differ in one sound."),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    shutil.copytree(reading.HERE / "alphabet", tmp_path / "alphabet")
    path = tmp_path / "alphabet" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert said in "\n".join(map(str, alphabet.read(tmp_path, WORDS).complaints))
