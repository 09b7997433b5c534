"""Walks through a first lesson off-screen, takes a picture of every step, and says what looks wrong."""

from __future__ import annotations

import logging
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from app import start
from app.moment import Moment
from app.tour.playing import play
from lexicon import places
from lexicon.places import Places

MOST_FRAMES = 4000
"""A step that has not settled after so many frames never will: the tour stops and says so."""


@dataclass(frozen=True, slots=True)
class Route:
    """How the tour is walked: window in dp, language, the reader's text size, colours, voices, age band."""

    width: int = 360
    height: int = 800
    language: str = "en"
    font_scale: float = 1.0
    dark: bool = False
    voices: bool = False
    age: str = "6-8"
    density: float = 1.0
    everything: bool = False
    words: bool = False
    drills: bool = False
    script: str = "arabic"
    examples: bool = True


class TourMoment(Moment):
    """A clock that stands at one morning and runs on three seconds each time it is asked for ticks."""

    def __init__(self) -> None:
        self._ticks = 0

    def now_ms(self) -> int:
        return 1_795_000_000_000 + self._ticks

    def offset_min(self) -> int:
        return 60

    def ticks_ms(self) -> int:
        self._ticks += 3_000
        return self._ticks


class LostError(Exception):
    """The tour could not go on."""


def walk(folder: Path, route: Route) -> tuple[int, list[str]]:
    """Walk the route; returns how many pictures were written to ``folder``, and what looked wrong.

    A home of its own is used and thrown away: nobody's words or answers are touched.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("[0-9][0-9]*-*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="anatil-tour-") as home:
        here = Places(Path(home), places.find().share).make()
        pixels = (round(route.width * route.density), round(route.height * route.density))
        start.prepare(here.kivy, off_screen=True, size=pixels, density=route.density)
        return _walk(folder, route, here)


def _walk(folder: Path, route: Route, here: Places) -> tuple[int, list[str]]:
    from app.kivy_app import AnaTilApp, Given
    from app.tour.story import first_lesson
    from app.tour.tones import Evening
    from app.tour.words import every_word

    rng = random.Random(7)
    ids = random.Random(11)
    given = Given(
        here,
        TourMoment(),
        rng,
        lambda: UUID(int=ids.getrandbits(128), version=4),
        route.language,
        haste=0.02,
        microphone=lambda: Evening(route.voices),
    )
    app = AnaTilApp(given)
    logging.getLogger("anatil").disabled = True  # the bad day at the end is only shown
    camera = Camera(app, folder)
    app.player = _Silent()
    if route.voices:
        from app.tour.tones import lend_tones

        lend_tones(here)
    app.preset = {
        "font_scale": str(route.font_scale),
        "appearance": "dark" if route.dark else "light",
        "motion": "off",
    }
    story = every_word(app, camera) if route.words else first_lesson(app, camera, route)
    if route.drills:
        from app.tour.drills import every_drill

        story = every_drill(app, camera, route)
    play(app, story)
    return camera.taken, camera.wrong


class Camera:
    """Takes a picture once the screen has come to rest, and looks at it."""

    def __init__(self, app: Any, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self.taken = 0
        self.wrong: list[str] = []

    def settle(self) -> Iterator[None]:
        """Frames until the database, the pictures and every motion have come to rest."""
        from kivy.animation import Animation

        calm = 0
        for _ in range(MOST_FRAMES):
            yield
            app = self._app
            quiet = app.desk.idle and app.bench.idle and app.pictures.idle and not Animation._instances
            calm = calm + 1 if quiet else 0
            if calm >= 4:
                return
        raise LostError("the screen did not come to rest")

    def shoot(self, name: str) -> Iterator[None]:
        """Settle, look for what is wrong, and write the next picture."""
        from app.tour.looking import findings

        yield from self.settle()
        self.taken += 1
        file = self._folder / f"{self.taken:03d}-{name}.png"
        self._app.stage.photograph(file)
        self.wrong += [f"{file.name}: {sentence}" for sentence in findings(self._app.stage)]


class _Silent:
    """Stands in for the player: the tour has pictures, not sound."""

    def prepare(self, _paths: object) -> None: ...
    def play(self, _path: object, slow: bool = False) -> None: ...
    def play_bytes(self, _wav: bytes) -> None: ...
    def forget(self, _path: object) -> None: ...
    def stop(self) -> None: ...
    def close(self) -> None: ...
