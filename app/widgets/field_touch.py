"""What a finger or a mouse does in a field: caret, selection, scrolling, and the bar that follows."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.text.carets import Carets
from app.text.editing import Caret, Editing
from app.text.manuscript import Manuscript
from app.widgets.field_bar import FieldBar
from app.widgets.field_paint import FieldPaint

HOLD_S = 0.5
"""Seconds after which a finger that rests selects a word."""
_SLOP = 8
"""dp that a finger may wander and still be a tap."""


class TouchedField(Widget):
    """The half of a field that answers to touches; :class:`app.widgets.field.Field` is the other."""

    editing: Editing
    manuscript: Manuscript
    focused: bool
    read_only: bool
    _carets: Carets
    _paint: FieldPaint

    def __init__(self, **kwargs: Any) -> None:
        self.bar: FieldBar | None = None
        """What can be done with the selection, while that is shown."""
        self._scroll = 0
        self._goal: float | None = None
        self._holding: Any = None
        super().__init__(**kwargs)

    def do(self, name: str, *, select: bool = False) -> None:
        raise NotImplementedError

    def caret_box(self) -> tuple[float, float, float]:
        raise NotImplementedError

    def _settle(self, follow: bool = True) -> None:
        raise NotImplementedError

    def on_touch_down(self, touch: Any) -> bool:
        if not self.collide_point(*touch.pos):
            return False
        if getattr(touch, "is_mouse_scrolling", False):
            return self._wheel(touch)
        self._close_bar()
        touch.grab(self)
        touch.ud[self] = "tap"
        first = not self.focused
        self.focused = True
        editing = self.editing
        if getattr(touch, "is_triple_tap", False):
            editing.select_all()
            touch.ud[self] = "chosen"
        elif getattr(touch, "is_double_tap", False):
            editing.select_word(self._carets.over(*self._in_text(touch)))
            touch.ud[self] = "chosen"
        elif getattr(touch, "button", "left") == "right":
            touch.ud[self] = "chosen"
        else:
            touch.ud[self, "caret"] = editing.caret.index if not first else None
            editing.move(self._place(touch), select="shift" in Window.modifiers)
            self._holding = Clock.schedule_once(lambda _dt: self._held(touch), HOLD_S)
        self._goal = None
        self._settle()
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        doing = touch.ud.get(self)
        across, up = touch.x - touch.ox, touch.y - touch.oy
        if doing == "tap" and max(abs(across), abs(up)) > dp(_SLOP):
            self._let_go()
            tall = self.manuscript.height > self._paint.view[3]
            finger = getattr(touch, "device", "") != "mouse"
            doing = touch.ud[self] = "scroll" if finger and tall and abs(up) > abs(across) else "select"
        if doing == "select":
            self.editing.move(self._place(touch), select=True)
            self._settle()
        elif doing == "scroll":
            self._scroll_by(touch.dy)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._let_go()
        doing = touch.ud.get(self)
        start, end = self.editing.selection
        again = doing == "tap" and touch.ud.get((self, "caret")) == self.editing.caret.index
        if doing == "chosen" or start != end or again:
            self.show_bar()
        return True

    def show_bar(self) -> None:
        """Show what can be done with the selection, or here."""
        actions = []
        if self.editing.selected:
            actions += ["copy"] if self.read_only else ["cut", "copy"]
        if not self.read_only:
            actions.append("paste")
        if self.editing.text and self.editing.selection != (0, len(self.editing.text)):
            actions.append("select_all")
        self._close_bar()
        if not actions:
            return
        self.bar = FieldBar(actions, self._bar_tapped)
        x, low, high = self.caret_box()
        across, above = self.to_window(x, high)
        self.bar.show(across, above, self.to_window(x, low)[1])

    def _bar_tapped(self, name: str) -> None:
        self.do(name)
        if name == "select_all":
            self.show_bar()

    def _close_bar(self) -> None:
        if self.bar is not None:
            self.bar.close()
            self.bar = None

    def _held(self, touch: Any) -> None:
        touch.ud[self] = "chosen"
        self.editing.select_word(self._carets.over(*self._in_text(touch)))
        self._settle()

    def _let_go(self) -> None:
        if self._holding is not None:
            self._holding.cancel()
            self._holding = None

    def _wheel(self, touch: Any) -> bool:
        step = self.manuscript.line_height * {"scrollup": 1, "scrolldown": -1}.get(touch.button, 0)
        before = self._scroll
        self._scroll_by(step)
        return self._scroll != before

    def _scroll_by(self, pixels: float) -> None:
        self._scroll = round(self._scroll + pixels)
        self._settle(follow=False)

    def _in_text(self, touch: Any) -> tuple[float, float]:
        left, bottom, _, height = self._paint.view
        return touch.x - left, bottom + height - touch.y + self._scroll

    def _place(self, touch: Any) -> Caret:
        return self._carets.at(*self._in_text(touch))
