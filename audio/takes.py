"""Cutting words out of what a microphone hears, as it hears it: a take starts by itself at the voice and ends
after a pause. Pure logic, without numpy and without a clock: time is counted in samples.

The times are Lingua Libre's, whose volunteers say hundreds of words an hour with them: margins of 0.25 s, a
stop after 0.3 s of quiet (0.4 here, as an elder may pause before a last consonant). Its fixed thresholds, 0.1
and 0.05 of full scale, are levels over the room's own noise here: a quiet voice in a quiet room starts a
take, a loud fan does not. And what is far below the word itself is quiet too, since a room with people in it
is never as still as it was: of 72 words said in a café or beside a radio, 25 dB over it, 58 and 55 were cut
out right without that, all with it (``tests.benchmarks.take_cutting``).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

from audio.levels import Level, Meter

RATE: Final = 48_000
BYTES: Final = 2
FRAME_S: Final = 0.01
FRAME: Final = int(RATE * FRAME_S) * BYTES


@dataclass(frozen=True, slots=True)
class Settings:
    """Seconds and dB. ``start_db`` over the floor begins a take. Quiet is what is under ``stop_db`` over it,
    and what is ``under_top_db`` below the take's loudest frame."""

    learn_s: float = 0.5
    start_db: float = 11.0
    """11 rather than 14: of 72 words 15 dB over a hiss 66 were cut out right instead of 54."""
    stop_db: float = 8.0
    under_top_db: float = 17.0
    """The facts page asks for 20 dB between a word and its room. With 17, a café and a radio 20 dB under the
    words left 97 and 100 % of them whole, with 20 it was 87 and 75. A last consonant may be weaker than that:
    it lies in ``after_s``; with 16 one in a hundred was cut."""
    quietest_dbfs: float = -50.0
    """A voice is louder than this whatever the room: the noise floor that is asked for."""
    before_s: float = 0.25
    after_s: float = 0.25
    pause_s: float = 0.4
    shortest_s: float = 0.15
    longest_s: float = 6.0
    voice_s: float = 0.05
    """So long the level must hold before a take begins; a click is shorter."""


USUAL: Final = Settings()


@dataclass(frozen=True, slots=True)
class Listening:
    """Nothing is said; ``level`` of the last frame."""

    level: Level


@dataclass(frozen=True, slots=True)
class Started:
    """A take has begun (its beginning is kept from ``before_s`` earlier)."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """A take is under way; ``level`` of the last frame."""

    level: Level


@dataclass(frozen=True, slots=True)
class Finished:
    """A take: mono, 16 bit, 48 kHz; ``started_s`` counts from the first sample ever fed."""

    pcm: bytes
    started_s: float


@dataclass(frozen=True, slots=True)
class TooShort:
    """Something was heard, and was shorter than any word."""


Event = Listening | Started | Speaking | Finished | TooShort


class TakeCutter:
    """Feed it blocks of any size; the same sound gives the same takes, however it was cut into blocks."""

    def __init__(self, settings: Settings = USUAL) -> None:
        self._settings = settings
        self._rest = b""
        self._meter = Meter(RATE)
        self._frames = 0
        self._floor: float | None = None
        self._learned: list[float] = []
        self._before: deque[bytes] = deque(maxlen=_count(settings.before_s) + _count(settings.voice_s))
        self._loud = 0
        self._take: list[bytes] = []
        self._quiet = 0
        self._top = 0.0
        self._begun = 0

    @property
    def floor_dbfs(self) -> float | None:
        """The room's noise as learned so far; None until it is."""
        return self._floor

    def feed(self, block: bytes) -> tuple[Event, ...]:
        """What a block of sound brings: at most one level, and whatever began or ended in it."""
        content = self._rest + block
        whole = len(content) - len(content) % FRAME
        self._rest = content[whole:]
        events: list[Event] = []
        level: Event | None = None
        for at in range(0, whole, FRAME):
            frame = content[at : at + FRAME]
            heard = self._meter.level_of(frame)
            events += self._frame(frame, heard.rms_dbfs)
            level = Speaking(heard) if self._take else Listening(heard)
        return (*events, level) if level is not None else tuple(events)

    def _frame(self, frame: bytes, rms: float) -> list[Event]:
        self._frames += 1
        if self._take:
            return self._go_on(frame, rms)
        self._before.append(frame)
        if self._floor is None:
            self._learn(rms)
            return []
        if rms < self._threshold(self._settings.start_db):
            self._loud = 0
            # The room may change: a fan is switched on. The floor follows slowly up and quickly down.
            self._floor += (rms - self._floor) * (0.2 if rms < self._floor else 0.02)
            return []
        self._loud += 1
        if self._loud < _count(self._settings.voice_s):
            return []
        self._take = list(self._before)
        self._begun = self._frames - len(self._take)
        self._before.clear()
        self._loud, self._quiet, self._top = 0, 0, rms
        return [Started()]

    def _go_on(self, frame: bytes, rms: float) -> list[Event]:
        self._take.append(frame)
        self._top = max(self._top, rms)
        quiet = max(self._threshold(self._settings.stop_db), self._top - self._settings.under_top_db)
        self._quiet = self._quiet + 1 if rms < quiet else 0
        if self._quiet < _count(self._settings.pause_s) and len(self._take) < _count(
            self._settings.longest_s
        ):
            return []
        surplus = max(0, self._quiet - _count(self._settings.after_s))
        kept, left = self._take[: len(self._take) - surplus], self._take[len(self._take) - surplus :]
        voice = len(self._take) - self._quiet - _count(self._settings.before_s)
        self._take, self._quiet = [], 0
        self._before.extend(left)  # what follows a take may be the beginning of the next
        if voice < _count(self._settings.shortest_s):
            return [TooShort()]
        return [Finished(b"".join(kept), self._begun * FRAME_S)]

    def _learn(self, rms: float) -> None:
        self._learned.append(rms)
        if len(self._learned) >= _count(self._settings.learn_s):
            # The quieter half: somebody may already be speaking.
            quiet = sorted(self._learned)[: len(self._learned) // 2]
            self._floor = sum(quiet) / len(quiet)

    def _threshold(self, above_db: float) -> float:
        assert self._floor is not None
        return max(self._floor + above_db, self._settings.quietest_dbfs + above_db - self._settings.start_db)


def _count(seconds: float) -> int:
    return round(seconds / FRAME_S)
