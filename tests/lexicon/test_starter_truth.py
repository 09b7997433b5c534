"""Who says that a meaning is right: three kinds of witness, computed from what was kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from lexicon.starter import reading, truth
from lexicon.starter.truth import Witness
from tests.lexicon import made

APPLE, GRAPE = made.uid(11), made.uid(12)


def keep(folder: Path, name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    home = folder / "readings"
    home.mkdir(exist_ok=True)
    lines = ["\t".join(row) for row in (columns, *rows)]
    (home / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def comparisons(folder: Path, *rows: Sequence[str]) -> None:
    keep(folder, "comparisons.tsv", truth.COMPARISONS, rows)


def speak_for_the_apple(folder: Path) -> frozenset[Witness]:
    found = truth.witnesses(reading.read(folder).senses, truth.read(folder))
    assert found[GRAPE] == frozenset()
    return found[APPLE]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made.starter(tmp_path)


def test_without_readings_nobody_speaks_for_a_word(folder: Path) -> None:
    assert speak_for_the_apple(folder) == frozenset()


def test_two_readers_who_agree_are_a_witness_and_one_is_none(folder: Path) -> None:
    first, second = [(str(APPLE), "apple", reader, "same", "") for reader in truth.READERS]
    comparisons(folder, first)
    assert speak_for_the_apple(folder) == frozenset()
    comparisons(folder, first, first)
    assert speak_for_the_apple(folder) == frozenset()
    comparisons(folder, first, second)
    assert speak_for_the_apple(folder) == {Witness.READINGS}


def test_where_one_differs_a_third_settles_it(folder: Path) -> None:
    comparisons(
        folder, (str(APPLE), "apple", "first", "same", ""), (str(APPLE), "apple", "second", "differs", "")
    )
    assert speak_for_the_apple(folder) == frozenset()
    keep(folder, "settled.tsv", truth.SETTLED, [(str(APPLE), "apple", "keep", "the fruit")])
    assert speak_for_the_apple(folder) == {Witness.READINGS}


def test_a_comparison_of_an_older_meaning_counts_for_nothing(folder: Path) -> None:
    comparisons(folder, *[(str(APPLE), "pear", reader, "same", "") for reader in truth.READERS])
    assert speak_for_the_apple(folder) == frozenset()


def test_a_source_that_agrees_is_a_witness_of_its_own(folder: Path) -> None:
    path = folder / "01-fruit.tsv"
    path.write_text(path.read_text(encoding="utf-8").replace("\theadwords\t", "\theadwords source\t", 2))
    assert speak_for_the_apple(folder) == {Witness.SOURCE}


def test_what_was_planted_and_caught_is_counted(folder: Path) -> None:
    keep(folder, "meanings.tsv", truth.MEANINGS, [
        ("ئالمۇ", "first", "?", "yes"), ("ئالمۇ", "second", "apple", "yes"), ("ئالما", "first", "?", ""),
    ])  # fmt: skip
    comparisons(
        folder,
        ("", "a wrong thing", "first", "differs", "yes"),
        ("", "another", "first", "same", "yes"),
        (str(APPLE), "apple", "first", "differs", ""),
    )
    kept = truth.read(folder)
    assert str(truth.non_words_caught(kept)) == "1 of 2"
    assert str(truth.wrong_meanings_caught(kept)) == "1 of 2"


def test_counts_go_by_part_of_speech(folder: Path) -> None:
    comparisons(folder, *[(str(APPLE), "apple", reader, "same", "") for reader in truth.READERS])
    senses = reading.read(folder).senses
    counts = truth.by_part_of_speech(senses, truth.witnesses(senses, truth.read(folder)))
    assert counts == {"noun": {"all": 5, "readings": 1, "nobody": 4}}


def test_a_spoiled_file_of_readings_is_told(folder: Path) -> None:
    (folder / "readings").mkdir()
    (folder / "readings" / "native.tsv").write_text("reader\tkind\n", encoding="utf-8")
    complaints = truth.read(folder).complaints
    assert str(complaints[0]).startswith("native.tsv, line 1: the column")
