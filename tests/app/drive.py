"""Plays a scene with the real app, off-screen, in its own process: ``python -m tests.app.scenes SCENE HOME``.

A scene is a generator: it yields once a frame and prints what it saw as JSON. The tests read that.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from app import start
from app.moment import Moment
from app.tour.playing import play
from lexicon import places
from lexicon.places import Places

SCENES: dict[str, Callable[[Any], Iterator[None]]] = {}
MOST_FRAMES = 3000


class SetClock(Moment):
    """A clock that stands where the scene sets it."""

    def __init__(self) -> None:
        self.utc_ms = 1_795_000_000_000
        self._ticks = 0

    def now_ms(self) -> int:
        self.utc_ms += 1_000
        return self.utc_ms

    def offset_min(self) -> int:
        return 60

    def ticks_ms(self) -> int:
        self._ticks += 2_000
        return self._ticks


class Scene:
    """What a scene can do: look at the screen, wait, tap, and tell."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.told: dict[str, Any] = {}

    @property
    def screen(self) -> Any:
        return self.app.stage.screen

    @property
    def where(self) -> str:
        return type(self.screen).__name__

    def until(self, name: str) -> Iterator[None]:
        """Frames until a screen of that class is on and everything asked for has come."""
        for _ in range(MOST_FRAMES):
            yield
            if self.where == name and self.app.desk.idle and self.app.pictures.idle:
                yield
                return
        raise TimeoutError(f"waited for {name}, found {self.where}")

    def tap(self, widget: Any) -> Iterator[None]:
        """A tap, as the input system would deliver it."""
        from app.tour.finger import lift, press

        finger = press(widget)
        yield
        lift(finger)
        yield

    def arrive(self) -> Iterator[None]:
        """A new child, up to its path."""
        yield from self.until("LearnersScreen")
        yield from self.tap(self.screen.new)
        yield from self.until("NewLearnerScreen")
        yield from self.tap(self.screen.cards[0])
        yield from self.tap(self.screen.cards[1])
        yield from self.until("PathScreen")

    def answers(self, count: int) -> Iterator[None]:
        """Go on in a lesson until ``count`` questions have been answered right and kept."""
        from app.drills.given import right
        from app.screens.lesson.cards import QuestionCard
        from app.screens.lesson.pairs import PairsCard
        from app.screens.lesson.single import SingleCard

        done = 0
        for _ in range(MOST_FRAMES):
            card = self.screen.card
            if isinstance(card, QuestionCard):
                if not card.taken:
                    yield from self.tap(card.cards[card.question.target.id])
                    if self.where != "LessonScreen":
                        return
                    while card.cards[card.question.target.id].state_shown != "right":
                        yield
                        if self.where != "LessonScreen":
                            return
                    done += 1
                    if done == count:
                        return
            elif isinstance(card, PairsCard):
                for sense_id in card.words:
                    yield from self.tap(card.words[sense_id])
                    yield from self.tap(card.partners[sense_id])
                    while card.partners[sense_id].state_shown != "right":
                        yield
                    done += 1
                    if done == count:
                        return
            elif isinstance(card, SingleCard):
                if not card.taken:
                    card.taken = True
                    self.screen._answered(right(card.question))
                    done += 1
                    yield
                    if done == count:
                        return
            elif hasattr(card, "next") and getattr(card, "done", True):
                yield from self.tap(card.next)
            yield
        raise TimeoutError("the lesson did not go on")


def scene(play: Callable[[Scene], Iterator[None]]) -> Callable[[Scene], Iterator[None]]:
    """Register a scene under its name."""
    SCENES[play.__name__] = play
    return play


def main(name: str, home: Path) -> None:
    here = Places(home, places.find().share).make()
    start.prepare(here.kivy, off_screen=True, size=(360, 800), density=1)
    from app.kivy_app import AnaTilApp, Given

    ids = random.Random(str(home))
    given = Given(
        here, SetClock(), random.Random(5), lambda: UUID(int=ids.getrandbits(128), version=4), "en", haste=0.0
    )
    app = AnaTilApp(given)
    app.preset = {"motion": "off"}
    played = Scene(app)
    play(app, SCENES[name](played))
    print(json.dumps(played.told))
