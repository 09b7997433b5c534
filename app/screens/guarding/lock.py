"""The lock: what it is, what it is not, and what becomes of a forgotten PIN."""

from __future__ import annotations

from typing import Any

from kivy.uix.widget import Widget

from app.screens.page import InnerPage
from app.text.language import say
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton


class LockScreen(InnerPage):
    """One thing to do: set it, or change it."""

    def __init__(self, app: Any, is_locked: bool) -> None:
        super().__init__(app, say("Lock"), app.show_settings, widest=480)
        body = Column(spacing=look.gap("room"), padding=(0, look.gap("near"), 0, look.gap("far")))
        for sentence in (
            say("A PIN keeps others out of the grown-ups’ part of this app."),
            say("It is a lock, not encryption: who can read the phone’s memory can read what is kept here."),
            say(
                "Nobody can tell you a forgotten PIN. Then only deleting the app’s data in the phone’s "
                "settings helps, which deletes everything: keep a copy."
            ),
        ):
            body.add_widget(Words(sentence, "body", align="start"))
        self.set = BigButton(say("Change the PIN") if is_locked else say("Set a PIN"), "lock")
        self.set.bind(on_release=lambda *_: app.show_new_pin())
        body.add_widget(self.set)
        self.off: BigButton | None = None
        if is_locked:
            self.off = BigButton(say("Take the lock off"), calm=True)
            self.off.bind(on_release=lambda *_: app.take_lock_off())
            body.add_widget(self.off)
        self.frame.add_widget(self.scrolling(body))

    def way_on(self) -> Widget | None:
        return self.set
