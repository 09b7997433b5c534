"""Merging what native readers said into the starter's files."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from lexicon import learners, reviews, senses
from lexicon.corrections import Corrections
from lexicon.judgements import Judgement, Kind, Said
from lexicon.starter import applying, reading, truth, update
from lexicon.starter.truth import Witness
from lexicon.store import open_store
from tests.lexicon import made

MOMA, BOWA = made.uid(700), made.uid(701)
APPLE, GRAPE, CAT = made.uid(11), made.uid(12), made.uid(21)


def said(target: UUID, said: Said, text: str, meaning: str, reader: UUID = MOMA, **more: Any) -> Judgement:
    shown = {"text": text, "meaning": meaning, "language": "en"}
    kind = more.get("kind", Kind.WORD)
    if kind is Kind.PICTURE:
        shown["picture"] = more["picture"]
    return Judgement(reader, kind, str(target), shown, said, more.get("changes", {}), "2026-11")


def of(*judgements: Judgement) -> Corrections:
    return Corrections(judgements[0].reader, "", judgements)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made.starter(tmp_path)
    made.sentences(tmp_path)
    return tmp_path


def rows(folder: Path) -> dict[UUID, Any]:
    read = reading.read(folder)
    assert read.complaints == ()
    return {sense.id: sense for sense in read.senses} | {one.id: one for one in read.sentences}


def test_an_approval_is_written_and_remembered_and_nothing_else_changes(folder: Path) -> None:
    before = (folder / "02-animals.tsv").read_bytes()
    report = applying.apply(folder, [of(said(APPLE, Said.APPROVE, "ئالما", "apple"))])
    assert (report.approved, report.differences, report.outdated) == (1, [], [])
    assert rows(folder)[APPLE].status == "approved"
    assert rows(folder)[GRAPE].status == "waiting"
    assert (folder / "02-animals.tsv").read_bytes() == before
    read = reading.read(folder)
    found = truth.witnesses(read.senses, truth.read(folder))
    assert Witness.NATIVE in found[APPLE]
    assert truth.unfounded(read, truth.read(folder)) == []


def test_an_approval_does_not_outlive_a_change_of_the_word(folder: Path) -> None:
    applying.apply(folder, [of(said(APPLE, Said.APPROVE, "ئالما", "apple"))])
    path = folder / "01-fruit.tsv"
    path.write_text(path.read_text().replace("\tapple\t", "\tgreen apple\t"))
    read = reading.read(folder)
    (complaint,) = truth.unfounded(read, truth.read(folder))
    assert "ئالما says that it is approved, and no reader has approved what it says now" in str(complaint)


def test_a_correction_changes_the_row_and_keeps_the_id_and_so_the_childs_memory(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with open_store(tmp_path_factory.mktemp("home") / "anatil.sqlite") as store:
        update.bring_in(store, folder)
        with store.write() as connection:
            learners.add(connection, made.learner())
            reviews.add(connection, made.review(1, sense=11), made.memory(11))
        changes = {"headword": "ئالمىچاق", "meaning.en": "little apple", "note": "as we say it"}
        report = applying.apply(folder, [of(said(APPLE, Said.CORRECT, "ئالما", "apple", changes=changes))])
        assert report.corrected == 1
        sense = rows(folder)[APPLE]
        assert (sense.headword, sense.glosses["en"], sense.evidence) == ("ئالمىچاق", "little apple", "native")
        update.bring_in(store, folder)
        with store.read() as connection:
            (shown,) = senses.senses(connection, [APPLE], made.NOW)
            assert shown.headword == "ئالمىچاق"
            assert reviews.learned(connection, made.uid(1)) == {APPLE}
    assert truth.unfounded(reading.read(folder), truth.read(folder)) == []


def test_a_removed_word_goes_from_the_files_and_a_removed_picture_from_its_row(folder: Path) -> None:
    picture = said(GRAPE, Said.REMOVE, "ئۈزۈم", "grape", kind=Kind.PICTURE, picture="1F347")
    report = applying.apply(folder, [of(said(CAT, Said.REMOVE, "مۈشۈك", "cat"), picture)])
    assert report.removed == 2
    assert CAT not in rows(folder)
    assert rows(folder)[GRAPE].picture is None


def test_what_names_a_removed_word_goes_with_it(folder: Path) -> None:
    assert rows(folder)[made.uid(13)].apart == {APPLE}
    applying.apply(folder, [of(said(APPLE, Said.REMOVE, "ئالما", "apple"))])
    left = rows(folder)
    assert (APPLE in left, made.uid(90) in left, left[made.uid(13)].apart) == (False, False, frozenset())


def test_a_sentence_is_approved_and_corrected_as_a_word_is(folder: Path) -> None:
    shown = {"text": "بۇ ئالما.", "meaning": "This is an apple.", "language": "en"}
    changes = {"text": "بۇ بىر ئالما."}
    one = Judgement(MOMA, Kind.SENTENCE, str(made.uid(90)), shown, Said.CORRECT, changes, "2026-11")
    assert applying.apply(folder, [of(one)]).corrected == 1
    sentence = rows(folder)[made.uid(90)]
    assert (sentence.text, sentence.status, sentence.evidence) == ("بۇ بىر ئالما.", "approved", "native")


def test_where_two_readers_differ_both_are_shown_and_nothing_is_done(folder: Path) -> None:
    given = [of(said(APPLE, Said.APPROVE, "ئالما", "apple")),
             of(said(APPLE, Said.REMOVE, "ئالما", "apple", BOWA))]  # fmt: skip
    before = {path: path.read_bytes() for path in folder.rglob("*.tsv")}
    report = applying.apply(folder, given)
    (difference,) = report.differences
    assert difference.now == "ئالما (apple)"
    assert [(one.reader, one.said) for one in difference.opinions] == [
        (MOMA, Said.APPROVE),
        (BOWA, Said.REMOVE),
    ]
    assert {path: path.read_bytes() for path in folder.rglob("*.tsv")} == before
    report = applying.apply(folder, given, prefer=MOMA)
    assert (report.differences, rows(folder)[APPLE].status) == ([], "approved")


def test_readers_of_one_mind_and_one_who_is_not_sure_do_not_differ(folder: Path) -> None:
    given = [of(said(APPLE, Said.UNSURE, "ئالما", "apple")),
             of(said(APPLE, Said.APPROVE, "ئالما", "apple", BOWA))]  # fmt: skip
    report = applying.apply(folder, given)
    assert (report.differences, report.approved) == ([], 1)


def test_what_was_read_before_it_was_changed_here_waits_again(folder: Path) -> None:
    report = applying.apply(folder, [of(said(APPLE, Said.APPROVE, "ئالما", "red apple"))])
    assert (len(report.outdated), report.approved) == (1, 0)
    assert rows(folder)[APPLE].status == "waiting"


def test_what_is_not_here_is_told(folder: Path) -> None:
    report = applying.apply(folder, [of(said(made.uid(999), Said.APPROVE, "ئالما", "apple"))])
    assert len(report.unknown) == 1


def test_the_same_file_applied_twice_changes_nothing_more(folder: Path) -> None:
    given = [of(said(APPLE, Said.APPROVE, "ئالما", "apple"))]
    applying.apply(folder, given)
    before = {path: path.read_bytes() for path in folder.rglob("*.tsv")}
    applying.apply(folder, given)
    assert {path: path.read_bytes() for path in folder.rglob("*.tsv")} == before
