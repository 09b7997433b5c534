"""Reading a pack: signature first, then the zip, then every line and every file in it.

>>> with path.open("rb") as file:
...     pack = reading.read(file)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, cast

from lexicon.exchange import strict, zip_directory
from lexicon.exchange.archives import Archive
from lexicon.exchange.flaws import ArchiveError
from lexicon.exchange.progress_flaws import ProgressError
from lexicon.exchange.sealed_lines import LONGEST_LINE, told_of
from lexicon.exchange.zip_directory import Entry, Limits
from lexicon.packs import envelope, fields, keys, lines, media
from lexicon.packs.contents import (
    MOST_FILES,
    MOST_GONE,
    VOICES_FILE,
    WORDS_FILE,
    Contents,
    File,
    Head,
    clip_name,
    head_of,
    picture_name,
)
from lexicon.packs.envelope import BODY, Envelope, GoOn, Window
from lexicon.packs.flaws import Flaw, PackError
from lexicon.records import Scope

MOST_LINES: Final = 64_000_000
"""Bytes of all words: 10,000 of them with five meanings take 9 MB."""
_LIMITS: Final = Limits(MOST_FILES + 2, MOST_LINES, envelope.MOST)


@dataclass(frozen=True, slots=True)
class Span:
    """Where a file of the pack lies in it: first byte, counted from the beginning of the pack, and bytes."""

    at: int
    size: int


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that has been read to its end; ``spans`` by the names of its files."""

    envelope: Envelope
    contents: Contents
    spans: dict[str, Span]

    @property
    def head(self) -> Head:
        """What it says of itself."""
        return self.contents.head


def _never(_done: int, _all: int) -> None: ...


def read(file: BinaryIO, go_on: GoOn = _never, copy: BinaryIO | None = None) -> Pack:
    """Verify and read a pack; with ``copy`` each byte goes there, and it is the copy that is read.

    ``go_on`` hears how far it is and may raise to stop. Raises ``PackError``, ``NewerPackError`` or OSError.
    """
    signed = envelope.verify(file, lambda done, every: go_on(done, 3 * every), copy)
    with _plainly():
        contents, spans = _parse(copy or file, signed.size, go_on)
    follows = contents.head.follows
    if follows is not None and not keys.hands_over(follows, signed.maker):
        raise PackError(Flaw.FOLLOWS)
    return Pack(signed, contents, spans)


@contextmanager
def _plainly() -> Iterator[None]:
    """What is wrong with the zip or a line, as something wrong with the pack."""
    try:
        yield
    except ArchiveError as error:
        raise PackError(Flaw.ZIP, str(error)) from error
    except ProgressError as error:
        raise PackError(Flaw.LINE, str(error).removesuffix(" Nothing was changed.")) from error


def words_of(file: BinaryIO) -> Contents:
    """The words of a pack that was verified when it came; its voices may have been taken back since.

    Raises ``PackError`` or OSError.
    """
    with _plainly():
        archive = Archive(_body(file), zip_directory.entries(_body(file), _LIMITS, False))
        entry = next((one for one in archive.entries if one.name == WORDS_FILE), None)
        if entry is None:
            raise PackError(Flaw.FILES, WORDS_FILE)
        head, gone, files, reader = _words(_lines_of(archive, entry))
    return Contents(head, gone, reader.rows, files)


def spans_of(file: BinaryIO) -> dict[str, Span]:
    """Where the files of an installed pack lie. Raises ``PackError`` or OSError."""
    with _plainly():
        found = zip_directory.entries(_body(file), _LIMITS, False)
    return {entry.name: Span(BODY + entry.data, entry.size) for entry in found}


def _body(file: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, Window(file))


