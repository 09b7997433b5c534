"""A PIN, on a pad of our own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kivy.uix.widget import Widget

from app.screens.learners import CardGrid
from app.screens.page import BACKSPACE, ENTER, InnerPage
from app.text.language import say
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton, WordCard
from lexicon.locks import LONGEST, SHORTEST

KEY = 96
"""dp across; a thumb finds it without looking."""
DOT, EMPTY = "●", "○"


class PinScreen(InnerPage):
    """A dot for each digit, ten keys, one to take a digit back, and the way on."""

    def __init__(
        self, app: Any, title: str, remark: str, back: Callable[[], None], done: Callable[[str], None]
    ) -> None:
        """``done`` gets four to eight digits."""
        super().__init__(app, title, back, widest=400)
        self._given = done
        self.pin = ""
        body = Column(spacing=look.gap("step"), padding=(0, 0, 0, look.gap("near")))
        self.remark = Words(remark, "body")
        body.add_widget(self.remark)
        self.dots = Words("", "title", base_direction="ltr")
        body.add_widget(self.dots)
        grid = CardGrid(side=KEY, most=3, tall=0.62)
        grid.orientation = "lr-tb"  # digits run so in every script
        self.keys: dict[str, WordCard] = {}
        for sign in ("1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "⌫"):
            if not sign:
                grid.add_widget(Widget())
                continue
            key = WordCard("←" if sign == "⌫" else sign, "title", bold=True)
            key.bind(on_release=lambda _key, one=sign: self._typed(one))
            self.keys[sign] = key
            grid.add_widget(key)
        body.add_widget(grid)
        self.done = BigButton(say("Next"))
        self.done.bind(on_release=lambda *_: self._done())
        body.add_widget(self.done)
        self.frame.add_widget(self.scrolling(body))
        self._show()

    def way_on(self) -> Widget | None:
        return self.done

    def choices(self) -> Sequence[Widget]:
        return ()

    def take_key(self, key: int, text: str) -> bool:
        """Digits are written; Enter goes on, Backspace takes one back."""
        if text.isascii() and text.isdecimal() and key not in ENTER:
            self._typed(text)
            return True
        if key == BACKSPACE:
            self._typed("⌫")
            return True
        return super().take_key(key, text)

    def _typed(self, sign: str) -> None:
        self.pin = self.pin[:-1] if sign == "⌫" else (self.pin + sign)[:LONGEST]
        self._show()

    def _show(self) -> None:
        self.dots.text = DOT * len(self.pin) + EMPTY * max(0, SHORTEST - len(self.pin))

    def _done(self) -> None:
        if len(self.pin) >= SHORTEST:
            self._given(self.pin)
        else:
            self.remark.text = say("Four digits or more, please.")


def ask_twice(app: Any, back: Callable[[], None], done: Callable[[str], None], remark: str = "") -> None:
    """Ask for a new PIN, and once more; what was typed differently is asked for anew."""

    def again(first: str) -> None:
        def compared(second: str) -> None:
            if first == second:
                done(first)
            else:
                ask_twice(app, back, done, say("The two were different. Please begin again."))

        told = say("Please type the same PIN again.")
        app.stage.show(PinScreen(app, say("Once more"), told, lambda: ask_twice(app, back, done), compared))

    app.stage.show(PinScreen(app, say("A new PIN"), remark or say("Four to eight digits"), back, again))
