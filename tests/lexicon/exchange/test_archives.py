"""Zips from strangers: honest ones open, every kind of bad one is refused with its own reason."""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon.exchange import archives
from lexicon.exchange.flaws import ArchiveError, Flaw
from lexicon.exchange.zip_directory import Limits

LIMITS = Limits(entries=20, bytes=100_000, total=300_000)
TWO = {"ئالما.ogg": b"apple " * 40, "ئات.ogg": b"horse"}


def zipped(
    files: Mapping[str, bytes] | Sequence[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as archive:
        warnings.simplefilter("ignore")  # of names that come twice
        for name, content in files.items() if isinstance(files, Mapping) else files:
            archive.writestr(name, content)
    return out.getvalue()


def read(content: bytes, tmp_path: Path, limits: Limits = LIMITS, *, twins: bool = False) -> dict[str, bytes]:
    path = tmp_path / "some.zip"
    path.write_bytes(content)
    with archives.opened(path, limits, twins=twins) as archive:
        return {entry.name: archive.read(entry) for entry in archive.entries}


def flaw(content: bytes, tmp_path: Path, limits: Limits = LIMITS) -> Flaw:
    with pytest.raises(ArchiveError) as caught:
        read(content, tmp_path, limits)
    return caught.value.flaw


def heads(content: bytes, mark: bytes) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(mark), content)]


def patched(content: bytes, changes: Mapping[int, bytes]) -> bytes:
    """The zip with bytes of its headers changed: ``changes`` by their place in a central header."""
    whole = bytearray(content)
    for local, central in zip(heads(content, b"PK\3\4"), heads(content, b"PK\1\2"), strict=True):
        for at, value in changes.items():
            whole[central + at : central + at + len(value)] = value
            if 6 <= at < 30:  # the same, two bytes earlier, in the entry's own header
                whole[local + at - 2 : local + at - 2 + len(value)] = value
    return bytes(whole)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_was_put_in_comes_out(tmp_path: Path, method: int) -> None:
    assert read(zipped(TWO, method), tmp_path) == TWO


@given(
    files=st.dictionaries(
        st.text("abئالмя0 .", min_size=1, max_size=8).filter(lambda name: name.strip(".") == name),
        st.binary(max_size=2_000).map(lambda some: some * 7),
        max_size=5,
    )
)
def test_any_files_come_back_as_they_were(
    files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert read(zipped(files), tmp_path_factory.getbasetemp()) == files


def test_folders_a_comment_and_sizes_that_follow_are_nothing_odd(tmp_path: Path) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

        def seek(self, _at: int, _whence: int = 0) -> int:
            raise OSError

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"Archive containing 1 recordings from Lingua Libre (lingualibre.org)"
        archive.mkdir("Q13263-uig-Uyghur")
        archive.writestr("Q13263-uig-Uyghur/a.ogg", b"sound" * 100)
    assert read(out.getvalue(), tmp_path) == {"Q13263-uig-Uyghur/a.ogg": b"sound" * 100}


def test_a_name_in_utf8_that_does_not_say_so_is_read_as_macos_meant_it(tmp_path: Path) -> None:
    plain = zipped({"ئات": b"horse"}, zipfile.ZIP_STORED)
    assert read(patched(plain, {8: b"\0\0"}), tmp_path) == {"ئات": b"horse"}


@pytest.mark.parametrize("content", [bytes(range(250)) * 4_000, bytes(1_000_000), bytes(65_540)])
def test_a_large_file_comes_in_small_pieces(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "large.zip"
    path.write_bytes(zipped({"a": content}))
    with archives.opened(path, Limits(1, 1_000_000, 1_000_000, ratio=2_000)) as archive:
        pieces = list(archive.chunks(archive.entries[0]))
    assert b"".join(pieces) == content
    assert max(map(len, pieces)) <= 65_536


def test_no_single_changed_byte_gives_another_name_or_other_content(tmp_path: Path) -> None:
    whole = zipped(TWO)
    for place in range(len(whole)):
        other = bytearray(whole)
        other[place] ^= 0x41
        try:
            found = read(bytes(other), tmp_path)
        except ArchiveError:
            continue
        assert found == TWO, place


def test_whatever_is_cut_off_is_refused(tmp_path: Path) -> None:
    whole = zipped(TWO)
    for length in range(len(whole)):
        with pytest.raises(ArchiveError):
            read(whole[:length], tmp_path)


@pytest.mark.parametrize("junk", [b"MZ", b"#!/bin/sh\n", b"\0" * 40])
def test_a_file_that_is_also_something_else_is_refused(tmp_path: Path, junk: bytes) -> None:
    whole = zipped(TWO)
    assert flaw(junk + whole, tmp_path) is Flaw.JUNK
    assert flaw(whole + junk, tmp_path) is Flaw.JUNK
    appended = io.BytesIO(junk)
    with zipfile.ZipFile(appended, "a") as archive:  # its offsets count the junk in
        archive.writestr("a", b"a")
    assert flaw(appended.getvalue(), tmp_path) is Flaw.JUNK


def test_something_hidden_between_two_files_is_refused(tmp_path: Path) -> None:
    whole = zipped({"a": b"a", "hidden": b"h", "c": b"c"}, zipfile.ZIP_STORED)
    first, hidden, last = heads(whole, b"PK\1\2")
    end = whole.rindex(b"PK\5\6")
    directory = whole[first:hidden] + whole[last:end]
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, len(directory), first, 0)
    assert flaw(whole[:first] + directory + tail, tmp_path) is Flaw.JUNK


def test_something_hidden_before_or_in_the_directory_is_refused(tmp_path: Path) -> None:
    whole = zipped({"a": b"a", "hidden": b"h"}, zipfile.ZIP_STORED)
    first, hidden = heads(whole, b"PK\1\2")
    of_hidden = heads(whole, b"PK\3\4")[1]
    end = whole.rindex(b"PK\5\6")
    before = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, hidden - first, first, 0)
    assert flaw(whole[:hidden] + before, tmp_path) is Flaw.JUNK  # the second file lies there, unlisted
    inside = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, end - first, of_hidden, 0)
    listed = whole[:of_hidden] + whole[first:end]
    assert flaw(listed + inside, tmp_path) is Flaw.NOT_A_ZIP  # it is listed, and not counted


