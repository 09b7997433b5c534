"""A family's progress file: a learner's answers, settings and pages, travelling by whatever a family uses.

``NAME.anatil-progress`` is sealed (``lexicon.sealed``) and holds lines (``sealed_lines``) in this order, each
kind in an order of its own, so that nothing stands there twice:

    {"for":"family","format":"anatil-progress","version":1}
    ["gone", ID]                                                    what was removed on a person's wish
    ["child", ID, NICKNAME, PICTURE, AGE_BAND, MADE_MS]             as first made
    ["set", PLACE, KEY, VALUE, UTC_MS, DEVICE, COUNTER]             with its stamp; PLACE is the child's
    ["page", PLACE, ID, TEXT, MADE_MS, CHANGED_MS]                  what it wrote; without text: thrown away
    ["word", PLACE, SENSE]                                          whose answers follow, and to what
    ["answer", ID, SKILL, DRILL, ANSWER, VERDICT, RATING, AT_MS, OFFSET_MIN, TAKEN_MS, HINTS, REPLAYS, UNDOES]
    ["end", GONE, CHILDREN, SETTINGS, PAGES, ANSWERS, DIGEST]       how many of each

DIGEST is BLAKE2b over the answers' own checksums (``reviews.checksum``). Memories do not travel: they are
replayed from the answers.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Final
from uuid import UUID

from lexicon import reviews
from lexicon.exchange import progress_parts as parts
from lexicon.exchange import sealed_lines, strict
from lexicon.exchange.progress_flaws import Flaw, NewerProgressError, ProgressError, TeachersCopyError
from lexicon.exchange.progress_parts import OfLearner, Removed
from lexicon.records import Learner, Review, Writing

ENDING: Final = "anatil-progress"
FORMAT: Final = "anatil-progress"
FAMILY, TEACHER = "family", "teacher"
VERSIONS: Final = {FAMILY: 1, TEACHER: 2}
"""The newest of each; a copy for a teacher says since 2 which letters a child knows."""

HUNDRED_YEARS_MS: Final = 100 * 365 * 86_400_000

Item = Removed | Learner | OfLearner | Writing | Review

KINDS: Final = ("gone", "child", "set", "page", "answer")
MOST: Final = {"gone": 100_000, "child": 200, "set": 20_000, "page": 50_000, "answer": 2_000_000}
"""How many of each a file may hold: a school's, not a family's. Sixty answers a day for 90 years."""


def head_line(for_whom: str, version: int | None = None) -> dict[str, Any]:
    """The first line of a file: what it is, and for whom; of the newest version if no other is asked for."""
    return {"for": for_whom, "format": FORMAT, "version": version or VERSIONS[for_whom]}


def check_head(told: Any) -> str:
    """For whom a file is. Raises ``ProgressError``, ``NewerProgressError``."""
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ProgressError(Flaw.NOT_PROGRESS)
    version, for_whom = told.get("version"), str(told.get("for"))
    if type(version) is int and version > VERSIONS.get(for_whom, 1):
        raise NewerProgressError
    known = type(version) is int and version >= 1 and for_whom in VERSIONS
    if not known or told != head_line(for_whom, version):
        raise ProgressError(Flaw.SHAPE, "head")
    return for_whom


def latest_ms(now_ms: int) -> int:
    """The latest stamp that is believed where the clock shows ``now_ms`` (which may be back in 1970).

    Nobody's clock is a hundred years fast; a stamp at the end of all time could never be outdone.
    """
    return max(now_ms, 1_795_000_000_000) + HUNDRED_YEARS_MS  # November 2026, when this was written


def lines(items: Iterable[Item]) -> Iterator[Any]:
    """The lines of a file. ``items`` come in the file's order (see above), each of them ``readable``."""
    yield head_line(FAMILY)
    found: Counter[str] = Counter()
    places: dict[UUID, int] = {}
    digest, word = hashlib.blake2b(digest_size=16), None
    for item in items:
        match item:
            case Removed():
                kind, line = "gone", ["gone", item.id.hex]
            case Learner():
                places[item.id] = len(places)
                kind, line = "child", parts.learner_line(item)
            case OfLearner():
                kind, line = "set", parts.setting_line(places[item.learner_id], item.setting)
            case Writing():
                kind, line = "page", parts.writing_line(places[item.learner_id], item)
            case Review():
                of = (item.learner_id, item.sense_id)
                if of != word:
                    word = of
                    yield parts.word_line(places[item.learner_id], item.sense_id)
                digest.update(reviews.checksum(item))
                kind, line = "answer", parts.review_line(item)
        found[kind] += 1
        yield line
    yield ["end", *(found[kind] for kind in KINDS), digest.hexdigest()]


