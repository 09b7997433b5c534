"""A teacher's class: copies that come, which of two is newer, and one report for screen, table and paper."""

from __future__ import annotations

import csv
import random
import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cli import main
from app.services import class_copies, class_report, class_tables, lists
from app.services.class_report import TO_TEACH, WEEKS, Who, monday, report
from app.services.household import Household
from app.teach import paper
from app.teach.paper import Words
from app.teach.printed import family
from app.teach.printed.common import MARGIN, Setup
from app.text.language import speak
from lexicon.exchange import teachers_copy
from lexicon.exchange.tables.reading import rows_of_file
from lexicon.exchange.teachers_copy import ClassChild, Week, WordTotals
from lexicon.pictures import outside_packs
from lexicon.places import find
from lexicon.records import Sense
from lexicon.uyghur.scripts import Script
from tests.app import homes
from tests.app.homes import NOW_MS
from tests.app.test_printed import place_of, text_of

NOW_WEEK = teachers_copy.week_of(NOW_MS // 86_400_000)
PLACES = find()


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    with homes.opened(tmp_path_factory.mktemp("starter")) as made:
        yield made


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    with homes.opened(tmp_path / "home") as made:
        yield made


@pytest.fixture(scope="module")
def animals(starter: Household) -> Sequence[Sense]:
    return lists.chosen(starter, "animals").senses


def child(
    name: str,
    words: Sequence[WordTotals] = (),
    weeks: Sequence[Week] = (),
    week: int = NOW_WEEK,
    known: int = 3,
) -> ClassChild:
    tag = teachers_copy.tag_of(UUID(bytes=name.encode().ljust(16)[:16]))
    ordered = tuple(sorted(words, key=lambda one: one.sense_id))
    return ClassChild(tag, name, "1F98A", week, known, 12, ordered, tuple(weeks))


def word(sense: Sense, tenths: int, asked: int = 4, right: int = 2) -> WordTotals:
    return WordTotals(sense.id, asked, right, asked, right, tenths)


def saved(folder: Path, *children: ClassChild, name: str = "a", passphrase: str | None = None) -> Path:
    path = folder / f"{name}.anatil-progress"
    with path.open("wb") as file:
        teachers_copy.write(file, children, passphrase=passphrase)
    return path


def names(children: Sequence[ClassChild]) -> list[str]:
    return [one.nickname for one in children]


# --- copies that come --------------------------------------------------------------------------------------


def test_many_copies_come_at_once_and_one_that_is_damaged_keeps_no_other_out(
    household: Household, tmp_path: Path
) -> None:
    good = saved(tmp_path, child("Ayim"), child("Bahar"))
    bad = tmp_path / "bad.anatil-progress"
    bad.write_bytes(good.read_bytes()[:-9])
    other = saved(tmp_path, child("Gül"), name="b")
    came = class_copies.bring(household, [good, bad, other])
    assert sorted(names(came.new)) == ["Ayim", "Bahar", "Gül"]
    assert [one.path for one in came.refused] == [bad]
    assert names(class_copies.every(household, 0)) == ["Ayim", "Bahar", "Gül"]


def test_the_newer_copy_of_a_child_stands_in_whatever_order_they_come(
    household: Household, tmp_path: Path
) -> None:
    old = saved(tmp_path, child("Ayim", week=NOW_WEEK - 3, known=2), name="old")
    new = saved(tmp_path, child("Ayim", known=9), name="new")
    came = class_copies.bring(household, [new, old, new])
    assert (len(came.new), len(came.newer), len(came.known)) == (1, 0, 2)
    assert [one.known for one in class_copies.every(household, 0)] == [9]
    class_copies.remove(household, came.new[0])
    came = class_copies.bring(household, [old, new])
    assert (len(came.new), len(came.newer)) == (1, 1)
    assert [one.known for one in class_copies.every(household, 0)] == [9]


def test_a_copy_is_for_its_owner_alone_and_goes_by_one_deletion(household: Household, tmp_path: Path) -> None:
    class_copies.bring(household, [saved(tmp_path, child("Ayim"))])
    (path,) = household.places.class_copies.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert class_copies.remove(household, class_copies.every(household, 0)[0])
    assert not list(household.places.class_copies.iterdir()) and not class_copies.every(household, 0)


def test_a_child_who_learns_on_this_device_is_of_the_class_too(household: Household) -> None:
    learner = household.make_learner("Nur", "1F98A", "6-8")
    (seen,) = class_copies.every(household, 0)
    assert (seen.nickname, seen.tag) == ("Nur", teachers_copy.tag_of(learner.id))
    assert not class_copies.remove(household, seen)


# --- the report --------------------------------------------------------------------------------------------


def test_words_that_most_children_do_not_remember_are_taught_first(animals: Sequence[Sense]) -> None:
    cat, dog, horse = animals[:3]
    children = [
        child("Ayim", [word(cat, 2), word(dog, 9), word(horse, 4)]),
        child("Bahar", [word(cat, 3), word(dog, 10)]),
    ]
    seen = report(children, {one.id: one for one in animals}, NOW_WEEK)
    assert [row.sense for row in seen.to_teach] == [cat, horse]
    first = seen.words[0]
    assert (first.children, first.forgot, first.asked, first.right, first.need) == (
        2,
        ("Ayim", "Bahar"),
        8,
        4,
        1.5,
    )


def test_a_child_is_shown_with_its_weeks_its_trend_and_what_it_finds_hard(animals: Sequence[Sense]) -> None:
    weeks = [Week(NOW_WEEK - 6, 2, 10), Week(NOW_WEEK - 1, 3, 25), Week(NOW_WEEK, 1, 5)]
    hard = [word(animals[0], 4), word(animals[1], 0, 6, 1), word(animals[2], 9)]
    (row,) = report([child("Ayim", hard, weeks)], {one.id: one for one in animals}, NOW_WEEK).children
    assert (row.days, row.minutes, row.trend) == (4, 30, 20)
    assert [None if one is None else one.days for one in row.weeks] == [None, 2, None, None, None, None, 3, 1]
    assert row.hardest == (animals[1], animals[0])
    assert row.last == monday(NOW_WEEK) and row.last.weekday() == 0
    assert row.last <= date.fromtimestamp(NOW_MS / 1000)


def test_only_words_of_a_list_are_counted_where_one_is_named_and_unknown_ones_never(
    animals: Sequence[Sense],
) -> None:
    stranger = replace(animals[0], id=UUID(int=7))
    children = [child("Ayim", [word(animals[0], 2), word(animals[1], 2), word(stranger, 0)])]
    senses = {one.id: one for one in animals}
    assert len(report(children, senses, NOW_WEEK).words) == 2
    assert [row.sense for row in report(children, senses, NOW_WEEK, [animals[1].id]).words] == [animals[1]]


TOTALS = st.tuples(st.integers(0, 9), st.integers(0, 10))


@pytest.mark.parametrize(
    ("who", "seen", "left_out"), [(Who.ALL, "AB", 0), (Who.LATELY, "A", 1), (Who.AWAY, "B", 1)]
)
def test_only_children_that_are_asked_for_count(
    animals: Sequence[Sense], who: Who, seen: str, left_out: int
) -> None:
    here = child("A", [word(animals[0], 0)], [Week(NOW_WEEK, 2, 10)])
    away = child("B", [word(animals[1], 0)], [Week(NOW_WEEK - 5, 2, 10)])
    made = report([here, away], {one.id: one for one in animals}, NOW_WEEK, who=who)
    assert "".join(row.child.nickname for row in made.children) == seen
    assert {name for row in made.words for name in row.forgot} == set(seen)
    assert made.left_out == left_out


def test_letters_that_most_children_do_not_know_are_taught_first(animals: Sequence[Sense]) -> None:
    class_ = [
        replace(child("A"), which="اب", others="ت", letters=2),
        replace(child("B"), which="ا", others="بت", letters=1),
        replace(child("C"), letters=7),
    ]
    made = report(class_, {one.id: one for one in animals}, NOW_WEEK)
    assert [(row.letter, row.children, row.unsure) for row in made.letters] == [
        ("ت", 2, ("A", "B")), ("ب", 2, ("B",)), ("ا", 2, ()),
    ]  # fmt: skip
    assert [row.letter for row in made.letters_to_teach] == ["ت", "ب"]
    head, *rows = class_tables.letters(made)
    assert head == ("Letter", "Children", "Do not know it", "Who") and rows[0] == ("ت", "2", "2", "A; B")
    (first, *_) = class_tables.children(made)[1:]
    assert first[:4] == ("A", "3", "2", "ت")


@given(st.lists(st.tuples(st.text("ابتپ", max_size=4), st.text("ابتپ", max_size=4)), max_size=5))
def test_every_letter_that_somebody_was_asked_is_counted_once_a_child(told: list[tuple[str, str]]) -> None:
    class_ = [
        replace(child(chr(65 + place)), which="".join(sorted(set(which))),
                others="".join(sorted(set(others) - set(which))))
        for place, (which, others) in enumerate(told)
    ]  # fmt: skip
    rows = report(class_, {}, NOW_WEEK).letters
    for row in rows:
        assert row.children == sum(row.letter in one.which + one.others for one in class_)
        assert len(row.unsure) == sum(row.letter in one.others for one in class_) <= row.children
    assert {row.letter for row in rows} == set("".join(one.which + one.others for one in class_))


@settings(deadline=None)
@given(st.lists(st.lists(TOTALS, max_size=10, unique_by=lambda one: one[0]), max_size=6), st.randoms())
def test_the_order_of_the_copies_makes_no_difference_to_the_words(
    animals: Sequence[Sense], classes: list[list[tuple[int, int]]], rng: random.Random
) -> None:
    children = [
        child(f"child {n}", [word(animals[at], tenths) for at, tenths in some])
        for n, some in enumerate(classes)
    ]
    shuffled = rng.sample(children, len(children))
    senses = {one.id: one for one in animals}
    one, other = report(children, senses, NOW_WEEK), report(shuffled, senses, NOW_WEEK)
    assert [(row.sense, row.children, row.need, sorted(row.forgot)) for row in one.words] == [
        (row.sense, row.children, row.need, sorted(row.forgot)) for row in other.words
    ]
    needs = [row.need for row in one.words]
    assert needs == sorted(needs, reverse=True) and len(one.to_teach) <= TO_TEACH


# --- tables, paper, commands -------------------------------------------------------------------------------


def run(home: Path, *words: str) -> Result:
    return CliRunner(env={"ANATIL_HOME": str(home)}).invoke(main, list(words))


def test_the_tables_have_the_figures_of_the_page(tmp_path: Path, animals: Sequence[Sense]) -> None:
    home, week = tmp_path / "home", class_week()
    weeks = [Week(week - 1, 2, 14)]
    file = saved(tmp_path, child("=Ayim", [word(animals[0], 2)], weeks, week), child("Bahar", week=week))
    assert run(home, "class", "bring", str(file)).exit_code == 0
    shown = run(home, "class", "show").output
    assert "2 days,  14 min lately" in shown and animals[0].headword in shown
    for kind in ("csv", "xlsx"):
        out = tmp_path / f"class.{kind}"
        assert run(home, "class", "table", str(out)).exit_code == 0
        header, *rows = rows_of_file(out)
        figures = dict(zip(header, rows[0], strict=False))
        assert figures["Days lately"] == "2" and figures["Minutes lately"] == "14"
        assert figures["Hardest"] == animals[0].headword and len(rows) == 2
    with (tmp_path / "class.csv").open(encoding="utf-8-sig", newline="") as opened:
        assert next(row for row in csv.reader(opened) if "Ayim" in row[0])[0] == "'=Ayim"  # no formula


def class_week() -> int:
    from app.moment import Moment

    moment = Moment()
    return teachers_copy.week_of((moment.now_ms() // 60_000 + moment.offset_min()) // 1_440)


def test_every_family_gets_a_page_and_a_child_is_removed_by_name(tmp_path: Path) -> None:
    home = tmp_path / "home"
    file = saved(tmp_path, child("Ayim"), child("Bahar"), passphrase="ئالما نان سۇ")
    (tmp_path / "p.txt").write_text("ئالما نان سۇ", encoding="utf-8")
    done = run(home, "class", "bring", str(file), "--passphrase-file", str(tmp_path / "p.txt"))
    assert done.exit_code == 0 and "Ayim: new" in done.output, done.output
    assert "2 pages" in run(home, "class", "report", str(tmp_path / "all.pdf"), "--language", "de").output
    assert "1 page" in run(home, "class", "report", str(tmp_path / "one.pdf"), "--child", "ayim").output
    assert run(home, "class", "report", str(tmp_path / "no.pdf"), "--child", "Nobody").exit_code == 1
    assert run(home, "class", "remove", "Ayim", "--yes").exit_code == 0
    assert "Ayim" not in run(home, "class", "show").output


def test_a_class_without_copies_says_how_to_get_some(tmp_path: Path) -> None:
    assert "For a teacher" in run(tmp_path / "home", "class", "show").output


@pytest.mark.parametrize("language", ["en", "tr", "de", "fr", "ru", "ug", "ug-Cyrl"])
def test_a_familys_page_has_everything_on_it_within_its_margins(
    language: str, animals: Sequence[Sense]
) -> None:
    weeks = [Week(NOW_WEEK - at, 1 + at % 7, 5 * at) for at in range(WEEKS - 1, -1, -1)]
    hard = [word(one, 1) for one in animals[:6]]
    made = report([child("Ayimnisa Turghun", hard, weeks)], {one.id: one for one in animals}, NOW_WEEK)
    before = speak(language, PLACES.translations)
    setup = Setup(paper.LETTER, (Script.ARABIC,), "en", outside_packs(PLACES), PLACES.fonts)
    page = family.page(made.children[0], setup, NOW_WEEK)
    speak("en", PLACES.translations)
    assert before.code == language
    words = [mark for mark in page if isinstance(mark, Words)]
    assert "Ayimnisa Turghun" in map(text_of, words)
    hardest = {one.headword for one in made.children[0].hardest}
    assert len(hardest) == class_report.HARDEST and hardest <= set(map(text_of, words))
    for mark in words:
        left, _, right, bottom = place_of(mark)
        assert left >= MARGIN - 1 and right <= paper.LETTER.width - MARGIN + 1
        assert bottom <= paper.LETTER.height - MARGIN + 8


def test_the_tables_are_made_of_the_report_alone(animals: Sequence[Sense]) -> None:
    seen = report([child("Ayim", [word(animals[0], 2)])], {one.id: one for one in animals}, NOW_WEEK)
    assert class_tables.words(seen, "de")[1] == (
        animals[0].headword, animals[0].glosses["de"], "1", "1", "4", "2", "0.8", "Ayim",
    )  # fmt: skip
