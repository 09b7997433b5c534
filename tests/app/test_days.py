"""Bad days, played with the real app: what is said, and that no answer is lost."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.tour.tones import lend_tones
from lexicon import places
from lexicon.places import Places

DAMAGED = "The file with the words and answers is damaged."


def play(scene: str, home: Path, root: Path, share: Path | None = None) -> dict[str, Any]:
    """Play a scene in a process of its own; what it told."""
    environ = dict(os.environ)
    if share is not None:
        environ["ANATIL_SHARE"] = str(share)
    done = subprocess.run(
        [sys.executable, "-m", "tests.app.scenes", scene, str(home)],
        cwd=root, env=environ, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def rows(home: Path) -> int:
    with sqlite3.connect(home / "anatil.sqlite") as connection:
        return int(connection.execute("SELECT count(*) FROM review").fetchone()[0])


def test_a_window_closed_in_the_middle_of_a_lesson_loses_no_answer(root: Path, tmp_path: Path) -> None:
    told = play("close_in_the_middle", tmp_path, root)
    assert rows(tmp_path) == told["answered"]
    back = play("come_back", tmp_path, root)
    assert 0 < back["learned"] <= told["answered"]
    assert back["words"] == back["learned"]


def test_leaving_a_lesson_loses_nothing_and_the_next_one_starts_from_there(
    root: Path, tmp_path: Path
) -> None:
    told = play("leave_and_go_on", tmp_path, root)
    assert told["after_leaving"] > 0
    assert rows(tmp_path) == 5


def test_a_lesson_is_where_it_was_after_a_while_in_another_app_and_keeps_the_display_on(
    root: Path, tmp_path: Path
) -> None:
    told = play("away_and_back", tmp_path, root)
    assert told["stays"] and told["same"]
    assert rows(tmp_path) == 4
    assert told["dims"] == {"path": True, "lesson": False, "path again": True}


def test_a_lesson_goes_on_at_the_same_question_when_the_phone_is_turned_or_its_display_shared(
    root: Path, tmp_path: Path
) -> None:
    told = play("turned_and_split", tmp_path, root)
    assert told == {"same": [True] * 3, "filled": [True] * 3}
    assert rows(tmp_path) == 4


def test_a_lesson_goes_on_when_the_system_is_short_of_memory(root: Path, tmp_path: Path) -> None:
    told = play("short_of_memory", tmp_path, root)
    assert told == {"kept": True, "left": 0, "same": True, "seen": True, "screen": "LessonScreen"}
    assert rows(tmp_path) == 4


def test_a_mis_tap_is_taken_back_and_nothing_is_deleted(root: Path, tmp_path: Path) -> None:
    play("a_mis_tap", tmp_path, root)
    with sqlite3.connect(tmp_path / "anatil.sqlite") as connection:
        found = connection.execute(
            "SELECT id, verdict, rating, hints, undoes FROM review ORDER BY at_ms, rowid"
        ).fetchall()
    _first, wrong, undo, again, right, undone, once_more = found
    assert (wrong[2], undo[2], undo[4]) == (1, 0, wrong[0])
    assert (right[1], undone[4]) == ("exact", right[0])
    for helped in (again, once_more):  # its answer had been seen
        assert helped[1:4] == ("exact", 2, 1)


def test_a_damaged_database_is_said_plainly_and_left_as_it_is(root: Path, tmp_path: Path) -> None:
    play("close_in_the_middle", tmp_path, root)
    database = tmp_path / "anatil.sqlite"
    damaged = bytearray(database.read_bytes())
    damaged[:4096] = b"\x00" * 4096
    database.write_bytes(damaged)
    told = play("open_and_look", tmp_path, root)
    assert told["screen"] == "TroubleScreen"
    assert DAMAGED in told["texts"]
    assert database.read_bytes() == bytes(damaged)

    assert play("put_aside", tmp_path, root)["screen"] == "LearnersScreen"
    kept = [path for path in tmp_path.glob("anatil-damaged-*.sqlite") if path.read_bytes() == bytes(damaged)]
    assert len(kept) == 1


def test_a_snapshot_is_taken_beside_a_lesson_and_stands_in_for_a_damaged_database(
    root: Path, tmp_path: Path
) -> None:
    assert play("snapshot_by_itself", tmp_path, root) == {"screen": "LessonScreen", "snapshots": 1}
    (snapshot,) = (tmp_path / "snapshots").glob("anatil-*.sqlite")
    database = tmp_path / "anatil.sqlite"
    damaged = bytearray(database.read_bytes())
    damaged[:4096] = b"\x00" * 4096
    database.write_bytes(damaged)
    told = play("go_back_to_a_snapshot", tmp_path, root)
    assert "Go back to the latest whole copy" in told["offered"]
    with sqlite3.connect(snapshot) as connection:
        assert told["learners"] == connection.execute("SELECT count(*) FROM learner").fetchone()[0]
    assert len(list(tmp_path.glob("anatil-damaged-*.sqlite"))) == 1


def test_a_database_from_a_newer_version_is_left_alone(root: Path, tmp_path: Path) -> None:
    play("close_in_the_middle", tmp_path, root)
    with sqlite3.connect(tmp_path / "anatil.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    told = play("open_and_look", tmp_path, root)
    assert told["screen"] == "TroubleScreen"
    assert "The answers on this device were kept by a newer Ana Til." in told["texts"]
    assert rows(tmp_path) == 5


@pytest.mark.skipif(
    os.geteuid() == 0 and not Path("/proc/self").exists(), reason="needs a folder nobody may write"
)
def test_a_folder_that_may_not_be_written_is_said_plainly(root: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "anatil.sqlite").mkdir()  # even root cannot write a database over a folder
    told = play("open_and_look", home, root)
    assert told["screen"] == "TroubleScreen"
    assert any("try again" in text for text in told["texts"])


def test_a_full_disk_is_said_plainly_and_the_answer_is_kept_once_there_is_room(
    root: Path, tmp_path: Path
) -> None:
    told = play("disk_full", tmp_path, root)
    assert told["screen"] == "TroubleScreen"
    assert "There is no room left on this device." in told["texts"]
    assert told["same_lesson"]
    assert told["rows"] == told["given"] > told["answers"]


def test_a_clock_set_back_in_a_lesson_loses_no_answer(root: Path, tmp_path: Path) -> None:
    told = play("clock_set_back", tmp_path, root)
    assert told["rows"] == told["given"] == 7


def test_without_any_picture_a_lesson_is_given_with_words(root: Path, tmp_path: Path) -> None:
    share = tmp_path / "share"
    shutil.copytree(places.find().share, share, ignore=shutil.ignore_patterns("pictures"))
    told = play("no_pictures", tmp_path / "home", root, share)
    assert not told["pictured"]
    assert rows(tmp_path / "home") >= 6


def test_recorded_words_are_played_and_nobody_is_asked_to_read(root: Path, tmp_path: Path) -> None:
    lend_tones(Places(tmp_path, places.find().share).make())
    told = play("heard", tmp_path, root)
    assert told["first"] == "MeetCard"
    assert told["played"] >= 3
    assert told["prepared"] > 0


def test_a_recording_whose_file_is_gone_is_read_aloud_instead(root: Path, tmp_path: Path) -> None:
    here = Places(tmp_path, places.find().share).make()
    lend_tones(here)
    shutil.rmtree(here.recordings)
    told = play("heard", tmp_path, root)
    assert told["first"] == "ReadTogetherCard"
    assert told["played"] == 0


def test_a_letter_is_written_kept_and_saved_to_send(root: Path, tmp_path: Path) -> None:
    told = play("a_letter", tmp_path, root)
    assert told["text"] == "ئانا تىل", "the seat of the first vowel comes by itself"
    assert told["kept"] == ["ئانا تىل"]
    saved = {path.suffix: path for path in (tmp_path / "outbox").iterdir()}
    assert saved[".txt"].read_text(encoding="utf-8") == "ئانا تىل\n"
    assert saved[".png"].name in told["said"]
    assert not told["known_to_system_keyboard"]


def test_a_letter_outlives_a_window_closed_right_after_the_last_key(root: Path, tmp_path: Path) -> None:
    told = play("letter_and_close", tmp_path, root)
    with sqlite3.connect(tmp_path / "anatil.sqlite") as connection:
        assert connection.execute("SELECT text FROM writing").fetchall() == [(told["text"],)]


def test_a_letter_waits_for_a_full_disk(root: Path, tmp_path: Path) -> None:
    told = play("letter_and_full_disk", tmp_path, root)
    assert "There is no room left on this device." in told["texts"]
    assert told["kept"] == [3500]


def test_the_picture_of_a_letter_holds_a_picture_and_nothing_else(root: Path, tmp_path: Path) -> None:
    play("a_letter", tmp_path, root)
    png = next((tmp_path / "outbox").glob("*.png")).read_bytes()
    chunks, at = [], 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        chunks.append(png[at + 4 : at + 8])
        at += 12 + length
    assert set(chunks) <= {b"IHDR", b"IDAT", b"IEND", b"sRGB", b"gAMA", b"pHYs"}
    assert int.from_bytes(png[16:20], "big") == 720


def test_a_child_that_taps_everything_twice_breaks_nothing(root: Path, tmp_path: Path) -> None:
    assert play("taps_twice", tmp_path, root) == {"learners": 1, "screen": "PathScreen"}


def test_a_whole_lesson_goes_by_keys_alone(root: Path, tmp_path: Path) -> None:
    told = play("by_keys", tmp_path, root)
    assert told["learned"] >= 3
    assert told["screen"] == "LearnersScreen"


def test_without_a_microphone_it_is_said_plainly_and_the_studio_is_still_there(
    root: Path, tmp_path: Path
) -> None:
    assert "No microphone was found." in play("no_microphone", tmp_path, root)["texts"]


def test_a_call_that_takes_the_microphone_loses_no_word(root: Path, tmp_path: Path) -> None:
    told = play("a_call_in_the_middle", tmp_path, root)
    assert "The microphone is gone: unplugged, or taken by a call." in told["texts"]
    with sqlite3.connect(tmp_path / "anatil.sqlite") as connection:
        takes = connection.execute("SELECT sha256 FROM recording").fetchall()
    assert len(takes) == 1
    assert (tmp_path / "recordings" / takes[0][0][:2] / takes[0][0]).is_file()


def test_the_microphone_listens_where_something_is_to_be_said_and_nowhere_else(
    root: Path, tmp_path: Path
) -> None:
    told = play("from_the_test_to_the_words", tmp_path, root)
    assert told == {"test": True, "words": True, "pause": False, "again": True, "studio": False}


def test_a_take_that_is_only_listened_to_is_written_nowhere(root: Path, tmp_path: Path) -> None:
    assert play("listening_to_a_take", tmp_path, root) == {"sounds": [], "kept": []}


def test_a_child_hears_itself_after_somebody_and_nothing_of_it_is_kept(root: Path, tmp_path: Path) -> None:
    lend_tones(Places(tmp_path).make())
    told = play("say_it_too", tmp_path, root)
    assert told == {
        "slowly": "slowly",
        "heard": ["voice", "itself"],
        "listens": False,
        "both_seen": True,
        "files": [],
        "back": True,
        "forgotten": True,
        "kept": 0,
    }


def test_a_grown_up_says_the_words_of_a_lesson_and_comes_back_to_it(root: Path, tmp_path: Path) -> None:
    told = play("words_of_a_lesson_are_said", tmp_path, root)
    assert told["asked"].startswith("Who says ")
    assert (told["all"], told["errand"]) == (True, True)


def test_a_spoken_consent_is_kept_here_and_goes_with_the_voice(root: Path, tmp_path: Path) -> None:
    assert play("agreed_aloud", tmp_path, root) == {"heard": ["itself"], "kept": 1, "after": 0}
