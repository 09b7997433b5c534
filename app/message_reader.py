"""Voice messages heard off the drawing thread; what was heard comes back where one draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from app.services.desk import Desk
from app.services.message_keeping import Word
from app.services.message_reading import Heard
from app.services.messages import Review, Span
from lexicon.records import Sense

if TYPE_CHECKING:
    from audio.clip import Clip

T = TypeVar("T")

COLUMNS = 72
"""Upright lines a sound is drawn with."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a sound looks like: peaks, 0 to 1 of the loudest in all messages; and where it is quietest
    (seconds in its file): there it would be cut in two."""

    columns: tuple[float, ...]
    quietest_s: float


class MessageReader:
    """Decodes and cuts, draws and plays, on the ``bench``'s thread; ``hand_back`` runs a call where one
    draws.

    What was asked for before ``stop`` comes back no more.
    """

    def __init__(self, bench: Desk, hand_back: Callable[[Callable[[], None]], None]) -> None:
        self._bench, self._hand_back = bench, hand_back
        self._stopped = Event()
        self._heard: Heard | None = None
        self._loudest = 1.0

    def read(
        self,
        paths: Sequence[Path],
        senses: Sequence[Sense],
        told: Callable[[int, int], None],
        heard: Callable[[Review], None],
        trouble: Callable[[Exception], None],
    ) -> None:
        """Read the messages; ``told`` hears how far it is, then comes ``heard`` or ``trouble``."""
        stopped = self._stopped

        def work() -> Review | None:  # None: it was stopped
            from app.services import message_reading

            def go_on(done: int, every: int) -> bool:
                self._hand_back(lambda: None if stopped.is_set() else told(done, every))
                return not stopped.is_set()

            found = message_reading.read(paths, senses, go_on)
            if found is None:
                return None
            peaks = (message_reading.columns(clip, 0.0, clip.seconds, COLUMNS) for clip in found.clips)
            self._heard, self._loudest = (
                found,
                max((max(one, default=0.0) for one in peaks), default=0) or 1.0,
            )
            return found.review

        self._ask(work, heard, trouble)

    def look(self, spans: Sequence[Span], then: Callable[[dict[Span, Sight]], None]) -> None:
        """What these sounds look like."""

        def work() -> dict[Span, Sight]:
            from app.services import message_reading

            clips, found = self._clips, {}
            for span in spans:
                peaks = message_reading.columns(clips[span.file], span.begin_s, span.end_s, COLUMNS)
                columns = tuple(min(1.0, peak / self._loudest) for peak in peaks)
                found[span] = Sight(columns, message_reading.quietest(clips[span.file], span))
            return found

        self._ask(work, then)

    def sound(self, span: Span, room: tuple[float, float], then: Callable[[bytes], None]) -> None:
        """A sound as a WAV, to be listened to."""

        def work() -> bytes:
            return self._clips[span.file].part(span.begin_s - room[0], span.end_s + room[1]).wav()

        self._ask(work, then)

    def word(self, span: Span, room: tuple[float, float], then: Callable[[Word], None]) -> None:
        """A word made ready to be kept."""

        def work() -> Word:
            from app.services.message_keeping import cut_out

            return cut_out(self._clips[span.file], span, room)

        self._ask(work, then)

    def stop(self) -> None:
        """Nothing that was asked for is wanted any more; what runs ends at the next message."""
        self._stopped.set()
        self._stopped = Event()

    @property
    def _clips(self) -> Sequence[Clip]:
        assert self._heard is not None  # nothing is asked for before the messages are read
        return self._heard.clips

    def _ask(
        self,
        work: Callable[[], T | None],
        then: Callable[[T], None],
        trouble: Callable[[Exception], None] | None = None,
    ) -> None:
        stopped = self._stopped

        def run() -> T | None:
            return None if stopped.is_set() else work()

        def done(found: T | None) -> None:
            if found is not None and not stopped.is_set():
                then(found)

        def failed(error: Exception) -> None:
            if stopped.is_set():
                return
            if trouble is None:
                raise error
            trouble(error)

        self._bench.ask(run, done, failed)
