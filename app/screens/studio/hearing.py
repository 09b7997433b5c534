"""A second listener: hear a word, choose among four, and say whether a child may learn from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from kivy.metrics import dp
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from app.drills.drill import meaning
from app.screens.learners import CardGrid
from app.screens.page import InnerPage, counted
from app.services.studio import Hearing
from app.text.language import say, spoken
from app.theme import CHILD_TARGET, look
from app.widgets.base import Column, Words
from app.widgets.board import Board
from app.widgets.pressable import BigButton, RoundButton, WordCard
from app.widgets.split import Split

REASONS = ("another word", "cut off", "two words", "noise")
"""Why a take is not approved, as it is kept; an accent is none."""


def why_not(reason: str) -> str:
    """A kept reason in the interface's words; "" for none."""
    return {
        "another word": say("Another word"),
        "cut off": say("Cut off"),
        "two words": say("Two words"),
        "noise": say("Too noisy"),
    }.get(reason, reason)


class HearingScreen(InnerPage):
    """One take after the other. An accent is never a reason, nor an old or a shy voice."""

    def __init__(self, app: Any, hearings: Sequence[Hearing]) -> None:
        super().__init__(app, say("Which word is it?"), app.show_studio, across=880)
        self._hearings = list(hearings)
        self._at = 0
        self.chosen: UUID | None = None
        self.count = self.add_count()
        self.place = BoxLayout()
        self.frame.add_widget(self.place)
        self.card: HearingCard | None = None
        self._show()

    def choices(self) -> Sequence[Widget]:
        return list(self.card.cards.values()) if self.card else ()

    def way_on(self) -> Widget | None:
        return self.card.speaker if self.card else None

    def _show(self) -> None:
        self.place.clear_widgets()
        self.card, self.chosen = None, None
        self.count.text = counted(self._at, len(self._hearings))
        if self._at >= len(self._hearings):
            done = Column(spacing=look.gap("wide"))
            done.add_widget(Widget())
            done.add_widget(Words(say("That is all for now. Thank you!"), "title", bold=True))
            other = BigButton(say("Someone else listens now"), calm=True)
            other.bind(on_release=lambda *_: self.app.someone_else_listens())
            done.add_widget(other)
            done.add_widget(Widget())
            self.place.add_widget(done)
            return
        self.card = HearingCard(self._hearings[self._at], self)
        self.place.add_widget(self.card)
        self.hear()

    def hear(self) -> None:
        self.app.play_recording(self._hearings[self._at].take.sha256)

    def choose(self, sense_id: UUID) -> None:
        """What was heard; only then is asked whether it is good."""
        if self.chosen is None and self.card is not None:
            self.chosen = sense_id
            self.card.ask(sense_id)

    def say(self, approved: bool, reason: str = "") -> None:
        at, take = self._at, self._hearings[self._at].take

        def kept() -> None:
            if at == self._at:  # a second tap came too late
                self._at += 1
                self._show()

        self.app.vote(take, self.chosen, approved, reason, kept)


class HearingCard(Split):
    """The sound, and four words to choose from; then good, or why not."""

    def __init__(self, hearing: Hearing, screen: HearingScreen) -> None:
        self.hearing, self._screen = hearing, screen
        self.speaker = RoundButton(
            "speaker", side=96, plain=False, pos_hint={"center_x": 0.5, "center_y": 0.5}
        )
        self.speaker.bind(on_release=lambda *_: screen.hear())
        top = Column()
        top.add_widget(Widget())
        top.add_widget(self.speaker)
        top.add_widget(Widget())
        board = Board("bar")
        self.cards: dict[UUID, WordCard] = {}
        for sense in hearing.choices:
            gloss = meaning(sense, spoken().catalogue) if spoken().catalogue != "ug" else ""
            card = WordCard(f"{sense.headword}\n{gloss}" if gloss else sense.headword, "title")
            card.bind(on_release=lambda _card, one=sense.id: screen.choose(one))
            self.cards[sense.id] = card
            board.add_widget(card)
        super().__init__(top, board, 0.3)

    def ask(self, chosen: UUID) -> None:
        """Which word it should be, and whether a child may learn from it."""
        right = self.hearing.take.sense_id
        asked = Column(spacing=look.gap("near"), size_hint_y=None)
        asked.bind(minimum_height=asked.setter("height"))
        card = self.cards[right]
        if card.parent is not None:
            card.parent.remove_widget(card)
        card.size_hint_y, card.height = None, dp(CHILD_TARGET) * look.font_scale
        card.state_shown = "right" if chosen == right else "amiss"
        asked.add_widget(card)
        self.good = BigButton(say("Good for a child to learn from"), "check")
        self.good.bind(on_release=lambda *_: self._screen.say(True))
        if chosen == right:
            asked.add_widget(self.good)
        grid = CardGrid(side=2 * CHILD_TARGET, most=2, tall=0.5)
        self.reasons: list[WordCard] = []
        for reason in REASONS:
            why = WordCard(why_not(reason), "body")
            why.bind(on_release=lambda _card, one=reason: self._screen.say(False, one))
            self.reasons.append(why)
            grid.add_widget(why)
        asked.add_widget(grid)
        self.clear_widgets()
        self.first.size_hint, self.first.height = (1, None), dp(112)
        whole = Column(spacing=look.gap("near"))
        whole.add_widget(self.first)
        whole.add_widget(asked)
        self.add_widget(self._screen.scrolling(whole))
