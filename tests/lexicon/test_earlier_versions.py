"""What was kept by any version that ever landed opens today, and comes back from a backup of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.services.remembering import rebuild_all, replayed
from lexicon import copies, doctor, learners, migrations, purging, registers, restoring, saving, writings
from lexicon.places import Places
from lexicon.store import open_store
from tests.fixtures import make
from tests.lexicon import homes, made

BACKUPS = sorted(make.BACKUPS.glob("*.anatil-backup"))


def everything_is_there(places: Places, *, spoken: bool = True) -> None:
    found = homes.contents(places)
    (child,) = found["learners"]  # type: ignore[misc]
    assert (child.nickname, child.settings) == ("Ayim", {"minutes": "10"})
    assert [len(one) for one in found["reviews"]] == [6]  # type: ignore[attr-defined]
    assert found["damaged"] == ()
    assert made.uid(2) in found["removed"]  # type: ignore[operator]
    assert len(found["files"]) == (2 if spoken else 1)  # type: ignore[arg-type]
    assert homes.missing(places) == set()
    with open_store(places.database) as store, store.read() as connection:
        assert [one.text for one in writings.of(connection, made.uid(1))] == ["ئالما"]
        words = connection.exec_driver_sql("SELECT headword FROM word ORDER BY headword").scalars().all()
        assert words == ["ئالما", "ئۈزۈم"]
        assert connection.exec_driver_sql("SELECT pseudonym FROM speaker").scalars().all() == ["Moma"]
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        assert version == migrations.NEWEST


def test_every_revision_that_ever_landed_has_its_file() -> None:
    assert [path.name for path in sorted(make.DATABASES.iterdir())] == [
        f"anatil-{revision}.sqlite" for revision in migrations.REVISIONS
    ]
    assert BACKUPS and BACKUPS[-1].name == f"anatil-{migrations.NEWEST}.anatil-backup"
    assert all(path.stat().st_size < 80_000 for path in (*make.DATABASES.iterdir(), *BACKUPS))


@pytest.mark.parametrize("revision", migrations.REVISIONS)
def test_a_database_of_it_opens_with_everything(revision: str, tmp_path: Path) -> None:
    places = make.home(tmp_path / "home", make.DATABASES / f"anatil-{revision}.sqlite")
    with open_store(places.database) as store:
        with store.write() as connection:
            rebuild_all(connection)  # these rows were written without the memories they leave
            assert registers.get(connection, str(made.uid(1)), "minutes") == "10"
        found = doctor.examine(store, places, replayed, repair=True)
    assert {one.fault for one in found} <= {doctor.Fault.SEARCH}
    everything_is_there(places)


@pytest.mark.parametrize("revision", migrations.REVISIONS)
def test_a_backup_of_it_comes_back_with_everything(revision: str, tmp_path: Path) -> None:
    old = make.home(tmp_path / "old", make.DATABASES / f"anatil-{revision}.sqlite")
    file = tmp_path / "x.anatil-backup"
    saved = saving.save(old, file, make.PASSPHRASE, made.NOW, cost=homes.CHEAP)
    assert saved.manifest.revision == revision
    there = Places(tmp_path / "new").make()
    restoring.restore(
        there, file, make.PASSPHRASE, now_ms=made.NOW, new_id=lambda: made.uid(9), replay=rebuild_all
    )
    everything_is_there(there, spoken=False)


@pytest.mark.parametrize("path", BACKUPS, ids=lambda path: path.name)
def test_a_backup_that_was_kept_comes_back(path: Path, tmp_path: Path) -> None:
    there = Places(tmp_path / "new").make()
    restoring.restore(
        there, path, make.PASSPHRASE, now_ms=made.NOW, new_id=lambda: made.uid(9), replay=rebuild_all
    )
    everything_is_there(there, spoken=False)
    assert (there.keys / "signing.key").read_bytes() == b"a secret"


@pytest.mark.parametrize("revision", migrations.REVISIONS)
def test_what_is_taken_back_leaves_a_copy_of_it_too(revision: str, tmp_path: Path) -> None:
    places = Places(tmp_path).make()
    copy = tmp_path / f"anatil-before-{revision}.sqlite"
    shutil.copy(make.DATABASES / f"anatil-{revision}.sqlite", copy)
    before = copies.read_back(copy).counts
    purging.purge(places, [made.uid(1), made.uid(500)], made.NOW)
    assert b"Moma" not in copy.read_bytes() and b"Ayim" not in copy.read_bytes()
    after = copies.read_back(copy).counts
    emptied = {"learner", "review", "writing", "setting", "speaker", "consent", "recording"}
    assert {table for table in before if after[table] < before[table]} == emptied
    with copies.reading(copy) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (revision,)


def test_the_child_that_was_removed_does_not_come_back(tmp_path: Path) -> None:
    places = make.home(tmp_path / "home", make.DATABASES / "anatil-0001.sqlite")
    with open_store(places.database) as store, store.read() as connection:
        assert [one.id for one in learners.everyone(connection)] == [made.uid(1)]
