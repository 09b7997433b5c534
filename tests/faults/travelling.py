"""Operations with files that travel: a pack installed, brought up to date and taken out; a progress file
brought in; a backup saved; words given pictures. See ``operations`` for what an operation is."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.services import one_word, pack_building, packs, progress_bringing, progress_files
from app.services.lessons import Lessons
from app.services.pack_building import Wish
from app.services.studio import Studio
from lexicon import edits, learners, photos, recordings, reviews, saving, schema
from lexicon.records import Recording, Scope, TakeStatus
from lexicon.sealed import Cost
from tests.faults.operations import FIGURES, Home, _answers, _child, family, sound
from tests.packs.devices import png

Told = Callable[[str], None]

CHEAP = Cost(log_n=4, r=1, p=1)
PASSPHRASE = "ئالما نان سۇ"
STATES = "states.json"
STEPS = ("first", "second", "out")
_TABLES = (
    schema.word, schema.sense, schema.gloss, schema.word_list, schema.word_list_item, schema.edit,
    schema.speaker, schema.consent, schema.recording, schema.pack_part, schema.pack_row, schema.tombstone,
)  # fmt: skip


# --- packs ------------------------------------------------------------------------------------------------


def with_packs(home: Path) -> None:
    """A family, and two versions of a school's pack beside it; the second takes a voice back."""
    family(home)
    family(home / "school")
    school = Home(home / "school", seed=5)
    studio = Studio(school.household, school.rng)
    gone, stays = (studio.make_speaker(name) for name in ("Moma", "Dada"))
    for number, (speaker, sense) in enumerate(zip((gone, stays, gone), school.words(), strict=False)):
        consent = studio.agree(speaker, Scope.CLASS, "en")
        with school.household.kept.write() as connection:
            sha256 = recordings.keep_file(school.household.places.recordings, _mp3(number))
            take = Recording(
                school.new_id(), sense.id, speaker.id, consent.id, sha256, "audio/mpeg", 800, school.clock(),
                TakeStatus.READY,
            )  # fmt: skip
            recordings.add(connection, take)
    wish = Wish("words", "School")
    pack_building.build(school.household, home / "first.anatil", wish)
    studio.remove_speaker(gone.id)
    pack_building.build(school.household, home / "second.anatil", wish)
    school.household.close()
    states = {"before": _state(home)}
    scratch = home / "scratch"
    shutil.copytree(home, scratch, ignore=shutil.ignore_patterns("school", "share"))
    here = Home(scratch, seed=6)
    for step in STEPS:
        _do(here, home, step)
        states[step] = _state(scratch)
    here.household.close()
    shutil.rmtree(scratch)
    (home / STATES).write_text(json.dumps(states), encoding="utf-8")


def _mp3(number: int) -> bytes:
    return (b"\xff\xf3\x44\xc0" + bytes([number]) * 92) * 20


def _do(here: Home, home: Path, step: str) -> None:
    if step == "out":
        for one in packs.installed(here.household):
            packs.remove(here.household, one.id)
    else:
        packs.install(here.household, home / f"{step}.anatil", trusting=True)


def _state(home: Path) -> str:
    """A digest of every row that packs write to."""
    here = Home(home, seed=7)
    digest = hashlib.sha256()
    with here.household.kept.read() as connection:
        for table in _TABLES:
            rows = sorted(str(tuple(map(str, row))) for row in connection.execute(select(table)))
            digest.update("\n".join([table.name, *rows]).encode())
    here.household.close()
    return digest.hexdigest()


def install(home: Path, told: Told) -> None:
    here = Home(home, seed=6)
    for step in STEPS:
        _do(here, home, step)
        told(step)
    here.household.close()


def check_packs(home: Path, told: Sequence[str]) -> None:
    """One of the states whole, none older than what was told; every clip of it is there and sounds."""
    here = Home(home, seed=8)
    packs.tidy(here.household)  # as the next start does
    here.household.close()
    states: dict[str, str] = json.loads((home / STATES).read_text("utf-8"))
    order = list(states.values())
    state = _state(home)
    assert state in order, "a pack is half there"
    assert order.index(state) >= len(told), "an installed pack is lost"
    here = sound(home)
    lies = {path.name for path in here.household.places.packs.iterdir()}
    with here.household.kept.read() as connection:
        assert lies == set(connection.scalars(select(schema.pack.c.sha256)))
    for sha256, portion in here.household.packed().clips.items():
        assert hashlib.sha256(portion.read_bytes()).hexdigest() == sha256, "a clip is half there"
    here.household.close()


# --- progress ---------------------------------------------------------------------------------------------


