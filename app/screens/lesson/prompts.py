"""What stands above the answers: a word to hear, to read, or a picture to name."""

from __future__ import annotations

from typing import Any

from kivy.metrics import dp
from kivy.uix.floatlayout import FloatLayout

from app.drills.steps import Shows
from app.screens.lesson.voices import SpokenWord, VoiceButtons
from app.widgets.base import Column, Words
from app.widgets.pressable import Chip, PictureSheet
from lexicon.records import Sense

SPEAKER = 104
"""dp across of the button that says the word: the largest round thing on the screen."""


class Prompt(FloatLayout):
    """The question's side of a card. ``word`` says it; None where there is no recording to play."""

    def __init__(self, sense: Sense, shows: Shows, word: SpokenWord | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sense = sense
        self.voices: VoiceButtons | None = None
        column = Column(pos_hint={"center_x": 0.5, "center_y": 0.5})
        self._column = column
        self.add_widget(column)
        if shows is Shows.PICTURE and sense.picture is not None:
            self._square(PictureSheet(sense.picture))
        elif shows is Shows.SOUND and word is not None:
            self._speaker(word, column)
        elif shows is Shows.SOUND:
            self._together(sense, column)
        else:
            column.add_widget(Words(sense.headword, "hero", bold=True, fit=True))

    def _square(self, frame: PictureSheet) -> None:
        """A picture stays square, as large as the prompt's room allows."""
        self._column.add_widget(frame)
        frame.size_hint = (None, None)
        frame.pos_hint = {"center_x": 0.5}

        def fit(*_: Any) -> None:
            side = max(dp(64), min(self.width, self.height - 2 * dp(4), dp(260)))
            frame.size = (side, side)
            self._column.padding = (0, max(0, (self.height - side) / 2))

        self.bind(size=fit)
        fit()

    def _speaker(self, word: SpokenWord, column: Column) -> None:
        self.voices = VoiceButtons(word, SPEAKER, size_hint_y=1, pos_hint={"x": 0, "y": 0})
        self.remove_widget(column)
        self.add_widget(self.voices)

    def _together(self, sense: Sense, column: Column) -> None:
        """Read together: the word for a grown-up's eyes, with a sign that two are at it."""
        pair = Chip("1F9D1-200D-1F9D2", 56, pos_hint={"center_x": 0.5})
        self.bind(height=lambda *_: setattr(pair, "size", (min(dp(56), self.height * 0.34),) * 2))
        column.add_widget(pair)
        column.add_widget(Words(sense.headword, "hero", bold=True, fit=True, size_hint_y=0.58))

    def reveal(self) -> None:
        """After the answer: the word itself, where so far it was only heard."""
        if self.voices is not None:
            self.remove_widget(self.voices)
            self._column.clear_widgets()
            self._column.add_widget(Words(self.sense.headword, "hero", bold=True, fit=True))
            self.add_widget(self._column)
            self.voices = None
