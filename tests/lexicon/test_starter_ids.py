"""Ids for rows that have none and for copies, with no other byte changed."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from lexicon.starter import ids, reading
from lexicon.starter.rows import UnreadableStarterError
from tests.lexicon import made


def from_seed(seed: int) -> Callable[[], UUID]:
    rng = random.Random(seed)
    return lambda: UUID(int=rng.getrandbits(128), version=4)


def test_a_starter_with_all_its_ids_is_left_alone(tmp_path: Path) -> None:
    made.starter(tmp_path)
    before = {path.name: (path.read_bytes(), path.stat().st_ino) for path in tmp_path.iterdir()}
    assert ids.give(tmp_path, from_seed(1)) == ()
    assert {path.name: (path.read_bytes(), path.stat().st_ino) for path in tmp_path.iterdir()} == before


def test_a_row_without_an_id_gets_one_and_nothing_else_changes(tmp_path: Path) -> None:
    path = made.file(tmp_path, "01-fruit.tsv", [made.row(10, "مېۋە", pos="theme"), made.row(None, "ئالما")])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    (given,) = ids.give(tmp_path, from_seed(1))
    assert (given.file, given.line, given.instead_of) == ("01-fruit.tsv", 3, "")
    assert given.id.version == 4
    assert path.read_bytes() == before.replace(b"\r\n\t", b"\r\n" + str(given.id).encode() + b"\t")
    assert reading.read(tmp_path).complaints == ()


def test_a_copied_file_gets_ids_of_its_own_and_the_first_keeps_its(tmp_path: Path) -> None:
    made.starter(tmp_path)
    first = (tmp_path / "02-animals.tsv").read_bytes()
    copy = first.replace("مۈشۈك".encode(), "ئالا مۈشۈك".encode()).replace("ئىت".encode(), "كۈچۈك".encode())
    (tmp_path / "03-more-animals.tsv").write_bytes(copy)
    assert len(reading.read(tmp_path).complaints) == 3
    given = ids.give(tmp_path, from_seed(1))
    assert [(one.file, one.line, one.instead_of) for one in given] == [
        ("03-more-animals.tsv", 2 + number, str(made.uid(20 + number))) for number in range(3)
    ]
    assert (tmp_path / "02-animals.tsv").read_bytes() == first
    assert reading.read(tmp_path).complaints == ()
    assert ids.give(tmp_path, from_seed(2)) == ()


def test_a_copied_row_within_a_file_gets_its_own(tmp_path: Path) -> None:
    rows = [made.row(10, "مېۋە", pos="theme"), made.row(11, "ئالما"), made.row(11, "ئۈزۈم")]
    made.file(tmp_path, "01-fruit.tsv", rows)
    (given,) = ids.give(tmp_path, from_seed(1))
    assert given.line == 4
    (theme,) = reading.read(tmp_path).themes
    assert [sense.id for sense in theme.senses] == [made.uid(11), given.id]


def test_the_same_source_of_randomness_gives_the_same_ids_and_never_one_that_is_taken(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made.file(
            tmp_path / name, "01-fruit.tsv", [made.row(None, "مېۋە", pos="theme"), made.row(11, "ئالما")]
        )
    assert ids.give(tmp_path / "one", from_seed(5)) == ids.give(tmp_path / "two", from_seed(5))
    made.file(tmp_path / "one", "02-more.tsv", [made.row(None, "مېۋە", pos="theme"), made.row(None, "ئۈزۈم")])
    numbers = iter([11, 11, 30, 30, 31])
    given = ids.give(tmp_path / "one", lambda: made.uid(next(numbers)))
    assert [one.id for one in given] == [made.uid(30), made.uid(31)]


def test_something_that_is_no_id_is_left_for_a_person(tmp_path: Path) -> None:
    rows = [made.row(10, "مېۋە", pos="theme"), made.row(11, "ئالما", id="ask Moma")]
    path = made.file(tmp_path, "01-fruit.tsv", rows)
    before = path.read_bytes()
    assert ids.give(tmp_path, from_seed(1)) == ()
    assert path.read_bytes() == before


def test_a_file_that_cannot_be_replaced_stays_whole_and_nothing_is_left_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made.file(tmp_path, "01-fruit.tsv", [made.row(None, "مېۋە", pos="theme")])
    before = path.read_bytes()

    def refuse(_self: Path, _target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="disk full"):
        ids.give(tmp_path, from_seed(1))
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [(path.name, before)]


def test_a_file_that_cannot_be_taken_apart_stops_before_anything_is_written(tmp_path: Path) -> None:
    good = made.file(tmp_path, "01-fruit.tsv", [made.row(None, "مېۋە", pos="theme")])
    before = good.read_bytes()
    (tmp_path / "02-bad.tsv").write_bytes(b"\xff\xfe")
    with pytest.raises(UnreadableStarterError) as wrong:
        ids.give(tmp_path, from_seed(1))
    assert [one.file for one in wrong.value.complaints] == ["02-bad.tsv"]
    assert good.read_bytes() == before
