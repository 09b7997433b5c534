"""A right answer is felt where a phone ticks; nothing lies under the system's bars or a notch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple
from threading import Thread, get_ident
from typing import Any

import pytest
from kivy.core.window import Window
from kivy.uix.widget import Widget

from app.device import haptics, insets
from app.device.insets import NONE, Insets
from app.kivy_app import AnaTilApp, Given
from app.screens.page import Page
from app.widgets.keyboard import Desk as WritingDesk
from app.widgets.stage import Stage
from lexicon.places import Places
from tests.app.touching import dressed, frames, resize
from tests.bridge import INSETS, RECT, VIEW, Bridge, Thing

ACTIVITY = "org.kivy.android.PythonActivity"
BARS, NOTCH = 7, 128
"""What ``WindowInsets.Type`` gives for both."""


class Runner:
    """p4a's ``android.runnable``: what is made there runs on Android's own thread."""

    def run_on_ui_thread(self, call: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            thread = Thread(target=call)
            thread.start()
            thread.join()

        return run


class Phone(Bridge):
    """A window of 1080 × 2400 pixels; what is drawn lies in it at ``lies`` (left, top, right, bottom)."""

    def __init__(self, level: int, lies: tuple[int, ...] = (0, 0, 1080, 2400)) -> None:
        super().__init__(
            performHapticFeedback=True, getWidth=1080, getHeight=2400, systemBars=BARS, displayCutout=NOTCH,
            getGlobalVisibleRect=self._lay, getSystemWindowInsetLeft=0, getSystemWindowInsetTop=72,
            getSystemWindowInsetRight=0, getSystemWindowInsetBottom=126,
        )  # fmt: skip
        window, view = self.made("android.view.Window"), self.made(VIEW)
        edges = self.made("android.graphics.Insets", left=0, top=90, right=0, bottom=63)
        self.answers.update(
            getWindow=window, getDecorView=view, findViewById=view, getRootWindowInsets=self.made(INSETS),
            getInsets=edges,
        )  # fmt: skip
        self.statics[ACTIVITY] = {"mActivity": self.made(ACTIVITY)}
        self.statics["android.os.Build$VERSION"] = {"SDK_INT": level}
        self._lies = lies

    def _lay(self, _view: Thing, lies: Thing) -> bool:
        assert lies.kind == RECT
        lies.__dict__.update(zip(("left", "top", "right", "bottom"), self._lies, strict=True))
        return True


def asked(phone: Phone) -> list[Insets]:
    found: list[Insets] = []
    ask = insets.of_this_device("android", found.append, phone, Runner())
    assert ask is not None and phone.calls == []
    ask()
    return found


def refuse(*_: Any) -> None:
    raise RuntimeError("JVM exception")


@pytest.mark.parametrize(("level", "kind"), [(24, 6), (29, 6), (30, 16), (36, 16)])
def test_a_phone_ticks_on_androids_own_thread_as_its_owner_has_set_it(level: int, kind: int) -> None:
    phone = Phone(level)
    tick = haptics.of_this_device("android", phone, Runner())
    assert tick is not None
    tick()
    # One argument: no flag that would go over the system's setting.
    assert phone.calls == [("getWindow",), ("getDecorView",), ("performHapticFeedback", kind)]
    assert get_ident() not in phone.threads
    phone.answers["performHapticFeedback"] = refuse
    tick()


def test_a_desktop_ticks_not_and_has_no_bars() -> None:
    assert haptics.of_this_device("linux") is None
    assert insets.of_this_device("linux", lambda _found: None) is None


def test_where_the_app_has_the_whole_display_it_keeps_off_bars_and_notch() -> None:
    phone = Phone(35)
    assert asked(phone) == [Insets(0, 90, 0, 63)]
    assert ("getInsets", BARS | NOTCH) in phone.calls and ("findViewById", 0x01020002) in phone.calls
    assert get_ident() not in phone.threads


@pytest.mark.parametrize(
    ("level", "lies", "found"),
    [(33, (0, 90, 1080, 2337), (0, 0, 0, 0)), (28, (0, 72, 1080, 2274), (0, 0, 0, 0)),
     (28, (0, 0, 1080, 2400), (0, 72, 0, 126)), (33, (0, 60, 1080, 2400), (0, 30, 0, 63))],
)  # fmt: skip
def test_only_what_reaches_over_our_own_view_counts(
    level: int, lies: tuple[int, ...], found: tuple[int, ...]
) -> None:
    assert [astuple(one) for one in asked(Phone(level, lies))] == [found]


@pytest.mark.parametrize("call", ["getRootWindowInsets", "getInsets"])
def test_a_phone_that_does_not_tell_has_none(call: str) -> None:
    phone = Phone(35)
    phone.answers[call] = refuse
    assert asked(phone) == [NONE]
    phone.calls.clear()
    phone.answers["getRootWindowInsets"] = None  # not on the display yet
    assert asked(phone) == [NONE]


@pytest.fixture
def window() -> Iterator[None]:
    with dressed():
        resize(360, 800)
        yield


@pytest.mark.usefixtures("window")
def test_every_screen_leaves_room_at_the_edges_also_when_the_phone_is_turned() -> None:
    stage = Stage()
    Window.add_widget(stage)
    screen = Page(object())
    stage.show(screen)
    frames()
    assert (*screen.pos, *screen.size) == (0, 0, *Window.size)
    stage.keep_off(Insets(0, 30, 0, 20))
    frames()
    assert (*screen.pos, *screen.size) == (0, 20, Window.width, Window.height - 50)
    resize(800, 360)
    assert screen.height == Window.height - 50 and screen.width == Window.width
    stage.keep_off(Insets(40, 0, 10, 0))
    frames()
    assert (screen.x, screen.y, screen.width) == (40, 0, Window.width - 50)
    desk = WritingDesk(Widget(), Widget())
    screen.add_widget(desk)
    frames()
    assert (*desk.pos, *desk.size) == (*screen.pos, *screen.size)
    stage.keep_off(NONE)
    resize(360, 800)
    frames()
    assert (*screen.pos, *screen.size) == (0, 0, *Window.size)


def test_a_right_answer_is_felt_unless_it_was_switched_off(tmp_path: Any) -> None:
    app = AnaTilApp(Given(Places(tmp_path)))
    assert not app.ticks
    app.feel_right()
    felt: list[int] = []
    app._tick = lambda: felt.append(1)
    assert app.ticks
    app.feel_right()
    app.settings = {"haptics": "off"}
    app.feel_right()
    assert felt == [1]
