"""Which voice messages, in which order, and which words were said in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from app.screens.page import FilesPage, InnerPage
from app.text.language import isolated, say
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton, LineCard, WordCard
from lexicon.records import Speaker, Theme

LONGEST_NAME = 28


class InboxScreen(FilesPage):
    """The messages that lie in the inbox, the newest first, and those that are dropped on the window."""

    def __init__(
        self, app: Any, speaker: Speaker, themes: Sequence[Theme], found: Sequence[Path], folder: str
    ) -> None:
        """``folder``: what the inbox is called, as a person finds it."""
        super().__init__(app, say("Voice messages"), app.show_studio)
        self.speaker, self._themes = speaker, tuple(themes)
        self._found = list(found)
        self.chosen: list[Path] = []
        """In the order in which they were tapped."""
        self.cards: dict[Path, WordCard] = {}
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        place = isolated(folder)
        told = say("Put the messages into the folder {place}, or drop them here.", place=place)
        self.choose = self.add_way_in(body, Words(told, "body", align="start"), message=True)
        told = say("Then tap them in the order in which they were said.")
        body.add_widget(Words(told, "body", align="start"))
        self._list = Column(spacing=look.gap("near"))
        self._list.size_hint_y = None
        self._list.bind(minimum_height=self._list.setter("height"))
        body.add_widget(self._list)
        self.frame.add_widget(self.scrolling(body))
        self.below = BoxLayout(size_hint_y=None, height=0)
        self.frame.add_widget(self.below)
        self.go_on = BigButton(say("Which words are they?"), "check")
        self.go_on.bind(on_release=lambda *_: self._go_on())
        self._show()

    def way_on(self) -> Widget | None:
        return self.go_on if self.chosen else None

    def choices(self) -> Sequence[Widget]:
        return list(self.cards.values())

    def toggle(self, path: Path) -> None:
        """Choose a message, as the next; or no more."""
        if path in self.chosen:
            self.chosen.remove(path)
        else:
            self.chosen.append(path)
        self._mark()

    def opened(self, path: Path) -> None:
        if path in self.chosen:
            return
        if path not in self._found:
            self._found.insert(0, path)
        self.chosen.append(path)
        self._show()

    def _show(self) -> None:
        self._list.clear_widgets()
        self.cards = {}
        for path in self._found:
            card = LineCard("")
            card.bind(on_release=lambda _card, one=path: self.toggle(one))
            self.cards[path] = card
            self._list.add_widget(card)
        self._mark()

    def _mark(self) -> None:
        for path, card in self.cards.items():
            at = self.chosen.index(path) + 1 if path in self.chosen else None
            card.words.text = f"{at} · {short_name(path.name)}" if at else short_name(path.name)
            card.state_shown = "chosen" if at else "idle"  # the number is its mark
        self.below.clear_widgets()
        self.below.height = 0
        if self.chosen:
            self.below.add_widget(self.go_on)
            self.below.height = self.go_on.height

    def _go_on(self) -> None:
        self.app.stage.show(WhichWordsScreen(self.app, self.speaker, self._themes, tuple(self.chosen)))


class WhichWordsScreen(InnerPage):
    """The theme whose words were said, one after the other in its order."""

    def __init__(self, app: Any, speaker: Speaker, themes: Sequence[Theme], paths: Sequence[Path]) -> None:
        from app.screens.path import title_of

        super().__init__(app, say("Which words are they?"), lambda: app.show_inbox(speaker))
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        self.themes: list[LineCard] = []
        for theme in themes:
            names = " · ".join(name for name in title_of(theme) if name)
            card = LineCard(names)
            card.bind(on_release=lambda _card, one=theme: app.show_messages(speaker, one.id, paths))
            self.themes.append(card)
            body.add_widget(card)
        self.frame.add_widget(self.scrolling(body))

    def choices(self) -> Sequence[Widget]:
        return self.themes


def short_name(name: str) -> str:
    """A file's name, its middle left out where it is long; isolated, so that it stands in any line."""
    name = "".join(letter for letter in name if letter.isprintable())
    if len(name) > LONGEST_NAME:
        name = f"{name[: LONGEST_NAME // 2]}…{name[-LONGEST_NAME // 2 + 2 :]}"
    return isolated(name)
