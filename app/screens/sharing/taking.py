"""Take a child's progress along: for another phone or for a teacher, with a passphrase or without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kivy.uix.widget import Widget

from app.screens.page import InnerPage
from app.text.language import say
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton, LineCard
from lexicon.records import Learner


class TakeAlongScreen(InnerPage):
    """For whom, and whether it is sealed. What goes into the file stands there before it is made."""

    def __init__(self, app: Any, learner: Learner, teacher: bool = False) -> None:
        super().__init__(app, say("Take along"), lambda: app.show_child(learner))
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        self.kinds: list[LineCard] = []
        for name, for_teacher in ((say("For another phone"), False), (say("For a teacher"), True)):
            bold = teacher is for_teacher
            card = LineCard(name, bold=bold)
            card.words.size_hint_x = 0.7  # beside the mark
            if teacher is for_teacher:
                card.state_shown = "right"
            card.bind(on_release=lambda _card, chosen=for_teacher: app.show_take_along(learner, chosen))
            self.kinds.append(card)
            body.add_widget(card)
        holds = (
            say("The file will hold words and totals: no times of day, no single answers.")
            if teacher
            else say("The file will hold all answers, settings and pages of this child.")
        )
        body.add_widget(Words(holds, "body", align="start"))
        self.sealed = BigButton(say("With a passphrase"), "lock")
        self.sealed.bind(on_release=lambda *_: app.show_new_passphrase(learner, teacher))
        body.add_widget(self.sealed)
        self.plain = BigButton(say("Without a passphrase"), calm=True)
        self.plain.bind(on_release=lambda *_: app.save_progress(learner, teacher, None))
        body.add_widget(self.plain)
        soft = look.palette.soft_ink
        warning = say("Without one, whoever gets the file can read it.")
        body.add_widget(Words(warning, "small", colour=soft, align="start"))
        self.frame.add_widget(self.scrolling(body))

    def way_on(self) -> Widget | None:
        return self.sealed

    def choices(self) -> Sequence[Widget]:
        return [*self.kinds, self.sealed, self.plain]


class SaidScreen(InnerPage):
    """What was done, and what comes next."""

    def __init__(
        self, app: Any, title: str, said: Sequence[str], on: Callable[[], None], saved: Path | None = None
    ) -> None:
        """``saved``: the file that was made, if one was."""
        super().__init__(app, title, on, widest=480)
        body = Column(spacing=look.gap("room"), padding=(0, look.gap("wide")))
        for number, sentence in enumerate(said):
            body.add_widget(Words(sentence, "body", bold=number == 0))
        self.send = self.add_sending(body, saved)
        self.done = BigButton(say("Done"), "check", calm=self.send is not None)
        self.done.bind(on_release=lambda *_: on())
        body.add_widget(self.done)
        self.frame.add_widget(self.scrolling(body))

    def way_on(self) -> Widget | None:
        return self.done
