"""What the keys of a hardware keyboard do while one writes. Codes are Kivy's, for SDL's window."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from app.widgets.keyboard_layouts import Script, by_hardware


class Command(NamedTuple):
    """What a key means: its name, and whether Shift held the other end of the selection."""

    name: str
    select: bool = False


_PLAIN: Final = {
    8: "erase", 127: "delete", 13: "enter", 271: "enter", 276: "left", 275: "right", 273: "up", 274: "down",
    278: "home", 279: "end", 280: "page_up", 281: "page_down",
}  # fmt: skip
_WITH_CTRL: Final = {
    8: "erase_word", 127: "delete_word", 13: "done", 271: "done", 276: "word_left", 275: "word_right",
    278: "text_start", 279: "text_end",
}  # fmt: skip
_BY_LETTER: Final = {"a": "select_all", "c": "copy", "x": "cut", "v": "paste", "z": "undo", "y": "redo"}
# Where a layout has no Latin letters, the key's place counts (USB usage numbers, as SDL's scancodes).
_LETTER_AT: Final = {4: "a", 6: "c", 27: "x", 25: "v", 29: "z", 28: "y"}
_LEFT_ALONE: Final = frozenset({9, 27})  # Tab and Escape are the screen's
_NAMED_KEYS: Final = range(256, 320)  # arrows, function keys, modifiers


def command(key: int, scancode: int, modifiers: Collection[str]) -> Command | None:
    """The command a key stands for, or None."""
    shift = "shift" in modifiers
    if ("ctrl" in modifiers or "meta" in modifiers) and "alt" not in modifiers:
        name = _WITH_CTRL.get(key)
        if name is None:
            letter = chr(key) if key < 128 else _LETTER_AT.get(scancode, "")
            name = _BY_LETTER.get(letter)
            if name == "undo" and shift:
                name = "redo"
        return None if name is None else Command(name, shift)
    found = _PLAIN.get(key)
    return None if found is None else Command(found, shift)


def is_letter(key: int, text: str | None, modifiers: Collection[str]) -> bool:
    """Whether a key writes something: the text itself arrives by another way, after the key."""
    if key in _LEFT_ALONE or key in _NAMED_KEYS:
        return False
    if "meta" in modifiers or ("ctrl" in modifiers and "alt" not in modifiers):  # Ctrl and Alt: AltGr
        return False
    return bool(text) and str(text).isprintable()


def letter(key: int, modifiers: Collection[str], script: Script) -> str:
    """What a key of a Latin hardware keyboard writes in a script: on phones no text arrives by itself.

    There only an input method of the system's would send it, and that one is never asked.
    """
    if not 32 <= key < 0x2000 or key in _NAMED_KEYS:
        return ""
    return by_hardware(chr(key), "shift" in modifiers, script)
