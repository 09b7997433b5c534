"""A child's page in the grown-ups' part: what is set there, by touch, and how it looks everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from kivy.base import EventLoop

from app.drills.bands import AGE_BANDS, Wishes
from app.screens.child import ChildScreen
from app.screens.grown_ups import RemovalScreen, SettingsScreen
from app.theme import look
from app.tour.finger import bring_into_view, lift, press
from app.tour.looking import findings
from app.widgets.stage import Stage
from lexicon.records import Learner, Skill
from tests.app.touching import dressed, frames, resize, rest

FOX = Learner(UUID(int=1), "تۈلكە", "1F98A", "6-8", 0)


class App:
    """What the screens ask of the app; what is wished for is shown at once."""

    ticks = True

    def __init__(self, learner: Learner = FOX) -> None:
        self.stage = Stage()
        self.learner = learner
        self.asked: list[str] = []
        EventLoop.window.add_widget(self.stage)

    def show_child(self, learner: Learner) -> None:
        self.asked.append("child")
        self.stage.show(ChildScreen(self, learner))
        rest()

    def set_wishes(self, learner: Learner, wishes: Wishes) -> None:
        self.learner = replace(learner, settings=wishes.settings())
        self.show_child(self.learner)

    def show_progress(self, _learner: Learner) -> None:
        self.asked.append("progress")

    def show_removal(self, _learner: Learner) -> None:
        self.asked.append("removal")

    def show_settings(self) -> None:
        self.asked.append("settings")

    def show_learners(self) -> None: ...

    def show_studio(self) -> None: ...

    def set_device(self, _key: str, _value: str) -> None: ...

    @property
    def wishes(self) -> Wishes:
        return Wishes.of(self.learner.settings)

    def tap(self, widget: Any) -> None:
        bring_into_view(widget)
        frames(4)
        finger = press(widget)
        frames(1)
        lift(finger)
        frames(3)

    def choose(self, key: str, value: str) -> None:
        screen: Any = self.stage.screen
        self.tap(screen.options[key, value])

    def chosen(self, key: str) -> set[str]:
        screen: Any = self.stage.screen
        return {
            value for (of, value), card in screen.options.items() if of == key and card.state_shown == "right"
        }


@pytest.fixture(autouse=True)
def window() -> Iterator[None]:
    with dressed():
        resize(360, 800)
        yield


def test_untouched_it_is_all_as_the_age_has_it() -> None:
    app = App()
    app.show_child(FOX)
    assert app.chosen("minutes") == {"5"}
    assert app.chosen("new_words") == {""}
    assert app.chosen("skills") == {"hear", "read", "say", "write"}
    assert app.chosen("script") == {"arabic"}


def test_each_choice_is_kept_and_shown_and_leaves_the_others_alone() -> None:
    app = App()
    app.show_child(FOX)
    app.choose("minutes", "10")
    app.choose("new_words", "0")
    app.choose("script", "cyrillic")
    assert app.wishes == Wishes(minutes=10, new_words=0, script="cyrillic")
    assert (app.chosen("minutes"), app.chosen("new_words"), app.chosen("script")) == (
        {"10"},
        {"0"},
        {"cyrillic"},
    )
    app.choose("new_words", "")
    assert app.wishes == Wishes(minutes=10, script="cyrillic")


def test_skills_are_switches_and_the_last_one_stays_on() -> None:
    app = App()
    app.show_child(FOX)
    for skill in ("write", "say", "read"):
        app.choose("skills", skill)
    assert app.wishes.skills == frozenset({Skill.HEAR})
    app.choose("skills", "hear")
    assert app.chosen("skills") == {"hear"}
    for skill in ("write", "say", "read"):
        app.choose("skills", skill)
    assert app.wishes.skills is None, "all of them is as the age has it"


def test_the_smallest_are_not_asked_which_script_they_read() -> None:
    app = App()
    app.show_child(replace(FOX, age_band="3-5"))
    screen: Any = app.stage.screen
    assert not any(key == "script" for key, _ in screen.options)
    assert app.chosen("skills") == {"hear", "say"}
    assert ("new_words", "6") not in screen.options, "more than its age ever brings"


def test_from_the_settings_to_a_child_and_only_from_there_to_its_removal() -> None:
    app = App()
    app.stage.show(SettingsScreen(app, {}, [FOX]))
    rest()
    settings: Any = app.stage.screen
    app.tap(settings.children_cards[0])
    assert app.asked == ["child"]
    child: Any = app.stage.screen
    app.tap(child.progress)
    app.tap(child.remove)
    app.tap(child.back)
    assert app.asked[1:] == ["progress", "removal", "settings"]


def test_a_child_that_is_kept_after_all_leads_back_to_its_page() -> None:
    app = App()
    app.stage.show(RemovalScreen(app, FOX))
    rest()
    removal: Any = app.stage.screen
    app.tap(removal.keep)
    assert app.asked == ["child"]


@pytest.mark.parametrize("band", AGE_BANDS)
@pytest.mark.parametrize(("size", "scale", "direction"), [
    ((360, 800), 1.0, "ltr"), ((320, 568), 1.6, "rtl"), ((1280, 800), 1.0, "rtl"),
])  # fmt: skip
def test_nothing_is_cut_off_or_too_small(
    size: tuple[int, int], scale: float, direction: Any, band: str
) -> None:
    resize(*size)
    look.font_scale, look.direction = scale, direction
    app = App()
    app.show_child(replace(FOX, age_band=band))
    assert findings(app.stage) == []
