"""What the app does on a phone that several use: a lock, one child alone, all removed; and its promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.text.language import say
from lexicon.locks import HANDED, LOCK
from lexicon.records import Learner

if TYPE_CHECKING:
    from app.services.lock import Tried


class Guarding:
    """The part of the app that is about a shared phone; ``AnaTilApp`` is one."""

    given: Any
    stage: Any
    desk: Any
    settings: dict[str, str]
    learners: tuple[Learner, ...]
    _household: Any
    _lessons: Any
    pictures: Any
    _go: Any
    _at_home: Any
    open: Any
    enter: Any
    show_learners: Any
    show_settings: Any
    show_trouble: Any
    _end_keeping_up: Any
    _end_mastering: Any

    # -- the lock

    @property
    def is_locked(self) -> bool:
        """Whether the grown-ups' part has a PIN."""
        return bool(self.settings.get(LOCK))

    @property
    def handed(self) -> Learner | None:
        """The one child who is shown, while the phone is handed over."""
        wanted = self.settings.get(HANDED)
        return next((one for one in self.learners if wanted and str(one.id) == wanted), None)

    def ask_pin(self, through: Callable[[], None], back: Callable[[], None], remark: str = "") -> None:
        """Ask for the PIN; wrong ones are told, and after some of them one waits."""
        from app.screens.guarding.pin import PinScreen

        def tried(pin: str) -> None:
            def looked(result: Tried) -> None:
                if result.right:
                    through()
                elif result.wait_ms:
                    minutes = -(-result.wait_ms // 60_000)
                    self.ask_pin(through, back, say("Please wait {n} min, then try again.", n=minutes))
                else:
                    self.ask_pin(through, back, say("This is another PIN. Please try again."))

            self._go(lambda: self._lock().attempt(pin), looked)

        self.stage.show(PinScreen(self, say("PIN"), remark or say("For grown-ups"), back, tried))

    def show_lock(self) -> None:
        """Set a lock, change it, or take it off."""
        from app.screens.guarding.lock import LockScreen

        self.stage.show(LockScreen(self, self.is_locked))

    def show_new_pin(self, then: Callable[[], None] | None = None) -> None:
        """Twice, or a slip of a finger would lock everybody out."""
        from app.screens.guarding.pin import ask_twice

        on = then or self.show_lock
        ask_twice(self, self.show_lock, lambda pin: self._go(lambda: self._set_pin(pin), self._then(on)))

    def take_lock_off(self) -> None:
        def off() -> Any:
            self._lock().take_off()
            return self._household.at_home()

        self._go(off, self._then(self.show_lock))

    def _set_pin(self, pin: str) -> Any:
        self._lock().set(pin)
        return self._household.at_home()

    def _lock(self) -> Any:
        from app.services.lock import Lock

        return Lock(self._household)

    def _then(self, on: Callable[[], None]) -> Callable[[Any], None]:
        def arrived(home: Any) -> None:
            self._at_home(home)
            on()

        return arrived

    # -- handed over

    def show_hand_over(self) -> None:
        """Which child gets the phone; without a lock one is set first."""
        from app.screens.guarding.handing import HandOverScreen

        if self.is_locked:
            self.stage.show(HandOverScreen(self, self.learners))
        else:
            self.show_new_pin(self.show_hand_over)

    def hand_over(self, learner: Learner) -> None:
        """From now on only this child is shown, until the PIN is given."""
        self._go(lambda: self._household.set_device(HANDED, str(learner.id)),
                 self._then(lambda: self.enter(learner)))  # fmt: skip

    def leave_child(self) -> None:
        """The child's picture was tapped on its path: everybody, or, where it is handed over, the PIN."""
        learner = self.handed
        if learner is None:
            self.show_learners()
            return

        def through() -> None:
            self._go(lambda: self._household.set_device(HANDED, ""), self._then(self.show_learners))

        self.ask_pin(through, lambda: self.enter(learner))

    # -- everything removed

    def show_erasing(self) -> None:
        from app.screens.guarding.erasing import ErasingScreen

        self.stage.show(ErasingScreen(self))

    def erase_everything(self) -> None:
        """A grown-up said yes: nothing of anybody is left here, and the app begins as on its first day."""

        def erase() -> None:
            self._household.erase()

        def gone(_: None) -> None:
            self._lessons = None
            self.pictures.look_again()
            self.open()

        self._end_keeping_up()
        self._end_mastering()
        self._go(erase, gone)

    # -- promises

    def show_promises(self) -> None:
        from app.screens.guarding.promises import PromisesScreen

        self.stage.show(PromisesScreen(self))

    def show_cannot_promise(self) -> None:
        from app.screens.guarding.promises import CannotScreen

        self.stage.show(CannotScreen(self))

    def show_real_one(self) -> None:
        from app.screens.guarding.promises import RealOneScreen

        self.stage.show(RealOneScreen(self))