def packed_by_hand(content: bytes, packed: bytes) -> bytes:
    """A zip whose one file is ``content`` by what it says, with these packed bytes."""
    head = (20, 0, 8, 0, 0, zlib.crc32(content), len(packed), len(content), 1)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", *head, 0) + b"a" + packed
    central = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *head, 0, 0, 0, 0, 0, 0) + b"a"
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def test_packed_bytes_that_go_on_or_stop_before_their_end_are_refused(tmp_path: Path) -> None:
    content = b"sound" * 50
    packer = zlib.compressobj(wbits=-15)
    unended = packer.compress(content) + packer.flush(zlib.Z_SYNC_FLUSH)
    whole = unended + packer.flush()
    assert read(packed_by_hand(content, whole), tmp_path) == {"a": content}
    assert flaw(packed_by_hand(content, unended), tmp_path) is Flaw.DAMAGED
    assert flaw(packed_by_hand(content, whole + b"hidden"), tmp_path) is Flaw.DAMAGED


def test_a_lock_in_the_file_that_the_directory_does_not_know_is_refused(tmp_path: Path) -> None:
    only_there = bytearray(zipped({"a": b"x"}))
    only_there[6] |= 1
    assert flaw(bytes(only_there), tmp_path) is Flaw.DIFFERS


def test_two_ends_that_readers_would_choose_between_are_refused(tmp_path: Path) -> None:
    whole = zipped(TWO)
    end = whole[-22:]
    assert flaw(whole[:-2] + struct.pack("<H", 22) + end, tmp_path) is Flaw.JUNK


def test_entries_that_lie_one_in_another_are_refused(tmp_path: Path) -> None:
    whole = zipped({"a": b"1" * 200, "b": b"1" * 200})
    first, second = heads(whole, b"PK\1\2")
    both = bytearray(whole)
    both[second + 42 : second + 46] = both[first + 42 : first + 46]  # the second points at the first
    assert flaw(bytes(both), tmp_path) is Flaw.OVERLAP


@pytest.mark.parametrize(
    "names",
    [
        ("alma.ogg", "alma.ogg"),
        ("alma.ogg", "Alma.OGG"),
        (unicodedata.normalize("NFC", "ئۈزۈم"), unicodedata.normalize("NFD", "ئۈزۈم")),
        ("a", "a/b"),
        ("a/b", "A"),
    ],
)
def test_names_that_are_the_same_somewhere_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    assert flaw(zipped([(name, b"x") for name in names]), tmp_path) is Flaw.TWINS


