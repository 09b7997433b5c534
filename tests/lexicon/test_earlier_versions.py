"""What was kept by any version that ever landed opens today, and comes back from a backup of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.remembering import rebuild_all, replayed
from lexicon import (
    copies,
    doctor,
    learners,
    migrations,
    purging,
    registers,
    restoring,
    saving,
    search_index,
    writings,
)
from lexicon.places import Places
from lexicon.store import open_store
from tests.fixtures import make
from tests.lexicon import homes, made
from tests.lexicon.test_migrations import schema_of

EARLY = ("0001-first", "0001-second")
"""Revision 0001 landed before words had sort keys and a search, and again before its keys had initials."""
DATABASES = (*EARLY, *migrations.REVISIONS)
BACKUPS = sorted(make.BACKUPS.glob("*.anatil-backup"))


def everything_is_there(places: Places, *, spoken: bool = True, pages: int = 1) -> None:
    found = homes.contents(places)
    (child,) = found["learners"]  # type: ignore[misc]
    assert (child.nickname, child.settings) == ("Ayim", {"minutes": "10"})
    assert [len(one) for one in found["reviews"]] == [6]  # type: ignore[attr-defined]
    assert found["damaged"] == ()
    assert made.uid(2) in found["removed"]  # type: ignore[operator]
    assert len(found["files"]) == (2 if spoken else 1)  # type: ignore[arg-type]
    assert homes.missing(places) == set()
    with open_store(places.database) as store, store.read() as connection:
        assert [one.text for one in writings.of(connection, made.uid(1))] == ["ئالما"] * pages
        words = connection.exec_driver_sql("SELECT headword FROM word ORDER BY headword").scalars().all()
        assert words == ["ئالما", "ئۈزۈم"]
        assert connection.exec_driver_sql("SELECT pseudonym FROM speaker").scalars().all() == ["Moma"]
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        assert version == migrations.NEWEST


def test_every_revision_that_ever_landed_has_its_file() -> None:
    assert set(make.DATABASES.iterdir()) == {make.kept(name) for name in DATABASES}
    assert BACKUPS and BACKUPS[-1].name == f"anatil-{migrations.NEWEST}.anatil-backup"
    assert all(path.stat().st_size < 80_000 for path in (*make.DATABASES.iterdir(), *BACKUPS))


@pytest.mark.parametrize("name", DATABASES)
def test_a_database_of_it_opens_with_everything(name: str, tmp_path: Path) -> None:
    places = make.home(tmp_path / "home", name)
    with open_store(places.database) as store:
        with store.write() as connection:
            rebuild_all(connection)  # these rows were written without the memories they leave
            assert registers.get(connection, str(made.uid(1)), "minutes") == "10"
        found = doctor.examine(store, places, replayed, repair=True)
        with store.write() as connection:
            search_index.ensure(connection)
        assert doctor.examine(store, places, replayed) == ()
    assert {one.fault for one in found} <= {doctor.Fault.SEARCH}
    everything_is_there(places, pages=name != EARLY[0])
    with copies.reading(places.database) as connection:
        keys = connection.execute("SELECT count(*) FROM search_key").fetchone()
        assert keys[0] >= 4  # both words and both meanings are found
        assert connection.execute("SELECT count(*) FROM word WHERE length(sort_key) < 2").fetchone() == (0,)


@pytest.mark.parametrize("name", EARLY)
def test_a_database_from_the_first_days_gets_the_tables_of_today(name: str, tmp_path: Path) -> None:
    old = make.unpacked(name, tmp_path / "old.sqlite")
    for path in (old, tmp_path / "new.sqlite"):
        open_store(path).close()
    assert schema_of(old) == schema_of(tmp_path / "new.sqlite")


@pytest.mark.parametrize("name", DATABASES)
def test_a_backup_of_it_comes_back_with_everything(name: str, tmp_path: Path) -> None:
    old = make.home(tmp_path / "old", name)
    file = tmp_path / "x.anatil-backup"
    saved = saving.save(old, file, make.PASSPHRASE, made.NOW, cost=homes.CHEAP)
    assert saved.manifest.revision == name[:4]
    there = Places(tmp_path / "new").make()
    restoring.restore(
        there, file, make.PASSPHRASE, now_ms=made.NOW, new_id=lambda: made.uid(9), replay=rebuild_all
    )
    everything_is_there(there, spoken=False, pages=name != EARLY[0])


@pytest.mark.parametrize("path", BACKUPS, ids=lambda path: path.name)
def test_a_backup_that_was_kept_comes_back(path: Path, tmp_path: Path) -> None:
    there = Places(tmp_path / "new").make()
    restoring.restore(
        there, path, make.PASSPHRASE, now_ms=made.NOW, new_id=lambda: made.uid(9), replay=rebuild_all
    )
    everything_is_there(there, spoken=False)
    assert (there.keys / "signing.key").read_bytes() == b"a secret"


@pytest.mark.parametrize("name", DATABASES)
def test_what_is_taken_back_leaves_a_copy_of_it_too(name: str, tmp_path: Path) -> None:
    places = Places(tmp_path).make()
    copy = make.unpacked(name, tmp_path / f"anatil-before-{name}.sqlite")
    before = copies.read_back(copy).counts
    purging.purge(places, [made.uid(1), made.uid(500)], made.NOW)
    assert b"Moma" not in copy.read_bytes() and b"Ayim" not in copy.read_bytes()
    after = copies.read_back(copy).counts
    emptied = {"learner", "review", "setting", "speaker", "consent", "recording", "writing"} & before.keys()
    assert {table for table in before if after[table] < before[table]} == emptied
    with copies.reading(copy) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (name[:4],)


def test_the_child_that_was_removed_does_not_come_back(tmp_path: Path) -> None:
    places = make.home(tmp_path / "home", "0001")
    with open_store(places.database) as store, store.read() as connection:
        assert [one.id for one in learners.everyone(connection)] == [made.uid(1)]
