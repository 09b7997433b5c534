"""What a careful eye would find wrong on a screen: text cut off, things that overlap, targets too small.

Used by the tour, and so by the tests: each finding is a plain sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from kivy.core.window import Window
from kivy.metrics import dp
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from app.text.coverage import missing
from app.theme import ADULT_TARGET, CHILD_TARGET
from app.widgets.base import Words
from app.widgets.beads import Beads
from app.widgets.pressable import Card, RoundButton, Sheet

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in window pixels."""


def findings(root: Widget) -> list[str]:
    """Everything wrong with what is on the screen now, one sentence each."""
    return [*_texts(root), *_targets(root), *_overlaps(root)]


def walk(widget: Widget, scrolled: bool = False) -> Iterator[tuple[Widget, bool]]:
    """Every visible widget below ``widget``, and whether it lies in a scrolling body."""
    if widget.opacity <= 0:
        return
    yield widget, scrolled
    inside = scrolled or isinstance(widget, ScrollView)
    for child in widget.children:
        yield from walk(child, inside)


def _box(widget: Widget, width: float | None = None, height: float | None = None) -> Box:
    """Where a widget (or a text of the given size in its middle) lies."""
    wide = widget.width if width is None else width
    high = widget.height if height is None else height
    x, y = widget.to_window(widget.center_x, widget.center_y)
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _texts(root: Widget) -> Iterator[str]:
    for widget, scrolled in walk(root):
        if not isinstance(widget, Words) or not widget.text:
            continue
        name = f"“{widget.text}”"
        if not widget.holds():
            box = [round(side) for side in widget.size]
            yield f"{name} is cut off: the text is {widget.texture_size}, its box {box}"
        for letter in missing(widget.text, widget.font_name):
            yield f"{name}: the fonts have no letter {letter!r} (U+{ord(letter):04X})"
        if not scrolled and not _inside(_box(widget, *widget.texture_size)):
            yield f"{name} stands outside the window"


def _targets(root: Widget) -> Iterator[str]:
    for widget, scrolled in walk(root):
        if not isinstance(widget, ButtonBehavior) or widget.disabled:
            continue
        least = dp(CHILD_TARGET if isinstance(widget, Card) and not scrolled else ADULT_TARGET) - 0.5
        if min(widget.width, widget.height) < least:
            yield f"{_name(widget)} is too small to tap: {[round(v) for v in widget.size]} px"
        if not scrolled and not _inside(_box(widget)):
            yield f"{_name(widget)} stands outside the window"


def _overlaps(root: Widget) -> Iterator[str]:
    """Texts over texts, targets over targets, texts over targets they do not belong to."""
    things: list[tuple[Widget, Box]] = []
    for widget, scrolled in walk(root):
        if isinstance(widget, Words) and widget.text:
            things.append((widget, _clipped(widget, _text_box(widget), scrolled)))
        elif isinstance(widget, (ButtonBehavior, Sheet, Beads)) and min(widget.size) > 1:
            things.append((widget, _clipped(widget, _box(widget), scrolled)))
    for (one, box_one), (two, box_two) in combinations(things, 2):
        if _cross(box_one, box_two) and not _kin(one, two):
            yield f"{_name(one)} overlaps {_name(two)}"


def _text_box(words: Words) -> Box:
    return _box(words, min(words.width, words.texture_size[0]), words.texture_size[1])


def _clipped(widget: Widget, box: Box, scrolled: bool) -> Box:
    """Only what the scroll view around it lets one see."""
    if not scrolled:
        return box
    parent: Any = widget.parent
    while not isinstance(parent, ScrollView):
        parent = parent.parent
    left, bottom, right, top = _box(parent)
    return max(box[0], left), max(box[1], bottom), min(box[2], right), min(box[3], top)


def _cross(one: Box, two: Box, slack: float = 1.5) -> bool:
    return (
        min(one[2], two[2]) - max(one[0], two[0]) > slack
        and min(one[3], two[3]) - max(one[1], two[1]) > slack
    )


def _inside(box: Box, slack: float = 1.5) -> bool:
    return (
        box[0] >= -slack
        and box[1] >= -slack
        and box[2] <= Window.width + slack
        and box[3] <= Window.height + slack
    )


def _kin(one: Widget, two: Widget) -> bool:
    """True when one widget holds the other."""
    for inner, outer in ((one, two), (two, one)):
        parent: Any = inner.parent
        while parent is not None and parent is not parent.parent:
            if parent is outer:
                return True
            parent = parent.parent
    return False


def _name(widget: Widget) -> str:
    if isinstance(widget, Words):
        return f"“{widget.text}”"
    text = next((f" “{child.text}”" for child, _ in walk(widget) if isinstance(child, Words)), "")
    kind = "round button" if isinstance(widget, RoundButton) else type(widget).__name__
    return f"{kind}{text}"
