"""What a zip says is in it, and whether all that it says agrees.

By the format's own description (APPNOTE.TXT 6.3.10, PKWARE). Each entry's own header must say what the
directory says. The entries lie one behind the other from the first byte to the directory, with nothing
between, before or after: a file that is also something else is refused.
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from lexicon.exchange.flaws import ArchiveError, Flaw

MOST_ENTRIES: Final = 0xFFFE
"""What a zip can count without the Zip64 extension, which is refused: no family's file is so large."""
MOST_RATIO: Final = 100
"""How many times its packed size a file may have. Measured with deflate: a take of the test recipe 1.2 to
1.5, the starter's tables 2.8, a list of hashes in JSON 3.6; digital silence 570, zeros alone 1,009."""
LONGEST_NAME: Final = 1024
"""Bytes. MediaWiki's titles, which are in Lingua Libre's names, have at most 255; three parts of a path."""

_END: Final = struct.Struct("<4s4H2LH")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED: Final = 1 << 0 | 1 << 6 | 1 << 13
_SIZES_FOLLOW: Final = 1 << 3
_UTF8: Final = 1 << 11
_KNOWN_FLAGS: Final = _SIZES_FOLLOW | _UTF8 | 1 << 1 | 1 << 2  # the last two: how hard deflate tried
_DESCRIPTORS: Final = (12, 16)
"""Bytes that may follow an entry whose sizes follow: with and without a mark of their own."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``entries`` how many files and folders, ``bytes`` of one file unpacked, ``total`` bytes of all,
    ``ratio`` how many times its packed size a file may have."""

    entries: int
    bytes: int
    total: int
    ratio: int = MOST_RATIO


@dataclass(frozen=True, slots=True)
class Entry:
    """One file. ``size`` and ``packed`` in bytes; ``begin`` is where its header lies in the zip, ``data``
    where its packed bytes do."""

    name: str
    size: int
    packed: int
    crc32: int
    deflated: bool
    begin: int
    data: int


def entries(file: BinaryIO, limits: Limits, twins: bool) -> tuple[Entry, ...]:
    """The files of a zip, without its folders, in the order they lie in. Raises ``ArchiveError``."""
    count, directory, end = _directory(file)
    if count > limits.entries:
        raise ArchiveError(Flaw.TOO_MANY)
    file.seek(directory)
    headers = [_header(file, limits) for _ in range(count)]
    if file.tell() != end:
        raise ArchiveError(Flaw.NOT_A_ZIP)
    if sum(entry.size for entry, _ in headers) > limits.total:
        raise ArchiveError(Flaw.TOO_LARGE_TOGETHER)
    names = [entry.name for entry, _ in headers]
    _check_names(names, twins)
    found, at = [], 0
    for entry, flags in sorted(headers, key=lambda one: one[0].begin):
        if entry.begin != at:
            raise ArchiveError(Flaw.OVERLAP if entry.begin < at else Flaw.JUNK, entry.name)
        whole = _located(file, entry, flags)
        found.append(whole)
        at = whole.data + whole.packed
        if flags & _SIZES_FOLLOW:
            at += _descriptor(file, at, whole)
    if at != directory:
        raise ArchiveError(Flaw.OVERLAP if at > directory else Flaw.JUNK)
    return tuple(entry for entry in found if not entry.name.endswith("/"))


def _directory(file: BinaryIO) -> tuple[int, int, int]:
    """How many entries there are, and where the directory begins and ends."""
    size = file.seek(0, 2)
    start = max(0, size - _END.size - 0xFFFF)
    file.seek(start)
    tail = file.read()
    marks = [found.start() for found in re.finditer(b"PK\x05\x06", tail)]
    ends = [
        at
        for at in marks
        if at + _END.size + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail)  # its comment fits
    ]
    if len(ends) != 1:  # none that fits: cut off, or something after it; two: readers would differ
        raise ArchiveError(Flaw.JUNK if marks else Flaw.NOT_A_ZIP)
    _, disk, first, here, count, length, begin, _ = _END.unpack_from(tail, ends[0])
    end = start + ends[0]
    zip64 = tail[max(0, ends[0] - 20) : ends[0]].startswith(b"PK\x06\x07")
    if disk or first or here != count or count > MOST_ENTRIES or zip64:
        raise ArchiveError(Flaw.TOO_MANY if count > MOST_ENTRIES or zip64 else Flaw.NOT_A_ZIP)
    if begin + length != end:
        raise ArchiveError(Flaw.JUNK if begin + length < end else Flaw.NOT_A_ZIP)
    return count, begin, end


