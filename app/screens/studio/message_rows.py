"""The pairs of a review as a list that stays light: only what is in sight, or nearly, is there."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Ellipse, Mesh
from kivy.metrics import dp
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from app.drills.drill import meaning
from app.services.messages import Pair
from app.text.language import say, spoken
from app.theme import ADULT_TARGET, look
from app.widgets.base import Column, Row, Words
from app.widgets.pressable import Card, RoundButton, framed

WAVE = 30
"""dp. How high a sound is drawn in a row."""
PICTURE = 72
MARK = 24
MOST_BUILT = 200
"""Rows. A list of forty is put right in a few changes of which each builds a dozen."""


def row_height() -> float:
    """Pixels of one row: a word, and under it what it sounds like, at the reader's own size."""
    return float(look.type("title") * 1.7 + dp(WAVE) + 3 * look.gap("near"))


class Wave(Widget):
    """A sound as upright bars in one drawing, so that forty of them scroll; ``columns`` 0 to 1. Sound runs
    left to right always."""

    def __init__(self, columns: Sequence[float] = (), *, quiet: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._columns = tuple(columns)
        with self.canvas:
            Color(*(look.palette.soft_ink if quiet else look.palette.good))
            self._mesh = Mesh(mode="triangles")
        self.bind(pos=self._draw, size=self._draw)

    def show(self, columns: Sequence[float]) -> None:
        self._columns = tuple(columns)
        self._draw()

    def _draw(self, *_: Any) -> None:
        vertices: list[float] = []
        indices: list[int] = []
        step = self.width / max(1, len(self._columns))
        # Not by center: that alias may still hold the old place while pos is being dispatched.
        middle = self.y + self.height / 2
        for number, peak in enumerate(self._columns):
            left, right = self.x + (number + 0.2) * step, self.x + (number + 0.8) * step
            reach = max(dp(1), self.height / 2 * peak)
            low, high = middle - reach, middle + reach
            for x, y in ((left, low), (right, low), (right, high), (left, high)):
                vertices += [x, y, 0, 0]
            indices += [4 * number + corner for corner in (0, 1, 2, 0, 2, 3)]
        self._mesh.vertices, self._mesh.indices = vertices, indices


class Doubt(FloatLayout):
    """A question mark on amber: please listen to this one."""

    def __init__(self, **kwargs: Any) -> None:
        side = dp(MARK) * look.font_scale
        super().__init__(size_hint=(None, None), size=(side, side), **kwargs)
        with self.canvas.before:
            Color(*look.palette.amiss)
            self._disc = Ellipse(size=self.size)
        self.bind(pos=lambda *_: setattr(self._disc, "pos", self.pos))
        whole = {"center_x": 0.5, "center_y": 0.5}
        self.add_widget(
            Words("?", "small", bold=True, colour=look.palette.on_amiss, fit=True, pos_hint=whole)
        )


class PairRow(Card):
    """A word and how it was said. A tap on the speaker plays it, one anywhere else opens it."""

    def __init__(
        self, pair: Pair, columns: Sequence[float], hear: Callable[[], None], opened: Callable[[], None]
    ) -> None:
        super().__init__(size_hint=(None, None))
        self.pair = pair
        self.play: RoundButton | None = None
        line = Row(
            padding=(look.gap("near"), look.gap("near")), spacing=look.gap("near"), size_hint=(1, 1),
            pos_hint={"center_x": 0.5, "center_y": 0.5},
        )  # fmt: skip
        if pair.span is not None:
            self.play = RoundButton("speaker", pos_hint={"center_y": 0.5})
            self.play.bind(on_release=lambda *_: hear())
            line.add_widget(self.play)
        else:
            line.add_widget(Widget(size_hint=(None, None), width=dp(ADULT_TARGET)))
        line.add_widget(self._told(columns))
        if pair.sense is not None and pair.sense.picture is not None:
            side = min(dp(PICTURE), row_height() - 2 * look.gap("near"))
            line.add_widget(framed(pair.sense.picture, size_hint=(None, 1), width=side))
        self.add_widget(line)
        if pair.is_doubtful:
            self.rim = 3
            self._edge_colour.rgba = look.palette.amiss
        self.bind(on_release=lambda *_: opened())

    def _told(self, columns: Sequence[float]) -> Column:
        pair, soft = self.pair, look.palette.soft_ink
        told = Column(spacing=0)
        top = Row(spacing=look.gap("near"))
        if pair.sense is None:
            top.add_widget(Words(say("Not a word"), "body", colour=soft, align="start", fit=True))
        else:
            colour = look.palette.ink if pair.span is not None else soft
            headword = pair.own or pair.sense.headword
            top.add_widget(Words(headword, "title", bold=True, colour=colour, align="start", fit=True))
        if pair.own and pair.sense is not None:
            top.add_widget(Words(pair.sense.headword, "small", colour=soft, align="start", fit=True))
        if pair.is_doubtful:
            top.add_widget(Doubt(pos_hint={"center_y": 0.5}))
        told.add_widget(top)
        if pair.span is None:
            told.add_widget(
                Words(
                    say("Not said"),
                    "small",
                    colour=soft,
                    align="start",
                    fit=True,
                    size_hint_y=None,
                    height=dp(WAVE),
                )
            )
            return told
        self.wave = Wave(columns, quiet=pair.sense is None, size_hint_y=None, height=dp(WAVE))
        told.add_widget(self.wave)
        return told


def gloss_of(pair: Pair) -> str:
    """What the word means in the interface's language; "" in Uyghur, and for no word."""
    if pair.sense is None or spoken().catalogue == "ug":
        return ""
    return meaning(pair.sense, spoken().catalogue) or ""


class Rows(FloatLayout):
    """Rows of one height, one below the other, inside a scroll view: ``make`` builds what comes into sight,
    and what has left it is put by. A row that is the same (by its ``key``) is not built a second time: what
    rows leave behind holds the drawing up more than they do (0.4 s once in a while, of 95,000 things)."""

    def __init__(self, make: Callable[[int], Widget], key: Callable[[int], Hashable], **kwargs: Any) -> None:
        super().__init__(size_hint_y=None, height=0, **kwargs)
        self._make, self._key = make, key
        self._count = 0
        self._high = 0.0
        self.there: dict[int, Widget] = {}
        """Rows that are in sight, or nearly, by number."""
        self.built: dict[Hashable, Widget] = {}
        """All that were built, by key; ``MOST_BUILT`` at most."""
        self._scroll: Any = None
        self._look = Clock.create_trigger(self._look_about)
        self.bind(size=self._look, pos=self._look)

    def watch(self, scroll: Any) -> None:
        """Say which scroll view it lies in; other things may lie there above it."""
        self._scroll = scroll
        scroll.bind(scroll_y=self._look, size=self._look)

    def show(self, count: int) -> None:
        """Build anew what is in sight, of so many rows; what one looked at stays where it is."""
        scroll: Any = self._scroll
        body: Any = scroll.children[0]
        high = count * (row_height() + look.gap("near"))
        before = (1 - scroll.scroll_y) * max(0.0, body.height - scroll.height)
        room = body.height - self._high + high - scroll.height
        self.clear_widgets()
        self.there.clear()
        self._count = count
        self.height = self._high = high
        scroll.scroll_y = 1.0 if room <= 0 else min(1.0, max(0.0, 1 - before / room))
        self._look()

    def _look_about(self, *_: Any) -> None:
        if self._scroll is None or not self._scroll.children:
            return
        body, high = self._scroll.children[0], self._scroll.height
        above = (1 - self._scroll.scroll_y) * max(0.0, body.height - high) - (body.top - self.top)
        pitch = row_height() + look.gap("near")
        first = max(0, int((above - high / 2) // pitch))
        last = max(0, min(self._count, int((above + 1.5 * high) // pitch) + 1))
        for number in [number for number in self.there if not first <= number < last]:
            self.remove_widget(self.there.pop(number))
        for number in range(first, last):
            row = self.there.get(number)
            if row is None:
                row = self.there[number] = self._fetched(number)
                self.add_widget(row)
            row.size = (self.width, row_height())
            row.pos = (self.x, self.top - number * pitch - row_height())

    def _fetched(self, number: int) -> Widget:
        key = self._key(number)
        if key not in self.built:
            if len(self.built) >= MOST_BUILT:
                self.built = {one: row for one, row in self.built.items() if row.parent is self}
            self.built[key] = self._make(number)
        return self.built[key]
