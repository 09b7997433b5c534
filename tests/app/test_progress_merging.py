"""Progress files between phones: whatever the order, however often, whatever the clocks say."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.services import progress_bringing, progress_files, progress_looking
from app.services.progress_files import StoppedError
from lexicon.records import Learner, Review
from tests.app.devices import DAY_MS, HOUR_MS, NOW_MS, Device, blank

CLOCKS = (0, DAY_MS, -DAY_MS, HOUR_MS, NOW_MS, NOW_MS - 2**31 * 1000, NOW_MS - 2**32 * 1000, NOW_MS + DAY_MS)
"""How far behind a phone is: right, a day, DST, at 1970 and before it, at the ends of 31 and 32 bits."""

PHONES = 3


@contextmanager
def phones(count: int = PHONES, clocks: tuple[int, ...] = (0, DAY_MS, -DAY_MS)) -> Iterator[list[Device]]:
    with tempfile.TemporaryDirectory(prefix="anatil-phones-") as folder:
        template = blank(Path(folder))
        made = [
            Device(Path(folder) / f"{number}", number, clocks[number % len(clocks)], template)
            for number in range(count)
        ]
        try:
            yield made
        finally:
            for device in made:
                device.close()


def file_of(device: Device) -> Path:
    return device.household.places.home / "all.anatil-progress"


def do(draw: st.DataObject, device: Device, others: list[Device], given: list[Review]) -> None:
    """One thing that happens on a phone."""
    here = device.at_home()
    what = draw.draw(
        st.sampled_from(
            ["child"]
            if not here
            else ["answer"] * 4 + ["undo", "wish", "page", "erase", "bring", "child", "remove"]
        )
    )
    device.later(draw.draw(st.sampled_from([0, 1, 5_000, HOUR_MS, 3 * DAY_MS])))
    learner: Learner | None = draw.draw(st.sampled_from(here)) if here else None
    if what == "child":
        device.child()
    elif what == "bring":
        other = draw.draw(st.sampled_from(others))
        device.bring(other.save(file_of(other)))
    elif learner is not None and what == "answer":
        offset_min = draw.draw(st.sampled_from([60, 120, -570]))
        given.append(
            device.answer(learner, draw.draw(st.integers(0, 2)), draw.draw(st.integers(1, 4)), offset_min)
        )
    elif learner is not None and what == "undo":
        mine = [one for one in given if one.learner_id == learner.id]
        if mine:  # perhaps one that this phone has not seen yet
            device.undo(draw.draw(st.sampled_from(mine)))
    elif learner is not None and what == "wish":
        device.wish(learner, draw.draw(st.integers(2, 9)))
    elif learner is not None and what in ("page", "erase"):
        pages = device.pages.of(learner).writings
        page = pages[0] if pages else device.pages.new(learner)
        device.pages.keep(page, "" if what == "erase" else draw.draw(st.sampled_from(["ئانا", "سالام", "x"])))
    elif learner is not None and what == "remove" and draw.draw(st.integers(0, 3)) == 0:
        device.household.remove_learner(learner)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.tuples(*[st.sampled_from(CLOCKS)] * PHONES))
def test_phones_that_have_each_others_files_know_the_same(
    data: st.DataObject, clocks: tuple[int, ...]
) -> None:
    with phones(clocks=clocks) as devices:
        given: list[Review] = []
        first = devices[0].child()
        given.append(devices[0].answer(first))
        for _ in range(data.draw(st.integers(3, 14))):
            device = data.draw(st.sampled_from(devices))
            do(data, device, [one for one in devices if one is not device], given)
        files = [device.save(file_of(device)) for device in devices]
        for device in devices:
            for file in data.draw(st.permutations(files)):
                device.bring(file)
            device.bring(data.draw(st.sampled_from(files)))
        known = [device.knows() for device in devices]
        assert known[0] == known[1] == known[2]
        for learner in known[0]["children"]:
            before = devices[0].knows()
            devices[0].lessons.rebuild(learner)
            assert devices[0].knows() == before


def test_an_undo_may_come_before_the_answer_that_it_takes_back() -> None:
    with phones() as (one, two, three):
        child = one.child()
        slip = one.answer(child, rating=1)
        first = one.save(file_of(one))
        two.bring(first)
        undo = two.undo(slip)
        # Three hears of the undo alone: a file that an older phone sent on, say.
        two_file = two.household.places.home / "undo.anatil-progress"
        with two.household.kept.read() as connection, two_file.open("wb") as file:
            from lexicon import learners
            from lexicon.exchange import progress

            progress.write(file, [learners.as_made(connection, child.id), undo], passphrase=None)
        three.bring(two_file)
        assert three.knows()["answers"][child.id] == (undo,)
        three.bring(first)
        one.bring(two.save(file_of(two)))
        assert three.knows() == two.knows() == one.knows()
        assert three.knows()["memories"][child.id] == ()


def test_the_same_file_twice_changes_nothing() -> None:
    with phones() as (one, two, _):
        child = one.child()
        one.answer(child)
        one.wish(child, 7)
        file = one.save(file_of(one))
        assert two.bring(file).answers == 1
        known = two.knows()
        assert two.bring(file) == progress_bringing.Brought(0, 0, 0)
        assert two.knows() == known
        assert not progress_looking.look(two.household, file, None).is_news


def test_the_later_wish_stands_on_both_and_a_clock_set_back_loses_nothing() -> None:
    with phones(clocks=(0, DAY_MS, 0)) as (one, two, _):
        child = one.child()
        one.wish(child, 5)
        two.bring(one.save(file_of(one)))
        two.wish(two.at_home()[0], 9)  # its clock is a day behind, and yet this was set later
        one.bring(two.save(file_of(two)))
        assert one.at_home()[0].settings["minutes"] == "9"
        assert one.knows() == two.knows()


def test_a_page_written_on_by_a_slow_clock_is_not_lost_to_its_older_version() -> None:
    with phones(clocks=(0, DAY_MS, 0)) as (one, two, _):
        child = one.child()
        one.pages.keep(one.pages.new(child), "سالام")
        two.bring(one.save(file_of(one)))
        two.pages.keep(two.pages.of(child).writings[0], "سالام، موما!")
        one.bring(two.save(file_of(two)))
        assert [page.text for page in one.pages.of(child).writings] == ["سالام، موما!"]


def test_a_page_that_was_thrown_away_does_not_come_back() -> None:
    with phones() as (one, two, _):
        child = one.child()
        page = one.pages.keep(one.pages.new(child), "سالام")
        old = one.save(file_of(one))
        two.bring(old)
        one.pages.keep(page, "")
        one.bring(old)
        two.bring(one.save(file_of(one)))
        assert one.pages.of(child).writings == two.pages.of(child).writings == ()


def test_a_removed_child_is_removed_everywhere_and_a_later_file_does_not_bring_it_back() -> None:
    with phones() as (one, two, three):
        child, other = one.child(), one.child("ئېيىق")
        one.answer(child)
        one.answer(other)
        two.bring(one.save(file_of(one)))
        two.answer(child)
        before = two.save(two.household.places.home / "before.anatil-progress")
        one.household.remove_learner(child)
        two_told = progress_looking.look(two.household, one.save(file_of(one)), None)
        assert [learner.id for learner in two_told.removes] == [child.id]
        assert two.bring(file_of(one)).removed == 1
        three.bring(before)
        assert len(three.at_home()) == 2
        three.bring(file_of(one))
        found = progress_looking.look(one.household, before, None)
        gone = next(one for one in found.learners if one.learner.id == child.id)
        assert gone.removed and not gone.is_news
        one.bring(before)
        for device in (one, two, three):
            assert [learner.id for learner in device.at_home()] == [other.id]
        assert one.knows() == two.knows() == three.knows()


def test_one_looks_first_and_sees_what_is_new() -> None:
    with phones() as (one, two, _):
        child = one.child()
        one.answer(child)
        two.bring(one.save(file_of(one)))
        one.answer(child, 1)
        one.wish(child, 8)
        one.pages.keep(one.pages.new(child), "ئانا")
        known = two.knows()
        found = progress_looking.look(two.household, one.save(file_of(one)), None)
        (seen,) = found.learners
        assert (seen.learner.nickname, seen.here, seen.answers, seen.new, seen.pages) == (
            "تۈلكە",
            True,
            2,
            1,
            1,
        )
        assert seen.settings == {"minutes": (None, "8")}
        assert found.size == file_of(one).stat().st_size
        assert two.knows() == known


def test_only_those_who_are_asked_for_travel() -> None:
    with phones() as (one, two, _):
        child, other = one.child(), one.child("ئېيىق")
        one.answer(child)
        one.answer(other)
        progress_files.save(one.household, [other], file_of(one), "alma nan su")
        two.bring(file_of(one), "alma nan su")
        assert [learner.id for learner in two.at_home()] == [other.id]
        assert list(two.knows()["answers"]) == [other.id]


def test_a_row_that_a_bad_disk_changed_does_not_travel() -> None:
    with phones() as (one, two, _):
        child = one.child()
        kept, bad = one.answer(child), one.answer(child, 1)
        with one.household.kept.write() as connection:
            connection.exec_driver_sql("DROP TRIGGER review_no_update")
            connection.exec_driver_sql("UPDATE review SET rating = 4 WHERE id = ?", (bad.id.hex,))
        saved = progress_files.save(one.household, [child], file_of(one), None)
        assert (saved.answers, saved.left_out) == (1, 1)
        two.bring(file_of(one))
        assert two.knows()["answers"][child.id] == (kept,)


# --- all or nothing --------------------------------------------------------------------------------------


def many_answers(device: Device, count: int = 2_000) -> Learner:
    """A child with enough answers for the way to be told about more than once."""
    from lexicon import reviews

    child = device.child()
    one = device.answer(child)
    made = [
        Review(
            device.new_id(), child.id, device.new_id(), one.skill, one.drill, "x", one.verdict, 3,
            one.at_ms + number, 60, 1_000,
        )
        for number in range(count)
    ]  # fmt: skip
    with device.household.kept.write() as connection:
        reviews.union(connection, made)
    device.lessons.rebuild(child)
    device.wish(child, 7)
    return child


@settings(max_examples=12, deadline=None)
@given(st.one_of(st.integers(0, 5), st.integers(0, 2_000)))
def test_a_person_who_stops_it_has_changed_nothing(stop_at: int) -> None:
    with phones(2) as (one, two):
        many_answers(one, 1_200)
        file = one.save(file_of(one))
        known = two.knows()
        heard: list[tuple[int, int]] = []

        def told(done: int, every: int) -> bool:
            heard.append((done, every))
            return len(heard) <= stop_at

        try:
            progress_bringing.bring(two.household, file, None, told)
        except StoppedError:
            assert two.knows() == known
        else:
            assert two.knows() == one.knows()
            assert heard[-1][0] == heard[-1][1]
        assert all(0 <= done <= every for done, every in heard)


class Killed(BaseException):
    """Stands for the end of the process."""


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 60))
def test_a_phone_that_dies_on_the_way_has_all_or_nothing(dies_at: int) -> None:
    from sqlalchemy import event

    with phones(2) as (one, two):
        many_answers(one, 600)
        file = one.save(file_of(one))
        before = two.knows()
        engine = two.household.kept._writing
        calls = 0

        def dies(*_: object) -> None:
            nonlocal calls
            calls += 1
            if calls == dies_at:
                raise Killed

        event.listen(engine, "before_cursor_execute", dies)
        try:
            two.bring(file)
            died = False
        except Killed:
            died = True
        event.remove(engine, "before_cursor_execute", dies)
        assert two.knows() == (before if died else one.knows())
        two.bring(file)
        assert two.knows() == one.knows()


def test_a_file_that_is_being_saved_is_whole_or_not_there(tmp_path: Path) -> None:
    with phones(1) as (one,):
        child = many_answers(one, 1_200)
        target = tmp_path / "a.anatil-progress"
        target.write_bytes(b"what was there")
        with pytest.raises(StoppedError):
            progress_files.save(one.household, [child], target, None, lambda done, _all: done < 500)
        assert target.read_bytes() == b"what was there"
        assert list(tmp_path.iterdir()) == [target]
