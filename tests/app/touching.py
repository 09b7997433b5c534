"""A window for single widgets: shown, touched, typed at and looked at as the app's are."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from kivy.base import EventLoop
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from app.pictures import Pictures
from app.text import fonts
from app.text.editing import Caret
from app.theme import LIGHT, look
from app.tour.finger import Finger, lift
from app.widgets.base import Picture
from app.widgets.field import Field
from lexicon import places


@contextmanager
def dressed() -> Iterator[None]:
    """Fonts, icons and a calm look, as the app has them; a window of any size, put back afterwards."""
    EventLoop.ensure_window()
    window = EventLoop.window
    size, here = tuple(window.size), places.find()
    before = look.uyghur, look.latin, look.font_scale, look.motion, look.direction
    look.uyghur, look.latin = fonts.choose(here.fonts)
    look.motion = False
    Picture.shared = Pictures(here)
    try:
        yield
    finally:
        for widget in list(window.children):
            window.remove_widget(widget)
        Picture.shared.close()
        Picture.shared = None
        look.uyghur, look.latin, look.font_scale, look.motion, look.direction = before
        look.palette = LIGHT
        resize(*size)


def resize(width: int, height: int) -> None:
    """Give the window another size, in pixels."""
    EventLoop.window.size = (width, height)
    frames(2)


def frames(count: int = 3) -> None:
    for _ in range(count):
        EventLoop.idle()


def show(*widgets: Widget) -> FloatLayout:
    """Put widgets on the window, lay them out, load their icons, draw them."""
    stage = FloatLayout(size=EventLoop.window.size)
    for widget in widgets:
        stage.add_widget(widget)
    EventLoop.window.add_widget(stage)
    rest()
    return stage


def rest() -> None:
    """Frames until everything asked for is there."""
    frames()
    while Picture.shared is not None and not Picture.shared.idle:
        frames(1)
    frames()


def down(x: float, y: float, **facts: Any) -> Finger:
    """A finger at window coordinates; ``facts`` are set on it (``is_double_tap`` …)."""
    finger = Finger(x, y)
    for name, value in facts.items():
        setattr(finger, name, value)
    EventLoop.post_dispatch_input("begin", finger)
    return finger


def slide(finger: Finger, x: float, y: float) -> None:
    window = EventLoop.window
    finger.move({"x": x / (window.width - 1.0), "y": y / (window.height - 1.0)})
    EventLoop.post_dispatch_input("update", finger)


def tap(x: float, y: float, **facts: Any) -> None:
    lift(down(x, y, **facts))


def key(code: int, *modifiers: str, text: str = "", scancode: int = 0) -> bool:
    """A hardware key; whether somebody took it. A letter's text comes after it, as SDL sends it."""
    window = EventLoop.window
    taken = bool(window.dispatch("on_key_down", code, scancode, text or None, list(modifiers)))
    window.dispatch("on_key_up", code, scancode)
    return taken


def typed(text: str) -> None:
    """Text from a hardware keyboard, letter by letter."""
    for letter in text:
        key(ord(letter), text=letter)
        EventLoop.window.dispatch("on_textinput", letter)


@dataclasses.dataclass
class Waiting:
    """Something that a clock will do."""

    at: float
    call: Callable[[float], object]
    every: float | None = None
    done: bool = False

    def cancel(self) -> None:
        self.done = True


@dataclasses.dataclass
class HandClock:
    """Stands in for Kivy's clock and goes on when it is told to."""

    now: float = 0.0
    waiting: list[Waiting] = dataclasses.field(default_factory=list)

    def schedule_once(self, call: Callable[[float], object], after: float = 0) -> Waiting:
        self.waiting.append(Waiting(self.now + after, call))
        return self.waiting[-1]

    def schedule_interval(self, call: Callable[[float], object], every: float) -> Waiting:
        self.waiting.append(Waiting(self.now + every, call, every))
        return self.waiting[-1]

    def go_on(self, seconds: float) -> None:
        end = self.now + seconds
        while due := [one for one in self.waiting if not one.done and one.at <= end]:
            one = min(due, key=lambda one: one.at)
            self.now = one.at
            if one.every is None:
                one.done = True
            else:
                one.at += one.every
            one.call(0)
        self.now = end


@dataclasses.dataclass
class Board:
    """A clipboard of the test's own."""

    held: str = ""

    def copy(self, data: str) -> None:
        self.held = data

    def paste(self) -> str:
        return self.held


def field(text: str = "", *, width: float = 328, focused: bool = True, **options: Any) -> Field:
    """A field on the window, with a clipboard of its own."""
    options.setdefault("clipboard", Board())
    made = Field(text, size_hint=(None, None), width=width, pos=(16, 400), **options)
    made.size_hint_y = None
    made._lay_out()
    show(made)
    made.focused = focused
    return made


def point(made: Field, caret: Caret) -> tuple[float, float]:
    """Window coordinates of a place in the text."""
    spot = made._carets.spot(caret)
    left, bottom, _, height = made._paint.view
    return left + spot.x, bottom + height - spot.top + made._scroll - spot.height / 2
