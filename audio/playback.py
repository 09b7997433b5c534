"""Playing a recorded word: loaded before it is needed, one voice at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

from audio import mixer

KEPT: Final = 40
"""Clips kept ready. A word of one second is 0.2 MB as the mixer holds it (48 kHz, two channels, 16 bit), so
8 MB at most."""
KEPT_SLOW: Final = 8
"""Slow clips kept ready: 0.3 MB each on a desktop, a whole media player each on a phone."""
SLOW_SPEED: Final = 0.7
"""What "slowly" is, of the usual speed."""


class Portion(Protocol):
    """A clip that is a part of a file: ``size`` bytes from ``at`` on."""

    @property
    def path(self) -> Path: ...

    @property
    def at(self) -> int: ...

    @property
    def size(self) -> int: ...

    def read_bytes(self) -> bytes:
        """Its bytes. Raises OSError."""
        ...


Source = Path | Portion
"""Where a clip lies: in a file of its own, or in a part of one. Equal ones are the same clip."""


class Sound(Protocol):
    """What a loaded clip can do. Everything is called on the player's own thread."""

    def play(self) -> object:
        """From its beginning."""
        ...

    def stop(self) -> object: ...

    def unload(self) -> object:
        """Let go of its memory, silent first; nothing is called after it."""
        ...


class Player:
    """Keeps the coming words' clips ready and plays one at a time.

    ``load`` turns a source into a ``Sound`` or None, ``load_slow`` a source and a speed, ``of_bytes`` a WAV
    file in memory; whatever they raise counts as None. They run on a thread of the player's own, never on the
    drawing one. As given they are the desktop's; see ``find_player``.
    """

    def __init__(
        self,
        load: Callable[[Source], Sound | None] = mixer.load,
        load_slow: Callable[[Source, float], Sound | None] = mixer.load_slow,
        of_bytes: Callable[[bytes], Sound | None] = mixer.of_bytes,
    ) -> None:
        self._load, self._load_slow, self._of_bytes = load, load_slow, of_bytes
        self._ready: OrderedDict[Source, Sound | None] = OrderedDict()
        self._slow: OrderedDict[Source, Sound | None] = OrderedDict()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sound")
        self._sounding: Sound | None = None
        self._held: Sound | None = None

    def prepare(self, paths: Iterable[Source]) -> None:
        """Load clips in the background."""
        for path in paths:
            if path not in self._ready:
                self._thread.submit(self._fetch, path)

    def play(self, path: Source, slow: bool = False) -> None:
        """Play a clip, stopping the one before. Silent where it cannot be played.

        ``slow`` keeps the pitch. It is made when first asked for and then kept ready; where it cannot be
        made, the usual speed is heard.
        """
        self._thread.submit(self._play, path, slow)

    def play_bytes(self, wav: bytes) -> None:
        """Play a WAV file (16 bit) that only memory holds, stopping the one before.

        No file is made of it, and it is let go of when the next is played, at ``stop`` and at ``close``.
        """
        self._thread.submit(self._play_bytes, wav)

    def forget(self, path: Source) -> None:
        """Load this file anew when it is next played: what it holds has changed."""
        self._thread.submit(self._forget, path)

    def can_play(self, path: Source) -> bool:
        """False once a clip was tried and could not be loaded."""
        return self._ready.get(path, self) is not None

    def stop(self) -> None:
        """Silence."""
        self._thread.submit(self._stop)

    def close(self) -> None:
        """Silence, and let the thread end."""
        self._thread.submit(self._stop)
        self._thread.shutdown(wait=True, cancel_futures=False)

    def _fetch(self, path: Source) -> Sound | None:
        return self._kept(self._ready, KEPT, path, lambda: self._load(path))

    def _fetch_slow(self, path: Source) -> Sound | None:
        return self._kept(self._slow, KEPT_SLOW, path, lambda: self._load_slow(path, SLOW_SPEED))

    def _kept(
        self,
        kept: OrderedDict[Source, Sound | None],
        most: int,
        path: Source,
        make: Callable[[], Sound | None],
    ) -> Sound | None:
        if path not in kept:
            kept[path] = _made(make)
            while len(kept) > most:
                self._unload(kept.popitem(last=False)[1])
        kept.move_to_end(path)
        return kept[path]

    def _play(self, path: Source, slow: bool) -> None:
        self._stop()
        if not (slow and self._begin(self._fetch_slow(path))):
            self._begin(self._fetch(path))

    def _play_bytes(self, wav: bytes) -> None:
        self._stop()
        self._held = _made(lambda: self._of_bytes(wav))
        self._begin(self._held)

    def _begin(self, sound: Sound | None) -> bool:
        """Whether it sounds. A phone may refuse a speed only now, and any sound once its device has gone."""
        if sound is None:
            return False
        try:
            sound.play()
        except Exception:
            return False
        self._sounding = sound
        return True

    def _stop(self) -> None:
        sounding, self._sounding = self._sounding, None
        held, self._held = self._held, None
        with suppress(Exception):
            if sounding is not None:
                sounding.stop()
        if held is not None:
            held.unload()

    def _forget(self, path: Source) -> None:
        for kept in (self._ready, self._slow):
            self._unload(kept.pop(path, None))

    def _unload(self, sound: Sound | None) -> None:
        if sound is None:
            return
        if sound is self._sounding:
            self._stop()
        sound.unload()


def find_player(platform: str) -> Player:
    """The player of ``platform``, as Kivy names it. Nothing is loaded or opened yet."""
    if platform == "android":
        from audio.android_playback import AndroidSounds

        sounds = AndroidSounds()
        return Player(sounds.load, sounds.load_at, sounds.of_bytes)
    return Player()


def _made(make: Callable[[], Sound | None]) -> Sound | None:
    """A decoder's error must not end the lesson: the word is read aloud instead."""
    try:
        return make()
    except Exception:
        return None
