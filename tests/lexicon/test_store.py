"""Opening the database, and the bad days: each is told by its name, and nothing is lost or made worse."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from lexicon import learners, reviews
from lexicon.store import open_store, set_aside
from lexicon.troubles import (
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseReadOnlyError,
    DatabaseUnreachableError,
    DiskFullError,
    NotOurDatabaseError,
    StoreError,
)
from tests.lexicon import made

ROOT = Path(__file__).parents[2]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A closed database with one learner and fifty answers."""
    path = tmp_path / "anatil.sqlite"
    with open_store(path) as store, store.write() as connection:
        learners.add(connection, made.learner(1))
        for number in range(50):
            reviews.add(connection, made.review(number))
    return path


def answers_in(path: Path) -> int:
    with open_store(path) as store, store.read() as connection:
        return len(reviews.of(connection, made.uid(1)))


def test_a_new_database_is_made_with_its_folder_and_keeps_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "not" / "yet" / "anatil.sqlite"
    with open_store(path) as store, store.write() as connection:
        learners.add(connection, made.learner(1))
    with open_store(path) as store, store.read() as connection:
        assert learners.everyone(connection) == (made.learner(1),)


def test_what_was_committed_is_flushed_to_the_disk_before_it_is_acknowledged(kept: Path) -> None:
    with open_store(kept) as store:
        for opened in (store.read, store.write):
            with opened() as connection:
                asked = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in
                         ("journal_mode", "synchronous", "foreign_keys")}  # fmt: skip
                assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_closing_leaves_one_whole_file(kept: Path) -> None:
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_a_read_sees_one_moment_while_another_thread_writes(kept: Path) -> None:
    with open_store(kept) as store, store.read() as connection:
        before = len(reviews.of(connection, made.uid(1)))

        def write() -> None:
            with store.write() as other:
                reviews.add(other, made.review(99))

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        assert len(reviews.of(connection, made.uid(1))) == before == 50
    assert answers_in(kept) == 51


# --- damaged ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [b"this is no database, it is a letter to grandmother" * 40, b"\0" * 8192]
)
def test_a_file_that_is_no_database_is_told_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "anatil.sqlite"
    path.write_bytes(content)
    with pytest.raises(DatabaseDamagedError) as damaged:
        open_store(path)
    assert damaged.value.__cause__ is not None
    assert path.read_bytes() == content


def test_a_database_with_pages_overwritten_is_told_and_left_as_it_is(kept: Path) -> None:
    content = bytearray(kept.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 512] = b"\xa5" * 512
    kept.write_bytes(content)
    with pytest.raises(DatabaseDamagedError):
        open_store(kept)
    assert kept.read_bytes() == content


