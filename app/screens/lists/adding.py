"""A word for a list: written in any script, found among those that are here, or new with its meaning."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.metrics import dp

from app.screens.lists.words import meaning_of
from app.screens.studio.naming import NamingScreen
from app.services.own_lists import Offered, Opened
from app.text.language import isolated, say
from app.theme import ADULT_TARGET, look
from app.widgets.base import Column
from app.widgets.pressable import WordCard
from lexicon.uyghur.scripts import Script, script_of

PAUSE_S = 0.25
"""Seconds after the last letter before it is searched: nobody wants what half a word may mean."""
LONGEST = 60


class WordWriting(NamingScreen):
    """A word is written in any script; under the field stands how it is kept: mended, in Arabic letters."""

    def __init__(self, app: Any, title: str, remark: str, text: str, back: Any, done: Any) -> None:
        super().__init__(app, title, remark, text, back, done, most=LONGEST)
        self._remark = remark
        self._search = Clock.create_trigger(lambda _dt: self._look_up(), PAUSE_S)
        self.name.bind(text=lambda *_: self._search())

    def leave(self) -> None:
        self._search.cancel()
        super().leave()

    def _look_up(self) -> None:
        text = self.name.text.strip()
        self.app.offer_words(text, lambda offered: self._offered(text, offered))

    def _offered(self, text: str, offered: Offered) -> None:
        """What was found for what still stands there."""
        if text != self.name.text.strip():
            return
        spelled = offered.headword if text and offered.headword != text else ""
        spelled = spelled if spelled and script_of(spelled) is Script.ARABIC else ""
        self.remark.text = say("Written so: {word}", word=isolated(spelled)) if spelled else self._remark
        self.show_offered(text, offered)

    def show_offered(self, text: str, offered: Offered) -> None:
        """Show what may be meant."""


class AddingScreen(WordWriting):
    """What is written is looked up as one writes; a tap puts a word that is here into the list."""

    def __init__(self, app: Any, opened: Opened) -> None:
        def back() -> None:
            app.show_list(opened.theme.id)

        def new(text: str) -> None:
            app.show_new_word(opened, text)

        remark = say("In any script, or what it means.")
        super().__init__(app, say("Add a word"), remark, "", back, new)
        self.opened = opened
        self.found: list[WordCard] = []
        self._offers = Column(spacing=look.gap("near"), size_hint_y=None)
        self._offers.bind(minimum_height=self._offers.setter("height"))
        self.remark.parent.add_widget(self._offers)

    def show_offered(self, text: str, offered: Offered) -> None:
        self._offers.clear_widgets()
        self.found = []
        for sense in offered.here if text else ():
            card = _card(f"{isolated(sense.headword)} · {isolated(meaning_of(sense))}")
            card.bind(on_release=lambda _card, one=sense: self.app.add_to_list(self.opened, one))
            self.found.append(card)
            self._offers.add_widget(card)


class MeaningScreen(NamingScreen):
    """The meaning of a new word, in the language of the interface."""

    def __init__(self, app: Any, opened: Opened, word: str) -> None:
        super().__init__(
            app, say("What does it mean?"), word, "", lambda: app.show_adding_a_word(opened),
            lambda meaning: app.add_new_word(opened, word, meaning), most=LONGEST,
        )  # fmt: skip
        self.write_meanings()


def _card(text: str) -> WordCard:
    return WordCard(text, "body", size_hint_y=None, height=dp(ADULT_TARGET) * max(1.0, look.font_scale))
