"""Writing: a text, the caret in it, what is selected, and what each key does to them. No Kivy here.

The text is NFC and in logical order at all times. ئ comes by itself before a vowel at a word's start or
after a vowel, and leaves with it: what one key wrote, one backspace takes away (:mod:`app.text.units`).
Nothing that already stands is changed by what is written beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.text import units
from lexicon.uyghur.alphabet import SEAT, VOWELS

_UNDOABLE: Final = 200
_NOT_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_LINE_ENDS: Final = re.compile(r"\r\n|[\r\x85\u2028\u2029]")
_MARKS_OF_DIRECTION: Final = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Caret:
    """A place between two letters: before the character ``index``.

    Where the direction changes, or a line goes on in the next, one place shows at two spots: at the letter
    before it if ``before``, else at the letter after it.
    """

    index: int = 0
    before: bool = False


@dataclass(frozen=True, slots=True)
class _Moment:
    text: str
    caret: Caret
    anchor: int


class Editing:
    """A text being written.

    ``repair`` puts pasted text right (its own NFC and clean-up come first); ``one_line`` turns line ends into
    spaces; ``most`` is the greatest length in characters, beyond which nothing is taken.
    """

    def __init__(
        self,
        text: str = "",
        *,
        repair: Callable[[str], str] | None = None,
        one_line: bool = False,
        most: int = 5000,
    ) -> None:
        self.repair = repair
        self.one_line = one_line
        self.most = most
        self._past: list[_Moment] = []
        self._future: list[_Moment] = []
        self._doing = ""
        self._seated = False  # the last of the past is a vowel before its ئ came
        self.text = ""
        self.stops: list[int] = [0]
        """Where the caret may stand."""
        self.caret = Caret()
        self.anchor = 0
        """The other end of what is selected; the caret's own place where nothing is."""
        self.set_text(text)

    # -- what there is

    @property
    def selection(self) -> tuple[int, int]:
        """Start and end of what is selected; the same place twice where nothing is."""
        return min(self.caret.index, self.anchor), max(self.caret.index, self.anchor)

    @property
    def selected(self) -> str:
        """The selected text, as it goes to the clipboard: logical order, NFC, no marks of direction."""
        start, end = self.selection
        return unicodedata.normalize("NFC", _MARKS_OF_DIRECTION.sub("", self.text[start:end]))

    def seat_comes(self, letter: str) -> bool:
        """Whether ``letter``, written now, would bring its ئ along."""
        return len(letter) == 1 and letter in VOWELS and units.takes_seat(self.text[: self.selection[0]])

    # -- moving

    def move(self, caret: Caret, *, select: bool = False) -> None:
        """Put the caret somewhere; with ``select`` the other end of the selection stays where it is."""
        self._doing = ""
        self.caret = Caret(units.nearest(self.stops, caret.index), caret.before)
        if not select:
            self.anchor = self.caret.index

    def select(self, start: int, end: int) -> None:
        """Select from ``start`` to ``end``, where the caret goes."""
        self.move(Caret(start))
        self.move(Caret(end, before=True), select=True)

    def select_all(self) -> None:
        self.select(0, len(self.text))

    def select_word(self, index: int) -> None:
        """Select the word around a place."""
        self.select(*units.word_at(self.text, index))

    def move_word(self, forward: bool, *, select: bool = False) -> None:
        """Go over a word, in the order of reading."""
        jump = units.word_after if forward else units.word_before
        self.move(Caret(jump(self.text, self.caret.index), before=forward), select=select)

    # -- writing

    def type(self, letters: str, *, seat: bool = True) -> bool:
        """Write ``letters`` in place of what is selected; False where there is no room.

        A single vowel brings its ئ where it needs one, unless ``seat`` is off. An undo straight after it
        takes that ئ away alone (جۇڭخۇا).
        """
        letters = self._clean(letters)
        with_seat = seat and self.seat_comes(letters)
        if not letters or not self._write(letters, "space" if letters.isspace() else "type"):
            return False
        if with_seat and len(self.text) < self.most:
            bare = self._moment()
            start = self.caret.index - len(letters)
            self._put(start, start, SEAT, len(letters))
            self._past.append(bare)
            self._seated = True
        return True

    def backspace(self, *, word: bool = False) -> bool:
        """Take away what is selected, or the letter (or word) before the caret; False if there is none."""
        start, end = self.selection
        if start == end:
            start = units.word_before(self.text, end) if word else units.before(self.stops, end)
        return self._take(start, end, "word" if word else "backspace")

    def delete(self, *, word: bool = False) -> bool:
        """Take away what is selected, or the letter (or word) after the caret; False if there is none."""
        start, end = self.selection
        if start == end:
            end = units.word_after(self.text, start) if word else units.after(self.stops, start)
        return self._take(start, end, "word" if word else "delete")

    def cut(self) -> str:
        """Take away what is selected and return it."""
        found = self.selected
        self._take(*self.selection, "cut")
        return found

    def paste(self, text: str) -> bool:
        """Write a text from elsewhere, repaired, as much of it as there is room for."""
        text = self._clean(text)
        if self.repair is not None:
            text = unicodedata.normalize("NFC", self.repair(text))
        start, end = self.selection
        room = self.most - len(self.text) + end - start
        if len(text) > room:
            text = text[: units.nearest(units.boundaries(text), max(0, room))]
        return bool(text) and self._write(text, "paste")

    def set_text(self, text: str) -> None:
        """Begin with another text, the caret at its end. Not undone by ``undo``."""
        self._past.clear()
        self._future.clear()
        self._doing, self._seated = "", False
        self.text = self._clean(text)
        self.stops = units.boundaries(self.text)
        self.caret = Caret(len(self.text), before=True)
        self.anchor = len(self.text)

    # -- taking back

    def undo(self) -> bool:
        """Back to what was before the last word written, taken away or pasted."""
        return self._travel(self._past, self._future)

    def redo(self) -> bool:
        return self._travel(self._future, self._past)

    def _travel(self, source: list[_Moment], other: list[_Moment]) -> bool:
        self._doing, self._seated = "", False
        if not source:
            return False
        other.append(self._moment())
        moment = source.pop()
        self.text, self.caret, self.anchor = moment.text, moment.caret, moment.anchor
        self.stops = units.boundaries(self.text)
        return True

    def _moment(self) -> _Moment:
        return _Moment(self.text, self.caret, self.anchor)

    def _remember(self, doing: str) -> None:
        """Letters of one word are undone together, and so is one row of backspaces."""
        if self._seated:
            self._past.pop()
            self._seated = False
        if doing != self._doing or doing in ("cut", "paste", "word") or self.anchor != self.caret.index:
            self._past.append(self._moment())
            del self._past[:-_UNDOABLE]
        self._future.clear()

    # -- the text itself

    def _clean(self, text: str) -> str:
        text = _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text))
        if self.one_line:
            text = text.replace("\n", " ")
        return unicodedata.normalize("NFC", text)

    def _write(self, letters: str, doing: str) -> bool:
        start, end = self.selection
        if len(self.text) - (end - start) + len(letters) > self.most:
            return False
        self._remember(doing)
        self._put(start, end, letters, 0)
        self._doing = doing
        return True

    def _take(self, start: int, end: int, doing: str) -> bool:
        if start == end:
            return False
        self._remember(doing)
        self._put(start, end, "", 0)
        self._doing = doing
        return True

    def _put(self, start: int, end: int, letters: str, beyond: int) -> None:
        """Replace a stretch; the caret goes ``beyond`` characters after what is put there.

        Letters and marks that now meet may melt into one (NFC), so the caret is counted anew.
        """
        left = unicodedata.normalize("NFC", self.text[:start] + letters + self.text[end : end + beyond])
        self.text = unicodedata.normalize("NFC", left + self.text[end + beyond :])
        self.stops = units.boundaries(self.text)
        place = min(len(left), len(self.text))
        stop = units.nearest(self.stops, place)
        self.caret = Caret(stop if stop == place else units.after(self.stops, place), before=True)
        self.anchor = self.caret.index
