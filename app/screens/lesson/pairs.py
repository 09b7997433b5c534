"""Find the pairs: words on one side, pictures or meanings on the other."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from app.drills.steps import PairsQuestion, Shows
from app.screens.lesson.cards import answer_card
from app.theme import look
from app.widgets.base import Picture
from app.widgets.board import Board
from app.widgets.pressable import Card
from lexicon.records import Sense


class PairsCard(Board):
    """Tap one, tap the other, in either order. ``tried(word_id, partner_id)`` judges a pair."""

    def __init__(
        self,
        question: PairsQuestion,
        tried: Callable[[UUID, UUID], None],
        hear: Callable[[Sense], None] | None,
        script: str = "arabic",
    ) -> None:
        super().__init__("cell", cols=2)
        self.question = question
        self._tried = tried
        self._word: UUID | None = None
        self._partner: UUID | None = None
        self.words: dict[UUID, Card] = {}
        self.partners: dict[UUID, Card] = {}
        self.busy = False
        heard = question.prompt is Shows.SOUND and hear is not None
        for word, partner in zip(question.words, question.partners, strict=True):
            card = _sound_card() if heard else answer_card(word, Shows.WORD, question.language, script)
            card.bind(on_release=lambda _card, one=word: self._tap_word(one, hear))
            self.words[word.id] = card
            self.add_widget(card)
            card = answer_card(partner, question.tiles, question.language, script)
            card.bind(on_release=lambda _card, one=partner.id: self._tap_partner(one))
            self.partners[partner.id] = card
            self.add_widget(card)

    def _tap_word(self, sense: Sense, hear: Callable[[Sense], None] | None) -> None:
        if self.busy or self.words[sense.id].state_shown == "right":
            return
        if hear is not None:
            hear(sense)
        self._word = sense.id
        self._choose()

    def _tap_partner(self, sense_id: UUID) -> None:
        if self.busy or self.partners[sense_id].state_shown == "right":
            return
        self._partner = sense_id
        self._choose()

    def _choose(self) -> None:
        for chosen, cards in ((self._word, self.words), (self._partner, self.partners)):
            for sense_id, card in cards.items():
                if card.state_shown != "right":
                    card.state_shown = "chosen" if sense_id == chosen else "idle"
        if self._word is not None and self._partner is not None:
            self.busy = True
            self._tried(self._word, self._partner)

    def show_pair(self, word: UUID, partner: UUID) -> None:
        """Mark a try: a pair found stays marked; a miss is shown until ``free`` is called."""
        state = "right" if word == partner else "amiss"
        self.words[word].state_shown = state
        self.partners[partner].state_shown = state
        self._word = self._partner = None
        self.busy = state == "amiss"

    def free(self) -> None:
        """After a miss: both cards can be tapped again."""
        for card in (*self.words.values(), *self.partners.values()):
            if card.state_shown == "amiss":
                card.state_shown = "idle"
        self.busy = False


def _sound_card() -> Card:
    card = Card()
    card.add_widget(
        Picture(
            "speaker",
            tint=look.palette.accent,
            size_hint=(0.6, 0.6),
            pos_hint={"center_x": 0.5, "center_y": 0.5},
        )
    )
    return card
