"""The review of voice messages as a file: looked at and corrected in a spreadsheet or an editor, read again.

UTF-8, cells parted by tabs. First come lines that begin with #: what this is, the list, the voice, the
messages (where they lie, seen from the file, with % and two digits for what cannot stand in a cell). Then a
head, and a line a sound or a word that was not said:

    number  headword  meaning  file  begin_s  end_s  doubt  keep

``number`` is the sound's, as it stands in the picture; ``file`` the message's. To give a sound to another
word, write that headword (and its meaning, where a list has two words spelled so) in its line; to leave one
out, write *no* under ``keep``; where she says a word of her own, write *own:* and that word there. ``number``
and ``doubt`` are not read. It may have been through anybody's
hands, so it is read strictly and within limits, and refused as a whole.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final
from urllib.parse import unquote
from uuid import UUID

from anatil import AnaTilError
from app.services.messages import Pair, Review, Span, rooms
from lexicon.records import Sense
from lexicon.uyghur.alphabet import LETTERS, SEAT
from lexicon.uyghur.repair import repair
from lexicon.uyghur.scripts import to_arabic

TITLE: Final = "# Ana Til: voice messages"
VERSION: Final = "1"
HEAD: Final = ("number", "headword", "meaning", "file", "begin_s", "end_s", "doubt", "keep")

MOST_BYTES: Final = 1_000_000
MOST_LINES: Final = 5_000
"""The whole starter has some 1,300 senses; its lines with a long meaning have 80 bytes."""
LONGEST: Final = 500
"""Characters of a cell, as in a corrections file."""

_OWN: Final = "own:"
_SECONDS: Final = re.compile(r"[0-9]{1,5}([.,][0-9]{1,6})?")
"""With a comma too, as the spreadsheets of half of Europe write."""
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,3}")
_UNFIT: Final = re.compile('[%"\x00-\x1f\x7f\udc80-\udcff]|^[ =+@-]| $')
"""What a spreadsheet or an editor would change in a path, or take for a formula."""


class ReviewFileError(AnaTilError):
    """The file cannot be used; the message is a sentence that says the line and what to do."""


@dataclass(frozen=True, slots=True)
class About:
    """What a review file says of itself: the LIST that was given, the speaker's id, and the messages."""

    listed: str
    speaker: str
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that names a sound: ``row`` is its line in the file; ``keep`` what the person said."""

    row: int
    headword: str
    meaning: str
    span: Span
    keep: bool
    own: str = ""


def write(about: About, review: Review, place: Path) -> str:
    """The text of the review file that will lie at ``place``."""
    folder = place.absolute().parent
    lines = [f"{TITLE}\t{VERSION}", f"# list\t{_cell(about.listed)}", f"# voice\t{_cell(about.speaker)}"]
    lines += [
        f"# file {number}\t{_cell(_seen_from(folder, path))}" for number, path in enumerate(about.paths, 1)
    ]
    lines.append("\t".join(HEAD))
    lines += ["\t".join(_row(pair)) for pair in review.pairs]
    return "\n".join(lines) + "\n"


def _row(pair: Pair) -> tuple[str, ...]:
    word = ("", "") if pair.sense is None else (_text(pair.sense.headword), meaning(pair.sense))
    if pair.span is None or pair.sound is None:
        return ("", *word, "", "", "", "", "no")
    span, doubt = pair.span, "" if pair.sense is None else f"{pair.doubt:.2f}"
    return (
        str(pair.sound + 1), *word, str(span.file + 1), f"{span.begin_s:.3f}", f"{span.end_s:.3f}", doubt,
        f"{_OWN} {_text(pair.own)}" if pair.is_kept and pair.own else "yes" if pair.is_kept else "no",
    )  # fmt: skip


def meaning(sense: Sense) -> str:
    """What tells two words that are spelled alike apart."""
    return _text(sense.glosses.get("en", ""))


def read(content: bytes, place: Path) -> tuple[About, tuple[Line, ...]]:
    """What a review file at ``place`` says. Raises ``ReviewFileError``."""
    if len(content) > MOST_BYTES:
        raise ReviewFileError(f"The file is larger than a review can be ({MOST_BYTES:,} bytes).")
    try:
        rows = re.split("\r\n|\n|\r", content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ReviewFileError(
            "The file is no text in UTF-8. Please save it as UTF-8, tab-separated."
        ) from error
    if len(rows) > MOST_LINES:
        raise ReviewFileError(f"The file has more than {MOST_LINES:,} lines.")
    cells = [[cell.strip(" ") for cell in row.split("\t")] for row in rows]
    said = _about(cells)
    paths = _paths(said, place.absolute().parent)
    begin = len(said)
    if begin >= len(cells) or tuple(cells[begin][: len(HEAD)]) != HEAD:
        raise ReviewFileError(f"Line {begin + 1} should be the head: {', '.join(HEAD)}.")
    lines = []
    for number, row in enumerate(cells[begin + 1 :], begin + 2):
        line = _line(number, row, len(paths))
        if line is not None:
            lines.append(line)
    return About(said["# list"], said["# voice"], paths), tuple(lines)


def pairs(lines: Sequence[Line], senses: Sequence[Sense], seconds: Sequence[float]) -> tuple[Pair, ...]:
    """The words to keep, in the order of the messages, each with the room that is around it.

    ``seconds`` is how long each message is. Raises ``ReviewFileError`` for a word that is not in the list, a
    word or a stretch that stands twice, a stretch beyond its message's end.
    """
    by_name: defaultdict[str, list[Sense]] = defaultdict(list)
    for sense in senses:
        by_name[_text(sense.headword)].append(sense)
    ordered = sorted(lines, key=lambda line: line.span)
    for line in ordered:
        if line.span.end_s > seconds[line.span.file] + 0.001:
            raise ReviewFileError(
                f"Line {line.row}: the message is over at {seconds[line.span.file]:.3f} seconds."
            )
    for one, two in pairwise(ordered):
        if one.span.file == two.span.file and two.span.begin_s < one.span.end_s:
            raise ReviewFileError(
                f"Lines {one.row} and {two.row} share a stretch of the message. Please part them."
            )
    found: list[Pair] = []
    used: dict[UUID, int] = {}
    for number, (line, room) in enumerate(zip(ordered, rooms([line.span for line in ordered]), strict=True)):
        if not line.keep:
            continue
        sense = _meant(line, by_name.get(line.headword, []))
        if sense.id in used:
            raise ReviewFileError(
                f"Lines {used[sense.id]} and {line.row} are both {line.headword}. "
                "Please write no in one of them."
            )
        used[sense.id] = line.row
        own = "" if line.own == sense.headword else line.own
        found.append(Pair(sense, line.span, 0.0, None, number, room, own))
    return tuple(found)


def _meant(line: Line, alike: Sequence[Sense]) -> Sense:
    if len(alike) > 1:
        alike = [sense for sense in alike if meaning(sense) == line.meaning]
    if len(alike) == 1:
        return alike[0]
    told = f"{line.headword} ({line.meaning})" if line.meaning else line.headword
    raise ReviewFileError(
        f"Line {line.row}: {told or 'no word'} is not in the list. Please write it as the list does."
    )


def _about(cells: Sequence[Sequence[str]]) -> dict[str, str]:
    """The lines that begin with #, by what stands in their first cell."""
    said: dict[str, str] = {}
    for number, row in enumerate(cells, 1):
        if not row[0].startswith("#"):
            break
        if row[0] in said or len(row) < 2 or len(row[1]) > 4 * LONGEST or any(row[2:]):
            raise ReviewFileError(f"Line {number} is not as it was written.")
        said[row[0]] = row[1]
    if not {TITLE, "# list", "# voice"} <= said.keys():
        raise ReviewFileError(
            "This is no review of voice messages (anatil voices split --review writes one)."
        )
    if said[TITLE] != VERSION:
        raise ReviewFileError("This review was written by a newer Ana Til. Please install the newer version.")
    return said | {name: _uncelled(said[name]) for name in ("# list", "# voice")}


