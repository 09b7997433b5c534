"""A native reader's desk: what waits, and one thing at a time with what can be said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from app.screens.learners import CardGrid
from app.screens.page import Page
from app.services.readers import Desk, Item
from app.text.language import say, say_many
from app.theme import CHILD_TARGET, look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton, RoundButton, WordCard, framed
from app.widgets.split import Split
from lexicon import corrections
from lexicon.judgements import Judgement, Kind, Said


def kind_of_word(part_of_speech: str) -> str:
    """A part of speech in the interface's words; as it is written where it is an unknown one."""
    return {
        "noun": say("noun"),
        "verb": say("verb"),
        "adjective": say("adjective"),
        "adverb": say("adverb"),
        "pronoun": say("pronoun"),
        "numeral": say("numeral"),
        "interjection": say("interjection"),
        "phrase": say("phrase"),
        "question": say("question word"),
        "particle": say("particle"),
    }.get(part_of_speech, part_of_speech)


AHEAD = 4
"""Things whose picture is fetched before they are shown."""


def name_of(kind: Kind) -> str:
    """What a kind is called in the interface."""
    return {
        Kind.WORD: say("Words"),
        Kind.PICTURE: say("Pictures"),
        Kind.SENTENCE: say("Sentences"),
        Kind.TEXT: say("App texts"),
    }[kind]


class ReaderScreen(Page):
    """What waits, by kind; and saving what was said, to send."""

    def __init__(self, app: Any, desk: Desk, found: Sequence[Path], said: str = "") -> None:
        super().__init__(app)
        self.back = RoundButton("back", flip=look.rtl, pos_hint={"center_y": 0.5})
        self.back.bind(on_release=lambda *_: app.show_settings())
        self.header.add_widget(self.back)
        self.header.add_widget(Words(say("For native readers"), "title", bold=True, align="start", fit=True))
        self.frame.add_widget(self.header)
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        body.add_widget(
            Words(
                say(
                    "Nobody who grew up with Uyghur has read these yet. "
                    "Twenty a day help more than any program. You need not give your name."
                ),
                "body",
                align="start",
            )
        )
        self.heaps: dict[Kind, BigButton] = {}
        first = next((kind for kind in Kind if desk.waiting[kind]), None)
        for kind in Kind:
            total = desk.read[kind] + len(desk.waiting[kind])
            told = f"{name_of(kind)}  {desk.read[kind]} / {total}"
            if not desk.waiting[kind]:
                if total:
                    body.add_widget(Words(told, "title", colour=look.palette.soft_ink))
                continue
            heap = BigButton(told, calm=kind is not first)
            heap.bind(on_release=lambda _heap, chosen=kind: app.show_reading(desk, chosen))
            self.heaps[kind] = heap
            body.add_widget(heap)
        self.said = Words(said, "body", colour=look.palette.soft_ink, align="start")
        self.save: BigButton | None = None
        if desk.said:
            self.save = BigButton(say("Save what I said, to send"), "as_text", calm=True)
            self.save.bind(on_release=lambda *_: app.save_corrections(self._saved))
            body.add_widget(self.save)
        self.others: list[BigButton] = []
        for path in found:
            other = BigButton(say("Lay beside: {name}", name=path.name), calm=True)
            other.bind(on_release=lambda _other, chosen=path: app.bring_corrections(chosen, self._brought))
            self.others.append(other)
            body.add_widget(other)
        self.choose = self.add_choosing(
            body, lambda path: app.bring_corrections(path, self._brought), corrections.ENDING
        )
        body.add_widget(self.said)
        self.frame.add_widget(self.scrolling(body))

    def way_back(self) -> Widget | None:
        return self.back

    def choices(self) -> Sequence[Widget]:
        return list(self.heaps.values())

    def _saved(self, place: str) -> None:
        self.said.text = say("Saved: {place}", place=place)

    def _brought(self, count: int) -> None:
        self.app.show_reader(
            say_many(
                "{n} opinion of another reader lies beside yours.",
                "{n} opinions of another reader lie beside yours.",
                count,
            )
        )


