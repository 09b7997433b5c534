"""How a drill goes, shown without text: a finger finds the right answer by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from kivy.animation import Animation
from kivy.clock import Clock
from kivy.metrics import dp
from kivy.uix.floatlayout import FloatLayout

from app.drills.steps import Example, PairsQuestion, Shows
from app.screens.lesson.cards import QuestionCard
from app.screens.lesson.pairs import PairsCard
from app.screens.lesson.voices import SpokenWord
from app.theme import look
from app.widgets.base import Picture
from app.widgets.pressable import Card, RoundButton
from lexicon.records import Sense

HAND = 84
NEXT = 64
WAIT_S = 0.7
"""Seconds the finger rests before and after it taps: long enough to see, short enough to stay for."""


class ExampleCard(FloatLayout):
    """Plays the question once. A child may tap anything: the example is never judged."""

    def __init__(
        self,
        step: Example,
        go_on: Callable[[], None],
        hearing: Callable[[Sense], SpokenWord | None],
        haste: float,
    ) -> None:
        """``hearing`` gives what says a word aloud, or None; ``haste`` multiplies every pause."""
        super().__init__()
        self._go_on = go_on
        self._haste = haste
        self._hear: SpokenWord | None = None
        question = step.question
        self.card: QuestionCard | PairsCard
        if isinstance(question, PairsQuestion):
            say_word = (lambda _sense: None) if question.prompt is Shows.SOUND else None
            self.card = PairsCard(question, lambda _one, _two: None, say_word)
            first = question.words[0].id
            if question.prompt is Shows.SOUND:
                self._hear = hearing(question.words[0])
            self._targets: list[tuple[UUID, Card]] = [
                (first, self.card.words[first]),
                (first, self.card.partners[first]),
            ]
        else:
            if question.prompt is Shows.SOUND:
                self._hear = hearing(question.target)
            self.card = QuestionCard(question, lambda _one: None, self._hear)
            self._targets = [(question.target.id, self.card.cards[question.target.id])]
        self.card.size_hint = (1, None)
        self.card.pos_hint = {"x": 0, "top": 1}
        self.bind(height=lambda *_: setattr(self.card, "height", self.height - dp(NEXT) - look.gap("room")))
        self.add_widget(self.card)
        self.hand = Picture("1F446", size_hint=(None, None), size=(dp(HAND), dp(HAND)))
        self.add_widget(self.hand)
        self.next = RoundButton(
            "play", side=NEXT, plain=False, flip=look.rtl, pos_hint={"center_x": 0.5, "y": 0}
        )
        self.next.bind(on_release=lambda *_: self._finish())
        self.done = False
        self._left = False
        self.hand.opacity = 0
        Clock.schedule_once(self._begin, WAIT_S * haste)

    def on_touch_down(self, touch: Any) -> bool:
        """Only the button that goes on can be tapped: an example is looked at."""
        return bool(self.next.parent is not None and self.next.on_touch_down(touch))

    def _begin(self, *_: Any) -> None:
        if self._left:
            return
        self.hand.pos = (self.center_x - dp(HAND) / 2, self.y)
        self.hand.opacity = 1
        if self._hear is not None:
            self._hear()
        self._move(0)

    def _move(self, index: int) -> None:
        if self._left:
            return
        _, card = self._targets[index]
        x, y = card.center_x - dp(HAND) / 2, card.center_y - dp(HAND) * 0.85
        way = Animation(pos=(x, y), d=look.seconds(0.8 * self._haste), t="in_out_quad")
        way.bind(on_complete=lambda *_: self._tap(index))
        way.start(self.hand)

    def _tap(self, index: int) -> None:
        if self._left:
            return
        self._targets[index][1].state_shown = "right"
        if index + 1 < len(self._targets):
            Clock.schedule_once(lambda _dt: self._move(index + 1), WAIT_S * self._haste)
        else:
            Clock.schedule_once(lambda _dt: self._offer(), WAIT_S * self._haste)

    def _offer(self) -> None:
        if self._left or self.done:
            return
        self.done = True
        self.add_widget(self.next)

    def _finish(self) -> None:
        self._left = True
        Animation.cancel_all(self.hand)
        self._go_on()

    def leave(self) -> None:
        self._left = True
        Animation.cancel_all(self.hand)
