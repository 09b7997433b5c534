"""Letters, and lines to read with them, as items of their own.

A letter is to a lesson what a word is: it is met, asked, remembered by id and skill. So ``Letter`` and
``Line`` are senses with what only they have; they have no meaning and no picture of their own, and no drill
for words can ask them. Their ids are made from what is written, so that every phone has the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID, uuid5

from lexicon.records import Sense

SPACE = UUID("8e1f1f0d-4a57-4d0b-9b0b-4c4c0f6b7a2e")
"""The name space of the ids of letters and lines. Never to be changed: reviews name them."""

LETTERS_THEME = uuid5(SPACE, "letters")
LINES_THEME = uuid5(SPACE, "lines")

ISOLATED, INITIAL, MEDIAL, FINAL = range(4)

_ZWJ = "\u200d"  # stands in the place of a neighbour that is joined to


@dataclass(frozen=True, slots=True)
class Letter(Sense):
    """One letter of the course. ``headword`` is how it is taught alone (a vowel on its ئ), ``letter`` the
    letter itself, ``step`` when it comes in the course.

    ``shapes`` are the isolated, first, middle and last form as texts to draw, "" where it has none;
    ``alike`` the letters it is easily taken for; ``words`` senses with a picture that have it in them;
    ``sounds`` by language what it sounds like.
    """

    letter: str = ""
    step: int = 0
    shapes: tuple[str, str, str, str] = ("", "", "", "")
    alike: tuple[str, ...] = ()
    words: tuple[Sense, ...] = ()
    sounds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line(Sense):
    """A line to read. ``headword`` is its text, ``glosses`` its translations, ``letters`` what it takes."""

    letters: frozenset[str] = frozenset()


class _Named(Protocol):
    @property
    def id(self) -> UUID: ...


class CourseLetter(Protocol):
    """A letter as ``lexicon.starter.alphabet`` has it."""

    @property
    def letter(self) -> str: ...
    @property
    def alone(self) -> str: ...
    @property
    def step(self) -> int: ...
    @property
    def alike(self) -> Sequence[str]: ...
    @property
    def forms(self) -> Sequence[str]: ...
    @property
    def sounds(self) -> Mapping[str, str]: ...
    @property
    def pictures(self) -> Sequence[_Named | None]: ...


class CourseLine(Protocol):
    """A line as ``lexicon.starter.alphabet`` has it."""

    @property
    def text(self) -> str: ...
    @property
    def translations(self) -> Mapping[str, str]: ...
    @property
    def status(self) -> str: ...


def letter_id(letter: str) -> UUID:
    """The id of a letter, the same everywhere."""
    return uuid5(SPACE, f"letter {letter}")


def of_course(rows: Iterable[CourseLetter], senses: Mapping[UUID, Sense]) -> tuple[Letter, ...]:
    """The letters of the course in its order; ``senses`` (by id) are the words that may stand for them.

    A word without a picture at hand is left out.
    """
    return tuple(
        Letter(
            id=letter_id(row.letter),
            headword=row.alone,
            part_of_speech="letter",
            glosses={},
            theme_id=LETTERS_THEME,
            place=place,
            letter=row.letter,
            step=row.step,
            shapes=_shapes(row.letter, row.forms),
            alike=tuple(row.alike),
            words=tuple(
                sense
                for named in row.pictures
                if named is not None and (sense := senses.get(named.id)) is not None and sense.picture
            ),
            sounds=row.sounds,
        )
        for place, row in enumerate(rows)
    )


def lines_of(rows: Iterable[CourseLine], alphabet: Iterable[str]) -> tuple[Line, ...]:
    """The lines of the course in its order; ``alphabet`` are the letters that count (ئ is not one)."""
    every = frozenset(alphabet)
    return tuple(
        Line(
            id=uuid5(SPACE, f"line {row.text}"),
            headword=row.text,
            part_of_speech="line",
            glosses=row.translations,
            theme_id=LINES_THEME,
            place=place,
            status=row.status,
            letters=every & frozenset(row.text),
        )
        for place, row in enumerate(rows)
    )


def is_word(sense: Sense) -> bool:
    """Whether this is a word, neither a letter nor a line."""
    return not isinstance(sense, Letter | Line)


def _shapes(letter: str, forms: Sequence[str]) -> tuple[str, str, str, str]:
    return (
        letter,
        letter + _ZWJ if forms[INITIAL] else "",
        _ZWJ + letter + _ZWJ if forms[MEDIAL] else "",
        _ZWJ + letter if forms[FINAL] else "",
    )
