"""A teacher's lists: made, put in order and undone, words found or new, by service and by touch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.doors import Doors
from app.listing import Listing
from app.screens.lists.adding import AddingScreen, MeaningScreen
from app.screens.lists.overview import ListsScreen
from app.screens.lists.parting import JoiningScreen, SplittingScreen
from app.screens.lists.room import RoomScreen
from app.screens.lists.words import DeletingScreen, ListScreen
from app.screens.studio.naming import NamingScreen
from app.screens.trouble import TroubleScreen
from app.services import lists, own_lists, weeks
from app.services.household import Household
from app.services.own_lists import NoWordError
from app.tour.looking import findings
from lexicon import edits
from lexicon.exchange.tables.reading import TableError
from lexicon.records import Stamp
from tests.app import test_progress_screens as sharing
from tests.app.devices import Device, teacher
from tests.app.touching import dressed, frames, resize, rest


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    with teacher(tmp_path) as made:
        yield made


@pytest.fixture
def household(device: Device) -> Household:
    return device.household


def headwords(household: Household, list_id: UUID) -> list[str]:
    opened = own_lists.opened(household, list_id)
    assert opened is not None
    return [one.headword for one in opened.words]


def animals(household: Household, count: int = 3) -> list[UUID]:
    return [one.id for one in lists.chosen(household, "animals").senses[:count]]


def test_a_list_keeps_its_order_and_goes_without_its_words(household: Household) -> None:
    list_id = own_lists.make(household, " Autumn  term ")
    words = animals(household)
    own_lists.change(household, list_id, [*words[::-1], words[0]])
    assert headwords(household, list_id) == ["ئات", "ئىت", "مۈشۈك"]
    assert [one.titles for one in own_lists.every(household)] == [{"und": "Autumn term"}]
    own_lists.rename(household, list_id, "Winter")
    assert lists.chosen(household, "winter").theme_id == list_id
    before = len(lists.everything(household).senses)
    own_lists.remove(household, list_id)
    assert own_lists.opened(household, list_id) is None and not own_lists.every(household)
    assert len(lists.everything(household).senses) == before


def test_a_theme_of_the_starter_is_nobodys_to_change(household: Household) -> None:
    theme = lists.chosen(household, "animals").theme_id
    assert theme is not None
    before = [one.id for one in lists.chosen(household, "animals").senses]
    own_lists.change(household, theme, [])
    own_lists.rename(household, theme, "mine")
    own_lists.remove(household, theme)
    assert [one.id for one in lists.chosen(household, "animals").senses] == before


@given(st.lists(st.permutations(range(5)), max_size=6))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_to_a_list_can_be_undone_step_by_step(
    device: Device, orders: list[list[int]]
) -> None:
    household = device.household
    words = animals(household, 5)
    list_id = own_lists.put(household, "a", words)
    seen = [headwords(household, list_id)]
    done: list[list[UUID]] = []
    for order in orders:
        opened = own_lists.opened(household, list_id)
        assert opened is not None
        done.append([one.id for one in opened.words])
        own_lists.change(household, list_id, [words[place] for place in order])
        seen.append(headwords(household, list_id))
    while done:
        seen.pop()
        own_lists.change(household, list_id, done.pop())
        assert headwords(household, list_id) == seen[-1]


def test_a_word_that_is_here_is_offered_in_any_script_and_by_its_meaning(household: Household) -> None:
    for text in ("ئالما", "alma", "алма", "apple", "الما"):
        assert own_lists.offered(household, text, "en").here[0].headword == "ئالما", text
    assert own_lists.offered(household, "qulan", "en").headword == "قۇلان"


def test_a_new_word_is_kept_once_and_what_is_none_is_refused_with_the_reason(household: Household) -> None:
    list_id = own_lists.make(household, "a")
    new = own_lists.add_new(household, list_id, "qulan", "wild ass", "en")
    again = own_lists.add_new(household, list_id, "قۇلان", "wild ass", "en")
    known = own_lists.add_new(household, list_id, "алма", "apple", "en")
    assert new.id == again.id and (new.headword, new.status) == ("قۇلان", "waiting")
    assert headwords(household, list_id) == ["قۇلان", "ئالما"] and known.picture is not None
    for word, meaning, says in (("你好", "hello", "no Uyghur word"), ("قۇلقۇل", "", "no meaning")):
        with pytest.raises(NoWordError, match=says):
            own_lists.add_new(household, list_id, word, meaning, "en")
    assert headwords(household, list_id) == ["قۇلان", "ئالما"]


def test_a_table_is_pasted_and_what_is_none_changes_nothing(household: Household) -> None:
    list_id = own_lists.make(household, "a")
    brought = own_lists.paste(household, "ئالما\tapple\nقۇلان\twild ass\n", "a", "en")
    assert brought.words == 1 and headwords(household, list_id) == ["ئالما", "قۇلان"]
    with pytest.raises(TableError):
        own_lists.paste(household, "x," * 300, "a", "en")
    assert headwords(household, list_id) == ["ئالما", "قۇلان"]


def test_one_list_becomes_two_and_two_become_one_and_no_word_is_there_twice(household: Household) -> None:
    first = own_lists.make(household, "Autumn")
    words = animals(household, 5)
    own_lists.change(household, first, words)
    second = own_lists.split(household, first, words[3])
    third = own_lists.split(household, second, words[4])
    every = [headwords(household, one) for one in (first, second, third)]
    assert [len(one) for one in every] == [3, 1, 1]
    titles = {one.id: one.titles["und"] for one in own_lists.every(household)}
    assert [titles[one] for one in (first, second, third)] == ["Autumn", "Autumn 2", "Autumn 3"]
    own_lists.change(household, second, [*words[1:2], *words[3:4]])
    own_lists.join(household, first, second)
    own_lists.join(household, first, third)
    assert headwords(household, first) == [*every[0], *every[1], *every[2]]
    assert headwords(household, third) == every[2], "the other stays as it is"


# --- by touch ----------------------------------------------------------------------------------------------


class App(Doors, Listing, sharing.App):
    """As much of the app as the lists ask for."""

    _lessons: Any = None

    def __init__(self, device: Device) -> None:
        super().__init__(device)
        self.week_shown = 0

    def show_week(self) -> None:
        self.week_shown += 1


@pytest.fixture
def window() -> Iterator[None]:
    with dressed():
        resize(360, 800)
        yield


def written(app: Any, screen: type, text: str) -> None:
    app.wait(screen).name.text = text
    app.tap(app.screen.done)


def offers(app: Any) -> list[Any]:
    """The words that are offered for what was written."""
    for _ in range(600):
        frames(1)
        if app.screen.found:
            return list(app.screen.found)
    raise TimeoutError


@pytest.mark.usefixtures("window")
def test_a_list_is_made_filled_put_in_order_undone_and_deleted(device: Device) -> None:
    app = App(device)
    app.show_lists()
    app.tap(app.wait(ListsScreen).new)
    written(app, NamingScreen, "Autumn")
    app.tap(app.wait(ListScreen).buttons["add"])
    remark = app.wait(AddingScreen).remark.text
    app.screen.name.text = "alma"
    first = offers(app)[0]
    assert app.screen.remark.text == "Written so: \u2068ئالما\u2069" != remark
    app.tap(first)
    app.tap(app.wait(ListScreen).buttons["add"])
    written(app, AddingScreen, "qulan")
    assert app.wait(MeaningScreen).remark.text == "قۇلان" and app.screen.name.script == "latin"
    written(app, MeaningScreen, "wild ass")
    screen = app.wait(ListScreen)
    assert [one.headword for one in screen.opened.words] == ["ئالما", "قۇلان"]
    assert not findings(screen)
    app.tap(screen.lines[1].up)
    rest()
    assert [one.headword for one in app.wait(ListScreen).opened.words] == ["قۇلان", "ئالما"]
    app.tap(app.screen.lines[0].out)
    rest()
    assert [one.headword for one in app.wait(ListScreen).opened.words] == ["ئالما"]
    for left in (["قۇلان", "ئالما"], ["ئالما", "قۇلان"]):
        app.tap(app.screen.undo)
        rest()
        assert [one.headword for one in app.wait(ListScreen).opened.words] == left
    app.tap(app.screen.buttons["room"])
    room = app.wait(RoomScreen)
    app.tap(room.card)
    assert [child.text for child in room.told.children] == ["apple", "ئالما"]
    app.tap(room.next)
    assert [child.text for child in room.told.children] == ["قۇلان"]
    assert room.take_key(13, "") and room.place == 0  # Enter goes on, and round again
    app.tap(room.back)
    app.wait(ListScreen)
    app.tap(app.screen.buttons["week"])
    rest()
    assert app.week_shown == 1
    with device.household.kept.read() as connection:
        assert len(weeks.words(connection, device.household.now_ms())) == 2
    app.tap(app.screen.buttons["remove"])
    app.tap(app.wait(DeletingScreen).remove)
    assert not app.wait(ListsScreen).cards


@pytest.mark.usefixtures("window")
def test_a_word_that_is_none_is_said_and_the_list_is_as_it_was(device: Device) -> None:
    list_id = own_lists.put(device.household, "a", animals(device.household))
    app = App(device)
    app.show_list(list_id)
    app.tap(app.wait(ListScreen).buttons["add"])
    written(app, AddingScreen, "123")
    written(app, MeaningScreen, "numbers")
    app.wait(TroubleScreen)
    assert len(headwords(device.household, list_id)) == 3


def test_a_hidden_word_does_not_move_the_place_where_a_list_is_split(household: Household) -> None:
    list_id = own_lists.make(household, "Autumn")
    words = animals(household, 4)
    own_lists.change(household, list_id, words)
    with household.kept.write() as connection:
        edits.put(connection, edits.SENSE, words[0], "retired", "1", Stamp(1, household.kept.device, 1))
    shown = headwords(household, list_id)
    second = own_lists.split(household, list_id, words[2])
    assert [*headwords(household, list_id), "|", *headwords(household, second)] == [shown[0], "|", *shown[1:]]
    assert own_lists.split(household, list_id, words[3]) == list_id, "it is in the other one now"


@pytest.mark.usefixtures("window")
def test_by_touch_a_list_is_split_joined_and_undone(device: Device) -> None:
    app = App(device)
    list_id = own_lists.make(device.household, "Autumn")
    words = animals(device.household, 4)
    own_lists.change(device.household, list_id, words)
    app.show_list(list_id)
    app.tap(app.wait(ListScreen).buttons["split"])
    screen = app.wait(SplittingScreen)
    assert len(screen.cards) == 3 and not findings(screen)
    app.tap(screen.cards[1])
    second = app.wait(ListScreen).opened
    assert [one.id for one in second.words] == words[2:]
    app.tap(app.screen.buttons["join"])
    screen = app.wait(JoiningScreen)
    assert len(screen.cards) == 1 and not findings(screen)
    app.tap(screen.cards[0])
    rest()
    assert [one.id for one in app.wait(ListScreen).opened.words] == [*words[2:], *words[:2]]
    app.tap(app.screen.undo)
    rest()
    assert [one.id for one in app.wait(ListScreen).opened.words] == words[2:]
