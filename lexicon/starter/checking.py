"""What can be wrong with the rows of the starter, as sentences for the teacher who will mend them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from lexicon.starter import forms, letters
from lexicon.starter.rows import GLOSSES, Complaint, Line, several

THEME = "theme"
PARTS_OF_SPEECH = (
    "noun",
    "verb",
    "adjective",
    "adverb",
    "pronoun",
    "numeral",
    "interjection",
    "phrase",
    "question",
    "particle",
    THEME,
)
STATUSES = ("waiting", "approved")

#: An OpenMoji file name: hexadecimal code points joined by hyphens, ``1F468-200D-1F33E``; or one of our own
#: drawings, ``own-doppa``.
PICTURE = re.compile(r"[0-9A-F]{4,6}(-[0-9A-F]{4,6})*|own(-[a-z]+)+")
#: A number of SIL's list of semantic domains, ``5.2.3.1``.
DOMAIN = re.compile(r"[1-9](\.[0-9]{1,2})*")

_GIVE_IDS = 'run "anatil words ids"'


def each(lines: Sequence[Line]) -> Iterator[Complaint]:
    """What is wrong within single rows."""
    for line in lines:
        yield from (line.complain(sentence) for sentence in _row(line))


def together(lines: Sequence[Line], files: Iterable[str]) -> Iterator[Complaint]:
    """What is wrong between rows; ``lines`` must be every row of ``files`` (a file without rows is told)."""
    yield from _theme_rows(lines, files)
    yield from _copied_ids(lines)
    yield from _twice(lines)
    yield from _lessons(lines)
    yield from _apart_from_nothing(lines)


def as_id(cell: str) -> UUID | None:
    """The id in a cell, or None: only the usual form counts, 32 digits in five groups."""
    try:
        found = UUID(cell)
    except ValueError:
        return None
    return found if str(found) == cell.lower() else None


def _row(line: Line) -> Iterator[str]:
    cells = line.cells
    is_theme = cells["pos"] == THEME
    if not cells["id"]:
        yield f"the row has no id; {_GIVE_IDS} to give it one."
    elif as_id(cells["id"]) is None:
        yield f'"{cells["id"]}" is not an id; empty the cell and {_GIVE_IDS}.'
    yield from _headword(cells["headword"])
    if cells["pos"] not in PARTS_OF_SPEECH:
        yield f'the part of speech "{cells["pos"]}" is not known; use one of {", ".join(PARTS_OF_SPEECH)}.'
    for language, name in GLOSSES.items():
        if not cells[language]:
            yield f"the {name} meaning ({language}) is missing."
    for language, gloss in line.glosses.items():
        yield from _plain(language, gloss)
    if cells["picture"] and not PICTURE.fullmatch(cells["picture"]):
        yield (
            f'"{cells["picture"]}" is not a picture\'s code; it is written like 1F34E, 1F468-200D-1F33E '
            "or own-doppa, or the cell stays empty."
        )
    if cells["level"] not in ("1", "2", "3") and not (is_theme and not cells["level"]):
        yield f'the level is "{cells["level"]}"; it is 1, 2 or 3.'
    if cells["lesson"] and not re.fullmatch("[1-9][0-9]?", cells["lesson"]):
        yield f'the lesson is "{cells["lesson"]}"; it is a number from 1, or the cell stays empty.'
    if cells["status"] and cells["status"] not in STATUSES:
        yield f'the status "{cells["status"]}" is not known; use one of {", ".join(STATUSES)}.'
    if cells["homonym"] and not re.fullmatch("[1-9]", cells["homonym"]):
        yield f'the homonym number is "{cells["homonym"]}"; it is 1 to 9, or the cell stays empty.'
    if cells["domain"] and not DOMAIN.fullmatch(cells["domain"]):
        yield f'"{cells["domain"]}" is not a semantic domain; it is written like 5.2.3.1.'
    for other in cells["apart"].split():
        if as_id(other) is None:
            yield f'"{other}" in the column "apart" is not an id.'
        elif other.lower() == cells["id"].lower():
            yield 'the column "apart" names the row itself; take that id out.'
    for column in ("related", "variants"):
        for word in several(cells[column]):
            if letters.foreign(word):
                yield f'"{word}" in the column "{column}" has a letter that is not a Uyghur one.'
    yield from forms.wrong(cells["forms"])


def _headword(headword: str) -> Iterator[str]:
    if not headword:
        yield "the headword is missing."
        return
    if unicodedata.normalize("NFC", headword) != headword:
        yield (
            f"the letters of {headword} are stored in pieces; write it as "
            f"{unicodedata.normalize('NFC', headword)} (Unicode NFC)."
        )
        return
    found = letters.foreign(headword)
    if found:
        letter, meant = found
        advice = f"; it should probably be {meant}" if meant else ""
        yield f"{headword} has {letters.called(letter)}, which is not a Uyghur letter{advice}."


def _plain(language: str, gloss: str) -> Iterator[str]:
    if unicodedata.normalize("NFC", gloss) != gloss:
        yield f'the letters of "{gloss}" ({language}) are stored in pieces; write them whole (Unicode NFC).'
    for letter in gloss:
        if unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs"}:
            yield f"the meaning in {language} has an invisible {letters.called(letter)}; take it out."
            return


def _theme_rows(lines: Sequence[Line], files: Iterable[str]) -> Iterator[Complaint]:
    first: dict[str, Line] = {}
    for line in lines:
        if line.file not in first:
            first[line.file] = line
        elif line.cells["pos"] == THEME:
            yield line.complain('only the first row under the header is the theme ("pos" is "theme").')
    for file in files:
        if file not in first:
            yield Complaint(file, 2, 'there is no row; the first is the theme itself ("pos" is "theme").')
        elif first[file].cells["pos"] != THEME:
            yield first[file].complain(
                'the theme row is missing; the first row under the header is the theme ("pos" is "theme").'
            )


def _copied_ids(lines: Sequence[Line]) -> Iterator[Complaint]:
    seen: dict[UUID, Line] = {}
    for line in lines:
        id_ = as_id(line.cells["id"])
        if id_ is not None and seen.setdefault(id_, line) is not line:
            yield line.complain(
                f"the id is also on {_where(seen[id_], line)}; {_GIVE_IDS} to give the copy ids of its own."
            )


def _twice(lines: Sequence[Line]) -> Iterator[Complaint]:
    seen: dict[tuple[str, str], Line] = {}
    for line in lines:
        if line.cells["pos"] == THEME or not line.cells["headword"]:
            continue
        key = line.cells["headword"], line.cells["homonym"]
        if seen.setdefault(key, line) is not line:
            yield line.complain(
                f"{key[0]} is also on {_where(seen[key], line)}; take one out, or, if they are two words, "
                'number them in the column "homonym".'
            )


def _lessons(lines: Sequence[Line]) -> Iterator[Complaint]:
    """Lessons are numbered from 1 and never go back; an empty cell says "as before"."""
    last: dict[str, int] = {}
    for line in lines:
        cell = line.cells["lesson"]
        if line.cells["pos"] == THEME or not cell.isdecimal():
            continue
        before = last.get(line.file, 0)
        if not before <= int(cell) <= before + 1:
            yield line.complain(f"lesson {cell} comes after lesson {before}; number the lessons 1, 2, 3 …")
        last[line.file] = int(cell)


def _apart_from_nothing(lines: Sequence[Line]) -> Iterator[Complaint]:
    known = {as_id(line.cells["id"]) for line in lines if line.cells["pos"] != THEME}
    for line in lines:
        for other in line.cells["apart"].split():
            id_ = as_id(other)
            if id_ is not None and id_ not in known:
                yield line.complain(f'the column "apart" names {other}, and no row has that id.')


def _where(there: Line, here: Line) -> str:
    return f"line {there.number}" + ("" if there.file == here.file else f" of {there.file}")
