"""A backup comes back: all of it, nothing of here lost, nothing that was taken back; or nothing at all."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.services.household import Household
from app.services.remembering import rebuild_all, replayed
from lexicon import (
    backup,
    copies,
    doctor,
    learners,
    recordings,
    registers,
    removals,
    restoring,
    reviews,
    saving,
    snapshots,
    writings,
)
from lexicon.backup import BackupFlawError, Manifest, NewerBackupError, Part
from lexicon.copies import StoppedError
from lexicon.places import Places
from lexicon.records import Writing
from lexicon.restoring import Restored
from lexicon.sealed import SealError, WrongPassphraseError
from lexicon.store import open_store
from lexicon.troubles import DatabaseDamagedError, DiskFullError, ReviewMismatchError
from tests.killed import killed_at
from tests.lexicon import homes, made
from tests.lexicon.homes import CHEAP, PASSPHRASE, Home
from tests.lexicon.test_backup import full_after

NEW_DEVICE = made.uid(99_999)
unix = pytest.mark.skipif(sys.platform == "win32", reason="a process is forked")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return homes.furnished(tmp_path / "one")


@pytest.fixture
def file(home: Home, tmp_path: Path) -> Path:
    return saving.save(home.places, tmp_path / "all.anatil-backup", PASSPHRASE, made.NOW, cost=CHEAP).path


def restore(places: Places, path: Path, passphrase: str = PASSPHRASE, **more: Any) -> Restored:
    return restoring.restore(
        places,
        path,
        passphrase,
        now_ms=made.NOW + made.DAY,
        new_id=lambda: NEW_DEVICE,
        replay=rebuild_all,
        **more,
    )


def files(places: Places) -> dict[str, bytes]:
    """Every file of a home by name, but for what SQLite opens and closes."""
    return {
        str(path.relative_to(places.home)): path.read_bytes()
        for path in places.home.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def test_on_a_new_phone_everything_comes_back(home: Home, file: Path, tmp_path: Path) -> None:
    there = Places(tmp_path / "new" / "home").make()
    restored = restore(there, file)
    before, after = homes.contents(home.places), homes.contents(there)
    spoken = home.voices["spoken"]
    assert spoken in before["files"]  # type: ignore[operator]
    assert after == {**before, "files": [one for one in before["files"] if one != spoken]}  # type: ignore[attr-defined]
    assert homes.missing(there) == set()
    assert (there.keys / "signing.key").read_bytes() == b"a secret of 1"
    (photo,) = home.places.photos.iterdir()
    assert (there.photos / photo.name).read_bytes() == photo.read_bytes()
    assert (there.packs / ("ab" * 32)).read_bytes() == b"a pack that another hand wrote"
    assert (restored.joined, restored.removed, restored.flawed, restored.aside) == (0, 0, (), None)
    assert not there.stage.exists()
    with open_store(there.database) as store:
        assert doctor.examine(store, there, replayed) == ()


def test_no_two_devices_come_from_one_backup_with_one_id(home: Home, file: Path, tmp_path: Path) -> None:
    with home.open() as store:
        old = store.device
    there = Places(tmp_path / "new" / "home").make()
    restore(there, file)
    restore(home.places, file)
    for places in (there, home.places):
        with open_store(places.database) as store:
            assert store.device == NEW_DEVICE != old
            with store.read() as connection:  # what the old one stamped still stands
                assert registers.get(connection, str(made.uid(1)), "minutes") == "10"


def test_what_is_only_here_stays(home: Home, file: Path) -> None:
    with home.open() as store, store.write() as connection:
        learners.add(connection, made.learner(2, nickname="Bahar"))
        homes.answer(connection, made.uid(2), range(200, 204))
        homes.answer(connection, made.uid(1), range(106, 109))
        stamp = registers.next_stamp(connection, store.device, made.NOW + 9)
        learners.change(connection, made.uid(1), "minutes", "15", stamp)
        writings.put(connection, Writing(made.uid(701), made.uid(1), "ئالما نان", made.NOW, made.NOW + 9))
        digest = recordings.keep_file(home.places.recordings, b"since then")
        by = {"speaker_id": made.uid(501), "consent_id": made.uid(601)}
        recordings.add(connection, made.take(900, homes.GRAPE, digest, **by))
    before = homes.contents(home.places)
    restored = restore(home.places, file)
    assert homes.contents(home.places) == before
    assert restored.joined == 7
    assert homes.missing(home.places) == set()  # the spoken consent is still here too
    (snapshot,) = snapshots.every(home.places.snapshots)
    assert copies.read_back(snapshot.path).counts["review"] == 13


def test_two_homes_become_one(home: Home, file: Path, tmp_path: Path) -> None:
    other = homes.furnished(tmp_path / "two", first=2)
    before, here = homes.contents(home.places), homes.contents(other.places)
    restore(other.places, file)
    after = homes.contents(other.places)
    for kind in ("learners", "reviews", "memories", "pages"):
        assert sorted(map(repr, after[kind])) == sorted(map(repr, [*before[kind], *here[kind]]))  # type: ignore
    assert homes.missing(other.places) == set()
    assert (other.places.keys / "signing.key").read_bytes() == b"a secret of 1"
    assert (other.places.keys / "signing.key.before-1").read_bytes() == b"a secret of 2"


def test_doing_it_again_changes_nothing(home: Home, file: Path) -> None:
    restore(home.places, file)
    once = homes.contents(home.places)
    restore(home.places, file)
    assert homes.contents(home.places) == once


def test_what_was_taken_back_here_does_not_return(home: Home, file: Path) -> None:
    with home.open() as store, store.write() as connection:
        recordings.forget(home.places.recordings, removals.speaker(connection, made.uid(501), made.NOW))
        removals.learner(connection, made.uid(1))
    restored = restore(home.places, file)
    after = homes.contents(home.places)
    assert (after["learners"], after["files"]) == ((), [])
    assert restored.removed == 3
    assert not any(path.is_file() for path in home.places.recordings.rglob("*"))
    content = home.places.database.read_bytes()
    assert b"Moma" not in content and b"Ayim" not in content


def test_a_clip_of_a_pack_that_was_taken_back_is_blank_in_it(home: Home, tmp_path: Path) -> None:
    clip, pack = b"grape 1", home.places.packs / ("cd" * 32)
    pack.write_bytes(b"before " + clip + b" after")
    with home.open() as store, store.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO pack VALUES (?, '{}', 1, x'00', ?, 20, 0)", (made.uid(5).hex, pack.name)
        )
        connection.exec_driver_sql(
            "INSERT INTO pack_part VALUES (?, ?, 7, 7)", (made.uid(5).hex, home.voices["grape"])
        )
    file = saving.save(home.places, tmp_path / "x.anatil-backup", PASSPHRASE, made.NOW, cost=CHEAP).path
    there = Places(tmp_path / "new" / "home").make()
    with open_store(there.database) as store, store.write() as connection:
        removals.bury(connection, made.uid(851))  # the grape was taken back on this phone
    restore(there, file)
    assert (there.packs / pack.name).read_bytes() == b"before " + bytes(7) + b" after"
    with open_store(there.database) as store, store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM pack_part").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM recording").scalar() == 1


def test_what_was_taken_back_in_the_backup_goes_here_too(home: Home, tmp_path: Path) -> None:
    other = Places(tmp_path / "two" / "home")
    shutil.copytree(home.places.home, other.home)
    with home.open() as store, store.write() as connection:
        recordings.forget(home.places.recordings, removals.speaker(connection, made.uid(501), made.NOW))
    file = saving.save(home.places, tmp_path / "x.anatil-backup", PASSPHRASE, made.NOW, cost=CHEAP).path
    restore(other, file)
    assert homes.contents(other)["files"] == []
    assert not any(path.is_file() for path in other.recordings.rglob("*"))


def test_a_take_that_was_mastered_since_stays_mastered(home: Home, file: Path) -> None:
    with home.open() as store, store.write() as connection:
        (row,) = connection.exec_driver_sql("SELECT * FROM recording WHERE archive_sha256 IS NULL").fetchall()
        digest = recordings.keep_file(home.places.recordings, b"mastered")
        connection.exec_driver_sql("UPDATE recording SET sha256 = ? WHERE id = ?", (digest, row[0]))
    restore(home.places, file)
    assert digest in homes.contents(home.places)["files"]  # type: ignore[operator]
    assert homes.missing(home.places) == set()


def test_a_damaged_answer_here_is_whole_again_and_one_in_the_backup_too(home: Home, file: Path) -> None:
    whole = homes.contents(home.places)
    damage(home.places)
    assert homes.contents(home.places)["damaged"] != ()
    restore(home.places, file)
    assert homes.contents(home.places) == whole


def test_a_damaged_answer_in_the_backup_gives_way_to_the_whole_one(home: Home, tmp_path: Path) -> None:
    other = Places(tmp_path / "two" / "home")
    shutil.copytree(home.places.home, other.home)
    whole = homes.contents(other)
    damage(home.places)
    file = saving.save(home.places, tmp_path / "x.anatil-backup", PASSPHRASE, made.NOW, cost=CHEAP).path
    restored = restore(other, file)
    assert restored.flawed == () and len(restored.manifest.flawed) == 1
    assert homes.contents(other) == whole
    with (
        pytest.raises(sqlite3.DatabaseError, match="only ever added"),
        sqlite3.connect(other.database) as raw,
    ):
        raw.execute("UPDATE review SET rating = 4")


def damage(places: Places) -> None:
    """One flipped bit in an answer, as a bad disk makes it."""
    with sqlite3.connect(places.database) as connection:
        (guard,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'review_no_update'"
        ).fetchone()
        connection.execute("DROP TRIGGER review_no_update")
        flipped = "UPDATE review SET taken_ms = taken_ms + 64 WHERE id = (SELECT min(id) FROM review)"
        connection.execute(flipped)
        connection.execute(guard)


# --- refused, and nothing touched --------------------------------------------------------------------------


def refused(home: Home, path: Path, kind: type[Exception], passphrase: str = PASSPHRASE, **more: Any) -> None:
    before = files(home.places)
    with pytest.raises(kind):
        restore(home.places, path, passphrase, **more)
    assert files(home.places) == before
    assert not home.places.stage.exists()


def test_a_wrong_passphrase_touches_nothing(home: Home, file: Path) -> None:
    refused(home, file, WrongPassphraseError, "another passphrase")


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_at_any_byte_touches_nothing(home: Home, file: Path, data: st.DataObject) -> None:
    content = bytearray(file.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    damaged = file.with_name("damaged")
    for found in (bytes(content), bytes(content[:at])):
        damaged.write_bytes(found)
        refused(home, damaged, SealError)


def rewritten(home: Home, tmp_path: Path, statement: str) -> Path:
    """A backup of a database in which something was done."""
    with sqlite3.connect(home.places.database) as connection:
        connection.executescript(statement)
    return saving.save(home.places, tmp_path / "y.anatil-backup", PASSPHRASE, made.NOW, cost=CHEAP).path


def test_a_newer_database_in_it_is_told(home: Home, tmp_path: Path) -> None:
    newer = rewritten(home, tmp_path, "UPDATE alembic_version SET version_num = '0999'")
    there = Places(tmp_path / "new" / "home").make()
    with pytest.raises(NewerBackupError):
        restore(there, newer)
    assert not there.database.exists()


def test_a_database_in_it_that_is_not_ours_is_a_flaw_of_the_file(tmp_path: Path) -> None:
    other = Home(Places(tmp_path / "new" / "home").make(), {})
    with other.open():
        pass
    strange = tmp_path / "strange.sqlite"
    with sqlite3.connect(strange) as connection:
        connection.execute("CREATE TABLE notes (text TEXT)")
    part = Part("anatil.sqlite", strange.stat().st_size, doctor.digest_of(strange))
    manifest = Manifest("0.1", "0005", NEW_DEVICE, made.NOW, {"notes": 0}, (part,))
    flawed = tmp_path / "y.anatil-backup"
    with flawed.open("wb") as file:
        backup.write(
            file, manifest, lambda _: strange, passphrase=PASSPHRASE, go_on=copies.always, cost=CHEAP
        )
    refused(other, flawed, BackupFlawError)


def test_two_whole_answers_with_one_id_are_not_joined(file: Path, tmp_path: Path) -> None:
    other = Home(Places(tmp_path / "new" / "home").make(), {})
    with other.open() as store, store.write() as connection:
        learners.add(connection, made.learner(1))
        reviews.add(connection, made.review(100, sense=11, rating=1, at_ms=made.NOW))
    before = homes.contents(other.places)
    with pytest.raises(ReviewMismatchError):
        restore(other.places, file)
    assert homes.contents(other.places) == before
    assert not other.places.stage.exists()


@pytest.mark.parametrize("room", [0, 100, 60_000, 400_000])
def test_a_disk_that_fills_up_while_it_is_unpacked_touches_nothing(
    home: Home, file: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    before = files(home.places)
    full_after(monkeypatch, room)
    if room == 400_000:  # room enough: the same way goes well
        assert restore(home.places, file).joined == 0
        return
    with pytest.raises(OSError, match="No space"):
        restore(home.places, file)
    assert files(home.places) == before


def test_without_room_it_is_not_begun(home: Home, file: Path) -> None:
    refused(home, file, DiskFullError, free=lambda _folder: file.stat().st_size)


def test_stopped_it_touches_nothing(home: Home, file: Path) -> None:
    refused(home, file, StoppedError, go_on=lambda done, every: done < every // 2)


# --- damaged here, and killed ------------------------------------------------------------------------------


def test_a_damaged_database_is_put_aside_and_its_snapshot_joins(home: Home, file: Path) -> None:
    with home.open() as store, store.write() as connection:
        homes.answer(connection, made.uid(1), range(106, 109))
        gone = recordings.file_of(home.places.recordings, home.voices["grape"])
        recordings.forget(home.places.recordings, removals.recording(connection, made.uid(851)))
    snapshots.take(home.places, made.NOW)
    home.places.database.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 64)
    restored = restore(home.places, file)
    assert restored.aside is not None and restored.aside.read_bytes()[:3] == b"SQL"
    assert restored.joined == 3 and not gone.exists()
    assert len(homes.contents(home.places)["reviews"][0]) == 9  # type: ignore[index]
    assert homes.missing(home.places) == set()


@unix
def test_killed_at_any_step_the_next_start_finds_the_old_home_or_the_new_one(
    home: Home, file: Path, tmp_path: Path
) -> None:
    with home.open() as store, store.write() as connection:
        homes.answer(connection, made.uid(1), range(106, 109))
        removals.recording(connection, made.uid(851))
        learners.add(connection, made.learner(2))
    old = homes.contents(home.places)
    (
        home.places.recordings / home.voices["apple"][:2] / home.voices["apple"]
    ).unlink()  # lost, and in the backup
    keep = tmp_path / "as it was"
    shutil.copytree(home.places.home, keep)
    step, ends = 0, []
    while killed_at(step, lambda: restore(home.places, file), home.places.home):
        household = Household(home.places, lambda: made.NOW, lambda: NEW_DEVICE)
        with household.kept.read() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        device = household.kept.device
        household.close()
        assert homes.contents(home.places) == old  # what is only here is in the new one as well
        ends.append(device == NEW_DEVICE)
        new = {home.voices["apple"]} if not ends[-1] else set()
        assert homes.missing(home.places) == new
        assert not home.places.stage.exists()
        grape = recordings.file_of(home.places.recordings, home.voices["grape"])
        assert not (ends[-1] and grape.exists())  # taken back, and its file had been left by a kill
        shutil.rmtree(home.places.home)
        shutil.copytree(keep, home.places.home)
        step += 1
    assert ends == sorted(ends) and True in ends and False in ends  # one moment at which it changes
    assert step > 40


@unix
def test_the_next_start_may_be_killed_as_well(home: Home, file: Path, tmp_path: Path) -> None:
    """Killed right behind the mark, then at every step of going on."""
    step = 0
    ready = home.places.stage / restoring.READY
    keep = tmp_path / "as it was"
    shutil.copytree(home.places.home, keep)
    while killed_at(step, lambda: restore(home.places, file), home.places.home) and not ready.exists():
        shutil.rmtree(home.places.home)
        shutil.copytree(keep, home.places.home)
        step += 1
    marked = tmp_path / "marked"
    shutil.copytree(home.places.home, marked)
    inner = 0
    while killed_at(inner, lambda: restoring.finish(home.places), home.places.home):
        restoring.finish(home.places)
        assert not home.places.stage.exists()
        assert homes.missing(home.places) == set()
        with open_store(home.places.database) as store:
            assert store.device == NEW_DEVICE
        shutil.rmtree(home.places.home)
        shutil.copytree(marked, home.places.home)
        inner += 1
    assert inner > 8


def go_back(places: Places) -> Any:
    return restoring.go_back(
        places, now_ms=made.NOW + made.DAY, new_id=lambda: NEW_DEVICE, replay=rebuild_all
    )


def test_from_a_damaged_database_one_goes_back_to_the_latest_whole_snapshot(home: Home) -> None:
    first, _ = snapshots.take(home.places, made.NOW)
    with home.open() as store, store.write() as connection:
        homes.answer(connection, made.uid(1), range(106, 109))
    second, _ = snapshots.take(home.places, made.NOW + made.DAY)
    before = homes.contents(home.places)
    last, _ = snapshots.take(home.places, made.NOW + 2 * made.DAY)
    last.path.write_bytes(last.path.read_bytes()[:9_000])
    damaged = b"SQLite format 3\0" + bytes(range(256)) * 64
    home.places.database.write_bytes(damaged)
    assert go_back(home.places) == second != first
    assert homes.contents(home.places) == before
    (aside,) = home.places.home.glob("anatil-damaged-*.sqlite")
    assert aside.read_bytes() == damaged


def test_without_a_snapshot_the_damaged_database_stays_where_it_is(home: Home) -> None:
    home.places.database.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 64)
    before = files(home.places)
    assert go_back(home.places) is None
    assert files(home.places) == before


@unix
def test_going_back_killed_at_any_step_leaves_the_damaged_one_or_the_snapshot(
    home: Home, tmp_path: Path
) -> None:
    snapshots.take(home.places, made.NOW)
    before = homes.contents(home.places)
    home.places.database.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 64)
    keep = tmp_path / "as it was"
    shutil.copytree(home.places.home, keep)
    step, ends = 0, []
    while killed_at(step, lambda: go_back(home.places), home.places.home):
        restoring.finish(home.places)
        try:
            assert homes.contents(home.places) == before
            ends.append(True)
        except DatabaseDamagedError:
            ends.append(False)
        shutil.rmtree(home.places.home)
        shutil.copytree(keep, home.places.home)
        step += 1
    assert ends == sorted(ends) and True in ends and False in ends


@pytest.mark.parametrize("event", ["os.mkdir", "open"])
def test_where_nothing_may_be_written_nothing_is_touched(
    home: Home, file: Path, monkeypatch: pytest.MonkeyPatch, event: str
) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    before = files(home.places)
    if event == "os.mkdir":
        monkeypatch.setattr(Path, "mkdir", refuse)
    else:
        opened = Path.open
        monkeypatch.setattr(
            Path, "open", lambda path, mode="r", *more: refuse() if "x" in mode else opened(path, mode, *more)
        )
    with pytest.raises(PermissionError):
        restore(home.places, file)
    monkeypatch.undo()
    assert files(home.places) == before
