"""What the app does with other tools' files: words out of them, and lists into them or onto paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.text.language import isolated, say, say_many, spoken

if TYPE_CHECKING:
    from app.services.doors.answers import Came
    from app.services.doors.bringing import Brought
    from app.services.doors.looking import Looked
    from app.services.own_lists import Opened
    from app.teach.going import Gone
    from lexicon.records import Learner

Told = Callable[[int, int], bool]


class Doors:
    """The part of the app that is about other tools; ``AnaTilApp`` is one."""

    given: Any
    stage: Any
    pictures: Any
    learners: Sequence[Learner]
    _household: Any
    _lessons: Any
    _go: Any
    _work: Any
    show_list: Any
    show_lists: Any

    # -- words that come

    def show_word_files(self) -> None:
        """The files of words that lie where a person puts them."""
        from app.screens.doors.coming import WordFilesScreen
        from app.services.doors import kinds

        folder = self.given.places.outbox

        def found() -> tuple[Path, ...]:
            folder.mkdir(parents=True, exist_ok=True)
            return kinds.found_in(folder)

        self._go(found, lambda files: self.stage.show(WordFilesScreen(self, files, folder.name)))

    def open_words(self, path: Path) -> None:
        """Look into a file, and say what is in it and what it would change."""
        language = _language() or "en"

        def work(told: Told) -> Looked:
            from app.services.doors.looking import look

            return look(self._household, path, language=language, told=told)

        def looked(found: Looked) -> None:
            from app.screens.doors.coming import WordsInItScreen

            self.stage.show(WordsInItScreen(self, path, found))

        self._work(work, looked, self.show_word_files)

    def bring_words(self, looked: Looked) -> None:
        """A grown-up saw what is in it, and said yes."""

        def work(told: Told) -> Brought:
            from app.services.doors.bringing import bring

            return bring(self._household, looked, told=told)

        def done(brought: Brought) -> None:
            from app.screens.sharing.taking import SaidScreen

            self._lessons = None  # it has read the words that were there before
            told = [say("The words are here.")]
            if new := brought.words + brought.meanings:
                told.append(say_many("{n} new word", "{n} new words", new))
            if brought.pictures:
                self.pictures.look_again()
                told.append(say_many("{n} new picture", "{n} new pictures", brought.pictures))
            on = (lambda: self.show_list(brought.lists[0])) if len(brought.lists) == 1 else self.show_lists

            def said(more: Sequence[str] = ()) -> None:
                self.stage.show(SaidScreen(self, say("Words from a file"), [*told, *more], on))

            if looked.answers and looked.path is not None and self.learners:
                self._ask_whose(looked.path, looked.answers, said)
            else:
                said()

        self._work(work, done, self.show_word_files)

    def _ask_whose(self, path: Path, answers: int, said: Callable[..., None]) -> None:
        """Answers in a deck are somebody's, or nobody's who is here."""
        from app.screens.doors.coming import WhoseAnswersScreen

        offset_min = self.given.moment.offset_min()

        def chosen(learner: Learner) -> None:
            def work(told: Told) -> Came:
                from app.services.doors.answers import bring

                return bring(self._household, path, learner, offset_min, _language() or "en", told)

            def came(found: Came) -> None:
                self._lessons = None
                said([say_many("{n} new answer", "{n} new answers", found.answers)])

            self._work(work, came, said)

        self.stage.show(WhoseAnswersScreen(self, self.learners, answers, said, chosen))

    # -- lists that go

    def show_going(self, opened: Opened, size: str = "a4") -> None:
        """What a list may become."""
        from app.screens.doors.going import GoingScreen
        from app.services.doors import kinds

        self.stage.show(GoingScreen(self, opened, kinds.made_here(), size))

    def send_list(self, opened: Opened, kind: str, size: str) -> None:
        """Make a list into a file beside one's documents."""
        language = _language()

        def work(told: Told) -> Gone | None:
            from app.teach import going

            return going.send(self._household, opened.theme.id, kind, language, size, told)

        def made(gone: Gone | None) -> None:
            from app.screens.sharing.taking import SaidScreen

            told = [
                say("This list has too few words for it."),
                say("Please add some, or choose another one."),
            ]
            if gone is not None:
                place = isolated(f"{gone.path.parent.name}/{gone.path.name}")
                told = [say("Saved: {place}", place=place)]
                if gone.pages:
                    told.append(say_many("{n} page", "{n} pages", gone.pages))
                if gone.stayed:
                    told.append(
                        say_many(
                            "{n} recording stays here: it may not go, or is not ready.",
                            "{n} recordings stay here: they may not go, or are not ready.",
                            gone.stayed,
                        )
                    )
            self.stage.show(
                SaidScreen(
                    self, say("Print or send"), told, lambda: self.show_going(opened, size),
                    gone.path if gone is not None else None,
                )
            )  # fmt: skip

        self._work(work, made, lambda: self.show_going(opened, size))


def _language() -> str:
    """Of meanings: the interface's; "" where that is Uyghur."""
    code = spoken().catalogue
    return "" if code == "ug" else code