class ReadingScreen(Page):
    """One thing: approve, correct, remove, not sure, skip. What was said last can be taken back."""

    def __init__(self, app: Any, desk: Desk, kind: Kind) -> None:
        super().__init__(app, across=880)
        self.kind = kind
        self._items = list(desk.waiting[kind])
        self._total = desk.read[kind] + len(self._items)
        self._read = desk.read[kind]
        self._at = 0
        self._said: list[Item] = []
        """What was said in this sitting, the latest last."""
        self.back = RoundButton("back", flip=look.rtl, pos_hint={"center_y": 0.5})
        self.back.bind(on_release=lambda *_: app.show_reader())
        self.undo = RoundButton("undo", flip=look.rtl, pos_hint={"center_y": 0.5})
        self.undo.bind(on_release=lambda *_: self._take_back())
        self.title = Words("", "title", bold=True, align="start", fit=True)
        for piece in (self.back, self.title, self.undo):
            self.header.add_widget(piece)
        self.frame.add_widget(self.header)
        self.place = BoxLayout()
        self.frame.add_widget(self.place)
        self.card: ItemCard | None = None
        self._show()

    def way_back(self) -> Widget | None:
        return self.back

    def way_on(self) -> Widget | None:
        return self.card.ways[Said.APPROVE] if self.card else None

    def choices(self) -> Sequence[Widget]:
        return [*self.card.ways.values(), self.card.skip] if self.card else ()

    def _show(self) -> None:
        self.place.clear_widgets()
        self.card = None
        self.title.text = f"{name_of(self.kind)}  {self._read} / {self._total}"
        self.undo.opacity = 1.0 if self._said else 0.0
        self.undo.disabled = not self._said
        if self._at >= len(self._items):
            self.place.add_widget(
                Words(say("That is all for now. Thank you!"), "title", bold=True, pos_hint={"center_y": 0.6})
            )
            return
        item = self._items[self._at]
        if item.picture is not None:
            soon = self._items[self._at : self._at + AHEAD]
            self.app.pictures.want([one.picture for one in soon if one.picture])
        self.card = ItemCard(item, self._judged, self._skip)
        self.place.add_widget(self.card)

    def _skip(self) -> None:
        self._at += 1
        self._show()

    def _judged(self, said: Said) -> None:
        item = self._items[self._at]
        if said is Said.CORRECT:
            self.app.show_correction(item, lambda changes: self._keep(item, said, changes))
        else:
            self._keep(item, said, {})

    def _keep(self, item: Item, said: Said, changes: Mapping[str, str]) -> None:
        at = self._at

        def kept() -> None:
            if at != self._at:  # a second tap came too late
                return
            self._said.append(item)
            self._read += 1
            self._at += 1
            self._show()

        self.app.judge(item, said, changes, kept)

    def _take_back(self) -> None:
        if not self._said:
            return
        item = self._said.pop()

        def taken_back() -> None:
            self._read -= 1
            self._at = self._items.index(item)
            self._show()

        self.app.take_back_judgement(item, taken_back)


class ItemCard(Split):
    """What is to be read, and below it (or beside, in a wide window) what can be said of it."""

    def __init__(self, item: Item, judged: Any, skip: Any) -> None:
        self.item = item
        self.ways: dict[Said, Widget] = {}
        self.skip = WordCard(say("Later"), "body")
        self.skip.bind(on_release=lambda *_: skip())
        super().__init__(self._shown(), self._asked(judged), 0.5)

    def turned(self, wide: bool) -> None:
        """What can be said keeps its own height; what is to be read has the rest."""
        self.second.size_hint_y = None
        self.second.height = self.second.minimum_height
        self.second.pos_hint = {"center_y": 0.5} if wide else {}
        if not wide:
            self.first.size_hint_y = 1

    def _shown(self) -> Column:
        item, soft = self.item, look.palette.soft_ink
        shown = Column(spacing=look.gap("hair"))
        if item.picture is not None:
            shown.add_widget(framed(item.picture, size_hint_y=1.4))
        # A word is looked at; a text of the app can be two lines long.
        role = "title" if item.kind is Kind.TEXT else "word"
        shown.add_widget(Words(item.text, role, bold=True, fit=True, base_direction="rtl"))
        shown.add_widget(Words(item.meaning, "title", colour=soft, fit=True, size_hint_y=0.7))
        remarks = [kind_of_word(item.about), item.note, *(_opinion(one) for one in item.others)]
        told = " · ".join(remark for remark in remarks if remark)
        if told:
            shown.add_widget(Words(told, "small", colour=soft, fit=True, size_hint_y=0.6))
        return shown

    def _asked(self, judged: Any) -> Column:
        kind = self.item.kind
        asked = Column(spacing=look.gap("near"), size_hint_y=None)
        asked.bind(minimum_height=asked.setter("height"))
        question = {
            Kind.WORD: say("Is this word right, with this meaning?"),
            Kind.PICTURE: say("Does a child who sees this picture say this word?"),
            Kind.SENTENCE: say("Would a child say this, just so?"),
            Kind.TEXT: say("Is this said well?"),
        }[kind]
        asked.add_widget(Words(question, "small"))
        right = BigButton(say("Yes, right"), "check")
        self.ways[Said.APPROVE] = right
        asked.add_widget(right)
        grid = CardGrid(side=2 * CHILD_TARGET, most=2, tall=0.5)
        labels = {
            Said.CORRECT: say("It should be different"),
            Said.REMOVE: say("Take it out"),
            Said.UNSURE: say("I am not sure"),
        }
        # A picture is not corrected by writing; the interface cannot do without a text.
        labels.pop({Kind.PICTURE: Said.CORRECT, Kind.TEXT: Said.REMOVE}.get(kind, Said.APPROVE), None)
        for said, label in labels.items():
            self.ways[said] = WordCard(label, "body")
            grid.add_widget(self.ways[said])
        for said, way in self.ways.items():
            way.bind(on_release=lambda _way, chosen=said: judged(chosen))
        grid.add_widget(self.skip)
        asked.add_widget(grid)
        return asked


def _opinion(judgement: Judgement) -> str:
    """Another reader's word on it, for side by side."""
    said = {
        Said.APPROVE: say("another reader: right"),
        Said.CORRECT: say("another reader: different"),
        Said.REMOVE: say("another reader: take it out"),
        Said.UNSURE: say("another reader: not sure"),
    }[judgement.said]
    changes = ", ".join(judgement.changes.values())
    return f"{said} ({changes})" if changes else said
