"""Snapshots: whole or not there, few enough, never in anybody's way, and without what was taken back."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services import snapshots as service
from lexicon import copies, learners, purging, recordings, removals, reviews, snapshots
from lexicon.copies import StoppedError
from lexicon.snapshots import Snapshot
from lexicon.store import open_store, set_aside
from lexicon.troubles import DatabaseDamagedError, StoreError
from tests.killed import killed_at
from tests.lexicon import homes, made
from tests.lexicon.homes import Home

HOUR = 3_600_000
unix = pytest.mark.skipif(sys.platform == "win32", reason="a process is forked")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return homes.furnished(tmp_path)


def names(home: Home) -> list[str]:
    return [one.path.name for one in snapshots.every(home.places.snapshots)]


def test_a_snapshot_has_every_row_and_opens_as_a_database(home: Home) -> None:
    taken, contents = snapshots.take(home.places, made.NOW)
    assert taken.path.name == "anatil-2026-11-22-100000.sqlite"
    assert contents.counts["review"] == 6
    there = homes.contents(home.places)
    shutil.copy(taken.path, home.places.database.with_name("back.sqlite"))
    with open_store(home.places.home / "back.sqlite") as store, store.read() as connection:
        assert learners.everyone(connection) == there["learners"]
        assert reviews.of(connection, made.uid(1)) == there["reviews"][0]  # type: ignore[index]
    assert sorted(path.name for path in home.places.snapshots.iterdir()) == [taken.path.name]


def test_whoever_writes_meanwhile_waits_for_nobody_and_the_snapshot_is_of_one_moment(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    monkeypatch.setattr(copies, "PAGES", 1)
    with open_store(home.places.database, busy_ms=0) as store:

        def answering(done: int, _every: int) -> bool:
            if done and len(written) < 20:
                number = 5_000 + len(written)
                with store.write() as connection:  # busy_ms=0: it would fail at once if it had to wait
                    reviews.add(connection, made.review(number, sense=11))
                written.append(number)
            return True

        _, contents = snapshots.take(home.places, made.NOW, answering)
        with store.read() as connection:
            assert len(reviews.of(connection, made.uid(1))) == 6 + 20
    assert contents.counts["review"] == 6


def test_one_that_is_stopped_leaves_nothing(home: Home) -> None:
    with pytest.raises(StoppedError):
        snapshots.take(home.places, made.NOW, lambda _done, _every: False)
    assert list(home.places.snapshots.iterdir()) == []


def test_a_damaged_database_makes_no_snapshot_and_costs_none(home: Home) -> None:
    taken, _ = snapshots.take(home.places, made.NOW)
    content = bytearray(home.places.database.read_bytes())
    for at in range(4096 * 3, 4096 * 12):
        content[at] = 0x5A
    home.places.database.write_bytes(content)
    with pytest.raises(DatabaseDamagedError):
        snapshots.take(home.places, made.NOW + made.DAY)
    assert service.keep_up(home.places, made.NOW + made.DAY) is None
    assert names(home) == [taken.path.name]
    assert copies.read_back(taken.path).counts["review"] == 6


def test_damaged_answers_are_told_and_older_snapshots_stay(home: Home) -> None:
    first, _ = snapshots.take(home.places, made.NOW)
    with sqlite3.connect(home.places.database) as connection:
        connection.execute("DROP TRIGGER review_no_update")
        connection.execute("UPDATE review SET rating = 1 WHERE rowid = 1")
    later, contents = snapshots.take(home.places, made.NOW + HOUR)
    assert len(contents.flawed) == 1
    assert names(home) == [later.path.name, first.path.name]


@given(st.lists(st.integers(0, 400 * 24), unique=True, max_size=60))
def test_the_latest_of_three_days_three_weeks_and_three_months_are_kept(hours: list[int]) -> None:
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    found = [Snapshot(Path(str(hour)), begin + timedelta(hours=hour)) for hour in hours]
    kept = snapshots.kept(found)
    assert len(kept) <= 9
    assert set(kept) <= set(found)
    assert kept[:1] == tuple(sorted(found, key=lambda one: one.at, reverse=True))[:1]
    for told in ("%Y-%m-%d", "%G-%V", "%Y-%m"):
        periods = sorted({one.at.strftime(told) for one in found}, reverse=True)[:3]
        for period in periods:
            assert max(one.at for one in found if one.at.strftime(told) == period) in {k.at for k in kept}
    assert snapshots.kept(kept) == kept


def test_a_year_of_days_leaves_nine_at_most(home: Home) -> None:
    for day in range(0, 120, 5):
        snapshots.take(home.places, made.NOW + day * made.DAY)
    assert 5 <= len(names(home)) <= 9
    last = datetime.fromtimestamp(made.NOW / 1000, UTC) + timedelta(days=115)
    assert names(home)[0] == f"anatil-{last:%Y-%m-%d}-100000.sqlite"


def test_it_is_due_after_a_day_and_whatever_the_clock_says_it_comes_again(home: Home) -> None:
    places = home.places
    assert snapshots.is_due(places, made.NOW)
    assert service.keep_up(places, made.NOW) is not None
    assert not snapshots.is_due(places, made.NOW + 23 * HOUR)
    assert snapshots.is_due(places, made.NOW + 24 * HOUR)
    assert service.keep_up(places, made.NOW + HOUR) is None
    before = made.NOW - 400 * made.DAY  # the clock was set back: what is "later" does not count
    assert snapshots.is_due(places, before)
    assert service.keep_up(places, before) is not None
    assert not snapshots.is_due(places, before + HOUR)


def test_on_a_full_disk_none_is_taken_and_nothing_breaks(
    home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    size = home.places.database.stat().st_size
    assert snapshots.has_room(home.places, lambda _: 2 * size + snapshots.ROOM)
    assert not snapshots.has_room(home.places, lambda _: 2 * size + snapshots.ROOM - 1)
    monkeypatch.setattr(snapshots, "_free", lambda _folder: size)
    assert service.keep_up(home.places, made.NOW) is None
    assert names(home) == []
    assert "nearly full" in caplog.text


@unix
def test_a_disk_that_fills_up_meanwhile_leaves_no_half_snapshot(home: Home) -> None:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
            snapshots.take(home.places, made.NOW)
        except (StoreError, OSError):
            code = 0 if not list(home.places.snapshots.iterdir()) else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@unix
def test_killed_at_any_step_every_snapshot_is_whole_and_the_next_goes_well(home: Home) -> None:
    snapshots.take(home.places, made.NOW)
    step = 0
    while killed_at(step, lambda: snapshots.take(home.places, made.NOW + made.DAY), home.places.home):
        for one in snapshots.every(home.places.snapshots):
            assert copies.read_back(one.path).counts["review"] == 6
        step += 1
    assert step >= 4
    purging.purge(home.places, (), made.NOW)
    assert len(names(home)) == len(list(home.places.snapshots.iterdir())) == 2


# --- taken back --------------------------------------------------------------------------------------------


def copies_of(home: Home) -> tuple[Path, ...]:
    """A snapshot, what a migration leaves, and a database that was put aside with its log."""
    snapshots.take(home.places, made.NOW)
    shutil.copy(home.places.database, home.places.home / "anatil-before-0002.sqlite")
    aside = home.places.home / "anatil-damaged-2026-11-01-100000.sqlite"
    shutil.copy(home.places.database, aside)
    raw = sqlite3.connect(aside)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("UPDATE learner SET nickname = 'in the log' WHERE nickname = 'Ayim'")
    raw.commit()
    for end in ("-wal", "-shm"):
        shutil.copy(f"{aside}{end}", f"{aside}{end}.kept")
    raw.close()
    for end in ("-wal", "-shm"):
        Path(f"{aside}{end}.kept").rename(f"{aside}{end}")
    return purging.every_copy(home.places)


def removed(home: Home) -> frozenset[object]:
    with home.open() as store, store.write() as connection:
        removals.speaker(connection, made.uid(501), made.NOW)
        removals.learner(connection, made.uid(1))
        return removals.all_of(connection)


def nothing_left(path: Path) -> None:
    content = path.read_bytes()
    with copies.reading(path, still=True) as copy:
        copies.check(copy)
        for table in ("learner", "review", "memory", "writing", "speaker", "consent", "recording"):
            assert copy.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), (path.name, table)
        assert copy.execute("SELECT count(*) FROM setting").fetchone() == (0,)
        assert copy.execute("SELECT count(*) FROM word").fetchone()[0] > 0
    for trace in ("Ayim", "Moma", "in the log"):
        assert trace.encode() not in content, (path.name, trace)


def test_what_is_taken_back_leaves_every_copy_and_every_free_page(home: Home) -> None:
    paths = copies_of(home)
    assert len(paths) == 3
    assert all(b"Moma" in path.read_bytes() for path in paths)
    purged = purging.purge(home.places, removed(home), made.NOW)  # type: ignore[arg-type]
    assert set(purged.rewritten) == set(paths)
    for path in paths:
        nothing_left(path)
        assert not path.with_name(path.name + "-wal").exists()
    assert purging.purge(home.places, purging.tombstones(home.places.database), made.NOW) == purging.Purged()


def test_a_consent_that_is_withdrawn_takes_its_recordings_and_stays_marked(home: Home) -> None:
    taken, _ = snapshots.take(home.places, made.NOW)
    with home.open() as store, store.write() as connection:
        removals.consent(connection, made.uid(601), made.NOW + 5)
    purging.purge(home.places, purging.tombstones(home.places.database), made.NOW + 9)
    with copies.reading(taken.path) as copy:
        assert copy.execute("SELECT count(*) FROM recording").fetchone() == (0,)
        rows = copy.execute("SELECT withdrawn_ms, spoken_sha256 FROM consent").fetchall()
        assert rows == [(made.NOW + 9, None)]
        assert copy.execute("SELECT count(*) FROM review").fetchone() == (6,)
        with home.open() as store, store.read() as connection:
            live = {one.hex for one in removals.all_of(connection)}
        assert {one for (one,) in copy.execute("SELECT id FROM tombstone")} == live


def test_a_copy_that_has_nothing_of_it_only_learns_what_was_removed(home: Home) -> None:
    taken, _ = snapshots.take(home.places, made.NOW)
    with home.open() as store, store.write() as connection:
        digest = recordings.keep_file(home.places.recordings, b"later")
        by = {"speaker_id": made.uid(501), "consent_id": made.uid(601)}
        recordings.add(connection, made.take(4_000, homes.APPLE, digest, **by))
        removals.recording(connection, made.uid(4_000))
    purged = purging.purge(home.places, purging.tombstones(home.places.database), made.NOW)
    assert purged.rewritten == ()
    assert made.uid(4_000) in purging.tombstones(taken.path)


def test_a_copy_that_cannot_be_read_goes_only_when_something_was_removed(home: Home) -> None:
    with home.open() as store, store.read() as connection:
        gone = removals.all_of(connection)
    purging.purge(home.places, gone, made.NOW)
    home.places.database.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)
    aside = set_aside(home.places.database, datetime(2026, 11, 22, 10))
    assert purging.purge(home.places, gone, made.NOW) == purging.Purged()
    assert purging.purge(home.places, (), made.NOW) == purging.Purged()
    assert aside.exists()
    assert purging.purge(home.places, gone | {made.uid(77)}, made.NOW).deleted == (aside,)
    assert not aside.exists()


@unix
def test_a_purge_killed_at_any_step_is_finished_by_the_next(home: Home, tmp_path: Path) -> None:
    paths = copies_of(home)
    gone = removed(home)
    keep = tmp_path / "as it was"
    shutil.copytree(home.places.home, keep)
    step = 0
    while killed_at(step, lambda: purging.purge(home.places, gone, made.NOW), home.places.home):  # type: ignore[arg-type]
        for path in paths:
            copies.read_back(path)  # whole, the old one or the new one
        assert service.keep_up(home.places, made.NOW + 1) is None  # the next start
        for path in paths:
            nothing_left(path)
        assert purging.half_made(home.places) == ()
        shutil.rmtree(home.places.home)
        shutil.copytree(keep, home.places.home)
        step += 1
    assert step >= 12
