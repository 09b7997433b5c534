"""All lists of one's own, and those that packs have brought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.uix.widget import Widget

from app.screens.page import InnerPage
from app.screens.path import title_of
from app.text.language import isolated, say, say_many
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton, LineCard
from lexicon.records import Theme


class ListsScreen(InnerPage):
    """A card a list, with its title and how many words it has; and a new one."""

    def __init__(self, app: Any, lists: Sequence[Theme]) -> None:
        super().__init__(app, say("My lists"), app.show_settings)
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        told = say("A list of your own can come first in the lessons, go into a pack, and be printed.")
        body.add_widget(Words(told, "body", align="start"))
        self.cards: list[LineCard] = []
        for one in lists:
            names = " · ".join(name for name in title_of(one) if name)
            words = say_many("{n} word", "{n} words", one.size)
            card = LineCard(f"{isolated(names)} · {words}")
            card.bind(on_release=lambda _card, which=one: app.show_list(which.id))
            self.cards.append(card)
            body.add_widget(card)
        self.new = BigButton(say("A new list"), "plus", calm=bool(lists))
        self.new.bind(on_release=lambda *_: app.show_new_list())
        body.add_widget(self.new)
        self.file = BigButton(say("Words from a file"), "paste", calm=True)
        self.file.bind(on_release=lambda *_: app.show_word_files())
        body.add_widget(self.file)
        self.frame.add_widget(self.scrolling(body))

    def choices(self) -> Sequence[Widget]:
        return self.cards
