"""What a benchmark starts as a process of its own: ``python -m tests.benchmarks.probes NAME``.

Both sides wait after each frame until it is drawn. A window on a screen does that by itself; off-screen,
frames that were asked for and not yet drawn pile up in memory, 2 MB each, whoever draws them.

Each probe prints one line of JSON and ends. Times are of the system's monotonic clock in nanoseconds, so
that the process which started it can subtract; memory is resident, in MB of 1,000,000 bytes.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

MOST_S = 180
STILL = 60
"""Frames a window stands before its memory is read."""


def resident_mb() -> float:
    """What this process holds in memory now."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise OSError("the system does not say what is resident")


def tell(**said: Any) -> None:
    """Say it and end at once: how long closing takes is not what is measured."""
    print(json.dumps(said), flush=True)
    os._exit(0)


def drawn_ns() -> int:
    """The time at which everything asked of the graphics library so far stands in the window's memory."""
    from kivy.graphics.opengl import glFinish

    glFinish()
    return time.monotonic_ns()


def hello(on_flip: Callable[[], None]) -> None:
    """Bare Kivy with one label, which is what ours is compared with."""
    os.environ.update(KIVY_NO_ARGS="1", KIVY_NO_FILELOG="1", KIVY_NO_CONSOLELOG="1")
    from kivy.app import App
    from kivy.uix.label import Label

    class Hello(App):
        def build(self) -> Label:
            from kivy.core.window import Window

            Window.bind(on_flip=lambda *_: on_flip())
            return Label(text="Hello, world")

    Hello().run()


def hello_frame() -> None:
    hello(lambda: tell(first_ns=drawn_ns()))


def hello_memory() -> None:
    from itertools import count

    frames = count(1)

    def flip() -> None:
        from kivy.app import App

        drawn_ns()
        if next(frames) >= STILL:
            tell(mb=resident_mb())
        App.get_running_app().root.canvas.ask_update()

    hello(flip)


def opened() -> None:
    """Our app as a person starts it, to the learners' screen with its pictures, and that wholly faded in."""
    from app import start

    prepare = start.prepare
    seen: dict[str, Any] = {}

    def then_watch(*args: Any, **options: Any) -> None:
        prepare(*args, **options)
        from kivy.app import App
        from kivy.core.window import Window

        def flip(*_: Any) -> None:
            app: Any = App.get_running_app()
            now = drawn_ns()
            if "first_ns" not in seen:
                seen.update(first_ns=now, modules=sorted(sys.modules))
            screen = app.stage.screen
            if type(screen).__name__ == "LearnersScreen" and len(screen.cards) == 3 and app.pictures.idle:
                seen.setdefault("home_ns", now)
                if screen.opacity > 0.99:
                    tell(faded_ns=now, **seen)

        Window.bind(on_flip=flip)

    start.prepare = then_watch
    from app.cli import main

    main([], standalone_mode=False)


def lessons_memory() -> None:
    """Our app at home and after each of 100 answers, over as many lessons as that takes."""
    from itertools import count

    from tests.benchmarks.child import Child, open_app_with

    answers = count(1)
    held: dict[str, float] = {}

    def story(app: Any) -> Any:
        child = Child(app)
        yield from child.arrives()
        for _ in range(STILL):
            app.stage.canvas.ask_update()
            yield
        held["home"] = resident_mb()

        def answered() -> None:
            number = next(answers)
            if number in (20, 60, 100):
                held[str(number)] = resident_mb()
            if number == 100:
                tell(mb=held)

        child.answered = answered
        while True:
            yield from child.has_a_lesson()

    open_app_with(story)


PROBES = {probe.__name__: probe for probe in (hello_frame, hello_memory, opened, lessons_memory)}

if __name__ == "__main__":
    os.environ["SDL_VIDEODRIVER"] = "offscreen"
    faulthandler.dump_traceback_later(MOST_S, exit=True)  # a probe that hangs says where
    PROBES[sys.argv[1]]()
