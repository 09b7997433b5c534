"""What this app never does, what nobody can promise, and how to tell the real one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.screens.page import InnerPage
from app.text.language import say
from app.theme import look
from app.widgets.base import Column, Row, Words
from app.widgets.pressable import BigButton, Chip

CHIP = 48


class PromisesScreen(InnerPage):
    """A promise a line, with a sign; each has a test (docs/promises.md)."""

    def __init__(self, app: Any) -> None:
        super().__init__(app, say("What this app never does"), app.show_settings)
        self.cannot = BigButton(say("What we cannot promise"), calm=True)
        self.cannot.bind(on_release=lambda *_: app.show_cannot_promise())
        self.real = BigButton(say("Is this the real one?"), calm=True)
        self.real.bind(on_release=lambda *_: app.show_real_one())
        self.frame.add_widget(self.scrolling(_page(promises(), (self.cannot, self.real))))

    def choices(self) -> Sequence[Widget]:
        return (self.cannot, self.real)


class CannotScreen(InnerPage):
    """Said plainly, beside the promises."""

    def __init__(self, app: Any) -> None:
        super().__init__(app, say("What we cannot promise"), app.show_promises)
        self.frame.add_widget(self.scrolling(_page(cannot_promise())))


class RealOneScreen(InnerPage):
    """How to tell this app from one that only looks like it."""

    def __init__(self, app: Any) -> None:
        super().__init__(app, say("Is this the real one?"), app.show_promises)
        self.frame.add_widget(self.scrolling(_page(real_one())))


def promises() -> list[tuple[str, str]]:
    """Each promise with the picture beside it, in the order of docs/promises.md."""
    return [
        ("1F310", say("It never uses the internet.")),
        ("1F3A4", say("It listens only while you record, and you see that it does.")),
        ("1F464", say("It asks for no name, place, contacts or account, and shows no advertising.")),
        ("1F338", say("A voice goes by another name, and only as far as its speaker allowed.")),
        ("1F476", say("A child’s voice is heard and forgotten: it is never kept.")),
        ("1F64B", say("A voice that is taken back is deleted, and no old copy brings it back.")),
        ("1F4E6", say("A pack that somebody changed is not opened.")),
        ("1F4C8", say("What a child has learned leaves only by your hand.")),
        ("1F512", say("A copy of everything opens only with your passphrase.")),
        ("1F4F7", say("What you share says no place, no exact time, and nothing of this device.")),
    ]


def cannot_promise() -> list[tuple[str, str]]:
    """What nobody can promise."""
    return [
        ("1F4E8", say("What was shared cannot be called back.")),
        ("1F442", say("A voice can be recognised, whatever name it goes by.")),
        ("1F4F1", say("Who has your unlocked phone can see what is kept here.")),
        ("1F5D1", say("Deleting on a phone is not erasing: a specialist may still find traces.")),
        ("1F440", say("Another app that spies can see the screen and hear the microphone.")),
    ]


def real_one() -> list[tuple[str, str]]:
    """How to tell."""
    return [
        ("1F4E9", say("Spyware was sent around as Uyghur dictionaries. Be careful with an app from a chat.")),
        ("1F50D", say("The real one asks for the microphone and nothing else: look at its permissions.")),
        (
            "1F511",
            say(
                "No version for phones has been published yet. When there is one, its page will show a "
                "fingerprint to compare."
            ),
        ),
        ("1F9D1-200D-1F3EB", say("Not sure? Ask a teacher who uses it, and wait until then.")),
    ]


def _page(told: Sequence[tuple[str, str]], buttons: Sequence[Widget] = ()) -> Column:
    body = Column(spacing=look.gap("room"), padding=(0, look.gap("near"), 0, look.gap("far")))
    for picture, sentence in told:
        body.add_widget(_line(picture, sentence))
    for button in buttons:
        body.add_widget(button)
    return body


def _line(picture: str, sentence: str) -> Row:
    line = Row(size_hint_y=None, spacing=look.gap("room"))
    line.add_widget(Chip(picture, CHIP, pos_hint={"top": 1}))
    words = Words(sentence, "body", align="start", pos_hint={"top": 1})
    line.add_widget(words)

    def grow(_words: Words, high: float) -> None:
        line.height = max(dp(CHIP), high)

    words.bind(height=grow)
    return line
