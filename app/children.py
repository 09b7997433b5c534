"""What the app does for a grown-up who looks after a child: its settings, how it goes, and its removal."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from app.services.desk import Desk
from lexicon.records import Learner, Theme

if TYPE_CHECKING:
    from app.drills.bands import Wishes

_log = logging.getLogger("anatil")


class Children:
    """The part of the app that is about the children of this device; ``AnaTilApp`` is one."""

    given: Any
    stage: Any
    learners: tuple[Learner, ...]
    desk: Desk
    bench: Desk
    _household: Any
    _go: Any
    _at_home: Any
    show_settings: Any

    def show_child(self, learner: Learner) -> None:
        """A grown-up tapped a child: its settings, as they are now."""
        from app.screens.child import ChildScreen

        now = next((one for one in self.learners if one.id == learner.id), learner)
        self.stage.show(ChildScreen(self, now))

    def set_wishes(self, learner: Learner, wishes: Wishes) -> None:
        """Keep what a grown-up wishes for a child and show its page anew."""

        def kept(home: Any) -> None:
            self._at_home(home)
            self.show_child(learner)

        self._go(lambda: self._household.set_wishes(learner, wishes), kept)

    def show_progress(self, learner: Learner) -> None:
        """How a child is getting on."""
        from app.screens.progress import ProgressScreen

        def read() -> Any:
            from app.services.progress import progress

            return progress(self._household, learner, self.given.moment.offset_min())

        self._go(read, lambda view: self.stage.show(ProgressScreen(self, view)))

    def show_week(self) -> None:
        """Which words come first this week."""
        from app.screens.week import WeekScreen
        from app.services import weeks

        self._go(lambda: weeks.view(self._household), lambda view: self.stage.show(WeekScreen(self, view)))

    def set_week(self, theme: Theme | None) -> None:
        """From now on these words come first; None: none do."""
        from app.services import weeks

        def kept(home: Any) -> None:
            self._at_home(home)
            self.show_settings()

        self._go(lambda: weeks.choose(self._household, theme.id if theme else None), kept)

    def fit_when_due(self, learner: Learner) -> None:
        """Where enough answers came since, and this is a desktop, see whether parameters of its own foretell
        this learner better; in the background, and nobody hears of it where it cannot be done."""

        def due() -> Any:
            from app.services import fitting

            if not fitting.is_possible() or not fitting.is_due(self._household, learner.id):
                return None
            return fitting.history(self._household, learner.id)

        def read(found: Any) -> None:
            from app.services import fitting

            if found is not None:
                self.bench.ask(lambda: fitting.tried(*found), tried, quietly)

        def tried(trial: Any) -> None:
            from app.services import fitting

            self.desk.ask(lambda: fitting.keep(self._household, learner.id, trial), None, quietly)

        def quietly(error: Exception) -> None:
            _log.warning("parameters were not fitted", exc_info=error)

        self.desk.ask(due, read, quietly)

    def show_removal(self, learner: Learner) -> None:
        from app.screens.grown_ups import RemovalScreen

        self.stage.show(RemovalScreen(self, learner))

    def remove_learner(self, learner: Learner) -> None:
        """A grown-up said yes twice: the child and every answer go for good."""

        def removed(home: Any) -> None:
            self._at_home(home)
            self.show_settings()

        self._go(lambda: self._household.remove_learner(learner), removed)