def test_a_database_that_was_cut_off_is_told(kept: Path) -> None:
    content = kept.read_bytes()
    kept.write_bytes(content[: len(content) // 2])
    with pytest.raises(DatabaseDamagedError):
        open_store(kept)


def test_damage_met_while_reading_has_the_same_name(kept: Path) -> None:
    content = bytearray(kept.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 512] = b"\xa5" * 512
    kept.write_bytes(content)
    with (
        pytest.raises(DatabaseDamagedError),
        open_store(kept, check=False) as store,
        store.read() as connection,
    ):
        reviews.of(connection, made.uid(1))


def test_no_flipped_bit_changes_an_answer_unseen(kept: Path) -> None:
    """SQLite's check misses bits within rows, the reviews' checksums those in indexes: together, none."""
    whole = kept.read_bytes()
    rng = random.Random(7)
    unseen = 0
    for _ in range(150):
        content = bytearray(whole)
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        kept.write_bytes(content)
        try:
            with open_store(kept) as store, store.read() as connection:
                checked = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
                seen = bool(reviews.verify(connection)) or not checked
                right = reviews.of(connection, made.uid(1)) == tuple(made.review(n) for n in range(50))
        except StoreError:
            continue
        unseen += not right and not seen
    assert unseen == 0


def test_somebody_elses_database_is_not_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "anatil.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE notes (content TEXT)")
        other.commit()
    before = path.read_bytes()
    with pytest.raises(NotOurDatabaseError, match="notes"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_damaged_database_is_set_aside_whole_and_only_when_asked(kept: Path) -> None:
    now = datetime(2026, 11, 22, 9, 45)
    kept.write_bytes(b"broken" * 1000)
    log = kept.with_name(kept.name + "-wal")
    log.write_bytes(b"its log")
    aside = set_aside(kept, now)
    assert aside.name == "anatil-damaged-2026-11-22-094500.sqlite"
    assert aside.read_bytes() == b"broken" * 1000
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"its log"
    assert answers_in_new(kept) == 0
    again = set_aside(kept, now)
    assert again.name == "anatil-damaged-2026-11-22-094500-2.sqlite"
    assert aside.read_bytes() == b"broken" * 1000


def answers_in_new(path: Path) -> int:
    with open_store(path) as store, store.read() as connection:
        return int(connection.execute(text("SELECT count(*) FROM review")).scalar_one())


# --- cannot write ----------------------------------------------------------------------------------------


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that another user may walk into, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="anatil-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def as_nobody(path: Path) -> str:
    """The name of the error that opening raises for a user without any rights."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        said = "no error"
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            open_store(path).close()
        except BaseException as error:
            said = type(error).__name__
        os.write(writer, said.encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        return answer.read()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="file rights are tested on POSIX")
@pytest.mark.parametrize("file_mode, folder_mode", [(0o444, 0o777), (0o644, 0o555), (0o444, 0o555)])
def test_a_file_or_folder_that_cannot_be_written_is_told(
    shared: Path, file_mode: int, folder_mode: int
) -> None:
    path = shared / "anatil.sqlite"
    with open_store(path) as store, store.write() as connection:
        learners.add(connection, made.learner(1))
    before = path.read_bytes()
    path.chmod(file_mode)
    shared.chmod(folder_mode)
    assert as_nobody(path) == DatabaseReadOnlyError.__name__
    assert path.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="file rights are tested on POSIX")
def test_a_new_database_in_a_folder_that_cannot_be_written_is_told(shared: Path) -> None:
    shared.chmod(0o555)
    assert as_nobody(shared / "anatil.sqlite") == DatabaseReadOnlyError.__name__
    assert as_nobody(shared / "deeper" / "anatil.sqlite") == DatabaseReadOnlyError.__name__


def test_a_database_opened_for_reading_only_is_told(kept: Path) -> None:
    with pytest.raises(DatabaseReadOnlyError):
        open_store(f"sqlite:///file:{kept}?mode=ro&uri=true")


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "anatil.sqlite").mkdir()
    with pytest.raises(DatabaseUnreachableError):
        open_store(tmp_path / "anatil.sqlite")


def test_a_full_disk_is_told_and_what_was_acknowledged_stays(kept: Path) -> None:
    with open_store(kept) as store:
        with store.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1")  # SQLite takes its present size
        acknowledged = 50
        with pytest.raises(DiskFullError):
            for number in range(50, 5000):
                with store.write() as connection:
                    reviews.add(connection, made.review(number))
                acknowledged += 1
        with store.read() as connection:
            assert len(reviews.of(connection, made.uid(1))) == acknowledged
    assert answers_in(kept) == acknowledged


def test_a_full_disk_at_the_very_first_start_is_told(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    (tmp_path / "anatil.sqlite").symlink_to(full)
    with pytest.raises(StoreError):
        open_store(tmp_path / "anatil.sqlite")


def test_a_database_that_another_program_holds_is_told_after_the_waiting_time(kept: Path) -> None:
    with closing(sqlite3.connect(kept, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusyError):
            open_store(kept, busy_ms=20)
        other.execute("ROLLBACK")
    assert answers_in(kept) == 50


# --- killed ----------------------------------------------------------------------------------------------

KILLED = """
import sys
from lexicon import learners, reviews
from lexicon.store import open_store
from tests.lexicon import made
store = open_store(sys.argv[1])
number = int(sys.argv[2])
while True:
    with store.write() as connection:
        reviews.add(connection, made.review(number), made.memory(1000))
    print(number, flush=True)
    number += 1
"""


def test_every_acknowledged_answer_outlives_a_kill(kept: Path) -> None:
    acknowledged = 49
    for _ in range(5):
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(kept), str(acknowledged + 1)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert child.stdout is not None
        for _ in range(25):
            acknowledged = int(child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read()
        child.wait()
        acknowledged = int(rest.split("\n")[-2]) if "\n" in rest else acknowledged
        with open_store(kept) as store, store.read() as connection:
            here = reviews.of(connection, made.uid(1))
            assert here[: acknowledged + 1] == tuple(made.review(n) for n in range(acknowledged + 1))
            assert len(here) <= acknowledged + 2  # one may have been kept and not yet acknowledged
            assert reviews.verify(connection) == ()
        acknowledged = len(here) - 1
