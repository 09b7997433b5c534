"""Something that takes a while: how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.clock import Clock
from kivy.uix.widget import Widget

from app.screens.page import Page
from app.text.language import say
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.beads import Beads
from app.widgets.pressable import BigButton, Chip

SHOWN_EVERY_S = 0.1


class WorkingScreen(Page):
    """``work`` gets a function that hears how much is done of how much, and says whether to go on.

    It runs on the database's thread; its result goes to ``then``, its error to ``trouble``. ``title`` is what
    is being done, where that is not said elsewhere.
    """

    def __init__(
        self, app: Any, work: Callable[[Callable[[int, int], bool]], Any], then: Callable[[Any], None],
        trouble: Callable[[Exception], None], title: str = "",
    ) -> None:  # fmt: skip
        super().__init__(app, widest=480)
        self._work, self._then, self._trouble = work, then, trouble
        self._share = 0.0
        self._go_on = True
        self._clock: Any = None
        body = Column(spacing=look.gap("wide"), padding=(0, look.gap("far")))
        body.add_widget(Chip("1F331", 96, pos_hint={"center_x": 0.5}))
        body.add_widget(Words(title or say("One moment…"), "title", bold=True))
        self.beads = Beads(size_hint_y=None, height=look.gap("wide"))
        body.add_widget(self.beads)
        self.stop = BigButton(say("Stop"), calm=True)
        self.stop.bind(on_release=lambda *_: self._stop())
        body.add_widget(self.stop)
        self.frame.add_widget(self.scrolling(body))
        self._show()

    def arrive(self) -> None:
        self._clock = Clock.schedule_interval(lambda _dt: self._show(), SHOWN_EVERY_S)
        self.app.desk.ask(lambda: self._work(self._told), self._then, self._trouble)

    def leave(self) -> None:
        self._go_on = False
        if self._clock is not None:
            self._clock.cancel()

    def way_back(self) -> Widget | None:
        return self.stop

    def _told(self, done: int, every: int) -> bool:
        """Called on the database's thread."""
        self._share = done / every if every else 1.0
        return self._go_on

    def _stop(self) -> None:
        self._go_on = False
        self.stop.disabled = True

    def _show(self) -> None:
        self.beads.done = self._share
