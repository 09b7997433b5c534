"""Playing a recorded word: loaded before it is needed, one voice at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

KEPT = 40
"""Clips kept ready. A word of one second at 48 kHz is 0.2 MB as the mixer holds it, so 8 MB at most."""


class Sound(Protocol):
    """What a loaded clip can do; ``length`` in seconds, 0 where a file is missing or no sound."""

    length: float

    def play(self) -> object: ...
    def stop(self) -> object: ...


def load_with_kivy(path: Path) -> Sound | None:
    """Load a clip with SDL's mixer, which looks at the content: our files have no ending. None if it cannot.

    A missing file and an unknown codec give a Sound of length 0 there, not an error.
    """
    from kivy.core.audio.audio_sdl2 import SoundSDL2

    if not path.is_file():
        return None
    sound: Sound = SoundSDL2(source=str(path))
    return sound if sound.length > 0 else None


class Player:
    """Keeps the coming words' clips ready and plays one at a time.

    ``load`` turns a path into a ``Sound`` or None; it runs on a thread of its own, never on the drawing one.
    """

    def __init__(self, load: Callable[[Path], Sound | None] = load_with_kivy) -> None:
        self._load = load
        self._ready: OrderedDict[Path, Sound | None] = OrderedDict()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sound")
        self._sounding: Sound | None = None

    def prepare(self, paths: Iterable[Path]) -> None:
        """Load clips in the background."""
        for path in paths:
            if path not in self._ready:
                self._thread.submit(self._fetch, path)

    def play(self, path: Path) -> None:
        """Play a clip, stopping the one before. Silent where it cannot be played."""
        self._thread.submit(self._play, path)

    def forget(self, path: Path) -> None:
        """Load this file anew when it is next played: what it holds has changed."""
        self._thread.submit(self._ready.pop, path, None)

    def can_play(self, path: Path) -> bool:
        """False once a clip was tried and could not be loaded."""
        return self._ready.get(path, self) is not None

    def stop(self) -> None:
        """Silence."""
        self._thread.submit(self._stop)

    def close(self) -> None:
        """Silence, and let the thread end."""
        self._thread.submit(self._stop)
        self._thread.shutdown(wait=True, cancel_futures=False)

    def _fetch(self, path: Path) -> Sound | None:
        if path not in self._ready:
            try:
                self._ready[path] = self._load(path)
            except Exception:  # a decoder's error must not end the lesson: the word is read aloud instead
                self._ready[path] = None
            while len(self._ready) > KEPT:
                self._ready.popitem(last=False)
        self._ready.move_to_end(path)
        return self._ready[path]

    def _play(self, path: Path) -> None:
        self._stop()
        sound = self._fetch(path)
        if sound is not None:
            self._sounding = sound
            sound.play()

    def _stop(self) -> None:
        if self._sounding is not None:
            self._sounding.stop()
            self._sounding = None
