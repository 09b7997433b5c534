"""Drawing a letter over with a finger."""

from __future__ import annotations

import math
import random

from hypothesis import given
from hypothesis import strategies as st

from app.drills import trace, tracing
from app.drills.at_hand import Stroke
from app.drills.bands import Wishes
from app.drills.chooser import Chooser
from app.drills.drill import Person
from app.drills.given import Traced
from app.drills.verdicts import traced
from lexicon.records import Verdict
from tests.app.drills import starter

LETTER = starter.BOWL_AND_DOT


def moved(strokes: tuple[Stroke, ...], x: float, y: float) -> tuple[Stroke, ...]:
    return tuple(tuple((a + x, b + y) for a, b in stroke) for stroke in strokes)


def test_a_letter_without_strokes_laid_down_is_not_traced() -> None:
    person = Person.of("6-8", wishes=Wishes(), at_hand=starter.at_hand())
    assert trace.can_ask(starter.letter("ب"), person) and not trace.can_ask(starter.letter("ت"), person)
    assert trace.ask(starter.letter("ت"), person, Chooser([]), random.Random(1), False) is None
    step = trace.ask(starter.letter("ب"), person, Chooser([]), random.Random(1), True)
    assert step is not None and step.shown == "ب" and step.template == LETTER
    assert traced(step, Traced(LETTER)).verdict is Verdict.EXACT


@given(st.floats(0, 2 * math.pi), st.floats(0, tracing.GOOD * 0.9))
def test_a_finger_a_little_beside_the_line_is_right(angle: float, off: float) -> None:
    drawn = moved(LETTER, off * math.cos(angle), off * math.sin(angle))
    assert tracing.judge(drawn, LETTER)[0] is Verdict.EXACT


@given(st.permutations(LETTER), st.booleans(), st.integers(1, 4))
def test_order_direction_and_lifting_the_finger_do_not_matter(
    strokes: list[Stroke], backwards: bool, at: int
) -> None:
    drawn = [stroke[::-1] if backwards else stroke for stroke in strokes]
    parts = [part for stroke in drawn for part in (stroke[: at + 1], stroke[at:]) if part]
    verdict, off = tracing.judge(parts, LETTER)
    assert verdict is Verdict.EXACT and off < tracing.SPACING


@given(st.floats(0, 2 * math.pi))
def test_a_letter_drawn_elsewhere_is_wrong(angle: float) -> None:
    drawn = moved(LETTER, 0.4 * math.cos(angle), 0.4 * math.sin(angle))
    assert tracing.judge(drawn, LETTER)[0] is Verdict.WRONG


def test_a_forgotten_dot_half_a_letter_and_a_scribble_are_wrong() -> None:
    scribble = tuple((step / 400, 0.5 + 0.5 * math.sin(step)) for step in range(400))
    half = (LETTER[0][:3], LETTER[1])
    for drawn in (LETTER[:1], half, (scribble,), (), ((),), (((math.nan, 0.5), (math.inf, 0.5)),)):
        assert tracing.judge(drawn, LETTER)[0] is Verdict.WRONG


def test_a_long_scribble_is_not_looked_at_for_ever() -> None:
    wild = tuple((random.Random(n).random() * 1e9, -1e9 * n) for n in range(3_000))
    assert tracing.judge((wild,), LETTER)[0] is Verdict.WRONG


def test_a_finger_that_rests_adds_nothing() -> None:
    resting = tuple(point for point in LETTER[0] for _ in range(200))
    assert len(tracing.dotted(resting)) <= len(tracing.dotted(LETTER[0])) + 1
