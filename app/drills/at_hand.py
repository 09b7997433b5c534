"""What lessons can draw upon beside the words themselves. Whoever plans a lesson brings it along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from app.drills.letters import Letter, Line
from lexicon.records import Sense

Stroke = tuple[tuple[float, float], ...]
"""Points of one stroke of a finger in a unit square, (0, 0) top left."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the starter (UEY), what it means in the learner's language ("" if nobody has said), and
    whether a native reader has approved it."""

    id: UUID
    text: str
    translation: str
    approved: bool


@dataclass(frozen=True, slots=True)
class AtHand:
    """``sentences`` by the sense they are for; ``sound_pairs``: by a sense's id those that differ from it in
    one sound; ``variants`` by a sense's id its other spellings (UEY); the ``letters`` and ``lines`` of
    the course; ``outlines`` by letter and form (0 isolated to 3 last) the strokes to trace."""

    sentences: Mapping[UUID, tuple[Sentence, ...]] = field(default_factory=dict)
    sound_pairs: Mapping[UUID, tuple[Sense, ...]] = field(default_factory=dict)
    variants: Mapping[UUID, tuple[str, ...]] = field(default_factory=dict)
    letters: tuple[Letter, ...] = ()
    lines: tuple[Line, ...] = ()
    outlines: Mapping[tuple[str, int], tuple[Stroke, ...]] = field(default_factory=dict)


NOTHING = AtHand()
