"""Something to say or to read aloud: the child says it, hears how it is said, and a grown-up decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.uix.anchorlayout import AnchorLayout

from app.drills.drill import meaning
from app.drills.given import Given, Said
from app.drills.spelling import written
from app.drills.steps import Outcome, SayQuestion
from app.screens.lesson.echo import BETWEEN_S
from app.screens.lesson.prompts import Prompt
from app.screens.lesson.single import Answered, SingleCard, Tap, looked_at, nothing
from app.screens.lesson.voices import SpokenWord
from app.screens.lesson.writing import Corrected
from app.sentences import in_words
from app.text.language import say
from app.theme import CHILD_TARGET, look
from app.widgets.base import Column, Row, Words
from app.widgets.pressable import BigButton, RoundButton
from app.widgets.sound import LevelBar


class SayCard(SingleCard):
    """Two halves of one step: before the child has spoken the microphone, after it both voices and what
    the grown-up taps. What is said is held in memory while the card is there, and nowhere else."""

    second_fits = True

    def __init__(
        self, app: Any, question: SayQuestion, answered: Answered, word: SpokenWord | None, script: str
    ) -> None:
        """``word`` says how it is said, for after the child; None where a grown-up does."""
        self._app = app
        self.question: SayQuestion = question
        self._answered = answered
        self._word = word
        self._wav = b""
        self._waiting: Any = None
        self.told_right = question.text or written(question.answer, script)
        self.prompt = Prompt(
            question.target, question.prompt, None, script=script, language=question.language,
            clue=question.clue, read=question.text,
        )  # fmt: skip
        self.below = Column(spacing=look.gap("step"), size_hint_y=None)
        self.below.bind(minimum_height=self.below.setter("height"))
        self.told = Words(say("Tap, and say the word."), "body", size_hint_y=None)
        self.microphone = RoundButton("microphone", side=CHILD_TARGET, plain=False)
        self.microphone.bind(on_release=lambda *_: self.listen())
        self.bar = LevelBar(size_hint=(1, None), height=dp(24))
        self.bar.opacity = 0
        self.yes = BigButton(say("Yes, right"), "check")
        self.yes.bind(on_release=lambda *_: self.decide(True))
        self.not_yet = BigButton(say("Not yet"), "again", calm=True)
        self.not_yet.bind(on_release=lambda *_: self.decide(False))
        self.hear_model = RoundButton("speaker", side=CHILD_TARGET)
        self.hear_model.bind(on_release=lambda *_: self._play_model())
        self.hear_own = RoundButton("play", side=CHILD_TARGET, flip=look.rtl)
        self.hear_own.bind(on_release=lambda *_: self._play_own())
        super().__init__(self.prompt, self.below, 0.5)
        if question.records:
            self._offer_microphone()
        else:
            self._offer_verdict()

    @property
    def said(self) -> bool:
        """Whether the child has said it."""
        return bool(self._wav)

    def _offer_microphone(self) -> None:
        self.below.add_widget(self.told)
        self.below.add_widget(self.bar)
        self.below.add_widget(_middle(self.microphone))

    def _offer_verdict(self) -> None:
        """Both voices, and who knows it says whether it was right."""
        self.below.clear_widgets()
        if self.question.records:
            self.prompt.reveal(self.told_right)
            again = [self.microphone]
            if self._word is not None:
                again.insert(0, self.hear_model)
            if self._wav:
                again.append(self.hear_own)
            row = Row(spacing=look.gap("room"), size_hint=(None, None), height=dp(CHILD_TARGET))
            for button in again:
                if button.parent is not None:
                    button.parent.remove_widget(button)
                row.add_widget(button)
            row.width = len(again) * dp(CHILD_TARGET) + (len(again) - 1) * look.gap("room")
            self.below.add_widget(_middle(row))
        for button in (self.yes, self.not_yet):
            self.below.add_widget(button)

    # -- the child

    def listen(self) -> None:
        """A tap on the microphone; it stops by itself when the word is over."""
        if self.taken:
            return
        self._stop_waiting()
        self._app.player.stop()
        self._wav = b""
        if self.bar.parent is None:
            self.below.add_widget(self.bar, index=len(self.below.children))
        self.bar.level, self.bar.opacity = 0.0, 1
        self.told.text = ""
        from app.recorder import unjudged

        self._app.listen(self.bar.follow, self._spoken, self._lost, unjudged)

    def _spoken(self, take: Any) -> None:
        if self.bar.opacity == 0 or self.taken:  # put away meanwhile
            return
        self._quiet()
        self._wav = take.wav
        self._offer_verdict()
        self._play_own()
        if self._word is not None:
            wait = (take.duration_ms / 1000 + BETWEEN_S) * self._app.given.haste
            self._waiting = Clock.schedule_once(lambda _dt: self._play_model(), wait)

    def _lost(self, error: Exception) -> None:
        """Without a microphone it can still be said, and decided."""
        self._quiet()
        self._offer_verdict()
        trouble = in_words(error)
        self.told.text = f"{trouble.sentence} {trouble.step}"
        self.below.add_widget(self.told, index=len(self.below.children))

    def _play_model(self) -> None:
        self._stop_waiting()
        if self._word is not None:
            self._word()

    def _play_own(self) -> None:
        self._stop_waiting()
        if self._wav:
            self._app.player.play_bytes(self._wav)

    def _quiet(self) -> None:
        self._app.stop_listening()
        self.bar.opacity, self.bar.taking = 0, False

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    # -- the grown-up

    def decide(self, right: bool) -> None:
        """Right, or not yet. The first tap counts."""
        if self.taken:
            return
        self.taken = True
        self._stop_waiting()
        self._quiet()
        self._answered(Said(right))

    def show_verdict(
        self,
        given: Given,  # noqa: ARG002 (one shape for all)
        outcome: Outcome,
        go_on: Callable[[], None],
    ) -> None:
        """How it is said and written; after a *not yet* a tap on it goes on."""
        corrected = self._told(go_on)
        if looked_at(outcome):
            corrected.remove_widget(corrected.next)
        else:
            self.after_a_miss = corrected.answer
        self.replace_second(corrected)

    def _told(self, go_on: Callable[[], None]) -> Corrected:
        """How it is written; under a line that stands there already, what it means."""
        self.prompt.conceal()
        means = meaning(self.question.target, self.question.language) if self.question.text else None
        return Corrected(means or self.told_right, "", None, go_on)

    def example(self) -> list[Tap]:
        found: list[Tap] = []
        if self.question.records:
            found.append((lambda: self.microphone, self._spoken_by_itself))

        def done() -> None:
            corrected = self._told(nothing)
            corrected.remove_widget(corrected.next)
            self.replace_second(corrected)

        found.append((lambda: self.yes, done))
        return found

    def _spoken_by_itself(self) -> None:
        self._offer_verdict()
        self._play_model()

    def leave(self) -> None:
        """The microphone is let go of, and what was said forgotten."""
        self._stop_waiting()
        self._quiet()
        self._app.player.stop()
        self._wav = b""

    rest = leave


def _middle(widget: Any) -> AnchorLayout:
    middle = AnchorLayout(size_hint_y=None, height=widget.height)
    middle.add_widget(widget)
    return middle
