"""Words as this learner reads them, and what was right or not in what it wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.drills.letters import Letter, Line
from app.drills.spelling import line, written
from app.theme import Colour, look
from app.widgets.base import Column, Words
from app.widgets.pressable import RoundButton, WordCard
from lexicon.records import Sense

if TYPE_CHECKING:
    from lexicon.uyghur.judging import Judgement

GOOD = "good"
"""``judging.Step.kind`` of a letter that was right; the module itself is not loaded for it."""
NEXT = 64
"""dp across of the button that goes on."""

MOST_HIGH = 170
"""dp. A higher sheet around one word only looks empty."""
WIDE = 0.76
"""Of a sheet, so that the mark in its corner never lies on a letter."""
LONG, VERY_LONG = 16, 28
"""Letters from which on a text is a line and no word, and a line that needs two."""
LARGE_TYPE = 1.2

Ranges = list[tuple[int, int, Colour]]


def shown(sense: Sense, script: str) -> str:
    """The word or line in the learner's script; a letter of the course stays the letter it is."""
    if isinstance(sense, Letter):
        return sense.headword
    return (line if isinstance(sense, Line) else written)(sense.headword, script)


def role_of(text: str) -> str:
    """The type role of a word or a line that is read: a line in large type already is large as ``title``."""
    if len(text) < LONG:
        return "hero"
    return "word" if len(text) < VERY_LONG or look.font_scale <= LARGE_TYPE else "title"


def differing(letters: Judgement, text: str) -> Ranges:
    """The letters of ``text``, the right spelling, that were missing or written otherwise."""
    found: Ranges = []
    at = 0
    for step in letters.alignment:
        if not step.expected:
            continue
        place = text.find(step.expected, at)
        if place < 0:
            continue
        at = place + len(step.expected)
        if step.kind != GOOD:
            found.append((place, at, look.palette.accent))
    return found


def amiss(letters: Judgement) -> Ranges:
    """The letters of what was typed that do not belong there."""
    return [
        (step.start, step.end, look.palette.accent)
        for step in letters.alignment
        if step.kind != GOOD and step.end > step.start
    ]


def gather(column: Column, most: float) -> None:
    """Lines of a column stay near each other: what is higher than ``most`` dp is room around them."""

    def fit(*_: object) -> None:
        spare = max(0.0, column.height - dp(most) * look.font_scale) / 2
        column.padding = (0, spare)

    column.bind(height=fit)
    fit()


class Corrected(Column):
    """What was written, small; under it the right spelling, with the letters that differ in colour. A tap on
    it, or on the button below, goes on."""

    def __init__(
        self, text: str, given: str, letters: Judgement | None, go_on: Callable[[], None], after: str = ""
    ) -> None:
        """``after`` is the sign that closes a sentence, behind what was given."""
        super().__init__(spacing=look.gap("near"))
        small = len(given) >= VERY_LONG and look.font_scale > LARGE_TYPE
        self.given = Words(
            given + after,
            "body" if small else "title",
            colour=look.palette.soft_ink,
            fit=True,
            size_hint_y=0.7,
        )
        self.answer = WordCard(
            text, role_of(text), bold=True, size_hint_max_y=dp(MOST_HIGH) * look.font_scale
        )
        self.answer.words.size_hint_x = WIDE
        self.answer.state_shown = "right"
        if letters is not None:
            self.answer.words.letter_colors = differing(letters, text)
            self.given.letter_colors = amiss(letters) if letters.typed == given else []
        self.answer.bind(on_release=lambda *_: go_on())
        self.next = RoundButton("play", side=NEXT, plain=False, flip=look.rtl, pos_hint={"center_x": 0.5})
        self.next.bind(on_release=lambda *_: go_on())
        self.add_widget(Widget(size_hint_y=0.15))
        if given and given + after != text:
            self.add_widget(self.given)
        self.add_widget(self.answer)
        self.add_widget(self.next)
        self.add_widget(Widget(size_hint_y=0.15))
