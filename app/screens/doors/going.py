"""A list out of the app: on paper, as a page to send, for another program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.screens.page import InnerPage
from app.text.language import say
from app.theme import CHILD_TARGET, look
from app.widgets.base import Column, Row, Words
from app.widgets.pressable import LineCard

if TYPE_CHECKING:
    from app.services.own_lists import Opened


class GoingScreen(InnerPage):
    """What a list may become; ``kinds`` are those that can be made on this device."""

    def __init__(self, app: Any, opened: Opened, kinds: Sequence[str], size: str = "a4") -> None:
        super().__init__(app, say("Print or send"), lambda: app.show_list(opened.theme.id))
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        self.cards: dict[str, LineCard] = {}
        self.sizes: dict[str, LineCard] = {}
        for heading, named in _groups():
            here = [kind for kind in named if kind in kinds]
            if not here:
                continue
            body.add_widget(Words(heading, "body", bold=True, align="start"))
            if "cards" in here:
                body.add_widget(self._papers(opened, size))
            for kind in here:
                card = LineCard(named[kind])
                card.bind(on_release=lambda _card, one=kind: app.send_list(opened, one, size))
                self.cards[kind] = card
                body.add_widget(card)
        self.frame.add_widget(self.scrolling(body))

    def _papers(self, opened: Opened, size: str) -> Row:
        row = Row(spacing=look.gap("step"), size_hint_y=None, height=dp(CHILD_TARGET))
        for one, caption in (("a4", "A4"), ("letter", "US Letter")):
            card = LineCard(caption)
            card.state_shown = "right" if one == size else "idle"
            card.bind(on_release=lambda _card, chosen=one: self.app.show_going(opened, chosen))
            self.sizes[one] = card
            row.add_widget(card)
        return row

    def choices(self) -> Sequence[Widget]:
        return list(self.cards.values())


def _groups() -> tuple[tuple[str, dict[str, str]], ...]:
    """The headings, and under each the kinds with what they are called."""
    return (
        (
            say("On paper"),
            {
                "cards": say("Picture cards to cut out"),
                "words": say("A list of the words"),
                "tracing": say("Words to write over"),
                "letters": say("Letters to write over"),
                "memory": say("Pairs to find"),
                "bingo": say("Bingo"),
                "wordsearch": say("Words hidden among letters"),
                "crossword": say("A crossword"),
                "test": say("A test, with its answers"),
                "choice": say("A test with three answers to choose from"),
            },
        ),
        (say("To send"), {"page": say("A page for any browser")}),
        (
            say("For another program"),
            {
                "xlsx": say("A table"),
                "apkg": say("A deck for Anki"),
                "lift": say("A dictionary file (LIFT)"),
            },
        ),
    )
