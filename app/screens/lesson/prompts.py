"""What stands above the answers: a word to hear, to read, what it means, or a picture to name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.metrics import dp
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from app.drills.drill import meaning
from app.drills.steps import Shows
from app.screens.lesson.voices import SpokenWord, VoiceButtons
from app.screens.lesson.writing import gather, role_of, shown
from app.theme import ADULT_TARGET, look
from app.widgets.base import Column, Row, Words
from app.widgets.pressable import Chip, PictureSheet, RoundButton
from lexicon.records import Sense

SPEAKER = 104
"""dp across of the button that says the word: the largest round thing on the screen."""
LOWER = 72
"""dp across of the same button where tiles or keys need the room."""
LARGEST = 260
MOST_HIGH = 360
"""dp of a picture and the word under it."""


class Prompt(FloatLayout):
    """The question's side of a card. ``word`` says it; None where there is no recording to play."""

    def __init__(
        self,
        sense: Sense,
        shows: Shows,
        word: SpokenWord | None,
        *,
        script: str = "arabic",
        language: str = "en",
        clue: str = "",
        read: str = "",
        times: int = 1,
        speaker: float = SPEAKER,
        **kwargs: Any,
    ) -> None:
        """``clue`` is the meaning to show, that of ``sense`` if "". ``read`` is the text that is read, or
        read aloud by somebody beside, the word itself if "". A picture stands ``times`` times."""
        super().__init__(**kwargs)
        self.sense = sense
        self.voices: VoiceButtons | None = None
        self.script = script
        self.read = read or shown(sense, script)
        self._revealed = False
        self._added: Words | None = None
        column = Column(pos_hint={"center_x": 0.5, "center_y": 0.5})
        self._column = column
        gather(column, MOST_HIGH)
        self.add_widget(column)
        if shows is Shows.PICTURE and sense.picture is not None:
            self._pictures(sense.picture, times, word)
        elif shows is Shows.SOUND and word is not None:
            self._speaker(word, speaker)
        elif shows is Shows.SOUND:
            self._together(column, "hero" if speaker == SPEAKER else "word")
        elif shows in (Shows.MEANING, Shows.PICTURE):
            told = clue or meaning(sense, language) or self.read
            self._lines(told, "title" if len(told) > 14 else "word", word)
        else:
            self._lines(self.read, role_of(self.read), word)

    def _lines(self, text: str, role: str, word: SpokenWord | None) -> None:
        row = Row(spacing=look.gap("step"))
        row.add_widget(Words(text, role, bold=True, fit=True))
        if word is not None:
            row.add_widget(_button(word))
        self._column.add_widget(row)

    def _pictures(self, code: str, times: int, word: SpokenWord | None) -> None:
        """Squares, as large as the prompt's room allows; beside them what says the word, if it may be."""
        row = FloatLayout()
        squares: list[Widget] = [PictureSheet(code, size_hint=(None, None)) for _ in range(times)]
        button = _button(word) if word is not None else None
        for piece in (*squares, *([button] if button is not None else [])):
            row.add_widget(piece)
        self._column.add_widget(row)

        def fit(*_: Any) -> None:
            gap = look.gap("near")
            extra = 2 * (button.width + gap) if button is not None else 0
            room = (row.width - extra - gap * (times - 1)) / times
            side = max(dp(40), min(room, row.height - dp(8), dp(LARGEST)))
            whole = side * times + gap * (times - 1)
            left, low = row.x + (row.width - whole) / 2, row.y + (row.height - side) / 2
            for number, square in enumerate(squares):
                square.size = (side, side)
                square.pos = (left + number * (side + gap), low)
            if button is not None:
                x = left - gap - button.width if look.rtl else left + whole + gap
                button.pos = (x, row.y + (row.height - button.height) / 2)

        row.bind(size=fit, pos=fit)
        fit()

    def _speaker(self, word: SpokenWord, side: float) -> None:
        self.voices = VoiceButtons(word, side, size_hint_y=1, pos_hint={"x": 0, "y": 0})
        self.remove_widget(self._column)
        self.add_widget(self.voices)

    def _together(self, column: Column, role: str) -> None:
        """Read together: the word for a grown-up's eyes, with a sign that two are at it."""
        pair = Chip("1F9D1-200D-1F9D2", 56, pos_hint={"center_x": 0.5})
        self.bind(height=lambda *_: setattr(pair, "size", (min(dp(56), self.height * 0.34),) * 2))
        column.add_widget(pair)
        column.add_widget(Words(self.read, role, bold=True, fit=True, size_hint_y=0.58))

    def reveal(self, text: str = "", colours: Sequence[Any] = ()) -> None:
        """After the answer: the word itself, where so far it was only heard; ``text`` under what is shown,
        with ``colours`` for single letters."""
        if self._revealed:
            return
        self._revealed = True
        if self.voices is not None:
            self.remove_widget(self.voices)
            self._column.clear_widgets()
            self._column.add_widget(Words(self.read, "hero", bold=True, fit=True))
            self.add_widget(self._column)
            self.voices = None
        elif text:
            words = Words(text, "word", bold=True, fit=True, size_hint_y=0.5)
            words.letter_colors = list(colours)
            self._column.add_widget(words)
            self._added = words

    def conceal(self) -> None:
        """Take away what ``reveal`` put under what is shown: it stands elsewhere now."""
        if self._added is not None:
            self._column.remove_widget(self._added)
            self._added = None


def _button(word: SpokenWord) -> RoundButton:
    """A small button that says the word, where something else is the prompt."""
    button = RoundButton("speaker", side=ADULT_TARGET, plain=False, pos_hint={"center_y": 0.5})
    button.bind(on_release=lambda *_: word.next())
    return button
