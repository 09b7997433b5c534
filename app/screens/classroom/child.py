"""One child of the class: what it knows, when it practised, what is hard; and its copy can be deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.screens.learners import CardGrid
from app.screens.page import InnerPage, counted
from app.text.language import isolated, say, say_many
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton, Chip, PictureSheet, WordSheet
from app.widgets.weeks import WeekBars
from lexicon.uyghur.alphabet import LETTERS

if TYPE_CHECKING:
    from app.services.class_report import ChildRow


class ClassChildScreen(InnerPage):
    """Growth, never a place among others."""

    def __init__(self, app: Any, row: ChildRow) -> None:
        super().__init__(app, row.child.nickname, app.show_class)
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        body.add_widget(Chip(row.child.picture, 96, pos_hint={"center_x": 0.5}))
        body.add_widget(Words(str(row.child.known), "hero", bold=True, align="start"))
        known = say_many("word known now", "words known now", row.child.known)
        body.add_widget(Words(known, "body", align="start"))
        body.add_widget(Words(say("Days practised"), "body", bold=True, align="start"))
        days = [week.days if week else 0 for week in row.weeks]
        body.add_widget(WeekBars(days, size_hint_y=None, height=dp(96)))
        body.add_widget(
            Words(say_many("{n} day in all", "{n} days in all", sum(days)), "body", align="start")
        )
        letters = say("Letters")
        body.add_widget(Words(letters, "body", bold=True, align="start"))
        body.add_widget(
            Words(f"\u2066{counted(row.child.letters, len(LETTERS))}\u2069", "body", align="start")
        )
        if row.child.others:
            told = say("Not sure yet: {letters}", letters=isolated(" ".join(row.child.others)))
            body.add_widget(Words(told, "title", align="start"))
        if row.hardest:
            body.add_widget(Words(say("Hardest words"), "body", bold=True, align="start"))
            grid = CardGrid(side=112, most=3)
            for sense in row.hardest:
                card: Widget
                if sense.picture is not None:
                    card = PictureSheet(sense.picture, sense.headword, role="body")
                else:
                    card = WordSheet(sense.headword, "title", bold=True)
                grid.add_widget(card)
            body.add_widget(grid)
        self.remove = BigButton(say("Delete this copy"), calm=True)
        self.remove.bind(on_release=lambda *_: app.remove_class_child(row))
        body.add_widget(self.remove)
        self.frame.add_widget(self.scrolling(body))
