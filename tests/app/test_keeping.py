"""Nothing is lost: snapshots by themselves, backups, a look at everything; and what is taken back is gone."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from kivy.base import EventLoop

from app.cli import main
from app.sentences import found, in_words
from app.services import doctor, snapshots
from app.services.backups import Backups
from app.services.studio import Studio
from app.tour.tones import tone
from app.widgets.stage import Stage
from lexicon import copies, purging
from lexicon.backup import BackupFlawError, ChangedMeanwhileError, NewerBackupError, ShortPassphraseError
from lexicon.doctor import Fault, Finding
from lexicon.places import Places
from lexicon.records import Scope
from lexicon.sealed import NotSealedError, SealDamagedError, WrongPassphraseError
from lexicon.snapshots import every
from tests.app.family import Family
from tests.app.touching import dressed, frames, resize
from tests.lexicon.homes import CHEAP

PASSPHRASE = "ئالما نان سۇ"


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Family]:
    made = Family(tmp_path / "home")
    yield made
    made.household.close()


def voice(family: Family) -> Studio:
    studio = Studio(family.household, random.Random(1))
    speaker = studio.make_speaker("Rose")
    studio.agree(speaker, Scope.CLASS, "en", spoken=tone(110))
    for number, item in enumerate(studio.queue(speaker)[:3]):
        studio.keep_take(speaker, item.sense, tone(200 + number), 400, {})
    return studio


def snapshot(family: Family) -> Path:
    path = snapshots.keep_up(family.household.places, family.household.now_ms())
    assert path is not None
    return path


def rows(path: Path, table: str) -> int:
    with copies.reading(path) as copy:
        return int(copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_child_that_is_removed_leaves_every_copy(family: Family) -> None:
    child = family.household.make_learner("Fox", "1F98A", "6-8")
    family.lesson(child)
    path = snapshot(family)
    assert rows(path, "learner") == 1 and rows(path, "review") > 0
    family.household.remove_learner(child)
    for table in ("learner", "review", "memory", "setting"):
        assert rows(path, table) == 0, table
    assert child.id in purging.tombstones(path)


TAKING_BACK: dict[str, tuple[Callable[[Studio], object], tuple[int, int, int]]] = {
    "a take": (lambda studio: studio.withdraw_take(studio.raw()[0].id), (1, 1, 2)),
    "a consent": (lambda studio: studio.withdraw_consent(studio.view().speakers[0].consent.id), (1, 1, 0)),  # type: ignore[union-attr]
    "a voice": (lambda studio: studio.remove_speaker(studio.view().speakers[0].speaker.id), (0, 0, 0)),
}  # fmt: skip


@pytest.mark.parametrize("what", TAKING_BACK)
def test_what_is_taken_back_in_the_studio_leaves_every_copy(family: Family, what: str) -> None:
    studio = voice(family)
    path = snapshot(family)
    take_back, left = TAKING_BACK[what]
    take_back(studio)
    assert tuple(rows(path, table) for table in ("speaker", "consent", "recording")) == left


def test_the_next_start_finishes_what_was_killed_before_the_copies(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = family.household.make_learner("Fox", "1F98A", "6-8")
    path = snapshot(family)
    monkeypatch.setattr(family.household, "purge_copies", lambda: None)  # killed between the two
    family.household.remove_learner(child)
    assert rows(path, "learner") == 1
    assert snapshots.keep_up(family.household.places, family.household.now_ms()) is None
    assert rows(path, "learner") == 0


def test_a_family_moves_to_another_phone(family: Family, tmp_path: Path) -> None:
    child = family.household.make_learner("Fox", "1F98A", "6-8")
    family.lesson(child)
    studio = voice(family)
    target = Backups(family.household, CHEAP).save(PASSPHRASE).path
    assert (target.parent, target.suffix) == (family.household.places.outbox, ".anatil-backup")
    other = Family(tmp_path / "other", seed=2)
    try:
        backups = Backups(other.household, CHEAP)
        other.household.places.outbox.mkdir()
        brought = other.household.places.outbox / target.name
        brought.write_bytes(target.read_bytes())
        assert backups.found() == (brought,)
        backups.restore(brought, PASSPHRASE)
        assert other.kept(child) == family.kept(child)
        assert other.remembered(child) == family.remembered(child)
        assert doctor.examine(other.household) == ()
        assert len(Studio(other.household, random.Random(1)).raw()) == len(studio.raw()) == 3
        assert other.household.kept.device != family.household.kept.device
        assert other.lesson(child) is not None  # and it goes on
    finally:
        other.household.close()


def test_a_wrong_passphrase_leaves_the_home_open_and_as_it_was(family: Family) -> None:
    child = family.household.make_learner("Fox", "1F98A", "6-8")
    backups = Backups(family.household, CHEAP)
    path = backups.save(PASSPHRASE).path
    with pytest.raises(WrongPassphraseError):
        backups.restore(path, "another passphrase")
    assert [one.id for one in family.household.at_home().learners] == [child.id]


def test_two_copies_of_one_day_have_two_names(family: Family) -> None:
    backups = Backups(family.household, CHEAP)
    names = {backups.save(PASSPHRASE).path.name for _ in range(3)}
    assert names == {f"ana-til-2026-11-18{end}.anatil-backup" for end in ("", "-2", "-3")}
    assert {path.name for path in backups.found()} == names


def test_after_a_rebuild_the_doctor_agrees(family: Family) -> None:
    child = family.household.make_learner("Fox", "1F98A", "6-8")
    family.lesson(child)
    family.lessons.rebuild(child)
    assert doctor.examine(family.household) == ()
    with family.household.kept.write() as connection:
        connection.exec_driver_sql("UPDATE memory SET difficulty = 1")
    (told,) = doctor.examine(family.household, repair=True)
    assert (told.fault, told.mended) == (Fault.MEMORY, True)
    assert doctor.examine(family.household) == ()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (WrongPassphraseError("x"), "This passphrase does not open the file."),
        (ShortPassphraseError("x"), "This passphrase is too short."),
        (NotSealedError("x"), "This is no such file of Ana Til."),
        (SealDamagedError("x"), "The file is damaged, or somebody changed it."),
        (BackupFlawError("x"), "The file is damaged, or somebody changed it."),
        (NewerBackupError("x"), "This file was written by a newer Ana Til."),
        (ChangedMeanwhileError("x"), "Something changed while the copy was made."),
        (OSError(28, "No space left on device"), "There is no room left on this device."),
        (PermissionError(13, "Permission denied"), "Ana Til may not write to its folder."),
    ],
)
def test_every_error_has_its_words(error: Exception, sentence: str) -> None:
    trouble = in_words(error)
    assert trouble.sentence == sentence
    assert not trouble.can_set_aside


def test_every_finding_has_its_words() -> None:
    for fault in Fault:
        lost = found(Finding(fault, ("x",)))
        can = found(Finding(fault, ("x",), can_mend=True))
        mended = found(Finding(fault, ("x",), mended=True, can_mend=True))
        assert len({lost, can, mended}) == 3


# --- the command line --------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    (tmp_path / "passphrase").write_text(f"{PASSPHRASE}\nanother line\n", "utf-8")

    def invoke(*words: str, home: str = "home", **more: Any) -> Result:
        return CliRunner().invoke(main, words, env={"ANATIL_HOME": str(tmp_path / home)}, **more)

    return invoke


def test_save_look_and_restore(run: Callable[..., Result], family: Family, tmp_path: Path) -> None:
    family.household.make_learner("Fox", "1F98A", "6-8")
    family.household.close()
    file, given = str(tmp_path / "x.anatil-backup"), ("--passphrase-file", str(tmp_path / "passphrase"))
    saved = run("backup", "save", file, *given)
    assert saved.exit_code == 0, saved.output
    assert "read back whole" in saved.output and "1 learners" in saved.output
    again = run("backup", "save", file, *given)
    assert again.exit_code == 1 and "there already; nothing was written" in again.output
    looked = run("backup", "look", file, *given)
    assert looked.exit_code == 0 and "The file is whole." in looked.output
    typed = run("backup", "restore", file, home="other", input=f"{PASSPHRASE}\n")
    assert typed.exit_code == 0, typed.output
    assert "Everything is back." in typed.output and PASSPHRASE not in typed.output
    wrong = run("backup", "restore", file, home="third", input="another passphrase\n")
    assert wrong.exit_code == 1
    assert "This passphrase does not open the file." in wrong.output and "Traceback" not in wrong.output
    assert run("doctor", home="other").output.endswith("Everything is in order.\n")


def test_a_passphrase_is_asked_twice_and_never_given_on_the_command_line(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    file = tmp_path / "x.anatil-backup"
    differ = run("backup", "save", str(file), input=f"{PASSPHRASE}\nanother\n")
    assert differ.exit_code != 0 and not file.exists()
    short = run("backup", "save", str(file), input="short\nshort\n")
    assert short.exit_code == 1 and "too short" in short.output and not file.exists()
    assert run("backup", "save", str(file), "--passphrase", PASSPHRASE).exit_code == 2


def test_a_damaged_database_does_not_stand_in_the_way_of_its_backup(
    run: Callable[..., Result], family: Family, tmp_path: Path
) -> None:
    family.household.make_learner("Fox", "1F98A", "6-8")
    family.household.close()
    file, given = str(tmp_path / "x.anatil-backup"), ("--passphrase-file", str(tmp_path / "passphrase"))
    assert run("backup", "save", file, *given).exit_code == 0
    family.household.places.database.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 64)
    assert run("doctor").exit_code == 1
    restored = run("backup", "restore", file, *given)
    assert restored.exit_code == 0, restored.output
    assert "is kept as anatil-damaged-" in restored.output
    assert [one.nickname for one in family.household.at_home().learners] == ["Fox"]


def test_the_doctor_names_and_mends(run: Callable[..., Result], family: Family) -> None:
    studio = voice(family)
    take = studio.raw()[0]
    lost = family.household.places.recordings / take.sha256[:2] / take.sha256
    lost.unlink()
    with family.household.kept.write() as connection:
        connection.exec_driver_sql("DELETE FROM search_ending WHERE start = 3")
    family.household.close()
    looked = run("doctor")
    assert looked.exit_code == 1
    assert f"    {take.sha256}" in looked.output and "[search: 1]" in looked.output
    mended = run("doctor", "--repair")
    assert mended.exit_code == 1 and "It is in order again. [search: 1]" in mended.output
    after = run("doctor")
    assert take.sha256 in after.output and "search" not in after.output


# --- the screens -------------------------------------------------------------------------------------------


def test_snapshots_wait_for_no_lesson_and_stop_with_the_app(family: Family) -> None:
    """``keep_up`` asked to stop at its first step leaves nothing half."""
    places: Places = family.household.places
    assert snapshots.keep_up(places, family.now_ms, lambda _done, _every: False) is None
    assert every(places.snapshots) == ()
    assert purging.half_made(places) == ()


def test_in_a_low_window_the_field_one_writes_in_is_in_sight() -> None:
    from app.screens.passphrase import PassphraseScreen

    class App:
        stage = Stage()

    with dressed():
        EventLoop.window.add_widget(App.stage)
        resize(820, 400)
        screen = PassphraseScreen(App(), "Passphrase", "Once more", lambda: None, lambda _said: None)
        App.stage.show(screen)
        frames(10)
        field = screen.name
        field.focused = True
        frames(5)
        page = field.parent.parent
        foot = page.to_window(*page.pos)[1]
        x, low, high = field.caret_box()
        assert foot <= field.to_window(x, low)[1]
        assert field.to_window(x, high)[1] <= foot + page.height
        screen.leave()
        App.stage.clear_widgets()


def test_back_goes_to_a_snapshot_only_where_the_database_is_damaged(
    run: Callable[..., Result], family: Family
) -> None:
    family.household.make_learner("Fox", "1F98A", "6-8")
    snapshot(family)
    family.household.close()
    assert "nothing was changed" in run("backup", "back").output
    family.household.places.database.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 64)
    gone_back = run("backup", "back")
    assert gone_back.exit_code == 0, gone_back.output
    assert "latest whole snapshot is in its place" in gone_back.output
    assert [one.nickname for one in family.household.open().learners] == ["Fox"]
