"""A phone that several people use: the lock, everything removed, and what a home's folders let others see."""

from __future__ import annotations

import os
import random
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import pytest

from anatil import AnaTilError
from app.services import snapshots
from app.services.household import Household
from app.services.lock import FREE_TRIES, MOST_WAIT_MS, WAIT_MS, Lock
from app.services.studio import Studio
from lexicon import erasing, learners, locks, registers, saving
from lexicon.locks import HANDED, LOCK, TRIES
from lexicon.places import Places
from lexicon.records import Scope
from lexicon.sealed import Cost
from lexicon.store import open_store
from tests.app.family import Family

CHEAP = Cost(log_n=4, r=1, p=1)


class Clock:
    now_ms = 1_795_000_000_000

    def __call__(self) -> int:
        return self.now_ms


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def household(tmp_path: Path, clock: Clock) -> Iterator[Household]:
    rng = random.Random(5)
    made = Household(Places(tmp_path).make(), clock, lambda: UUID(int=rng.getrandbits(128), version=4))
    yield made
    made.close()


@pytest.fixture
def lock(household: Household) -> Lock:
    found = Lock(household)
    found.set("2580")
    return found


def test_the_right_pin_opens_and_another_does_not(lock: Lock) -> None:
    assert lock.attempt("2580").right
    assert not lock.attempt("2581").right
    assert lock.attempt("2580").right


def test_the_pin_is_nowhere_in_what_is_kept(lock: Lock, household: Household) -> None:
    told = household.at_home().settings[LOCK]
    assert "2580" not in told
    lock.set("2580")
    assert household.at_home().settings[LOCK] != told  # another salt


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "١٢٣٤", "12 4"])
def test_what_is_no_pin_is_not_taken(lock: Lock, pin: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        lock.set(pin)
    assert lock.attempt("2580").right


def test_after_five_wrong_tries_one_waits_and_every_more_takes_longer(lock: Lock, clock: Clock) -> None:
    waits = [lock.attempt("0000").wait_ms for _ in range(FREE_TRIES)]
    assert waits == [0] * (FREE_TRIES - 1) + [WAIT_MS]
    assert not lock.attempt("2580").right  # not even looked at
    clock.now_ms += WAIT_MS
    assert lock.attempt("0000").wait_ms == 2 * WAIT_MS
    clock.now_ms += 2 * WAIT_MS
    assert lock.attempt("2580").right
    assert lock.wait_ms() == 0


def test_the_wait_has_an_end_and_outlives_the_app(lock: Lock, household: Household, clock: Clock) -> None:
    for _ in range(40):
        lock.attempt("0000")
        clock.now_ms += MOST_WAIT_MS
    lock.attempt("0000")
    household.close()
    again = Lock(Household(household.places, clock, household.new_id))
    assert 0 < again.wait_ms() <= MOST_WAIT_MS
    clock.now_ms += MOST_WAIT_MS
    assert again.attempt("2580").right
    again._household.close()


def test_a_clock_set_back_begins_the_wait_anew_and_never_locks_for_good(lock: Lock, clock: Clock) -> None:
    for _ in range(FREE_TRIES):
        lock.attempt("0000")
    clock.now_ms -= 5 * 365 * 86_400_000
    assert lock.wait_ms() == WAIT_MS
    clock.now_ms += WAIT_MS
    assert lock.attempt("2580").right


def test_damaged_settings_lock_nobody_out_for_good(lock: Lock, household: Household) -> None:
    household.set_device(TRIES, '{"count": "many"}')
    assert lock.attempt("2580").right
    household.set_device(LOCK, "not JSON")
    assert lock.attempt("anything").right


def test_taking_it_off_shows_everybody_again(lock: Lock, household: Household) -> None:
    household.set_device(HANDED, str(household.new_id()))
    lock.take_off()
    settings = household.at_home().settings
    assert not any(settings.get(key) for key in locks.ALL)


@pytest.mark.usefixtures("lock")
def test_a_backup_carries_no_lock(household: Household) -> None:
    household.set_device(HANDED, str(household.new_id()))
    household.set_device("language", "de")
    work = household.places.home / "copy"
    work.mkdir()
    saving._gathered(household.places, work, 0, lambda _done, _all: True)
    with open_store(work / "anatil.sqlite") as store, store.read() as connection:
        kept = registers.of(connection, registers.DEVICE)
    assert kept.get("language") == "de" and not kept.keys() & set(locks.ALL)


# --- everything removed ----------------------------------------------------------------------------------


def furnished(household: Household) -> None:
    """A child, a voice, a snapshot, a page in the outbox."""
    household.make_learner("Ayim", "1F98A", "6-8")
    studio = Studio(household, random.Random(1))
    speaker = studio.make_speaker("Moma")
    studio.agree(speaker, Scope.CLASS, "en", spoken=b"RIFF I agree")
    snapshots.keep_up(household.places, household.now_ms())
    household.places.outbox.mkdir(exist_ok=True)
    (household.places.outbox / "letter.txt").write_text("ئانا", encoding="utf-8")
    (household.places.keys / "maker.json").write_text("{}", encoding="utf-8")


def left(places: Places) -> list[str]:
    return sorted(str(path.relative_to(places.home)) for path in places.home.rglob("*") if path.is_file())


def test_removing_everything_leaves_nothing_and_the_next_start_is_the_first(household: Household) -> None:
    furnished(household)
    assert len(left(household.places)) >= 5
    household.erase()
    assert left(household.places) == []
    assert household.at_home().learners == ()


def test_a_snapshot_that_comes_too_late_finds_nothing_to_copy(household: Household) -> None:
    furnished(household)
    household.erase()
    with suppress(AnaTilError, OSError):
        snapshots.keep_up(household.places, household.now_ms() + 9 * 86_400_000)
    assert left(household.places) == []


def test_a_removal_that_was_killed_goes_on_before_anything_is_opened(
    household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnished(household)
    household.close()
    removed = 0
    unlink = Path.unlink

    def dies(path: Path, missing_ok: bool = False) -> None:
        nonlocal removed
        if path.name == "anatil.sqlite":
            raise OSError("killed here")
        removed += 1
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", dies)
    with pytest.raises(OSError, match="killed"):
        erasing.erase(household.places)
    monkeypatch.undo()
    assert (household.places.home / erasing.MARK).exists()
    with household.kept.read() as connection:
        assert learners.everyone(connection) == ()
    assert not (household.places.home / erasing.MARK).exists()


# --- private storage --------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="other systems have other rights")
def test_nobody_else_on_the_computer_can_read_what_is_kept(tmp_path: Path) -> None:
    before = os.umask(0o022)  # the usual one lets everybody read
    try:
        family = Family(tmp_path / "home")
        child = family.household.make_learner("Ayim", "1F98A", "6-8")
        family.lesson(child, most=4)
        studio = Studio(family.household, random.Random(1))
        speaker = studio.make_speaker("Moma")
        studio.agree(speaker, Scope.CLASS, "en", spoken=b"RIFF I agree")
        snapshots.keep_up(family.household.places, family.now_ms)
        saving.save(
            family.household.places, tmp_path / "home" / "x.anatil-backup", "alma nan su", 1, cost=CHEAP
        )
        family.household.close()
    finally:
        os.umask(before)
    home = tmp_path / "home"
    open_ = [
        str(path.relative_to(tmp_path))
        for path in (home, *home.rglob("*"))
        if stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    # Files lie in folders that nobody else may enter; the folders are what must be closed.
    assert [one for one in open_ if (tmp_path / one).is_dir()] == []
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
