"""What lists from outside say of a word, on lists small enough to be read here."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexicon.starter import attesting, reading
from lexicon.starter.attesting import Lists
from tests.lexicon import made


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    folder = tmp_path / "lists"
    folder.mkdir()
    for name, content in {
        "headwords.txt": "ئالما\nئات\nباغلىماق\nئوينىماق\nقار\n",
        "accepted_forms.txt": "ئالما\nئالمىلار\nئادەم\nئويناۋاتىدۇ\nئوينىدى\nئېتىم\nئاتىم\nئات\n",
        "glossed_lemmas.tsv": "# note\nlemma\tclass\tgloss\nئالما\tN1\tapple\nئوينا\tV\tplay\n"
        "قار\tN1\tDir/LR\n",
        "basic_vocabulary.tsv": "# note\nHORSE\thorse (n.)\tat\ta t\nSNOW\tsnow\tqar?\tq a r\n",
        "inflection_vectors.tsv": "# note\nئالما\tapple\tPX1SG\tئالمام\talmam\n",
    }.items():
        (folder / name).write_text(content, encoding="utf-8")
    return Lists.of(folder)


@pytest.mark.parametrize(
    ("word", "said"),
    [("ئالما", ["headwords", "accepted"]), ("قار", ["headwords"]), ("ئادەم", ["accepted"]),
     ("قار ئادەم", ["words"]), ("ئات قار", ["headwords"]), ("پىل", []), ("قار پىل", [])],
)  # fmt: skip
def test_a_spelling_stands_in_a_list_whole_or_word_by_word(lists: Lists, word: str, said: list[str]) -> None:
    assert attesting.spelling(word, lists) == said


@pytest.mark.parametrize(
    ("word", "part", "english", "agrees"),
    [
        ("ئالما", "noun", "apple", True),
        ("ئالما", "noun", "apple (fruit)", True),
        ("ئالما", "noun", "red apple", False),
        ("ئالما", "noun", "pear", False),
        ("ئوينىماق", "verb", "to play", True),
        ("ئات", "noun", "horse", True),
        ("قار", "noun", "snow", False),  # one list has junk for it, the other a question mark
    ],
)
def test_a_source_agrees_when_it_has_every_word_of_the_meaning(
    lists: Lists, word: str, part: str, english: str, agrees: bool
) -> None:
    assert attesting.source_agrees(word, part, english, lists) is agrees


def test_forms_are_listed_where_somebody_has_accepted_them_and_none_stands_against(lists: Lists) -> None:
    assert [str(form) for form in attesting.forms("ئالما", "noun", lists)] == [
        "PL=ئالمىلار (accepted)",
        "PX1SG=ئالمام (vector)",
    ]
    assert [str(form) for form in attesting.forms("ئات", "noun", lists)] == []  # ئېتىم and ئاتىم both


def test_a_verbs_progressive_is_listed_even_where_nobody_has_accepted_it_and_says_so(lists: Lists) -> None:
    assert [str(form) for form in attesting.forms("ئوينىماق", "verb", lists)] == [
        "PROG.3=ئويناۋاتىدۇ (accepted)",
        "PST.3=ئوينىدى (accepted)",
    ]
    (form,) = attesting.forms("باغلىماق", "verb", lists)
    assert (form.tags, form.evidence) == ("PROG.3", "rule")


def test_attesting_fills_two_columns_changes_nothing_else_and_is_done_once(
    lists: Lists, tmp_path: Path
) -> None:
    folder = made.starter(tmp_path / "starter")
    before = reading.read(folder)
    assert attesting.attest(folder, lists) > 0
    after = reading.read(folder)
    assert [sense.evidence for sense in after.senses[:1]] == ["headwords accepted source"]
    assert [(one.id, one.headword, one.glosses) for one in after.senses] == [
        (one.id, one.headword, one.glosses) for one in before.senses
    ]
    assert attesting.attest(folder, lists) == 0


def test_a_form_that_a_native_reader_approved_stays(lists: Lists, tmp_path: Path) -> None:
    made.file(tmp_path, "01-fruit.tsv", [
        made.row(10, "مېۋە", pos="theme"), made.row(11, "ئالما", forms="DAT=ئالمىغا (approved)"),
    ])  # fmt: skip
    attesting.attest(tmp_path, lists)
    assert "DAT=ئالمىغا (approved)" in [str(form) for form in reading.read(tmp_path).senses[0].forms]
