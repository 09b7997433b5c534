"""Progress files that came: which one, and what is in it, before anything is brought in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.screens.page import FilesPage, InnerPage
from app.screens.studio.inbox import short_name
from app.services.progress_looking import Found, FoundLearner
from app.text.language import isolated, say, say_many
from app.theme import look
from app.widgets.base import Column, Row, Words
from app.widgets.pressable import BigButton, Chip
from lexicon.exchange import progress


class ProgressFilesScreen(FilesPage):
    """The files that are here, the newest first; and one that is dropped on the window."""

    def __init__(self, app: Any, found: Sequence[Path], folder: str) -> None:
        """``folder``: where to put a file, as a person finds it."""
        super().__init__(app, say("Bring progress in"), app.show_settings)
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        place = isolated(folder)
        told = say("Put the file into the folder {place}, or drop it here.", place=place)
        self.choose = self.add_way_in(body, Words(told, "body", align="start"), progress.ENDING)
        self.cards = self.add_cards(body, [(short_name(path.stem), path) for path in found])
        if not found:
            soft = look.palette.soft_ink
            body.add_widget(Words(say("There is none yet."), "body", colour=soft, align="start"))
        self.frame.add_widget(self.scrolling(body))

    def opened(self, path: Path) -> None:
        self.app.open_progress_file(path)

    def choices(self) -> Sequence[Widget]:
        return self.cards


class FoundScreen(InnerPage):
    """Whose progress it is and what is new here; only then can it be brought in."""

    def __init__(self, app: Any, path: Path, passphrase: str | None, found: Found) -> None:
        super().__init__(app, say("Bring progress in"), app.show_progress_files, widest=480)
        body = Column(spacing=look.gap("room"), padding=(0, look.gap("near"), 0, look.gap("far")))
        for one in found.learners:
            body.add_widget(_of(one))
        for learner in found.removes:
            sentence = say(
                "{name} was removed on the other phone. Here too every answer will be deleted.",
                name=isolated(learner.nickname),
            )
            body.add_widget(Words(sentence, "body", bold=True, align="start"))
        self.bring: BigButton | None = None
        if found.is_news:
            self.bring = BigButton(say("Bring in"), "check")
            self.bring.bind(on_release=lambda *_: app.bring_progress(path, passphrase))
            body.add_widget(self.bring)
        else:
            body.add_widget(Words(say("All of it is here already."), "body", align="start"))
        self.later = BigButton(say("Not now") if found.is_news else say("Done"), calm=found.is_news)
        self.later.bind(on_release=lambda *_: app.show_progress_files())
        body.add_widget(self.later)
        self.frame.add_widget(self.scrolling(body))

    def way_on(self) -> Widget | None:
        return self.bring or self.later


def _of(found: FoundLearner) -> Row:
    """A child's face, and beside it what the file has of it."""
    line = Row(size_hint_y=None, spacing=look.gap("room"))
    line.add_widget(Chip(found.learner.picture, 72, pos_hint={"top": 1}))
    told = Column(spacing=look.gap("hair"), size_hint_y=None, pos_hint={"top": 1})
    told.bind(minimum_height=told.setter("height"))
    told.add_widget(Words(found.learner.nickname, "title", bold=True, align="start"))
    for sentence in sentences(found):
        told.add_widget(Words(sentence, "body", align="start"))
    told.bind(height=lambda _told, high: setattr(line, "height", max(dp(72), high)))
    line.add_widget(told)
    return line


def sentences(found: FoundLearner) -> list[str]:
    """What a file has of one child, and what of it is new here."""
    if found.removed:
        return [say("This child was removed here and does not come back.")]
    said = [say_many("{n} answer", "{n} answers", found.answers)]
    if not found.here:
        said.append(say("A new child on this device"))
    elif found.new:
        said.append(say("New here: {n}", n=found.new))
    if found.here and found.settings:
        said.append(say("Settings change too."))
    if found.here and found.pages:
        said.append(say_many("{n} page that it wrote", "{n} pages that it wrote", found.pages))
    return said
