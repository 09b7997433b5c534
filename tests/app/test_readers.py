"""A native reader's desk: what waits, what was said, and how it comes back into the word files."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import polib
import pytest
from click.testing import CliRunner, Result

from app import text_corrections
from app.cli import main
from app.services.household import Household
from app.services.readers import InterfaceText, Item, Readers
from lexicon import corrections
from lexicon.judgements import Kind, Said
from lexicon.places import Places
from lexicon.starter import applying, reading
from lexicon.starter.applying import Report
from lexicon.starter.rows import COLUMNS, read_lines
from lexicon.starter.sentences import COLUMNS as SENTENCE_COLUMNS
from tests.starter import laid

TEXTS = (InterfaceText("Next", "كېيىنكى", "Weiter"),)


def make(home: Path, seed: int) -> Household:
    rng = random.Random(seed)
    made = Household(
        laid(Places(home)), lambda: 1_795_000_000_000, lambda: UUID(int=rng.getrandbits(128), version=4)
    )
    made.open()
    return made


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    made = make(tmp_path / "home", 2)
    yield made
    made.close()


@pytest.fixture
def readers(household: Household) -> Readers:
    return Readers(household)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the project's own word files."""
    return Path(shutil.copytree(reading.HERE, tmp_path / "starter", ignore=shutil.ignore_patterns("*.py*")))


def first(readers: Readers, kind: Kind, language: str = "en") -> Item:
    return readers.desk(language, TEXTS).waiting[kind][0]


def apply(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["words", "apply", "--folder", str(folder), *words])


def test_everything_waits_until_it_is_read_and_then_no_more(readers: Readers) -> None:
    desk = readers.desk("en", TEXTS)
    read = reading.read()
    assert {kind: len(items) for kind, items in desk.waiting.items()} == {
        Kind.WORD: len(read.senses),
        Kind.PICTURE: sum(sense.picture is not None for sense in read.senses),
        Kind.SENTENCE: len(read.sentences),
        Kind.TEXT: 1,
    }
    cat = first(readers, Kind.WORD)
    assert (cat.text, cat.meaning, cat.picture) == ("مۈشۈك", "cat", "1F431")
    readers.say(cat, Said.APPROVE)
    after = readers.desk("en", TEXTS)
    assert (after.read[Kind.WORD], after.said) == (1, 1)
    assert cat not in after.waiting[Kind.WORD]
    readers.take_back(cat)
    assert readers.desk("en", TEXTS).waiting[Kind.WORD][0] == cat


def test_what_is_shown_is_what_the_files_say(readers: Readers) -> None:
    """Or nothing that was read at the desk could ever be applied."""
    for language in ("en", "de"):
        desk = readers.desk(language, TEXTS)
        lines = {}
        for path in reading.files(reading.HERE):
            lines |= {line.cells["id"]: line for line in read_lines(path.name, path.read_bytes(), COLUMNS)[0]}
        for path in sorted((reading.HERE / "sentences").glob("*.tsv")):
            found = read_lines(path.name, path.read_bytes(), SENTENCE_COLUMNS)[0]
            lines |= {line.cells["id"]: line for line in found}
        for kind in (Kind.WORD, Kind.PICTURE, Kind.SENTENCE):
            for item in desk.waiting[kind]:
                assert item.shown == applying.shown(kind, lines[item.target], language)


def test_a_reader_goes_on_where_it_stopped_and_keeps_its_id(household: Household, readers: Readers) -> None:
    readers.say(first(readers, Kind.WORD), Said.APPROVE)
    before = readers.desk("en")
    household.close()
    again = Readers(household).desk("en")
    assert (again.reader, again.read[Kind.WORD]) == (before.reader, 1)


def test_what_was_said_travels_as_a_file_that_names_nobody_and_no_day(readers: Readers) -> None:
    readers.say(first(readers, Kind.WORD), Said.CORRECT, {"headword": "مۈشۈكجان"})
    content = readers.save().read_bytes()
    found = corrections.read(content)
    assert (found.name, found.judgements[0].changes) == ("", {"headword": "مۈشۈكجان"})
    assert found.judgements[0].month == "2026-11"
    assert b"2026-11-" not in content


