"""Who is learning today? One tap on one's own picture; a new child is made in three taps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.drills.growth import tree
from app.screens.page import Page
from app.text.language import say
from app.theme import look
from app.widgets.base import Column, Grid, Picture, Words
from app.widgets.pressable import PictureCard, RoundButton
from app.widgets.split import Split
from app.widgets.tree import TreeView
from lexicon.records import Learner

FACES = {
    "1F98A": "تۈلكە", "1F431": "مۈشۈك", "1F430": "توشقان", "1F43B": "ئېيىق",
    "1F981": "شىر", "1F418": "پىل", "1F42B": "تۆگە", "1F422": "تاشپاقا",
    "1F438": "پاقا", "1F98B": "كېپىنەك", "1F989": "ھۇۋقۇش", "1F41F": "بېلىق",
}  # fmt: skip
"""Pictures a learner may choose, each with its Uyghur name: the nickname, until a grown-up changes it.
Set-up makes them from ``app/pictures.txt``; the names are attested headwords."""

AGE_BANDS = (("3-5", "1F331"), ("6-8", "1F33F"), ("9-12", "1FAB4"), ("grown", "1F333"))
"""Age bands and the plant that stands for each."""


def age_name(band: str) -> str:
    """An age band as people read it."""
    if band == "grown":
        return say("Grown-up")
    return f"\u2066{band.replace('-', '–')}\u2069"  # isolated: from three to five, in a Uyghur line too


WELCOME = 130
"""Words of the tree that greets a family on the first day: what theirs may become."""


class CardGrid(Grid):
    """Cards in as many columns as fit, square, never below a child's target."""

    def __init__(self, *, side: float = 148, most: int = 4, tall: float = 1.0, **kwargs: Any) -> None:
        super().__init__(cols=2, size_hint_y=None, **kwargs)
        self._side, self._most, self._tall = dp(side), most, tall
        self.bind(width=self._fit, children=self._fit)

    def _fit(self, *_: Any) -> None:
        gap = look.gap("step")
        count = len(self.children)
        cols = max(2, min(self._most, int((self.width + gap) // (self._side * 0.86 + gap))))
        self.cols = min(cols, max(2, count)) if count else cols
        self.row_force_default = True
        cell = (self.width - gap * (self.cols - 1)) / self.cols
        self.row_default_height = min(cell, self._side * 1.25) * self._tall
        rows = -(-count // self.cols)
        self.height = rows * self.row_default_height + max(0, rows - 1) * gap


class LearnersScreen(Page):
    """The children of this device, each by a picture."""

    def __init__(self, app: Any, learners: Sequence[Learner]) -> None:
        super().__init__(app, across=880)
        self.header.add_widget(Picture("pomegranate", size_hint=(None, 1), width=dp(48)))
        self.header.add_widget(Words(say("Ana Til"), "title", bold=True, align="start", fit=True))
        self.grown_ups = RoundButton("sliders", pos_hint={"center_y": 0.5})
        self.grown_ups.bind(on_release=lambda *_: app.show_gate())
        self.header.add_widget(self.grown_ups)
        self.frame.add_widget(self.header)
        body = Column(padding=(0, look.gap("near")))
        if not learners:
            greeting = Words("ياخشىمۇسىز!", "hero", bold=True, fit=True, size_hint_y=None)
            greeting.height = look.type("hero") * 1.5
            body.add_widget(greeting)
        body.add_widget(Words(say("Who is learning today?"), "title", bold=True))
        grid = CardGrid()
        self.cards: list[PictureCard] = []
        for learner in learners:
            card = PictureCard(learner.picture, learner.nickname)
            card.bind(on_release=lambda _card, who=learner: app.enter(who))
            self.cards.append(card)
            grid.add_widget(card)
        self.new = PictureCard("plus", say("New"))
        self.new.picture.tint(look.palette.accent)
        self.new.bind(on_release=lambda *_: app.show_new_learner())
        grid.add_widget(self.new)
        body.add_widget(grid)
        page = self.scrolling(body)
        self.frame.add_widget(page if learners else Split(TreeView(tree(WELCOME)), page, 0.36))

    def choices(self) -> Sequence[Widget]:
        return [*self.cards, self.new]


class NewLearnerScreen(Page):
    """Two questions, each answered by a picture: who are you, and how big?"""

    def __init__(self, app: Any, taken: Sequence[str]) -> None:
        super().__init__(app)
        self._taken = frozenset(taken)
        self._face: str | None = None
        back = RoundButton("back", flip=look.rtl, pos_hint={"center_y": 0.5})
        back.bind(on_release=lambda *_: self._back())
        self.back = back
        self.header.add_widget(back)
        self.header.add_widget(Widget())
        self.frame.add_widget(self.header)
        self._place = Column()
        self.frame.add_widget(self._place)
        self.cards: list[PictureCard] = []
        self._ask_face()

    def _back(self) -> None:
        if self._face is None:
            self.app.show_learners()
        else:
            self._face = None
            self._ask_face()

    def _ask(self, question: str, cards: list[PictureCard], side: float = 112, tall: float = 1.0) -> None:
        self.cards = cards
        self._place.clear_widgets()
        self._place.add_widget(Words(question, "title", bold=True))
        grid = CardGrid(side=side, tall=tall)
        for card in cards:
            grid.add_widget(card)
        body = Column(padding=(0, look.gap("near")))
        body.add_widget(grid)
        self._place.add_widget(self.scrolling(body))

    def way_back(self) -> Widget | None:
        return self.back

    def choices(self) -> Sequence[Widget]:
        return self.cards

    def _ask_face(self) -> None:
        cards = []
        free = [face for face in FACES if face not in self._taken] or list(FACES)
        for face in free:
            card = PictureCard(face)
            card.bind(on_release=lambda _card, chosen=face: self._ask_age(chosen))
            cards.append(card)
        self._ask(say("Choose your picture"), cards)

    def _ask_age(self, face: str) -> None:
        self._face = face
        cards = []
        for band, plant in AGE_BANDS:
            card = PictureCard(plant, age_name(band), role="title")
            card.bind(on_release=lambda _card, chosen=band: self.app.make_learner(face, chosen))
            cards.append(card)
        self._ask(say("How old are you?"), cards, side=148, tall=1.15)


def nickname_for(face: str, taken: Sequence[str]) -> str:
    """The name of the face in Uyghur, with a number where it is taken."""
    name = FACES.get(face, face)
    number = 2
    wanted = name
    while wanted in taken:
        wanted = f"{name} {number}"
        number += 1
    return wanted
