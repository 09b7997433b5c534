"""Sentences: what is read, what is said of mistakes, and the starter's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexicon import examples
from lexicon.starter import reading, update
from lexicon.starter.sentences import named_forms, words_of
from lexicon.store import open_store
from tests.conftest import ROOT
from tests.lexicon import made

ACCEPTED = ROOT.parent / "shared" / "data" / "uyghur" / "accepted_forms.txt"


def spoiled(folder: Path, old: str, new: str) -> list[str]:
    made.starter(folder)
    path = made.sentences(folder)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return [str(one) for one in reading.read(folder).complaints]


def test_a_sentence_comes_with_its_sense_and_its_translations(tmp_path: Path) -> None:
    made.sentences(made.starter(tmp_path))
    (sentence,) = reading.read(tmp_path).sentences
    assert (sentence.text, sentence.sense_id, sentence.translations["de"]) == (
        "بۇ ئالما.", made.uid(11), "Das ist ein Apfel.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\tئالما\t", "\tئالمىلار\t", 'the word "ئالمىلار" is not in the starter'),
        ("بۇ ئالما.", "بۇ ئالما", "ends in no ., ! or ؟."),
        ("بۇ ئالما.", "بۇ آلما.", "which Uyghur does not."),
        ("Das ist ein Apfel.", "", "the German translation (de) is missing."),
        ("\t1\twaiting", "\t7\twaiting", 'the level is "7"'),
        ("\twaiting\t", "\tsure\t", 'the status "sure" is not known'),
        ("\taccepted\t", "\taccepted / ئالمام=vector\t", "names ئالمام, which is not in the sentence"),
        ("\taccepted\t", "\taccepted / ئالما=mine\t", 'the evidence "mine" is not known'),
        (str(made.uid(90)), "", "the row has no id"),
    ],
)
def test_a_mistake_is_told_by_file_line_and_sentence(tmp_path: Path, old: str, new: str, said: str) -> None:
    (complaint,) = spoiled(tmp_path, old, new)
    assert complaint.startswith("sentences.tsv, line 2: ")
    assert said in complaint


def test_a_newer_starter_changes_and_takes_back_its_sentences(tmp_path: Path) -> None:
    folder = made.starter(tmp_path / "starter")
    path = made.sentences(folder)
    with open_store(tmp_path / "anatil.sqlite") as store:

        def shown() -> list[tuple[str, str]]:
            update.bring_in(store, folder)
            with store.read() as connection:
                return [(one.text, one.translation) for one in examples.waiting(connection, "fr")]

        assert shown() == [("بۇ ئالما.", "C’est une pomme.")]
        path.write_text(
            path.read_text(encoding="utf-8").replace("بۇ ئالما.", "بۇ ئالمىلار."), encoding="utf-8"
        )
        assert shown() == [("بۇ ئالمىلار.", "C’est une pomme.")]
        path.unlink()
        assert shown() == []


# --- the starter's own -----------------------------------------------------------------------------------

SENTENCES = reading.read().sentences


def test_there_are_three_hundred_short_ones_and_all_wait() -> None:
    assert len(SENTENCES) >= 300
    assert {sentence.status for sentence in SENTENCES} == {"waiting"}
    assert [one.text for one in SENTENCES if not 2 <= len(words_of(one.text)) <= 7] == []


def test_every_form_is_accepted_or_named_with_its_evidence() -> None:
    if not ACCEPTED.exists():
        pytest.skip("check data is absent: uyghur/accepted_forms.txt beside the checkout")
    accepted = {line.strip() for line in ACCEPTED.read_text(encoding="utf-8").splitlines()}
    headwords = {
        line.strip() for line in (ACCEPTED.parent / "headwords.txt").read_text(encoding="utf-8").splitlines()
    }
    wrong = []
    for sentence in SENTENCES:
        named = named_forms(sentence.evidence)
        for form in words_of(sentence.text):
            if form not in accepted and not (named.get(form) == "headwords" and form in headwords):
                wrong.append((sentence.text, form))
    assert wrong == []
