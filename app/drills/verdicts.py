"""The ways drills judge: each takes a question and what was handed in, and says what it was worth.

Which of them a drill judges by is declared with the drill; ``rating`` makes an FSRS rating of the verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.drills import spelling, tracing
from app.drills.given import Given, Laid, Said, Tapped, Traced, Typed
from app.drills.steps import BuildQuestion, ChoiceQuestion, SingleQuestion, TraceQuestion, TypedQuestion
from lexicon.records import Verdict

if TYPE_CHECKING:
    from lexicon.uyghur.judging import Judgement

#: Characters of an answer that a review keeps.
KEPT = 200


@dataclass(frozen=True, slots=True)
class Judged:
    """``answer`` is what a review keeps of what was handed in; ``letters`` how a written word compares;
    ``right_text`` what would have been right, "" where that is not a text."""

    verdict: Verdict
    answer: str
    right_text: str = ""
    letters: Judgement | None = None


def tapped(step: SingleQuestion, given: Given) -> Judged:
    """The tile of the target, or not."""
    assert isinstance(given, Tapped)
    return Judged(_right(given.choice_id == step.target.id), str(given.choice_id))


def picked(step: SingleQuestion, given: Given) -> Judged:
    """The text that belongs there, or not."""
    assert isinstance(step, ChoiceQuestion) and isinstance(given, Laid)
    text = step.choices[given.places[0]]
    return Judged(_right(text == step.answer), text, step.answer)


def spelled(step: SingleQuestion, given: Given) -> Judged:
    """A word, typed or laid in letters: exact, the same written otherwise, one letter off, or wrong."""
    if isinstance(step, BuildQuestion):
        assert isinstance(given, Laid)
        text = laid(step, given)
    else:
        assert isinstance(step, TypedQuestion) and isinstance(given, Typed)
        text = given.text
    found = spelling.compared(step.target.headword, text, step.answer, step.accepted)
    return Judged(found.verdict, text.strip()[:KEPT], step.answer, found)


def said(step: SingleQuestion, given: Given) -> Judged:  # noqa: ARG001 (one shape for all)
    """As the grown-up decided."""
    assert isinstance(given, Said)
    return Judged(_right(given.right), "right" if given.right else "not yet")


def traced(step: SingleQuestion, given: Given) -> Judged:
    """By how far the finger was from the strokes, and the strokes from the finger."""
    assert isinstance(step, TraceQuestion) and isinstance(given, Traced)
    verdict, off = tracing.judge(given.strokes, step.template)
    return Judged(verdict, f"{off:.3f}")


def laid(step: BuildQuestion, given: Laid) -> str:
    """The text that tiles make in the order laid."""
    return step.between.join(step.pieces[place] for place in given.places)


def _right(is_so: bool) -> Verdict:
    return Verdict.EXACT if is_so else Verdict.WRONG
