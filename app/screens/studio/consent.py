"""What a speaker agrees to: the terms, how far a voice may go, how long; if they wish, in their own voice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kivy.metrics import dp
from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.floatlayout import FloatLayout

from app.recorder import Take, unjudged
from app.screens.learners import CardGrid
from app.screens.page import InnerPage
from app.text.language import say
from app.theme import CHILD_TARGET, look
from app.widgets.base import Column, Row, Words
from app.widgets.pressable import BigButton, RoundButton, WordCard
from app.widgets.sound import LevelBar, Waveform
from audio.takes import Settings
from audio.troubles import CaptureError
from lexicon.records import Scope, Speaker

A_SENTENCE = Settings(pause_s=1.5, longest_s=30.0)
"""Seconds. A sentence said slowly has pauses that a word has not."""


def terms() -> tuple[str, ...]:
    """What somebody agrees to (``services.studio.TERMS``), a sentence a line."""
    return (
        say("Your voice is kept on this device, under the name you chose and no other."),
        say("You can take it back at any time. It is deleted here, and elsewhere with the next update."),
        say("Copies that others already have cannot be called back."),
        say("A voice can be recognised, whatever name it goes by."),
    )


class ConsentScreen(InnerPage):
    """The terms in the language of the interface, how far the voice may go and how long, and yes."""

    def __init__(self, app: Any, speaker: Speaker) -> None:
        super().__init__(app, speaker.pseudonym, app.show_studio)
        self.speaker = speaker
        self.scope, self.years = Scope.DEVICE, None
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        for text in terms():
            body.add_widget(Words(text, "body", align="start"))
        self.scopes = choice(
            body,
            say("Who may hear this voice?"),
            [
                (Scope.DEVICE, say("This device")),
                (Scope.CLASS, say("My class")),
                (Scope.PUBLIC, say("Everybody")),
            ],
            lambda chosen: setattr(self, "scope", chosen),
            Scope.DEVICE,
        )
        self.lengths = choice(
            body,
            say("For how long?"),
            [(None, say("Until I take it back")), (1, say("One year"))],
            lambda chosen: setattr(self, "years", chosen),
            None,
        )
        self.agree = BigButton(say("I am grown up, and I agree"), "check")
        self.agree.bind(on_release=lambda *_: app.agree(speaker, self.scope, self.years))
        body.add_widget(self.agree)
        self.aloud = BigButton(say("I would rather say it"), "microphone", calm=True)
        self.aloud.bind(on_release=lambda *_: app.show_spoken_consent(speaker, self.scope, self.years))
        body.add_widget(self.aloud)
        self.frame.add_widget(self.scrolling(body))


class SpokenConsentScreen(InnerPage):
    """A speaker says that they agree. It is kept on this device, beside the consent, and goes with it."""

    keeps_awake = True

    def __init__(self, app: Any, speaker: Speaker, scope: Scope, years: int | None) -> None:
        super().__init__(app, speaker.pseudonym, lambda: app.show_consent(speaker))
        self._given = (speaker, scope, years)
        self.take: Take | None = None
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        body.add_widget(
            Words(say("Say in your own words that you agree. For example:"), "body", align="start")
        )
        example = say("I have heard what my voice is for, I am grown up, and I agree.")
        body.add_widget(Words(example, "title", bold=True, align="start"))
        body.add_widget(
            Words(
                say("This stays on this device, is never passed on, and goes when you take your voice back."),
                "body",
                align="start",
            )
        )
        heard = FloatLayout(size_hint_y=None, height=dp(52))
        whole = {"center_x": 0.5, "center_y": 0.5}
        self.bar = LevelBar(size_hint=(1, None), height=dp(24), pos_hint=whole)
        self.waveform = Waveform(pos_hint=whole)
        heard.add_widget(self.bar)
        heard.add_widget(self.waveform)
        body.add_widget(heard)
        middle = AnchorLayout(size_hint_y=None, height=dp(CHILD_TARGET))
        ways = Row(size_hint=(None, None), height=dp(CHILD_TARGET), spacing=look.gap("near"))
        self.again, self.hear = (
            RoundButton("again", side=CHILD_TARGET),
            RoundButton("speaker", side=CHILD_TARGET),
        )
        self.again.bind(on_release=lambda *_: self._listen())
        self.hear.bind(on_release=lambda *_: self._hear())
        for way in (self.again, self.hear):
            ways.add_widget(way)
        ways.width = 2 * dp(CHILD_TARGET) + look.gap("near")
        middle.add_widget(ways)
        body.add_widget(middle)
        self.agree = BigButton(say("I am grown up, and I agree"), "check")
        self.agree.bind(on_release=lambda *_: self._agree())
        body.add_widget(self.agree)
        self.frame.add_widget(self.scrolling(body))

    def arrive(self) -> None:
        self._listen()

    def wake(self) -> None:
        if self.take is None:
            self._listen()

    def _listen(self) -> None:
        self.take = None
        self.waveform.show(())
        self.bar.opacity, self.bar.level = 1, 0.0
        self.agree.disabled, self.agree.opacity = True, 0.4
        self.app.player.stop()
        self.app.listen(self.bar.follow, self._taken, self._lost, unjudged, A_SENTENCE)

    def _taken(self, take: Take) -> None:
        if self.take is not None:
            return
        self.app.stop_listening()
        self.take = take
        self.bar.opacity = 0
        self.waveform.show(take.columns)
        self.agree.disabled, self.agree.opacity = False, 1

    def _lost(self, error: CaptureError) -> None:
        self.app.show_sound_trouble(error)

    def _hear(self) -> None:
        if self.take is not None:
            self.app.player.play_bytes(self.take.wav)

    def _agree(self) -> None:
        if self.take is not None:
            self.app.agree(*self._given, self.take.wav)

    def way_on(self) -> Any:
        return self.agree if self.take is not None else None

    def rest(self) -> None:
        self.app.stop_listening()
        self.app.player.stop()

    leave = rest


def choice(
    body: Column, title: str, options: Sequence[tuple[Any, str]], choose: Callable[[Any], None], now: Any
) -> dict[Any, WordCard]:
    """A question with a few cards to answer it by, one of them chosen; the cards by their value."""
    body.add_widget(Words(title, "body", bold=True, align="start"))
    grid = CardGrid(side=2 * CHILD_TARGET, most=3, tall=0.6)
    cards: dict[Any, WordCard] = {}

    def show(value: Any) -> None:
        for one, card in cards.items():
            card.state_shown = "right" if one == value else "idle"

    def chosen(value: Any) -> None:
        choose(value)
        show(value)

    for value, label in options:
        card = WordCard(label, "body")
        card.bind(on_release=lambda _card, one=value: chosen(one))
        cards[value] = card
        grid.add_widget(card)
    show(now)
    body.add_widget(grid)
    return cards
