"""When something is wrong: one plain sentence, the next step, and a button that takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.screens.page import Page
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton, Chip


class TroubleScreen(Page):
    """``sentence`` says what is wrong, ``step`` what helps; ``ways`` are buttons, the best one first."""

    def __init__(
        self, app: Any, sentence: str, step: str, ways: Sequence[tuple[str, Callable[[], None]]]
    ) -> None:
        super().__init__(app, widest=480)
        self.sentence = sentence
        body = Column(spacing=look.gap("wide"), padding=(0, look.gap("far")))
        body.add_widget(Chip("1F331", 96, pos_hint={"center_x": 0.5}))
        body.add_widget(Words(sentence, "title", bold=True))
        body.add_widget(Words(step, "body", colour=look.palette.soft_ink))
        self.buttons: list[BigButton] = []
        for index, (name, way) in enumerate(ways):
            button = BigButton(name, calm=index > 0)
            button.bind(on_release=lambda _button, go=way: go())
            self.buttons.append(button)
            body.add_widget(button)
        self.frame.add_widget(self.scrolling(body))
        self.frame.add_widget(Widget(size_hint_y=None, height=dp(8)))

    def way_on(self) -> Widget | None:
        return self.buttons[0]

    def choices(self) -> Sequence[Widget]:
        return self.buttons
