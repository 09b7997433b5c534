"""Finding a word as one types: in any script, by any of its meanings.

>>> with store.read() as connection:
...     hits = search.search(connection, "anar")
...     words = senses.senses(connection, [hit.sense for hit in hits], now_ms)

First what is typed exactly, then what begins with it, then what has it inside, then what is one letter off;
among those found alike frequent words first (the level of a sense is all we know of that), then Uyghur order.

Everything is a range of bytes in an index, so SQLite and PostgreSQL do alike and nothing is read through:

- a beginning is a range of ``search_key.key``; what stands inside is the beginning of a ``search_ending``;
- a word one letter off has the first half of what was typed whole, or the second half. Those that begin with
  the first half, or end with the second at about the same place, are few enough to be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    String,
    bindparam,
    false,
    func,
    select,
    true,
    type_coerce,
    union_all,
)

from lexicon import schema, search_keys
from lexicon.search_index import FORM, GLOSS, HEADWORD, UYGHUR, UYGHUR_LATIN
from lexicon.search_keys import Asked

SLIP_FROM: Final = 4
"""The fewest letters of a word that is still known with one of them off."""


class Rank(IntEnum):
    """How something was found; the smaller comes first."""

    EXACT = 1
    PREFIX = 2
    INSIDE = 3
    SLIP = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """One sense and the text it was found by.

    ``kind`` is ``headword``, ``form`` (of a dialect) or ``gloss``; ``matched`` that text as it is read, and
    ``language`` its BCP-47 tag: ``ug-Latn`` where a Uyghur word was found by its Latin letters.
    """

    sense: UUID
    kind: str
    matched: str
    rank: Rank
    language: str


def search(
    connection: Connection, query: str, *, limit: int = 30, languages: Collection[str] | None = None
) -> tuple[Hit, ...]:
    """The senses that ``query`` may stand for, the likeliest first, each once; retired ones are not found.

    ``languages`` (BCP 47) says in which to look, ``ug`` for the words themselves; None looks everywhere. Any
    text may be asked for, unfinished or wrong; what has no letter and no digit finds nothing.
    """
    if limit < 1:
        return ()
    finding = _Finding(connection, limit, languages)
    asked = search_keys.asked(query)
    finding.best([_beginning(finding, one) for one in asked])
    inside = [one for one in asked if search_keys.may_be_inside(one.key)]
    if finding.wants_more and inside:
        finding.best([_inside(finding, one) for one in inside])
    if finding.wants_more:
        finding.add(_slips(finding, search_keys.slipped(query)))
    return tuple(finding.hits.values())


# --- what the database is asked --------------------------------------------------------------------------

_key, _ending = schema.search_key, schema.search_ending
_LOW: Final[BindParameter[Any]] = bindparam("low")
_HIGH: Final[BindParameter[Any]] = bindparam("high")
_MOST: Final[BindParameter[Any]] = bindparam("most")
#: The sense's id as the driver has it: most of what is read is never shown, and a UUID costs more than a row.
_SHOWN: Final = (
    type_coerce(_key.c.sense_id, String).label("sense_id"),
    _key.c.kind, _key.c.language, _key.c.text, _key.c.key, _key.c.place, _key.c.sort_key,
)  # fmt: skip


_WRITTEN_DOWN: Final = ("without_first", "first_swapped", "last_swapped", "middle_swapped")


def _by_languages(statement: Callable[..., Select[Any]]) -> dict[str, Select[Any]]:
    """A statement that looks everywhere, and one that looks in some languages."""
    return {
        "all": statement(lambda _column: ()),
        "some": statement(lambda column: (column.in_(bindparam("languages", expanding=True)),)),
    }


def _beginning_statement(where: Callable[[Any], tuple[Any, ...]]) -> Select[Any]:
    exact = (_key.c.key == _LOW).label("exact")
    first = (
        select(_key.c.id, exact)
        .where(_key.c.key >= _LOW, _key.c.key < _HIGH, *where(_key.c.language))
        .order_by(exact.desc(), _key.c.place, _key.c.id)
        .limit(_MOST)
        .subquery()
    )
    return select(*_SHOWN, first.c.exact).join(first, first.c.id == _key.c.id)


def _initial_statement(where: Callable[[Any], tuple[Any, ...]]) -> Select[Any]:
    """As ``_beginning_statement`` for a single letter, without sorting all that begin with it."""
    exact = (_key.c.key == _LOW).label("exact")
    return (
        select(*_SHOWN, exact)
        .where(_key.c.initial == _LOW, *where(_key.c.language))
        .order_by(_key.c.place, _key.c.id)
        .limit(_MOST)
    )


def _alone_statement(where: Callable[[Any], tuple[Any, ...]]) -> Select[Any]:
    """What is that key and nothing more."""
    return (
        select(*_SHOWN, true().label("exact")).where(_key.c.key == _LOW, *where(_key.c.language)).limit(_MOST)
    )


def _inside_statement(where: Callable[[Any], tuple[Any, ...]]) -> Select[Any]:
    first = (
        select(_ending.c.search_key_id)
        .where(_ending.c.key >= _LOW, _ending.c.key < _HIGH, *where(_ending.c.language))
        .order_by(_ending.c.place, _ending.c.search_key_id)
        .limit(_MOST)
        .subquery()
    )
    return select(*_SHOWN, false().label("exact")).join(first, first.c.search_key_id == _key.c.id)


def _slip_statement(where: Callable[[Any], tuple[Any, ...]]) -> Select[Any]:
    """See ``_halves`` for the parameters."""
    key, start, size = _key.c.key, _ending.c.start, func.length(_key.c.key)
    long = size.between(bindparam("shortest"), bindparam("longest"))
    first, last = bindparam("first", type_=key.type), bindparam("last", type_=key.type)
    near = select(_key.c.id, *_SHOWN).where(*where(_key.c.language))
    ending = near.join(_ending, _ending.c.search_key_id == _key.c.id)
    parts = (
        near.where(key.in_([bindparam(name) for name in _WRITTEN_DOWN])),
        near.where(key >= _LOW, key < _HIGH, long, func.substr(key, size - func.length(last) + 1) == last),
        near.where(key >= bindparam("all_but_last"), key < bindparam("after_all_but_last"), long),
        ending.where(
            _ending.c.key == bindparam("tail"),
            start.between(bindparam("start") - 1, bindparam("start") + 1),
            long,
            func.substr(key, 1, func.length(first)) == first,
        ),
        ending.where(_ending.c.key == bindparam("all_but_first"), start == 1, long),
    )
    return select(union_all(*parts).subquery())


_BEGINNING: Final = _by_languages(_beginning_statement)
_INITIAL: Final = _by_languages(_initial_statement)
_ALONE: Final = _by_languages(_alone_statement)
_INSIDE: Final = _by_languages(_inside_statement)
_SLIP: Final = _by_languages(_slip_statement)

# --- putting together what it answers --------------------------------------------------------------------

#: Of two texts of one sense found alike, a word goes before its meanings.
_KINDS: Final = {HEADWORD: 0, FORM: 1, GLOSS: 2}

_Found = tuple[Rank, int, bytes, "str | UUID", int, str, str]
"""Rank, place, sort key, sense, kind, language and text: they compare in the order of what is found."""

_Edge = tuple[Rank, int]
"""A rank and place up to which everything is known; at it and beyond, there may be more."""

_Source = Callable[[int], "tuple[list[_Found], _Edge | None]"]
"""Given how many rows to ask for: what was found, and its edge; None where that is all there is."""


class _Finding:
    """One search under way."""

    def __init__(self, connection: Connection, limit: int, languages: Collection[str] | None) -> None:
        self.connection = connection
        self.hits: dict[str | UUID, Hit] = {}
        self._limit = limit
        self._languages = None if languages is None else set(languages)
        if self._languages is not None and UYGHUR in self._languages:
            self._languages.add(UYGHUR_LATIN)

    @property
    def wants_more(self) -> bool:
        return len(self.hits) < self._limit

    def ask(self, statements: dict[str, Select[Any]], values: dict[str, Any]) -> Sequence[Row[Any]]:
        """What a statement finds, in the languages that are wanted."""
        if self._languages is None:
            return self.connection.execute(statements["all"], values).all()
        values["languages"] = sorted(self._languages)
        return self.connection.execute(statements["some"], values).all()

    def best(self, sources: Sequence[_Source]) -> None:
        """Add the best that some sources have together, asking each for no more than it takes."""
        most = 2 * self._limit
        while True:
            answers = [source(most) for source in sources]
            edge = min((edge for _, edge in answers if edge is not None), default=None)
            sure = [one for found, _ in answers for one in found if edge is None or one[:2] < edge]
            if edge is None or len(self.hits.keys() | {one[3] for one in sure}) >= self._limit:
                self.add(sure)
                return
            most *= 4

    def add(self, found: Iterable[_Found]) -> None:
        for rank, _place, _order, sense, kind, language, text in sorted(found):
            if sense not in self.hits and self.wants_more:
                id_ = sense if isinstance(sense, UUID) else UUID(sense)
                self.hits[sense] = Hit(id_, list(_KINDS)[kind], text, rank, language)


def _beginning(finding: _Finding, asked: Asked) -> _Source:
    key = asked.key.encode()
    exact = Rank.PREFIX if asked.unfinished else Rank.EXACT
    if len(asked.key) == 1:
        return _initial(finding, key, exact)

    def source(most: int) -> tuple[list[_Found], _Edge | None]:
        rows = finding.ask(_BEGINNING, {"low": key, "high": _after(key), "most": most})
        found = [_found(row, exact if row.exact else Rank.PREFIX) for row in rows]
        if len(rows) < most:
            return found, None
        last = max((not row.exact, row.place) for row in rows)
        return found, (Rank.PREFIX if last[0] else exact, last[1])

    return source


def _initial(finding: _Finding, letter: bytes, exact: Rank) -> _Source:
    def source(most: int) -> tuple[list[_Found], _Edge | None]:
        rows = finding.ask(_INITIAL, {"low": letter, "most": most})
        alone = finding.ask(_ALONE, {"low": letter, "most": most})
        found = [_found(row, exact) for row in alone]
        found += [_found(row, Rank.PREFIX) for row in rows if not row.exact]
        if len(alone) == most:
            return found, (exact, max(row.place for row in alone))
        return found, None if len(rows) < most else (Rank.PREFIX, max(row.place for row in rows))

    return source


def _inside(finding: _Finding, asked: Asked) -> _Source:
    key = asked.key.encode()
    start = asked.key[: search_keys.REACH].encode()

    def source(most: int) -> tuple[list[_Found], _Edge | None]:
        rows = finding.ask(_INSIDE, {"low": start, "high": _after(start), "most": most})
        edge = None if len(rows) < most else (Rank.INSIDE, max(row.place for row in rows))
        return [_found(row, Rank.INSIDE) for row in rows if key in row.key], edge

    return source


def _slips(finding: _Finding, asked: Iterable[Asked]) -> list[_Found]:
    found: dict[int, _Found] = {}
    for one in asked:
        for row in finding.ask(_SLIP, _halves(one.key)) if len(one.key) >= SLIP_FROM - 1 else ():
            key = row.key.decode()
            if len(key) >= SLIP_FROM and (key == one.key or search_keys.one_letter_off(one.key, key)):
                found[row.id] = _found(row, Rank.SLIP)
    return list(found.values())


def _halves(key: str) -> dict[str, Any]:
    """What to ask so that every key one letter off is among the answers, and few others.

    One half of the query is whole, unless two letters in the very middle were swapped. In the other half even
    the outermost letter is right, and few keys share that too; or else the slip is there, and what remains is
    long. (Left out there, the word was found by its beginning or its inside.) In a query of three letters
    only one left out can make a word long enough; the halves then share the letter in the middle.
    """
    length = len(key)
    middle = 2 if length < SLIP_FROM else length // 2
    tail = key[1:] if length < SLIP_FROM else key[middle:]
    size, wide = len(key.encode()), max(len(letter.encode()) for letter in key)
    return {
        "low": key[:middle].encode(),
        "high": _after(key[:middle].encode()),
        "last": key[-1].encode(),
        "tail": tail[: search_keys.REACH].encode(),
        "start": middle,
        "first": key[0].encode(),
        "all_but_last": key[:-1].encode(),
        "after_all_but_last": _after(key[:-1].encode()),
        "all_but_first": key[1 : 1 + search_keys.REACH].encode(),
        "without_first": key[1:].encode(),
        "first_swapped": _swapped(key, 0),
        "last_swapped": _swapped(key, length - 2),
        "middle_swapped": _swapped(key, middle - 1),
        "shortest": size - wide,
        "longest": size + wide,
    }


def _swapped(key: str, at: int) -> bytes:
    return (key[:at] + key[at + 1] + key[at] + key[at + 2 :]).encode()


def _found(row: Row[Any], rank: Rank) -> _Found:
    return rank, row.place, row.sort_key, row.sense_id, _KINDS[row.kind], row.language, row.text


def _after(start: bytes) -> bytes:
    """The first bytes that no longer begin with ``start``, which is UTF-8 and so never ends in FF."""
    return start[:-1] + bytes([start[-1] + 1])
