"""The path of themes. One thing to do stands above it: today's lesson."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, SmoothEllipse, SmoothLine
from kivy.metrics import dp
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from app.screens.page import Page
from app.services.lessons import PathView
from app.text.language import in_its_script, say, spoken
from app.theme import look
from app.widgets.base import Column, Picture, Row, Words
from app.widgets.pressable import BigButton, Card, RoundButton
from app.widgets.split import Split
from app.widgets.tree import TreeView
from lexicon.records import UNSAID, Theme

STOP = 96
"""dp across of one stop on the path."""


def title_of(theme: Theme) -> tuple[str, str]:
    """A theme's name in Uyghur and, for those who read the interface in another language, in that one."""
    native, code = theme.titles.get("ug", theme.titles.get(UNSAID, "")), spoken().catalogue
    if code == "ug":
        return native, in_its_script(native) if spoken().script else ""
    return native, theme.titles.get(code, theme.titles.get("en", ""))


class Stop(ButtonBehavior, Row):
    """One theme: its picture in a ring that fills with the words learned, and its name beside it."""

    def __init__(self, theme: Theme, learned: int, *, today: bool, swap: bool) -> None:
        super().__init__(
            size_hint_y=None,
            height=dp(STOP + 20),
            spacing=look.gap("step"),
            padding=(look.gap("near"), look.gap("near")),
        )
        self.theme = theme
        self._share = learned / theme.size if theme.size else 0.0
        self.disc = FloatLayout(size_hint=(None, None), size=(dp(STOP), dp(STOP)), pos_hint={"center_y": 0.5})
        palette = look.palette
        with self.disc.canvas.before:
            Color(*(palette.accent if today else palette.line))
            self._edge = SmoothEllipse(size=self.disc.size)
            Color(*palette.paper)
            self._face = SmoothEllipse()
            Color(*palette.good)
            self._ring = SmoothLine(width=dp(3), cap="round")
        self.disc.bind(pos=self._draw)
        middle = {"center_x": 0.5, "center_y": 0.5}
        self.picture = Picture(theme.picture or "star", later=True, size_hint=(0.62, 0.62), pos_hint=middle)
        self.disc.add_widget(self.picture)
        names = Column(spacing=look.gap("hair"), pos_hint={"center_y": 0.5}, size_hint_y=None)
        names.bind(minimum_height=self._fit)
        align = ("right" if not look.rtl else "left") if swap else ("left" if not look.rtl else "right")
        native, other = title_of(theme)
        names.add_widget(Words(native, "title", bold=True, align=align))
        if other:
            names.add_widget(Words(other, "body", colour=palette.soft_ink, align=align))
        pieces = [self.disc, names]
        for piece in reversed(pieces) if swap else pieces:
            self.add_widget(piece)

    def _fit(self, names: Column, height: float) -> None:
        """A long name at a large size makes the stop higher."""
        names.height = height
        self.height = max(dp(STOP + 20), height + 2 * look.gap("near"))

    def _draw(self, *_: Any) -> None:
        x, y = self.disc.pos
        side, rim = dp(STOP), dp(5)
        self._edge.pos = (x, y)
        self._face.pos, self._face.size = (x + rim, y + rim), (side - 2 * rim, side - 2 * rim)
        if self._share > 0:
            turn = 360 * min(1.0, self._share)
            self._ring.circle = (
                x + side / 2,
                y + side / 2,
                side / 2 - dp(2.5),
                0,
                -turn if look.rtl else turn,
            )


class _Halves(Split):
    """The child's own half gets the tree large where there is room beside the path."""

    def __init__(self, screen: PathScreen, way: ScrollView) -> None:
        self._screen = screen
        super().__init__(screen.own, way, None, spacing=look.gap("step"))

    def turned(self, wide: bool) -> None:
        self._screen.place_tree(wide)