def readable(item: Item, now_ms: int) -> bool:
    """Whether ``read`` will take an item where the clock shows ``now_ms``; one that it does not would spoil
    the whole file."""
    late = latest_ms(now_ms)
    try:
        match item:
            case Learner():
                parts.learner_of(parts.learner_line(item))
            case OfLearner():
                parts.setting_of(parts.setting_line(0, item.setting), [item.learner_id], late)
            case Writing():
                parts.writing_of(parts.writing_line(0, item), [item.learner_id], late)
            case Review():
                parts.review_of(parts.review_line(item), item.learner_id, item.sense_id)
    except ProgressError:
        return False
    return True


def write(file: BinaryIO, items: Iterable[Item], *, passphrase: str | None) -> None:
    """Write a file; ``items`` in its order. None as passphrase: anybody can read it. Raises OSError."""
    sealed_lines.write(file, lines(items), passphrase=passphrase)


def read(file: BinaryIO, *, passphrase: str | None, now_ms: int) -> Iterator[Item]:
    """What a file holds, one after the other; nothing is to be believed before the last has come.

    ``now_ms`` is the clock here. Raises a ``SealError``, ``ProgressError``, ``NewerProgressError``,
    ``TeachersCopyError`` or OSError.
    """
    return _Reader(now_ms).items(sealed_lines.read(file, passphrase=passphrase))


class _Reader:
    """Reads the lines of one file, strictly in their order."""

    def __init__(self, now_ms: int) -> None:
        self._latest_ms = latest_ms(now_ms)
        self._learners: list[UUID] = []
        self._found: Counter[str] = Counter()
        self._digest = hashlib.blake2b(digest_size=16)
        self._kind = 0
        self._last: tuple[Any, ...] = ()
        self._word: tuple[int, UUID, UUID] | None = None
        self._wordless = False
        self._by_kind: dict[str, Callable[[Any], Item | None]] = {
            "gone": self._gone,
            "child": self._child,
            "set": self._set,
            "page": self._page,
            "word": self._begin_word,
            "answer": self._answer,
        }

    def items(self, lines: Iterator[Any]) -> Iterator[Item]:
        if check_head(next(lines, None)) == TEACHER:
            raise TeachersCopyError
        ended = False
        for told in lines:
            if ended:
                raise ProgressError(Flaw.JUNK)
            name = told[0] if isinstance(told, list) and told else None
            if name == "end":
                self._end(told)
                ended = True
            elif isinstance(name, str) and name in self._by_kind:
                item = self._by_kind[name](told)
                if item is not None:
                    yield item
            else:
                raise ProgressError(Flaw.SHAPE, str(name))
        if not ended:
            raise ProgressError(Flaw.CUT)

    def _in_order(self, kind: str, *key: Any) -> None:
        """Each kind after the one before, and within it each key after the last."""
        place = KINDS.index(kind)
        if place < self._kind or (place == self._kind and self._last and key <= self._last):
            raise ProgressError(Flaw.ORDER, kind)
        self._kind, self._last = place, key
        self._found[kind] += 1
        if self._found[kind] > MOST[kind]:
            raise ProgressError(Flaw.TOO_MANY, kind)

    def _gone(self, told: Any) -> Item:
        (id_,) = strict.parts(told, "gone", 1)
        found = Removed(strict.an_id(id_))
        self._in_order("gone", found.id)
        return found

    def _child(self, told: Any) -> Item:
        found = parts.learner_of(told)
        self._in_order("child", found.id)
        self._learners.append(found.id)
        return found

    def _set(self, told: Any) -> Item:
        found = parts.setting_of(told, self._learners, self._latest_ms)
        self._in_order("set", told[1], found.setting.key)
        return found

    def _page(self, told: Any) -> Item:
        found = parts.writing_of(told, self._learners, self._latest_ms)
        self._in_order("page", told[1], found.id)
        return found

    def _begin_word(self, told: Any) -> None:
        word = parts.word_of(told, self._learners)
        if self._wordless or (self._word is not None and word <= self._word):
            raise ProgressError(Flaw.ORDER, "word")
        self._word, self._wordless = word, True

    def _answer(self, told: Any) -> Item:
        if self._word is None:
            raise ProgressError(Flaw.ORDER, "answer")
        found = parts.review_of(told, self._word[1], self._word[2])
        self._in_order("answer", self._word, found.id)
        self._wordless = False
        self._digest.update(reviews.checksum(found))
        return found

    def _end(self, told: Any) -> None:
        *counts, digest = strict.parts(told, "end", len(KINDS) + 1)
        if self._wordless or counts != [self._found[kind] for kind in KINDS]:
            raise ProgressError(Flaw.COUNT)
        if digest != self._digest.hexdigest():
            raise ProgressError(Flaw.ANSWERS)
