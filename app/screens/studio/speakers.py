"""The studio's first pages: who lends a voice, a new name, and what is agreed to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.screens.learners import CardGrid
from app.screens.page import ESCAPE, InnerPage, TakingPage
from app.services.studio import SpeakerView, StudioView
from app.text.language import say, say_many
from app.theme import CHILD_TARGET, look
from app.widgets.base import Column, Words
from app.widgets.field import Field
from app.widgets.keyboard import Desk, Keyboard
from app.widgets.pressable import BigButton, RoundButton, WordCard
from lexicon.records import Scope, Speaker, TakeStatus, Theme

LONGEST_NAME = 24


class StudioScreen(InnerPage):
    """Everybody who lends a voice; a new one; what waits for a second listener."""

    def __init__(self, app: Any, view: StudioView) -> None:
        super().__init__(app, say("Voices"), app.show_settings)
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        body.add_widget(
            Words(
                say(
                    "Lend your voice, or let a grandmother lend hers: three hundred words in an evening. "
                    "Please never ask anyone whose phone may be watched."
                ),
                "body",
                align="start",
            )
        )
        self.speakers: list[BigButton] = []
        for one in view.speakers:
            ready = one.takes[TakeStatus.READY] + one.takes[TakeStatus.WAITING]
            card = BigButton(f"{one.speaker.pseudonym}  ·  {ready}", "speaker", calm=True)
            card.bind(on_release=lambda _card, who=one: app.show_speaker(view, who))
            self.speakers.append(card)
            body.add_widget(card)
        self.new = BigButton(say("A new voice"), "plus", calm=bool(view.to_hear))
        self.new.bind(on_release=lambda *_: app.show_new_speaker())
        body.add_widget(self.new)
        self.listen: BigButton | None = None
        if view.to_hear:
            waiting = say_many("Listen to {n} word that waits", "Listen to {n} words that wait", view.to_hear)
            self.listen = BigButton(waiting, "play")
            self.listen.bind(on_release=lambda *_: app.show_hearing())
            body.add_widget(self.listen)
        self.frame.add_widget(self.scrolling(body))

    def choices(self) -> Sequence[Widget]:
        return self.speakers


class NewSpeakerScreen(InnerPage):
    """A name to go by, which is not one's own."""

    def __init__(self, app: Any) -> None:
        super().__init__(app, say("What shall we call this voice?"), app.show_studio)
        self.frame.remove_widget(self.header)  # it stands on the keyboard's desk
        self.done = RoundButton("check", plain=False, pos_hint={"center_y": 0.5})
        self.done.bind(on_release=lambda *_: self._done())
        self.header.add_widget(self.done)
        self.name = Field("", role="title", one_line=True, most=LONGEST_NAME)
        written = Column(spacing=look.gap("near"))
        written.add_widget(self.name)
        written.add_widget(
            Words(
                say("Not a real name. A flower or a colour is enough."),
                "small",
                colour=look.palette.soft_ink,
                align="start",
            )
        )
        body = Column(spacing=look.gap("near"), padding=(look.gap("room"), look.gap("near")))
        body.add_widget(self.header)
        body.add_widget(self.scrolling(written, still=True))
        self.keyboard = Keyboard("grown_up")
        self.remove_widget(self.frame)
        self.desk = Desk(body, self.keyboard)
        self.desk.always = True
        self.desk.watch(self.name)
        self.add_widget(self.desk)
        self.name.bind(on_text_validate=lambda *_: self._done())
        self.name.focused = True

    def take_key(self, key: int, text: str) -> bool:
        """Only Escape is ours here: everything else is written."""
        return super().take_key(key, text) if key == ESCAPE else False

    def leave(self) -> None:
        self.name.focused = False

    def _done(self) -> None:
        if self.name.text.strip():
            self.app.make_speaker(self.name.text)


