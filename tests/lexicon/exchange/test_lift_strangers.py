"""LIFT from anywhere to anywhere: nothing is lost on the way back, nothing leaks, nothing leads elsewhere."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon.exchange.entries import Book, Entry, Media, Sentence
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


# What leaves


def test_paths_stay_here_and_pages_of_the_web_go_along(tmp_path: Path) -> None:
    link = '<sense><gloss lang="en"><text>a <span href="{}">b</span></text></gloss></sense>'
    path = "C:\\Users\\somebody\\alma.wav"
    form = f'<citation><form lang="ug-Zxxx-x-AUDIO"><text>{path}</text></form></citation>'
    found = book(
        tmp_path,
        entry(form, link.format("https://example.org/a/b"), link.format("file:///home/somebody/c.html")),
    )
    xml = written(*found.entries)[0].decode()
    assert "https://example.org/a/b" in xml and "c.html" in xml and "alma.wav" in xml
    assert "somebody" not in xml and "home" not in xml


def test_two_sounds_of_one_name_are_both_kept(tmp_path: Path) -> None:
    entries = []
    for place, name in ((b"one", "a.mp3"), (b"two", "a.mp3"), (b"three", "A.mp3")):
        folder = tmp_path / place.decode() / "audio"
        folder.mkdir(parents=True)
        (folder / name).write_bytes(place)
        entries += book(folder.parent, entry(SOUND.format(name), guid=place.decode())).entries
    (tmp_path / "back.zip").write_bytes(writing.archive(entries, "back"))
    with source.opened(tmp_path / "back.zip") as opened:
        found = [[voice.read() for voice in one.voices] for one in reading.book(opened).entries]
    assert found == [[b"one"], [b"two"], [b"three"]]


@pytest.mark.parametrize(
    "name", ["../../x.mp3", "/etc/x.mp3", "a.mp3/../../b", "a\\b.mp3", "C:x.mp3", "x\0.mp3", "._x.mp3"]
)
def test_no_name_of_a_file_climbs_out_of_the_zip(name: str) -> None:
    for rest in ("", entry(SOUND.format("x.mp3"))):
        _, files = written(Entry("ئالما", voices=(Media(name, lambda: b"a sound"),), rest=rest))
        (path,) = files
        assert path.startswith("audio/") and path.count("/") == 1 and ".." not in path
        assert set(path.removeprefix("audio/")) <= set("0123456789abcdef.mpin")


def test_what_xml_cannot_hold_is_left_out(tmp_path: Path) -> None:
    (found,) = back(tmp_path, Entry("ئال\x00ما", {"en": "ap\x0bple"}, note="a\ud800b", key="i\x1fd"))
    assert (found.headword, found.glosses, found.note, found.key) == ("ئالما", {"en": "apple"}, "ab", "id")


@pytest.mark.parametrize("rest", ['{"fields": []}', "<sense/>", '<!DOCTYPE entry [<!ENTITY a "b">]><entry/>'])
def test_what_another_door_keeps_is_none_of_ours(rest: str, tmp_path: Path) -> None:
    (found,) = back(tmp_path, Entry("ئالما", {"en": "apple"}, key="k", rest=rest))
    assert (found.headword, found.glosses) == ("ئالما", {"en": "apple"})


def test_a_word_in_other_letters_does_not_go_for_the_stored_spelling() -> None:
    xml, _ = written(Entry("alma", key="1"), Entry("алма", key="2"))
    assert b'lang="ug-Latn"' in xml and b'lang="ug-Cyrl"' in xml and b'lang="ug"' not in xml


def test_two_words_that_share_a_key_stay_two(tmp_path: Path) -> None:
    found = back(tmp_path, Entry("ئالما", key="k"), Entry("نان", key="k"))
    assert [one.headword for one in found] == ["ئالما", "نان"]
    assert len({one.key for one in found}) == 2


# What is laid over


def test_a_sense_goes_to_its_own_place_though_the_others_stay_away(tmp_path: Path) -> None:
    _, second = book(tmp_path, entry(SENSE.format("apple"), SENSE.format("cheek"))).entries
    found = back(tmp_path, replace(second, glosses={"en": "red cheek"}))
    assert [one.glosses for one in found] == [{"en": "apple"}, {"en": "red cheek"}]


def test_senses_that_come_apart_are_one_entry_again(tmp_path: Path) -> None:
    first, second, other = book(
        tmp_path, entry(SENSE.format("apple"), SENSE.format("cheek")), entry(word="نان", guid="h")
    ).entries
    xml, _ = written(first, other, second)
    assert xml.count(b"<entry") == 2 and xml.count(b"<sense") == 2


def test_two_entries_that_are_alike_to_the_letter_stay_two(tmp_path: Path) -> None:
    alike = f"<entry>{WORD.format('ئالما')}{SENSE.format('apple')}</entry>"
    entries = book(tmp_path, alike, alike).entries
    assert len(back(tmp_path, *entries)) == 2


def test_everything_that_is_known_better_is_laid_over_and_the_rest_stays(tmp_path: Path) -> None:
    strange = '<field type="x"><form lang="en"><text>kept</text></form></field>'
    typed = '<note type="y"><form lang="en"><text>typed</text></form></note>'
    latin = '<citation><form lang="ug-Latn"><text>alma</text></form></citation>'
    sense = f'<sense id="s"><gloss lang="en"><text>apple</text></gloss>{strange}{typed}</sense>'
    (found,) = book(tmp_path, entry(latin, sense)).entries
    better = replace(
        found, headword="نان", part_of_speech="noun", examples=(Sentence("نان يە.", {"en": "Eat bread."}),),
        lists=("food",), note="a note", picture=Media("p.png", lambda: b"a picture"),
        voices=(Media("v.mp3", lambda: b"a sound"),),
    )  # fmt: skip
    xml, files = written(better)
    assert sorted(files.values()) == [b"a picture", b"a sound"]
    assert xml.count(b"kept") == xml.count(b"typed") == 1 and b"alma" not in xml and b">nan<" in xml
    (again,) = back(tmp_path, better)
    assert (again.headword, again.part_of_speech, again.examples, again.lists) == (
        "نان", "noun", better.examples, ("food",),
    )  # fmt: skip
    assert again.picture is not None and len(again.voices) == 1
    assert set(again.note.split(" ")) == {"typed", "a", "note"}
    assert written(again)[0] == written(better)[0]


BETTER = {
    "headword": "نان", "glosses": {"en": "bread", "de": "Brot"}, "part_of_speech": "noun", "note": "a note",
    "examples": (Sentence("نان يە.", {"en": "Eat bread."}),), "lists": ("food", "home"),
    "picture": Media("p.png", lambda: b"a picture"), "voices": (Media("v.mp3", lambda: b"a sound"),),
}  # fmt: skip


@pytest.mark.skipif(not DATA.is_dir(), reason="the schema is not beside the project")
@given(known=st.sets(st.sampled_from(sorted(BETTER))), strange=st.permutations(["field", "note", "trait"]))
def test_whatever_is_laid_over_whatever_stands_there_it_is_valid(
    known: set[str], strange: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    form = '<form lang="en"><text>x</text></form>'
    there = {
        "field": f'<field type="x">{form}</field>', "note": f'<note type="y">{form}</note>',
        "trait": '<trait name="z" value="z"/>',
    }  # fmt: skip
    sense = (
        f'<sense><gloss lang="en"><text>apple</text></gloss>{"".join(there[one] for one in strange)}</sense>'
    )
    (found,) = book(tmp_path_factory.getbasetemp(), entry(sense)).entries
    written(replace(found, **{name: BETTER[name] for name in known}))
