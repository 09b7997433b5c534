"""What it costs that nothing is lost: snapshots beside answers, purges, backups, a look at everything.

Run: ``.venv/bin/python -m tests.benchmarks.keeping``. A home with the starter, 20,000 answers and 200
recordings of 60 kB. Answers are kept one after the other while snapshots are taken on another thread without
a pause, and once without.
"""

from __future__ import annotations

import os
import random
import threading
import tracemalloc
from pathlib import Path
from time import perf_counter
from uuid import UUID

from app.services import doctor, snapshots
from app.services.backups import Backups
from app.services.household import Household
from app.services.lessons import Lessons
from app.services.studio import Studio
from lexicon import learners, senses
from lexicon import snapshots as kept
from lexicon.places import Places
from lexicon.records import Scope
from tests.benchmarks.homes import NOW_MS, home
from tests.benchmarks.kept_answers import answers, fill
from tests.benchmarks.table import at

ALREADY, TAKES, TAKE_BYTES, ANSWERS = 20_000, 200, 60_000, 500
PASSPHRASE = "alma nan su tuz"


def main() -> None:
    """Print a line a figure."""
    rng = random.Random(9)
    with home() as here:
        household = Household(here, lambda: NOW_MS, lambda: UUID(int=rng.getrandbits(128), version=4))
        household.open()
        lessons = Lessons(household, rng)
        with household.kept.read() as connection:
            learner = learners.everyone(connection)[0]
            words = [sense.id for sense in senses.everything(connection, NOW_MS)]
        coming = answers(learner, words, rng)
        fill(household.kept, coming, ALREADY)
        lessons.rebuild(learner)
        studio = Studio(household, rng)
        speaker = studio.make_speaker("Rose")
        studio.agree(speaker, Scope.CLASS, "en")
        for item in studio.queue(speaker)[:TAKES]:
            studio.keep_take(speaker, item.sense, os.urandom(TAKE_BYTES), 700, {})

        def answering() -> list[float]:
            times = []
            for _ in range(ANSWERS):
                review = next(coming)
                began = perf_counter()
                lessons.keep(review)
                times.append(1e3 * (perf_counter() - began))
            return times

        answering()
        alone = answering()
        times, beside = while_snapshots_are_taken(here, answering)
        for name, found in (("alone", alone), ("beside a snapshot", beside)):
            middle, late = at(found, 0.5), at(found, 0.99)
            print(f"an answer kept, {name}: p50 {middle:.2f} ms, p99 {late:.2f} ms, most {max(found):.1f} ms")
        print(f"a snapshot, beside answers: {at(times, 0.5):.2f} s (of {len(times)})")
        began = perf_counter()
        taken, _ = kept.take(here, NOW_MS)
        sizes = f"{size(taken.path):.1f} MB of a database of {size(here.database):.1f} MB"
        print(f"a snapshot, alone: {perf_counter() - began:.2f} s, {sizes}")
        for number in range(8):
            kept.take(here, NOW_MS - number * 40 * kept.DAY_MS)
        count = len(kept.every(here.snapshots))
        began = perf_counter()
        household.purge_copies()
        print(f"a purge with nothing to do, {count} snapshots: {1e3 * (perf_counter() - began):.0f} ms")
        began = perf_counter()
        studio.withdraw_take(studio.raw()[0].id)
        print(f"one recording taken back from {count} snapshots: {perf_counter() - began:.2f} s")
        began = perf_counter()
        found = doctor.examine(household)
        print(f"a look at everything: {perf_counter() - began:.2f} s, {len(found)} findings")
        began = perf_counter()
        saved = Backups(household).save(PASSPHRASE)
        print(f"a backup saved and read back: {perf_counter() - began:.2f} s, {size(saved.path):.1f} MB")
        tracemalloc.start()
        Backups(household).look(saved.path, PASSPHRASE)
        print(f"memory while one is read: {tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB of Python's own")
        tracemalloc.stop()
        began = perf_counter()
        Backups(household).look(saved.path, PASSPHRASE)
        print(f"a backup read to its end: {perf_counter() - began:.2f} s")
        with home() as other:
            new = Household(other, lambda: NOW_MS, lambda: UUID(int=rng.getrandbits(128), version=4))
            new.open()
            began = perf_counter()
            Backups(new).restore(saved.path, PASSPHRASE)
            print(f"a backup brought back: {perf_counter() - began:.2f} s")
            new.close()
        household.close()


def while_snapshots_are_taken(here: Places, answering: object) -> tuple[list[float], list[float]]:
    """Seconds of each snapshot, and milliseconds of each answer meanwhile."""
    times: list[float] = []
    going = threading.Event()

    def take() -> None:
        number = 0
        while not going.is_set():
            began = perf_counter()
            number += 1
            assert snapshots.keep_up(here, NOW_MS + number * kept.DAY_MS) is not None
            times.append(perf_counter() - began)

    thread = threading.Thread(target=take)
    thread.start()
    beside = answering()  # type: ignore[operator]
    going.set()
    thread.join()
    return times, beside


def size(path: Path) -> float:
    """Megabytes."""
    return path.stat().st_size / 1e6


if __name__ == "__main__":
    main()
