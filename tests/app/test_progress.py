"""How it goes: read from the store, and drawn so that a parent sees it at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from kivy.base import EventLoop

from app.drills.letters import LETTERS_THEME
from app.screens.progress import ProgressScreen
from app.services.at_hand import LETTER_DRILLS
from app.services.progress import ProgressView, progress
from app.theme import look
from app.tour.looking import findings
from app.widgets.base import Words
from app.widgets.days import ComingDays, PractisedDays
from app.widgets.stage import Stage
from lexicon.records import Learner
from tests.app.family import DAY_MS, Family
from tests.app.touching import dressed, resize, rest


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Family, Learner]]:
    """A child of seven after eight lessons on nine days, and the evening of the tenth."""
    family = Family(tmp_path_factory.mktemp("family"))
    child = family.household.make_learner("تۈلكە", "1F98A", "6-8")
    start_ms = family.now_ms
    for day in (0, 1, 2, 3, 5, 6, 7, 8):
        family.now_ms = start_ms + day * DAY_MS
        theme = LETTERS_THEME if day == 2 else family.lessons.path(child).today
        family.play(family.lessons.begin(child, theme, "en"), right=0.8)
    family.now_ms = start_ms + 9 * DAY_MS
    yield family, child
    family.household.close()


@pytest.fixture(scope="module")
def view(month: tuple[Family, Learner]) -> ProgressView:
    family, child = month
    return progress(family.household, child, 60)


@pytest.fixture
def window() -> Iterator[None]:
    with dressed():
        resize(360, 800)
        yield


def show(view: ProgressView) -> Any:
    class App:
        def show_child(self, _learner: Learner) -> None: ...

    stage = Stage()
    EventLoop.window.add_widget(stage)
    screen = ProgressScreen(App(), view)
    stage.show(screen)
    rest()
    return screen


def texts(screen: Any) -> list[str]:
    return [widget.text for widget in screen.walk() if isinstance(widget, Words)]


def test_what_was_practised_is_what_is_told(month: tuple[Family, Learner], view: ProgressView) -> None:
    family, child = month
    assert len(view.outlook.days) == 8
    assert 0 < view.outlook.words <= len({review.sense_id for review in family.kept(child)})
    assert view.tree.words == family.lessons.path(child).tree.words > 0
    assert 0 < view.letters <= view.every_letter == 32
    assert view.outlook.came_back > 0
    words = {one.sense_id for one in family.kept(child) if one.drill not in LETTER_DRILLS}
    of_words = [key for key in family.remembered(child) if key[0] in words]
    assert sum(view.outlook.due) + view.outlook.later == len(of_words)


def test_the_hardest_words_are_words_that_were_missed(
    month: tuple[Family, Learner], view: ProgressView
) -> None:
    family, child = month
    missed = {review.sense_id for review in family.kept(child) if review.rating == 1}
    assert view.hardest
    assert {sense.id for sense in view.hardest} <= missed


@pytest.mark.usefixtures("window")
def test_a_child_who_has_not_begun_has_nothing_to_show_and_nothing_breaks(
    month: tuple[Family, Learner],
) -> None:
    family, _ = month
    new = family.household.make_learner("پىل", "1F418", "3-5")
    screen = show(progress(family.household, new, 60))
    assert screen.number.text == "0"
    assert "A few more days, and it will show here." in texts(screen)
    assert findings(screen) == []


@pytest.mark.usefixtures("window")
def test_the_number_the_sentence_and_the_days_stand_on_the_page(view: ProgressView) -> None:
    screen = show(view)
    assert screen.number.text == str(round(view.outlook.words))
    assert view.outlook.remembered is not None
    right = round(10 * view.outlook.remembered)
    assert f"Of ten words that came back, {right} were remembered." in texts(screen)
    assert "8 days in all" in texts(screen)
    assert len(screen.cards) == len(view.hardest)


@pytest.mark.parametrize(("size", "scale", "direction"), [
    ((360, 800), 1.0, "ltr"), ((320, 568), 1.6, "rtl"), ((1280, 800), 1.0, "rtl"),
])  # fmt: skip
@pytest.mark.usefixtures("window")
def test_nothing_is_cut_off(view: ProgressView, size: tuple[int, int], scale: float, direction: Any) -> None:
    resize(*size)
    look.font_scale, look.direction = scale, direction
    assert findings(show(view)) == []


@pytest.mark.usefixtures("window")
def test_on_a_wide_window_the_halves_stand_beside_each_other_and_the_first_where_one_reads_first(
    view: ProgressView,
) -> None:
    resize(1280, 800)
    look.direction = "rtl"
    screen = show(view)
    assert screen.calendar.center_x > screen.coming.center_x
    assert screen.coming.parent.top == screen.calendar.parent.top


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.usefixtures("window")
def test_today_s_column_stands_where_a_line_begins(direction: Any) -> None:
    look.direction = direction
    columns = ComingDays([3, 0, 12], size=(300, 100), pos=(0, 0)).columns()
    lefts = [x for x, _, _, _ in columns]
    assert lefts == sorted(lefts, reverse=direction == "rtl")
    heights = [round(high) for _, _, _, high in columns]
    assert heights == [25, 3, 100]


@pytest.mark.usefixtures("window")
def test_a_calendar_of_nothing_draws_nothing() -> None:
    assert PractisedDays((), size=(100, 100)).canvas.children == []
    assert ComingDays((), size=(100, 100)).columns() == []


def test_a_family_that_opens_the_page_changes_nothing(month: tuple[Family, Learner]) -> None:
    family, child = month
    before = (family.kept(child), family.remembered(child))
    progress(family.household, child, 60)
    assert (family.kept(child), family.remembered(child)) == before
