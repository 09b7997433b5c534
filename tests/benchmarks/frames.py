"""How long our lesson takes to draw, beside bare Kivy drawing the same pictures at the same places.

Run: ``.venv/bin/python -m tests.benchmarks.frames``. One window; the lesson and Kivy's own ``Image`` widgets
take turns in it, twenty frames each. A frame is timed from asking for it until it stands in the window's
memory. Off-screen, drawn by the processor: what a GPU does to both is not in here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

from tests.benchmarks.child import Child, open_app_with
from tests.benchmarks.homes import home
from tests.benchmarks.table import Row, at, show

TURNS = 25
FRAMES = 20
Times = dict[str, list[float]]


def pictures_on(root: Any) -> list[Any]:
    """Our picture widgets that are seen, in the order they are drawn."""
    found = []
    for widget in root.walk():
        if type(widget).__name__ == "Picture" and widget.shown and widget.opacity > 0:
            found.append(widget)
    return found


def bare(app: Any) -> Any:
    """Kivy's own images of the same files, each where ours stands, on the same ground."""
    from kivy.uix.image import Image
    from kivy.uix.widget import Widget

    root = Widget()
    for ours in pictures_on(app.stage):
        x, y = ours.to_window(*ours._box.pos)
        source = str(app.pictures._find(ours.code))
        root.add_widget(Image(source=source, pos=(x, y), size=ours._box.size, color=ours._tint.rgba))
    return root


def draw_ms(change: Callable[[], None]) -> float:
    """One frame after ``change``."""
    from kivy.core.window import Window
    from kivy.graphics.opengl import glFinish

    began = perf_counter()
    change()
    Window.canvas.ask_update()
    Window.dispatch("on_draw")
    Window.dispatch("on_flip")
    glFinish()
    return 1e3 * (perf_counter() - began)


def take_turns(app: Any, turns: int, motion: bool) -> Times:
    """Frames of both; in ``motion`` the whole screen's opacity changes each frame, as in our fade."""
    from kivy.core.window import Window

    root = bare(app)
    times: Times = {"ours": [], "bare": []}
    for turn in range(2 * turns):
        side, widget, moved = ("bare", root, root) if turn % 2 else ("ours", app.stage, app.stage.screen)
        for other in list(Window.children):
            Window.remove_widget(other)
        Window.add_widget(widget)
        for number in range(FRAMES + 3):
            part = 0.5 + number / (2 * FRAMES + 6)
            spent = draw_ms(lambda new=part, it=moved: setattr(it, "opacity", new) if motion else None)  # type: ignore[misc]
            if number >= 3:
                times[side].append(spent)
        moved.opacity = 1
    if app.stage not in Window.children:
        Window.remove_widget(root)
        Window.add_widget(app.stage)
    return times


def rows(turns: int = TURNS) -> list[Row]:
    """The question with four pictures, still and fading."""
    found: dict[str, Times] = {}

    def story(app: Any) -> Iterator[None]:
        child = Child(app)
        yield from child.arrives()
        yield from child.to_lesson()
        screen = app.stage.screen
        while not (type(screen.card).__name__ == "QuestionCard" and len(pictures_on(screen.card)) >= 4):
            yield from child.takes_a_step(screen)
        yield from child.rests()
        found["still"] = take_turns(app, turns, False)
        found["fading"] = take_turns(app, turns, True)

    with home() as here:
        os.environ["ANATIL_HOME"] = str(here.home)
        open_app_with(story)
    made = []
    for kind, times in found.items():
        for name, share, goal in (("p50", 0.5, "–"), ("p99", 0.99, "≤ 1.3")):
            ours, bares = at(times["ours"], share), at(times["bare"], share)
            made.append(Row(f"a frame of a question with pictures, {kind}, {name}", f"{ours:.1f} ms",
                            f"{bares:.1f} ms, bare Kivy, same pictures", ours / bares, goal))  # fmt: skip
    return made


if __name__ == "__main__":
    show(rows())
