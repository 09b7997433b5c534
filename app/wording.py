"""What the app does with one word of a list: shows it, corrects it, gives it a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.text.language import spoken
from lexicon.records import Sense

if TYPE_CHECKING:
    from app.services.one_word import Seen
    from app.services.own_lists import Opened
    from app.services.squares import Square
    from app.teach.photo import Photo

Told = Callable[[int, int], bool]


class Wording:
    """The part of the app that is about one word; ``AnaTilApp`` is one."""

    given: Any
    stage: Any
    desk: Any
    pictures: Any
    _household: Any
    _lessons: Any
    _go: Any
    _work: Any
    _say: Any
    show_list: Any

    def show_word(self, opened: Opened, sense_id: UUID) -> None:
        from app.screens.lists.word import WordScreen
        from app.services import one_word

        def shown(seen: Seen | None) -> None:
            if seen is None:
                self.show_list(opened.theme.id)
            else:
                self.stage.show(WordScreen(self, opened, seen))

        self._go(lambda: one_word.seen(self._household, sense_id), shown)

    # -- its spelling and meaning

    def show_correcting_word(self, opened: Opened, sense: Sense) -> None:
        from app.screens.lists.word import CorrectingWordScreen

        self.stage.show(CorrectingWordScreen(self, opened, sense))

    def correct_word(self, opened: Opened, sense: Sense, text: str) -> None:
        from app.services import one_word

        self._correct(opened, sense, lambda: one_word.spell(self._household, sense.id, text),
                      lambda: self.show_correcting_word(opened, sense))  # fmt: skip

    def show_correcting_meaning(self, opened: Opened, sense: Sense) -> None:
        from app.screens.lists.word import CorrectingMeaningScreen

        self.stage.show(CorrectingMeaningScreen(self, opened, sense, _language()))

    def correct_meaning(self, opened: Opened, sense: Sense, text: str) -> None:
        from app.services import one_word

        language = _language()
        self._correct(opened, sense, lambda: one_word.mean(self._household, sense.id, text, language),
                      lambda: self.show_correcting_meaning(opened, sense))  # fmt: skip

    def take_word_back(self, opened: Opened, sense: Sense) -> None:
        """It is again as it came."""
        from app.services import one_word

        self._correct(opened, sense, lambda: one_word.take_back(self._household, sense.id),
                      lambda: self.show_word(opened, sense.id))  # fmt: skip

    def _correct(
        self, opened: Opened, sense: Sense, work: Callable[[], None], again: Callable[[], None]
    ) -> None:
        def corrected(_: None) -> None:
            self._lessons = None  # it has read the words as they were before
            self.show_word(opened, sense.id)

        self.desk.ask(work, corrected, lambda error: self._say(error, again))

    # -- its picture

    def show_pictures(self, opened: Opened, sense: Sense) -> None:
        from app.screens.lists.pictures import PicturesScreen
        from app.screens.lists.words import meaning_of
        from app.services.doors.kinds import made_here

        self.stage.show(PicturesScreen(self, opened, sense, meaning_of(sense), bool(made_here())))

    def find_pictures(self, text: str, then: Callable[[Sequence[str]], None]) -> None:
        """What is called so, while somebody writes."""
        from app.services import picture_names

        self.desk.ask(lambda: picture_names.found(self._household, text), then)

    def choose_picture(self, opened: Opened, sense: Sense, code: str | None) -> None:
        from app.services import one_word

        self._correct(opened, sense, lambda: one_word.show(self._household, sense.id, code),
                      lambda: self.show_pictures(opened, sense))  # fmt: skip

    def show_photos(self, opened: Opened, sense: Sense) -> None:
        """The photos that lie where a person puts them."""
        from app.screens.lists.pictures import PhotosScreen

        folder = self.given.places.outbox

        def found() -> tuple[Path, ...]:
            from app.teach import photo

            folder.mkdir(parents=True, exist_ok=True)
            return photo.found_in(folder)

        self._go(found, lambda files: self.stage.show(PhotosScreen(self, opened, sense, files, folder.name)))

    def open_photo(self, opened: Opened, sense: Sense, path: Path) -> None:
        """A photo is looked at before it is cut."""

        def work(_told: Told) -> Photo:
            from app.teach import photo

            return photo.look(path)

        def looked(photo: Photo) -> None:
            from app.screens.lists.pictures import PhotoScreen

            self.stage.show(PhotoScreen(self, opened, sense, photo))

        self._work(work, looked, lambda: self.show_photos(opened, sense))

    def take_photo(self, opened: Opened, sense: Sense, path: Path, square: Square) -> None:
        """Only this square of it is kept, and nothing that came with the file."""

        def work(_told: Told) -> None:
            from app.services import one_word
            from app.teach import photo

            one_word.show_photo(self._household, sense.id, photo.cut(path, square))

        def taken(_: None) -> None:
            self._lessons = None
            self.pictures.look_again()
            self.show_word(opened, sense.id)

        self._work(work, taken, lambda: self.show_photos(opened, sense))


def _language() -> str:
    """Of meanings: the interface's, and English where that is Uyghur."""
    code = spoken().catalogue
    return "en" if code == "ug" else code
