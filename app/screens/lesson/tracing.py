"""A letter to draw over with a finger: a pale road, a line that follows, and a way to begin again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Ellipse, InstructionGroup, Line
from kivy.metrics import dp
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from app.drills.given import Given, Traced, right
from app.drills.steps import Outcome, TraceQuestion
from app.drills.tracing import dotted
from app.screens.lesson.prompts import LOWER, Prompt
from app.screens.lesson.single import Answered, SingleCard, Tap, looked_at
from app.screens.lesson.voices import SpokenWord
from app.theme import CHILD_TARGET, Colour, look
from app.widgets.base import Column, Row
from app.widgets.pressable import RoundButton, Sheet

Stroke = tuple[tuple[float, float], ...]

ROAD, PEN = 0.1, 0.055
"""Widths in sides of the square: a road as wide as a small finger's pad, a pen within it."""
NEAREST = 0.006
"""A finger that moves less than this (of the side) draws no new point."""
MOST_POINTS = 4_000
"""What a square takes; a scribble has them sooner than a letter."""
FRAME_S = 1 / 60
TRACED_S = 0.9
"""Seconds in which an example draws one stroke."""


class TracingSquare(Sheet):
    """The road, and what the finger draws. ``changed`` is called when a stroke ends."""

    def __init__(self, template: Sequence[Stroke], changed: Callable[[], None]) -> None:
        super().__init__(size_hint=(None, None))
        self._template = template
        self._changed = changed
        self.strokes: list[list[tuple[float, float]]] = []
        self.open = True
        self.colour: Colour = look.palette.accent
        self._ink = InstructionGroup()
        self._touch: Any = None
        self.bind(pos=lambda *_: self.draw(), size=lambda *_: self.draw())

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the window in the unit square, (0, 0) top left."""
        return (x - self.x) / self.width, 1 - (y - self.y) / self.height

    def on_touch_down(self, touch: Any) -> bool:
        if not self.open or self._touch is not None or not self.collide_point(*touch.pos):
            return bool(super().on_touch_down(touch))
        touch.grab(self)
        self._touch = touch
        self.strokes.append([self.place(*touch.pos)])
        self._ink.add(self._inked(self.strokes[-1]))
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if touch is not self._touch:
            return bool(super().on_touch_move(touch))
        at, stroke = self.place(*touch.pos), self.strokes[-1]
        far = max(abs(at[0] - stroke[-1][0]), abs(at[1] - stroke[-1][1]))
        if far >= NEAREST and sum(map(len, self.strokes)) < MOST_POINTS:
            stroke.append(at)
            self._ink.remove(self._ink.children[-1])
            self._ink.add(self._inked(stroke))
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch is not self._touch:
            return bool(super().on_touch_up(touch))
        touch.ungrab(self)
        self._touch = None
        self._changed()
        return True

    def clear_ink(self) -> None:
        """Nothing is drawn any more; a finger that is still down draws again when it comes down anew."""
        self._let_go()
        self.strokes = []
        self._draw_ink()

    def close(self) -> None:
        """What is drawn stays as it is, also under a finger that is still down."""
        self._let_go()
        self.open = False

    def _let_go(self) -> None:
        if self._touch is not None:
            self._touch.ungrab(self)
            self._touch = None

    def draw(self) -> None:
        """The road with a point where each stroke begins, and what was drawn."""
        self.canvas.after.clear()
        with self.canvas.after:
            Color(*look.palette.line)
            for stroke in self._template:
                self._line(stroke, ROAD)
            Color(*look.palette.soft_ink)
            for stroke in self._template:
                if len(stroke) > 1:
                    self._dot(stroke[0], ROAD * 0.35)
        self.canvas.after.add(self._ink)
        self._draw_ink()

    def _draw_ink(self) -> None:
        """All strokes anew, a group of instructions each: a finger that moves draws only its own again."""
        self._ink.clear()
        self._ink.add(Color(*self.colour))
        for stroke in self.strokes:
            self._ink.add(self._inked(stroke))

    def _inked(self, stroke: Sequence[tuple[float, float]]) -> InstructionGroup:
        group = InstructionGroup()
        for instruction in self._instructions(tuple(stroke), PEN):
            group.add(instruction)
        return group

    def _line(self, stroke: Stroke, wide: float) -> None:
        for _ in self._instructions(stroke, wide):
            pass  # made within a canvas, they are in it

    def _instructions(self, stroke: Stroke, wide: float) -> list[Any]:
        if len(stroke) == 1:
            return [self._dot(stroke[0], wide * 0.75)]
        points = [part for x, y in stroke for part in self._at(x, y)]
        return [Line(points=points, width=wide * self.width / 2, cap="round", joint="round")]

    def _dot(self, point: tuple[float, float], half: float) -> Any:
        x, y = self._at(*point)
        side = 2 * half * self.width
        return Ellipse(pos=(x - side / 2, y - side / 2), size=(side, side))

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self.x + x * self.width, self.y + (1 - y) * self.height


class TraceCard(SingleCard):
    """The letter above, small; the square below it, and under that: begin again, or done."""

    plays_before = True

    def __init__(self, question: TraceQuestion, answered: Answered, word: SpokenWord | None) -> None:
        """``word`` says what the letter sounds like, where somebody has recorded it."""
        self.question: TraceQuestion = question
        self._answered = answered
        self._drawing: Any = None
        self.prompt = Prompt(
            question.target, question.prompt, word, read=question.shown, language=question.language,
            speaker=LOWER,
        )  # fmt: skip
        self.square = TracingSquare(question.template, self._stroke_ended)
        room = FloatLayout()
        room.add_widget(self.square)
        room.bind(size=lambda *_: self._fit(room), pos=lambda *_: self._fit(room))
        self.again = RoundButton("erase", side=CHILD_TARGET)
        self.again.bind(on_release=lambda *_: self.begin_again())
        self.done = RoundButton("check", side=CHILD_TARGET, plain=False)
        self.done.bind(on_release=lambda *_: self.hand_in())
        below = Column(spacing=look.gap("near"))
        below.add_widget(room)
        row = Row(size_hint_y=None, height=dp(CHILD_TARGET), spacing=look.gap("wide"))
        for piece in (Widget(), self.again, self.done, Widget()):
            row.add_widget(piece)
        below.add_widget(row)
        super().__init__(self.prompt, below, 0.2, across=0.3)
        self._show()

    def _fit(self, room: Widget) -> None:
        side = max(1.0, min(room.width, room.height))
        self.square.size = (side, side)
        self.square.pos = (room.x + (room.width - side) / 2, room.y + (room.height - side) / 2)

    def _stroke_ended(self) -> None:
        self._show()

    def _show(self) -> None:
        """The buttons are there once there is something to begin again or to hand in."""
        for button in (self.again, self.done):
            button.disabled = not self.square.strokes or self.taken
            button.opacity = 0.25 if button.disabled else 1.0

    def begin_again(self) -> None:
        """The square is empty again."""
        if not self.taken:
            self.square.clear_ink()
            self._show()

    def hand_in(self) -> None:
        """What was drawn is looked at. Nothing drawn is an answer too, for whoever uses keys alone."""
        if self.taken:
            return
        self.taken = True
        self.square.close()
        self._show()
        self._answered(Traced(tuple(tuple(stroke) for stroke in self.square.strokes)))

    def show_verdict(
        self,
        given: Given,  # noqa: ARG002 (one shape for all)
        outcome: Outcome,
        go_on: Callable[[], None],
    ) -> None:
        """Right: the line turns green. Else the letter is drawn once as it goes, and a tap goes on."""
        if looked_at(outcome):
            self.square.colour = look.palette.good
            self.square.draw()
            return
        self.square.colour = look.palette.good
        self._draw_slowly()
        self.done.disabled = False
        self.done.opacity = 1.0
        self.done.bind(on_release=lambda *_: go_on())
        self.after_a_miss = self.done

    def _draw_slowly(self, stroke: int = 0) -> None:
        """The strokes as a pen would draw them, one after the other."""
        if stroke == 0:
            self.square.strokes = []
        self._draw_stroke(stroke, lambda: self._draw_slowly(stroke + 1))

    def _draw_stroke(self, number: int, then: Callable[[], None]) -> None:
        template = self.question.template
        if number >= len(template):
            return
        points = dotted(template[number])
        self.square.strokes.append([points[0]])
        seconds = look.seconds(TRACED_S) if len(points) > 1 else 0.0
        steps = max(1, round(seconds / FRAME_S))
        at = 0

        def draw(_dt: float) -> bool:
            nonlocal at
            at += 1
            share = min(len(points), 1 + round(len(points) * at / steps))
            self.square.strokes[number] = list(points[:share])
            self.square._draw_ink()
            if share < len(points):
                return True
            then()
            return False

        self._drawing = Clock.schedule_interval(draw, FRAME_S)

    def way_on(self) -> Widget | None:
        return self.after_a_miss or self.done

    def take_key(self, key: int, _text: str) -> bool | None:
        """Backspace begins again; Enter hands in, also where nothing was drawn."""
        if key == 8 and self.square.strokes and not self.taken:
            self.begin_again()
            return True
        if key in (13, 271) and not self.taken:
            self.hand_in()
            return True
        return None

    def example(self) -> list[Tap]:
        """A finger goes to where each stroke begins, and it is drawn."""
        given = right(self.question)
        assert isinstance(given, Traced)

        def step(number: int) -> Tap:
            return (
                lambda: self._marker(number),
                lambda: self._draw_stroke(number, lambda: None),
            )

        return [step(number) for number in range(len(given.strokes))]

    def _marker(self, number: int) -> Widget:
        """Something to point at: where a stroke begins."""
        x, y = self.square._at(*self.question.template[number][0])
        return Widget(size_hint=(None, None), size=(1, 1), pos=(x, y))

    def leave(self) -> None:
        self.taken = True
        self.square.close()
        if self._drawing is not None:
            self._drawing.cancel()
