"""The app and bare Kivy as on a cheap phone: a quarter of one core, 360 × 640 dp at density 2, drawn by the
processor. First frame, home, lesson frames, memory in use, bytes written, redraws of a screen that is still.

Run as root: ``.venv/bin/python -m tests.benchmarks.phone_conditions [--minutes 30]``. Minutes are the app's
own: an answer takes three seconds of them. 1,200 words have a voice of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final

from tests.benchmarks import probes
from tests.benchmarks.first_frame import ROOT
from tests.benchmarks.homes import home
from tests.benchmarks.slowed import NoLimitError, quarter_of_a_core
from tests.benchmarks.table import Row, at, show

SIZE, DENSITY = (720, 1280), 2.0
VOICES: Final = 1_200
PAIRS: Final = 5
TURNS: Final = 6
STILL_FRAMES: Final = 240
"""Of Kivy's clock: at 60 a second four seconds in which nobody touches anything."""
_MOST_S: Final = 7_200


def _phone() -> None:
    """Kivy's window as a phone's, for ours and for bare Kivy alike."""
    from app import start

    start.prepare(Path(os.environ["KIVY_HOME"]), off_screen=True, size=SIZE, density=DENSITY)


def hello_frame() -> None:
    _phone()
    probes.hello_frame()


def hello_memory() -> None:
    _phone()
    probes.hello_memory()


def opened() -> None:
    """The app as a person starts it, in a phone's window."""
    from app import start

    prepare = start.prepare
    start.prepare = lambda kivy_home, **_: prepare(  # type: ignore[assignment]
        kivy_home, off_screen=True, size=SIZE, density=DENSITY
    )
    probes.opened()


def frames() -> None:
    """Frames of a question with pictures, and of bare Kivy drawing the same."""
    from tests.benchmarks import frames as of_frames
    from tests.benchmarks.child import Child, open_app_with

    def story(app: Any) -> Any:
        child = Child(app)
        yield from child.arrives()
        yield from child.to_lesson()
        screen = app.stage.screen
        while not (
            type(screen.card).__name__ == "QuestionCard" and len(of_frames.pictures_on(screen.card)) >= 4
        ):
            yield from child.takes_a_step(screen)
        yield from child.rests()
        still = of_frames.take_turns(app, TURNS, False)
        fading = of_frames.take_turns(app, TURNS, True)
        probes.tell(still=still, fading=fading)

    open_app_with(story, size=SIZE, density=DENSITY)


def used() -> None:
    """Lessons for so many minutes: memory at times, bytes written, and how often a still screen is drawn."""
    from tests.benchmarks.child import Child, open_app_with

    minutes = float(os.environ["ANATIL_MINUTES"])
    drawn: dict[str, int] = {}
    written: list[int] = []
    held: list[tuple[float, float]] = []

    def story(app: Any) -> Any:
        from kivy.core.window import Window

        child, flips = Child(app), [0]
        Window.bind(on_flip=lambda *_: flips.__setitem__(0, flips[0] + 1))

        def still(what: str) -> Any:
            yield from child.rests()
            before = flips[0]
            for _ in range(STILL_FRAMES):
                yield
            drawn[what] = flips[0] - before

        yield from child.arrives()
        yield from still("home")
        began_ms = app.given.moment.now_ms()
        written.append(_written())
        held.append((0.0, probes.resident_mb()))

        def answered() -> None:
            written.append(_written())
            held.append(((app.given.moment.now_ms() - began_ms) / 60_000, probes.resident_mb()))

        child.answered = answered
        yield from child.to_lesson()
        yield from still("lesson")
        while held[-1][0] < minutes:
            screen = app.stage.screen
            while app.stage.screen is screen:
                yield from child.takes_a_step(screen)
            yield from child.rests()
            if held[-1][0] < minutes:
                yield from child.to_lesson()
        probes.tell(held=held, written=written, drawn=drawn)

    open_app_with(story, size=SIZE, density=DENSITY)


def _written() -> int:
    """Bytes that this process has asked the system to write."""
    for line in Path("/proc/self/io").read_text().splitlines():
        if line.startswith("wchar:"):
            return int(line.split()[1])
    raise OSError("the system does not say what is written")


PROBES: Final[dict[str, Callable[[], None]]] = {
    one.__name__: one for one in (hello_frame, hello_memory, opened, frames, used)
}


