"""Where a reader writes what a word, a sentence or a text should say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kivy.uix.widget import Widget

from app.screens.page import ESCAPE, Page
from app.services.readers import Item
from app.text.language import say
from app.theme import look
from app.widgets.base import Column, Words
from app.widgets.field import Field
from app.widgets.keyboard import Desk, Keyboard
from app.widgets.pressable import RoundButton
from lexicon.corrections import LONGEST
from lexicon.judgements import Kind


class CorrectionScreen(Page):
    """Two fields: the Uyghur, and its meaning in the language of the interface (a text has the Uyghur alone).

    It covers the screen that asked; ``saved`` gets what was changed.
    """

    def __init__(self, app: Any, item: Item, saved: Callable[[Mapping[str, str]], None]) -> None:
        super().__init__(app)
        self.item = item
        self._saved = saved
        self.back = RoundButton("back", flip=look.rtl, pos_hint={"center_y": 0.5})
        self.back.bind(on_release=lambda *_: app.stage.uncover())
        self.done = RoundButton("check", plain=False, pos_hint={"center_y": 0.5})
        self.done.bind(on_release=lambda *_: self._done())
        self.header.add_widget(self.back)
        self.header.add_widget(Words(say("How should it be?"), "title", bold=True, align="start", fit=True))
        self.header.add_widget(self.done)
        self.header.size_hint_y = None
        self.uyghur = Field(item.text, role="title", lines=(1, 4), most=LONGEST, repair=_repaired)
        written = Column(spacing=look.gap("near"))
        written.add_widget(self.uyghur)
        self.meaning: Field | None = None
        fields = [self.uyghur]
        if item.kind is not Kind.TEXT:
            written.add_widget(Words(say("Meaning"), "small", colour=look.palette.soft_ink, align="start"))
            self.meaning = Field(item.meaning, role="body", lines=(1, 3), most=LONGEST, direction="weak_ltr")
            self.meaning.script = "cyrillic" if item.language == "ru" else "latin"
            written.add_widget(self.meaning)
            fields.append(self.meaning)
        body = Column(spacing=look.gap("near"), padding=(look.gap("room"), look.gap("near")))
        body.add_widget(self.header)
        body.add_widget(self.scrolling(written, still=True))
        self.keyboard = Keyboard("grown_up")
        self.remove_widget(self.frame)
        self.desk = Desk(body, self.keyboard)
        self.desk.always = True
        for one in fields:
            self.desk.watch(one)
        self.add_widget(self.desk)
        self.uyghur.focused = True

    def way_back(self) -> Widget | None:
        return self.back

    def take_key(self, key: int, text: str) -> bool:
        """Only Escape is ours here: everything else is written."""
        return super().take_key(key, text) if key == ESCAPE else False

    def changes(self) -> dict[str, str]:
        """What differs from what was shown, by field."""
        found = {}
        text = " ".join(self.uyghur.text.split())
        if text and text != self.item.text:
            found["headword" if self.item.kind is Kind.WORD else "text"] = text
        meaning = " ".join(self.meaning.text.split()) if self.meaning else ""
        if meaning and meaning != self.item.meaning:
            found[f"meaning.{self.item.language}"] = meaning
        return found

    def leave(self) -> None:
        for one in (self.uyghur, self.meaning):
            if one is not None:
                one.focused = False

    def _done(self) -> None:
        """Back to what is read; with nothing changed nothing was said."""
        changes = self.changes()
        self.leave()
        self.app.stage.uncover()
        if changes:
            self._saved(changes)


def _repaired(text: str) -> str:
    from lexicon.uyghur.repair import repair

    return repair(text).text
