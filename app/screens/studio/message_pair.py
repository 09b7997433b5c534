"""One pair of a voice message, large: hear it, and say what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.metrics import dp
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from app.message_reader import Sight
from app.screens.page import InnerPage
from app.screens.studio.message_rows import Wave, gloss_of
from app.screens.studio.naming import NamingScreen
from app.services.messages import Pair, Review
from app.text.language import isolated, say
from app.theme import CHILD_TARGET, look
from app.widgets.base import Column, Row, Words
from app.widgets.pressable import RoundButton, WordCard, framed
from app.widgets.split import Split
from lexicon.uyghur.repair import repair
from lexicon.uyghur.scripts import to_arabic

PICTURE = 72
"""dp across."""
LONGEST = 40
"""Letters of a word."""
NEAREST = 0.05
"""Share of a sound at each end where it is not cut."""


class CutWave(FloatLayout):
    """A sound with the line at which it would be cut; a finger moves the line."""

    def __init__(self, pair: Pair, sight: Sight, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        assert pair.span is not None  # what is drawn is a sound
        self._begin_s, self._long_s = pair.span.begin_s, pair.span.end_s - pair.span.begin_s
        self.at_s = sight.quietest_s
        self.add_widget(
            Wave(sight.columns, quiet=pair.sense is None, pos_hint={"center_x": 0.5, "center_y": 0.5})
        )
        with self.canvas.after:
            Color(*look.palette.accent)
            self._line = Rectangle(size=(dp(2.5), 0))
        self.bind(pos=self._draw, size=self._draw)

    def _draw(self, *_: Any) -> None:
        x = self.x + self.width * (self.at_s - self._begin_s) / self._long_s
        self._line.pos, self._line.size = (x - dp(1.25), self.y), (dp(2.5), self.height)

    def on_touch_down(self, touch: Any) -> bool:
        if not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        self._move(touch)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        self._move(touch)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        return True

    def _move(self, touch: Any) -> None:
        share = (touch.x - self.x) / max(1.0, self.width)
        self.at_s = self._begin_s + self._long_s * min(1 - NEAREST, max(NEAREST, share))
        self._draw()


class _Halves(Split):
    """What it is keeps its own height, above or beside what can be said of it."""

    def turned(self, wide: bool) -> None:
        self.first.size_hint_y = None
        self.first.pos_hint = {"top": 1} if wide else {}


class PairScreen(InnerPage):
    """It covers the list; ``said`` gets the review as it is then. Only what changes something is offered."""

    def __init__(
        self, app: Any, review: Review, pair: Pair, sight: Sight | None, said: Callable[[Review], None],
        hear: Callable[[], None],
    ) -> None:  # fmt: skip
        title = say("Not said") if pair.span is None else say("Is it this word?")
        if pair.sense is None:
            title = say("Not a word")
        super().__init__(app, title, app.stage.uncover, across=880)
        self.wave: CutWave | None = None
        shown = Column(spacing=look.gap("near"), size_hint_y=None)
        shown.bind(minimum_height=shown.setter("height"))
        top = Row(spacing=look.gap("step"), size_hint_y=None, height=2.6 * look.type("word"))
        if pair.sense is not None:
            if pair.sense.picture is not None:
                top.add_widget(framed(pair.sense.picture, size_hint_x=None, width=dp(PICTURE)))
            words = Column(spacing=0)
            headword = f"{pair.own} · {pair.sense.headword}" if pair.own else pair.sense.headword
            words.add_widget(Words(headword, "word", bold=True, fit=True))
            if gloss_of(pair):
                soft = look.palette.soft_ink
                words.add_widget(Words(gloss_of(pair), "body", colour=soft, fit=True, size_hint_y=0.6))
            top.add_widget(words)
        else:
            top.add_widget(Words(say("Is it a word after all?"), "body", align="start", fit=True))
        self.hear: RoundButton | None = None
        if pair.span is not None:
            self.hear = RoundButton("speaker", side=CHILD_TARGET, plain=False, pos_hint={"center_y": 0.5})
            self.hear.bind(on_release=lambda *_: hear())
            top.add_widget(self.hear)
        shown.add_widget(top)
        if pair.span is not None and sight is not None:
            self.wave = CutWave(pair, sight, size_hint_y=None, height=dp(64))
            shown.add_widget(self.wave)
        self.ways: list[WordCard] = []
        asked = Column(spacing=look.gap("near"), padding=(0, 0, 0, look.gap("near")))
        high = dp(CHILD_TARGET) * max(1.0, 0.8 * look.font_scale)  # two lines at any size
        offered: list[Review] = [review]
        for text, change in self._changes(pair):
            if change(review) in offered:  # it changes nothing, or what one before it does
                continue
            offered.append(change(review))
            way = WordCard(text, "body", size_hint_y=None, height=high)
            way.bind(on_release=lambda _way, how=change: said(how(review)))
            self.ways.append(way)
            asked.add_widget(way)
        self.own: WordCard | None = None
        if pair.is_kept:
            self.own = WordCard(say("She says another word"), "body", size_hint_y=None, height=high)
            self.own.bind(on_release=lambda *_: self._ask_own(review, pair, said))
            self.ways.append(self.own)
            asked.add_widget(self.own)
        self.frame.add_widget(_Halves(shown, self.scrolling(asked), None))

    def _ask_own(self, review: Review, pair: Pair, said: Callable[[Review], None]) -> None:
        """Write the word that she says; it covers this page, and comes back to it with nothing written."""
        sound = pair.sound
        assert sound is not None and pair.sense is not None
        app = self.app

        def written(text: str) -> None:
            said(review.call(sound, " ".join(repair(to_arabic(text)).text.split())))

        remark = say("It is kept beside {word}, as she says it.", word=isolated(pair.sense.headword))
        app.stage.uncover()
        app.stage.cover(
            NamingScreen(
                app,
                say("Her own word"),
                remark,
                pair.own,
                app.stage.uncover,
                written,
                empty=True,
                most=LONGEST,
            )
        )

    def way_on(self) -> Widget | None:
        return self.hear

    def choices(self) -> Sequence[Widget]:
        return self.ways

    def _changes(self, pair: Pair) -> list[tuple[str, Callable[[Review], Review]]]:
        """What can be said of it."""
        found: list[tuple[str, Callable[[Review], Review]]] = []
        sound, word = pair.sound, pair.word
        if sound is not None:
            found += [
                (say("It goes on in the next sound"), lambda now: now.merge(sound)),
                (say("It is two: cut it at the line"), lambda now: now.split(sound, self._at())),
            ]
            if pair.sense is not None:
                found.append((say("This is no word"), lambda now: now.drop(sound)))
            else:
                found.append((say("This is a word"), lambda now: now.take(sound)))
        if word is not None:
            found.append((say("This word was not said"), lambda now: now.skip(word)))
            found.append((say("From here on, one word later"), lambda now: now.later(word)))
            found.append((say("From here on, one word earlier"), lambda now: now.earlier(word)))
        return found

    def _at(self) -> float:
        assert self.wave is not None  # only a sound can be cut
        return self.wave.at_s