class Phone:
    """Starts probes within the limit."""

    def __init__(self, tasks: Path, minutes: float) -> None:
        self._tasks, self._minutes = tasks, minutes

    def probe(self, name: str, here: Path) -> tuple[int, Any]:
        """When it was started (ns), and what it said. Raises RuntimeError."""
        environ = {
            **os.environ, "ANATIL_HOME": str(here), "KIVY_HOME": str(here / "kivy"),
            "ANATIL_MINUTES": str(self._minutes), "SDL_VIDEODRIVER": "offscreen", "SDL_AUDIODRIVER": "dummy",
        }  # fmt: skip
        # The shell joins the group and becomes the probe: the probe itself is limited from its first moment.
        line = f'echo $$ > "{self._tasks}" && exec "$0" -m tests.benchmarks.phone_conditions --probe {name}'
        begin = time.monotonic_ns()
        done = subprocess.run(
            ["sh", "-c", line, sys.executable], cwd=ROOT, env=environ, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode != 0 or not done.stdout:
            raise RuntimeError(f"{name} ended with {done.returncode}: {done.stderr[-2000:]}")
        return begin, json.loads(done.stdout)


def rows(minutes: float, pairs: int = PAIRS) -> list[Row]:
    """The table. Raises ``NoLimitError``."""
    with quarter_of_a_core() as tasks, home(voices=VOICES) as here:
        phone = Phone(tasks, minutes)
        return [
            *_start(phone, here.home, pairs),
            *_frames(phone, here.home),
            *_used(phone, here.home, minutes),
        ]


def _start(phone: Phone, here: Path, pairs: int) -> list[Row]:
    taken: dict[str, list[float]] = {key: [] for key in ("hello", "first_ns", "home_ns")}
    for number in range(pairs + 1):
        begin, said = phone.probe("hello_frame", here)
        hello = (said["first_ns"] - begin) / 1e6
        begin, said = phone.probe("opened", here)
        if number == 0:
            continue  # files come from the disk the first time
        taken["hello"].append(hello)
        for key in ("first_ns", "home_ns"):
            taken[key].append((said[key] - begin) / 1e6)
    peer = f"{median(taken['hello']) / 1e3:.1f} s, bare Kivy's first frame"
    return [
        Row(what, f"{median(taken[key]) / 1e3:.1f} s", peer,
            median(ours / kivys for ours, kivys in zip(taken[key], taken["hello"], strict=True)))
        for what, key in (("first frame", "first_ns"), ("home with three learners, ready to tap", "home_ns"))
    ]  # fmt: skip


def _frames(phone: Phone, here: Path) -> list[Row]:
    _, said = phone.probe("frames", here)
    made = []
    for kind, times in said.items():
        for name, share, goal in (("p50", 0.5, "–"), ("p99", 0.99, "≤ 1.3")):
            ours, bare = at(times["ours"], share), at(times["bare"], share)
            made.append(Row(f"a frame of a question with pictures, {kind}, {name}", f"{ours:.0f} ms",
                            f"{bare:.0f} ms, bare Kivy, same pictures", ours / bare, goal))  # fmt: skip
    return made


def _used(phone: Phone, here: Path, minutes: float) -> list[Row]:
    peer = phone.probe("hello_memory", here)[1]["mb"]
    said = phone.probe("used", here)[1]
    held = said["held"]
    names = (("at home", 0.0), (f"after {minutes / 2:g} minutes of lessons", minutes / 2),
             (f"after {minutes:g} minutes", minutes))  # fmt: skip
    made = []
    for name, wanted in names:
        mb = next((mb for at_minute, mb in held if at_minute >= wanted), held[-1][1])
        made.append(Row(f"resident memory {name}", f"{mb:.0f} MB (+{mb - peer:.0f})",
                        f"{peer:.0f} MB, bare Kivy", mb / peer, "≤ +80 MB, flat"))  # fmt: skip
    written = said["written"]
    each = median(after - before for before, after in pairwise(written))
    made.append(Row(f"written for an answer, median of {len(written) - 1}", f"{each / 1e3:.0f} kB"))
    rest = written[-1] - written[0] - each * (len(written) - 1)
    if rest > each * len(written):
        made.append(Row("written besides, most of it the day's snapshot", f"{rest / 1e6:.0f} MB"))
    for where, times in said["drawn"].items():
        shown = "home" if where == "home" else "a question"
        made.append(Row(f"redraws of {shown} while nothing moves ({STILL_FRAMES} ticks of the clock)",
                        str(times), goal="0"))  # fmt: skip
    return made


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=5)
    options.add_argument("--pairs", type=int, default=PAIRS)
    options.add_argument("--probe", choices=PROBES)
    given = options.parse_args()
    if given.probe:
        import faulthandler

        faulthandler.dump_traceback_later(_MOST_S, exit=True)
        PROBES[given.probe]()
        return
    try:
        show(rows(given.minutes, given.pairs))
    except NoLimitError as error:
        sys.exit(f"{error}.")


if __name__ == "__main__":
    main()
