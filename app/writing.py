"""What the app does with a child's pages: shows them, keeps them, and saves them to send."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.theme import LIGHT, look
from lexicon.records import Learner, Writing

if TYPE_CHECKING:
    from app.services.pages import Desktop, Pages

PICTURE = (720, 960)
"""Pixels of a letter as a picture: read on any phone, small enough for any chat."""


class WritingPages:
    """The part of the app that is about writing; ``AnaTilApp`` is one."""

    desk: Any
    stage: Any
    _household: Any
    _go: Any
    insist: Any
    send_if_grown_up: Any

    def _pages(self) -> Pages:
        from app.services.pages import Pages

        return Pages(self._household)

    def show_pages(self, learner: Learner) -> None:
        """What this child wrote, and a new page."""
        from app.screens.pages import PagesScreen

        self._go(lambda: self._pages().of(learner), lambda found: self.stage.show(PagesScreen(self, found)))

    def show_page(self, desktop: Desktop, writing: Writing | None = None) -> None:
        """A page to write on: one that was kept, or a new one."""
        from app.screens.pages import PageScreen

        chosen = writing or self._pages().new(desktop.learner)
        self.stage.show(PageScreen(self, desktop, chosen))

    def keep_page(self, writing: Writing, text: str, then: Callable[[], None]) -> None:
        """Keep what stands on a page; ``then`` comes when it is kept."""
        self.insist(lambda: self._pages().keep(writing, text), lambda _: then())

    def save_page(self, text: str, then: Callable[[str], None], back: Callable[[], None]) -> None:
        """Save a page as a text file; ``then`` gets where it lies. On a phone a grown-up may send it, and
        ``back`` shows the page again."""
        self._save((text + "\n").encode(), "txt", then, back)

    def save_page_as_picture(self, text: str, then: Callable[[str], None], back: Callable[[], None]) -> None:
        """Save a page as a picture of paper; see ``save_page``."""
        self._save(picture_of(text), "png", then, back)

    def _save(
        self, content: bytes, ending: str, then: Callable[[str], None], back: Callable[[], None]
    ) -> None:
        def saved(place: Path) -> None:
            then(f"{place.parent.name}/{place.name}")
            self.send_if_grown_up(place, back)

        self.insist(lambda: self._pages().save(content, ending), saved)


def picture_of(text: str) -> bytes:
    """A page as PNG: dark letters on paper, as large as the text allows. Nothing but the picture is in it."""
    import io

    from kivy.core.image import Image
    from kivy.graphics import Color, Fbo, Rectangle

    from app.text.provider import UyghurLabel

    wide, high = PICTURE
    margin = 48
    size = 72
    while True:
        label = UyghurLabel(
            text=text, font_name=look.uyghur[0], font_size=size, color=LIGHT.ink,
            text_size=(wide - 2 * margin, None), halign="auto", base_direction="weak_rtl",
        )  # fmt: skip
        label.refresh()
        if label.texture.height <= high - 2 * margin or size <= 18:
            break
        size -= 6
    texture = label.texture
    shown = min(texture.height, high - 2 * margin)
    paper = Fbo(size=(wide, high))
    with paper:
        Color(*LIGHT.paper)
        Rectangle(size=(wide, high))
        Color(1, 1, 1, 1)
        Rectangle(texture=texture, size=texture.size, pos=(margin, high - margin - shown))
    paper.draw()
    out = io.BytesIO()
    Image(paper.texture).save(out, fmt="png", flipped=True)
    return out.getvalue()
