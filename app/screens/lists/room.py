"""A list for the whole room, on a wall: one word at a time, as large as it can be, and its voice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.core.window import Window
from kivy.uix.widget import Widget

from app.screens.lists.words import meaning_of
from app.screens.page import InnerPage, counted
from app.services.own_lists import Opened
from app.theme import look
from app.widgets.base import Column, Row, Words
from app.widgets.pressable import Card, RoundButton, framed
from lexicon.records import Sense


class RoomScreen(InnerPage):
    """Picture, word, meaning. A tap on the picture says the word; Enter goes on, Escape leaves.

    The class guesses first: the meaning comes when the word is tapped.
    """

    def __init__(self, app: Any, opened: Opened) -> None:
        super().__init__(app, "", lambda: app.show_list(opened.theme.id), widest=2_000)
        self.words: Sequence[Sense] = opened.words
        self.place = 0
        self.count = self.add_count()
        self.wall = Row(spacing=look.gap("room"))
        self.frame.add_widget(self.wall)
        far = Row(size_hint_y=None, height=self.back.height, spacing=look.gap("room"))
        self.before = RoundButton("back", flip=look.rtl)
        self.before.bind(on_release=lambda *_: self.go(-1))
        self.next = RoundButton("back", flip=not look.rtl, plain=False)
        self.next.bind(on_release=lambda *_: self.go(1))
        for one in (self.before, Widget(), self.next):
            far.add_widget(one)
        self.frame.add_widget(far)
        self.picture: Card
        self.card: Card
        self.told: Column
        self._show()

    def go(self, step: int) -> None:
        """The next word or the one before; after the last comes the first."""
        self.place = (self.place + step) % len(self.words)
        self._show()

    def say(self) -> None:
        """The word's first voice, where somebody has lent one."""
        voices = self.app.voice_files(self.words[self.place].voices[:1])
        if voices:
            self.app.player.play(voices[0])

    def tell(self) -> None:
        """What the word means."""
        sense = self.words[self.place]
        if len(self.told.children) == 1:
            soft = look.palette.soft_ink
            self.told.add_widget(
                Words(meaning_of(sense), pixels=self._large(0.1), colour=soft, fit=True, size_hint_y=0.5)
            )

    def _show(self) -> None:
        sense = self.words[self.place]
        self.count.text = f"\u2066{counted(self.place + 1, len(self.words))}\u2069"
        self.wall.clear_widgets()
        self.wall.orientation = "horizontal" if Window.width > Window.height else "vertical"
        self.picture = Card()
        self.picture.bind(on_release=lambda *_: self.say())
        if sense.picture is not None:
            self.picture.add_widget(
                framed(sense.picture, size_hint=(0.9, 0.9), pos_hint={"center_x": 0.5, "center_y": 0.5})
            )
        self.card = Card()
        self.card.bind(on_release=lambda *_: self.tell())
        self.told = Column(size_hint=(0.92, 0.9), pos_hint={"center_x": 0.5, "center_y": 0.5})
        self.told.add_widget(Words(sense.headword, pixels=self._large(0.24), bold=True, fit=True))
        self.card.add_widget(self.told)
        parts = [self.picture, self.card] if sense.picture is not None else [self.card]
        if look.rtl and self.wall.orientation == "vertical":
            parts.reverse()  # a row is laid the other way round there; what stands on top does not change
        for part in parts:
            self.wall.add_widget(part)
        if sense.voices:
            self.say()

    def _large(self, part: float) -> float:
        """Pixels: a part of the window's shorter side, which a room can read from its last row."""
        return float(max(look.type("title"), part * min(Window.width, Window.height)))

    def way_on(self) -> Widget | None:
        return self.next
