"""The phone handed over to one child."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.uix.widget import Widget

from app.screens.learners import CardGrid
from app.screens.page import InnerPage
from app.text.language import say
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import PictureCard
from lexicon.records import Learner


class HandOverScreen(InnerPage):
    """Whose phone it is for a while: a tap, and only this child is shown."""

    def __init__(self, app: Any, learners: Sequence[Learner]) -> None:
        super().__init__(app, say("Hand over this phone"), app.show_settings)
        body = Column(spacing=look.gap("room"), padding=(0, look.gap("near"), 0, look.gap("far")))
        told = say("The app will show this child alone, until you type your PIN. To whom?")
        body.add_widget(Words(told, "body", align="start"))
        grid = CardGrid(side=136)
        self.cards: list[PictureCard] = []
        for learner in learners:
            card = PictureCard(learner.picture, learner.nickname)
            card.bind(on_release=lambda _card, who=learner: app.hand_over(who))
            self.cards.append(card)
            grid.add_widget(card)
        body.add_widget(grid)
        other = say("Other apps stay open to it: the phone’s own settings can pin one app to the screen.")
        body.add_widget(Words(other, "small", colour=look.palette.soft_ink, align="start"))
        self.frame.add_widget(self.scrolling(body))

    def choices(self) -> Sequence[Widget]:
        return self.cards
