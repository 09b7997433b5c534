"""A word in the voices of those who said it: one after the other, and slowly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Ellipse
from kivy.metrics import dp
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from app.theme import ADULT_TARGET, look
from app.widgets.pressable import RoundButton
from audio.playback import SLOW_SPEED, Source

MOST_DOTS = 6
"""More speakers than a child counts at a glance are shown as this many."""
DOT = 10
ROOM = 12
BETWEEN_WORDS_S = 0.12
"""Seconds between the words of one number: a breath, and still one number."""


class SpokenWord:
    """The recordings of one word, and whose turn it is. Calling it says the word as the lesson does."""

    def __init__(self, player: Any, files: Sequence[Source], heard: Callable[[], None] | None = None) -> None:
        """``files``: one a speaker, the favourite first, at least one; ``heard`` counts what a child asks
        for."""
        self._player = player
        self.files = tuple(files)
        self.turn = 0
        """Which speaker was heard last, from 0."""
        self.changed: Callable[[], None] = lambda: None
        self.heard = heard or (lambda: None)
        self._asked = False

    def __call__(self) -> None:
        self._player.play(self.files[self.turn])

    def next(self) -> None:
        """A tap: the first says it again, every later one in the next speaker's voice."""
        if self._asked:
            self.turn = (self.turn + 1) % len(self.files)
            self.changed()
        self._asked = True
        self.heard()
        self()

    def slowly(self) -> None:
        """The same voice, slower and as high as it is."""
        self.heard()
        self._player.play(self.files[self.turn], slow=True)


class SpokenLine(SpokenWord):
    """Several words as one: each is heard when the one before has been said, in the same turn of speakers."""

    def __init__(self, player: Any, words: Sequence[Sequence[Source]]) -> None:
        """``words``: the files of each word in their order, at least one; as many speakers as all have."""
        speakers = min(len(files) for files in words)
        super().__init__(player, words[0][:speakers])
        self._rest = [tuple(files[:speakers]) for files in words[1:]]
        self._waiting: Any = None

    def __call__(self) -> None:
        self._say(False)

    def slowly(self) -> None:
        self.heard()
        self._say(True)

    def _say(self, slow: bool) -> None:
        self.stop()
        files = [each[self.turn] for each in (self.files, *self._rest)]
        self._play(files, slow)

    def _play(self, files: list[Source], slow: bool) -> None:
        first, *rest = files
        if slow:
            self._player.play(first, slow=True)
        else:
            self._player.play(first)
        if rest:
            wait = seconds_of(first) / (SLOW_SPEED if slow else 1.0) + BETWEEN_WORDS_S
            self._waiting = Clock.schedule_once(lambda _dt: self._play(rest, slow), wait)

    def stop(self) -> None:
        """Nothing more is said."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None


def seconds_of(file: Source) -> float:
    """How long a recording is; 1 s for one that cannot be read here."""
    from audio.outline import outline
    from audio.troubles import SoundError

    try:
        return outline(file.read_bytes(), 1).seconds
    except (OSError, SoundError):
        return 1.0


class VoiceButtons(FloatLayout):
    """The round button that says the word, a small one that says it slowly, and a dot for each speaker."""

    def __init__(self, word: SpokenWord, side: float, *more: Widget, **kwargs: Any) -> None:
        """``side`` dp across; ``more`` buttons stand at the other side, where a word can be said too."""
        kwargs.setdefault("size_hint_y", None)
        super().__init__(**kwargs)
        self.word = word
        self.speaker = RoundButton("speaker", side=side, plain=False)
        self.speaker.bind(on_release=lambda *_: word.next())
        self.slow = RoundButton("slow", side=ADULT_TARGET)
        self.slow.bind(on_release=lambda *_: word.slowly())
        self.more = more
        self.dots = Dots(min(len(word.files), MOST_DOTS)) if len(word.files) > 1 else None
        for piece in (self.speaker, self.slow, *more, *([self.dots] if self.dots else [])):
            self.add_widget(piece)
        self.height = dp(side) + self._under()
        word.changed = self._turned
        self.bind(pos=self._place, size=self._place)
        self._place()

    def _turned(self) -> None:
        if self.dots is not None:
            self.dots.turn = self.word.turn % self.dots.count
            self.dots.draw()

    def _place(self, *_: Any) -> None:
        speaker, gap = self.speaker, 2 * dp(ROOM)
        dots = self._under()
        middle = self.x + self.width / 2  # Kivy's own center_x may still be the one before
        low = self.y + (self.height - speaker.height - dots) / 2
        speaker.pos = (middle - speaker.width / 2, low + dots)
        before, after = ([self.slow], list(self.more)) if look.rtl else (list(self.more), [self.slow])
        for side, pieces in ((-1, before), (1, after)):
            for number, piece in enumerate(pieces):
                away = speaker.width / 2 + gap + piece.width * (number + 0.5)
                piece.pos = (
                    middle + side * away - piece.width / 2,
                    low + dots + (speaker.height - piece.height) / 2,
                )
        if self.dots is not None:
            self.dots.pos = (middle - self.dots.width / 2, low)

    def _under(self) -> float:
        """What the dots need below the button, in pixels."""
        return float(dp(DOT) + look.gap("near")) if self.dots is not None else 0.0


class Dots(Widget):
    """As many dots as there are speakers; the one heard last is filled."""

    def __init__(self, count: int) -> None:
        wide = count * dp(DOT) + (count - 1) * dp(DOT)
        super().__init__(size_hint=(None, None), size=(wide, dp(DOT)))
        self.count, self.turn = count, 0
        self.bind(pos=self.draw, size=self.draw)

    def draw(self, *_: Any) -> None:
        self.canvas.clear()
        with self.canvas:
            for number in range(self.count):
                place = self.count - 1 - number if look.rtl else number
                Color(*(look.palette.accent if number == self.turn else look.palette.line))
                Ellipse(pos=(self.x + 2 * place * dp(DOT), self.y), size=(dp(DOT), dp(DOT)))
