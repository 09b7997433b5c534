"""What the app does for a native reader: shows what waits, keeps what was said, saves it to send."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.text.language import every_uyghur_text, spoken

if TYPE_CHECKING:
    from app.services.readers import Desk, Item, Readers
    from lexicon.judgements import Kind, Said


class Proofreading:
    """The part of the app that is about reading; ``AnaTilApp`` is one."""

    given: Any
    desk: Any
    stage: Any
    _household: Any
    _go: Any
    insist: Any
    send: Any
    show_trouble: Any

    def show_reader(self, said: str = "") -> None:
        """The desk: what waits, by kind. ``said`` is a sentence about what was just done."""
        from app.screens.reading import ReaderScreen

        def shown(found: tuple[Desk, tuple[Path, ...]]) -> None:
            self.stage.show(ReaderScreen(self, *found, said))

        self._go(self._reading_desk, shown)

    def show_reading(self, desk: Desk, kind: Kind) -> None:
        """One thing after the other, of one kind."""
        from app.screens.reading import ReadingScreen

        self.stage.show(ReadingScreen(self, desk, kind))

    def show_correction(self, item: Item, saved: Callable[[Mapping[str, str]], None]) -> None:
        """A page over the one that is on, to write on what it should say."""
        from app.screens.correcting import CorrectionScreen

        self.stage.cover(CorrectionScreen(self, item, saved))

    def judge(self, item: Item, said: Said, changes: Mapping[str, str], then: Callable[[], None]) -> None:
        """Keep what a reader said; ``then`` comes when it is kept."""
        self.insist(lambda: self._readers().say(item, said, changes), lambda _: then())

    def take_back_judgement(self, item: Item, then: Callable[[], None]) -> None:
        """Forget what was said last."""
        self.insist(lambda: self._readers().take_back(item), lambda _: then())

    def save_corrections(self, then: Callable[[str], None]) -> None:
        """Save all that was said; ``then`` gets where it lies. On a phone it is sent at once."""

        def saved(path: Path) -> None:
            then(f"{path.parent.name}/{path.name}")
            self.send(path)

        self.insist(lambda: self._readers().save(), saved)

    def bring_corrections(self, path: Path, then: Callable[[int], None]) -> None:
        """Lay another reader's judgements beside one's own."""
        self._go(lambda: self._readers().bring(path), then)

    def _readers(self) -> Readers:
        from app.services.readers import Readers

        return Readers(self._household)

    def _reading_desk(self) -> tuple[Desk, tuple[Path, ...]]:
        from app.services.readers import InterfaceText

        texts = [InterfaceText(*one) for one in every_uyghur_text(self.given.places.translations)]
        language = spoken().catalogue
        readers = self._readers()
        return readers.desk("en" if language == "ug" else language, texts), readers.found()
