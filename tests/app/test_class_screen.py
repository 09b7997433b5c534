"""The class by touch: an empty one, copies that come where progress comes, and words for this week."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.classroom import Classroom
from app.screens.classroom.child import ClassChildScreen
from app.screens.classroom.overview import ClassScreen
from app.screens.classroom.wanted import WantedScreen
from app.screens.passphrase import PassphraseScreen
from app.screens.sharing.bringing import ProgressFilesScreen
from app.screens.trouble import TroubleScreen
from app.services import lists, weeks
from app.services.household import Household
from app.tour.looking import findings
from lexicon.exchange import teachers_copy
from lexicon.exchange.teachers_copy import ClassChild, Week, WordTotals
from tests.app import test_progress_screens as sharing
from tests.app.devices import Device, teacher
from tests.app.touching import dressed, resize, rest

PASSPHRASE = "ئالما نان سۇ"


class App(Classroom, sharing.App):
    """As much of the app as the class asks for."""

    def __init__(self, device: Device) -> None:
        super().__init__(device)
        self.week_shown = 0

    def show_week(self) -> None:
        self.week_shown += 1


@pytest.fixture(autouse=True)
def window() -> Iterator[None]:
    with dressed():
        resize(360, 800)
        yield


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    with teacher(tmp_path) as made:
        yield made


def word_of(household: Household) -> UUID:
    return lists.chosen(household, "animals").senses[0].id


def sent(device: Device, passphrase: str | None = None) -> Path:
    """A family's copy, in the teacher's folder."""
    week = teachers_copy.week_of(device.household.now_ms() // 86_400_000)
    word = WordTotals(word_of(device.household), 4, 1, 4, 1, 2)
    child = ClassChild("ab" * 8, "Ayim", "1F98A", week, 7, 2, (word,), (Week(week, 2, 11),), "اب", "پ")
    path = device.household.places.outbox / "ayim.anatil-progress"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        teachers_copy.write(file, [child], passphrase=passphrase)
    return path


def opened(app: Any) -> ClassScreen:
    app.show_class()
    app.tap(app.wait(ClassScreen).bring)
    app.tap(app.wait(ProgressFilesScreen).cards[0])
    return app.wait(ClassScreen)


def test_an_empty_class_says_how_copies_come(device: Device) -> None:
    app = App(device)
    app.show_class()
    screen = app.wait(ClassScreen)
    assert not screen.children_cards and screen.teach is None
    assert not findings(screen)


def test_a_copy_that_comes_where_progress_comes_goes_to_the_class(device: Device) -> None:
    sent(device)
    app = App(device)
    screen = opened(app)
    assert len(screen.children_cards) == 1 and not findings(screen)
    app.tap(screen.children_cards[0])
    child = app.wait(ClassChildScreen)
    assert not findings(child)
    app.tap(child.remove)
    assert not app.wait(ClassScreen).children_cards


def test_the_page_is_about_the_children_and_words_that_are_asked_for(device: Device) -> None:
    sent(device)
    app = App(device)
    screen = opened(app)
    assert [one.letter for one in screen.report.letters_to_teach] == ["پ"]
    app.tap(screen.wanted)
    wanted = app.wait(WantedScreen)
    assert not findings(wanted)
    app.tap(wanted.who["away"])
    screen = app.wait(ClassScreen)
    rest()
    screen = app.wait(ClassScreen)
    assert not screen.children_cards and screen.report.left_out == 1 and screen.teach is None
    assert not findings(screen)
    app.tap(screen.wanted)
    app.tap(app.wait(WantedScreen).who["all"])
    rest()
    app.tap(app.wait(ClassScreen).wanted)
    wanted = app.wait(WantedScreen)
    fruit = next(card for card in wanted.lists if "Fruit" in card.words.text)
    app.tap(fruit)
    rest()
    screen = app.wait(ClassScreen)
    assert len(screen.children_cards) == 1 and not screen.report.words, "the word it forgot is an animal"


def test_a_sealed_copy_asks_for_its_passphrase_and_a_damaged_one_is_said(device: Device) -> None:
    path = sent(device, PASSPHRASE)
    app = App(device)
    app.open_progress_file(path)
    app.wait(PassphraseScreen)
    app.write("ئالما نان تۇز")
    assert app.wait(PassphraseScreen).remark.text == "This passphrase does not open the file."
    app.write(PASSPHRASE)
    assert len(app.wait(ClassScreen).children_cards) == 1
    path.write_bytes(path.read_bytes()[:-5])
    app.open_progress_file(path)
    app.wait(PassphraseScreen)
    app.write(PASSPHRASE)
    app.wait(TroubleScreen)


def test_what_is_hard_becomes_this_weeks_list(device: Device) -> None:
    sent(device)
    app = App(device)
    screen = opened(app)
    assert screen.teach is not None
    for _ in range(2):
        app.teach_this_week(screen.report.to_teach)
        rest()
        app.wait(ClassScreen)
    assert app.week_shown == 2
    with device.household.kept.read() as connection:
        assert [one.id for one in weeks.words(connection, device.household.now_ms())] == [
            word_of(device.household)
        ]
        from lexicon import senses

        assert len(senses.own_lists(connection)) == 1
