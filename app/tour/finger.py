"""A finger that taps where a person would, through the same input path."""

from __future__ import annotations

from typing import Any

from kivy.base import EventLoop
from kivy.input.motionevent import MotionEvent
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget


class Finger(MotionEvent):
    """One touch at window coordinates (x, y) in pixels."""

    def __init__(self, x: float, y: float) -> None:
        window = EventLoop.window
        place = {"x": x / (window.width - 1.0), "y": y / (window.height - 1.0)}
        super().__init__("finger", 1, place, is_touch=True, type_id="touch")

    def depack(self, args: dict[str, float]) -> None:
        self.sx, self.sy = args["x"], args["y"]
        self.profile = ["pos"]
        super().depack(args)


def press(widget: Widget) -> Finger:
    """Put a finger down in the middle of a widget, scrolling it into view where it must be."""
    bring_into_view(widget)
    x, y = widget.to_window(*widget.center)
    finger = Finger(x, y)
    EventLoop.post_dispatch_input("begin", finger)
    return finger


def lift(finger: Finger) -> None:
    """Take the finger away again."""
    EventLoop.post_dispatch_input("end", finger)


def bring_into_view(widget: Widget) -> None:
    """Scroll so that the widget can be seen."""
    parent: Any = widget.parent
    while parent is not None and parent is not parent.parent:
        if isinstance(parent, ScrollView):
            if parent.children and parent.children[0].height > parent.height:
                parent.scroll_to(widget, animate=False)
            return
        parent = parent.parent
