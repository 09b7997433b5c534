"""What all screens share: a calm margin, a header, a body that scrolls only when it must."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from kivy.core.window import Window
from kivy.effects.dampedscroll import DampedScrollEffect
from kivy.effects.scroll import ScrollEffect
from kivy.metrics import dp
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from app.text.language import say
from app.theme import look
from app.widgets.base import Column, Row, Words
from app.widgets.pressable import BigButton, LineCard, RoundButton
from app.widgets.split import WIDE

ESCAPE, BACKSPACE, ENTER = 27, 8, (13, 271, 32)
"""Key codes as SDL gives them; 271 is the number pad's Enter, 32 the space bar."""

WIDEST = 640
"""dp. On a tablet or a desktop a page stays this wide, so that lines and taps stay near each other."""


class Page(FloatLayout):
    """A screen with a header and a scrolling body, centred, ``WIDEST`` dp at most."""

    keeps_awake = False
    """Whether the display stays on without a tap: where one looks, thinks or speaks longer than it waits."""

    def __init__(
        self, app: Any, *, widest: float = WIDEST, across: float | None = None, **kwargs: Any
    ) -> None:
        """``across`` dp may be filled where the window is wide, ``widest`` elsewhere."""
        super().__init__(**kwargs)
        self.app = app
        self._widest, self._across = dp(widest), dp(across or widest)
        self.frame = Column(
            size_hint=(None, 1),
            spacing=look.gap("step"),
            padding=(look.gap("room"), look.gap("room"), look.gap("room"), look.gap("room")),
        )
        self.add_widget(self.frame)
        self.header = Row(size_hint_y=None, height=dp(56))
        self.bind(size=self._centre, pos=self._centre)

    def scrolling(self, body: Widget, *, still: bool = False) -> ScrollView:
        """A scroll view around a body that says its own height; ``still`` where that changes as one writes,
        which Kivy's springy ends would answer with a jump."""
        view = ScrollView(
            effect_cls=ScrollEffect if still else DampedScrollEffect,
            do_scroll_x=False,
            bar_width=dp(4),
            bar_color=(*look.palette.soft_ink[:3], 0.4),
            bar_inactive_color=(0, 0, 0, 0),
            bar_pos_y="left" if look.rtl else "right",  # where lines end
            scroll_type=["bars", "content"],
        )
        body.size_hint_y = None
        body.bind(minimum_height=body.setter("height"))
        view.add_widget(body)
        return view

    # Everything goes by key too; a phone's back button arrives as Escape.

    def way_back(self) -> Widget | None:
        """What Escape taps."""
        return None

    def way_on(self) -> Widget | None:
        """What Enter and the space bar tap."""
        return None

    def choices(self) -> Sequence[Widget]:
        """What the digits tap, from 1."""
        return ()

    def take_key(self, key: int, text: str) -> bool:
        """Tap what a key stands for; False where it stands for nothing here."""
        chosen: Widget | None = None
        if key == ESCAPE:
            chosen = self.way_back()
        elif key in ENTER:
            chosen = self.way_on()
        elif text.isdecimal() and 0 < int(text) <= len(self.choices()):
            chosen = self.choices()[int(text) - 1]
        if chosen is None:
            return False
        chosen.dispatch("on_release")
        return True

    # Files come and go by Android's own dialogues; where there are none, nothing is added.

    def add_sending(self, body: Widget, path: Path | None) -> BigButton | None:
        """A button that hands a file to another app."""
        if path is None or not self.app.sends:
            return None
        button = BigButton(say("Send"))
        button.bind(on_release=lambda *_: self.app.send(path))
        body.add_widget(button)
        return button

    def add_choosing(
        self, body: Widget, chosen: Callable[[Path], None], ending: str = "", *, message: bool = False
    ) -> BigButton | None:
        """A button that lets one choose a file, which ``chosen`` gets; see ``AnaTilApp.choose``."""
        if not self.app.chooses:
            return None
        button = BigButton(say("Choose a file"), calm=True)
        button.bind(on_release=lambda *_: self.app.choose(chosen, ending, message=message))
        body.add_widget(button)
        return button

    def arrive(self) -> None:
        """Called when the screen is on and the one before has left, so that the microphone is free."""

    def wake(self) -> None:
        """Called when the app comes back from a pause."""

    def rest(self) -> None:
        """Called when the app is paused or closed; a screen that holds something unkept keeps it here."""

    def leave(self) -> None:
        """Called when the screen goes; a screen that holds anything lets go of it here."""

    def _centre(self, *_: Any) -> None:
        self.frame.width = min(self.width, self._across if self.width > self.height * WIDE else self._widest)
        self.frame.x = self.x + (self.width - self.frame.width) / 2
        self.frame.y = self.y


