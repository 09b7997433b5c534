"""Everything a family does, one after the other, in one process: ``python -m tests.packs.offline FOLDER``.

A whole lesson on the screen; a word said into the microphone (a file stands for it), kept and heard again; a
pack made, looked at, and installed in another home; progress and a backup saved and brought in.
``test_offline`` runs it where the network is watched, and where there is none.
"""

from __future__ import annotations

import os
import random
import sys
import threading
from pathlib import Path
from uuid import uuid4

from click.testing import CliRunner

from app.cli import main
from app.recorder import Recorder, Take
from app.services.household import Household
from app.services.studio import Studio
from app.tour.tones import noise, spoken
from audio.file_microphone import FileMicrophone
from audio.playback import find_player
from lexicon.places import Places, find
from lexicon.records import Scope

PASSPHRASE = "alma nan su"


def lesson(folder: Path) -> None:
    run("tour", str(folder / "pictures"))
    assert len(list((folder / "pictures").glob("*.png"))) > 10


def recording(home: Path) -> None:
    """A word is said, cut out, judged, kept, and played back."""
    household = Household(Places(home, find().share).make(), lambda: 1_795_000_000_000, uuid4)
    household.open()
    studio = Studio(household, random.Random(1))
    speaker = studio.make_speaker("Moma")
    studio.agree(speaker, Scope.PUBLIC, "en")
    taken: list[Take] = []
    came = threading.Event()

    def take(one: Take) -> None:
        taken.append(one)
        came.set()

    said = noise(0.6) + spoken(0.7, -9.0) + noise(1.5)
    recorder = Recorder(FileMicrophone(said), lambda call: call())
    recorder.start(lambda _event: None, take, lambda error: sys.exit(str(error)))
    assert came.wait(60), "no word was heard"
    recorder.close()
    (one,) = taken
    sense = studio.queue(speaker)[0].sense
    household.set_device("approvals", "0")
    kept = studio.keep_take(speaker, sense, one.wav, one.duration_ms, one.figures)
    player = find_player(sys.platform)
    player.play_bytes(studio.content(kept))
    player.close()
    household.make_learner("Ayim", "1F98A", "6-8")
    household.close()


def exchanging(folder: Path, home: Path, other: Path) -> None:
    word = folder / "passphrase"
    word.write_text(PASSPHRASE, encoding="utf-8")
    sealed = ("--passphrase-file", str(word))
    run("pack", "build", str(folder / "a.anatil"), "--maker", "School", "--list", "animals", home=home)
    run("progress", "save", str(folder / "a.anatil-progress"), *sealed, home=home)
    run("backup", "save", str(folder / "a.anatil-backup"), *sealed, home=home)
    run("pack", "verify", str(folder / "a.anatil"), home=other)
    said = run("pack", "install", str(folder / "a.anatil"), "--trust", "--yes", home=other)
    assert "1 new recording" in said, said
    run("progress", "bring", str(folder / "a.anatil-progress"), "--yes", *sealed, home=other)
    run("doctor", home=other)


def run(*arguments: str, home: Path | None = None) -> str:
    """What a command says; it must go well."""
    if home is not None:
        os.environ["ANATIL_HOME"] = str(home)
    done = CliRunner().invoke(main, list(arguments))
    assert done.exit_code == 0, (arguments, done.output, done.exception)
    return str(done.output)


def story(folder: Path) -> None:
    """All of it."""
    home, other = folder / "home", folder / "other"
    recording(home)
    exchanging(folder, home, other)
    lesson(folder)
    print("done")


if __name__ == "__main__":
    story(Path(sys.argv[1]))
