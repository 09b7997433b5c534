"""A name for a voice, which is not one's own, and what a speaker may say of themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.screens.page import ESCAPE, InnerPage
from app.screens.studio.consent import choice
from app.text.language import say, spoken
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.field import Field
from app.widgets.keyboard import Desk, Keyboard
from app.widgets.pressable import BigButton, RoundButton
from lexicon.records import Speaker

LONGEST_NAME = 24
AGES = ("18-39", "40-64", "65+")
NOT_SAID = "grown"
"""The age band of a speaker who is grown up and says no more."""


class NamingScreen(InnerPage):
    """One line to write, with our own keyboard."""

    def __init__(
        self,
        app: Any,
        title: str,
        remark: str,
        text: str,
        back: Callable[[], None],
        done: Callable[[str], None],
        *,
        empty: bool = False,
        most: int = LONGEST_NAME,
    ) -> None:
        """``done`` gets what was written, ``most`` letters; nothing is an answer too where ``empty``."""
        super().__init__(app, title, back)
        self.frame.remove_widget(self.header)  # it stands on the keyboard's desk
        self._given, self._empty = done, empty
        self.done = RoundButton("check", plain=False, pos_hint={"center_y": 0.5})
        self.done.bind(on_release=lambda *_: self._done())
        self.header.add_widget(self.done)
        self.name = Field(text, role="title", one_line=True, most=most)
        written = Column(spacing=look.gap("near"))
        written.add_widget(self.name)
        self.remark = Words(remark, "small", colour=look.palette.soft_ink, align="start")
        written.add_widget(self.remark)
        body = Column(spacing=look.gap("near"), padding=(look.gap("room"), look.gap("near")))
        body.add_widget(self.header)
        self.sheet = self.scrolling(written, still=True)
        body.add_widget(self.sheet)
        self.keyboard = Keyboard("grown_up")
        self.remove_widget(self.frame)
        self.desk = Desk(body, self.keyboard)
        self.desk.always = True
        self.desk.watch(self.name)
        self.add_widget(self.desk)
        self.name.bind(on_text_validate=lambda *_: self._done())
        self.name.focused = True

    def write_meanings(self) -> None:
        """What is written here is in the language of the interface, and in Latin where that is Uyghur."""
        self.keyboard.script = self.name.script = "cyrillic" if spoken().catalogue == "ru" else "latin"
        self.name.direction = "weak_ltr"

    def take_key(self, key: int, text: str) -> bool:
        """Only Escape is ours here: everything else is written."""
        return super().take_key(key, text) if key == ESCAPE else False

    def leave(self) -> None:
        self.name.focused = False

    def _done(self) -> None:
        if self.name.text.strip() or self._empty:
            self._given(self.name.text)


class NewSpeakerScreen(NamingScreen):
    """A name to go by, which is not one's own."""

    def __init__(self, app: Any) -> None:
        super().__init__(
            app,
            say("What shall we call this voice?"),
            say("Not a real name. A flower or a colour is enough."),
            "",
            app.show_studio,
            app.make_speaker,
        )


class RegionScreen(NamingScreen):
    """Where a speaker's Uyghur is from, as coarsely as they want; nothing is an answer."""

    def __init__(self, app: Any, speaker: Speaker) -> None:
        def back() -> None:
            app.show_about_voice(speaker)

        super().__init__(
            app,
            say("Where is this Uyghur from?"),
            say("A large region or a dialect, no town and no village. You may leave it empty."),
            speaker.region,
            back,
            lambda region: app.describe_voice(speaker, region, speaker.age_band),
            empty=True,
        )


class AboutVoiceScreen(InnerPage):
    """Region and age band, both only if the speaker wishes."""

    def __init__(self, app: Any, speaker: Speaker) -> None:
        super().__init__(app, speaker.pseudonym, app.show_studio)
        self.speaker = speaker
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        body.add_widget(
            Words(
                say("Nothing of this need be said. It helps a teacher to choose among voices."),
                "body",
                align="start",
            )
        )
        body.add_widget(Words(say("Region or dialect"), "body", bold=True, align="start"))
        self.region = BigButton(speaker.region or say("Not said"), "pencil", calm=True)
        self.region.bind(on_release=lambda *_: app.show_region(speaker))
        body.add_widget(self.region)
        self.ages = choice(
            body,
            say("Age"),
            [(NOT_SAID, say("Not said")), *((band, _as_read(band)) for band in AGES)],
            lambda band: app.describe_voice(speaker, speaker.region, band),
            speaker.age_band or NOT_SAID,
        )
        self.frame.add_widget(self.scrolling(body))


def _as_read(band: str) -> str:
    """An age band as people read it, isolated: from eighteen on, in a Uyghur line too."""
    return f"\u2066{band.replace('-', '–')}\u2069"
