"""What was found when everything that is kept was checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.uix.widget import Widget

from app.screens.page import InnerPage
from app.sentences import found as in_words
from app.text.language import say
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.pressable import BigButton
from lexicon.doctor import Finding


class HealthScreen(InnerPage):
    """A sentence for each finding, and a button that puts in order what can be."""

    def __init__(self, app: Any, findings: Sequence[Finding]) -> None:
        super().__init__(app, say("Check what is kept"), app.show_settings)
        body = Column(spacing=look.gap("room"), padding=(0, look.gap("near"), 0, look.gap("far")))
        told = dict.fromkeys(in_words(finding) for finding in findings)
        self.sentences = list(told) or [say("Everything is in order.")]
        for sentence in self.sentences:
            body.add_widget(Words(sentence, "body", align="start"))
        self.frame.add_widget(self.scrolling(body))
        self.mend: BigButton | None = None
        if any(finding.can_mend and not finding.mended for finding in findings):
            self.mend = BigButton(say("Put in order what can be"), "check")
            self.mend.bind(on_release=lambda *_: app.show_health(repair=True))
            self.frame.add_widget(self.mend)

    def way_on(self) -> Widget | None:
        return self.mend
