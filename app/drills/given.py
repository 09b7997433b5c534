"""What a learner hands in, one frozen record a way of answering, and what would be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.drills.at_hand import Stroke
from app.drills.steps import (
    BuildQuestion,
    ChoiceQuestion,
    Question,
    SayQuestion,
    SingleQuestion,
    TraceQuestion,
    TypedQuestion,
)


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tile of a ``Question``, by the id of its sense."""

    choice_id: UUID


@dataclass(frozen=True, slots=True)
class Laid:
    """Tiles by their places (from 0): one of a ``ChoiceQuestion``'s, or a ``BuildQuestion``'s in order."""

    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as it stands in the field."""

    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the grown-up decided about something said or read aloud: right, or not yet."""

    right: bool


@dataclass(frozen=True, slots=True)
class Traced:
    """The strokes of a finger, in the unit square of the template."""

    strokes: tuple[Stroke, ...]


Given = Tapped | Laid | Typed | Said | Traced


def fits(step: SingleQuestion, given: Given) -> bool:
    """Whether ``given`` is an answer to ``step`` at all: right or wrong, it can be tapped there."""
    match step, given:
        case Question(), Tapped(choice_id):
            return any(sense.id == choice_id for sense in step.choices)
        case ChoiceQuestion(), Laid(places):
            return len(places) == 1 and _among(places, step.choices)
        case BuildQuestion(), Laid(places):
            return 0 < len(places) <= len(step.pieces) and _among(places, step.pieces)
        case (TypedQuestion(), Typed()) | (SayQuestion(), Said()) | (TraceQuestion(), Traced()):
            return True
    return False


def right(step: SingleQuestion) -> Given:
    """An answer that is right, for a drill that shows itself by example."""
    match step:
        case Question():
            return Tapped(step.target.id)
        case ChoiceQuestion():
            return Laid((step.choices.index(step.answer),))
        case BuildQuestion():
            return Laid(_in_order(step))
        case TypedQuestion():
            return Typed(step.answer)
        case SayQuestion():
            return Said(True)
        case TraceQuestion():
            return Traced(step.template)


def _among(places: tuple[int, ...], tiles: Sequence[str]) -> bool:
    return len(set(places)) == len(places) and all(0 <= place < len(tiles) for place in places)


def _in_order(step: BuildQuestion) -> tuple[int, ...]:
    """Places of pieces that spell the answer: tried one after the other, for one may begin like another."""

    def laid(places: tuple[int, ...], left: str) -> tuple[int, ...] | None:
        if not left:
            return places
        for place, piece in enumerate(step.pieces):
            if place not in places and left.startswith(piece):
                rest = left[len(piece) :]
                if not rest or rest.startswith(step.between):
                    found = laid((*places, place), rest.removeprefix(step.between))
                    if found is not None:
                        return found
        return None

    found = laid((), step.answer)
    assert found is not None  # every drill builds its pieces out of its answer
    return found
