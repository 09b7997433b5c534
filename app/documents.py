"""What the app does with Android's own dialogues: what is saved is sent on, what is chosen comes in.

On a desktop files lie beside a person's documents and neither is offered.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock

from app.text.language import say

if TYPE_CHECKING:
    from app.device.choosing import Chooser
    from app.device.sending import Sender

_log = logging.getLogger("anatil")


class Documents:
    """The part of the app that is about files sent and chosen; ``AnaTilApp`` is one."""

    given: Any
    stage: Any
    bench: Any
    arrived: Any
    ask_grown_up: Any
    _activity: Any = None
    _sender: Sender | None = None
    _chooser: Chooser | None = None
    _sending = False

    def meet_android(self, activity: Any) -> None:
        """From now on files can be sent and chosen. On the main thread, once."""
        from app.device.choosing import Chooser
        from app.device.sending import Sender

        self._activity = activity
        self._sender = Sender(activity)
        self._chooser = Chooser(
            activity, lambda address: self._copy_in(address, "", self.given.places.outbox, self.arrived)
        )

    # -- out

    @property
    def sends(self) -> bool:
        """Whether a file can be handed to another app here."""
        return self._sender is not None

    def send(self, path: Path) -> None:
        """Hand a file to another app; before Android 10 a person first says where its copy is to lie.

        A second tap while it is copied does nothing: a copy of everything takes a while.
        """
        from app.device.sending import kind_of

        sender, chooser, kind = self._sender, self._chooser, kind_of(path)
        if sender is None or chooser is None or self._sending:
            return

        def copy(work: Callable[[], Any]) -> None:
            self._sending = True
            self.bench.ask(work, hand_on, trouble)

        def hand_on(address: Any) -> None:
            self._sending = False
            self._attempt(lambda: sender.hand_on(address, kind))

        def trouble(error: Exception) -> None:
            self._sending = False
            self._cover(error)

        def placed(address: Any) -> None:
            def write() -> Any:
                sender.write_to(path, address)
                return address

            if address is not None:
                self._where_one_draws(lambda: copy(write))

        if sender.has_downloads:
            copy(lambda: sender.put_into_downloads(path))
        else:
            self._attempt(lambda: chooser.create(path.name, kind, placed))

    def send_if_grown_up(self, path: Path, back: Callable[[], None]) -> None:
        """Where files can be sent: ask first whether a grown-up does it, then go back and send."""

        def through() -> None:
            back()
            self.send(path)

        if self.sends:
            self.ask_grown_up(through, back)

    # -- in

    @property
    def chooses(self) -> bool:
        """Whether the system lets a person choose a file here."""
        return self._chooser is not None

    def choose(self, chosen: Callable[[Path], None], ending: str = "", *, message: bool = False) -> None:
        """Let a person choose a file; ``chosen`` gets its copy, which has this ending (no dot, "" for its
        own) and lies in the outbox, a voice ``message`` in the inbox. Whoever goes back, or on to another
        screen, hears nothing of it."""
        chooser, screen, places = self._chooser, self.stage.screen, self.given.places
        folder = places.inbox if message else places.outbox

        def came(path: Path) -> None:
            if self.stage.screen is screen:
                chosen(path)

        def answered(address: Any) -> None:
            if address is not None:
                self._copy_in(address, ending, folder, came)

        if chooser is not None:
            self._attempt(lambda: chooser.open(answered))

    def _copy_in(self, address: Any, ending: str, folder: Path, then: Callable[[Path], None]) -> None:
        """Copy what was chosen. Android calls on a thread of its own."""

        def work() -> Path:
            from app.device.arriving import copied

            return copied(self._activity, address, folder, ending)

        self._where_one_draws(lambda: self.bench.ask(work, then, self._cover))

    def _where_one_draws(self, call: Callable[[], Any]) -> None:
        Clock.schedule_once(lambda _dt: call(), 0)

    # -- trouble

    def _attempt(self, call: Callable[[], None]) -> None:
        try:
            call()
        except Exception as error:  # whatever Java throws
            self._cover(error)

    def _cover(self, error: Exception) -> None:
        """What is wrong, over the screen that is on; nothing of it is lost."""
        from app.screens.trouble import TroubleScreen
        from app.sentences import in_words

        trouble = in_words(error)
        _log.error("%s", trouble.sentence, exc_info=error)
        ways = [(say("Back"), self.stage.uncover)]
        self.stage.cover(TroubleScreen(self, trouble.sentence, trouble.step, ways))
