"""Something takes a while: how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.uix.widget import Widget

from app.screens.page import Page
from app.text.language import say
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton, Chip


class WorkingScreen(Page):
    """``stop`` is called once; the page stays until the work has heard of it."""

    def __init__(self, app: Any, title: str, stop: Callable[[], None]) -> None:
        super().__init__(app, widest=480)
        body = Column(spacing=look.gap("wide"), padding=(0, look.gap("far")))
        body.add_widget(Chip("1F331", 96, pos_hint={"center_x": 0.5}))
        body.add_widget(Words(title, "title", bold=True))
        self.far = Words("", "body", colour=look.palette.soft_ink, base_direction="ltr")
        body.add_widget(self.far)
        self.stop = BigButton(say("Stop"), calm=True)
        self.stop.bind(on_release=lambda *_: stop())
        body.add_widget(self.stop)
        self.frame.add_widget(self.scrolling(body))
        self.tell(0, 1)

    def tell(self, done: int, every: int) -> None:
        """How much of how much is done."""
        self.far.text = f"{100 * done // max(every, 1)} %"

    def way_back(self) -> Widget | None:
        return self.stop
