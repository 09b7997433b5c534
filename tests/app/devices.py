"""Phones of one family, each with a clock of its own, that bring in each other's progress files."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from app.drills.bands import Wishes
from app.services import progress_bringing, progress_files
from app.services.household import Household
from app.services.lessons import Lessons
from app.services.pages import Pages
from app.services.progress_bringing import Brought
from lexicon import learners, memories, registers, removals, reviews, writings
from lexicon.places import Places
from lexicon.records import Learner, Review, Skill, Verdict
from lexicon.store import open_store
from tests.starter import laid

NOW_MS = 1_795_000_000_000
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


class Device:
    """A phone whose clock is ``slow_ms`` behind, or fast where that is negative; ids come from ``seed``."""

    def __init__(self, home: Path, seed: int, slow_ms: int = 0, blank: Path | None = None) -> None:
        home.mkdir(parents=True)
        self.rng = random.Random(seed)
        self.true_ms, self.slow_ms = NOW_MS, slow_ms
        places = Places(home).make()
        if blank is not None:
            shutil.copy(blank, places.database)
        self.household = Household(places, lambda: self.true_ms - self.slow_ms, self.new_id)
        with self.household.kept.write() as connection:  # a copied database has a copied device id
            connection.exec_driver_sql(
                "UPDATE fact SET value = ? WHERE key = 'device'", (str(self.new_id()),)
            )
        self.household.close()
        self.lessons = Lessons(self.household, self.rng)
        self.pages = Pages(self.household)

    def new_id(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def later(self, ms: int) -> None:
        self.true_ms += ms

    def child(self, nickname: str = "تۈلكە") -> Learner:
        return self.household.make_learner(nickname, "1F98A", "6-8")

    def at_home(self) -> tuple[Learner, ...]:
        with self.household.kept.read() as connection:
            return learners.everyone(connection)

    def answer(self, learner: Learner, sense: int = 0, rating: int = 3, offset_min: int = 60) -> Review:
        """One answer, kept as a lesson keeps it."""
        word = UUID(int=1000 + sense, version=4)
        verdict = Verdict.EXACT if rating > 1 else Verdict.WRONG
        review = Review(
            self.new_id(), learner.id, word, Skill.HEAR, "hear_picture", str(word), verdict, rating,
            self.household.now_ms(), offset_min, 2_000,
        )  # fmt: skip
        self.lessons.keep(review)
        return review

    def undo(self, review: Review) -> Review:
        """Take an answer back; it may lie on another phone."""
        undo = replace(review, id=self.new_id(), rating=0, undoes=review.id, at_ms=self.household.now_ms())
        self.lessons.keep(undo)
        return undo

    def wish(self, learner: Learner, minutes: int) -> None:
        self.household.set_wishes(learner, Wishes(minutes=minutes))

    def save(self, path: Path, passphrase: str | None = None) -> Path:
        path.unlink(missing_ok=True)
        progress_files.save(self.household, self.at_home(), path, passphrase)
        return path

    def bring(self, path: Path, passphrase: str | None = None) -> Brought:
        return progress_bringing.bring(self.household, path, passphrase)

    def knows(self) -> dict[str, Any]:
        """Everything that must be the same on two phones that know the same."""
        with self.household.kept.read() as connection:
            here = learners.everyone(connection)
            return {
                "children": here,
                "answers": {one.id: reviews.of(connection, one.id) for one in here},
                "memories": {one.id: memories.of(connection, one.id) for one in here},
                "settings": {one.id: registers.stamped(connection, str(one.id)) for one in here},
                "pages": {one.id: writings.versions(connection, one.id) for one in here},
                "removed": removals.all_of(connection),
            }

    def close(self) -> None:
        self.household.close()


@contextmanager
def teacher(folder: Path) -> Iterator[Device]:
    """A teacher's laptop with the starter in it."""
    made = Device(folder / "teacher", 1, 0, laid(folder / "starter").database)
    made.household.open()
    made.household.places.outbox.mkdir(parents=True, exist_ok=True)
    yield made
    made.close()


def blank(folder: Path) -> Path:
    """An empty database to copy: making one takes longer than everything else in a test."""
    path = folder / "blank.sqlite"
    open_store(path).close()
    return path
