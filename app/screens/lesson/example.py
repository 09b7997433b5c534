"""How a drill goes, shown without text: a finger finds the right answer by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.animation import Animation
from kivy.clock import Clock
from kivy.metrics import dp
from kivy.uix.floatlayout import FloatLayout

from app.drills.steps import Example, PairsQuestion, Shows
from app.screens.lesson.asked import Asker
from app.screens.lesson.pairs import PairsCard
from app.screens.lesson.single import SingleCard, Tap
from app.screens.lesson.voices import SpokenWord
from app.theme import look
from app.widgets.base import Picture
from app.widgets.pressable import Card, RoundButton
from app.widgets.split import WIDE

HAND = 84
NEXT = 64
WAIT_S = 0.7
"""Seconds the finger rests before and after it taps: long enough to see, short enough to stay for."""
MOVE_S = 0.8
MANY = 3
QUICKER = 0.4
"""Of these pauses where more than ``MANY`` taps make one answer: a word of eight letters is no film."""


class ExampleCard(FloatLayout):
    """Plays the question once. A child may tap anything: the example is never judged."""

    def __init__(self, step: Example, go_on: Callable[[], None], asker: Asker, haste: float) -> None:
        """``asker`` makes the card and gives what says a word; ``haste`` multiplies every pause."""
        super().__init__()
        self._go_on = go_on
        question = step.question
        self.card: SingleCard | PairsCard
        self._hear: SpokenWord | None
        if isinstance(question, PairsQuestion):
            self.card, self._taps = _pair(question, asker.script)
            heard = question.prompt is Shows.SOUND
            self._hear = asker.hearing(question.words[0]) if heard else None
        else:
            self._hear = asker.before(question)
            self.card = asker.card(question, lambda _given: None, self._hear)
            self._taps = self.card.example()
        self._haste = haste * (QUICKER if len(self._taps) > MANY else 1.0)
        self.card.size_hint = (None, None)
        self.bind(pos=self._place, size=self._place)
        self.add_widget(self.card)
        self.hand = Picture("1F446", size_hint=(None, None), size=(dp(HAND), dp(HAND)))
        self.add_widget(self.hand)
        self.next = RoundButton("play", side=NEXT, plain=False, flip=look.rtl)
        self.next.bind(on_release=lambda *_: self._finish())
        self.done = False
        self._left = False
        self.hand.opacity = 0
        Clock.schedule_once(self._begin, WAIT_S * haste)

    def _place(self, *_: Any) -> None:
        """The button that goes on stands below the card or, in a wide window, at the end of the line."""
        taken = dp(NEXT) + look.gap("room")
        if self.width > self.height * WIDE:
            self.card.size = (self.width - taken, self.height)
            self.card.pos = (self.x + taken if look.rtl else self.x, self.y)
            self.next.pos = (self.x if look.rtl else self.x + self.width - dp(NEXT), self.y)
        else:
            self.card.size = (self.width, self.height - taken)
            self.card.pos = (self.x, self.y + taken)
            self.next.pos = (self.x + (self.width - dp(NEXT)) / 2, self.y)

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
        goal = self._taps[index][0]()
        x, y = goal.center_x - dp(HAND) / 2, goal.center_y - dp(HAND) * 0.85
        way = Animation(pos=(x, y), d=look.seconds(MOVE_S * self._haste), t="in_out_quad")
        way.bind(on_complete=lambda *_: self._tap(index))
        way.start(self.hand)

    def _tap(self, index: int) -> None:
        if self._left:
            return
        self._taps[index][1]()
        if index + 1 < len(self._taps):
            Clock.schedule_once(lambda _dt: self._move(index + 1), WAIT_S * self._haste)
        else:
            Clock.schedule_once(lambda _dt: self._offer(), WAIT_S * self._haste)

    def _offer(self) -> None:
        if self._left or self.done:
            return
        self.done = True
        self.add_widget(self.next)

    def _finish(self) -> None:
        self.leave()
        self._go_on()

    def leave(self) -> None:
        self._left = True
        Animation.cancel_all(self.hand)
        if isinstance(self.card, SingleCard):
            self.card.leave()


def _pair(question: PairsQuestion, script: str) -> tuple[PairsCard, list[Tap]]:
    """A game of pairs, and the taps that find its first pair."""
    say_word = (lambda _sense: None) if question.prompt is Shows.SOUND else None
    card = PairsCard(question, lambda _one, _two: None, say_word, script)
    first = question.words[0].id

    def tap(goal: Card) -> Tap:
        return lambda: goal, lambda: setattr(goal, "state_shown", "right")

    return card, [tap(card.words[first]), tap(card.partners[first])]
