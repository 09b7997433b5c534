"""Words from a table, a deck or a lexicon: which file, what is in it, and only then a yes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.uix.widget import Widget

from app.screens.packs.facts import facts_of
from app.screens.page import FilesPage, InnerPage
from app.screens.studio.inbox import short_name
from app.text.language import isolated, say, say_many
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton, LineCard

if TYPE_CHECKING:
    from app.services.doors.looking import Looked
    from lexicon.records import Learner

SHOWN = 8
"""Words of a kind that are shown one by one."""


class WordFilesScreen(FilesPage):
    """The files that lie where a person puts them."""

    def __init__(self, app: Any, found: Sequence[Path], folder: str) -> None:
        super().__init__(app, say("Words from a file"), app.show_lists)
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        told = say("A table, a deck of Anki or a dictionary file. Words that are here are not doubled.")
        body.add_widget(Words(told, "body", align="start"))
        told = say("Put the file into the folder {place}, or drop it here.", place=isolated(folder))
        told_so = Words(told, "body", colour=look.palette.soft_ink, align="start")
        self.choose = self.add_way_in(body, told_so)
        self.cards = self.add_cards(body, [(short_name(path.name), path) for path in found])
        self.frame.add_widget(self.scrolling(body))

    def opened(self, path: Path) -> None:
        self.app.open_words(path)

    def choices(self) -> Sequence[Widget]:
        return self.cards


class WordsInItScreen(InnerPage):
    """What a file holds and what bringing it in changes."""

    def __init__(self, app: Any, path: Path, looked: Looked) -> None:
        super().__init__(app, short_name(path.name), app.show_word_files, widest=480)
        body = Column(spacing=look.gap("room"), padding=(0, look.gap("near"), 0, look.gap("far")))
        body.add_widget(facts_of(list(_counts(looked))))
        new = [one for one in looked.matched if one.draft is not None]
        self.bring: BigButton | None = None
        if new:
            body.add_widget(Words(say("New in it"), "body", bold=True, align="start"))
            told = [
                f"{isolated(one.headword)} · {isolated('; '.join(one.draft.glosses.values()))}"
                for one in new[:SHOWN]
                if one.draft is not None
            ]
            body.add_widget(facts_of(told + (["…"] if len(new) > SHOWN else [])))
        slips = [one for one in new if one.near]
        if slips:
            body.add_widget(Words(say("Maybe slips of the pen"), "body", bold=True, align="start"))
            body.add_widget(
                facts_of(
                    [
                        f"{isolated(one.headword)} – {', '.join(map(isolated, one.near))}?"
                        for one in slips[:SHOWN]
                    ]
                )
            )
        if any(one.sense is not None or one.draft is not None for one in looked.matched):
            self.bring = BigButton(say("Bring the words in"), "check")
            self.bring.bind(on_release=lambda *_: app.bring_words(looked))
            body.add_widget(self.bring)
        self.later = BigButton(say("Not now") if self.bring else say("Done"), calm=bool(self.bring))
        self.later.bind(on_release=lambda *_: app.show_word_files())
        body.add_widget(self.later)
        self.frame.add_widget(self.scrolling(body))

    def way_on(self) -> Widget | None:
        return self.bring or self.later


class WhoseAnswersScreen(InnerPage):
    """Answers came with a deck: a grown-up says which child has given them, or that nobody here has."""

    def __init__(self, app: Any, learners: Sequence[Learner], answers: int, on: Callable[[], None],
                 chosen: Callable[[Learner], None]) -> None:  # fmt: skip
        super().__init__(app, say("Words from a file"), on, widest=480)
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        told = say_many("There is {n} answer in this deck.", "There are {n} answers in this deck.", answers)
        body.add_widget(Words(told, "body", bold=True, align="start"))
        body.add_widget(Words(say("Who has given them? That child goes on here."), "body", align="start"))
        self.cards: list[LineCard] = []
        for one in learners:
            card = LineCard(one.nickname)
            card.bind(on_release=lambda _card, which=one: chosen(which))
            self.cards.append(card)
            body.add_widget(card)
        self.nobody = BigButton(say("Nobody here"), calm=True)
        self.nobody.bind(on_release=lambda *_: on())
        body.add_widget(self.nobody)
        self.frame.add_widget(self.scrolling(body))

    def way_on(self) -> Widget | None:
        return self.nobody

    def choices(self) -> Sequence[Widget]:
        return self.cards


def _counts(looked: Looked) -> Iterator[str]:
    from app.services.doors.matching import Match

    if here := looked.count(Match.HERE):
        yield say_many("{n} word is here already", "{n} words are here already", here)
    if new := looked.count(Match.NEW) + looked.count(Match.MEANING):
        yield say_many("{n} new word", "{n} new words", new)
    else:
        yield say("Nothing is new in it.")
    if out := len(looked.left_out):
        yield say_many(
            "{n} line stays out: no Uyghur word, no meaning, or twice in the file",
            "{n} lines stay out: no Uyghur word, no meaning, or twice in the file",
            out,
        )
    if looked.voices:
        yield say_many(
            "{n} recording stays out: a voice needs its speaker’s consent",
            "{n} recordings stay out: a voice needs its speaker’s consent",
            looked.voices,
        )
