"""Our own on-screen keyboard: it learns nothing and sends nothing anywhere.

A finger may slide to the right key before it lifts, and the next may come down before the last has gone. What
stands where is said in :mod:`app.widgets.keyboard_layouts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics import Color, Rectangle
from kivy.metrics import dp
from kivy.properties import BooleanProperty, ObjectProperty, OptionProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from app.theme import ADULT_TARGET, look
from app.widgets import keyboard_layouts as layouts
from app.widgets.field import Field
from app.widgets.keyboard_keys import KeyCap, Preview
from app.widgets.keyboard_layouts import Hand, Key, Script
from lexicon.uyghur.alphabet import SEAT, VOWELS

HOLD_S: Final = 0.45
"""Seconds until a key that is held does more."""
REPEAT_S: Final = 0.09
WORD_REPEAT_S: Final = 0.3
LETTERS_FIRST: Final = 12
"""So many letters a held backspace takes away one by one; then whole words."""
MOST_HIGH: Final = 60
MOST_WIDE: Final = 88
"""dp. On a tablet larger keys would only part the hands."""
_LOW_WINDOW: Final = 400
_LEAST_LOW: Final = 40
"""dp. On a small phone lying on its side a grown-up's keys are a little lower, or no line could be read."""
_SHARE: Final = 0.42
"""Of the window's height that the keyboard fills where its keys can be higher than they must."""


class Writer(Protocol):
    """What a keyboard writes into; :class:`app.widgets.field.Field` is one."""

    script: Script

    @property
    def one_line(self) -> bool: ...
    def write(self, letters: str, *, seat: bool = True) -> None: ...
    def erase(self, *, word: bool = False) -> None: ...
    def enter(self) -> None: ...
    def seat_comes(self, letter: str) -> bool: ...


