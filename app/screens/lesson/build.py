"""Tiles to tap in order: letters that become a word, or words that become a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kivy.metrics import dp
from kivy.uix.widget import Widget

from app.drills.given import Given, Laid, right
from app.drills.steps import BuildQuestion, Outcome
from app.screens.lesson.prompts import LOWER, Prompt
from app.screens.lesson.single import Answered, SingleCard, Tap, looked_at
from app.screens.lesson.voices import SpokenWord
from app.screens.lesson.writing import WIDE, Corrected
from app.theme import CHILD_TARGET, look
from app.widgets.base import Column, Words
from app.widgets.pressable import Card, WordCard, lay_word
from app.widgets.tiles import Tiles

BACKSPACE = 8
LAID_HIGH = 76
"""dp of the sheet the tiles are laid on, before the reader's own scale; two lines of a sentence need more."""


LAID_SHARE = 0.46
"""Of the room above the tiles that the sheet has at most: what calls for the word is read, too."""


class BuildCard(SingleCard):
    """What calls for it, what has been laid, and the tiles. A tap on what is laid takes the last one back."""

    second_fits = True
    plays_before = True

    def __init__(
        self,
        question: BuildQuestion,
        answered: Answered,
        word: SpokenWord | None,
    ) -> None:
        """``word`` says the word: how it is written is not heard."""
        self.question: BuildQuestion = question
        self._answered = answered
        self.places: list[int] = []
        self.prompt = Prompt(
            question.target, question.prompt, word, script=question.script, language=question.language,
            clue=question.clue, speaker=LOWER,
        )  # fmt: skip
        sentence = bool(question.between)
        high = dp(LAID_HIGH) * (1.35 if sentence else 1.0) * (1 + (look.font_scale - 1) / 2)
        self.sheet = Card(size_hint_y=None, height=high)
        self.laid: Words = lay_word(self.sheet, "", "title" if sentence else "hero", bold=True)
        self.laid.size_hint = (WIDE, 0.86)
        self.sheet.bind(on_release=lambda *_: self.take_back())
        self.tiles: list[Card] = []
        rtl = question.script == "arabic"
        flow = Tiles(dp(CHILD_TARGET), rtl=rtl, natural=sentence)
        for place, piece in enumerate(question.pieces):
            tile = WordCard(piece, "title" if sentence else "word", bold=not sentence)
            tile.bind(on_release=lambda _tile, laid=place: self.lay(laid))
            self.tiles.append(tile)
            flow.add_widget(tile)
        below = Column(spacing=look.gap("step"), size_hint_y=None)
        below.bind(minimum_height=below.setter("height"))
        below.add_widget(self.sheet)
        below.add_widget(flow)
        self._flow, self._high_sheet = flow, high
        super().__init__(self.prompt, below, 0.5, across=0.4)
        flow.bind(minimum_height=self._fit)
        self.bind(height=self._fit)

    def _fit(self, *_: Any) -> None:
        """In a low window the sheet is lower: what calls for the word must be read, too."""
        room = self.height - self._flow.minimum_height - 2 * look.gap("room")
        share = 1.0 if self.wide else LAID_SHARE
        self.sheet.height = max(dp(CHILD_TARGET), min(self._high_sheet, room * share))

    def turned(self, _wide: bool) -> None:
        self._fit()

    @property
    def text(self) -> str:
        """What the tiles make in the order laid."""
        return self.question.between.join(self.question.pieces[place] for place in self.places)

    def lay(self, place: int) -> None:
        """A tap on a tile; the last one hands the answer in."""
        if self.taken or place in self.places:
            return
        self.places.append(place)
        self._show()
        if len(self.places) == self.question.wanted:
            self.taken = True
            self.sheet.state_shown = "chosen"
            self._answered(Laid(tuple(self.places)))

    def take_back(self) -> None:
        """The tile laid last goes back to where it was."""
        if self.taken or not self.places:
            return
        self.places.pop()
        self._show()

    def _show(self) -> None:
        self.laid.text = self.text
        for place, tile in enumerate(self.tiles):
            used = place in self.places
            tile.disabled = used
            tile.opacity = 0.15 if used else 1.0

    def show_verdict(
        self,
        given: Given,  # noqa: ARG002 (one shape for all)
        outcome: Outcome,
        go_on: Callable[[], None],
    ) -> None:
        """Right: what was laid is marked. Else how it is written stands in the place of the tiles."""
        if looked_at(outcome):
            self._show_right(outcome.right_text or self.question.answer)
            return
        letters = None if self.question.between else outcome.letters
        whole = outcome.right_text or self.question.answer
        corrected = Corrected(whole, self.text, letters, go_on, self.question.after)
        self.after_a_miss = corrected.answer
        self.replace_second(corrected)

    def _show_right(self, text: str) -> None:
        self.laid.text = text
        self.sheet.state_shown = "right"
        for tile in self.tiles:
            tile.opacity = 0.15

    def choices(self) -> Sequence[Widget]:
        return self.tiles

    def take_key(self, key: int, _text: str) -> bool | None:
        """Backspace takes the last tile back."""
        if key == BACKSPACE and not self.taken:
            self.take_back()
            return True
        return None

    def example(self) -> list[Tap]:
        given = right(self.question)
        assert isinstance(given, Laid)

        def step(place: int) -> Tap:
            return lambda: self.tiles[place], lambda: self._by_itself(place)

        return [step(place) for place in given.places]

    def _by_itself(self, place: int) -> None:
        self.places.append(place)
        self._show()
        if len(self.places) == self.question.wanted:
            self._show_right(self.question.answer + self.question.after)

    def leave(self) -> None:
        self.taken = True
