"""Every word beside its picture, lesson by lesson, as pictures to look through: one a theme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.drills.drill import meaning
from app.screens.learners import CardGrid, LearnersScreen
from app.screens.page import Page
from app.text.language import spoken
from app.theme import look
from app.tour.guide import Camera
from app.widgets.base import Column, Words
from app.widgets.pressable import PictureCard, WordCard
from lexicon import senses
from lexicon.records import Sense

SIDE = 132
"""dp of a card; a window 1,180 dp wide shows eight of them, a whole lesson, in a row."""


class LessonSheet(Page):
    """A theme: a row of cards for each of its lessons."""

    def __init__(self, app: Any, title: str, lessons: list[list[Sense]]) -> None:
        super().__init__(app, widest=1180)
        body = Column(spacing=look.gap("near"))
        body.add_widget(Words(title, "title", bold=True))
        for lesson in lessons:
            row = CardGrid(side=SIDE, most=8)
            for sense in lesson:
                said = f"{sense.headword}\n{meaning(sense, spoken().catalogue) or ''}"
                card = PictureCard(sense.picture, said) if sense.picture else WordCard(said, "body")
                row.add_widget(card)
            body.add_widget(row)
        self.frame.add_widget(self.scrolling(body))


def every_word(app: Any, camera: Camera) -> Iterator[None]:
    """Yields once a frame until each theme has had its picture taken."""
    while not isinstance(app.stage.screen, LearnersScreen):
        yield
    found: list[tuple[str, list[list[Sense]]]] = []
    app.desk.ask(lambda: _lessons(app), found.extend)
    yield from camera.settle()
    for title, lessons in found:
        app.stage.show(LessonSheet(app, title, lessons))
        yield from camera.shoot("words")


def _lessons(app: Any) -> list[tuple[str, list[list[Sense]]]]:
    household = app._household
    with household.kept.read() as connection:
        return [
            (
                f"{theme.titles['ug']} · {theme.titles.get(spoken().catalogue, theme.titles['en'])}",
                [
                    list(senses.senses_of(connection, lesson, household.now_ms()))
                    for lesson in senses.lessons_of(connection, theme.id)
                ],
            )
            for theme in senses.themes(connection)
        ]
