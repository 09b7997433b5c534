"""How a class is getting on: who practised, who struggles with what, which words to teach next.

The same copies give the same report (``report`` is pure). The screen, the tables and the paper all show this
one. Nobody is ranked: children stand by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.drills.forecast import day_of
from app.services import class_copies, lists
from app.services.at_hand import with_files
from app.services.household import Household
from lexicon.exchange.teachers_copy import ClassChild, Week, WordTotals, week_of
from lexicon.records import Sense
from lexicon.uyghur.alphabet import LETTERS

WEEKS: Final = 8
"""How far back a trend is shown: two months of a weekend school."""
LATELY: Final = 4
"""Weeks of “lately”, of which a trend compares two."""
FORGOTTEN: Final = 5
"""Tenths: a word that is rather not remembered than remembered."""
HARDEST: Final = 5
"""Words that are shown of one child."""
TO_TEACH: Final = 12
"""Words for one lesson in the room."""
_FIRST_MONDAY: Final = date(1969, 12, 29)


@dataclass(frozen=True, slots=True)
class ChildRow:
    """One child. ``weeks`` are the last ``WEEKS``, oldest first, None where it did not practise; ``days`` and
    ``minutes`` those of the last ``LATELY``; ``trend`` how many minutes more that is than in as many weeks
    before; ``last`` the Monday of the last week it practised; ``hardest`` words it does not remember."""

    child: ClassChild
    weeks: tuple[Week | None, ...]
    days: int
    minutes: int
    trend: int
    last: date | None
    hardest: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class WordRow:
    """One word. ``children`` have been asked it, those in ``forgot`` do not remember it; ``asked`` and
    ``right`` in the last month; ``need``: how many children, in sum, a lesson on it would help."""

    sense: Sense
    children: int
    forgot: tuple[str, ...]
    asked: int
    right: int
    need: float


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter. ``children`` have been asked it, those in ``unsure`` do not know it yet."""

    letter: str
    children: int
    unsure: tuple[str, ...]


class Who(StrEnum):
    """Which children are looked at: all, those that practised in the last ``LATELY`` weeks, or the others."""

    ALL = "all"
    LATELY = "lately"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Report:
    """``week`` is the one it is seen from (as in a copy); words and letters with the greatest need first;
    ``left_out`` counts children that are in the class and not looked at."""

    week: int
    children: tuple[ChildRow, ...]
    words: tuple[WordRow, ...]
    letters: tuple[LetterRow, ...] = ()
    left_out: int = 0

    @property
    def to_teach(self) -> tuple[WordRow, ...]:
        """The words for the next lesson in the room: those that some child does not remember."""
        return tuple(row for row in self.words if row.forgot)[:TO_TEACH]

    @property
    def letters_to_teach(self) -> tuple[LetterRow, ...]:
        """The letters that some child was asked and does not know yet."""
        return tuple(row for row in self.letters if row.unsure)[:TO_TEACH]


def of_household(
    household: Household, offset_min: int, within: Iterable[Sense] | None = None, who: Who = Who.ALL
) -> Report:
    """The report of the class of this home; ``within``: only of these words.

    ``offset_min`` is the local offset from UTC. Raises ``StoreError`` or OSError.
    """
    week = week_of(day_of(household.now_ms(), offset_min))
    every = {sense.id: sense for sense in with_files(household, lists.everything(household).senses)}
    wanted = None if within is None else [sense.id for sense in within]
    return report(class_copies.every(household, offset_min), every, week, wanted, who)


def report(
    children: Sequence[ClassChild],
    senses: Mapping[UUID, Sense],
    week: int,
    within: Iterable[UUID] | None = None,
    who: Who = Who.ALL,
) -> Report:
    """The report of a class in a ``week``; only words ``within`` a list where one is given, only the children
    ``who`` are asked for: what others need does not count. Words that are not among ``senses`` are passed
    over: they are of a pack that is not here."""
    wanted = set(senses) if within is None else set(within) & set(senses)
    every = [_child(child, senses, week, wanted) for child in children]
    rows = tuple(row for row in every if who is Who.ALL or (row.days > 0) is (who is Who.LATELY))
    seen = [row.child for row in rows]
    return Report(week, rows, _words(seen, senses, wanted), _letters(seen), len(every) - len(rows))


def monday(week: int) -> date:
    """The first day of a week of a copy."""
    return _FIRST_MONDAY + timedelta(weeks=week)


def _child(child: ClassChild, senses: Mapping[UUID, Sense], week: int, wanted: set[UUID]) -> ChildRow:
    by_week = {one.week: one for one in child.weeks}
    weeks = tuple(by_week.get(one) for one in range(week - WEEKS + 1, week + 1))
    lately, before = weeks[-LATELY:], weeks[-2 * LATELY : -LATELY]
    minutes = sum(one.minutes for one in lately if one)
    forgotten = (word for word in child.words if word.sense_id in wanted and _is_forgotten(word))
    hard = sorted(forgotten, key=_hardness)
    return ChildRow(
        child,
        weeks,
        sum(one.days for one in lately if one),
        minutes,
        minutes - sum(one.minutes for one in before if one),
        monday(max(by_week)) if by_week else None,
        tuple(senses[word.sense_id] for word in hard[:HARDEST]),
    )


def _is_forgotten(word: WordTotals) -> bool:
    return word.tenths < FORGOTTEN


def _hardness(word: WordTotals) -> tuple[int, float, UUID]:
    """The least remembered first; of those alike the one that is oftenest wrong."""
    return word.tenths, word.right / word.asked if word.asked else 1.0, word.sense_id


def _letters(children: Sequence[ClassChild]) -> tuple[LetterRow, ...]:
    """The letters that any child was asked; those that most do not know first, then by the alphabet."""
    rows = [
        LetterRow(
            letter,
            sum(letter in child.which + child.others for child in children),
            tuple(child.nickname for child in children if letter in child.others),
        )
        for letter in LETTERS
    ]
    return tuple(sorted((row for row in rows if row.children), key=lambda row: -len(row.unsure)))


def _words(
    children: Sequence[ClassChild], senses: Mapping[UUID, Sense], wanted: set[UUID]
) -> tuple[WordRow, ...]:
    of_word: dict[UUID, list[tuple[ClassChild, WordTotals]]] = {}
    for child in children:
        for word in child.words:
            if word.sense_id in wanted:
                of_word.setdefault(word.sense_id, []).append((child, word))
    rows = [
        WordRow(
            senses[sense_id],
            len(found),
            tuple(child.nickname for child, word in found if _is_forgotten(word)),
            sum(word.asked_lately for _, word in found),
            sum(word.right_lately for _, word in found),
            round(sum(10 - word.tenths for _, word in found) / 10, 1),
        )
        for sense_id, found in of_word.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.need, row.sense.headword, row.sense.id)))