def with_a_progress_file(home: Path) -> None:
    """A family, and a file with another phone's answers to the same words beside it."""
    family(home)
    family(home / "other")
    other = Home(home / "other", seed=9)
    lessons, child = Lessons(other.household, other.rng), _child(other)
    for review in _answers(other, child, 12):
        lessons.keep(review)
    with other.household.kept.read() as connection:
        ids = [str(review.id) for review in reviews.of(connection, child.id)]
    progress_files.save(other.household, [child], home / "other.anatil-progress", None)
    other.household.close()
    (home / STATES).write_text(json.dumps(ids), encoding="utf-8")


def merge(home: Path, told: Told) -> None:
    here = Home(home, seed=10)
    progress_bringing.bring(here.household, home / "other.anatil-progress", None)
    told("came")
    here.household.close()


def check_merged(home: Path, told: Sequence[str]) -> None:
    here = sound(home)  # memories are a replay of what is there
    wanted = set(json.loads((home / STATES).read_text("utf-8")))
    with here.household.kept.read() as connection:
        everyone = learners.everyone(connection)
        there = {str(review.id) for one in everyone for review in reviews.of(connection, one.id)}
    new = len(wanted & there)
    assert new in (0, 3, len(wanted)), "a progress file is half there"
    assert not told or wanted <= there, "answers that came in are lost"
    here.household.close()


# --- everything removed ------------------------------------------------------------------------------------


def furnished(home: Path) -> None:
    """A family with recordings, and more files than one."""
    family(home)
    here = Home(home, seed=12)
    studio = Studio(here.household, here.rng)
    speaker = studio.view().speakers[0].speaker
    for number, sense in enumerate(here.words()):
        studio.keep_take(speaker, sense, b"RIFF" + bytes([number]) * 9_000, 400, FIGURES)
    here.household.close()


def erase(home: Path, told: Told) -> None:
    here = Home(home, seed=13)
    with here.household.kept.read():
        pass
    told("begins")
    here.household.erase()
    told("gone")


def check_erased(home: Path, told: Sequence[str]) -> None:
    """All of it or nothing of it, once the next start has looked; nothing, where that was told."""
    here = sound(home)
    takes = {take.sha256 for take in here.studio_takes()}
    with here.household.kept.read() as connection:
        everyone = learners.everyone(connection)
    lies = {path.name for path in here.household.places.recordings.rglob("*") if path.is_file()}
    assert lies == takes, "a voice is left that nobody is told of"
    assert len(everyone) == (1 if takes else 0), "it is half gone"
    assert "gone" not in told or not takes, "it was said that everything is gone"
    here.household.close()


# --- backups ----------------------------------------------------------------------------------------------


def back_up(home: Path, told: Told) -> None:
    here = Home(home, seed=11)
    with here.household.kept.read():
        pass
    for number in range(3):
        target = home / "out" / f"{number}.anatil-backup"
        saving.save(here.household.places, target, PASSPHRASE, here.clock(), cost=CHEAP)
        told(target.name)
    here.household.close()


def check_backups(home: Path, told: Sequence[str]) -> None:
    sound(home).household.close()
    found = sorted((home / "out").glob("*.anatil-backup")) if (home / "out").is_dir() else []
    there: set[Any] = {path.name for path in found if not path.name.startswith(".")}
    assert set(told) <= there, "a saved backup is lost"
    for name in there:
        saving.look(home / "out" / name, PASSPHRASE)  # to its end, or it raises


# --- pictures that somebody brings ------------------------------------------------------------------------


def bring_pictures(home: Path, told: Told) -> None:
    """Words are given pictures, one after the other; what nothing shows any more goes."""
    here = Home(home, seed=9)
    for number, sense in enumerate(here.words() * 4):
        content = png(8 + number)
        one_word.show_photo(here.household, sense.id, content)
        told(f"{sense.id} {hashlib.sha256(content).hexdigest()}")
        with here.household.kept.write() as connection:
            photos.sweep(connection, here.household.places.photos)
    here.household.close()


def check_pictures(home: Path, told: Sequence[str]) -> None:
    """Every word has the picture it was last told to have, or the next one; whole; and no other file lies
    there after the next start."""
    here = sound(home)
    folder = here.household.places.photos
    with here.household.kept.write() as connection:
        shown = photos.named(connection)
        if folder.is_dir():
            photos.sweep(connection, folder)
        edits_of = edits.of(connection, edits.SENSE, ["picture"])
    for code in shown:
        content = (folder / f"{code}.png").read_bytes()
        assert f"photo-{hashlib.sha256(content).hexdigest()}" == code, "a picture is half there"
    left = {path.stem for path in folder.iterdir()} if folder.is_dir() else set()
    assert left == shown, "a picture that nothing shows stayed"
    last = dict(line.split() for line in told)
    wrong = [one for one, sha256 in last.items() if edits_of[UUID(one)]["picture"] != f"photo-{sha256}"]
    assert len(wrong) <= 1, "an acknowledged picture is lost"
    here.household.close()
