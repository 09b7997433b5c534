"""Themes and senses as a lesson sees them: a teacher's edits laid over them, voices that may play now."""

from __future__ import annotations

import json
import math
import os
import struct
import wave
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lexicon import edits, recordings, registers, removals, schema, senses, voices
from lexicon.records import Speaker, Stamp, TakeStatus, VoiceChoice
from lexicon.starter import update
from lexicon.store import Store, open_store
from lexicon.troubles import RemovedError
from tests.lexicon import made

APPLE, GRAPE, POMEGRANATE, CAT = (made.uid(number) for number in (11, 12, 13, 21))
FRUIT, ANIMALS = made.uid(10), made.uid(20)
PHONE = made.uid(901)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "anatil.sqlite") as opened:
        update.bring_in(opened, made.starter(tmp_path / "starter"))
        yield opened


def tone(hertz: float) -> bytes:
    """Half a second of a sine as a WAV file."""
    content = BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        samples = (int(9_000 * math.sin(math.tau * hertz * n / 16_000)) for n in range(8_000))
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return content.getvalue()


def lend_a_voice(store: Store) -> None:
    with store.write() as connection:
        recordings.add_speaker(connection, made.speaker())
        recordings.add_consent(connection, made.consent())


# --- themes and senses -----------------------------------------------------------------------------------


def test_themes_come_in_the_order_of_their_files_with_titles_and_sizes(store: Store) -> None:
    with store.read() as connection:
        fruit, animals = senses.themes(connection)
    assert (fruit.id, animals.id) == (FRUIT, ANIMALS)
    assert fruit.titles == {
        "ug": "مېۋە", "en": "fruit", "tr": "meyve", "de": "Obst", "fr": "fruit", "ru": "фрукты",
    }  # fmt: skip
    assert (fruit.picture, fruit.size, animals.picture, animals.size) == ("1F34E", 3, None, 2)


def test_the_senses_of_a_theme_come_in_their_order_with_all_a_drill_may_show(store: Store) -> None:
    with store.read() as connection:
        apple, grape, pomegranate = senses.senses_of(connection, FRUIT, made.NOW)
    assert [apple.headword, grape.headword, pomegranate.headword] == ["ئالما", "ئۈزۈم", "ئانار"]
    assert apple.glosses == {"en": "apple", "tr": "elma", "de": "Apfel", "fr": "pomme", "ru": "яблоко"}
    assert (apple.picture, apple.domain, apple.level, apple.homonym) == ("1F34E", "5.2.3.1.2", 1, 0)
    assert (apple.theme_id, apple.place, grape.place) == (FRUIT, 0, 1)
    assert (pomegranate.picture, pomegranate.voices, pomegranate.status) == (None, (), "waiting")


def test_what_stands_apart_does_so_from_both_sides_though_one_says_it(tmp_path: Path) -> None:
    folder = made.starter(tmp_path / "starter")
    made.file(
        folder,
        "02-animals.tsv",
        [made.row(20, "ھايۋانلار", pos="theme"), made.row(21, "مۈشۈك", apart=str(made.uid(22))),
         made.row(22, "ئىت")],
    )  # fmt: skip
    with open_store(tmp_path / "anatil.sqlite") as store:
        update.bring_in(store, folder)
        with store.read() as connection:
            cat, dog = senses.senses_of(connection, ANIMALS, made.NOW)
    assert cat.apart == {dog.id}
    assert dog.apart == {cat.id}


def test_senses_asked_for_by_id_come_in_the_order_asked_for(store: Store) -> None:
    with store.read() as connection:
        found = senses.senses(connection, [CAT, made.uid(4242), APPLE, CAT], made.NOW)
        many = senses.senses(connection, [*(made.uid(n) for n in range(10_000, 12_000)), APPLE], made.NOW)
    assert [sense.id for sense in found] == [CAT, APPLE]
    assert [sense.theme_id for sense in found] == [ANIMALS, FRUIT]
    assert [sense.id for sense in many] == [APPLE]


def test_everything_comes_along_the_path(store: Store) -> None:
    with store.read() as connection:
        words = [sense.headword for sense in senses.everything(connection, made.NOW)]
    assert words == ["ئالما", "ئۈزۈم", "ئانار", "مۈشۈك", "ئىت"]


# --- a teacher's edits -----------------------------------------------------------------------------------