def _paths(said: dict[str, str], folder: Path) -> tuple[Path, ...]:
    found = [(name, path) for name, path in said.items() if name not in (TITLE, "# list", "# voice")]
    for number, (name, path) in enumerate(found, 1):
        if name != f"# file {number}" or not path:
            raise ReviewFileError(f"The messages are not numbered from 1 on: “{name[:40]}”.")
    names = [_uncelled(path) for _, path in found]
    if any("\0" in name for name in names):
        raise ReviewFileError("A message has a name that no file can have.")
    return tuple(Path(os.path.normpath(folder / name)) for name in names)


def _line(number: int, row: Sequence[str], files: int) -> Line | None:
    """A line, or None where it names no sound."""
    if not any(row):
        return None
    if len(row) < len(HEAD) or any(row[len(HEAD) :]):
        raise ReviewFileError(f"Line {number} should have {len(HEAD)} cells.")
    _, headword, meant, file, begin, end, _, keep = row[: len(HEAD)]
    if max(map(len, row)) > LONGEST:
        raise ReviewFileError(f"Line {number} has a cell that is too long.")
    own = ""
    if keep.startswith(_OWN):
        own, keep = " ".join(repair(to_arabic(keep.removeprefix(_OWN))).text.split()), "yes"
        if not own or not set(own) <= set(LETTERS + SEAT + " -"):
            raise ReviewFileError(f"Line {number}: after {_OWN} stands the word that she says.")
    if keep not in ("yes", "no"):
        raise ReviewFileError(f"Line {number}: under keep there is yes, no, or {_OWN} and a word.")
    if not (file or begin or end):
        if keep == "yes":
            raise ReviewFileError(f"Line {number}: there is no sound to keep.")
        return None
    if not _NUMBER.fullmatch(file) or int(file) > files:
        raise ReviewFileError(f"Line {number}: there is no message “{file[:20]}”.")
    if not _SECONDS.fullmatch(begin) or not _SECONDS.fullmatch(end):
        raise ReviewFileError(f"Line {number}: begin_s and end_s are seconds, as in 12.345.")
    begin_s, end_s = (float(moment.replace(",", ".")) for moment in (begin, end))
    if begin_s >= end_s:
        raise ReviewFileError(f"Line {number} ends before it begins.")
    return Line(number, headword, meant, Span(int(file) - 1, begin_s, end_s), keep == "yes", own)


def _text(text: str) -> str:
    """A text as it stands in a cell: on one line, without what would part cells."""
    return " ".join(text.split())[:LONGEST]


def _cell(text: str) -> str:
    return _UNFIT.sub(lambda bad: "".join(f"%{byte:02X}" for byte in os.fsencode(bad[0])), text)


def _uncelled(cell: str) -> str:
    return unquote(cell, errors="surrogateescape")


def _seen_from(folder: Path, path: Path) -> str:
    try:
        return os.path.relpath(path.absolute(), folder)
    except ValueError:  # on another drive
        return str(path.absolute())
