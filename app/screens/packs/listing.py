"""The packs that are installed, and the files that came."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.uix.widget import Widget

from app.screens.packs.facts import facts_of
from app.screens.page import FilesPage, InnerPage, TakingPage
from app.screens.studio.inbox import short_name
from app.text.language import isolated, say, say_many, spoken
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton, LineCard
from lexicon.packs.contents import ENDING

if TYPE_CHECKING:
    from app.services.packs import Installed


class PacksScreen(FilesPage):
    """What is installed, a card each; below, the files that lie where a person puts them."""

    def __init__(self, app: Any, installed: Sequence[Installed], found: Sequence[Path], folder: str) -> None:
        """``folder``: where to put a file, as a person finds it."""
        super().__init__(app, say("Packs"), app.show_settings)
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        told = say("A pack brings words, pictures and voices that somebody else has made.")
        body.add_widget(Words(told, "body", align="start"))
        self.installed: list[LineCard] = []
        for one in installed:
            card = LineCard(one.title(spoken().code))
            card.bind(on_release=lambda _card, pack=one: app.show_pack(pack))
            self.installed.append(card)
            body.add_widget(card)
        body.add_widget(Words(say("Bring a pack in"), "body", bold=True, align="start"))
        place = isolated(folder)
        told = say("Put the file into the folder {place}, or drop it here.", place=place)
        told_so = Words(told, "body", colour=look.palette.soft_ink, align="start")
        self.choose = self.add_way_in(body, told_so, ENDING)
        self.cards = self.add_cards(body, [(short_name(path.stem), path) for path in found])
        self.make = BigButton(say("Make a pack"), calm=True)
        self.make.bind(on_release=lambda *_: app.show_making_a_pack())
        body.add_widget(self.make)
        self.frame.add_widget(self.scrolling(body))

    def opened(self, path: Path) -> None:
        self.app.open_pack(path)

    def choices(self) -> Sequence[Widget]:
        return [*self.installed, *self.cards]


class PackScreen(InnerPage):
    """An installed pack: whose it is, what it has brought, and the way out again."""

    def __init__(self, app: Any, pack: Installed) -> None:
        super().__init__(app, pack.title(spoken().code), app.show_packs, widest=480)
        body = Column(spacing=look.gap("room"), padding=(0, look.gap("near"), 0, look.gap("far")))
        told = [say("Made by {name}", name=isolated(pack.maker)), say("Version {n}", n=pack.version)]
        if pack.words:
            told.append(say_many("{n} new word", "{n} new words", pack.words))
        if pack.voices:
            told.append(say_many("{n} recording", "{n} recordings", pack.voices))
        body.add_widget(facts_of(told))
        self.done = BigButton(say("Done"), "check")
        self.done.bind(on_release=lambda *_: app.show_packs())
        body.add_widget(self.done)
        self.take_out = BigButton(say("Take this pack out"), calm=True)
        self.take_out.bind(on_release=lambda *_: app.show_taking_out(pack))
        body.add_widget(self.take_out)
        self.frame.add_widget(self.scrolling(body))

    def way_on(self) -> Widget | None:
        return self.done


class TakingOutScreen(TakingPage):
    """Whether a pack is to go. What a child has learned stays."""

    def __init__(self, app: Any, pack: Installed) -> None:
        asked = (
            say("Take “{name}” out?", name=isolated(pack.title(spoken().code))),
            say("Its words and voices leave this device. What your children have learned stays."),
            say("Take out"),
        )
        super().__init__(
            app, say("Packs"), asked, lambda: app.show_pack(pack), lambda: app.take_pack_out(pack)
        )
