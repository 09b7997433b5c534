"""LIFT: real lexicons are read as they are and go back as they came; ours is valid; strangers' do nothing."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexicon.exchange.entries import Book, Entry, Media, Sentence
from lexicon.exchange.flaws import ArchiveError
from lexicon.exchange.lift import reading, source, writing
from lexicon.exchange.lift.source import LiftError, plain_name

etree = pytest.importorskip("lxml.etree")

DATA = Path(__file__).parents[4] / "shared" / "data" / "lift"
SAMPLES = {"RWC.zip": 183, "Resembli.zip": 257, "SingleEntryLiftWithSound.zip": 1,
           "SingleEntryLiftWithTwoSound.zip": 1, "biatah.lift": 2_832}  # fmt: skip
needs_samples = pytest.mark.skipif(not DATA.is_dir(), reason="the sample lexicons are not beside the project")


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def valid(xml: bytes) -> bool:
    schema = etree.RelaxNG(etree.parse(str(DATA / "lift-0.13.rng")))
    return bool(schema.validate(etree.fromstring(xml)))


def read(path: Path) -> tuple[Book, bytes, list[tuple[Any, ...]]]:
    """A lexicon's entries, its XML, and what each entry says, with the bytes of its media."""
    with source.opened(path) as opened:
        book = reading.book(opened)
        with opened.open() as file:
            return book, file.read(), [said(entry) for entry in book.entries]


def said(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.headword, dict(entry.glosses), entry.part_of_speech, entry.examples, entry.lists, entry.note,
        entry.key, entry.rest, None if entry.picture is None else entry.picture.read(),
        [voice.read() for voice in entry.voices],
    )  # fmt: skip


@needs_samples
@pytest.mark.parametrize("name", SAMPLES)
def test_a_real_lexicon_is_read_written_and_read_again_the_same(name: str, tmp_path: Path) -> None:
    with source.opened(DATA / name) as opened:
        book = reading.book(opened)
        before = [said(entry) for entry in book.entries]
        (tmp_path / "back.zip").write_bytes(writing.archive(book.entries, book.title))
    _, xml, after = read(tmp_path / "back.zip")
    assert len(before) == SAMPLES[name] and before == after
    assert valid(xml)
    assert b"file://" not in xml and b"Users" not in xml and b":/" not in xml.replace(b"http://", b"")


@needs_samples
def test_what_is_known_of_a_real_entry_is_found() -> None:
    book, _, _ = read(DATA / "SingleEntryLiftWithSound.zip")
    (entry,) = book.entries
    assert [voice.name for voice in entry.voices] == ["short.mp3"]
    book, _, _ = read(DATA / "biatah.lift")
    basket = next(one for one in book.entries if one.headword == "abit")
    assert basket.glosses == {"en": "water carrying basket"} and basket.picture is None
    assert sum(one.why == "it was deleted there" for one in book.passed) > 0


@needs_samples
def test_a_better_meaning_is_laid_over_and_what_is_unknown_survives(tmp_path: Path) -> None:
    book, _, _ = read(DATA / "Resembli.zip")
    entry = next(one for one in book.entries if "<field" in one.rest and one.glosses)
    code = next(iter(entry.glosses))
    better = Entry(
        entry.headword, {**entry.glosses, code: "better", "ug": "ئالما"}, key=entry.key, rest=entry.rest
    )
    (tmp_path / "back.zip").write_bytes(writing.archive([better], "back"))
    (found,) = read(tmp_path / "back.zip")[0].entries
    assert found.glosses[code] == "better" and found.glosses["ug"] == "ئالما"
    assert found.rest.count("<field") == entry.rest.count("<field")
    assert found.rest.count("<trait") == entry.rest.count("<trait")


OURS = (
    Entry(
        "ئالما", {"de": "Apfel", "en": "apple"}, "noun", (Sentence("ئالما يە.", {"en": "Eat an apple."}),),
        ("مېۋە",), Media("1F34E.png", lambda: b"a picture"), (Media("a.mp3", lambda: b"a sound"),),
        "a note", "id 1",
    ),
    Entry("رەھمەت ئېيتماق", {"en": "to say <thank> & you"}, key="id 2"),
)  # fmt: skip


def test_ours_has_three_scripts_is_valid_and_comes_back(tmp_path: Path) -> None:
    (tmp_path / "ours.zip").write_bytes(writing.archive(OURS, "مېۋە"))
    assert writing.archive(OURS, "مېۋە") == (tmp_path / "ours.zip").read_bytes()
    book, xml, found = read(tmp_path / "ours.zip")
    assert [one[:7] for one in found] == [said(one)[:7] for one in OURS]
    assert found[0][8:] == (b"a picture", [b"a sound"])
    assert all(f'lang="{code}"'.encode() in xml for code in ("ug", "ug-Latn", "ug-Cyrl"))
    assert book.title == "مېۋە"
    if DATA.is_dir():
        assert valid(xml)


