"""A newer starter over an older one: in place, with every child's memory and every teacher's edit kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lexicon import edits, learners, memories, reviews, schema, senses
from lexicon.records import Stamp
from lexicon.starter import reading, tables, update
from lexicon.starter.rows import UnreadableStarterError
from lexicon.starter.update import Report
from lexicon.store import Store, open_store
from tests.lexicon import made

FRUIT, ANIMALS = made.uid(10), made.uid(20)
APPLE, GRAPE, POMEGRANATE, CAT, DOG = (made.uid(number) for number in (11, 12, 13, 21, 22))
PHONE = made.uid(901)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made.starter(tmp_path / "starter")


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Iterator[Store]:
    with open_store(tmp_path / "anatil.sqlite") as opened:
        assert update.bring_in(opened, folder) == Report(added=5)
        yield opened


def words(store: Store, theme_id: object = FRUIT) -> list[str]:
    with store.read() as connection:
        return [sense.headword for sense in senses.senses_of(connection, theme_id, made.NOW)]  # type: ignore[arg-type]


def fruit(folder: Path, *rows: dict[str, str]) -> None:
    made.file(folder, "01-fruit.tsv", [made.row(10, "مېۋە", pos="theme", picture="1F34E"), *rows])


def test_the_second_start_has_nothing_to_do(store: Store, folder: Path) -> None:
    assert update.bring_in(store, folder) is None


def test_a_corrected_word_keeps_the_childs_memory(store: Store, folder: Path) -> None:
    with store.write() as connection:
        learners.add(connection, made.learner(1))
        reviews.add(connection, made.review(1, sense=12), made.memory(12))
    fruit(folder, made.row(11, "ئالما", picture="1F34E", domain="5.2.3.1.2", apart=str(POMEGRANATE)),
          made.row(12, "قارا ئۈزۈم", en="black grape"), made.row(13, "ئانار", apart=str(APPLE)))  # fmt: skip
    assert update.bring_in(store, folder) == Report(changed=1)
    with store.read() as connection:
        (grape,) = senses.senses(connection, [GRAPE], made.NOW)
        assert (grape.headword, grape.glosses["en"], grape.picture) == ("قارا ئۈزۈم", "black grape", None)
        assert memories.of(connection, made.uid(1)) == (made.memory(12),)
        assert reviews.of(connection, made.uid(1))[0].sense_id == GRAPE


def test_a_withdrawn_word_is_retired_and_comes_back_with_the_files(store: Store, folder: Path) -> None:
    apple, pomegranate = made.row(11, "ئالما"), made.row(13, "ئانار")
    fruit(folder, apple, pomegranate)
    assert update.bring_in(store, folder) == Report(changed=2, retired=1)
    assert words(store) == ["ئالما", "ئانار"]
    with store.read() as connection:
        (grape,) = senses.senses(connection, [GRAPE], made.NOW)
        assert (grape.retired, grape.headword, grape.theme_id) == (True, "ئۈزۈم", FRUIT)
        assert grape.glosses["tr"] == "üzüm"
        assert senses.themes(connection)[0].size == 2
    fruit(folder, apple, made.row(12, "ئۈزۈم", picture="1F347"), pomegranate)
    assert update.bring_in(store, folder) == Report(returned=1)
    assert words(store) == ["ئالما", "ئۈزۈم", "ئانار"]


def test_a_withdrawn_theme_leaves_the_path_and_its_words_are_retired(store: Store, folder: Path) -> None:
    (folder / "02-animals.tsv").unlink()
    assert update.bring_in(store, folder) == Report(retired=2)
    with store.read() as connection:
        assert [theme.id for theme in senses.themes(connection)] == [FRUIT]
        assert [sense.retired for sense in senses.senses(connection, [CAT, DOG], made.NOW)] == [True, True]


def test_a_word_can_move_to_another_theme_and_another_place(store: Store, folder: Path) -> None:
    made.file(folder, "02-animals.tsv", [made.row(20, "ھايۋانلار", pos="theme"), made.row(21, "مۈشۈك")])
    fruit(folder, made.row(13, "ئانار"), made.row(22, "ئىت"), made.row(11, "ئالما"), made.row(12, "ئۈزۈم"))
    update.bring_in(store, folder)
    assert words(store) == ["ئانار", "ئىت", "ئالما", "ئۈزۈم"]
    assert words(store, ANIMALS) == ["مۈشۈك"]


def test_a_new_theme_can_come_first(store: Store, folder: Path) -> None:
    made.file(folder, "00-new.tsv", [made.row(40, "ئۆي", pos="theme"), made.row(41, "ئىشىك")])
    assert update.bring_in(store, folder) == Report(added=1)
    with store.read() as connection:
        assert [theme.id for theme in senses.themes(connection)] == [made.uid(40), FRUIT, ANIMALS]


def test_a_teachers_own_edit_stays_over_a_correction(store: Store, folder: Path) -> None:
    with store.write() as connection:
        edits.put(connection, edits.SENSE, CAT, "gloss.de", "Mieze", Stamp(made.NOW, PHONE, 0))
        edits.put(connection, edits.SENSE, CAT, "level", "2", Stamp(made.NOW, PHONE, 1))
        edits.put(connection, edits.THEME, ANIMALS, "title.de", "Unsere Tiere", Stamp(made.NOW, PHONE, 2))
    made.file(
        folder,
        "02-animals.tsv",
        [made.row(20, "ھايۋانلار", pos="theme", de="Tierwelt"),
         made.row(21, "مۈشۈك", picture="1F408", de="die Katze", en="kitty"), made.row(22, "ئىت")],
    )  # fmt: skip
    assert update.bring_in(store, folder) == Report(changed=1, kept_edits=2)
    with store.write() as connection:
        (cat,) = senses.senses(connection, [CAT], made.NOW)
        assert (cat.glosses["de"], cat.glosses["en"], cat.level) == ("Mieze", "kitty", 2)
        assert senses.themes(connection)[1].titles["de"] == "Unsere Tiere"
        edits.put(connection, edits.SENSE, CAT, "gloss.de", None, Stamp(made.NOW, PHONE, 3))
        assert senses.senses(connection, [CAT], made.NOW)[0].glosses["de"] == "die Katze"


def test_a_native_readers_approval_is_not_written_over(store: Store, folder: Path) -> None:
    with store.write() as connection:
        connection.execute(schema.sense.update().values(approved_by="a reader", approved_month="2026-11"))
    fruit(folder, made.row(11, "ئالما", en="red apple"))
    update.bring_in(store, folder)
    with store.read() as connection:
        sense = connection.execute(select(schema.sense).where(schema.sense.c.id == APPLE)).one()
    assert (sense.approved_by, sense.approved_month) == ("a reader", "2026-11")


def test_a_teachers_own_list_and_words_are_not_touched(store: Store, folder: Path) -> None:
    with store.write() as connection:
        connection.execute(schema.word.insert().values(id=made.uid(70), headword="بوۋا", homonym=0))
        connection.execute(
            schema.sense.insert().values(
                id=made.uid(71), word_id=made.uid(70), part_of_speech="noun", domain="", level=1,
                source="own", status="waiting", evidence="", note="",
                approved_by="", approved_month="", retired=False,
            )
        )  # fmt: skip
        connection.execute(
            schema.word_list.insert().values(
                id=made.uid(72), kind="own", place=0, level=1, source="own", status="", note="", retired=False
            )
        )
        for place, sense in enumerate((made.uid(71), GRAPE)):
            connection.execute(
                schema.word_list_item.insert().values(word_list_id=made.uid(72), sense_id=sense, place=place)
            )
    fruit(folder, made.row(11, "ئالما"), made.row(12, "ئۈزۈم", picture="1F347"))
    update.bring_in(store, folder)
    assert words(store, made.uid(72)) == ["بوۋا", "ئۈزۈم"]


def test_a_starter_with_a_mistake_changes_nothing(store: Store, folder: Path) -> None:
    fruit(folder, made.row(11, "ئالما", level="7"))
    with pytest.raises(UnreadableStarterError, match=r"01-fruit\.tsv, line 3: the level"):
        update.bring_in(store, folder)
    assert words(store) == ["ئالما", "ئۈزۈم", "ئانار"]


def test_two_devices_that_bring_in_the_same_starter_have_the_same_rows(tmp_path: Path, folder: Path) -> None:
    found = []
    for name in ("phone", "laptop"):
        with open_store(tmp_path / f"{name}.sqlite") as store:
            update.bring_in(store, folder)
            with store.read() as connection:
                found.append(tables.stored(connection, tables.rows(reading.Reading((), (), ()))))
    assert found[0] == found[1]


# --- the law ---------------------------------------------------------------------------------------------


@st.composite
def starters(draw: st.DrawFn) -> list[list[dict[str, str]]]:
    """One to three themes of a few of ten words, each perhaps with another picture or meaning."""
    numbers = draw(st.permutations(range(11, 21)))
    cut = sorted(draw(st.lists(st.integers(0, 10), min_size=2, max_size=2)))
    groups = [numbers[: cut[0]], numbers[cut[0] : cut[1]]]
    files = []
    for place, group in enumerate(groups):
        rows = [made.row(40 + place, "مېۋە", pos="theme", tr=draw(st.sampled_from(["a", "b"])))]
        for number in group:
            other = draw(st.sampled_from(group))
            rows.append(
                made.row(
                    number,
                    "ئالما",
                    homonym=str(number - 10) if number < 20 else "",
                    en=draw(st.sampled_from(["apple", "fruit"])),
                    picture=draw(st.sampled_from(["", "1F34E"])),
                    forms=draw(st.sampled_from(["", "PL=ئالمىلار (accepted)", "PL=ئالمىلار (rule)"])),
                    variants=draw(st.sampled_from(["", "ئامما"])),
                    apart=str(made.uid(other)) if other != number and draw(st.booleans()) else "",
                )
            )
        files.append(rows)
    return files


def written(files: list[list[dict[str, str]]]) -> reading.Reading:
    with tempfile.TemporaryDirectory() as folder:
        for number, rows in enumerate(files):
            made.file(Path(folder), f"{number:02}-theme.tsv", rows)
        read = reading.read(Path(folder))
    assert read.complaints == ()
    return read


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(starters(), starters())
def test_an_update_is_idempotent_and_what_is_seen_does_not_depend_on_what_was_before(
    first: list[list[dict[str, str]]], second: list[list[dict[str, str]]]
) -> None:
    old, new = written(first), written(second)
    with tempfile.TemporaryDirectory() as folder:
        with open_store(Path(folder) / "fresh.sqlite") as store, store.write() as connection:
            assert update.bring_up_to_date(connection, new).retired == 0
            expected = senses.everything(connection, made.NOW), senses.themes(connection)
        with open_store(Path(folder) / "updated.sqlite") as store, store.write() as connection:
            update.bring_up_to_date(connection, old)
            update.bring_up_to_date(connection, new)
            assert update.bring_up_to_date(connection, new) == Report()
            assert (senses.everything(connection, made.NOW), senses.themes(connection)) == expected
            known = {sense.id for sense in (*old.senses, *new.senses)}
            assert {sense.id for sense in senses.senses(connection, known, made.NOW)} == known
