"""What the app does so that nothing is lost: snapshots by themselves, a copy to keep, a check of all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

from kivy.clock import Clock

if TYPE_CHECKING:
    from app.services.backups import Backups
    from lexicon.copies import GoOn

T = TypeVar("T")

KEEP_UP_S = 8.0
"""Seconds after a screen is shown at which a snapshot may be taken: nobody waits for anything then."""


class Keeping:
    """The part of the app that is about keeping; ``AnaTilApp`` is one."""

    given: Any
    desk: Any
    bench: Any
    stage: Any
    _household: Any
    _go: Any
    _at_home: Any
    _trouble_screen: Any
    show_settings: Any
    _soon: Any = None
    _lessons: Any
    _stopping: Event | None = None

    # -- snapshots

    def keep_up_soon(self) -> None:
        """Take a snapshot in a while, where one is due, on a thread that nobody waits for."""
        self._end_keeping_up()
        self._soon = Clock.schedule_once(lambda _dt: self._keep_up(), KEEP_UP_S)

    def _keep_up(self) -> None:
        places, now_ms = self.given.places, self.given.moment.now_ms()
        stopping = self._stopping = Event()

        def work() -> Path | None:
            from app.services.snapshots import keep_up

            return keep_up(places, now_ms, lambda _done, _every: not stopping.is_set())

        self.bench.ask(work, None, lambda _error: None)

    def _end_keeping_up(self) -> None:
        """Do not begin any more; what has begun stops at its next step."""
        if self._soon is not None:
            self._soon.cancel()
        if self._stopping is not None:
            self._stopping.set()

    # -- a copy to keep

    def show_copies(self, said: str = "", saved: Path | None = None) -> None:
        """Keep a copy, or bring one back. ``said`` is a sentence about what was just done, ``saved`` the copy
        that was made."""
        from app.screens.keeping.copies import CopiesScreen

        places = self.given.places
        folder = f"{places.outbox.parent.name}/{places.outbox.name}"

        def shown(found: tuple[Path, ...]) -> None:
            self.stage.show(CopiesScreen(self, found, folder, said, saved))

        self._go(lambda: self._backups().found(), shown)

    def show_copy_passphrase(self) -> None:
        """Twice, or a slip of a finger would lock everything away."""
        from app.screens.passphrase import ask_twice

        ask_twice(self, self.show_copies, self.keep_copy)

    def show_passphrase_of(self, path: Path) -> None:
        from app.screens.passphrase import PassphraseScreen
        from app.text.language import say

        remark = say("The one that this file was saved with.")
        self.stage.show(
            PassphraseScreen(
                self, say("Passphrase"), remark, self.show_copies,
                lambda passphrase: self.bring_copy_back(path, passphrase),
            )
        )  # fmt: skip

    def keep_copy(self, passphrase: str) -> None:
        """Save everything, with a page that says how far it is."""
        from app.text.language import isolated, say

        def saved(done: Any) -> None:
            place = isolated(f"{done.path.parent.name}/{done.path.stem}")
            self.show_copies(say("Saved: {place}", place=place), done.path)

        self._at_work(
            say("Keep a copy"), lambda go_on: self._backups().save(passphrase, go_on=go_on), saved,
            self.show_copies, self.show_copy_passphrase,
        )  # fmt: skip

    def bring_copy_back(self, path: Path, passphrase: str) -> None:
        """Bring a copy back; the learners of the device are then those of both."""
        from app.text.language import say

        def back(home: Any) -> None:
            self._lessons = None  # it has read the words that were there before
            self._at_home(home)
            self.show_copies(say("Everything is back."))

        def work(go_on: GoOn) -> Any:
            self._backups().restore(path, passphrase, go_on)
            return self._household.at_home()

        self._at_work(
            say("Bring a copy back"), work, back, self.show_copies, lambda: self.show_passphrase_of(path)
        )

    def _backups(self) -> Backups:
        from app.services.backups import Backups

        return Backups(self._household)

    # -- a look at everything

    def show_health(self, repair: bool = False) -> None:
        """Check everything that is kept, and say what was found."""
        from app.screens.keeping.health import HealthScreen
        from app.text.language import say

        def work(go_on: GoOn) -> Any:
            from app.services.doctor import examine

            return examine(self._household, repair=repair, go_on=go_on)

        self._at_work(
            say("Check what is kept"), work, lambda found: self.stage.show(HealthScreen(self, found)),
            self.show_settings, self.show_health,
        )  # fmt: skip

    def _at_work(
        self,
        title: str,
        work: Callable[[GoOn], T],
        then: Callable[[T], None],
        stopped: Callable[[], None],
        again: Callable[[], None],
    ) -> None:
        """Work that takes a while, on the database's thread: a page says how far it is, and stops it."""
        from app.screens.working import WorkingScreen

        def failed(error: Exception) -> None:
            from lexicon.copies import StoppedError

            if isinstance(error, StoppedError):
                stopped()
            else:
                self.stage.show(self._trouble_screen(error, again, stopped))

        self.stage.show(WorkingScreen(self, work, then, failed, title))
