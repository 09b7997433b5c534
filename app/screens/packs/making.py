"""Making a pack: for whom, and under which name; every word of this device with the voices that may go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from kivy.uix.widget import Widget

from app.screens.packs.facts import facts_of, key_words
from app.screens.page import InnerPage
from app.text.language import say, say_many
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton, LineCard
from lexicon.records import Scope

if TYPE_CHECKING:
    from app.services.pack_building import Built


class MakingScreen(InnerPage):
    """For the class or for everybody; the next page asks for the maker's name."""

    def __init__(self, app: Any, scope: Scope = Scope.CLASS) -> None:
        super().__init__(app, say("Make a pack"), app.show_packs, widest=480)
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        told = say(
            "All words, pictures and lists of this device go into one file, with your corrections. "
            "This week’s words come first where it is installed."
        )
        body.add_widget(Words(told, "body", align="start"))
        self.kinds: list[LineCard] = []
        for one, caption in ((Scope.CLASS, say("For our class")), (Scope.PUBLIC, say("For everybody"))):
            card = LineCard(caption)
            if one is scope:
                card.state_shown = "right"
            card.bind(on_release=lambda _card, chosen=one: app.show_making_a_pack(chosen))
            self.kinds.append(card)
            body.add_widget(card)
        body.add_widget(
            Words(
                say("Voices that were lent to the class come along.")
                if scope is Scope.CLASS
                else say("Only voices that may be heard by everybody come along."),
                "body",
                align="start",
            )
        )
        body.add_widget(
            Words(
                say("What was shared cannot be called back."),
                "small",
                colour=look.palette.soft_ink,
                align="start",
            )
        )
        self.make = BigButton(say("Next"))
        self.make.bind(on_release=lambda *_: app.show_maker_name(scope))
        body.add_widget(self.make)
        self.frame.add_widget(self.scrolling(body))

    def way_on(self) -> Widget | None:
        return self.make

    def choices(self) -> Sequence[Widget]:
        return self.kinds


class MadeScreen(InnerPage):
    """Where the pack lies, what stayed here, and the words that others will ask for."""

    def __init__(self, app: Any, built: Built, place: str, on: Callable[[], None]) -> None:
        super().__init__(app, say("Make a pack"), on)
        body = Column(spacing=look.gap("room"), padding=(0, look.gap("near"), 0, look.gap("far")))
        body.add_widget(Words(say("Saved: {place}", place=place), "body", bold=True, align="start"))
        told = [say_many("{n} word", "{n} words", len(built.pack.contents.of("sense")))]
        told.append(say_many("{n} recording", "{n} recordings", len(built.pack.contents.of("take"))))
        if built.kept_back + built.unready:
            stayed = built.kept_back + built.unready
            told.append(
                say_many(
                    "{n} recording stays here: it may not go, or is not ready.",
                    "{n} recordings stay here: they may not go, or are not ready.",
                    stayed,
                )
            )
        if built.again:
            told.append(say("Nothing has changed since the last time: it is the same pack."))
        body.add_widget(facts_of(told))
        body.add_widget(
            Words(
                say("Who gets it asks you for these eight words. Read them out, by telephone or at school."),
                "body",
                align="start",
            )
        )
        body.add_widget(key_words(built.words))
        self.send = self.add_sending(body, built.path)
        self.done = BigButton(say("Done"), "check", calm=self.send is not None)
        self.done.bind(on_release=lambda *_: on())
        body.add_widget(self.done)
        self.frame.add_widget(self.scrolling(body))

    def way_on(self) -> Widget | None:
        return self.done
