"""What the app does with a file that another app handed it: a grown-up looks at it, as at any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.utils import platform

from app.device import arriving


class Arrivals:
    """The part of the app that is about files handed over by other apps; ``AnaTilApp`` is one."""

    given: Any
    bench: Any
    handed: Any
    ask_grown_up: Any
    show_learners: Any
    show_reader: Any
    open_pack: Any
    open_progress_file: Any
    show_passphrase_of: Any
    _say: Any
    meet_android: Any
    _listens = False

    def look_for_arrivals(self) -> None:
        """Whatever the app was started with, and what reaches it while it runs; on a desktop nothing does.

        Once: the app may be opened anew after a trouble, and the same file would come again.
        """
        found = None if self._listens else arriving.starting(platform)
        if found is None:
            return
        self._listens = True
        self.meet_android(found[0])
        self._fetch(*found)
        # Android calls on a thread of its own.
        arriving.later(found[0], lambda *came: Clock.schedule_once(lambda _dt: self._fetch(*came), 0))

    def _fetch(self, activity: Any, intent: Any) -> None:
        folder = self.given.places.outbox
        self.bench.ask(
            lambda: arriving.fetched(activity, intent, folder), self.arrived,
            lambda error: self._say(error, self.show_learners),
        )  # fmt: skip

    def arrived(self, path: Path | None) -> None:
        """A file lies where files that came are looked for; while one child alone is shown it waits there."""
        if path is not None and self.handed is None:
            self.ask_grown_up(lambda: self._open_arrival(path), self.show_learners)

    def _open_arrival(self, path: Path) -> None:
        ending = path.name.rpartition(".")[2]
        if ending == arriving.PACK:
            self.open_pack(path)
        elif ending == arriving.PROGRESS:
            self.open_progress_file(path)
        elif ending == arriving.BACKUP:
            self.show_passphrase_of(path)
        else:
            self.show_reader()
