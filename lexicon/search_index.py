"""Keeping the keys that words are searched by: what is seen of each sense, a teacher's edits included.

Whatever writes words calls ``refresh`` with the senses it touched, in its own transaction; ``rebuild`` makes
every key anew. Retired senses have no keys.

Measured with one gloss a word, at 20,000 and at 100,000 words (``tests/benchmarks/searching.py``): 1.4 kB a
word, more than half of it endings. Keys for every way of leaving a letter out, which slips are often looked
up by, would have been one more row a letter and turned out not to be needed: see ``search``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, text, update

from lexicon import edits, facts, schema, search_keys
from lexicon.statements import in_parts
from lexicon.uyghur.latin import to_latin
from lexicon.uyghur.order import sort_key

HEADWORD: Final = "headword"
FORM: Final = "form"
GLOSS: Final = "gloss"

UYGHUR: Final = "ug"
UYGHUR_LATIN: Final = "ug-Latn"

_PLACE_BYTES: Final = 7
_MOST_FREQUENT: Final = 3

_key, _ending, _sense, _word = schema.search_key, schema.search_ending, schema.sense, schema.word
_ADD_KEYS: Final = insert(_key)
_ADD_ENDINGS: Final = "INSERT INTO search_ending (key, start, search_key_id, place, language) VALUES ({})"
_DROP_KEYS: Final = delete(_key).where(_key.c.id == bindparam("gone_id"))
_DROP_ENDINGS: Final = delete(_ending).where(
    _ending.c.key == bindparam("gone_key"),
    _ending.c.start == bindparam("gone_start"),
    _ending.c.search_key_id == bindparam("gone_id"),
)

Row = dict[str, Any]


def place(frequency: int, order: bytes) -> int:
    """Where something found stands among others found alike: frequent first, then in Uyghur order.

    ``frequency`` is 0 to 3, ``order`` a sort key, of which the first seven bytes have a say. Fits 64 bits.
    """
    return (_MOST_FREQUENT - frequency) << (8 * _PLACE_BYTES) | int.from_bytes(
        order[:_PLACE_BYTES].ljust(_PLACE_BYTES, b"\0")
    )


def is_current(connection: Connection) -> bool:
    """Whether the keys were made by today's rules."""
    return facts.get(connection, facts.SEARCH) == facts.SEARCH_RULES


def ensure(connection: Connection) -> None:
    """Make every key anew where they were made by other rules than today's."""
    if not is_current(connection):
        rebuild(connection)


def rebuild(connection: Connection) -> None:
    """Make the key of every sense, and every word's sort key, anew."""
    for word in connection.execute(select(_word.c.id, _word.c.headword, _word.c.sort_key)).all():
        order = sort_key(word.headword)
        if word.sort_key != order:
            connection.execute(update(_word).where(_word.c.id == word.id).values(sort_key=order))
    connection.execute(delete(_ending))
    connection.execute(delete(_key))
    refresh(connection, connection.scalars(select(_sense.c.id)).all())
    facts.put(connection, facts.SEARCH, facts.SEARCH_RULES)


def misordered(connection: Connection) -> int:
    """How many words have another sort key than their headword gives."""
    words = connection.execute(select(_word.c.headword, _word.c.sort_key))
    return sum(bytes(word.sort_key) != sort_key(word.headword) for word in words)


def faults(connection: Connection) -> int:
    """How many keys are missing, too much or other than ``rebuild`` would make them; wrong endings are one.

    Memory stays small: of the endings, of which there are dozens a word, only a sum of hashes is compared.
    """
    edited = edits.of(connection, edits.SENSE)
    every = connection.scalars(select(_sense.c.id)).all()
    found = 0
    for ids in in_parts(every):
        found += len(_seen(connection, ids, edited).keys() ^ _kept(connection, ids).keys())
    keys = connection.execute(select(_key.c.id, _key.c.key, _key.c.place, _key.c.language))
    wanted = _summed(
        (ending.encode(), begin, key.id, key.place, key.language)
        for key in keys
        for begin, ending in search_keys.endings(bytes(key.key).decode("utf-8", "replace"))
    )
    rows = connection.exec_driver_sql("SELECT key, start, search_key_id, place, language FROM search_ending")
    there = _summed((bytes(row[0]), *row[1:]) for row in rows)
    return found + (wanted != there)


def _summed(rows: Iterable[tuple[Any, ...]]) -> tuple[int, int]:
    """How many rows, and a sum that is the same in whatever order they come."""
    count = total = 0
    for row in rows:
        count += 1
        total = (total + hash(row)) & 0xFFFF_FFFF_FFFF_FFFF
    return count, total


