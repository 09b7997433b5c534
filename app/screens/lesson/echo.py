"""A child says a word and hears somebody who knows it and itself, one after the other.

What it says is held in memory while it looks at this card, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.floatlayout import FloatLayout

from app.screens.lesson.voices import SpokenWord
from app.sentences import in_words
from app.text.language import say
from app.theme import CHILD_TARGET, look
from app.widgets.base import Column, Row, Words
from app.widgets.pictured import Pictured
from app.widgets.pressable import BigButton, RoundButton
from app.widgets.sound import LevelBar, Waveform
from app.widgets.split import Split
from lexicon.records import Sense

COLUMNS = 64
BETWEEN_S = 0.35
"""Seconds between the one voice and the other."""
TALL = 52
"""dp of a waveform."""


class EchoCard(Split):
    """The word; under it both voices as they look, and the microphone."""

    second_fits = True

    def __init__(self, app: Any, sense: Sense, word: SpokenWord, go_on: Callable[[], None]) -> None:
        self._app = app
        self._word = word
        self._wav = b""
        self._model_s = 1.0
        self._waiting: Any = None
        shown = Pictured(sense.picture, Words(sense.headword, "hero", bold=True, fit=True))
        sound = Column(spacing=look.gap("near"), size_hint_y=None)
        sound.bind(minimum_height=sound.setter("height"))
        self.model, self.own = Waveform(), Waveform(colour=look.palette.accent)
        self.bar = LevelBar(size_hint=(1, None), height=dp(24), pos_hint={"center_x": 0.5, "center_y": 0.5})
        self.bar.opacity = 0
        self.hear_model = self._line(sound, "speaker", self.model)
        self.hear_own = self._line(sound, "play", self.own, self.bar)
        self.hear_model.bind(on_release=lambda *_: self._play_model())
        self.hear_own.bind(on_release=lambda *_: self._play_own())
        self.told = Words(say("Tap, and say the word."), "body", size_hint_y=None, height=dp(44), fit=True)
        sound.add_widget(self.told)
        self.microphone = RoundButton("microphone", side=CHILD_TARGET, plain=False)
        self.microphone.bind(on_release=lambda *_: self._listen())
        middle = AnchorLayout(size_hint_y=None, height=dp(CHILD_TARGET))
        middle.add_widget(self.microphone)
        sound.add_widget(middle)
        self.done = BigButton(say("Next"), "check", calm=True)
        self.done.bind(on_release=lambda *_: go_on())
        sound.add_widget(self.done)
        super().__init__(shown, sound, 0.45)
        app.bench.ask(self._outline, self._outlined, lambda _error: None)
        self._word()

    def _line(self, sound: Column, icon: str, *pieces: Any) -> RoundButton:
        line = Row(size_hint_y=None, height=dp(TALL), spacing=look.gap("step"))
        button = RoundButton(icon, flip=look.rtl and icon == "play", pos_hint={"center_y": 0.5})
        room = FloatLayout()
        for piece in pieces:
            if isinstance(piece, Waveform):
                piece.pos_hint = {"center_x": 0.5, "center_y": 0.5}
            room.add_widget(piece)
        line.add_widget(button)
        line.add_widget(room)
        sound.add_widget(line)
        return button

    @property
    def said(self) -> bool:
        """Whether the child has said the word."""
        return bool(self._wav)

    # -- the model

    def _outline(self) -> Any:
        from audio.outline import outline

        return outline(self._word.files[self._word.turn].read_bytes(), COLUMNS)

    def _outlined(self, found: Any) -> None:
        self._model_s = found.seconds
        self.model.show(_as_loud(found.columns))

    def _play_model(self) -> None:
        self._stop_waiting()
        self._word()

    # -- the child

    def _listen(self) -> None:
        self._stop_waiting()
        self._app.player.stop()
        self._wav = b""
        self.own.show(())
        self.bar.level, self.bar.opacity = 0.0, 1
        self.told.text = ""
        from app.recorder import unjudged

        self._app.listen(self.bar.follow, self._taken, self._lost, unjudged)

    def _taken(self, take: Any) -> None:
        if self.bar.opacity == 0:  # put away meanwhile
            return
        self._quiet()
        self._wav = take.wav
        self.own.show(_as_loud(take.columns))
        self.told.text = ""
        self._word()
        wait = (self._model_s + BETWEEN_S) * self._app.given.haste
        self._waiting = Clock.schedule_once(lambda _dt: self._play_own(), wait)

    def _play_own(self) -> None:
        self._stop_waiting()
        if self._wav:
            self._app.player.play_bytes(self._wav)

    def _lost(self, error: Exception) -> None:
        self._quiet()
        trouble = in_words(error)
        self.told.text = f"{trouble.sentence} {trouble.step}"

    def _quiet(self) -> None:
        self._app.stop_listening()
        self.bar.opacity, self.bar.taking = 0, False

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def rest(self) -> None:
        """The microphone is let go of, and what was said forgotten."""
        self._stop_waiting()
        self._quiet()
        self._app.player.stop()
        self._wav = b""
        self.own.show(())
        self.told.text = say("Tap, and say the word.")

    leave = rest


def _as_loud(columns: Sequence[float]) -> list[float]:
    """Two sounds are looked at for their shape: each is as tall as the other."""
    most = max(columns, default=0.0)
    return [column / most for column in columns] if most > 0 else []
