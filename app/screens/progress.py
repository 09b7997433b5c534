"""How a child is getting on, for a parent who has ten seconds: words known, what comes, days practised."""

from __future__ import annotations

from typing import Any

from kivy.metrics import dp
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from app.drills.bands import AGE_BANDS, BANDS, Wishes
from app.drills.forecast import calendar
from app.drills.spelling import written
from app.screens.learners import CardGrid
from app.screens.page import InnerPage
from app.services.progress import ProgressView
from app.text.language import say, say_many
from app.theme import look
from app.widgets.base import Column, Row, Words
from app.widgets.days import ComingDays, PractisedDays
from app.widgets.pressable import PictureSheet, WordSheet
from app.widgets.split import WIDE
from app.widgets.tree import TreeView
from lexicon.records import Sense, Skill

ENOUGH = 10
"""Answers that came back before anything is said about ten of them."""

OF_TEN = 10


class _Halves(BoxLayout):
    """Two columns, below one another or, where the window is wide, beside each other from the top."""

    def __init__(self, first: Column, second: Column) -> None:
        super().__init__(orientation="vertical", spacing=look.gap("wide"), size_hint_y=None)
        self.bind(minimum_height=self.setter("height"))
        self._pieces = (first, second)
        for piece in self._pieces:
            piece.size_hint_y = None
            piece.pos_hint = {"top": 1}
            piece.bind(minimum_height=piece.setter("height"))
            self.add_widget(piece)

    def turn(self, wide: bool) -> None:
        """Lay them beside each other, or below."""
        self.orientation = "horizontal" if wide else "vertical"
        self.clear_widgets()
        for piece in reversed(self._pieces) if wide and look.rtl else self._pieces:
            self.add_widget(piece)


class ProgressScreen(InnerPage):
    """One child's words, letters, days and hardest words. Nothing here is counted against anybody."""

    def __init__(self, app: Any, view: ProgressView) -> None:
        super().__init__(app, say("How it goes"), lambda: app.show_child(view.learner), across=880)
        self.view = view
        first, second = Column(spacing=look.gap("step")), Column(spacing=look.gap("step"))
        self._known(first)
        self._remembered(first)
        self._practised(first)
        self._coming(second)
        self._hardest(second)
        self.halves = _Halves(first, second)
        body = Column(padding=(0, look.gap("near"), 0, look.gap("far")))
        body.add_widget(self.halves)
        self.frame.add_widget(self.scrolling(body))
        self.bind(size=self._turn)
        self._turn()

    def _turn(self, *_: Any) -> None:
        self.halves.turn(self.width > self.height * WIDE)

    def _known(self, body: Column) -> None:
        """The number that is looked for first, the tree beside it, and what it is made of."""
        view, outlook = self.view, self.view.outlook
        line = Row(size_hint_y=None, height=dp(120), spacing=look.gap("room"))
        line.add_widget(TreeView(view.tree, size_hint=(None, 1), width=dp(112)))
        told = Column(spacing=0, pos_hint={"center_y": 0.5}, size_hint_y=None)
        told.bind(minimum_height=told.setter("height"))
        words = round(outlook.words)
        self.number = Words(str(words), "hero", bold=True, align="start")
        told.add_widget(self.number)
        told.add_widget(Words(say_many("word known now", "words known now", words), "body", align="start"))
        told.bind(height=lambda _told, high: setattr(line, "height", max(dp(120), high)))
        line.add_widget(told)
        body.add_widget(line)
        names = {
            Skill.HEAR: say("Hear"),
            Skill.READ: say("Read"),
            Skill.SAY: say("Say"),
            Skill.WRITE: say("Write"),
        }
        asked = BANDS[view.learner.age_band].skills
        for skill in (one for one in Skill if one in asked and len(asked) > 1):
            self._figure(body, names[skill], str(round(outlook.of_skill[skill])))
        if AGE_BANDS.index(view.learner.age_band) > 0:
            self._figure(body, say("Letters"), f"\u2066{view.letters}\u00a0/\u00a0{view.every_letter}\u2069")

    def _remembered(self, body: Column) -> None:
        """How many of ten words that came back were known, in a sentence, and how many were expected."""
        outlook = self.view.outlook
        self._heading(body, say("Remembered"))
        if outlook.remembered is None or outlook.predicted is None or outlook.came_back < ENOUGH:
            body.add_widget(Words(say("A few more days, and it will show here."), "body", align="start"))
            return
        right, expected = round(OF_TEN * outlook.remembered), round(OF_TEN * outlook.predicted)
        sentence = say("Of ten words that came back, {n} were remembered.", n=right)
        body.add_widget(Words(sentence, "body", align="start"))
        soft = look.palette.soft_ink
        body.add_widget(Words(say("Expected: {n}", n=expected), "small", colour=soft, align="start"))

    def _practised(self, body: Column) -> None:
        outlook = self.view.outlook
        self._heading(body, say("Days practised"))
        self.calendar = PractisedDays(calendar(outlook.days, outlook.today), size_hint_y=None, height=dp(180))
        body.add_widget(self.calendar)
        days, minutes = len(outlook.days), round(outlook.minutes)
        body.add_widget(Words(say_many("{n} day in all", "{n} days in all", days), "body", align="start"))
        body.add_widget(
            Words(say_many("{n} minute in all", "{n} minutes in all", minutes), "body", align="start")
        )

    def _coming(self, body: Column) -> None:
        self._heading(body, say("What comes back in the next 30 days"))
        self.coming = ComingDays(self.view.outlook.due, size_hint_y=None, height=dp(120))
        body.add_widget(self.coming)
        ends = Row(size_hint_y=None)
        ends.bind(minimum_height=ends.setter("height"))
        today = Words(say("Today: {n}", n=self.view.outlook.due[0]), "small", align="start")
        far = Words("30", "small", align="left" if look.rtl else "right")
        for words in (today, far):
            ends.add_widget(words)
        body.add_widget(ends)

    def _hardest(self, body: Column) -> None:
        if not self.view.hardest:
            return
        self._heading(body, say("Hardest words"))
        grid, script = CardGrid(side=112, most=3), Wishes.of(self.view.learner.settings).script
        self.cards = [_card(sense, script) for sense in self.view.hardest]
        for card in self.cards:
            grid.add_widget(card)
        body.add_widget(grid)

    def _heading(self, body: Column, text: str) -> None:
        body.add_widget(Words(text, "body", bold=True, align="start"))

    def _figure(self, body: Column, name: str, number: str) -> None:
        """A name, and its number at the line's far end."""
        line = Row(size_hint_y=None)
        line.bind(minimum_height=line.setter("height"))
        soft = look.palette.soft_ink
        line.add_widget(Words(name, "body", colour=soft, align="start"))
        far = "left" if look.rtl else "right"
        line.add_widget(Words(number, "body", bold=True, align=far, size_hint_x=0.6))
        body.add_widget(line)


def _card(sense: Sense, script: str) -> Widget:
    word = written(sense.headword, script)
    if sense.picture is not None:
        return PictureSheet(sense.picture, word, role="title")
    return WordSheet(word, "title", bold=True)