class PathScreen(Page):
    """The learner's own page: the tree, today's lesson, and every theme."""

    def __init__(self, app: Any, view: PathView) -> None:
        super().__init__(app, across=920)
        self.view = view
        self.own = Column(spacing=look.gap("step"))
        self.own.bind(minimum_height=self._own_height)
        face = Card(
            face=look.palette.paper, size_hint=(None, None), size=(dp(64), dp(64)), pos_hint={"center_y": 0.5}
        )
        face.add_widget(
            Picture(view.learner.picture, size_hint=(0.8, 0.8), pos_hint={"center_x": 0.5, "center_y": 0.5})
        )
        face.bind(on_release=lambda *_: app.leave_child())
        self.face = face
        self.header.height = dp(80)
        self.header.add_widget(face)
        self.header.add_widget(Words(view.learner.nickname, "title", bold=True, align="start", fit=True))
        self.pencil = RoundButton("pencil", side=56, pos_hint={"center_y": 0.5})
        self.pencil.bind(on_release=lambda *_: app.show_pages(view.learner))
        self.header.add_widget(self.pencil)
        self.tree = TreeView(view.tree)
        self.own.add_widget(self.header)
        today = next(theme for theme in view.themes if theme.id == view.today)
        self.start = BigButton(say("Today’s lesson"), "play")
        self.start.bind(on_release=lambda *_: app.start_lesson(view.learner, today))
        self.own.add_widget(self.start)
        self.stops: list[Stop] = []
        body = Column(spacing=0, padding=(0, look.gap("near"), 0, look.gap("far")))
        stops = list(view.themes)
        if view.letters is not None:  # they go along with the child: right behind today's theme
            stops.insert(stops.index(today) + 1, view.letters)
        for index, theme in enumerate(stops):
            stop = Stop(
                theme, view.learned.get(theme.id, 0), today=theme.id == view.today, swap=bool(index % 2)
            )
            stop.bind(on_release=lambda _stop, chosen=theme: app.start_lesson(view.learner, chosen))
            self.stops.append(stop)
            body.add_widget(stop)
        self._body = body
        self._scroll: ScrollView = self.scrolling(body)
        self.halves = _Halves(self, self._scroll)
        self.frame.add_widget(self.halves)
        with body.canvas.before:
            Color(*look.palette.line)
            self._way = SmoothLine(width=dp(2.5), cap="round", joint="round")
        # Once a frame, however many stops were moved in it.
        draw, look_about = Clock.create_trigger(self._draw_way), Clock.create_trigger(self._look_about)
        for stop in self.stops:
            stop.disc.bind(pos=draw, size=draw)
        body.bind(size=look_about)
        self._scroll.bind(scroll_y=look_about, size=look_about)
        Clock.schedule_once(lambda _dt: self._to_today(), 0)

    def way_back(self) -> Widget | None:
        return self.face

    def way_on(self) -> Widget | None:
        return self.start

    def choices(self) -> Sequence[Widget]:
        return self.stops

    def _own_height(self, *_: Any) -> None:
        if self.own.size_hint_y is None:
            self.own.height = self.own.minimum_height

    def place_tree(self, wide: bool) -> None:
        """Small beside the name, or large between name and button."""
        if self.tree.parent is not None:
            self.tree.parent.remove_widget(self.tree)
        if wide:
            self.tree.size_hint = (1, 1)
            self.own.add_widget(self.tree, index=1)
        else:
            self.tree.size_hint, self.tree.width = (None, 1), dp(84)
            self.header.add_widget(self.tree)
        self._own_height()

    def _draw_way(self, *_: Any) -> None:
        points: list[float] = []
        for above, below in zip(self.stops, self.stops[1:], strict=False):
            (x1, y1), (x2, y2) = above.disc.center, below.disc.center
            for step in range(17):
                part = step / 16
                points += [x1 + (x2 - x1) * (1 - math.cos(math.pi * part)) / 2, y1 + (y2 - y1) * part]
        self._way.points = points

    def _look_about(self, *_: Any) -> None:
        """Hold the pictures of the stops in sight or nearly so: a year of themes does not fit a phone."""
        high = self._scroll.height
        low = self._scroll.scroll_y * max(0.0, self._body.height - high)
        for stop in self.stops:
            if stop.top > low - high / 2 and stop.y < low + high * 1.5:
                stop.picture.bring()
            else:
                stop.picture.let_go()

    def _to_today(self) -> None:
        index = next(i for i, stop in enumerate(self.stops) if stop.theme.id == self.view.today)
        if index > 1 and self._body.height > self._scroll.height:
            self._scroll.scroll_to(self.stops[min(index + 1, len(self.stops) - 1)], animate=False)
