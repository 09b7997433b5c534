"""From a tap to what the child sees of it, and on to the next question, beside bare Kivy doing the like.

Run: ``.venv/bin/python -m tests.benchmarks.taps``. In one window: each question of real lessons is answered
in our app, then Kivy's own ``Image`` buttons with four pictures are tapped and replaced by others. Time runs
from when the window reads the touch until the frame stands in its memory. A stall is the longest time between
two turns of Kivy's loop, with the sixtieth of a second that Kivy's clock waits for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

from tests.benchmarks.child import Child, open_app_with
from tests.benchmarks.homes import home
from tests.benchmarks.table import Row, at, show

QUESTIONS = 40
HASTE = 0.25
LOOK = 5
Found = dict[str, list[float]]


class Watch:
    """Counts frames and times them, and remembers the longest turn of the loop since ``start``."""

    def __init__(self) -> None:
        from kivy.clock import Clock
        from kivy.core.window import Window

        self.began = self.turned = perf_counter()
        self.frames = 0
        self.longest = 0.0
        self._waits: list[tuple[Callable[[], bool], list[float]]] = []
        Window.bind(on_flip=self._flip)
        Clock.schedule_interval(self._turn, 0)

    def start(self) -> None:
        self.began = self.turned = perf_counter()
        self.frames, self.longest = 0, 0.0
        self._waits.clear()

    def when(self, seen: Callable[[], bool]) -> list[float]:
        """Will hold the milliseconds and the number of frames at the first frame where ``seen`` is true."""
        told: list[float] = []
        self._waits.append((seen, told))
        return told

    def _turn(self, _dt: float) -> None:
        now = perf_counter()
        self.longest = max(self.longest, 1e3 * (now - self.turned))
        self.turned = now

    def _flip(self, *_: Any) -> None:
        from kivy.graphics.opengl import glFinish

        glFinish()
        self.frames += 1
        for seen, told in self._waits:
            if not told and seen():
                told += [1e3 * (perf_counter() - self.began), self.frames]


def looks(child: Child) -> Iterator[None]:
    """A few turns of the loop, and until the pictures are there."""
    for _ in range(LOOK):
        yield
    while not child.app.pictures.idle:
        yield


def ours(screen: Any, child: Child, watch: Watch, found: Found) -> Iterator[None]:
    """Answer the question that stands, rightly, and wait for the next card with its pictures."""
    from app.tour.finger import lift, press

    card = screen.card
    right = card.cards[card.question.target.id]
    yield from child.rests()
    finger = press(right)
    yield
    watch.start()
    lift(finger)
    tapped = watch.when(lambda: right.state_shown != "idle")
    judged = watch.when(lambda: right.state_shown == "right")
    while not judged:
        yield
    while screen.card is card and child.app.stage.screen is screen:
        yield
    yield from looks(child)
    for key, value in (("tapped", tapped[0]), ("tapped frames", tapped[1]), ("judged", judged[0]),
                       ("judged frames", judged[1]), ("stall", watch.longest)):  # fmt: skip
        found["ours " + key].append(value)


def bares(sources: list[str], following: list[str], watch: Watch, found: Found) -> Iterator[None]:
    """The like with Kivy's own widgets: four images to tap, the tapped one tinted, then four others."""
    from kivy.core.window import Window
    from kivy.uix.behaviors import ButtonBehavior
    from kivy.uix.gridlayout import GridLayout
    from kivy.uix.image import Image

    from app.tour.finger import lift, press

    class Tile(ButtonBehavior, Image):
        def on_release(self) -> None:
            self.color = (0.5, 1, 0.5, 1)

    before = list(Window.children)
    for widget in before:
        Window.remove_widget(widget)
    board = GridLayout(cols=2)
    for source in sources:
        board.add_widget(Tile(source=source, nocache=True))
    Window.add_widget(board)
    for _ in range(5):
        yield
    tile = board.children[0]
    finger = press(tile)
    yield
    watch.start()
    lift(finger)
    tapped = watch.when(lambda: tile.color[0] < 1)
    while not tapped:
        yield
    board.clear_widgets()
    for source in following:
        board.add_widget(Tile(source=source, nocache=True))
    for _ in range(LOOK):
        yield
    found["bare tapped"].append(tapped[0])
    found["bare tapped frames"].append(tapped[1])
    found["bare stall"].append(watch.longest)
    Window.remove_widget(board)
    for widget in before:
        Window.add_widget(widget)
    yield


def measure(questions: int = QUESTIONS) -> Found:
    """Milliseconds and frames of ``questions`` questions, by side and what."""
    sides = ("ours tapped", "ours tapped frames", "ours judged", "ours judged frames", "ours stall",
             "bare tapped", "bare tapped frames", "bare stall")  # fmt: skip
    found: Found = {key: [] for key in sides}

    def story(app: Any) -> Iterator[None]:
        child, watch = Child(app), Watch()
        files = sorted(str(file) for file in app.given.places.pictures.glob("*.png"))

        def asked(screen: Any) -> Iterator[None]:
            yield from ours(screen, child, watch, found)
            at_ = 8 * len(found["ours stall"]) % (len(files) - 8)
            yield from bares(files[at_ : at_ + 4], files[at_ + 4 : at_ + 8], watch, found)

        child.question = asked
        yield from child.arrives()
        while len(found["bare stall"]) < questions:
            yield from child.to_lesson()
            screen = app.stage.screen
            while app.stage.screen is screen and len(found["bare stall"]) < questions:
                yield from child.takes_a_step(screen)
            yield from child.rests()

    with home() as here:
        os.environ["ANATIL_HOME"] = str(here.home)
        open_app_with(story, HASTE)
    return found


def rows(questions: int = QUESTIONS) -> list[Row]:
    """Tap to feedback, tap to verdict (kept by then), and the longest stall up to the next question."""
    found = measure(questions)
    made = []
    for what, key, peer, goal in (
        ("tap → the card shows it was chosen", "tapped", "tapped", "next frame"),
        ("tap → verdict shown, answer kept", "judged", "", "–"),
        ("longest stall, tap → next question", "stall", "stall", "no stall"),
    ):
        for name, share in (("p50", 0.5), ("p99", 0.99)):
            mine = at(found[f"ours {key}"], share)
            said = f"{mine:.0f} ms"
            if key != "stall":
                said += f", {at(found[f'ours {key} frames'], share):.0f} frame(s)"
            other = at(found[f"bare {peer}"], share) if peer else None
            made.append(Row(f"{what}, {name}", said, f"{other:.0f} ms, bare Kivy" if other else "–",
                            mine / other if other else None, goal))  # fmt: skip
    return made


if __name__ == "__main__":
    show(rows())
