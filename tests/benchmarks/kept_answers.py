"""How long it takes until an answer is kept, beside plain sqlite3 committing an equal row.

Run: ``.venv/bin/python -m tests.benchmarks.kept_answers``. Ours reads the memory, moves it on by FSRS and
writes both in one transaction; the peer writes the review alone, into an equal table with equal indexes and
the same pragmas, on the same disk. They take turns, answer by answer.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from uuid import UUID

from app.services.household import Household
from app.services.lessons import Lessons
from lexicon import learners, reviews, senses
from lexicon.records import Learner, Review, Skill, Verdict
from lexicon.store import Store
from tests.benchmarks.homes import NOW_MS, home
from tests.benchmarks.table import Row, at, show

ANSWERS = 1_000
ALREADY = (0, 20_000)
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "recursive_triggers=ON",
)


def answers(learner: Learner, words: list[UUID], rng: random.Random) -> Iterator[Review]:
    """Answers of one learner without end, a minute apart, over all words."""
    at_ms = NOW_MS
    while True:
        at_ms += 60_000
        word = rng.choice(words)
        yield Review(
            UUID(int=rng.getrandbits(128), version=4), learner.id, word, rng.choice([Skill.HEAR, Skill.READ]),
            "hear_picture", str(word), Verdict.EXACT, rng.choice((1, 3, 3, 3)), at_ms, 60, 3_000,
        )  # fmt: skip


def open_peer(ours: Path, path: Path) -> sqlite3.Connection:
    """A database of the peer's with our review table in it, its indexes and its rows; no triggers."""
    peer = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        peer.execute(f"PRAGMA {pragma}")
    with closing(sqlite3.connect(ours)) as store:
        made = store.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name IN ('learner', 'review') "
            "AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC"
        ).fetchall()
        tables = {name: store.execute(f"SELECT * FROM {name}").fetchall() for name in ("learner", "review")}
    peer.execute("BEGIN")
    for (statement,) in made:
        peer.execute(statement)
    for name, rows in tables.items():
        if rows:
            peer.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    peer.execute("COMMIT")
    return peer


def row_of(review: Review) -> tuple[object, ...]:
    """A review as it lies in the table, in the order of its columns."""
    return (
        review.id.hex, review.learner_id.hex, review.sense_id.hex, review.skill.value, review.drill,
        review.answer, review.verdict.value, review.rating, review.at_ms, review.offset_min, review.taken_ms,
        review.hints, review.replays, None, reviews.checksum(review),
    )  # fmt: skip


def fill(store: Store, coming: Iterator[Review], count: int) -> None:
    """Put answers into the store in one go."""
    with store.write() as connection:
        for _ in range(count):
            reviews.add(connection, next(coming))


def timings(already: int, count: int = ANSWERS) -> tuple[list[float], list[float]]:
    """Milliseconds of ``count`` answers each, ours and the peer's, with ``already`` reviews there before."""
    ours: list[float] = []
    peers: list[float] = []
    rng = random.Random(9)
    with home() as here:
        household = Household(here, lambda: NOW_MS, lambda: UUID(int=rng.getrandbits(128), version=4))
        household.open()
        with household.kept.read() as connection:
            learner = learners.everyone(connection)[0]
            words = [sense.id for sense in senses.everything(connection, NOW_MS)]
        coming = answers(learner, words, rng)
        lessons = Lessons(household, rng)
        fill(household.kept, coming, already)
        lessons.rebuild(learner)
        insert = f"INSERT INTO review VALUES ({', '.join('?' * len(row_of(next(coming))))})"
        with closing(open_peer(here.database, here.home / "peer.sqlite")) as peer:
            for number in range(count + 20):
                review = next(coming)
                began = perf_counter()
                lessons.keep(review)
                kept = perf_counter()
                row = row_of(replace(review))
                asked = perf_counter()
                peer.execute("BEGIN IMMEDIATE")
                peer.execute(insert, row)
                peer.execute("COMMIT")
                done = perf_counter()
                if number >= 20:  # the first ones compile SQL
                    ours.append(1e3 * (kept - began))
                    peers.append(1e3 * (done - asked))
        household.close()
    return ours, peers


def rows(count: int = ANSWERS) -> list[Row]:
    """The middle and the 99th of a hundred, with no review there and with 20,000."""
    made = []
    for already in ALREADY:
        ours, peers = timings(already, count)
        for name, share, goal in (("p50", 0.5, "–"), ("p99", 0.99, "≤ 5 ms")):
            mine, other = at(ours, share), at(peers, share)
            made.append(Row(f"an answer kept, {already:,} there, {name}", f"{mine:.2f} ms",
                            f"{other:.2f} ms, plain sqlite3", mine / other, goal))  # fmt: skip
    return made


if __name__ == "__main__":
    show(rows())
