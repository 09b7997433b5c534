"""A field to write in: Uyghur, Latin, Cyrillic, and any of them in one line.

Only our own keyboard or one of hardware writes here. The system's on-screen keyboard, which may learn what a
child writes and send it on, is never asked for: keys are taken from the window itself, without Kivy's
``request_keyboard``.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any, Protocol

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.metrics import dp
from kivy.properties import BooleanProperty, ListProperty, OptionProperty, StringProperty
from kivy.uix.scrollview import ScrollView
from kivy.utils import platform

from app.text.carets import Carets
from app.text.editing import Caret, Editing
from app.text.manuscript import Manuscript
from app.theme import ADULT_TARGET, look
from app.widgets import field_keys
from app.widgets.base import Words
from app.widgets.field_paint import FieldPaint
from app.widgets.field_touch import TouchedField
from app.widgets.keyboard_layouts import SCRIPTS, Script

BLINK_S = 0.55


class Clipboard(Protocol):
    """What a field needs of a clipboard."""

    def copy(self, data: str) -> None: ...
    def paste(self) -> str: ...


def _system_clipboard() -> Clipboard:
    # Imported when it is first needed: Kivy starts other programs to find out which clipboard there is.
    from kivy.core import clipboard

    found: Clipboard = clipboard.Clipboard
    return found


class Field(TouchedField):
    """A text field.

    ``role`` is a type role of the theme. With ``one_line`` Enter says ``on_text_validate``, else Ctrl+Enter.
    Without a ``size_hint_y`` the field is as high as its text, between ``lines[0]`` and ``lines[1]`` lines;
    what does not fit is scrolled. ``repair`` puts pasted text right. ``most`` is the greatest length.
    """

    text = StringProperty("")
    """The text, NFC, in logical order. Setting it puts the caret at its end and forgets what was undoable."""

    focused = BooleanProperty(False)
    """Whether one writes here; of all fields one at most."""

    read_only = BooleanProperty(False)
    """The text can be selected and copied, and not changed."""

    direction = OptionProperty("weak_rtl", options=["ltr", "rtl", "weak_ltr", "weak_rtl"])
    """Base direction: fixed, or that of each paragraph's first letter, and this where there is none."""

    script = OptionProperty("arabic", options=SCRIPTS)
    """The script that the keyboard writes. Where ``direction`` is weak, an empty line begins as it asks."""

    letter_colors = ListProperty([])
    """Letters in colours of their own: see :class:`app.text.label.TextLabel`."""

    __events__ = ("on_text_validate",)
    _writing: weakref.ref[Field] | None = None

    def __init__(
        self,
        text: str = "",
        *,
        role: str = "title",
        placeholder: str = "",
        one_line: bool = False,
        lines: tuple[int, int] = (1, 6),
        most: int = 5000,
        repair: Callable[[str], str] | None = None,
        clipboard: Clipboard | None = None,
        **kwargs: Any,
    ) -> None:
        self.editing = Editing(text, repair=repair, one_line=one_line, most=most)
        self.spells_keys = platform in ("android", "ios")
        """Whether a hardware keyboard sends keys and no text, which are then read in ``script``."""
        self.one_line, self._lines = one_line, (1, 1) if one_line else lines
        self._clipboard = clipboard
        self._shown: str | None = None
        self._blinking: Any = None
        self._lit = True
        self._carets: Carets
        kwargs.setdefault("size_hint_y", None)
        super().__init__(**kwargs)
        self._pad = look.gap("step")
        self.manuscript = Manuscript(
            font_name=look.font("ئا"), font_size=look.type(role), color=look.palette.ink
        )
        self._paint = FieldPaint()
        self.canvas.before.add(self._paint.ground)
        self.canvas.add(self._paint.writing)
        self.placeholder = Words(
            placeholder, "body", colour=look.palette.soft_ink, align="auto", fit=True, size_hint=(None, None)
        )
        self.add_widget(self.placeholder)
        for name in ("size", "direction", "letter_colors"):
            self.fbind(name, self._lay_out)
        for name in ("pos", "focused", "read_only"):
            self.fbind(name, lambda *_: self._settle())
        self.text = self.editing.text
        self._lay_out()

    # -- what others call

    @classmethod
    def writing(cls) -> Field | None:
        """The field that has the focus, if there is one."""
        found = cls._writing() if cls._writing is not None else None
        here = found is not None and found.focused and found.get_root_window() is not None
        return found if here else None

    def write(self, letters: str, *, seat: bool = True) -> None:
        """Write at the caret, in place of what is selected; ``seat`` lets ئ come by itself."""
        if not self.read_only:
            self._changed(self.editing.type(letters, seat=seat))

    def erase(self, *, word: bool = False) -> None:
        """Take away what is selected, or the letter or word before the caret."""
        if not self.read_only:
            self._changed(self.editing.backspace(word=word))

    def enter(self) -> None:
        """A new line; in a field of one line, the end of writing."""
        if self.one_line:
            self.dispatch("on_text_validate")
        else:
            self.write("\n")

    def seat_comes(self, letter: str) -> bool:
        """Whether ``letter``, written now, would bring its ئ along."""
        return self.editing.seat_comes(letter)

    def do(self, name: str, *, select: bool = False) -> None:
        """One of the commands of :mod:`app.widgets.field_keys`; ``select`` extends the selection."""
        editing = self.editing
        if name in ("left", "right", "up", "down", "home", "end", "page_up", "page_down"):
            self._move(name, select)
        elif name in ("word_left", "word_right"):
            rtl = self._carets.rows[self._carets.row_of(editing.caret)].line.rtl
            editing.move_word((name == "word_right") != rtl, select=select)
        elif name in ("text_start", "text_end"):
            editing.move(Caret(0 if name == "text_start" else len(editing.text)), select=select)
        elif name == "select_all":
            editing.select_all()
        elif name == "copy" and editing.selected:
            self._board.copy(editing.selected)
        elif name == "enter":
            self.enter()
        elif name == "done":
            self.dispatch("on_text_validate")
        elif not self.read_only:
            self._change(name)
        self._settle()

    def caret_box(self) -> tuple[float, float, float]:
        """Where the caret stands, in the field's own coordinates: x, bottom, top."""
        left, bottom, _, height = self._paint.view
        spot = self._carets.spot(self.editing.caret)
        top = bottom + height - (spot.top - self._scroll)
        return left + spot.x, top - spot.height, top

    def on_text_validate(self) -> None:
        """The writer is done: Enter in a field of one line, Ctrl+Enter in others."""

    # -- changes

    def on_text(self, _field: Field, text: str) -> None:
        if text != self.editing.text:
            self.editing.set_text(text)
            self.text = self.editing.text
            self._scroll = 0
            self._lay_out()

    @property
    def _board(self) -> Clipboard:
        if self._clipboard is None:
            self._clipboard = _system_clipboard()
        return self._clipboard

    def _change(self, name: str) -> None:
        editing = self.editing
        if name == "cut":
            if editing.selected:
                self._board.copy(editing.cut())
                self._changed(True)
        elif name == "paste":
            self._changed(editing.paste(self._board.paste() or ""))
        elif name in ("erase", "erase_word"):
            self._changed(editing.backspace(word=name == "erase_word"))
        elif name in ("delete", "delete_word"):
            self._changed(editing.delete(word=name == "delete_word"))
        elif name in ("undo", "redo"):
            self._changed(editing.undo() if name == "undo" else editing.redo())

    def _changed(self, changed: bool) -> None:
        self._close_bar()
        if changed:
            self._goal = None
            self.text = self.editing.text
            self._settle()

    def _move(self, name: str, select: bool) -> None:
        editing, carets = self.editing, self._carets
        start, end = editing.selection
        caret = editing.caret
        goal = None
        if name in ("left", "right"):
            if start != end and not select:
                ends = sorted((Caret(start), Caret(end, before=True)), key=lambda place: carets.spot(place).x)
                caret = ends[name == "right"]
            else:
                caret = carets.beside(caret, name == "right")
        elif name in ("home", "end"):
            row = carets.row_of(caret)
            caret = carets.line_start(row) if name == "home" else carets.line_end(row)
        else:
            goal = carets.spot(caret).x if self._goal is None else self._goal
            page = max(1, int(self._paint.view[3]) // carets.height - 1)
            lines = {"up": 1, "down": -1, "page_up": page, "page_down": -page}[name]
            caret = carets.above(caret, lines, goal)
        editing.move(caret, select=select)
        self._goal = goal

    # -- laying out and drawing

    def _lay_out(self, *_: Any) -> None:
        width = max(1.0, self.width - 2 * self._pad)
        manuscript = self.manuscript
        manuscript.text = self.editing.text
        manuscript.options.update(
            text_size=(width, None), base_direction=self.direction, letter_colors=self.letter_colors
        )
        manuscript._text_size = (width, None)
        manuscript.render()
        self._shown = None
        self._carets = manuscript.carets(self.editing.stops)
        if self.size_hint_y is None:
            least, most = self._lines
            line = manuscript.line_height
            high = max(least * line, min(most * line, manuscript.height)) + 2 * self._pad
            self.height = max(round(high), dp(ADULT_TARGET))
        self._settle()

    def _settle(self, follow: bool = True) -> None:
        """Draw everything where it belongs now; the caret in sight if ``follow``."""
        if self.manuscript.text != self.editing.text:
            self._lay_out()
            return
        self._paint.view = self._room()
        carets, editing = self._carets, self.editing
        self._keep_in_sight(follow and self.focused)
        self._paint.frame(self.pos, self.size, self.focused)
        self._paint.text(self.manuscript, self._scroll, self._shown is None)
        self._shown = editing.text
        start, end = editing.selection
        self._paint.selection(carets.boxes(start, end) if start != end else (), self._scroll)
        writes = self.focused and not self.read_only
        self._paint.caret(carets.spot(editing.caret) if writes else None, self._scroll)
        self._light(True)
        left, bottom, width, height = self._paint.view
        line = self.manuscript.line_height
        self.placeholder.size = (width, line)
        self.placeholder.pos = (left, bottom + height - line)
        self.placeholder.opacity = 0 if editing.text else 1

    def _room(self) -> tuple[float, float, float, float]:
        high = self.height - 2 * self._pad
        if self.manuscript.count == 1:  # a single line stands in the middle of a low field
            spare = high - self.manuscript.line_height
            if spare < self.manuscript.line_height:
                high = self.manuscript.line_height
        top = (self.height - high) / 2
        return (
            round(self.x + self._pad), round(self.y + top), max(1, round(self.width - 2 * self._pad)),
            max(1, round(high)),
        )  # fmt: skip

    def _keep_in_sight(self, follow: bool) -> None:
        height = int(self._paint.view[3])
        if follow:
            spot = self._carets.spot(self.editing.caret)
            self._scroll = max(min(self._scroll, spot.top), spot.top + spot.height - height)
        self._scroll = max(0, min(self._scroll, self.manuscript.height - height))
        if follow and self._scroll_around():
            # What is around the field may only now be getting its size: the caret is looked for again.
            Clock.schedule_once(self._scroll_around, 0)

    def _scroll_around(self, *_: Any) -> bool:
        """Bring the caret's line into sight where the field lies in a scrolling page; whether it does."""
        parent = self.parent
        while parent is not None and parent is not parent.parent:
            if isinstance(parent, ScrollView):
                x, low, high = self.caret_box()
                margin = look.gap("near")
                low, high = self.to_window(x, low - margin)[1], self.to_window(x, high + margin)[1]
                foot = parent.to_window(*parent.pos)[1]
                off = min(0.0, low - foot) or max(0.0, high - foot - parent.height)
                page = parent.children[0] if parent.children else None
                if page is None or page.height <= parent.height:
                    parent.scroll_y = 1.0  # all of it is in sight; beyond its ends it would be cut off
                elif off:
                    there = parent.scroll_y + parent.convert_distance_to_scroll(0, off)[1]
                    parent.scroll_y = min(1.0, max(0.0, there))
                return True
            parent = parent.parent
        return False

    # -- writing and not writing

    def on_script(self, _field: Field, script: Script) -> None:
        if self.direction.startswith("weak_"):
            self.direction = "weak_rtl" if script == "arabic" else "weak_ltr"

    def on_focused(self, _field: Field, focused: bool) -> None:
        other = Field._writing() if Field._writing is not None else None
        if focused:
            if other is not None and other is not self:
                other.focused = False
            Field._writing = weakref.ref(self)
            Window.bind(on_key_down=self._key_down, on_textinput=self._text_came)
            if look.motion and self._blinking is None:
                self._blinking = Clock.schedule_interval(self._blink, BLINK_S)
            return
        if other is self:
            Field._writing = None
        Window.unbind(on_key_down=self._key_down, on_textinput=self._text_came)
        if self._blinking is not None:
            self._blinking.cancel()
            self._blinking = None
        self._close_bar()

    def _blink(self, _dt: float) -> None:
        if self._gone():
            return
        self._light(not self._lit)

    def _light(self, lit: bool) -> None:
        self._lit = lit
        self._paint.show_caret(lit)

    def _gone(self) -> bool:
        """A field that has left the window lets go of the keys."""
        if self.get_root_window() is None:
            self.focused = False
            return True
        return False

    def _key_down(
        self, _window: Any, key: int, scancode: int, text: str | None, modifiers: list[str]
    ) -> bool:
        if self._gone():
            return False
        command = field_keys.command(key, scancode, modifiers)
        if command is not None:
            self._close_bar()
            self.do(command.name, select=command.select)
            return True
        if not field_keys.is_letter(key, text, modifiers):
            return False
        if self.spells_keys:
            self.write(field_keys.letter(key, modifiers, self.script))
        return True

    def _text_came(self, _window: Any, text: str) -> bool:
        if self._gone():
            return False
        if not self.spells_keys:
            self.write(text)
        return True
