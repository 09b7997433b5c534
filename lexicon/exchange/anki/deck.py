"""What a collection says: note types, notes, and answers that were given. The database is a stranger's.

It is opened unchangeable; only its plain tables are read, nothing of it is run (no view, no trigger, no
function of its own), and a query that goes on beyond measure is stopped.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lexicon.exchange.anki.package import AnkiError

MOST_NOTES: Final = 200_000
MOST_ANSWERS: Final = 5_000_000
LONGEST_FIELDS: Final = 200_000
"""Letters of all fields of one note."""
_STEPS: Final = 2_000_000_000
"""Steps of SQLite's machine for one collection; reading 200,000 notes takes some 10 million."""
_CLOZE: Final = 1


@dataclass(frozen=True, slots=True)
class NoteType:
    """``fields`` are the names of the fields in their order; ``cloze`` whether its notes have gaps."""

    id: int
    name: str
    fields: tuple[str, ...]
    cloze: bool


@dataclass(frozen=True, slots=True)
class Note:
    """``fields`` are HTML as Anki keeps it; ``decks`` the names of the decks its cards are in."""

    guid: str
    type_id: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    decks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: which note, which of its cards (0 the first), the button (1 again … 4 easy), when (UTC ms)
    and how long it took (ms). What Anki did by itself, or somebody by hand, is none."""

    guid: str
    card: int
    rating: int
    at_ms: int
    taken_ms: int


@dataclass(frozen=True, slots=True)
class Deck:
    """A whole collection."""

    types: Mapping[int, NoteType]
    notes: tuple[Note, ...]
    answers: tuple[Answered, ...]


def read(path: Path) -> Deck:
    """The collection at ``path``. Raises ``AnkiError`` or OSError."""
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as database:
            _harden(database)
            return _deck(database)
    except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
        raise AnkiError("The collection in this package is damaged: please export it anew.") from error


def _harden(database: sqlite3.Connection) -> None:
    database.text_factory = lambda raw: raw.decode("utf-8", "replace")
    database.create_collation("unicase", lambda one, two: (one > two) - (one < two))
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 100_000_000)
    left = iter(range(_STEPS // 100_000))
    database.set_progress_handler(lambda: next(left, None) is None, 100_000)
    allowed = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
    database.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_OK if action in allowed else sqlite3.SQLITE_DENY
    )


def _tables(database: sqlite3.Connection) -> set[str]:
    """Plain tables: a view or a virtual table of the same name is none."""
    rows = database.execute("SELECT type, name, sql FROM sqlite_master")
    return {
        str(name).lower()
        for kind, name, sql in rows
        if kind == "table" and str(sql).lstrip().upper().startswith("CREATE TABLE")
    }


def _deck(database: sqlite3.Connection) -> Deck:
    tables = _tables(database)
    if not tables >= {"notes", "cards"} or not tables & {"notetypes", "col"}:
        raise AnkiError("This collection has no notes that can be read: please export it anew.")
    types, decks = _new_form(database) if {"notetypes", "fields"} <= tables else _old_form(database)
    of_note: defaultdict[int, dict[str, None]] = defaultdict(dict)
    cards: dict[int, tuple[int, int]] = {}
    for card, note, deck, place in database.execute("SELECT id, nid, did, ord FROM cards"):
        cards[card] = (note, int(place))
        of_note[note][decks.get(deck, "")] = None
    notes: dict[int, Note] = {}
    for id_, guid, type_id, tags, told in database.execute("SELECT id, guid, mid, tags, flds FROM notes"):
        if len(notes) >= MOST_NOTES:
            raise AnkiError(f"There are more than {MOST_NOTES:,} notes in this package: please split it.")
        fields = tuple(str(told)[:LONGEST_FIELDS].split("\x1f"))
        names = tuple(name for name in of_note.get(id_, ()) if name)
        notes[id_] = Note(str(guid), int(type_id), fields, tuple(str(tags).split()), names)
    answers = tuple(_answers(database, cards, notes)) if "revlog" in tables else ()
    return Deck(types, tuple(notes.values()), answers)


def _answers(
    database: sqlite3.Connection, cards: Mapping[int, tuple[int, int]], notes: Mapping[int, Note]
) -> Iterator[Answered]:
    """Answers to cards that are here: buttons 1 to 4; 0 is what was set by hand."""
    found = 0
    for at_ms, card, rating, taken_ms in database.execute("SELECT id, cid, ease, time FROM revlog"):
        note = cards.get(card)
        if note is None or note[0] not in notes or rating not in (1, 2, 3, 4):
            continue
        found += 1
        if found > MOST_ANSWERS:
            raise AnkiError("There are too many answers in this package: please export it without them.")
        yield Answered(notes[note[0]].guid, note[1], int(rating), int(at_ms), max(0, int(taken_ms)))


def _new_form(database: sqlite3.Connection) -> tuple[dict[int, NoteType], dict[int, str]]:
    """Schema 18: tables of their own, whose settings are messages of Protocol Buffers."""
    from lexicon.exchange.anki import wire

    fields: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for type_id, place, name in database.execute("SELECT ntid, ord, name FROM fields"):
        fields[type_id].append((int(place), str(name)))
    types = {}
    for id_, name, config in database.execute("SELECT id, name, config FROM notetypes"):
        kind = next((value for field, value in wire.fields(bytes(config or b"")) if field == 1), 0)
        names = tuple(text for _, text in sorted(fields[id_]))
        types[int(id_)] = NoteType(int(id_), str(name), names, kind == _CLOZE)
    decks = {
        int(id_): str(name).replace("\x1f", "::")
        for id_, name in database.execute("SELECT id, name FROM decks")
    }
    return types, decks


def _old_form(database: sqlite3.Connection) -> tuple[dict[int, NoteType], dict[int, str]]:
    """Schema 11: one row with JSON."""
    row = database.execute("SELECT models, decks FROM col").fetchone()
    if row is None:
        raise AnkiError("This collection has no note types: please export it anew.")
    models, decks = (_json(part) for part in row)
    types = {}
    for key, model in models.items():
        told = sorted((one for one in model.get("flds", []) if isinstance(one, dict)), key=_place)
        names = tuple(str(one.get("name", "")) for one in told)
        if key.lstrip("-").isdecimal():
            types[int(key)] = NoteType(
                int(key), str(model.get("name", "")), names, model.get("type") == _CLOZE
            )
    return types, {int(key): str(deck.get("name", "")) for key, deck in decks.items() if key.isdecimal()}


def _place(told: Mapping[str, Any]) -> int:
    place = told.get("ord", 0)
    return place if isinstance(place, int) else 0


def _json(text: object) -> dict[str, Any]:
    try:
        told = json.loads(str(text) or "{}")
    except (ValueError, RecursionError) as error:
        raise AnkiError("The collection in this package is damaged: please export it anew.") from error
    if not isinstance(told, dict):
        raise AnkiError("The collection in this package is damaged: please export it anew.")
    return {key: value for key, value in told.items() if isinstance(value, dict)}
