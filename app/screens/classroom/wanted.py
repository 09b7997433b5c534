"""What the class's page is about: which children, and the words of which list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kivy.uix.widget import Widget

from app.classroom import Wanted
from app.screens.page import InnerPage
from app.screens.path import title_of
from app.screens.studio.consent import choice
from app.services.weeks import WeekView
from app.text.language import say
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import LineCard
from lexicon.records import Theme


def who_said(who: str) -> str:
    """Which children, in a word or two."""
    return {
        "all": say("All children"),
        "lately": say("Practised lately"),
        "away": say("Not lately"),
    }[who]


class WantedScreen(InnerPage):
    """Children by whether they practised in the last four weeks; words of all lists or of one."""

    def __init__(self, app: Any, view: WeekView, wanted: Wanted) -> None:
        super().__init__(app, say("What to show"), lambda: app.show_class(wanted))
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        self.who = choice(
            body, say("Children"), [(one, who_said(one)) for one in ("all", "lately", "away")],
            lambda who: app.show_class(replace(wanted, who=who)), wanted.who,
        )  # fmt: skip
        body.add_widget(Words(say("Words"), "body", bold=True, align="start"))
        self.lists: list[LineCard] = []
        now = None if wanted.words is None else wanted.words.id
        self._card(body, say("All words"), now is None, replace(wanted, words=None))
        if view.chosen is not None:
            week = next((one for one in view.themes if one.id == view.chosen), None)
            if week is not None:
                self._card(body, say("This week’s words"), now == week.id, replace(wanted, words=week))
        for theme in view.themes:
            if theme.id != view.chosen:
                self._card(body, _name(theme), theme.id == now, replace(wanted, words=theme))
        self.frame.add_widget(self.scrolling(body))

    def _card(self, body: Column, text: str, chosen: bool, wanted: Wanted) -> None:
        card = LineCard(text, bold=chosen)
        if chosen:
            card.state_shown = "right"
        card.bind(on_release=lambda *_: self.app.show_class(wanted))
        self.lists.append(card)
        body.add_widget(card)

    def choices(self) -> Sequence[Widget]:
        return self.lists


def _name(theme: Theme) -> str:
    return " · ".join(name for name in title_of(theme) if name)
