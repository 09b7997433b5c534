"""LIFT from anywhere to anywhere: nothing is lost on the way back, nothing leaks, nothing leads elsewhere."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from lexicon.exchange.entries import Book, Entry, Media
from lexicon.exchange.flaws import ArchiveError
from lexicon.exchange.lift import reading, source, writing
from lexicon.exchange.lift.source import LiftError
from tests.lexicon.exchange.test_lift import BOMB, DATA, lift, valid

etree = pytest.importorskip("lxml.etree")

WORD = '<lexical-unit><form lang="ug"><text>{}</text></form></lexical-unit>'
SOUND = '<pronunciation><media href="{}"/></pronunciation>'
SENSE = '<sense id="{0}"><gloss lang="en"><text>{0}</text></gloss></sense>'


def entry(*parts: str, word: str = "ئالما", guid: str = "g") -> str:
    return f'<entry guid="{guid}">{WORD.format(word)}{"".join(parts)}</entry>'


def book(folder: Path, *entries: str, head: str = "") -> Book:
    (folder / "words.lift").write_bytes(lift(*entries, head=head))
    with source.opened(folder / "words.lift") as opened:
        return reading.book(opened)


def written(*entries: Entry) -> tuple[bytes, dict[str, bytes]]:
    """The XML and the files beside it."""
    with zipfile.ZipFile(io.BytesIO(writing.archive(entries, "back"))) as archive:
        files = {name.removeprefix("back/"): archive.read(name) for name in archive.namelist()}
    xml = files.pop("back.lift")
    if DATA.is_dir():
        assert valid(xml)
    return xml, files


def back(folder: Path, *entries: Entry) -> Sequence[Entry]:
    """What comes back of them; of sounds and pictures only the names."""
    (folder / "back.zip").write_bytes(writing.archive(entries, "back"))
    with source.opened(folder / "back.zip") as opened:
        return [
            replace(
                one,
                voices=tuple(Media(voice.name, lambda: b"") for voice in one.voices),
                picture=one.picture and Media(one.picture.name, lambda: b""),
            )
            for one in reading.book(opened).entries
        ]


# What a file may do to whoever reads it


@pytest.mark.parametrize("inside", ['<note type="&e9;"/>', "&e9;"], ids=["in an attribute", "in a text"])
def test_entities_are_refused_however_far_behind_they_are_declared(inside: str, tmp_path: Path) -> None:
    with pytest.raises(LiftError, match="does not have"):
        book(tmp_path, entry(inside), head=f"<!--{'x' * 70_000}-->{BOMB}")


@pytest.mark.parametrize(
    "content", ["<x/>" * 1_200_000, entry("<x/>" * 1_200_000)], ids=["between entries", "in an entry"]
)
def test_what_would_fill_the_memory_is_refused_while_it_is_read(content: str, tmp_path: Path) -> None:
    path = tmp_path / "words.lift"
    path.write_bytes(lift(content))
    with source.opened(path) as opened:
        file = opened.open()
        with pytest.raises(LiftError, match="too large for an entry"):
            list(reading.elements(replace(opened, open=lambda: file)))
    assert path.stat().st_size > reading.MOST_HELD + 500_000


def test_a_lexicon_in_a_zip_is_never_unpacked_whole(tmp_path: Path) -> None:
    many = lift(*(entry(SENSE.format(number), guid=str(number)) for number in range(5_000)))
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a/a.lift", many)
    with source.opened(tmp_path / "a.zip") as opened, opened.open() as file:
        pieces = list(iter(lambda: file.read1(1 << 20), b""))
    assert b"".join(pieces) == many and max(map(len, pieces)) <= 1 << 16


def test_a_damaged_zip_is_noticed_though_its_xml_can_be_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_STORED) as made:
        made.writestr("a/a.lift", lift(entry()))
    whole = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(whole.replace(b'guid="g"', b'guid="h"'))
    with pytest.raises(ArchiveError), source.opened(tmp_path / "a.zip") as opened:
        reading.book(opened)


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    far, here = tmp_path / "far", tmp_path / "here"
    far.mkdir()
    here.mkdir()
    (far / "secret").write_bytes(b"secret")
    (here / "audio").symlink_to(far)
    (here / "pictures").mkdir()
    (here / "pictures" / "secret").symlink_to(far / "secret")
    assert book(here, entry(SOUND.format("secret"))).entries[0].voices == ()
    (here / "words.lift").rename(far / "words.lift")
    (here / "other.lift").symlink_to(far / "words.lift")
    with pytest.raises(LiftError, match="there are 0"), source.opened(here):
        pass


# What real folders and zips are like


def test_a_file_that_is_missing_is_reported_and_its_word_comes_in(tmp_path: Path) -> None:
    picture = '<sense><illustration href="C:\\Users\\x\\alma.png"/></sense>'
    found = book(tmp_path, entry(SOUND.format("alma.mp3"), picture))
    assert [one.headword for one in found.entries] == ["ئالما"]
    assert [one.place for one in found.passed] == ["entry 1", "entry 1"]
    assert all("does not lie with the lexicon" in one.why for one in found.passed)
    assert "alma.mp3" in found.passed[0].why and "Users" not in found.passed[1].why


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ("my apple.mp3", "file:///C:/x/my%20apple.mp3"),
        ("Alma.MP3", "alma.mp3"),
        (unicodedata.normalize("NFD", "öy.mp3"), "öy.mp3"),
        ("alma.mp3", "C:alma.mp3"),
    ],
    ids=["with spaces", "in capitals", "from a Mac", "of a drive"],
)
def test_a_sound_is_found_though_its_name_is_written_otherwise(there: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "Audio").mkdir()
    (tmp_path / "Audio" / there).write_bytes(b"a sound")
    (found,) = book(tmp_path, entry(SOUND.format(said))).entries
    assert [voice.read() for voice in found.voices] == [b"a sound"]
    _, files = written(found)
    assert list(files.values()) == [b"a sound"]
    assert len(back(tmp_path, found)[0].voices) == 1


def test_the_shadows_that_macos_puts_into_a_zip_are_no_lexicons(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a/A.LIFT", lift(entry()))
        made.writestr("__MACOSX/a/._A.LIFT", b"\0\5\x16\7")
        made.writestr("a/._A.LIFT", b"\0\5\x16\7")
    with source.opened(tmp_path / "a.zip") as opened:
        assert len(reading.book(opened).entries) == 1


def test_words_and_what_is_kept_come_in_nfc(tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "ئۆي")
    marked = '<gloss lang="en"><text>\u0338x</text></gloss>'  # put together with the > before it: no XML
    (found,) = book(tmp_path, entry(f"<sense>{marked}</sense>", word=apart)).entries
    assert found.headword == unicodedata.normalize("NFC", apart) and found.headword in found.rest
    assert back(tmp_path, found)[0].glosses == {"en": "\u0338x"}
