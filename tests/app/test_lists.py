"""Which words somebody means by a list, and a word said otherwise that is kept beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app.services import dialects, lists
from app.services.household import Household
from lexicon import edits
from lexicon.records import Stamp
from lexicon.starter.update import bring_up_to_date
from lexicon.uyghur.scripts import Script, from_arabic
from tests.app import homes


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    with homes.opened(tmp_path_factory.mktemp("home")) as made:
        yield made


def written(folder: Path, text: str, encoding: str = "utf-8") -> str:
    path = folder / "moma.txt"
    path.write_text(text, encoding=encoding)
    return str(path)


def meanings(chosen: lists.Chosen) -> list[str]:
    return [sense.glosses["en"] for sense in chosen.senses]


@pytest.mark.parametrize(
    "text",
    ["3", "family", "03-family", "Family", "family ", "aile", "Familie", "famille", "семья", "ئائىلە",
     "a'ile", "аилә"],
)  # fmt: skip
def test_a_theme_is_found_by_number_name_and_title_in_any_language_and_script(
    household: Household, text: str
) -> None:
    found = lists.chosen(household, text)
    assert (found.title, found.titles["en"]) == ("ئائىلە", "Family")
    assert [sense.headword for sense in found.senses[:2]] == ["ئانا", "ئاپا"]


def test_every_theme_is_found_by_all_its_titles_and_is_taken_for_no_other(household: Household) -> None:
    for number, one in enumerate(lists.listed(household), start=1):
        assert one.number == number
        uyghur = one.theme.titles["ug"]
        titles = [title for language, title in one.theme.titles.items() if language != "ug"]
        titles += [from_arabic(uyghur, to) for to in (Script.ARABIC, Script.LATIN, Script.CYRILLIC)]
        with household.kept.read() as connection:
            listed = lists._listed(connection)
        for text in (str(number), one.key, *titles):
            assert lists._theme(listed, text) == one.theme, text


def test_a_file_has_a_word_a_line_in_any_script_and_keeps_their_order(
    household: Household, tmp_path: Path
) -> None:
    text = "# for Sunday\nüzüm\r\n\nئالما\nмүшүк\nALMA\nmushuk\n"
    found = lists.chosen(household, written(tmp_path, text, "utf-8-sig"))
    assert (found.title, found.titles) == ("moma", {})
    assert [sense.headword for sense in found.senses] == ["ئۈزۈم", "ئالما", "مۈشۈك"]


@pytest.mark.parametrize("script", [Script.ARABIC, Script.LATIN, Script.CYRILLIC])
def test_words_of_the_starter_are_understood_as_they_are_written(
    household: Household, tmp_path: Path, script: Script
) -> None:
    words = [
        sense.headword for number in ("9", "21", "45") for sense in lists.chosen(household, number).senses
    ]
    file = written(tmp_path, "\n".join(from_arabic(word, script) for word in words))
    found = [sense.headword for sense in lists.chosen(household, file).senses]
    assert found == list(dict.fromkeys(words))


def test_of_two_words_spelled_alike_but_for_a_seat_the_one_that_was_written_is_meant(
    household: Household, tmp_path: Path
) -> None:
    found = lists.chosen(household, written(tmp_path, "سۈرەت\nسۈرئەت"))
    assert [sense.headword for sense in found.senses] == ["سۈرەت", "سۈرئەت"]


def test_a_meaning_after_a_tab_says_which_of_two_words_is_meant(household: Household, tmp_path: Path) -> None:
    assert meanings(lists.chosen(household, written(tmp_path, "ئوت"))) == ["fire"]
    both = lists.chosen(household, written(tmp_path, "ot\tтрава\not\tFire\tnoun\texact"))
    assert meanings(both) == ["grass", "fire"]


def test_words_that_are_not_here_are_all_named_and_nothing_is_chosen(
    household: Household, tmp_path: Path
) -> None:
    file = written(tmp_path, "ئالما\nxyzzy\nئوت\tquark\nxyzzy\n")
    with pytest.raises(lists.UnknownWordsError) as caught:
        lists.chosen(household, file)
    assert caught.value.words == ("xyzzy", "ئوت (quark)")
    assert "moma.txt: these are not among the words here: xyzzy, ئوت (quark)." in str(caught.value)


def test_what_is_no_list_is_said_in_a_sentence(household: Household, tmp_path: Path) -> None:
    (tmp_path / "voice.ogg").write_bytes(b"OggS\xff\xfe\x00\x80")
    said = []
    for text in (
        "nothing",
        "",
        "a\0b",
        str(tmp_path),
        str(tmp_path / "voice.ogg"),
        written(tmp_path, "# \n"),
    ):
        with pytest.raises(lists.UnknownListError) as caught:
            lists.chosen(household, text)
        said.append(str(caught.value))
    assert ["is no list here" in one for one in said] == [True, True, True, True, False, False]
    assert "is no text in UTF-8" in said[4] and "There is no word in" in said[5]


def test_a_word_that_was_hidden_is_not_asked_for(household: Household) -> None:
    cat = lists.chosen(household, "animals").senses[0]
    for counter, value in enumerate(("1", None)):
        stamp = Stamp(household.now_ms(), UUID(int=7), counter)
        with household.kept.write() as connection:
            edits.put(connection, edits.SENSE, cat.id, "retired", value, stamp)
        assert (cat in lists.chosen(household, "animals").senses) == (value is None)


def test_her_own_word_is_kept_once_leads_to_the_word_and_outlives_a_new_starter(
    household: Household, tmp_path: Path
) -> None:
    cat = lists.chosen(household, "animals").senses[0]
    kept = dialects.keep_dialect_form(household, cat.id, " müshükyay ", "Ili")
    assert (kept.form, kept.region, kept.source) == ("مۈشۈكياي", "Ili", "own")
    assert dialects.keep_dialect_form(household, cat.id, "مۈشۈكياي", "Ili") == kept
    assert dialects.keep_dialect_form(household, cat.id, "мүшүкяй") != kept  # elsewhere, or not said
    assert lists.chosen(household, written(tmp_path, "مۈشۈكياي")).senses == (cat,)
    from lexicon.starter import reading

    with household.kept.write() as connection:
        bring_up_to_date(connection, reading.read())
    assert kept in dialects.dialect_forms(household, cat.id)
    for form in dialects.dialect_forms(household, cat.id):
        dialects.forget_dialect_form(household, form)
    assert dialects.dialect_forms(household, cat.id) == ()
    with pytest.raises(lists.UnknownWordsError):
        lists.chosen(household, written(tmp_path, "مۈشۈكياي"))


def test_a_form_of_the_starter_stays_and_is_not_kept_a_second_time(household: Household) -> None:
    words = [one for theme in ("4", "7", "17", "20", "21") for one in lists.chosen(household, theme).senses]
    with_forms = next(sense for sense in words if dialects.dialect_forms(household, sense.id))
    form = dialects.dialect_forms(household, with_forms.id)[0]
    assert dialects.keep_dialect_form(household, with_forms.id, form.form) == form
    dialects.forget_dialect_form(household, form)
    assert form in dialects.dialect_forms(household, with_forms.id)


@pytest.mark.parametrize("text", ["", "  ", "مۈشۈك", "müshük"])
def test_nothing_and_the_word_itself_are_no_dialect_forms(household: Household, text: str) -> None:
    cat = lists.chosen(household, "animals").senses[0]
    with pytest.raises(ValueError):
        dialects.keep_dialect_form(household, cat.id, text)
    with pytest.raises(ValueError):
        dialects.keep_dialect_form(household, UUID(int=1), "مۆشۈك")
    assert dialects.dialect_forms(household, cat.id) == ()
