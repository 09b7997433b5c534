"""A passphrase, written with our own keyboard: no other one hears it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.uix.widget import Widget

from app.screens.page import ESCAPE, InnerPage
from app.text.language import say, spoken
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.field import Field
from app.widgets.keyboard import Desk, Keyboard
from app.widgets.pressable import RoundButton

LONGEST = 200
SCRIPTS = {"ug": "arabic", "ug-Cyrl": "cyrillic", "ru": "cyrillic"}
"""The script a passphrase is begun in, by the interface's language; Latin elsewhere."""


class PassphraseScreen(InnerPage):
    """``given`` gets the passphrase. ``twice``: a new one, which a slip must not make another."""

    def __init__(self, app: Any, given: Callable[[str], None], *, twice: bool = False) -> None:
        super().__init__(app, say("Passphrase"), app.show_copies)
        self.frame.remove_widget(self.header)  # it stands on the keyboard's desk
        self._given = given
        self.done = RoundButton("check", plain=False, pos_hint={"center_y": 0.5})
        self.done.bind(on_release=lambda *_: self._done())
        self.header.add_widget(self.done)
        self.fields = [self._field() for _ in range(2 if twice else 1)]
        remark = (
            say(
                "Write it twice: four words are good. Keep them on paper; without them nobody opens the file."
            )
            if twice
            else say("Write the passphrase of this copy.")
        )
        self.said = Words(remark, "small", colour=look.palette.soft_ink, align="start")
        written = Column(spacing=look.gap("near"))
        for piece in (*self.fields, self.said):
            written.add_widget(piece)
        body = Column(spacing=look.gap("near"), padding=(look.gap("room"), look.gap("near")))
        body.add_widget(self.header)
        body.add_widget(self.scrolling(written, still=True))
        self.keyboard = Keyboard("grown_up", script=SCRIPTS.get(spoken().code, "latin"))
        self.remove_widget(self.frame)
        self.desk = Desk(body, self.keyboard)
        self.desk.always = True
        for field in self.fields:
            self.desk.watch(field)
            field.bind(on_text_validate=lambda one: self._next(one))
        self.add_widget(self.desk)
        self.fields[0].focused = True

    def way_back(self) -> Widget | None:
        return self.back

    def take_key(self, key: int, text: str) -> bool:
        """Only Escape is ours here: everything else is written."""
        return super().take_key(key, text) if key == ESCAPE else False

    def leave(self) -> None:
        for field in self.fields:
            field.focused = False

    def _field(self) -> Field:
        return Field("", role="title", one_line=True, most=LONGEST)

    def _next(self, field: Field) -> None:
        if field is self.fields[-1]:
            self._done()
        else:
            self.fields[-1].focused = True

    def _done(self) -> None:
        first, last = self.fields[0].text.strip(), self.fields[-1].text.strip()
        if first != last:
            self.said.text = say("The two are not the same.")
        elif first:
            self._given(first)