def _parse(file: BinaryIO, size: int, go_on: GoOn) -> tuple[Contents, dict[str, Span]]:
    archive = Archive(_body(file), zip_directory.entries(_body(file), _LIMITS, False))
    by_name = {entry.name: entry for entry in archive.entries}
    if WORDS_FILE not in by_name:
        raise PackError(Flaw.FILES, WORDS_FILE)
    for entry in archive.entries:
        if entry.deflated:
            raise PackError(Flaw.FILES, entry.name)
    head, gone, files, reader = _words(_lines_of(archive, by_name[WORDS_FILE]))
    go_on(4 * size // 3, 3 * size)
    told = {one.name: one for one in files}
    if told.keys() | {WORDS_FILE} != by_name.keys():
        odd = next(iter((told.keys() | {WORDS_FILE}) ^ by_name.keys()))
        raise PackError(Flaw.FILES, odd)
    if VOICES_FILE not in told:
        raise PackError(Flaw.FILES, VOICES_FILE)
    _check(archive, by_name[VOICES_FILE], told[VOICES_FILE], None)
    _voices(_lines_of(archive, by_name[VOICES_FILE]), reader)
    _check_scope(head, reader)
    if head.week is not None and all(row["id"] != head.week for row in reader.rows["list"]):
        raise PackError(Flaw.STRANGER, "week")
    wanted = _media(reader.rows, told)
    for entry in archive.entries:
        if entry.name in wanted:
            _check(archive, entry, told[entry.name], wanted[entry.name])
        go_on(size + min(size, BODY + entry.data) + size // 3, 3 * size)
    spans = {entry.name: Span(BODY + entry.data, entry.size) for entry in archive.entries}
    return Contents(head, gone, reader.rows, files), spans


def _lines_of(archive: Archive, entry: Entry) -> Iterator[Any]:
    if entry.size > MOST_LINES:
        raise PackError(Flaw.TOO_LARGE)
    rest = b""
    for piece in archive.chunks(entry):
        *whole, rest = (rest + piece).split(b"\n")
        if len(rest) > LONGEST_LINE:
            raise PackError(Flaw.TOO_MANY, "line")
        for line in whole:
            yield told_of(line)
    if rest:
        raise PackError(Flaw.CUT)


def _words(told: Iterator[Any]) -> tuple[Head, tuple[Any, ...], tuple[File, ...], lines.Reader]:
    head = head_of(next(told, None))
    reader, place, count, ended = lines.Reader(), 0, 0, False
    gone: list[Any] = []
    files: list[File] = []
    for line in told:
        name = line[0] if isinstance(line, list) and line else None
        if ended:
            raise PackError(Flaw.COUNT)
        if name == "end":
            ended = _end(line, count)
        elif name == "file" and not gone and not count:
            files.append(_file(line, files))
        elif name == "gone" and not count:
            (id_,) = strict.parts(line, "gone", 1)
            found = strict.an_id(id_)
            if gone and found <= gone[-1]:
                raise PackError(Flaw.ORDER, "gone")
            gone.append(found)
            if len(gone) > MOST_GONE:
                raise PackError(Flaw.TOO_MANY, "gone")
        else:
            place = reader.take(line, lines.WORDS, place)
            count += 1
    if not ended:
        raise PackError(Flaw.CUT)
    return head, tuple(gone), tuple(files), reader


def _voices(told: Iterator[Any], reader: lines.Reader) -> None:
    place, count, ended = 0, 0, False
    for line in told:
        if ended:
            raise PackError(Flaw.COUNT)
        if isinstance(line, list) and line and line[0] == "end":
            ended = _end(line, count)
        else:
            place = reader.take(line, lines.VOICES, place)
            count += 1
    if not ended:
        raise PackError(Flaw.CUT)


def _end(line: Any, count: int) -> bool:
    (said,) = strict.parts(line, "end", 1)
    if strict.whole(said, 0, 1 << 31, "end") != count:
        raise PackError(Flaw.COUNT)
    return True


def _file(line: Any, before: list[File]) -> File:
    name, size, sha256 = strict.parts(line, "file", 3)
    found = File(
        strict.text(name, 120, "file"),
        strict.whole(size, 0, MOST_LINES, "file"),
        strict.matching(sha256, fields.SHA256, "file"),
    )
    if before and found.name <= before[-1].name:
        raise PackError(Flaw.ORDER, "file")
    if len(before) >= MOST_FILES:
        raise PackError(Flaw.TOO_MANY, "file")
    return found


def _check_scope(head: Head, reader: lines.Reader) -> None:
    """In a pack for everybody no voice that was lent to a class."""
    if head.scope is Scope.PUBLIC:
        for row in reader.rows["consent"]:
            if row["scope"] != Scope.PUBLIC.value:
                raise PackError(Flaw.SCOPE, row["id"].hex)


def _media(rows: lines.Rows, told: dict[str, File]) -> dict[str, str]:
    """What each clip and picture must be, by name: a media type, or ``picture``."""
    clips = {clip_name(row["sha256"], row["media_type"]): row for row in rows["take"]}
    for name, row in clips.items():
        if name not in told:
            raise PackError(Flaw.FILES, name)
        if told[name].sha256 != row["sha256"]:
            raise PackError(Flaw.FILE, name)
    codes = {row["picture"] for kind in ("sense", "list") for row in rows[kind]}
    codes |= {row["value"] for row in rows["edit"] if row["field"] == "picture"}
    pictures = {picture_name(code): "picture" for code in codes if code}
    found = {name: row["media_type"] for name, row in clips.items()}
    found |= {name: kind for name, kind in pictures.items() if name in told}
    for name in told:
        if name not in found and name != VOICES_FILE:
            raise PackError(Flaw.FILES, name)
    return found


def _check(archive: Archive, entry: Entry, told: File, kind: str | None) -> None:
    """That a file is the one the pack names, and of the kind it should be."""
    most = media.MOST_PICTURE if kind == "picture" else media.MOST_CLIP if kind else MOST_LINES
    if entry.size > most or entry.size != told.size:
        raise PackError(Flaw.FILE, entry.name)
    if kind is None:
        digest = hashlib.sha256()
        for piece in archive.chunks(entry):
            digest.update(piece)
        found = digest.hexdigest()
    else:
        content = archive.read(entry)
        found = hashlib.sha256(content).hexdigest()
    if found != told.sha256:
        raise PackError(Flaw.FILE, entry.name)
    if kind == "picture":
        media.check_picture(content, entry.name)
    elif kind is not None:
        media.check_clip(content, kind, entry.name)
