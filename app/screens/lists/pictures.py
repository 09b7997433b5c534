"""A picture for a word: found by its name, cut out of a photo, or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.screens.lists.adding import PAUSE_S
from app.screens.page import FilesPage, InnerPage
from app.screens.studio.inbox import short_name
from app.screens.studio.naming import NamingScreen
from app.services.own_lists import Opened
from app.text.language import isolated, say, spoken
from app.theme import CHILD_TARGET, look
from app.widgets.base import Column, Grid, Row, Words
from app.widgets.cropping import Cropping
from app.widgets.pressable import BigButton, PictureCard, RoundButton
from lexicon.records import Sense

if TYPE_CHECKING:
    from app.teach.photo import Photo

ACROSS = 4
"""Pictures in a row: each is wider than a thumb at 320 dp."""
LONGEST = 40


class PicturesScreen(NamingScreen):
    """What is written is looked for among the names of pictures as one writes; a tap takes one."""

    def __init__(self, app: Any, opened: Opened, sense: Sense, text: str, photos: bool) -> None:
        """``text`` is what is looked for at first; ``photos`` whether one can be brought here."""
        super().__init__(
            app, say("Choose a picture"), say("In any language: what is in the picture?"), text,
            lambda: app.show_word(opened, sense.id), lambda _text: self._look_up(), most=LONGEST,
        )  # fmt: skip
        if spoken().catalogue != "ug":
            self.write_meanings()
        self.header.remove_widget(self.done)  # nothing is done here but by a tap on a picture
        self.opened, self.sense = opened, sense
        self.cards: list[PictureCard] = []
        self._grid = Grid(cols=ACROSS, spacing=look.gap("near"), size_hint_y=None)
        self._grid.bind(minimum_height=self._grid.setter("height"))
        written = self.remark.parent
        written.add_widget(self._grid)
        self.photo: BigButton | None = None
        if photos:
            self.photo = BigButton(say("From a photo"), None, calm=True)
            self.photo.bind(on_release=lambda *_: app.show_photos(opened, sense))
            written.add_widget(self.photo)
        self.none = BigButton(say("No picture"), None, calm=True)
        self.none.bind(on_release=lambda *_: app.choose_picture(opened, sense, None))
        written.add_widget(self.none)
        self._search = Clock.create_trigger(lambda _dt: self._look_up(), PAUSE_S)
        self.name.bind(text=lambda *_: self._search())

    def arrive(self) -> None:
        self._look_up()

    def leave(self) -> None:
        self._search.cancel()
        super().leave()

    def _look_up(self) -> None:
        text = self.name.text.strip()
        self.app.find_pictures(text, lambda codes: self._show(text, codes))

    def _show(self, text: str, codes: Sequence[str]) -> None:
        """What was found for what still stands there."""
        if text != self.name.text.strip():
            return
        self._grid.clear_widgets()
        self.cards = []
        for code in codes:
            card = PictureCard(code, size_hint_y=None, height=dp(CHILD_TARGET))
            card.bind(
                on_release=lambda _card, one=code: self.app.choose_picture(self.opened, self.sense, one)
            )
            self.cards.append(card)
            self._grid.add_widget(card)


class PhotosScreen(FilesPage):
    """The photos that lie where a person puts them."""

    def __init__(self, app: Any, opened: Opened, sense: Sense, found: Sequence[Path], folder: str) -> None:
        super().__init__(app, say("From a photo"), lambda: app.show_pictures(opened, sense))
        self._opened, self._sense = opened, sense
        body = Column(spacing=look.gap("step"), padding=(0, look.gap("near"), 0, look.gap("far")))
        told = say("Please only things, no faces: the picture goes along with what you send.")
        body.add_widget(Words(told, "body", align="start"))
        told = say("Put the file into the folder {place}, or drop it here.", place=isolated(folder))
        body.add_widget(Words(told, "body", colour=look.palette.soft_ink, align="start"))
        self.cards = self.add_cards(body, [(short_name(path.name), path) for path in found])
        self.frame.add_widget(self.scrolling(body))

    def opened(self, path: Path) -> None:
        self.app.open_photo(self._opened, self._sense, path)

    def choices(self) -> Sequence[Widget]:
        return self.cards


class PhotoScreen(InnerPage):
    """A photo behind a square window: moved with a finger or the arrow keys, nearer and further."""

    def __init__(self, app: Any, opened: Opened, sense: Sense, photo: Photo) -> None:
        super().__init__(app, sense.headword, lambda: app.show_photos(opened, sense), widest=480)
        self.window = Cropping(photo.png, photo.width, photo.height)
        self.frame.add_widget(self.window)
        row = Row(spacing=look.gap("room"), size_hint_y=None, height=self.back.height)
        self.nearer, self.further = RoundButton("plus"), RoundButton("minus")
        self.nearer.bind(on_release=lambda *_: self.window.zoom(1))
        self.further.bind(on_release=lambda *_: self.window.zoom(-1))
        for one in (Widget(), self.further, self.nearer, Widget()):
            row.add_widget(one)
        self.frame.add_widget(row)
        self.take = BigButton(say("Take this picture"), "check")
        self.take.bind(on_release=lambda *_: app.take_photo(opened, sense, photo.path, self.window.square))
        self.frame.add_widget(self.take)

    def take_key(self, key: int, text: str) -> bool:
        if text in ("+", "-"):
            self.window.zoom(1 if text == "+" else -1)
            return True
        return self.window.take_key(key) or super().take_key(key, text)

    def way_on(self) -> Widget | None:
        return self.take
