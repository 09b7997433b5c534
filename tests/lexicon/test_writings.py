"""What a child wrote is kept as it wrote it, and goes when the child goes."""

import unicodedata
from dataclasses import replace
from pathlib import Path

from lexicon import learners, writings
from lexicon.records import Writing
from lexicon.store import open_store
from tests.lexicon import made

LETTER = Writing(made.uid(70), made.uid(1), "سۆيۈملۈك موما،\nمەن ياخشى.", made.NOW, made.NOW)


def test_a_letter_is_kept_and_changed_in_place(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.sqlite") as store, store.write() as connection:
        learners.add(connection, made.learner())
        writings.put(connection, LETTER)
        later = replace(LETTER, text="سالام، موما!", changed_ms=made.NOW + 1)
        writings.put(connection, later)
        assert writings.of(connection, made.uid(1)) == (later,)


def test_it_is_kept_in_nfc_and_the_latest_comes_first(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.sqlite") as store, store.write() as connection:
        learners.add(connection, made.learner())
        taken_apart = unicodedata.normalize("NFD", "ئانا")
        writings.put(connection, replace(LETTER, text=taken_apart))
        writings.put(connection, replace(LETTER, id=made.uid(71), changed_ms=made.NOW + 5))
        kept = writings.of(connection, made.uid(1))
        assert [one.id for one in kept] == [made.uid(71), made.uid(70)]
        assert kept[1].text == "ئانا"


def test_it_can_be_thrown_away_and_goes_with_its_learner(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.sqlite") as store, store.write() as connection:
        learners.add(connection, made.learner())
        writings.put(connection, LETTER)
        writings.put(connection, replace(LETTER, id=made.uid(71)))
        writings.throw_away(connection, LETTER.id, made.NOW + 1)
        assert len(writings.of(connection, made.uid(1))) == 1
        learners.remove(connection, made.uid(1))
        assert writings.of(connection, made.uid(1)) == ()
