"""A page to write on: a few words, or a letter to a grandparent, with the words one knows on offer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.screens.learners import CardGrid
from app.screens.page import ESCAPE, Page
from app.services.pages import Desktop, last_word, offers
from app.text.language import say
from app.theme import CHILD_TARGET, look
from app.widgets.base import Column, Row, Words
from app.widgets.field import Field
from app.widgets.keyboard import Desk, Keyboard
from app.widgets.keyboard_layouts import Hand
from app.widgets.pressable import Card, RoundButton, WordCard, lay_word
from lexicon.records import Writing

KEEP_AFTER_S = 1.5
"""Seconds without a letter after which the page is kept; it is kept on leaving too."""
LOW = 500
"""dp. A window lower than this, a phone on its side, has room for the keys and two lines."""
CHILD_BANDS = ("3-5", "6-8")
"""Age bands that get the keyboard with the large keys."""


class PagesScreen(Page):
    """What this child wrote, and a new page."""

    def __init__(self, app: Any, desktop: Desktop) -> None:
        super().__init__(app)
        self.desktop = desktop
        self.back = RoundButton("back", flip=look.rtl, pos_hint={"center_y": 0.5})
        self.back.bind(on_release=lambda *_: app.enter(desktop.learner))
        self.header.add_widget(self.back)
        self.header.add_widget(Words(say("My pages"), "title", bold=True, align="start", fit=True))
        self.frame.add_widget(self.header)
        grid = CardGrid(side=148)
        self.new = WordCard("+", "hero", bold=True)
        self.new.bind(on_release=lambda *_: app.show_page(desktop))
        grid.add_widget(self.new)
        self.cards: list[Card] = []
        for writing in desktop.writings:
            card = Card(face=look.palette.paper)
            lay_word(card, _beginning(writing.text), "body").color = look.palette.on_paper
            card.bind(on_release=lambda _card, one=writing: app.show_page(desktop, one))
            self.cards.append(card)
            grid.add_widget(card)
        body = Column(padding=(0, look.gap("near")))
        body.add_widget(grid)
        self.frame.add_widget(self.scrolling(body))

    def way_back(self) -> Widget | None:
        return self.back

    def choices(self) -> Sequence[Widget]:
        return [self.new, *self.cards]


class PageScreen(Page):
    """The page itself: a field, the words on offer, and our own keyboard."""

    def __init__(self, app: Any, desktop: Desktop, writing: Writing) -> None:
        super().__init__(app)
        self.desktop = desktop
        self.writing = writing
        young = desktop.learner.age_band in CHILD_BANDS
        self._kept = writing.text
        self._waiting: Any = None
        self.back = RoundButton("back", flip=look.rtl, pos_hint={"center_y": 0.5})
        self.back.bind(on_release=lambda *_: self._go_back())
        self.field = Field(
            writing.text,
            role="word" if young else "title",
            placeholder=say("Write something"),
            size_hint_y=1,
            repair=_repaired,
        )
        self.as_text = RoundButton("as_text", pos_hint={"center_y": 0.5})
        self.as_text.bind(on_release=lambda *_: app.save_page(self.field.text, self.say_saved, self._again))
        self.as_picture = RoundButton("as_picture", pos_hint={"center_y": 0.5})
        self.as_picture.bind(
            on_release=lambda *_: app.save_page_as_picture(self.field.text, self.say_saved, self._again)
        )
        self.said = Words("", "small", colour=look.palette.soft_ink, align="start", fit=True)
        for piece in (self.back, self.said, self.as_text, self.as_picture):
            self.header.add_widget(piece)
        self.field.bind(text=self._written)
        self.offered = Row(size_hint_y=None, height=dp(CHILD_TARGET))
        body = Column(spacing=look.gap("near"), padding=(look.gap("room"), look.gap("near")))
        self.header.size_hint_y = None
        for piece in (self.header, self.field, self.offered):
            body.add_widget(piece)
        hand: Hand = "child" if young else "grown_up"
        self.keyboard = Keyboard(hand, target=self.field)
        self.remove_widget(self.frame)
        self.desk = Desk(body, self.keyboard)
        self.desk.always = True
        self.desk.watch(self.field)
        self.add_widget(self.desk)
        self.field.focused = True
        self.bind(height=lambda *_: self._offer())
        self._offer()

    def way_back(self) -> Widget | None:
        return self.back

    def take_key(self, key: int, text: str) -> bool:
        """Only Escape is ours here: everything else is written."""
        return super().take_key(key, text) if key == ESCAPE else False

    def say_saved(self, place: str) -> None:
        """Where the letter lies now."""
        self.said.text = say("Saved: {place}", place=place)

    def rest(self) -> None:
        self._keep_now()

    def leave(self) -> None:
        self.field.focused = False
        self._keep_now()

    def _written(self, *_: Any) -> None:
        self.said.text = ""
        self._offer()
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = Clock.schedule_once(lambda _dt: self._keep_now(), KEEP_AFTER_S)

    def _offer(self) -> None:
        self.offered.clear_widgets()
        for word in offers(self.desktop.known, self.field.text):
            card = WordCard(word, "title")
            card.bind(on_release=lambda _card, whole=word: self._take(whole))
            self.offered.add_widget(card)
        # In a low window an empty row is better a line to write on; elsewhere nothing jumps.
        empty = not self.offered.children and self.height < dp(LOW)
        self.offered.height = 0 if empty else dp(CHILD_TARGET)

    def _take(self, word: str) -> None:
        """Finish the word that was begun, and a space."""
        begun = last_word(self.field.text)
        self.field.do("end")
        self.field.write(word[len(begun) :] + " ", seat=False)

    def _keep_now(self, then: Callable[[], None] = lambda: None) -> None:
        """Keep the page if it has changed; ``then`` comes when what stands there is kept."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        if self.field.text == self._kept:
            then()
            return
        self._kept = self.field.text
        self.app.keep_page(self.writing, self.field.text, then)

    def _again(self) -> None:
        """This page anew, after another screen."""
        self.app.show_page(self.desktop, replace(self.writing, text=self.field.text))

    def _go_back(self) -> None:
        self._keep_now(lambda: self.app.show_pages(self.desktop.learner))


def _beginning(text: str, most: int = 60) -> str:
    """The first lines of a page, as they stand on its card."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def _repaired(text: str) -> str:
    """Pasted text with its code points put right."""
    from lexicon.uyghur.repair import repair

    return repair(text).text
