"""One list: its words in their order, each to be moved up or taken out; what was done last can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.metrics import dp
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.widget import Widget

from app.drills.drill import meaning
from app.screens.page import InnerPage, TakingPage
from app.screens.path import title_of
from app.services.doors.kinds import made_here
from app.services.own_lists import Opened
from app.text.language import say, spoken
from app.theme import CHILD_TARGET, look
from app.widgets.base import Column, Row, Words
from app.widgets.pressable import BigButton, Chip, RoundButton, Sheet
from lexicon.records import Sense


class ListScreen(InnerPage):
    """A list of one's own; one that a pack has brought is shown, and can be copied."""

    def __init__(self, app: Any, opened: Opened, *, undo: bool = False, said: str = "") -> None:
        names = [name for name in title_of(opened.theme) if name]
        super().__init__(app, names[0] if names else "", app.show_lists)
        self.opened = opened
        self.undo: RoundButton | None = None
        if undo:
            self.undo = RoundButton("undo", pos_hint={"center_y": 0.5})
            self.undo.bind(on_release=lambda *_: app.undo_list(opened))
            self.header.add_widget(self.undo)
        body = Column(spacing=look.gap("near"), padding=(0, look.gap("near"), 0, look.gap("far")))
        if said:
            body.add_widget(Words(said, "body", align="start"))
        self.lines = [WordLine(app, opened, place) for place in range(len(opened.words))]
        for line in self.lines:
            body.add_widget(line)
        self.buttons: dict[str, BigButton] = {}
        if opened.own:
            self._button(body, "add", say("Add a word"), "plus", app.show_adding_a_word)
            self._button(body, "paste", say("Paste words from a table"), "paste", app.paste_into_list)
        else:
            self._button(body, "copy", say("A copy that may be changed"), "copy", app.copy_list)
        if opened.words:
            self._button(body, "record", say("Record these words"), "microphone", app.record_list)
            self._button(body, "room", say("For the whole room"), "sun", app.show_to_room)
            if made_here():
                self._button(body, "going", say("Print or send"), None, app.show_going)
            self._button(body, "week", say("Practise these this week"), "check", app.choose_list)
        if opened.own and len(opened.words) > 1:
            self._button(body, "split", say("Split this list"), None, app.show_splitting_list)
        if opened.own:
            self._button(body, "join", say("Put another list in"), None, app.show_joining_lists)
            self._button(body, "rename", say("Another title"), "pencil", app.show_renaming)
            self._button(body, "remove", say("Delete this list"), None, app.show_deleting_list)
        self.frame.add_widget(self.scrolling(body))

    def _button(self, body: Column, name: str, text: str, icon: str | None, does: Any) -> None:
        button = BigButton(text, icon, calm=name != "add")
        button.bind(on_release=lambda *_: does(self.opened))
        self.buttons[name] = button
        body.add_widget(button)

    def way_on(self) -> Widget | None:
        return self.buttons.get("add")

    def choices(self) -> Sequence[Widget]:
        return [line.word for line in self.lines]


class WordLine(Sheet):
    """A word with its picture and meaning, which opens it; at its far end what can be done with it here."""

    def __init__(self, app: Any, opened: Opened, place: int) -> None:
        super().__init__(size_hint_y=None, height=dp(CHILD_TARGET) * max(1.0, look.font_scale * 0.95))
        sense = opened.words[place]
        inside = Row(
            spacing=look.gap("near"),
            padding=(look.gap("step"), look.gap("near"), look.gap("near"), look.gap("near")),
            pos_hint={"center_x": 0.5, "center_y": 0.5},
        )
        self.word = _Tapped(spacing=look.gap("near"))
        self.word.bind(on_release=lambda *_: app.show_word(opened, sense.id))
        if sense.picture is not None:
            self.word.add_widget(Chip(sense.picture, 40, pos_hint={"center_y": 0.5}))
        told = Column(spacing=0, pos_hint={"center_y": 0.5})
        told.add_widget(Words(sense.headword, "body", bold=True, align="start", fit=True))
        soft = look.palette.soft_ink
        told.add_widget(Words(meaning_of(sense), "small", colour=soft, align="start", fit=True))
        self.word.add_widget(told)
        inside.add_widget(self.word)
        self.up: RoundButton | None = None
        self.out: RoundButton | None = None
        if opened.own:
            words = [one.id for one in opened.words]
            if place:
                raised = [*words[: place - 1], words[place], words[place - 1], *words[place + 1 :]]
                self.up = RoundButton("shift", pos_hint={"center_y": 0.5})
                self.up.bind(on_release=lambda *_: app.change_list(opened, raised))
                inside.add_widget(self.up)
            without = [*words[:place], *words[place + 1 :]]
            self.out = RoundButton("close", pos_hint={"center_y": 0.5})
            self.out.bind(on_release=lambda *_: app.change_list(opened, without))
            inside.add_widget(self.out)
        self.add_widget(inside)


class _Tapped(ButtonBehavior, Row):
    """What opens when it is tapped."""


def meaning_of(sense: Sense) -> str:
    """A word's meaning in the interface's language, else in English, else in whichever there is."""
    found = meaning(sense, spoken().catalogue)
    return found or next(iter(sense.glosses.values()), "")


class DeletingScreen(TakingPage):
    """Whether a list is to go; its words stay."""

    def __init__(self, app: Any, opened: Opened) -> None:
        asked = (say("Delete this list?"), say("Its words stay."), say("Delete this list"))
        title = next((name for name in title_of(opened.theme) if name), "")
        super().__init__(
            app, title, asked, lambda: app.show_list(opened.theme.id), lambda: app.delete_list(opened)
        )
