"""What the app does to take a child's progress along, and to bring in what came."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.text.language import isolated, say, say_many
from lexicon.records import Learner

if TYPE_CHECKING:
    from app.services.progress_bringing import Brought
    from app.services.progress_files import Saved
    from app.services.progress_looking import Found

Told = Callable[[int, int], bool]


class Sharing:
    """The part of the app that is about progress files; ``AnaTilApp`` is one."""

    given: Any
    stage: Any
    desk: Any
    _household: Any
    _go: Any
    _at_home: Any
    show_child: Any
    show_settings: Any
    bring_class_copy: Any

    # -- along

    def show_take_along(self, learner: Learner, teacher: bool = False) -> None:
        """For whom, and how: the file is made by the next tap."""
        from app.screens.sharing.taking import TakeAlongScreen

        self.stage.show(TakeAlongScreen(self, learner, teacher))

    def show_new_passphrase(self, learner: Learner, teacher: bool) -> None:
        """A passphrase is written twice; then the file is saved."""
        from app.screens.passphrase import ask_twice

        def back() -> None:
            self.show_take_along(learner, teacher)

        ask_twice(self, back, lambda said: self.save_progress(learner, teacher, said))

    def save_progress(self, learner: Learner, teacher: bool, passphrase: str | None) -> None:
        """Save a file to send; None: whoever gets it can read it."""

        def work(told: Told) -> Saved:
            from app.services import progress_files, teachers_copies

            path = progress_files.new_file(self._household)
            if teacher:
                offset_min = self.given.moment.offset_min()
                return teachers_copies.save(self._household, [learner], path, passphrase, offset_min)
            return progress_files.save(self._household, [learner], path, passphrase, told)

        def saved(done: Saved) -> None:
            from app.screens.sharing.taking import SaidScreen

            place = isolated(f"{done.path.parent.name}/{done.path.name}")
            told = [say("Saved: {place}", place=place)]
            if not teacher:
                told.append(say("On the other phone: “For grown-ups”, then “Bring progress in”."))
            if passphrase is not None:
                told.append(say("Tell the passphrase by another way than the file."))
            self.stage.show(
                SaidScreen(
                    self,
                    say("Take along"),
                    told,
                    lambda: self.show_child(learner),
                    done.path,
                )
            )

        self._work(work, saved, lambda: self.show_take_along(learner, teacher))

    # -- in

    def show_progress_files(self) -> None:
        """The files that lie where a person puts them, and one that is dropped on the window."""
        from app.screens.sharing.bringing import ProgressFilesScreen

        folder = self.given.places.outbox

        def found() -> tuple[Path, ...]:
            from app.services.progress_files import found_in

            folder.mkdir(parents=True, exist_ok=True)
            return found_in(self.given.places)

        self._go(found, lambda files: self.stage.show(ProgressFilesScreen(self, files, folder.name)))

    def open_progress_file(self, path: Path) -> None:
        """Look into a file; one that is sealed asks for its passphrase first."""

        def needs() -> bool:
            from lexicon import sealed

            with path.open("rb") as file:
                return sealed.header_of(file, sealed.Kind.PROGRESS).sealed

        def opened(is_sealed: bool) -> None:
            if is_sealed:
                self._ask_passphrase(path, "")
            else:
                self._look_into(path, None)

        self.desk.ask(needs, opened, lambda error: self._say(error, self.show_progress_files))

    def _ask_passphrase(self, path: Path, remark: str) -> None:
        from app.screens.passphrase import PassphraseScreen

        self.stage.show(
            PassphraseScreen(
                self,
                say("Passphrase"),
                remark or say("The one that this file was saved with."),
                self.show_progress_files,
                lambda said: self._look_into(path, said),
            )
        )

    def _look_into(self, path: Path, passphrase: str | None) -> None:
        def work(told: Told) -> Found:
            from app.services import progress_looking

            return progress_looking.look(self._household, path, passphrase, told)

        def seen(found: Found) -> None:
            from app.screens.sharing.bringing import FoundScreen

            self.stage.show(FoundScreen(self, path, passphrase, found))

        def wrong() -> None:
            self._ask_passphrase(path, say("This passphrase does not open the file."))

        def for_teacher() -> None:
            self.bring_class_copy(path, passphrase, lambda error: self._say(error, self.show_progress_files))

        self._work(work, seen, self.show_progress_files, wrong, for_teacher)

    def bring_progress(self, path: Path, passphrase: str | None) -> None:
        """A grown-up saw what is in the file and said yes."""

        def work(told: Told) -> tuple[Brought, Any]:
            from app.services import progress_bringing

            came = progress_bringing.bring(self._household, path, passphrase, told)
            return came, self._household.at_home()

        def brought(result: tuple[Brought, Any]) -> None:
            from app.screens.sharing.taking import SaidScreen

            came, home = result
            self._at_home(home)
            answers = say_many("{n} new answer", "{n} new answers", came.answers)
            title = say("Bring progress in")
            self.stage.show(SaidScreen(self, title, [say("It is here now."), answers], self.show_settings))

        self._work(work, brought, self.show_progress_files)

    # -- both

    def _work(
        self, work: Callable[[Told], Any], then: Callable[[Any], None], back: Callable[[], None],
        wrong: Callable[[], None] | None = None, for_teacher: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """Do what takes a while; ``wrong`` comes where the passphrase was another, ``for_teacher`` where the
        file is a copy for a teacher."""
        from app.screens.working import WorkingScreen

        def trouble(error: Exception) -> None:
            from app.services.progress_files import StoppedError
            from lexicon.exchange.progress_flaws import TeachersCopyError
            from lexicon.sealed import WrongPassphraseError

            if isinstance(error, StoppedError):
                back()
            elif isinstance(error, WrongPassphraseError) and wrong is not None:
                wrong()
            elif isinstance(error, TeachersCopyError) and for_teacher is not None:
                for_teacher()
            else:
                self._say(error, back)

        self.stage.show(WorkingScreen(self, work, then, trouble))

    def _say(self, error: Exception, back: Callable[[], None]) -> None:
        """What is wrong, and back to where another file can be chosen."""
        import logging

        from app.screens.trouble import TroubleScreen
        from app.sentences import in_words

        trouble = in_words(error)
        logging.getLogger("anatil").error("%s", trouble.sentence, exc_info=error)
        self.stage.show(TroubleScreen(self, trouble.sentence, trouble.step, [(say("Back"), back)]))
