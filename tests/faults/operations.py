"""What a phone may be doing when it dies: each operation, what it acknowledges, and what must then be there.

An operation runs in a process of its own that is killed, whose disk fails, or whose writes are replayed up to
a power cut. ``prepared`` makes the home it starts from; ``run`` does the work and calls ``told`` with a text
once a thing is acknowledged, as the screen does; ``check`` opens the home as the next start does and raises
AssertionError where something acknowledged is lost or something is half there.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import text

from app.drills import memory as fsrs_memory
from app.services.household import Household
from app.services.lessons import Lessons
from app.services.studio import Studio
from lexicon import learners, memories, migrations, recordings, reviews, senses, store, voices
from lexicon.copies import ENDING
from lexicon.places import Places
from lexicon.records import Learner, Recording, Review, Scope, Sense, Skill, Verdict
from lexicon.starter import update
from lexicon.troubles import StoreError
from tests.lexicon import made

Told = Callable[[str], None]

NOW_MS = 1_795_000_000_000
ANSWERS = 24
DATABASE = ("anatil.sqlite", "anatil.sqlite-wal")
FIGURES = {"peak_dbfs": -6.0, "noise_dbfs": -62.0, "snr_db": 41.0, "loudness_db": -24.0}


@dataclass(frozen=True, slots=True)
class Operation:
    """``prepared(home)`` makes the home, ``run(home, told)`` works in it, ``check(home, told)`` looks.

    ``files`` are those that a bad disk fails on, of which each kind of call is made ``calls`` times at least;
    none where nothing is written.
    """

    prepared: Callable[[Path], None]
    run: Callable[[Path, Told], None]
    check: Callable[[Path, Sequence[str]], None]
    files: tuple[str, ...] = DATABASE
    calls: int = 4


class Home:
    """The household of a home with few words; ids and time come from a seed, so that runs are alike."""

    def __init__(self, home: Path, seed: int = 1) -> None:
        self.rng = random.Random(seed)
        self.now_ms = NOW_MS
        self.household = Household(Places(home, home / "share").make(), self.clock, self.new_id)

    def clock(self) -> int:
        self.now_ms += 1_000
        return self.now_ms

    def new_id(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def studio_takes(self) -> tuple[Recording, ...]:
        with self.household.kept.read() as connection:
            return voices.takes(connection)

    def words(self) -> list[Sense]:
        with self.household.kept.read() as connection:
            return sorted(senses.everything(connection, NOW_MS), key=lambda sense: sense.id)


def family(home: Path) -> None:
    """A home with a few words, a child, and a speaker who has agreed."""
    here = Home(home)
    update.bring_in(here.household.kept, made.starter(home / "starter"))
    child = here.household.make_learner("Anar", "1F34E", "6-8")
    lessons = Lessons(here.household, here.rng)
    for review in _answers(here, child, 3):
        lessons.keep(review)
    studio = Studio(here.household, here.rng)
    studio.agree(studio.make_speaker("Rose"), Scope.CLASS, "en")
    here.household.close()


def _answers(here: Home, child: Learner, count: int) -> list[Review]:
    words = here.words()
    return [
        Review(
            here.new_id(), child.id, here.rng.choice(words).id, here.rng.choice((Skill.HEAR, Skill.READ)),
            "hear_picture", "x", Verdict.EXACT, here.rng.choice((1, 3, 3)), here.clock(), 60, 2_000,
        )
        for _ in range(count)
    ]  # fmt: skip


def _child(here: Home) -> Learner:
    with here.household.kept.read() as connection:
        return learners.everyone(connection)[0]


def answer(home: Path, told: Told) -> None:
    """A child answers; every third answer is taken back."""
    here = Home(home, seed=2)
    child, lessons = _child(here), Lessons(here.household, here.rng)
    for number, review in enumerate(_answers(here, child, ANSWERS)):
        insist(lessons.keep, review)
        told(str(review.id))
        if number % 3 == 2:
            undo = Review(
                here.new_id(), child.id, review.sense_id, review.skill, review.drill, "", Verdict.WRONG, 0,
                here.clock(), 60, 0, undoes=review.id,
            )  # fmt: skip
            insist(lessons.undo, undo)
            told(str(undo.id))
    here.household.close()


def insist(keep: Callable[[Review], None], review: Review) -> None:
    """As the screen does: what cannot be kept is tried again, and in the end it is said."""
    for _ in range(2):
        with suppress(StoreError):
            keep(review)
            return
    keep(review)


def record(home: Path, told: Told) -> None:
    """A speaker says words; each fourth one is taken back at once."""
    here = Home(home, seed=3)
    studio = Studio(here.household, here.rng)
    speaker = studio.view().speakers[0].speaker
    for number, sense in enumerate(here.words() * 2):
        take = studio.keep_take(speaker, sense, _wav(number), 400, FIGURES)
        told(f"kept {take.id}")
        if number % 4 == 3:
            told(f"going {take.id}")
            studio.withdraw_take(take.id)
            told(f"gone {take.id} {take.sha256}")
    here.household.close()


def _wav(number: int) -> bytes:
    return b"RIFF" + hashlib.sha256(str(number).encode()).digest() * 300


def old_family(home: Path) -> None:
    """A home as the first version left it, with a word in it."""
    path = Places(home, home / "share").make().database
    engine = store._engine(store._url(path), busy_ms=1_000)
    migrations.bring_up_to_date(engine, "nothing", target="0001")
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO learner VALUES ('33333333333343338333333333333333', 'Anar', '1F34E', '6-8', 1)")
        )
    engine.dispose()


def migrate(home: Path, told: Told) -> None:
    store.open_store(Places(home, home / "share").database).close()
    told("open")


def sound(home: Path, going: Collection[str] = ()) -> Home:
    """The home opens as at the next start, and what is in it is whole; recordings that are ``going``, being
    taken back just then, may have lost their files before their rows."""
    here = Home(home, seed=4)
    kept = here.household.kept
    with kept.read() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert connection.execute(text("PRAGMA foreign_key_check")).first() is None
        assert reviews.verify(connection) == ()
        for child in learners.everyone(connection):
            made = fsrs_memory.replay(reviews.of(connection, child.id))
            assert {(one.sense_id, one.skill): one for one in memories.of(connection, child.id)} == made
        for take in voices.takes(connection):
            digest = take.sha256
            if str(take.id) in going:
                continue
            content = Studio(here.household, here.rng).content(take)
            assert hashlib.sha256(content).hexdigest() == digest, "a recording is half there"
    return here


def check_answers(home: Path, told: Sequence[str]) -> None:
    here = sound(home)
    with here.household.kept.read() as connection:
        there = {str(review.id) for review in reviews.of(connection, _child(here).id)}
    assert set(told) <= there, "an acknowledged answer is lost"
    assert len(there) >= 3, "what was there before is lost"
    here.household.close()


def check_takes(home: Path, told: Sequence[str]) -> None:
    kinds = ("kept", "going", "gone")
    said = {kind: {line.split()[1] for line in told if line.startswith(kind)} for kind in kinds}
    here = sound(home, said["going"])
    with here.household.kept.read() as connection:
        takes = voices.takes(connection)
    there = {str(take.id) for take in takes}
    assert said["kept"] - said["going"] <= there, "an acknowledged recording is lost"
    assert not said["gone"] & there, "what was taken back is here again"
    for line in told:
        if line.startswith("gone"):
            file = recordings.file_of(here.household.places.recordings, line.split()[2])
            assert not file.exists(), "what was taken back has left its file"
    if takes:
        Studio(here.household, here.rng).withdraw_consent(takes[0].consent_id)
        left = [path for path in here.household.places.recordings.rglob("*") if path.is_file()]
        assert left == [], "a voice was taken back, and a file of it stayed"
    here.household.close()


def check_migrated(home: Path, told: Sequence[str]) -> None:
    del told
    here = sound(home)
    with here.household.kept.read() as connection:
        assert [child.nickname for child in learners.everyone(connection)] == ["Anar"]
    here.household.close()


def careless(home: Path, told: Told) -> None:
    """Answers acknowledged where SQLite does not sync: to see that a proof would see it."""
    here = Home(home, seed=2)
    raw = here.household.kept._reading.raw_connection()
    raw.cursor().execute("PRAGMA synchronous=OFF")
    raw.close()  # back to the pool, out of which the next one comes
    child, lessons = _child(here), Lessons(here.household, here.rng)
    for review in _answers(here, child, 6):
        lessons.keep(review)
        told(str(review.id))
    here.household.close()


def _travelling(name: str) -> Operation:
    """An operation of ``travelling``, which builds on this module."""

    def of(part: int) -> Callable[..., None]:
        def call(*given: object) -> None:
            from tests.faults import travelling

            getattr(travelling, _TRAVELLING[name][part])(*given)

        return call

    if name == "backing up":
        return Operation(of(0), of(1), of(2), (f"out/.0.anatil-backup{ENDING}",), calls=1)
    return Operation(of(0), of(1), of(2), () if name == "erasing" else DATABASE)


_TRAVELLING = {
    "packs": ("with_packs", "install", "check_packs"),
    "merging": ("with_a_progress_file", "merge", "check_merged"),
    "backing up": ("family", "back_up", "check_backups"),
    "pictures": ("family", "bring_pictures", "check_pictures"),
    "erasing": ("furnished", "erase", "check_erased"),
}

OPERATIONS = {
    "answers": Operation(family, answer, check_answers),
    "recording": Operation(family, record, check_takes),
    "migrating": Operation(old_family, migrate, check_migrated),
    **{name: _travelling(name) for name in _TRAVELLING},
}
"""Each is killed, cut off from power, and given a bad disk."""

CARELESS = {"careless": Operation(family, careless, check_answers)}
"""What must be found out."""


def main(name: str, home: str) -> None:
    """Run one operation; what is acknowledged goes to standard output, a line each, at once."""

    def told(line: str) -> None:
        os.write(1, f"{line}\n".encode())

    (OPERATIONS | CARELESS)[name].run(Path(home), told)


if __name__ == "__main__":
    main(*sys.argv[1:])
