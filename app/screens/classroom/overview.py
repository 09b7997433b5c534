"""The class on one page: a line a child, by name, and the words for the next lesson."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.classroom import EVERYTHING, Wanted
from app.screens.classroom.wanted import who_said
from app.screens.learners import CardGrid
from app.screens.page import FilesPage, counted
from app.screens.path import title_of
from app.text.language import isolated, say
from app.theme import CHILD_TARGET, look
from app.widgets.base import Column, Row, Words
from app.widgets.pressable import BigButton, Card, Chip, LineCard, PictureSheet, WordSheet
from app.widgets.weeks import WeekBars

if TYPE_CHECKING:
    from app.services.class_report import ChildRow, LetterRow, Report, WordRow


class ClassScreen(FilesPage):
    """Nobody is first or last here: children stand by name, and a week without practice is a quiet line."""

    def __init__(self, app: Any, report: Report, wanted: Wanted = EVERYTHING) -> None:
        super().__init__(app, say("My class"), app.show_settings)
        self.report = report
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        self.children_cards: list[ChildLine] = []
        self.teach: BigButton | None = None
        self.wanted: LineCard | None = None
        if report.children or report.left_out:
            words = say("All words") if wanted.words is None else isolated(title_of(wanted.words)[0])
            self.wanted = LineCard(f"{who_said(wanted.who)} · {words}")
            self.wanted.bind(on_release=lambda *_: app.show_class_wanted(wanted))
            body.add_widget(self.wanted)
        for row in report.children:
            line = ChildLine(row)
            line.bind(on_release=lambda _line, one=row: app.show_class_child(one))
            self.children_cards.append(line)
            body.add_widget(line)
        if report.to_teach:
            self._to_teach(body, report.to_teach)
        if report.letters_to_teach:
            body.add_widget(Words(say("Letters for the next lesson"), "body", bold=True, align="start"))
            grid = CardGrid(side=72, most=6)
            for letter in report.letters_to_teach:
                grid.add_widget(LetterToTeach(letter))
            body.add_widget(grid)
        told = say("Families save a copy for a teacher on their child’s page. Bring the copies in here.")
        body.add_widget(Words(told, "body", colour=look.palette.soft_ink, align="start"))
        self.bring = BigButton(say("Bring progress in"), calm=bool(report.children))
        self.bring.bind(on_release=lambda *_: app.show_progress_files())
        body.add_widget(self.bring)
        self.frame.add_widget(self.scrolling(body))

    def _to_teach(self, body: Column, rows: Sequence[WordRow]) -> None:
        body.add_widget(Words(say("Words for the next lesson"), "body", bold=True, align="start"))
        told = say("Under each word: how many of the children who were asked have forgotten it.")
        body.add_widget(Words(told, "small", colour=look.palette.soft_ink, align="start"))
        grid = CardGrid(side=112, most=4)
        for row in rows:
            grid.add_widget(WordToTeach(row))
        body.add_widget(grid)
        self.teach = BigButton(say("Practise these this week"), "check")
        self.teach.bind(on_release=lambda *_: self.app.teach_this_week(rows))
        body.add_widget(self.teach)

    def opened(self, path: Path) -> None:
        self.app.open_progress_file(path)

    def choices(self) -> Sequence[Widget]:
        return self.children_cards


class ChildLine(Card):
    """A child's face and name, its last weeks, and how many words it knows."""

    def __init__(self, row: ChildRow) -> None:
        super().__init__(size_hint_y=None, height=dp(CHILD_TARGET) * max(1.0, look.font_scale * 0.9))
        inside = Row(
            spacing=look.gap("step"),
            padding=(look.gap("step"), look.gap("near"), look.gap("step"), look.gap("near")),
            pos_hint={"center_x": 0.5, "center_y": 0.5},
        )
        inside.add_widget(Chip(row.child.picture, 44, pos_hint={"center_y": 0.5}))
        name = Words(row.child.nickname, "body", bold=True, align="start", fit=True, size_hint_x=1.4)
        inside.add_widget(name)
        days = [week.days if week else 0 for week in row.weeks]
        inside.add_widget(WeekBars(days, size_hint_y=0.7, pos_hint={"center_y": 0.5}))
        far = "left" if look.rtl else "right"
        inside.add_widget(
            Words(str(row.child.known), "body", bold=True, align=far, fit=True, size_hint_x=0.5)
        )
        self.add_widget(inside)


class LetterToTeach(Column):
    """A letter, and how many of how many children do not know it yet."""

    def __init__(self, row: LetterRow) -> None:
        super().__init__(spacing=0)
        self.add_widget(WordSheet(row.letter, "title", bold=True))
        told = f"\u2066{counted(len(row.unsure), row.children)}\u2069"
        self.add_widget(Words(told, "small", colour=look.palette.soft_ink, fit=True, size_hint_y=0.34))


class WordToTeach(Column):
    """A word as its picture or letters, and how many of how many children have forgotten it."""

    def __init__(self, row: WordRow) -> None:
        super().__init__(spacing=0)
        word = row.sense.headword
        if row.sense.picture is not None:
            self.add_widget(PictureSheet(row.sense.picture, word, role="body"))
        else:
            self.add_widget(WordSheet(word, "body", bold=True))
        told = f"\u2066{counted(len(row.forgot), row.children)}\u2069"
        self.add_widget(Words(told, "small", colour=look.palette.soft_ink, fit=True, size_hint_y=0.24))
