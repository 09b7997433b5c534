"""The file format of the starter: bytes in, lines of named cells out, and what is wrong with the format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anatil import AnaTilError

#: Languages every sense must have a meaning in, as they are called in a complaint.
GLOSSES = {"en": "English", "tr": "Turkish", "de": "German", "fr": "French", "ru": "Russian"}
COLUMNS = (
    "id",
    "headword",
    "pos",
    *GLOSSES,
    "picture",
    "domain",
    "level",
    "lesson",
    "status",
    "homonym",
    "apart",
    "related",
    "variants",
    "forms",
    "evidence",
    "note",
)

#: What parts several things in one cell.
AND = " / "

#: BCP 47 as far as a column's name needs it: language, perhaps a script, perhaps a region.
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")

_AS_UTF8 = "save it again as tab-separated text in UTF-8"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing wrong in one place, as a sentence a teacher can act on. ``line`` counts from 1."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.sentence}"


class UnreadableStarterError(AnaTilError):
    """The starter's files cannot be used as they are; ``complaints`` say why. Nothing was changed."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        super().__init__("\n".join(map(str, complaints)))
        self.complaints = tuple(complaints)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file: every required cell by its column (stripped), and the meanings by language."""

    file: str
    number: int
    cells: Mapping[str, str]
    glosses: Mapping[str, str]

    def complain(self, sentence: str) -> Complaint:
        return Complaint(self.file, self.number, sentence)


def several(cell: str) -> list[str]:
    """The things in a cell that may hold several."""
    return [part for piece in cell.split(AND) if (part := piece.strip())]


def read_lines(
    file: str, content: bytes, columns: Sequence[str] = COLUMNS
) -> tuple[list[Line], list[Complaint]]:
    """The rows under the header of one file. A byte order mark and Windows line ends are fine.

    Every one of ``columns`` must be there, in any order; those named like a language are meanings. Rows that
    cannot be taken apart are told and left out; a row of empty cells is nothing.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [], [Complaint(file, 1, f"the file is in UTF-16; {_AS_UTF8}.")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        return [], [Complaint(file, number, f"the file is not in UTF-8; {_AS_UTF8}.")]
    header, *rest = [[cell.strip() for cell in row.split("\t")] for row in text.split("\n")]
    complaints = [Complaint(file, 1, sentence) for sentence in _header(header, columns)]
    if complaints:
        return [], complaints
    lines = []
    for number, row in enumerate(rest, start=2):
        if not any(row):
            continue
        if len(row) != len(header):
            sentence = f"the row has {len(row)} cells and the header {len(header)}; put the tabs right."
            complaints.append(Complaint(file, number, sentence))
            continue
        quoted = [cell for cell in row if len(cell) > 1 and cell.startswith('"') and cell.endswith('"')]
        if quoted:
            sentence = f"{quoted[0]} stands in quotation marks; {_AS_UTF8} and without quotation marks."
            complaints.append(Complaint(file, number, sentence))
        named = dict(zip(header, row, strict=True))
        glosses = {name: cell for name, cell in named.items() if cell and _is_gloss(name, columns)}
        lines.append(Line(file, number, {name: named[name] for name in columns}, glosses))
    return lines, complaints


def _is_gloss(column: str, columns: Sequence[str]) -> bool:
    return column in GLOSSES or column not in columns


def _header(header: list[str], columns: Sequence[str]) -> list[str]:
    found = [f'the column "{name}" is missing.' for name in columns if name not in header]
    for name, times in Counter(header).items():
        if times > 1:
            found.append(f'there are {times} columns called "{name}"; keep one.')
        if name not in columns and not LANGUAGE.fullmatch(name):
            found.append(
                f'the column "{name}" is not known; a further language is named by its code, like "kk".'
            )
    return found