def test_a_teachers_edit_is_what_is_seen_until_it_is_taken_back(store: Store) -> None:
    with store.write() as connection:
        for counter, (field, value) in enumerate(
            {"gloss.de": "der Apfel", "gloss.kk": "алма", "picture": "", "level": "2"}.items()
        ):
            assert edits.put(connection, edits.SENSE, APPLE, field, value, Stamp(made.NOW, PHONE, counter))
        (apple,) = senses.senses(connection, [APPLE], made.NOW)
        assert (apple.glosses["de"], apple.glosses["kk"]) == ("der Apfel", "алма")
        assert (apple.picture, apple.level) == (None, 2)
        edits.put(connection, edits.SENSE, APPLE, "gloss.de", None, Stamp(made.NOW, PHONE, 9))
        (apple,) = senses.senses(connection, [APPLE], made.NOW)
        assert apple.glosses["de"] == "Apfel"


def test_a_word_or_theme_that_a_teacher_hides_is_not_met(store: Store) -> None:
    with store.write() as connection:
        edits.put(connection, edits.SENSE, GRAPE, "retired", "1", Stamp(made.NOW, PHONE, 0))
        edits.put(connection, edits.THEME, ANIMALS, "retired", "1", Stamp(made.NOW, PHONE, 1))
        edits.put(connection, edits.THEME, FRUIT, "title.en", "Fruit tree", Stamp(made.NOW, PHONE, 2))
        (fruit,) = senses.themes(connection)
        assert (fruit.size, fruit.titles["en"], fruit.titles["de"]) == (2, "Fruit tree", "Obst")
        assert [sense.id for sense in senses.senses_of(connection, FRUIT, made.NOW)] == [APPLE, POMEGRANATE]
        assert [sense.id for sense in senses.everything(connection, made.NOW)] == [APPLE, POMEGRANATE]
        assert senses.senses(connection, [GRAPE], made.NOW)[0].retired


@pytest.mark.parametrize(
    "target, field, value",
    [("sense", "id", "x"), ("sense", "gloss.", "x"), ("theme", "level", "1"), ("sense", "level", "4"),
     ("sense", "retired", "yes"), ("review", "rating", "4")],
)  # fmt: skip
def test_what_cannot_be_edited_is_refused(store: Store, target: str, field: str, value: str) -> None:
    with pytest.raises(ValueError), store.write() as connection:
        edits.put(connection, target, APPLE, field, value, Stamp(made.NOW, PHONE, 0))


def test_an_edit_and_a_setting_share_one_clock(store: Store) -> None:
    with store.write() as connection:
        edits.put(connection, edits.SENSE, APPLE, "gloss.de", "x", Stamp(made.NOW + 5, PHONE, 3))
        assert registers.next_stamp(connection, PHONE, made.NOW) == Stamp(made.NOW + 5, PHONE, 4)


# --- voices ----------------------------------------------------------------------------------------------


def test_a_lesson_finds_a_voice_that_was_put_in_the_store(store: Store, tmp_path: Path) -> None:
    lend_a_voice(store)
    content = tone(440)
    sha256 = recordings.keep_file(tmp_path / "recordings", content)
    with store.write() as connection:
        recordings.add(connection, made.take(1, APPLE, sha256, peak_dbfs=-10.8, figures={"hum_db": -61.5}))
    with store.read() as connection:
        apple, grape, _ = senses.senses_of(connection, FRUIT, made.NOW)
        row = connection.execute(select(schema.recording)).one()
    assert (apple.voices, grape.voices) == ((sha256,), ())
    assert recordings.file_of(tmp_path / "recordings", sha256).read_bytes() == content
    assert (row.peak_dbfs, json.loads(row.figures)) == (-10.8, {"hum_db": -61.5})


def test_the_favourite_speaker_is_heard_first_then_the_first_made(store: Store) -> None:
    lend_a_voice(store)
    with store.write() as connection:
        recordings.add_speaker(connection, made.speaker(501))
        recordings.add_consent(connection, made.consent(601, 501))
        recordings.add(connection, made.take(2, APPLE, "b" * 64))
        recordings.add(connection, made.take(1, APPLE, "a" * 64))
        his = made.take(3, APPLE, "c" * 64, speaker_id=made.uid(501), consent_id=made.uid(601))
        recordings.add(connection, his)
        order = recordings.voices(connection, [APPLE, GRAPE], made.NOW)
        assert order == {APPLE: ("a" * 64, "b" * 64, "c" * 64)}
        (apple,) = senses.senses(connection, [APPLE], made.NOW, VoiceChoice(favourite=made.uid(501)))
        assert apple.voices == ("c" * 64, "a" * 64, "b" * 64)


