"""The copy for a teacher: totals and words. No single answer, no time of day, no id of a child, no pages.

It has the same ending and seal as a family's progress file (``progress``) and other lines:

    {"for":"teacher","format":"anatil-progress","version":2}
    ["child", TAG, NICKNAME, PICTURE, WEEK, KNOWN, [LETTERS, OTHERS]]   saved in WEEK; how many words, and
                              which letters are known, and which were asked and are not
    ["word", SENSE, ASKED, RIGHT, ASKED_LATELY, RIGHT_LATELY, TENTHS]
    ["week", WEEK, DAYS, MINUTES]
    ["end", CHILDREN, WORDS, WEEKS]

The words and weeks of a child follow it. A week is counted from Monday, 29 December 1969, in the child's own
time. TAG tells that two copies are of one child, so that the newer takes the older's place; the child's id
cannot be found from it. Version 1 had how many letters a child knows in the place of which.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final
from uuid import UUID

from lexicon.exchange import sealed_lines, strict
from lexicon.exchange.progress import FAMILY, TEACHER, check_head, head_line
from lexicon.exchange.progress_flaws import Flaw, NoTeachersCopyError, ProgressError
from lexicon.exchange.progress_parts import LONGEST_NAME
from lexicon.uyghur.alphabet import LETTERS

MOST_CHILDREN: Final = 200
MOST_WORDS: Final = 20_000
MOST_WEEKS: Final = 60 * 53
MOST: Final = 10_000_000
LAST_WEEK: Final = 419_000
"""The last one that begins before the year 10,000, as far as Python knows dates."""

_TAG: Final = re.compile(r"[0-9a-f]{16}")
_SOME_LETTERS: Final = re.compile(f"[{LETTERS}]{{0,32}}")
_PICTURE: Final = re.compile(r"[0-9A-Za-z]{1,20}(-[0-9A-Za-z]{1,20}){0,9}")


@dataclass(frozen=True, slots=True)
class WordTotals:
    """How often a sense was asked and answered right, ever and in the last month (30 days).

    ``tenths``: the chance that it is remembered, in tenths, 0–10, when the copy was saved.
    """

    sense_id: UUID
    asked: int
    right: int
    asked_lately: int
    right_lately: int
    tenths: int


@dataclass(frozen=True, slots=True)
class Week:
    """``days`` practised, 1–7, and ``minutes`` spent, rounded, in the week with this number (see above)."""

    week: int
    days: int
    minutes: int


@dataclass(frozen=True, slots=True)
class ClassChild:
    """One child as its teacher sees it: how many words and letters it knows, by word and by week.

    ``which`` are the letters it knows and ``others`` those it was asked and does not, in the order of the
    alphabet; both "" in a copy that says only how many.
    """

    tag: str
    nickname: str
    picture: str
    week: int
    known: int
    letters: int
    words: tuple[WordTotals, ...]
    weeks: tuple[Week, ...]
    which: str = ""
    others: str = ""


def tag_of(learner_id: UUID) -> str:
    """A learner's mark on copies for a teacher."""
    return hashlib.blake2b(learner_id.bytes, digest_size=8, person=b"anatil-teacher").hexdigest()


def week_of(day: int) -> int:
    """The week of a local day, which is counted from 1 January 1970, a Thursday."""
    return (day + 3) // 7


def write(file: BinaryIO, children: Iterable[ClassChild], *, passphrase: str | None) -> None:
    """Write a copy; None as passphrase: anybody can read it. Raises OSError."""
    sealed_lines.write(file, lines(children), passphrase=passphrase)


def lines(children: Iterable[ClassChild]) -> Iterator[Any]:
    """The lines of a copy, children by tag."""
    yield head_line(TEACHER)
    counts = [0, 0, 0]
    for child in sorted(children, key=lambda one: one.tag):
        yield ["child", child.tag, child.nickname, child.picture, child.week, child.known,
               [child.which, child.others] if child.which or child.others else child.letters]  # fmt: skip
        for word in sorted(child.words, key=lambda one: one.sense_id):
            yield [
                "word", word.sense_id.hex, word.asked, word.right, word.asked_lately, word.right_lately,
                word.tenths,
            ]  # fmt: skip
        for week in sorted(child.weeks, key=lambda one: one.week):
            yield ["week", week.week, week.days, week.minutes]
        counts = [counts[0] + 1, counts[1] + len(child.words), counts[2] + len(child.weeks)]
    yield ["end", *counts]