def _header(file: BinaryIO, limits: Limits) -> tuple[Entry, int]:
    """One entry as the directory has it, checked by itself; and its flags."""
    head = file.read(_CENTRAL.size)
    if len(head) < _CENTRAL.size or head[:4] != b"PK\x01\x02":
        raise ArchiveError(Flaw.NOT_A_ZIP)
    _, _, _, flags, method, _, _, crc, packed, size, *rest = _CENTRAL.unpack(head)
    of_name, of_extra, of_comment, disk, _, rights, begin = rest
    name = _decoded(file.read(of_name), flags)
    file.seek(of_extra + of_comment, 1)
    kind = stat.S_IFMT(rights >> 16)
    folder = name.endswith("/")
    wrong = {
        Flaw.NAME: not _allowed(name) or of_name > LONGEST_NAME,
        Flaw.ENCRYPTED: flags & _ENCRYPTED,
        Flaw.LINK: kind not in (0, stat.S_IFDIR if folder else stat.S_IFREG),
        Flaw.METHOD: method not in (_STORED, _DEFLATED) or flags & ~_KNOWN_FLAGS,
        Flaw.TOO_LARGE: size > limits.bytes or 0xFFFFFFFF in (size, packed, begin),
        Flaw.TOO_DENSE: size > limits.ratio * max(packed, 1),
        Flaw.DIFFERS: (method == _STORED and size != packed) or (folder and size) or disk,
    }
    for flaw, is_so in wrong.items():
        if is_so:
            raise ArchiveError(flaw, name)
    return Entry(name, size, packed, crc, method == _DEFLATED, begin, 0), flags


def _located(file: BinaryIO, entry: Entry, flags: int) -> Entry:
    """The entry with where its bytes lie, if its own header says what the directory says."""
    file.seek(entry.begin)
    head = file.read(_LOCAL.size)
    if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
        raise ArchiveError(Flaw.NOT_A_ZIP, entry.name)
    _, _, own_flags, method, _, _, crc, packed, size, of_name, of_extra = _LOCAL.unpack(head)
    said = (crc, packed, size)
    told = {(entry.crc32, entry.packed, entry.size)} | ({(0, 0, 0)} if flags & _SIZES_FOLLOW else set())
    same = own_flags == flags and (method == _DEFLATED) == entry.deflated and said in told
    if not same or _decoded(file.read(of_name), flags) != entry.name:
        raise ArchiveError(Flaw.DIFFERS, entry.name)
    return replace(entry, data=entry.begin + _LOCAL.size + of_name + of_extra)


def _descriptor(file: BinaryIO, at: int, entry: Entry) -> int:
    """How many bytes the sizes take that follow an entry. Raises ``ArchiveError`` where they are others."""
    file.seek(at)
    follows = file.read(max(_DESCRIPTORS))
    for length in _DESCRIPTORS:
        told = follows[length - 12 : length]
        marked = length == 12 or follows[:4] == b"PK\x07\x08"
        if marked and told == struct.pack("<3L", entry.crc32, entry.packed, entry.size):
            return length
    raise ArchiveError(Flaw.DIFFERS, entry.name)


def _decoded(name: bytes, flags: int) -> str:
    """UTF-8 where the zip says so; and where it does not (macOS says nothing), if it can be read so."""
    try:
        return name.decode()
    except UnicodeDecodeError as error:
        if flags & _UTF8:
            raise ArchiveError(Flaw.NAME, name.decode(errors="replace")) from error
        return name.decode("cp437")  # APPNOTE.TXT, appendix D


def _allowed(name: str) -> bool:
    parts = name.removesuffix("/").split("/")
    return (
        not {*parts} & {"", ".", ".."}
        and "\\" not in name
        and not re.match("[A-Za-z]:", name)
        and not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in name)
    )


def _check_names(names: Iterable[str], twins: bool) -> None:
    """No name twice, by capitals or by how accents are put together neither; no file that is a folder too."""
    seen: dict[str, bool] = {}  # whether it is a folder
    for name in names:
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).removesuffix("/")
        if key in seen and not (twins and not seen[key] and not name.endswith("/")):
            raise ArchiveError(Flaw.TWINS, name)
        seen[key] = name.endswith("/")
    for key in seen:
        parts = key.split("/")
        if any(seen.get("/".join(parts[:most])) is False for most in range(1, len(parts))):
            raise ArchiveError(Flaw.TWINS, key)