def refresh(connection: Connection, sense_ids: Iterable[UUID]) -> None:
    """Make the keys of these senses say what is seen of them now; ids of no sense here are passed over."""
    edited = edits.of(connection, edits.SENSE)
    wanted = list(dict.fromkeys(sense_ids))
    for ids in in_parts(wanted):
        new = _seen(connection, ids, edited)
        old = _kept(connection, ids)
        gone = [row for key, row in old.items() if key not in new]
        come = [row for key, row in new.items() if key not in old]
        _drop(connection, gone)
        _add(connection, come)


def _kept(connection: Connection, ids: Sequence[UUID]) -> dict[tuple[Any, ...], Row]:
    rows = connection.execute(select(_key).where(_key.c.sense_id.in_(ids))).mappings()
    return {_told(row): row for row in map(dict, rows)}


def _drop(connection: Connection, rows: Sequence[Row]) -> None:
    if not rows:
        return
    gone = [
        {"gone_key": ending.encode(), "gone_start": start, "gone_id": row["id"]}
        for row in rows
        for start, ending in search_keys.endings(row["key"].decode())
    ]
    if gone:
        connection.execute(_DROP_ENDINGS, gone)
    connection.execute(_DROP_KEYS, [{"gone_id": row["id"]} for row in rows])


def _add(connection: Connection, rows: Sequence[Row]) -> None:
    if not rows:
        return
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        connection.execute(text("LOCK TABLE search_key IN SHARE ROW EXCLUSIVE MODE"))
    last = connection.scalar(select(func.max(_key.c.id))) or 0
    numbered = [{**row, "id": number} for number, row in enumerate(rows, start=last + 1)]
    connection.execute(_ADD_KEYS, numbered)
    endings = [
        (ending.encode(), start, row["id"], row["place"], row["language"])
        for row in numbered
        for start, ending in search_keys.endings(row["key"].decode())
    ]
    if endings:
        endings.sort()  # neighbours go into one page of the tree
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        # By the driver itself: there are dozens a word, and SQLAlchemy's care for each would take longer.
        connection.exec_driver_sql(_ADD_ENDINGS.format(", ".join([mark] * 5)), endings)


def _told(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("sense_id", "kind", "language", "text", "key", "place", "sort_key"))


def _seen(
    connection: Connection, ids: Sequence[UUID], edited: Mapping[UUID, Mapping[str, str]]
) -> dict[tuple[Any, ...], Row]:
    """The key rows, still without an id, of those of the senses that a search may find."""
    query = select(_sense.c.id, _sense.c.level, _sense.c.retired, _word.c.headword).join(_word)
    glosses = _by_sense(connection, select(schema.gloss).where(schema.gloss.c.sense_id.in_(ids)))
    forms = _by_sense(connection, select(schema.dialect_form).where(schema.dialect_form.c.sense_id.in_(ids)))
    found = {}
    for sense in connection.execute(query.where(_sense.c.id.in_(ids))):
        own = dict(edited.get(sense.id, {}))
        if own.get("retired", "1" if sense.retired else "0") == "1":
            continue
        headword = own.get("headword", sense.headword)
        frequency = _MOST_FREQUENT + 1 - min(max(int(own.get("level", sense.level)), 1), 4)
        order = sort_key(headword)
        texts = [(HEADWORD, UYGHUR, headword), *((FORM, UYGHUR, row.form) for row in forms[sense.id])]
        laid_over = edits.by_language(own, "gloss.")
        texts += [
            (GLOSS, row.language, row.text) for row in glosses[sense.id] if row.language not in laid_over
        ]
        texts += [(GLOSS, language, gloss) for language, gloss in laid_over.items()]
        for kind, language, written, key in _keys(texts):
            row = {
                "sense_id": sense.id,
                "kind": kind,
                "language": language,
                "text": written,
                "key": key.encode(),
                "initial": key[0].encode(),
                "place": place(frequency, order),
                "sort_key": order,
            }
            found[_told(row)] = row
    return found


def _keys(texts: Iterable[tuple[str, str, str]]) -> Iterable[tuple[str, str, str, str]]:
    for kind, language, written in texts:
        if kind == GLOSS:
            for key in search_keys.of_gloss(written):
                yield kind, language, written, key
            continue
        first, *others = search_keys.of_uyghur(written) or ("",)
        if first:
            yield kind, language, written, first
        for key in others:
            yield kind, UYGHUR_LATIN, to_latin(written), key


def _by_sense(connection: Connection, query: Select[Any]) -> dict[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.sense_id].append(row)
    return found