class ConsentScreen(InnerPage):
    """The terms in the language of the interface, how far the voice may go and how long, and yes."""

    def __init__(self, app: Any, speaker: Speaker) -> None:
        super().__init__(app, speaker.pseudonym, app.show_studio)
        self.speaker = speaker
        self.scope, self.years = Scope.DEVICE, None
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        for text in terms():
            body.add_widget(Words(text, "body", align="start"))
        self.scopes = self._row(
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
        self.lengths = self._row(
            body,
            say("For how long?"),
            [(None, say("Until I take it back")), (1, say("One year"))],
            lambda chosen: setattr(self, "years", chosen),
            None,
        )
        self.agree = BigButton(say("I am grown up, and I agree"), "check")
        self.agree.bind(on_release=lambda *_: app.agree(speaker, self.scope, self.years))
        body.add_widget(self.agree)
        self.frame.add_widget(self.scrolling(body))

    def _row(
        self,
        body: Column,
        title: str,
        options: Sequence[tuple[Any, str]],
        choose: Callable[[Any], None],
        now: Any,
    ) -> dict[Any, WordCard]:
        body.add_widget(Words(title, "body", bold=True, align="start"))
        grid = CardGrid(side=2 * CHILD_TARGET, most=3, tall=0.6)
        cards: dict[Any, WordCard] = {}

        def chosen(value: Any) -> None:
            choose(value)
            for one, card in cards.items():
                card.state_shown = "right" if one == value else "idle"

        for value, label in options:
            card = WordCard(label, "body")
            card.bind(on_release=lambda _card, one=value: chosen(one))
            cards[value] = card
            grid.add_widget(card)
        chosen(now)
        body.add_widget(grid)
        return cards


def terms() -> tuple[str, ...]:
    """What somebody agrees to (``services.studio.TERMS``), a sentence a line."""
    return (
        say("Your voice is kept on this device, under the name you chose and no other."),
        say("You can take it back at any time. It is deleted here, and elsewhere with the next update."),
        say("Copies that others already have cannot be called back."),
        say("A voice can be recognised, whatever name it goes by."),
    )


class SpeakerScreen(InnerPage):
    """One voice: record a theme, agree anew, take everything back."""

    def __init__(self, app: Any, view: StudioView, one: SpeakerView) -> None:
        super().__init__(app, one.speaker.pseudonym, app.show_studio)
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        self.record: BigButton | None = None
        self.agree: BigButton | None = None
        if one.consent is None:
            body.add_widget(
                Words(say("This voice has not agreed, or no longer agrees."), "body", align="start")
            )
            self.agree = BigButton(say("Read what it is about"))
            self.agree.bind(on_release=lambda *_: app.show_consent(one.speaker))
            body.add_widget(self.agree)
        else:
            self.record = BigButton(say("Record"), "microphone")
            self.record.bind(on_release=lambda *_: app.show_microphone_test(one.speaker, None))
            body.add_widget(self.record)
            body.add_widget(Words(say("or one theme:"), "body", align="start"))
            self.themes = [self._theme(body, one.speaker, theme) for theme in view.themes]
        self.remove = BigButton(say("Take this voice back"), calm=True)
        self.remove.bind(on_release=lambda *_: app.show_withdrawal(one.speaker))
        body.add_widget(self.remove)
        self.frame.add_widget(self.scrolling(body))

    def _theme(self, body: Column, speaker: Speaker, theme: Theme) -> WordCard:
        from app.screens.path import title_of

        names = " · ".join(name for name in title_of(theme) if name)
        card = WordCard(names, "body", size_hint_y=None, height=dp(CHILD_TARGET))
        card.bind(on_release=lambda *_: self.app.show_microphone_test(speaker, theme.id))
        body.add_widget(card)
        return card


class WithdrawalScreen(TakingPage):
    """Whether a voice is to be taken back, with every recording."""

    def __init__(self, app: Any, speaker: Speaker) -> None:
        asked = (
            say("Take this voice back?"),
            say("All its recordings will be deleted from this device. This cannot be undone."),
            say("Take it back"),
        )
        super().__init__(app, speaker.pseudonym, asked, app.show_studio, lambda: app.withdraw_voice(speaker))
