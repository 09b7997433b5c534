"""The interface speaks six languages, every text in each."""

import importlib.util
import string
from pathlib import Path

import polib
import pytest

from app.text.language import BY_CODE, LANGUAGES, say, say_many, speak


def _collector(root: Path):
    spec = importlib.util.spec_from_file_location("messages", root / "setup" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def places(text: str) -> set[str]:
    """The names in ``{…}`` of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted({one.catalogue for one in LANGUAGES} - {"en"}))
def test_every_text_of_the_code_is_translated(root: Path, code: str) -> None:
    catalogue = polib.pofile(str(root / "app" / "translations" / f"{code}.po"))
    there = {(entry.msgid, entry.msgid_plural or None) for entry in catalogue if entry.translated()}
    wanted = set(_collector(root).texts(root / "app"))
    assert wanted - there == set()
    assert there - wanted == set(), "texts that are no longer in the code: run setup/messages.py"


@pytest.mark.parametrize("code", sorted({one.catalogue for one in LANGUAGES} - {"en"}))
def test_a_translation_keeps_the_places_that_are_filled_in(root: Path, code: str) -> None:
    for entry in polib.pofile(str(root / "app" / "translations" / f"{code}.po")):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text:
                assert places(text) <= places(entry.msgid) | places(entry.msgid_plural), entry.msgid


def test_the_interface_speaks_uyghur_right_to_left(tmp_path: Path) -> None:
    assert speak("ug", tmp_path).rtl
    assert not speak("tr", tmp_path).rtl


@pytest.mark.parametrize(
    ("code", "question"), [("ug-Latn", "Bügün kim öginidu?"), ("ug-Cyrl", "Бүгүн ким өгиниду?")]
)
def test_uyghur_in_latin_and_cyrillic_is_derived_from_the_one_catalogue(
    root: Path, tmp_path: Path, code: str, question: str
) -> None:
    folder = tmp_path / "ug" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    polib.pofile(str(root / "app" / "translations" / "ug.po")).save_as_mofile(str(folder / "anatil.mo"))
    assert not speak(code, tmp_path).rtl
    assert say("Who is learning today?") == question
    assert "5" in say_many("You learned one new word!", "You learned {n} new words!", 5)
    speak("en", tmp_path)


def test_a_language_it_does_not_speak_becomes_english(tmp_path: Path) -> None:
    assert speak("xx", tmp_path) is BY_CODE["en"]
    assert say("Next") == "Next"
    assert say_many("You practised one word!", "You practised {n} words!", 3) == "You practised 3 words!"


def test_a_catalogue_is_used_where_set_up_made_one(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    polib.pofile(str(root / "app" / "translations" / "de.po")).save_as_mofile(str(folder / "anatil.mo"))
    speak("de", tmp_path)
    assert say("Next") == "Weiter"
    speak("en", tmp_path)
