"""One word of a list: how it is written, what it means, its picture and voices, each to be corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.screens.lists.adding import LONGEST, WordWriting
from app.screens.lists.words import meaning_of
from app.screens.page import InnerPage
from app.screens.studio.naming import NamingScreen
from app.services.own_lists import Opened
from app.text.language import isolated, say, say_many
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton, framed
from lexicon.records import Sense

if TYPE_CHECKING:
    from app.services.one_word import Seen

PICTURE = 180
"""dp, the height of the picture."""
ALIKE = 3
"""How many words that look like it are named."""


class WordScreen(InnerPage):
    """Everything that is known of a word, and a button for each thing that may be corrected."""

    def __init__(self, app: Any, opened: Opened, seen: Seen) -> None:
        super().__init__(app, "", lambda: app.show_list(opened.theme.id), widest=480)
        self.seen, sense = seen, seen.sense
        body = Column(spacing=look.gap("step"), padding=(0, 0, 0, look.gap("far")))
        if sense.picture is not None:
            body.add_widget(framed(sense.picture, size_hint_y=None, height=dp(PICTURE)))
        body.add_widget(Words(sense.headword, "word", bold=True))
        body.add_widget(Words(meaning_of(sense), "title", colour=look.palette.soft_ink))
        voices = say_many("{n} recording", "{n} recordings", len(sense.voices))
        body.add_widget(Words(voices, "body", colour=look.palette.soft_ink))
        for one in seen.alike[:ALIKE]:
            other = f"{isolated(one.headword)} · {isolated(meaning_of(one))}"
            body.add_widget(Words(say("Also here: {word}", word=other), "body"))
        self.buttons: dict[str, BigButton] = {}
        self._button(body, "picture", say("Choose a picture"), None, lambda: app.show_pictures(opened, sense))
        self._button(body, "record", say("Record this word"), "microphone",
                     lambda: app.record_words(opened, (sense.id,)))  # fmt: skip
        self._button(body, "meaning", say("Correct the meaning"), "pencil",
                     lambda: app.show_correcting_meaning(opened, sense))  # fmt: skip
        self._button(body, "word", say("Correct the word"), "pencil",
                     lambda: app.show_correcting_word(opened, sense))  # fmt: skip
        if seen.corrected:
            self._button(body, "back", say("As it was before"), "undo",
                         lambda: app.take_word_back(opened, sense))  # fmt: skip
        self.frame.add_widget(self.scrolling(body))

    def _button(self, body: Column, name: str, text: str, icon: str | None, does: Any) -> None:
        button = BigButton(text, icon, calm=bool(self.buttons))
        button.bind(on_release=lambda *_: does())
        self.buttons[name] = button
        body.add_widget(button)

    def way_on(self) -> Widget | None:
        return self.buttons["picture"]


class CorrectingWordScreen(WordWriting):
    """The word anew, in any script."""

    def __init__(self, app: Any, opened: Opened, sense: Sense) -> None:
        super().__init__(
            app, say("Correct the word"), meaning_of(sense), sense.headword,
            lambda: app.show_word(opened, sense.id),
            lambda text: app.correct_word(opened, sense, text),
        )  # fmt: skip


class CorrectingMeaningScreen(NamingScreen):
    """The meaning anew, in the language of the interface."""

    def __init__(self, app: Any, opened: Opened, sense: Sense, language: str) -> None:
        super().__init__(
            app, say("Correct the meaning"), sense.headword, sense.glosses.get(language, ""),
            lambda: app.show_word(opened, sense.id),
            lambda text: app.correct_meaning(opened, sense, text), most=LONGEST,
        )  # fmt: skip
        self.write_meanings()
