"""Notes as entries: which field is the word is told by the fields' names, else by their letters.

A note with gaps is a sentence: what stands in its first gap is the word, the whole of it the example.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from lexicon.exchange.anki.deck import Deck, Note, NoteType
from lexicon.exchange.anki.fields import Plain, plain, without_gaps
from lexicon.exchange.anki.package import Package
from lexicon.exchange.entries import Book, Entry, Media, Passed, Sentence
from lexicon.exchange.tables.columns import Columns, Part, of_names

_LOOKED_AT = 200
_DEFAULT = "Default"
"""Anki's own first deck, which is nobody's list."""


def guess(deck: Deck) -> Mapping[int, Columns]:
    """What the fields of each note type are."""
    rows: defaultdict[int, list[tuple[str, ...]]] = defaultdict(list)
    for note in deck.notes:
        if len(rows[note.type_id]) < _LOOKED_AT:
            rows[note.type_id].append(tuple(plain(field).text for field in note.fields))
    return {id_: of_names(type_.fields, rows[id_]) for id_, type_ in deck.types.items()}


def book(deck: Deck, package: Package, title: str = "", columns: Mapping[int, Columns] | None = None) -> Book:
    """The entries of a deck, a note an entry; ``columns`` sets right what ``guess`` says. Media can be read
    while the package is open; what is named and not in it is passed over and said."""
    known = {**guess(deck), **(columns or {})}
    entries, passed = [], []
    for number, note in enumerate(deck.notes, 1):
        type_ = deck.types.get(note.type_id)
        place = f"note {number}"
        found = _entry(note, type_, known[note.type_id], package, place) if type_ is not None else None
        if found is None:
            passed.append(Passed(place, "there is no Uyghur word in it"))
            continue
        entries.append(found)
        missing = _named(note) - package.media
        passed += [Passed(place, f"its file {name[:60]} is not in the package") for name in sorted(missing)]
    return Book(title, tuple(entries), tuple(passed), len(deck.answers))


def _named(note: Note) -> set[str]:
    fields = [plain(field) for field in note.fields]
    return {name for one in fields for name in (*one.sounds, *one.pictures)}


def _entry(note: Note, type_: NoteType, columns: Columns, package: Package, place: str) -> Entry | None:
    told = [plain(without_gaps(field)[0] if type_.cloze else field) for field in note.fields]
    gaps = [word for field in note.fields for word in without_gaps(field)[1]] if type_.cloze else []
    headword, glosses, examples, note_text, part = "", dict[str, str](), list[str](), "", ""
    for kind, one in zip(columns.kinds, told, strict=False):
        if not one.text:
            continue
        if kind in (Part.UYGHUR, Part.LATIN, Part.CYRILLIC):
            headword = headword or one.text
        elif kind is Part.EXAMPLE:
            examples.append(one.text)
        elif kind is Part.NOTE:
            note_text = one.text
        elif kind is Part.PART_OF_SPEECH:
            part = one.text
        elif not isinstance(kind, Part):
            glosses[kind] = f"{glosses[kind]}, {one.text}" if kind in glosses else one.text
    if gaps:
        examples, headword = [headword or told[0].text, *examples], gaps[0]
    if not headword:
        return None
    return Entry(
        headword, glosses, part, tuple(Sentence(text) for text in examples), _lists(note),
        _picture(told, package), _voices(told, package), note_text, note.guid, place,
    )  # fmt: skip


def _lists(note: Note) -> tuple[str, ...]:
    decks = [name.rsplit("::", 1)[-1] for name in note.decks if name != _DEFAULT]
    return tuple(dict.fromkeys((*decks, *(tag.replace("_", " ") for tag in note.tags))))


def _media(names: Iterable[str], package: Package) -> list[Media]:
    return [Media(name, partial(package.read, name)) for name in names if name in package.media]


def _picture(told: Sequence[Plain], package: Package) -> Media | None:
    return next(iter(_media((name for one in told for name in one.pictures), package)), None)


def _voices(told: Sequence[Plain], package: Package) -> tuple[Media, ...]:
    return tuple(_media((name for one in told for name in one.sounds), package))
