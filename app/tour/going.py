"""Steps of a tour: a tap, and the screen that must come after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kivy.uix.widget import Widget

from app.tour.finger import bring_into_view, lift, press
from app.tour.guide import MOST_FRAMES, Camera, LostError


def until(camera: Camera, app: Any, kind: type[Widget]) -> Iterator[None]:
    """Wait until nothing moves. Raises ``LostError`` where another screen is on then."""
    yield from camera.settle()
    if not isinstance(app.stage.screen, kind):
        raise LostError(f"expected {kind.__name__}, found {type(app.stage.screen).__name__}")


def tap(camera: Camera, widget: Widget, *, rest: bool = True) -> Iterator[None]:
    """A tap as a finger makes it: down, a frame, up."""
    bring_into_view(widget)
    yield
    finger = press(widget)
    yield
    lift(finger)
    yield
    if rest:
        yield from camera.settle()


def wait_for(arrived: Callable[[], bool]) -> Iterator[None]:
    """Frames until something has come about that no thread of ours announces."""
    for _ in range(MOST_FRAMES):
        if arrived():
            return
        yield
    raise LostError("what was waited for did not come")
