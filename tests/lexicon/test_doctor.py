"""The doctor finds what was done to a home, mends what can be made anew, and names the rest."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app.services.remembering import replayed
from lexicon import doctor, recordings, schema, snapshots
from lexicon.copies import StoppedError
from lexicon.doctor import Fault, Finding
from lexicon.places import Places
from lexicon.store import open_store
from tests.lexicon import homes, made
from tests.lexicon.homes import Home
from tests.lexicon.test_restoring import damage


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return homes.furnished(tmp_path)


def examined(home: Home, *, repair: bool = False) -> tuple[Finding, ...]:
    with home.open() as store:
        return doctor.examine(store, home.places, replayed, repair=repair)


def raw(home: Home, *statements: str) -> None:
    with sqlite3.connect(home.places.database) as connection:
        for statement in statements:
            connection.execute(statement)


def file_of(home: Home, voice: str) -> Path:
    return recordings.file_of(home.places.recordings, home.voices[voice])


def test_a_home_in_order_has_nothing_to_tell(home: Home) -> None:
    snapshots.take(home.places, made.NOW)
    assert examined(home) == ()
    assert examined(home, repair=True) == ()


MENDED: dict[str, tuple[Callable[[Home], object], Fault]] = {
    "a memory is broken": (
        lambda home: raw(home, "UPDATE memory SET stability = stability * 2"), Fault.MEMORY),
    "a memory is gone": (lambda home: raw(home, "DELETE FROM memory WHERE rowid = 1"), Fault.MEMORY),
    "a memory cannot be read": (lambda home: raw(home, "UPDATE memory SET skill = 'fly'"), Fault.MEMORY),
    "a search key is gone": (lambda home: raw(home, "DELETE FROM search_key WHERE id = 2"), Fault.SEARCH),
    "a search key is wrong": (
        lambda home: raw(home, "UPDATE search_key SET key = x'61' WHERE id = 2"), Fault.SEARCH),
    "endings are gone": (lambda home: raw(home, "DELETE FROM search_ending WHERE start = 2"), Fault.SEARCH),
    "an ending is wrong": (
        lambda home: raw(home, "UPDATE search_ending SET place = 7 WHERE start = 1"), Fault.SEARCH),
    "the order is wrong": (lambda home: raw(home, "UPDATE word SET sort_key = x'00'"), Fault.SEARCH),
    "a file is nobody's": (
        lambda home: recordings.keep_file(home.places.recordings, b"nobody's"), Fault.VOICE_UNNAMED),
    "a recording is half-written": (
        lambda home: (file_of(home, "apple").parent / ".part-x").write_bytes(b"ha"), Fault.VOICE_UNNAMED),
    "a snapshot is half-made": (
        lambda home: (home.places.snapshots / ".anatil-2026-11-22-100000.sqlite.part").write_bytes(b"SQLite"),
        Fault.LEFTOVER),
}  # fmt: skip


@pytest.mark.parametrize("fault", MENDED)
def test_what_can_be_made_anew_is(home: Home, fault: str) -> None:
    before = homes.contents(home.places)
    break_it, kind = MENDED[fault]
    break_it(home)
    (found,) = examined(home)
    assert (found.fault, found.mended, found.can_mend) == (kind, False, True)
    assert examined(home) == (found,)  # looking alone changes nothing
    (mended,) = examined(home, repair=True)
    assert (mended.fault, mended.mended) == (kind, True)
    assert examined(home) == ()
    assert homes.contents(home.places) == before


LOST: dict[str, tuple[Callable[[Home], object], Fault, str]] = {
    "a voice is missing": (lambda home: file_of(home, "apple").unlink(), Fault.VOICE_MISSING, "apple"),
    "an archive is missing": (lambda home: file_of(home, "archive").unlink(), Fault.VOICE_MISSING, "archive"),
    "a voice is altered": (
        lambda home: file_of(home, "grape").write_bytes(b"x"), Fault.VOICE_CHANGED, "grape"),
    "a consent is altered": (
        lambda home: file_of(home, "spoken").write_bytes(b""), Fault.VOICE_CHANGED, "spoken"),
}  # fmt: skip


@pytest.mark.parametrize("fault", LOST)
def test_what_is_lost_is_named_and_left_as_it_is(home: Home, fault: str) -> None:
    before = homes.contents(home.places)
    break_it, kind, voice = LOST[fault]
    break_it(home)
    told = Finding(kind, (home.voices[voice],))
    assert examined(home) == (told,)
    assert examined(home, repair=True) == (told,)
    assert homes.contents(home.places) == before


def test_a_damaged_answer_is_named_and_kept_or_comes_from_a_snapshot(home: Home) -> None:
    whole = homes.contents(home.places)
    damage(home.places)
    damaged = homes.contents(home.places)
    told = Finding(Fault.ANSWER, (str(made.uid(10_100).hex),))
    assert examined(home, repair=True) == (told,)
    assert homes.contents(home.places) == damaged  # nothing is made up
    raw(home, "DROP TRIGGER review_no_update", "UPDATE review SET taken_ms = taken_ms - 64"
        " WHERE id = (SELECT min(id) FROM review)")  # fmt: skip
    with home.open() as store, store.write() as connection:
        from lexicon import guards

        connection.exec_driver_sql(guards.statements("sqlite")[0])
    snapshots.take(home.places, made.NOW)
    damage(home.places)
    (found,) = examined(home)
    assert (found.names, found.mended, found.can_mend) == (told.names, False, True)
    (mended,) = examined(home, repair=True)
    assert mended.mended
    assert examined(home) == ()
    assert homes.contents(home.places) == whole
    with pytest.raises(sqlite3.DatabaseError, match="only ever added"):
        raw(home, "UPDATE review SET rating = 4")


def test_an_answer_that_cannot_be_read_stops_neither_the_others_nor_the_look(home: Home) -> None:
    raw(home, "DROP TRIGGER review_no_update", "UPDATE review SET skill = 'fly' WHERE rowid = 1",
        "UPDATE word SET sort_key = x'00'")  # fmt: skip
    assert [one.fault for one in examined(home)] == [Fault.ANSWER, Fault.SEARCH]


def test_a_row_that_belongs_to_nothing_is_named(home: Home) -> None:
    raw(home, "PRAGMA foreign_keys=OFF", "DELETE FROM speaker")
    found = examined(home, repair=True)
    assert [one.fault for one in found] == [Fault.ORPHAN]
    assert any(name.startswith("recording") for name in found[0].names)


def test_a_page_of_the_file_that_is_damaged_is_told(home: Home) -> None:
    with sqlite3.connect(home.places.database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'judgement'").fetchone()[0]
    with home.open() as store:
        content = bytearray(home.places.database.read_bytes())
        content[(page - 1) * 4096] = 0x77
        home.places.database.write_bytes(content)
        store.close()
        found = doctor.examine(store, home.places, replayed)
    assert found[0].fault is Fault.FILE


def test_an_index_in_disorder_is_made_anew(home: Home) -> None:
    before = homes.contents(home.places)
    with sqlite3.connect(home.places.database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_word_headword'")
        page = root.fetchone()[0]
    content = bytearray(home.places.database.read_bytes())
    at = content.index("مۈشۈك".encode(), (page - 1) * 4096)
    assert at < page * 4096
    content[at + 1] ^= 1  # another letter: the word is not found in its index any more
    home.places.database.write_bytes(content)
    with open_store(home.places.database, check=False) as store:
        (found,) = doctor.examine(store, home.places, replayed)
        assert (found.fault, found.can_mend) == (Fault.INDEX, True)
        (mended,) = doctor.examine(store, home.places, replayed, repair=True)
        assert (mended.fault, mended.mended) == (Fault.INDEX, True)
    assert examined(home) == ()
    assert homes.contents(home.places) == before


def test_packs_are_looked_into_and_a_withdrawn_clip_is_no_damage(home: Home) -> None:
    content = b"before clip-1 clip-2 after"
    pack = home.places.packs / doctor_digest(content)
    pack.write_bytes(content)
    clips = [(content.index(clip), doctor_digest(clip)) for clip in (b"clip-1", b"clip-2")]
    with home.open() as store, store.write() as connection:
        connection.execute(
            schema.pack.insert().values(id=made.uid(5), titles="{}", version=1, maker=b"k", sha256=pack.name,
                                        size=len(content), installed_ms=made.NOW)
        )  # fmt: skip
        for at, sha256 in clips:
            connection.execute(
                schema.pack_part.insert().values(pack_id=made.uid(5), sha256=sha256, at=at, size=6)
            )
    assert examined(home) == ()
    pack.write_bytes(content.replace(b"clip-1", bytes(6)))
    assert examined(home) == (Finding(Fault.PACK_CHANGED, (pack.name,)),)
    raw(home, f"DELETE FROM pack_part WHERE at = {clips[0][0]}")  # it was withdrawn: its bytes are zeros
    assert examined(home) == ()
    pack.unlink()
    assert examined(home) == (Finding(Fault.PACK_MISSING, (pack.name,)),)


def doctor_digest(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()


def test_a_snapshot_that_cannot_be_read_is_named(home: Home) -> None:
    taken, _ = snapshots.take(home.places, made.NOW)
    taken.path.write_bytes(taken.path.read_bytes()[:9_000])
    assert examined(home, repair=True) == (Finding(Fault.SNAPSHOT, (taken.path.name,)),)


def test_beside_a_damaged_database_no_voice_is_swept_away(home: Home) -> None:
    """It may name them; a person may yet have it repaired."""
    recordings.keep_file(home.places.recordings, b"nobody's")
    (home.places.home / "anatil-damaged-2026-11-01-100000.sqlite").write_bytes(b"damaged")
    (found,) = examined(home, repair=True)
    assert (found.fault, found.mended, found.can_mend) == (Fault.VOICE_UNNAMED, False, False)


@pytest.mark.parametrize("fault", ["gone", "altered"])
def test_a_picture_that_is_lost_is_named(home: Home, fault: str) -> None:
    (photo,) = home.places.photos.iterdir()
    if fault == "gone":
        photo.unlink()
    else:
        photo.write_bytes(b"x")
    assert examined(home, repair=True) == (Finding(Fault.PICTURE, (photo.stem,)),)


def test_it_can_be_stopped(home: Home) -> None:
    told: list[tuple[int, int]] = []

    def go_on(done: int, every: int) -> bool:
        told.append((done, every))
        return done < 3

    with home.open() as store, pytest.raises(StoppedError):
        doctor.examine(store, home.places, replayed, go_on=go_on)
    assert told[-1] == (3, 9)


def test_an_empty_home_is_in_order(tmp_path: Path) -> None:
    empty = Home(Places(tmp_path / "home").make(), {})
    assert examined(empty) == ()