TEXTS = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=12).map(nfc)


WORDS = st.sampled_from(["ئالما", "نان", "سۇ"])
GLOSSES = st.dictionaries(st.sampled_from(["en", "de"]), TEXTS)


@settings(deadline=None)  # files are written: how long that takes says nothing
@given(st.lists(st.tuples(WORDS, GLOSSES), min_size=1, max_size=6))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, words: list[tuple[str, dict[str, str]]]
) -> None:
    entries = [Entry(word, glosses, key=f"id {n}") for n, (word, glosses) in enumerate(words)]
    path = tmp_path_factory.mktemp("lift") / "ours.zip"
    path.write_bytes(writing.archive(entries, "ours"))
    found = read(path)[0].entries
    assert [(one.headword, dict(one.glosses), one.key) for one in found] == [
        (one.headword, one.glosses, one.key) for one in entries
    ]


def lift(*entries: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{head}<lift version="0.13">{"".join(entries)}</lift>'.encode()
    )


APPLE = '<entry guid="g"><lexical-unit><form lang="ug"><text>ئالما</text></form>{}</lexical-unit>{}</entry>'
WESAY = '<form lang="ug-Zxxx-x-audio"><text>C:\\Users\\somebody\\alma.wav</text></form>'
FLEX = '<pronunciation><media href="../../etc/passwd"/><media href="file:///home/x/audio/alma.wav"/></pronunciation>'


@pytest.mark.parametrize(("form", "spoken"), [(WESAY, ""), ("", FLEX)], ids=["WeSay", "FieldWorks"])
def test_a_sound_is_found_in_both_styles_and_nowhere_but_beside_the_lexicon(
    form: str, spoken: str, tmp_path: Path
) -> None:
    (tmp_path / "audio").mkdir()
    (tmp_path / "audio" / "alma.wav").write_bytes(b"a sound")
    (tmp_path / "words.lift").write_bytes(lift(APPLE.format(form, spoken)))
    for path in (tmp_path, tmp_path / "words.lift"):
        (entry,) = read(path)[0].entries
        assert [voice.read() for voice in entry.voices] == [b"a sound"]
        assert "etc" not in entry.rest and "home" not in entry.rest


@pytest.mark.parametrize("name", ["..", "a/..", "", "C:\\", "/"])
def test_a_name_that_is_none_is_none(name: str) -> None:
    assert plain_name(name) == ""


def zipped(names: Sequence[str], content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, content)
    return out.getvalue()


BOMB = "<!DOCTYPE lift [" + "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10)
) + "]>"  # fmt: skip
REACHING = '<!DOCTYPE lift [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "entities that grow": ("a.lift", lift(APPLE.format("", "&e9;"), head=BOMB), "does not have"),
    "an entity that reaches": ("a.lift", lift(APPLE.format("", "&e;"), head=REACHING), "does not have"),
    "in UTF-16 too": (
        "a.lift", lift(head=BOMB).decode().replace("utf-8", "utf-16").encode("utf-16"), "does not have",
    ),
    "cut off": ("a.lift", lift(APPLE.format("", ""))[:-30], "damaged in line"),
    "another encoding": (
        "a.lift", lift(APPLE.format("", "")).decode().encode("cp1256", "replace"), "damaged",
    ),
    "no LIFT": ("a.lift", b"<html><entry/></html>", "no LIFT file"),
    "nested without end": ("a.lift", lift(APPLE.format("", "<a>" * 5_000 + "</a>" * 5_000)), "damaged"),
    "two lexicons": ("a.zip", zipped(["a/a.lift", "b/b.lift"], lift()), "there are 2"),
    "none": ("a.zip", zipped(["a.txt"], b"x"), "there are 0"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_lexicon_is_refused_with_the_reason(what: str, tmp_path: Path) -> None:
    name, content, says = HOSTILE[what]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(LiftError, match=says):
        read(tmp_path / name)


@pytest.mark.parametrize(
    "content", [b"no zip", zipped(["../a.lift"], lift()), zipped(["a/a.lift"], bytes(10_000_000))],
    ids=["no zip", "a path that climbs", "a bomb"],
)  # fmt: skip
def test_a_zip_that_is_odd_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(ArchiveError):
        read(tmp_path / "a.zip")


def test_a_hundred_thousand_entries_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "large.lift"
    with path.open("wb") as file:
        file.write(b'<lift version="0.13">')
        for number in range(100_000):
            sense = f'<sense><gloss lang="en"><text>{number}</text></gloss></sense>'
            file.write(APPLE.format("", sense).encode())
        file.write(b"</lift>")
    with source.opened(path) as opened:
        count = most = 0
        for element in reading.elements(opened):
            count += 1
            most = max(most, len(element.getparent()))
    assert count == 100_000 and most < 2_000  # what was read is let go; a block is read ahead
