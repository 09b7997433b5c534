"""A copy of everything to keep elsewhere, and bringing one back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kivy.uix.widget import Widget

from app.screens.page import InnerPage
from app.screens.studio.inbox import short_name
from app.text.language import isolated, say
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton, LineCard
from lexicon import backup


class CopiesScreen(InnerPage):
    """One button that makes a copy; below, the copies that were found."""

    def __init__(
        self, app: Any, found: Sequence[Path], folder: str, said: str = "", saved: Path | None = None
    ) -> None:
        """``folder``: where copies lie, as a person finds it; ``said``: what was just done; ``saved``: the
        copy that was made."""
        super().__init__(app, say("Keep a copy"), app.show_settings)
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        self.said = Words(said, "body", bold=True, align="start")
        if said:
            body.add_widget(self.said)
        self.send = self.add_sending(body, saved)
        body.add_widget(
            Words(
                say("Words, answers, voices and packs go into one file that only your passphrase opens."),
                "body",
                align="start",
            )
        )
        self.make = BigButton(say("Keep a copy"), calm=self.send is not None)
        self.make.bind(on_release=lambda *_: app.show_copy_passphrase())
        body.add_widget(self.make)
        body.add_widget(Words(say("Bring a copy back"), "body", bold=True, align="start"))
        self.cards: list[LineCard] = []
        if found or app.chooses:
            remark = say("What is only on this device stays. What was taken back does not return.")
        else:
            remark = say("Put the copy into the folder {place}.", place=isolated(folder))
        body.add_widget(Words(remark, "small", colour=look.palette.soft_ink, align="start"))
        for path in found:
            card = LineCard(short_name(path.stem))
            card.bind(on_release=lambda _card, one=path: app.show_passphrase_of(one))
            self.cards.append(card)
            body.add_widget(card)
        self.choose = self.add_choosing(body, app.show_passphrase_of, backup.ENDING)
        self.frame.add_widget(self.scrolling(body))

    def way_on(self) -> Widget | None:
        return self.make

    def choices(self) -> Sequence[Widget]:
        return self.cards