def test_from_the_desk_into_the_word_files(readers: Readers, folder: Path) -> None:
    cat = first(readers, Kind.WORD)
    readers.say(cat, Said.APPROVE)
    dog = first(readers, Kind.WORD)
    readers.say(dog, Said.CORRECT, {"meaning.en": "dog, hound"})
    readers.say(first(readers, Kind.PICTURE), Said.REMOVE)
    sentence = first(readers, Kind.SENTENCE)
    readers.say(sentence, Said.REMOVE)
    done = apply(folder, str(readers.save()))
    assert done.exit_code == 0, done.output
    assert "1 approved, 1 corrected, 2 removed, 0 not sure" in done.output
    after = reading.read(folder)
    assert after.complaints == ()
    senses = {str(sense.id): sense for sense in after.senses}
    assert (senses[cat.target].status, senses[cat.target].picture) == ("approved", None)
    assert (senses[dog.target].status, senses[dog.target].glosses["en"]) == ("approved", "dog, hound")
    assert sentence.target not in {str(one.id) for one in after.sentences}
    checked = CliRunner().invoke(main, ["words", "check", str(folder)])
    assert checked.exit_code == 0, checked.output


def test_two_readers_who_differ_lie_side_by_side_at_the_desk_and_at_the_end(
    readers: Readers, household: Household, folder: Path, tmp_path: Path
) -> None:
    other_home = make(tmp_path / "other", 3)
    other = Readers(other_home)
    fish = other.desk("en").waiting[Kind.WORD][6]
    other.say(fish, Said.REMOVE)
    theirs = other.save()
    other_home.close()
    outbox = household.places.outbox
    outbox.mkdir(parents=True)
    shutil.copy(theirs, outbox / "from-moma.anatil-corrections")
    (found,) = readers.found()
    assert readers.bring(found) == 1
    shown = first(readers, Kind.WORD)  # what differs comes first
    assert shown.target == fish.target
    assert [one.said for one in shown.others] == [Said.REMOVE]
    readers.say(shown, Said.APPROVE)
    mine = readers.save()
    assert len(corrections.read(mine.read_bytes()).judgements) == 1  # only one's own travel on
    before = {path: path.read_bytes() for path in folder.rglob("*.tsv")}
    done = apply(folder, str(mine), str(theirs))
    assert done.exit_code == 1
    assert f"{fish.text} ({fish.meaning}) — the readers differ:" in done.output
    assert {path: path.read_bytes() for path in folder.rglob("*.tsv")} == before
    reader = str(readers.desk("en").reader)
    assert apply(folder, str(mine), str(theirs), "--prefer", reader[:8]).exit_code == 0


def test_a_file_that_is_none_is_refused_with_a_sentence_and_changes_nothing(
    folder: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.anatil-corrections"
    bad.write_bytes(b"PK\x03\x04")
    before = {path: path.read_bytes() for path in folder.rglob("*.tsv")}
    done = apply(folder, str(bad))
    assert done.exit_code == 1
    assert "bad.anatil-corrections was not used: the file is not what Ana Til writes" in done.output
    assert "Traceback" not in done.output
    assert {path: path.read_bytes() for path in folder.rglob("*.tsv")} == before


def test_a_bad_file_among_the_others_is_named_at_the_desk(readers: Readers, household: Household) -> None:
    household.places.outbox.mkdir(parents=True)
    bad = household.places.outbox / "bad.anatil-corrections"
    bad.write_bytes(b"{}")
    assert readers.found() == (bad,)
    with pytest.raises(corrections.CorrectionsError):
        readers.bring(bad)
    assert readers.desk("en").waiting[Kind.WORD][0].others == ()


def test_a_text_of_the_interface_is_approved_and_corrected(readers: Readers, tmp_path: Path) -> None:
    path = tmp_path / "ug.po"
    catalogue = polib.POFile()
    for english, uyghur in (("Next", "كېيىنكى"), ("Keep", "قالسۇن")):
        catalogue.append(polib.POEntry(msgid=english, msgstr=uyghur, tcomment=text_corrections.WAITING))
    catalogue.save(str(path))
    readers.say(first(readers, Kind.TEXT), Said.CORRECT, {"text": "داۋاملاشتۇرۇش"})
    report = Report()
    text_corrections.apply([corrections.read(readers.save().read_bytes())], report, path=path)
    after = {entry.msgid: entry for entry in polib.pofile(str(path))}
    assert (report.corrected, after["Next"].msgstr) == (1, "داۋاملاشتۇرۇش")
    assert after["Next"].tcomment == "approved by a native reader, 2026-11"
    assert after["Keep"].tcomment == text_corrections.WAITING