def counted(done: int, every: int) -> str:
    """How many of how many, on one line: no break beside the stroke."""
    return f"{done}\u00a0/\u00a0{every}"


class InnerPage(Page):
    """A page with a title, and the way back."""

    def __init__(self, app: Any, title: str, back: Callable[[], None], **kwargs: Any) -> None:
        super().__init__(app, **kwargs)
        self.back = RoundButton("back", flip=look.rtl, pos_hint={"center_y": 0.5})
        self.back.bind(on_release=lambda *_: back())
        self.header.add_widget(self.back)
        self.header.add_widget(Words(title, "title", bold=True, align="start", fit=True))
        self.frame.add_widget(self.header)

    def way_back(self) -> Widget | None:
        return self.back

    def add_count(self) -> Words:
        """How many of how many, at the header's far end."""
        far = "left" if look.rtl else "right"
        count = Words("", "body", colour=look.palette.soft_ink, align=far, fit=True, size_hint_x=0.4)
        self.header.add_widget(count)
        return count


class FilesPage(InnerPage):
    """A page that a file may be dropped on, or brought to by Android's own dialogue."""

    def add_way_in(
        self, body: Widget, told: Widget, ending: str = "", *, message: bool = False
    ) -> BigButton | None:
        """How a file comes here: the button that chooses one, else ``told``, where to put it."""
        button = self.add_choosing(body, self.opened, ending, message=message)
        if button is None:
            body.add_widget(told)
        return button

    def add_cards(self, body: Widget, files: Iterable[tuple[str, Path]]) -> list[LineCard]:
        """A card for each file that lies here, with what it is called; a tap opens it."""
        cards = []
        for name, path in files:
            card = LineCard(name)
            card.bind(on_release=lambda _card, one=path: self.opened(one))
            cards.append(card)
            body.add_widget(card)
        return cards

    def opened(self, path: Path) -> None:
        """What becomes of a file that was dropped, chosen or tapped."""
        raise NotImplementedError

    def arrive(self) -> None:
        Window.bind(on_drop_file=self._dropped)

    def leave(self) -> None:
        Window.unbind(on_drop_file=self._dropped)

    def _dropped(self, _window: Any, name: bytes, *_: Any) -> None:
        path = Path(os.fsdecode(name))
        if path.is_file():
            self.opened(path)


class TakingPage(InnerPage):
    """Whether something is to be taken away for good. Keeping it is the easy way out."""

    def __init__(
        self, app: Any, title: str, asked: tuple[str, str, str], keep: Callable[[], None],
        remove: Callable[[], None], picture: Widget | None = None,
    ) -> None:  # fmt: skip
        """``asked``: the question, what will be gone, and what the button that does it says."""
        super().__init__(app, title, keep, widest=480)
        question, gone, done = asked
        body = Column(spacing=look.gap("room"), padding=(0, look.gap("wide")))
        if picture is not None:
            body.add_widget(picture)
        body.add_widget(Words(question, "title", bold=True))
        body.add_widget(Words(gone, "body", colour=look.palette.soft_ink))
        self.keep = BigButton(say("Keep"))
        self.keep.bind(on_release=lambda *_: keep())
        self.remove = BigButton(done, calm=True)
        self.remove.bind(on_release=lambda *_: remove())
        body.add_widget(self.keep)
        body.add_widget(self.remove)
        self.frame.add_widget(self.scrolling(body))

    def way_on(self) -> Widget | None:
        return self.keep
