"""``anatil progress``: saved, looked into, brought in; passphrases stay off the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from lexicon.records import Learner
from tests.app.devices import Device, blank
from tests.starter import laid

PASSPHRASE = "alma nan su"


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Device]:
    device = Device(tmp_path / "one", 1, 0, blank(tmp_path))
    yield device
    device.close()


@pytest.fixture
def child(phone: Device) -> Learner:
    fox = phone.child()
    phone.answer(fox)
    phone.wish(fox, 7)
    phone.close()
    return fox


def run(home: Path, *words: str, typed: str = "") -> Result:
    if home.is_absolute():
        laid(home)
    return CliRunner().invoke(main, ["progress", *words], input=typed, env={"ANATIL_HOME": str(home)})


def test_it_goes_from_one_home_to_another(tmp_path: Path, child: Learner) -> None:
    file = str(tmp_path / "fox.anatil-progress")
    saved = run(tmp_path / "one", "save", file, typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert saved.exit_code == 0, saved.output
    assert "تۈلكە, 1 answer" in saved.output
    assert PASSPHRASE not in saved.output
    looked = run(tmp_path / "two", "look", file, typed=f"{PASSPHRASE}\n")
    assert "who is new here: 1 answer, 1 of them new here" in looked.output
    assert "minutes: not set becomes '7'" in looked.output
    refused = run(tmp_path / "two", "bring", file, typed=f"{PASSPHRASE}\nn\n")
    assert refused.exit_code == 1
    assert "1 of them new here" in run(tmp_path / "two", "look", file, typed=f"{PASSPHRASE}\n").output
    brought = run(tmp_path / "two", "bring", file, typed=f"{PASSPHRASE}\ny\n")
    assert "1 new answer came in, 1 learners are new, 0 were removed." in brought.output
    assert (
        "All of it is here already." in run(tmp_path / "two", "bring", file, typed=f"{PASSPHRASE}\n").output
    )
    assert str(child.id) not in brought.output


def test_a_passphrase_may_come_from_a_file_and_a_short_one_is_refused(tmp_path: Path, child: Learner) -> None:
    assert child
    words, file = tmp_path / "words", tmp_path / "fox.anatil-progress"
    words.write_text("nan\n")
    short = run(tmp_path / "one", "save", str(file), "--passphrase-file", str(words))
    assert short.exit_code == 1 and "8 letters" in short.output and not file.exists()
    words.write_text(f"{PASSPHRASE}\n")
    assert run(tmp_path / "one", "save", str(file), "--passphrase-file", str(words)).exit_code == 0
    looked = run(tmp_path / "two", "look", str(file), "--passphrase-file", str(words))
    assert looked.exit_code == 0 and "1 answer" in looked.output
    words.write_text("another one")
    wrong = run(tmp_path / "two", "look", str(file), "--passphrase-file", str(words))
    assert wrong.exit_code == 1
    assert "This passphrase does not open the file. Please write it" in wrong.output


def test_no_command_takes_a_passphrase_as_a_word() -> None:
    for command in ("save", "look", "bring"):
        told = run(Path("unused"), command, "--help").output
        assert "--passphrase-file" in told and "--passphrase " not in told


def test_without_a_passphrase_it_says_what_that_means(tmp_path: Path, child: Learner) -> None:
    assert child
    file = str(tmp_path / "fox.anatil-progress")
    saved = run(tmp_path / "one", "save", file, "--plain", "--learner", "تۈلكە")
    assert "whoever gets the file can read it" in saved.output
    assert "1 answer" in run(tmp_path / "two", "look", file).output
    again = run(tmp_path / "one", "save", file, "--plain")
    assert again.exit_code == 1 and "already there" in again.output


def test_a_copy_for_a_teacher_is_looked_at_and_not_brought_in(tmp_path: Path, child: Learner) -> None:
    assert child
    file = str(tmp_path / "fox.anatil-progress")
    assert run(tmp_path / "one", "save", file, "--plain", "--teacher").exit_code == 0
    assert "a copy for a teacher" in run(tmp_path / "two", "look", file).output
    refused = run(tmp_path / "two", "bring", file, "--yes")
    assert refused.exit_code == 1 and "no answers" in refused.output


def test_who_is_unknown_and_two_of_one_name_are_said(tmp_path: Path, phone: Device, child: Learner) -> None:
    file = str(tmp_path / "x.anatil-progress")
    assert "no learner called" in run(tmp_path / "one", "save", file, "--plain", "--learner", "bear").output
    phone.child()
    phone.close()
    both = run(tmp_path / "one", "save", file, "--plain", "--learner", "تۈلكە")
    assert "2 learners are called" in both.output and str(child.id) in both.output
    assert run(tmp_path / "one", "save", file, "--plain", "--learner", str(child.id)).exit_code == 0
    assert "Nobody is learning" in run(tmp_path / "three", "save", f"{file}-2", "--plain").output


def test_a_file_of_something_else_is_refused_in_a_sentence(tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("salam")
    for command in ("look", "bring"):
        told = run(tmp_path / "one", command, str(other))
        assert told.exit_code == 1
        assert "This is no such file of Ana Til." in told.output and "Traceback" not in told.output