def test_a_teacher_may_let_one_region_be_heard(store: Store) -> None:
    lend_a_voice(store)
    with store.write() as connection:
        recordings.add_speaker(connection, Speaker(made.uid(501), "Rose", region="north"))
        recordings.add_consent(connection, made.consent(601, 501))
        recordings.add(connection, made.take(1, APPLE, "a" * 64))
        of_north = made.take(2, APPLE, "b" * 64, speaker_id=made.uid(501), consent_id=made.uid(601))
        recordings.add(connection, of_north)

        def heard(region: str) -> tuple[str, ...]:
            return recordings.voices(connection, [APPLE], made.NOW, VoiceChoice(region=region)).get(APPLE, ())

        assert heard("") == ("a" * 64, "b" * 64)
        assert heard("north") == ("b" * 64,)
        assert heard("south") == ()
        voices.describe(connection, made.uid(501), "south", "40-64")
        assert heard("south") == ("b" * 64,)


def test_only_a_ready_take_with_a_consent_in_force_is_heard(store: Store) -> None:
    lend_a_voice(store)
    with store.write() as connection:
        recordings.add_consent(connection, made.consent(602, expires_ms=made.NOW + made.DAY))
        recordings.add_consent(connection, made.consent(603, withdrawn_ms=made.NOW))
        recordings.add(connection, made.take(1, APPLE, "a" * 64, status=TakeStatus.WAITING))
        recordings.add(connection, made.take(2, APPLE, "b" * 64, consent_id=made.uid(602)))
        recordings.add(connection, made.take(3, APPLE, "c" * 64, consent_id=made.uid(603)))
        assert recordings.voices(connection, [APPLE], made.NOW) == {APPLE: ("b" * 64,)}
        assert recordings.voices(connection, [APPLE], made.NOW + made.DAY) == {}
        recordings.set_status(connection, made.uid(1), TakeStatus.READY)
        assert recordings.voices(connection, [APPLE], made.NOW + made.DAY) == {APPLE: ("a" * 64,)}


def test_withdrawing_a_consent_takes_its_voices_away_for_good(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "recordings"
    lend_a_voice(store)
    kept, shared, spoken = (recordings.keep_file(folder, tone(hertz)) for hertz in (440, 550, 660))
    with store.write() as connection:
        recordings.add_consent(connection, made.consent(604, spoken_sha256=spoken))
        recordings.add(connection, made.take(1, APPLE, shared))
        gone = made.take(2, APPLE, kept, consent_id=made.uid(604), archive_sha256=shared)
        recordings.add(connection, gone)
    with store.write() as connection:
        unnamed = removals.consent(connection, made.uid(604), made.NOW)
    assert unnamed == {kept, spoken}
    recordings.forget(folder, unnamed)
    recordings.forget(folder, unnamed)
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [shared]
    with store.read() as connection:
        assert removals.all_of(connection) == {made.uid(604), made.uid(2)}
        assert senses.senses(connection, [APPLE], made.NOW)[0].voices == (shared,)
        marked = connection.execute(select(schema.consent).where(schema.consent.c.id == made.uid(604))).one()
        assert (marked.withdrawn_ms, marked.spoken_sha256) == (made.NOW, None)
    with pytest.raises(RemovedError), store.write() as connection:
        recordings.add(connection, gone)
    with pytest.raises(RemovedError), store.write() as connection:
        recordings.add(connection, replace(gone, id=made.uid(3)))


def test_a_removed_recording_does_not_come_back_and_its_file_can_go(store: Store) -> None:
    lend_a_voice(store)
    with store.write() as connection:
        recordings.add(connection, made.take(1, APPLE, "a" * 64))
        assert removals.recording(connection, made.uid(1)) == {"a" * 64}
        assert connection.execute(select(func.count()).select_from(schema.recording)).scalar() == 0
    with pytest.raises(RemovedError), store.write() as connection:
        recordings.add(connection, made.take(1, APPLE, "a" * 64))


def test_a_file_that_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="disk full"):
        recordings.keep_file(tmp_path, b"a voice")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_is_kept_once_and_whole(tmp_path: Path) -> None:
    first = recordings.keep_file(tmp_path, b"a voice")
    assert recordings.keep_file(tmp_path, b"a voice") == first
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()] == [
        f"{first[:2]}/{first}"
    ]