class Keyboard(Widget):
    """A keyboard as wide as it is given, and as high as its keys need.

    ``hand``: ``child`` has large keys in seven columns (eleven where 528 dp are there), ``grown_up`` the
    standard rows in eleven. ``scripts`` are those its switch key goes through. It writes into ``target`` or,
    without one, into the field that has the focus.
    """

    script = OptionProperty("arabic", options=layouts.SCRIPTS)
    page = OptionProperty("letters", options=["letters", "signs"])
    shift = OptionProperty("off", options=["off", "once", "locked"])
    target = ObjectProperty(None, allownone=True)

    def __init__(
        self, hand: Hand = "child", *, scripts: Sequence[Script] = layouts.SCRIPTS, **kwargs: Any
    ) -> None:
        self.hand: Hand = hand
        self.scripts = tuple(scripts)
        self.caps: list[KeyCap] = []
        """The keys that are shown, row by row from the upper left."""
        self._made: dict[tuple[object, ...], list[KeyCap]] = {}
        self._fingers: dict[Any, KeyCap] = {}
        self._bare: set[Any] = set()
        self._holding: dict[Any, Any] = {}
        self.preview = Preview()
        kwargs.setdefault("size_hint_y", None)
        kwargs.setdefault("script", self.scripts[0])
        super().__init__(**kwargs)
        with self.canvas.before:
            Color(*look.palette.background)
            self._ground = Rectangle()
        for name in ("script", "page", "shift", "target", "width"):
            self.fbind(name, self._lay_out)
        self.fbind("pos", self._place)
        Window.bind(height=self._window_turned)
        self._lay_out()

    # -- the keys

    @property
    def wide(self) -> bool:
        """Whether a child's keys have room for eleven columns."""
        return bool(self.width >= dp(ADULT_TARGET) * layouts.COLUMNS)

    @property
    def writer(self) -> Writer | None:
        """What is written into now."""
        found: Writer | None = self.target or Field.writing()
        return found

    def cap(self, text: str) -> KeyCap:
        """The key that writes ``text``, or does what it is called (``erase``, ``enter`` …)."""
        return next(cap for cap in self.caps if text in (cap.key.text, cap.key.kind))

    def _rows(self) -> layouts.Rows:
        return layouts.rows(self.script, self.hand, self.page, shift=self.shift != "off", wide=self.wide)

    def _lay_out(self, *_: Any) -> None:
        if self.width < dp(160):
            return
        letters = layouts.rows(self.script, self.hand, wide=self.wide)
        low = self.hand == "grown_up" and Window.height < dp(_LOW_WINDOW)
        least = dp(_LEAST_LOW if low else ADULT_TARGET)
        high = max(least, min(dp(MOST_HIGH), Window.height * _SHARE / len(letters)))
        pad = look.gap("hair")
        self.height = round(high) * len(letters) + 2 * pad
        rows = self._rows()
        one_line = self.writer is not None and self.writer.one_line
        name = (self.script, self.page, self.shift, self.width, self.height, one_line)
        if name not in self._made:
            if len(self._made) > 2 * len(layouts.SCRIPTS) * 3:
                self._made.clear()
            self._made[name] = self._make(rows, (self.height - 2 * pad) / len(rows), one_line)
        self._drop_fingers()
        self.clear_widgets()
        self.caps = self._made[name]
        for cap in self.caps:
            self.add_widget(cap)
        self.add_widget(self.preview)
        self._place()

    def _window_turned(self, *_: Any) -> None:
        if self.get_root_window() is not None:
            self._lay_out()

    def on_parent(self, *_: Any) -> None:
        """Whatever has changed meanwhile: the window, the kind of field."""
        self._window_turned()

    def _make(self, rows: layouts.Rows, high: float, one_line: bool) -> list[KeyCap]:
        column = min(self.width / layouts.columns(self.hand, self.wide), dp(MOST_WIDE))
        made = []
        for row in rows:
            spare = 0
            if len(self.scripts) == 1:  # no way to another script: its key's room goes to the space bar
                spare = sum(key.width for key in row if key.kind == "script")
            for key in row:
                if key.kind == "script" and spare:
                    continue
                wide = key.width + (spare if key.kind == "space" else 0)
                label, icon = self._face(key, one_line)
                lit = key.kind == "shift" and self.shift != "off"
                made.append(KeyCap(key, label, icon, lit, size=(wide * column, high)))
        return made

    def _face(self, key: Key, one_line: bool) -> tuple[str, str]:
        if key.kind == "letter":
            return key.text, ""
        if key.kind == "script":
            return layouts.NAMES[self._next_script()], ""
        if key.kind == "page":
            return ("123" if self.page == "letters" else layouts.NAMES[self.script]), ""
        if key.kind == "enter" and one_line:
            return "", "check"
        return "", "" if key.kind == "space" else key.kind

    def _place(self, *_: Any) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size
        if not self.caps:
            return
        column = min(self.width / layouts.columns(self.hand, self.wide), dp(MOST_WIDE))
        whole = column * layouts.columns(self.hand, self.wide)
        left = self.x + (self.width - whole) / 2
        x, y = left, self.top - look.gap("hair") - self.caps[0].height
        for cap in self.caps:
            if x + cap.width > left + whole + 1:
                x, y = left, y - cap.height
            cap.pos = (x, y)
            x += cap.width

    def _cap_at(self, x: float, y: float) -> KeyCap:
        """The key under a point, or the one nearest to it."""

        def off(cap: KeyCap) -> float:
            across = max(cap.x - x, x - cap.right, 0)
            up = max(cap.y - y, y - cap.top, 0)
            return float(across * across + up * up)

        return min(self.caps, key=off)

    # -- fingers

    def on_touch_down(self, touch: Any) -> bool:
        if not self.collide_point(*touch.pos):
            return False
        if getattr(touch, "is_mouse_scrolling", False):
            return True
        for other in list(self._fingers):  # a quick writer's last finger has not lifted yet
            self._let_go(other, strike=True)
        touch.grab(self)
        cap = self._cap_at(*touch.pos)
        self._fingers[touch] = cap
        cap.press(True)
        if cap.key.kind == "erase":
            self._erase(touch, 0)
        elif cap.key.kind == "letter":
            self._show(touch)
            self._wait(touch)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if touch.grab_current is not self or touch not in self._fingers:
            return False
        old, new = self._fingers[touch], self._cap_at(*touch.pos)
        kinds = ("letter", "space")
        if new is old or old.key.kind not in kinds or new.key.kind not in kinds:
            return True
        self._bare.discard(touch)
        old.press(False)
        new.press(True)
        self._fingers[touch] = new
        self._show(touch)
        self._wait(touch)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        if touch in self._fingers:
            cap = self._fingers[touch]
            still = self._cap_at(*touch.pos) is cap and self.collide_point(*touch.pos)
            self._let_go(touch, strike=still or cap.key.kind in ("letter", "space"))
        return True

    def _let_go(self, touch: Any, strike: bool) -> None:
        cap = self._fingers.pop(touch)
        cap.press(False)
        self.preview.hide()
        waiting = self._holding.pop(touch, None)
        if waiting is not None:
            waiting.cancel()
        bare = touch in self._bare
        self._bare.discard(touch)
        if strike:
            self._strike(cap.key, bare)

    def _drop_fingers(self) -> None:
        """The keys are about to change under them."""
        for touch in list(self._fingers):
            self._let_go(touch, strike=False)

    def _show(self, touch: Any) -> None:
        cap = self._fingers[touch]
        if cap.key.kind != "letter":
            self.preview.hide()
            return
        seat = self.writer is not None and touch not in self._bare and self.writer.seat_comes(cap.key.text)
        self.preview.show(SEAT + cap.key.text if seat else cap.key.text, cap)

    def _wait(self, touch: Any) -> None:
        """A grown-up who holds a vowel gets it without its ئ (the second vowel of جۇڭخۇا)."""
        if (waiting := self._holding.pop(touch, None)) is not None:
            waiting.cancel()
        if self.hand == "grown_up" and self._fingers[touch].key.text in VOWELS:
            self._holding[touch] = Clock.schedule_once(lambda _dt: self._held(touch), HOLD_S)

    def _held(self, touch: Any) -> None:
        self._bare.add(touch)
        self._show(touch)

    def _erase(self, touch: Any, done: int) -> None:
        writer = self.writer
        if touch not in self._fingers or writer is None:
            return
        words = done >= LETTERS_FIRST
        writer.erase(word=words)
        pause = HOLD_S if not done else WORD_REPEAT_S if words else REPEAT_S
        self._holding[touch] = Clock.schedule_once(lambda _dt: self._erase(touch, done + 1), pause)

    # -- what keys do

    def _next_script(self) -> Script:
        place = self.scripts.index(self.script)
        return self.scripts[(place + 1) % len(self.scripts)]

    def _strike(self, key: Key, bare: bool) -> None:
        writer = self.writer
        if key.kind == "script":
            self.page, self.shift = "letters", "off"
            self.script = self._next_script()
        elif key.kind == "page":
            self.page, self.shift = ("signs" if self.page == "letters" else "letters"), "off"
        elif key.kind == "shift":
            self.shift = {"off": "once", "once": "locked", "locked": "off"}[self.shift]
        elif writer is not None and key.kind == "enter":
            writer.enter()
        elif writer is not None and key.kind in ("letter", "space"):
            writer.write(key.text, seat=not bare)
            if self.shift == "once":
                self.shift = "off"

    def on_script(self, _keyboard: Keyboard, script: Script) -> None:
        if self.writer is not None:
            self.writer.script = script


class Desk(BoxLayout):
    """A body above, and below it the keyboard while one writes: it takes room, so it never covers a field."""

    always = BooleanProperty(False)
    """Whether the keyboard is there even when nobody writes."""

    def __init__(self, body: Widget, keyboard: Keyboard, **kwargs: Any) -> None:
        kwargs.setdefault("pos_hint", {"x": 0, "y": 0})  # a page need not begin at the window's edge
        super().__init__(orientation="vertical", **kwargs)
        self.body, self.keyboard = body, keyboard
        self._watched: list[Field] = []
        self.add_widget(body)
        self.bind(always=self._turn)
        self._turn()

    def watch(self, *fields: Field) -> None:
        """The keyboard comes when one of these gets the focus, and goes when none has it."""
        self._watched += fields
        for field in fields:
            field.bind(focused=self._turn)
            field.script = self.keyboard.script
        self._turn()

    def _turn(self, *_: Any) -> None:
        field = next((field for field in self._watched if field.focused), None)
        wanted = self.always or field is not None
        if wanted != (self.keyboard.parent is self):
            (self.add_widget if wanted else self.remove_widget)(self.keyboard)
        if field is not None:
            field.script = self.keyboard.script
            self.keyboard._lay_out()
