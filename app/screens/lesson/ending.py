"""The end of a lesson: what was learned, and the tree that grew. No points, no stars."""

from __future__ import annotations

from collections.abc import Callable

from kivy.clock import Clock

from app.drills.growth import Tree
from app.drills.steps import Ending
from app.screens.learners import CardGrid
from app.screens.page import Page
from app.text.language import say, say_many
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton, PictureSheet, Sheet, WordSheet
from app.widgets.split import Split
from app.widgets.tree import TreeView
from lexicon.records import Sense


def heading(ending: Ending) -> str:
    """What this lesson gave, in one line."""
    if ending.learned:
        return say_many("You learned one new word!", "You learned {n} new words!", len(ending.learned))
    if ending.practised:
        return say_many("You practised one word!", "You practised {n} words!", len(ending.practised))
    return say("Good to see you!")


class EndingCard(Split):
    """The tree as it was grows into what it is; below it, or beside it, the words of today."""

    def __init__(
        self, page: Page, ending: Ending, before: Tree, after: Tree, done: Callable[[], None]
    ) -> None:
        self.tree = TreeView(before)
        words = Column(spacing=look.gap("step"))
        body = Column(spacing=look.gap("step"), padding=(0, 0, 0, look.gap("near")))
        body.add_widget(Words(heading(ending), "title", bold=True))
        today = [*ending.learned, *ending.practised]
        if today:
            grid = CardGrid(side=112, most=4, tall=1.1)
            for sense in today:
                grid.add_widget(word_of_today(sense))
            body.add_widget(grid)
        words.add_widget(page.scrolling(body))
        self.done = BigButton(say("See you tomorrow"), "check")
        self.done.bind(on_release=lambda *_: done())
        words.add_widget(self.done)
        super().__init__(self.tree, words, 0.34)
        Clock.schedule_once(lambda _dt: self.tree.grow(after), 0.5 if look.motion else 0)


def word_of_today(sense: Sense) -> Sheet:
    """A word as it is remembered: picture and word, or the word alone."""
    if sense.picture is not None:
        return PictureSheet(sense.picture, sense.headword, role="title")
    return WordSheet(sense.headword, "title", bold=True)