def read(file: BinaryIO, *, passphrase: str | None) -> tuple[ClassChild, ...]:
    """The children of a copy. Raises a ``SealError``, ``ProgressError``, ``NewerProgressError``,
    ``NoTeachersCopyError`` or OSError."""
    told = sealed_lines.read(file, passphrase=passphrase)
    if check_head(next(told, None)) == FAMILY:
        raise NoTeachersCopyError
    return tuple(_children(told))


def _children(told: Iterator[Any]) -> Iterator[ClassChild]:
    counts, tag, line = [0, 0, 0], "", next(told, None)
    while _is(line, "child"):
        head = strict.parts(line, "child", 6)
        words: list[WordTotals] = []
        weeks: list[Week] = []
        while _is(line := next(told, None), "word"):
            words.append(_word(line, words[-1].sense_id if words else None))
            _few(words, MOST_WORDS, "word")
        while _is(line, "week"):
            weeks.append(_week(line, weeks[-1].week if weeks else None))
            _few(weeks, MOST_WEEKS, "week")
            line = next(told, None)
        child = _child(head, words, weeks)
        if child.tag <= tag:
            raise ProgressError(Flaw.ORDER, "child")
        tag = child.tag
        counts = [counts[0] + 1, counts[1] + len(words), counts[2] + len(weeks)]
        if counts[0] > MOST_CHILDREN:
            raise ProgressError(Flaw.TOO_MANY, "child")
        yield child
    if line is None:
        raise ProgressError(Flaw.CUT)
    if strict.parts(line, "end", 3) != counts:
        raise ProgressError(Flaw.COUNT)
    if next(told, None) is not None:
        raise ProgressError(Flaw.JUNK)


def _is(line: Any, name: str) -> bool:
    return isinstance(line, list) and line[:1] == [name]


def _few(found: list[Any], most: int, what: str) -> None:
    if len(found) > most:
        raise ProgressError(Flaw.TOO_MANY, what)


def _child(head: Any, words: list[WordTotals], weeks: list[Week]) -> ClassChild:
    tag, nickname, picture, week, known, letters = head
    which, others = _which(letters) if isinstance(letters, list) else ("", "")
    return ClassChild(
        strict.matching(tag, _TAG, "tag"),
        strict.name(nickname, LONGEST_NAME, "nickname"),
        strict.matching(picture, _PICTURE, "picture"),
        strict.whole(week, -LAST_WEEK, LAST_WEEK, "week"),
        strict.whole(known, 0, MOST_WORDS, "known"),
        len(which) if isinstance(letters, list) else strict.whole(letters, 0, 100, "letters"),
        tuple(words),
        tuple(weeks),
        which,
        others,
    )


def _which(told: list[Any]) -> tuple[str, str]:
    if len(told) != 2:
        raise ProgressError(Flaw.SHAPE, "letters")
    which, others = map(_letters, told)
    if set(which) & set(others):
        raise ProgressError(Flaw.ORDER, "letters")
    return which, others


def _letters(told: Any) -> str:
    """Letters of the alphabet in its order, each once."""
    found = strict.matching(told, _SOME_LETTERS, "letters")
    if found != "".join(letter for letter in LETTERS if letter in found):
        raise ProgressError(Flaw.ORDER, "letters")
    return found


def _word(line: Any, before: UUID | None) -> WordTotals:
    sense_id, asked, right, asked_lately, right_lately, tenths = strict.parts(line, "word", 6)
    found = WordTotals(
        strict.an_id(sense_id),
        strict.whole(asked, 0, MOST, "asked"),
        strict.whole(right, 0, MOST, "right"),
        strict.whole(asked_lately, 0, MOST, "asked lately"),
        strict.whole(right_lately, 0, MOST, "right lately"),
        strict.whole(tenths, 0, 10, "tenths"),
    )
    if not (found.right <= found.asked and found.right_lately <= found.asked_lately <= found.asked):
        raise ProgressError(Flaw.NUMBER, "right")
    if before is not None and found.sense_id <= before:
        raise ProgressError(Flaw.ORDER, "word")
    return found


def _week(line: Any, before: int | None) -> Week:
    week, days, minutes = strict.parts(line, "week", 3)
    found = Week(
        strict.whole(week, -LAST_WEEK, LAST_WEEK, "week"),
        strict.whole(days, 1, 7, "days"),
        strict.whole(minutes, 0, 7 * 24 * 60, "minutes"),
    )
    if before is not None and found.week <= before:
        raise ProgressError(Flaw.ORDER, "week")
    return found
