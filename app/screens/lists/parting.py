"""Two lists of one, and one of two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.uix.widget import Widget

from app.screens.lists.words import meaning_of
from app.screens.page import InnerPage
from app.screens.path import title_of
from app.services.own_lists import Opened
from app.text.language import isolated, say, say_many
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import LineCard
from lexicon.records import Theme


class SplittingScreen(InnerPage):
    """The words of a list; the one that is tapped begins the second list."""

    def __init__(self, app: Any, opened: Opened) -> None:
        super().__init__(app, say("Split this list"), lambda: app.show_list(opened.theme.id))
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        body.add_widget(Words(say("Which word begins the second list?"), "body", align="start"))
        self.cards: list[LineCard] = []
        for sense in opened.words[1:]:
            card = LineCard(f"{isolated(sense.headword)} · {isolated(meaning_of(sense))}")
            card.bind(on_release=lambda _card, first=sense.id: app.split_list(opened, first))
            self.cards.append(card)
            body.add_widget(card)
        self.frame.add_widget(self.scrolling(body))

    def choices(self) -> Sequence[Widget]:
        return self.cards


class JoiningScreen(InnerPage):
    """The other lists; the words of the one that is tapped come into this one."""

    def __init__(self, app: Any, opened: Opened, others: Sequence[Theme]) -> None:
        super().__init__(app, say("Put another list in"), lambda: app.show_list(opened.theme.id))
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        told = say("Its words come at the end; none comes twice.")
        body.add_widget(Words(told, "body", align="start"))
        self.cards: list[LineCard] = []
        for one in others:
            names = " · ".join(name for name in title_of(one) if name)
            card = LineCard(f"{isolated(names)} · {say_many('{n} word', '{n} words', one.size)}")
            card.bind(on_release=lambda _card, which=one: app.join_list(opened, which.id))
            self.cards.append(card)
            body.add_widget(card)
        self.frame.add_widget(self.scrolling(body))

    def choices(self) -> Sequence[Widget]:
        return self.cards
