"""Which words come first this week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.uix.widget import Widget

from app.screens.page import InnerPage
from app.screens.path import title_of
from app.services.weeks import WeekView
from app.text.language import say
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import LineCard, WordCard
from lexicon.records import Theme


class WeekScreen(InnerPage):
    """The themes of the path, and none of them; what is chosen is marked."""

    def __init__(self, app: Any, view: WeekView) -> None:
        super().__init__(app, say("This week’s words"), app.show_settings)
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        body.add_widget(Words(say("They come first in every child’s lesson."), "body", align="start"))
        self.none = self._card(say("None"), view.chosen is None, None)
        body.add_widget(self.none)
        self.themes: list[LineCard] = []
        for theme in view.themes:
            names = " · ".join(name for name in title_of(theme) if name)
            card = self._card(names, theme.id == view.chosen, theme)
            self.themes.append(card)
            body.add_widget(card)
        self.frame.add_widget(self.scrolling(body))

    def _card(self, text: str, chosen: bool, theme: Theme | None) -> WordCard:
        card = LineCard(text, bold=chosen)
        if chosen:
            card.state_shown = "right"
        card.bind(on_release=lambda *_: self.app.set_week(theme))
        return card

    def choices(self) -> Sequence[Widget]:
        return [self.none, *self.themes]
