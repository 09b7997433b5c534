"""The alphabet course as a lesson reads it: what the files say, with the words of the database."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import update as change

from lexicon import dialects, schema
from lexicon.starter import alphabet, course, reading, update
from lexicon.store import Store, open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("course") / "anatil.sqlite", new_id=uuid4)
    update.bring_in(opened)
    yield opened
    opened.close()


def test_it_is_the_course_that_reading_every_file_makes(store: Store) -> None:
    whole = alphabet.read(reading.HERE, reading.read())
    with store.read() as connection:
        found = course.read(connection)
    assert not found.complaints
    assert [step.lines for step in found.steps] == [step.lines for step in whole.steps]
    assert [one.letter for one in found.letters] == [one.letter for one in whole.letters]
    for one, other in zip(found.letters, whole.letters, strict=True):
        assert [word and word.id for word in one.pictures] == [word and word.id for word in other.pictures]
        assert (one.step, one.alike, one.forms, one.sounds) == (
            other.step, other.alike, other.forms, other.sounds,
        )  # fmt: skip
    assert [[word.id for word in pair.senses] for pair in found.pairs] == [
        [word.id for word in pair.senses] for pair in whole.pairs
    ]


def test_other_spellings_are_those_the_starter_has(store: Store) -> None:
    expected = {
        sense.id: tuple(sorted(set(sense.variants))) for sense in reading.read().senses if sense.variants
    }
    with store.read() as connection:
        assert dialects.spellings(connection, expected) == expected
        assert dialects.spellings(connection, []) == {}


def test_a_course_whose_word_is_gone_is_no_course_and_no_failure(store: Store) -> None:
    with store.write() as connection:
        connection.execute(change(schema.sense).values(retired=True))
        assert course.read(connection).letters == ()
        connection.execute(change(schema.sense).values(retired=False))