def test_where_nothing_is_looked_up_by_name_two_files_may_share_one(tmp_path: Path) -> None:
    twice = zipped([("u/ئات.ogg", b"first"), ("u/ئات.ogg", b"second")])
    path = tmp_path / "twice.zip"
    path.write_bytes(twice)
    with archives.opened(path, LIMITS, twins=True) as archive:
        assert [archive.read(entry) for entry in archive.entries] == [b"first", b"second"]


@pytest.mark.parametrize(
    "name",
    ["../a", "a/../b", "/etc/passwd", "C:a", "a\\b", "a//b", "./a", "a/.", "..", "a\nb", "x" * 1_100],
)
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    assert flaw(zipped({name: b"x"}), tmp_path) is Flaw.NAME


def test_a_name_with_nul_is_refused(tmp_path: Path) -> None:
    whole = zipped({"a_b.ogg.exe": b"x"}).replace(b"a_b", b"a\0b")
    assert flaw(whole, tmp_path) is Flaw.NAME


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR])
def test_what_is_no_plain_file_is_refused(tmp_path: Path, kind: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("a")
        info.external_attr = (kind | 0o777) << 16
        archive.writestr(info, b"/etc/passwd")
    assert flaw(out.getvalue(), tmp_path) is Flaw.LINK


def test_locked_files_and_unknown_ways_of_packing_are_refused(tmp_path: Path) -> None:
    assert flaw(patched(zipped({"a": b"x"}), {8: b"\1\0"}), tmp_path) is Flaw.ENCRYPTED
    assert flaw(zipped({"a": b"x" * 99}, zipfile.ZIP_BZIP2), tmp_path) is Flaw.METHOD
    assert flaw(zipped({"a": b"x" * 99}, zipfile.ZIP_LZMA), tmp_path) is Flaw.METHOD


def test_bombs_are_refused_before_anything_is_unpacked(tmp_path: Path) -> None:
    assert flaw(zipped({"a": bytes(90_000)}), tmp_path) is Flaw.TOO_DENSE
    assert flaw(zipped({"a": b"x" * 100_001}), tmp_path) is Flaw.TOO_LARGE
    assert flaw(zipped({str(one): b"x" for one in range(21)}), tmp_path) is Flaw.TOO_MANY
    four = {str(one): bytes(range(256)) * 350 for one in range(4)}
    assert flaw(zipped(four, zipfile.ZIP_STORED), tmp_path) is Flaw.TOO_LARGE_TOGETHER
    most = Limits(20, 0xFFFFFFFF, 0xFFFFFFFF)
    declared = patched(zipped({"a": b"x"}), {24: b"\xff\xff\xff\xff"})
    assert flaw(declared, tmp_path, most) is Flaw.TOO_LARGE


@pytest.mark.parametrize("size", [90, 110])
def test_a_file_that_is_longer_or_shorter_than_it_says_is_refused(tmp_path: Path, size: int) -> None:
    content = bytes(range(100))
    crc = zlib.crc32(content[:size])
    lie = patched(zipped({"a": content}), {16: struct.pack("<L", crc), 24: struct.pack("<L", size)})
    assert flaw(lie, tmp_path) is Flaw.DAMAGED
    only_there = bytearray(zipped({"a": content}))
    (central,) = heads(bytes(only_there), b"PK\1\2")
    only_there[central + 24 : central + 28] = struct.pack("<L", size)
    assert flaw(bytes(only_there), tmp_path) is Flaw.DIFFERS


def test_a_damaged_file_is_found_when_it_is_read(tmp_path: Path) -> None:
    whole = zipped({"a": b"sound" * 20}, zipfile.ZIP_STORED)
    assert flaw(whole.replace(b"soundsound", b"soundSound", 1), tmp_path) is Flaw.DAMAGED


def test_the_reason_names_the_file_and_nothing_of_it_plays_with_the_terminal(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as caught:
        read(zipped({"\u202egpj.\x1b[31m": b"x"}), tmp_path)
    assert str(caught.value) == "A file in the zip file has a name that is not allowed: �gpj.�[31m"


@pytest.mark.parametrize("content", [b"", b"PK", b"ID3 some song", b"PK\5\6" + bytes(18) + b"x"])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    assert flaw(content, tmp_path) in (Flaw.NOT_A_ZIP, Flaw.JUNK)


def test_an_empty_zip_has_nothing_in_it(tmp_path: Path) -> None:
    assert read(zipped({}), tmp_path) == {}
