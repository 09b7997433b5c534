"""Words from a file and lists out of the app, by touch: seen before it comes in, named when it is made."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.doors import Doors
from app.listing import Listing
from app.screens.doors.coming import WordFilesScreen, WordsInItScreen
from app.screens.doors.going import GoingScreen, _groups
from app.screens.lists.overview import ListsScreen
from app.screens.lists.words import ListScreen
from app.screens.sharing.taking import SaidScreen
from app.screens.trouble import TroubleScreen
from app.screens.working import WorkingScreen
from app.services import lists, own_lists
from app.services.doors import kinds
from app.services.household import Household
from app.services.progress_files import StoppedError
from app.teach import going, papers
from app.tour.looking import findings
from app.widgets.base import Words
from tests.app import test_progress_screens as sharing
from tests.app.devices import Device, teacher
from tests.app.touching import dressed, resize

TABLE = "Uyghur,English\nئالما,apple\nقۇلان,wild ass\nقۇلان,wild ass\n你好,hello\n"


class App(Doors, Listing, sharing.App):
    """As much of the app as the doors ask for."""

    _lessons: Any = None


@pytest.fixture(autouse=True)
def window() -> Iterator[None]:
    with dressed():
        resize(360, 800)
        yield


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    with teacher(tmp_path) as made:
        yield made


def sentences(screen: Any) -> list[str]:
    return [one.text for one in screen.walk() if isinstance(one, Words)]


def a_list(household: Household, words: int) -> UUID:
    list_id = own_lists.make(household, "Animals / 1")
    own_lists.change(
        household, list_id, [one.id for one in lists.chosen(household, "animals").senses[:words]]
    )
    return list_id


def test_a_table_is_looked_at_then_comes_in_and_is_a_list(device: Device) -> None:
    (device.household.places.outbox / "autumn.csv").write_text(TABLE, encoding="utf-8")
    (device.household.places.outbox / "letter.pdf").write_bytes(b"no words")
    app = App(device)
    app.show_lists()
    app.tap(app.wait(ListsScreen).file)
    screen = app.wait(WordFilesScreen)
    assert len(screen.cards) == 1 and not findings(screen)
    app.tap(screen.cards[0])
    screen = app.wait(WordsInItScreen)
    told = sentences(screen)
    assert "1 word is here already" in told and "1 new word" in told
    assert any(one.startswith("2 lines stay out") for one in told)
    assert any("قۇلان" in one and "wild ass" in one for one in told) and not findings(screen)
    assert own_lists.every(device.household) == ()
    app.tap(screen.bring)
    app.tap(app.wait(SaidScreen).done)
    opened = app.wait(ListScreen).opened
    assert [one.headword for one in opened.words] == ["ئالما", "قۇلان"]
    app.open_words(device.household.places.outbox / "autumn.csv")
    assert "Nothing is new in it." in sentences(app.wait(WordsInItScreen))


def test_not_now_and_stop_change_nothing(device: Device) -> None:
    file = device.household.places.outbox / "many.csv"
    file.write_text("Uyghur,English\nقۇلان,wild ass\n", encoding="utf-8")
    app = App(device)
    app.open_words(file)
    app.tap(app.wait(WordsInItScreen).later)
    app.wait(WordFilesScreen).opened(file)
    screen = app.wait(WordsInItScreen)
    assert screen.bring is not None
    screen.bring.dispatch("on_release")
    assert isinstance(app.screen, WorkingScreen)
    app.screen._stop()
    app.wait(WordFilesScreen)
    assert own_lists.every(device.household) == ()
    assert not [one for one in lists.everything(device.household).senses if one.headword == "قۇلان"]


@pytest.mark.parametrize("name", ["words.apkg", "words.zip", "words.csv"])
def test_a_file_that_is_none_is_said_in_one_sentence(device: Device, name: str) -> None:
    file = device.household.places.outbox / name
    file.write_bytes(b"\x00MZ" * 400)
    app = App(device)
    app.open_words(file)
    screen = app.wait(TroubleScreen)
    assert "Ana Til cannot read this file." in sentences(screen)


def test_a_list_goes_onto_paper_and_into_files_whose_names_are_free(device: Device) -> None:
    list_id = a_list(device.household, 10)
    made = {}
    for kind in kinds.made_here():
        gone = going.send(device.household, list_id, kind, "en")
        assert gone is not None and gone.path.is_file(), kind
        made[kind] = gone
    assert {"cards", "bingo", "page", "xlsx", "apkg", "lift"} <= made.keys()
    assert made["cards"].path.name == "Animals 1 cards.pdf" and made["cards"].pages >= 2
    assert made["cards"].path.read_bytes().startswith(b"%PDF")
    assert b"<!doctype html>" in made["page"].path.read_bytes()[:40].lower()
    assert zipfile.is_zipfile(made["apkg"].path) and zipfile.is_zipfile(made["lift"].path)
    again = going.send(device.household, list_id, "cards", "en", "letter")
    assert again is not None and again.path.name == "Animals 1 cards 2.pdf"
    assert going.send(device.household, a_list(device.household, 2), "bingo", "en") is None


def test_what_is_stopped_is_not_saved(device: Device) -> None:
    list_id = a_list(device.household, 10)
    for kind in ("cards", "page", "apkg"):
        with pytest.raises(StoppedError):
            going.send(device.household, list_id, kind, "en", told=lambda _done, _all: False)
    assert not list(device.household.places.outbox.iterdir())


def test_every_kind_of_paper_has_its_name_on_the_screen() -> None:
    assert {*kinds.PAPER, "alphabet"} == papers.KINDS.keys()
    assert {kind for _, named in _groups() for kind in named} == set(kinds.made_here())


def test_by_touch_the_place_is_named_and_too_few_words_are_said(device: Device) -> None:
    app = App(device)
    app.show_list(a_list(device.household, 2))
    app.tap(app.wait(ListScreen).buttons["going"])
    screen = app.wait(GoingScreen)
    assert not findings(screen) and screen.sizes["a4"].state_shown == "right"
    app.tap(screen.sizes["letter"])
    app.tap(app.wait(GoingScreen).cards["words"])
    told = sentences(app.wait(SaidScreen))
    assert any("Animals 1 words.pdf" in one for one in told) and "1 page" in told
    app.tap(app.screen.done)
    app.tap(app.wait(GoingScreen).cards["bingo"])
    assert "This list has too few words for it." in sentences(app.wait(SaidScreen))
    assert len(list(device.household.places.outbox.iterdir())) == 1
