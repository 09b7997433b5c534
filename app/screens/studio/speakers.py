"""The studio's first pages: who lends a voice, whose voices the lessons use, and what one voice may do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.uix.widget import Widget

from app.screens.page import InnerPage, TakingPage
from app.screens.studio.consent import choice
from app.services import message_reading
from app.services.studio import SpeakerView, StudioView
from app.text.language import say, say_many
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton, LineCard, WordCard
from lexicon.records import Speaker, TakeStatus, Theme

LISTENERS = (1, 2, 3)
"""How many second listeners a family or a school may ask for."""


class StudioScreen(InnerPage):
    """Everybody who lends a voice; a new one; what waits for a second listener."""

    def __init__(self, app: Any, view: StudioView) -> None:
        super().__init__(app, say("Voices"), app.leave_studio)
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        errand = app.errand
        if errand is None:
            welcome = say(
                "Lend your voice, or let a grandmother lend hers: three hundred words in an evening. "
                "Please never ask anyone whose phone may be watched."
            )
        else:
            count = len(errand.words)
            welcome = say_many(
                "Who says {n} word for this lesson?", "Who says {n} words for this lesson?", count
            )
        body.add_widget(Words(welcome, "body", align="start"))
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
        if view.to_hear and errand is None:
            waiting = say_many("Listen to {n} word that waits", "Listen to {n} words that wait", view.to_hear)
            self.listen = BigButton(waiting, "play")
            self.listen.bind(on_release=lambda *_: app.show_hearing())
            body.add_widget(self.listen)
        self.listeners: dict[int, WordCard] = {}
        self.regions: dict[str, LineCard] = {}
        if view.speakers and errand is None:
            self._settings(body, view)
        self.frame.add_widget(self.scrolling(body))

    def _settings(self, body: Column, view: StudioView) -> None:
        self.listeners = choice(
            body,
            say("How many must listen before a child learns from a recording?"),
            [(number, str(number)) for number in LISTENERS],
            self.app.set_listeners,
            view.approvals,
        )
        if view.regions:
            self.regions = choice(
                body,
                say("Whose voices shall the lessons use?"),
                [("", say("All voices")), *((region, region) for region in view.regions)],
                self.app.set_region_heard,
                view.heard.region,
            )

    def choices(self) -> Sequence[Widget]:
        return self.speakers


class SpeakerScreen(InnerPage):
    """One voice: record a theme, agree anew, take everything back."""

    def __init__(self, app: Any, view: StudioView, one: SpeakerView) -> None:
        super().__init__(app, one.speaker.pseudonym, app.show_studio)
        speaker, errand = one.speaker, app.errand
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        self.record: BigButton | None = None
        self.agree: BigButton | None = None
        self.first: BigButton | None = None
        self.messages: BigButton | None = None
        if one.consent is None:
            told = (
                say("This voice came with a pack. To record here, it agrees here.")
                if one.guest
                else say("This voice has not agreed, or no longer agrees.")
            )
            body.add_widget(Words(told, "body", align="start"))
            self.agree = BigButton(say("Read what it is about"))
            self.agree.bind(on_release=lambda *_: app.show_consent(speaker))
            body.add_widget(self.agree)
        else:
            self.record = BigButton(say("Record"), "microphone")
            self.record.bind(on_release=lambda *_: app.show_microphone_test(speaker, None))
            body.add_widget(self.record)
            if errand is None and message_reading.is_possible():
                self.messages = BigButton(say("Voice messages"), "speaker", calm=True)
                self.messages.bind(on_release=lambda *_: app.show_inbox(speaker))
                body.add_widget(self.messages)
        if errand is None:
            self._more(body, view, one)
        self.frame.add_widget(self.scrolling(body))

    def _more(self, body: Column, view: StudioView, one: SpeakerView) -> None:
        app, speaker = self.app, one.speaker
        if len(view.speakers) > 1:
            is_first = view.heard.favourite == speaker.id
            label = say("This voice is heard first") if is_first else say("Let this voice be heard first")
            self.first = BigButton(label, "check" if is_first else "star", calm=True)
            self.first.bind(on_release=lambda *_: app.set_favourite(None if is_first else speaker))
            body.add_widget(self.first)
        self.about = BigButton(_about(speaker), "pencil", calm=True)
        self.about.bind(on_release=lambda *_: app.show_about_voice(speaker))
        body.add_widget(self.about)
        if one.consent is not None:
            body.add_widget(Words(say("or one theme:"), "body", align="start"))
            self.themes = [self._theme(body, speaker, theme) for theme in view.themes]
        self.remove = BigButton(say("Take this voice back"), calm=True)
        self.remove.bind(on_release=lambda *_: app.show_withdrawal(speaker))
        body.add_widget(self.remove)

    def _theme(self, body: Column, speaker: Speaker, theme: Theme) -> WordCard:
        from app.screens.path import title_of

        names = " · ".join(name for name in title_of(theme) if name)
        card = LineCard(names)
        card.bind(on_release=lambda *_: self.app.show_microphone_test(speaker, theme.id))
        body.add_widget(card)
        return card


def _about(speaker: Speaker) -> str:
    """What a speaker said of themselves, in a line."""
    return speaker.region or say("Region and age: not said")


class WithdrawalScreen(TakingPage):
    """Whether a voice is to be taken back, with every recording."""

    def __init__(self, app: Any, speaker: Speaker) -> None:
        asked = (
            say("Take this voice back?"),
            say("All its recordings will be deleted from this device. This cannot be undone."),
            say("Take it back"),
        )
        super().__init__(app, speaker.pseudonym, asked, app.show_studio, lambda: app.withdraw_voice(speaker))
