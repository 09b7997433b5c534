"""What was typed laid beside what was expected, letter by letter, at the smallest cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lexicon.uyghur.ways import Mark, Piece


class Kind(StrEnum):
    """How a typed letter compares with the expected one."""

    GOOD = "good"
    DOTS = "dots"
    """o u e typed for ö ü ë."""
    OTHER = "other"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Move:
    """One expected letter against one typed letter; either is None where it has no partner."""

    kind: Kind
    expected: Mark | None
    typed: Mark | None


#: Dots are cheaper than any number of them could add up to a letter.
_LETTER: Final = 1000
_COST: Final = {Kind.GOOD: 0, Kind.DOTS: 1, Kind.OTHER: _LETTER, Kind.MISSING: _LETTER, Kind.EXTRA: _LETTER}
_DOTLESS: Final = {("ۆ", "و"), ("ۈ", "ۇ"), ("ې", "ە")}


@dataclass(frozen=True, slots=True)
class _Path:
    """The cheapest way so far: what it cost, its last move, and the way before it."""

    cost: int
    move: Move | None = None
    before: _Path | None = None

    def then(self, kind: Kind, expected: Mark | None, typed: Mark | None) -> _Path:
        return _Path(self.cost + _COST[kind], Move(kind, expected, typed), self)


_Row = list[_Path]
"""For each number of expected letters, the cheapest way to have dealt with them."""


def align(expected: Sequence[Mark], typed: Sequence[Piece], *, dots: bool) -> tuple[Move, ...]:
    """The cheapest moves from ``expected`` to ``typed``, each piece read as suits best.

    ``dots`` says that the dots of ö ü ë could have been forgotten (Latin). Edit distance after Levenshtein,
    over pieces that may be read in several ways.
    """
    row = [_Path(0)]
    for letter in expected:
        row.append(row[-1].then(Kind.MISSING, letter, None))
    for piece in typed:
        rows = [_through(option, row, expected, dots) for option in piece.options]
        row = [min(paths, key=lambda path: path.cost) for paths in zip(*rows, strict=True)]
    return tuple(reversed([*_moves(row[-1])]))


def _through(option: Sequence[Mark], row: _Row, expected: Sequence[Mark], dots: bool) -> _Row:
    for mark in option:
        new = [row[0].then(Kind.EXTRA, None, mark)]
        for place, letter in enumerate(expected):
            kind = _kind(letter.letter, mark.letter, dots)
            new.append(
                min(
                    row[place].then(kind, letter, mark),
                    row[place + 1].then(Kind.EXTRA, None, mark),
                    new[place].then(Kind.MISSING, letter, None),
                    key=lambda path: path.cost,
                )
            )
        row = new
    return row


def _kind(expected: str, typed: str, dots: bool) -> Kind:
    if expected == typed:
        return Kind.GOOD
    return Kind.DOTS if dots and (expected, typed) in _DOTLESS else Kind.OTHER


def _moves(path: _Path) -> Iterator[Move]:
    step: _Path | None = path
    while step is not None and step.move is not None:
        yield step.move
        step = step.before
