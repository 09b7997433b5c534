"""A progress file of half a million answers: its size, and how long saving, looking and bringing in take.

Run: ``.venv/bin/python -m tests.benchmarks.progress_file [ANSWERS]``. One learner has answered 600 words in
four skills for years. Each step runs in a process of its own, so that its greatest memory can be told.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import UUID

from app.services import progress_bringing, progress_files, progress_looking
from app.services.household import Household
from lexicon import learners, reviews
from lexicon.places import Places, find
from lexicon.records import Learner, Review, Skill, Verdict
from lexicon.store import open_store
from tests.benchmarks.homes import NOW_MS
from tests.benchmarks.table import Row, show

ANSWERS = 500_000
WORDS = 600
PASSPHRASE = "alma nan su ot"
CHILD = Learner(UUID(int=1, version=4), "تۈلكە", "1F98A", "6-8", NOW_MS)


def answers(count: int) -> Iterator[Review]:
    """As lessons leave them: mostly right, what was tapped as the answer, some seconds apart."""
    rng = random.Random(4)
    words = [UUID(int=rng.getrandbits(128), version=4) for _ in range(WORDS)]
    drills = {
        Skill.HEAR: "hear_picture",
        Skill.READ: "word_meaning",
        Skill.SAY: "say_word",
        Skill.WRITE: "write",
    }
    at_ms = NOW_MS - count * 600_000
    for _ in range(count):
        at_ms += rng.randint(2_000, 1_200_000)
        word, skill = rng.choice(words), rng.choice(list(Skill))
        right = rng.random() < 0.85
        yield Review(
            UUID(int=rng.getrandbits(128), version=4), CHILD.id, word, skill, drills[skill],
            str(word if right else rng.choice(words)), Verdict.EXACT if right else Verdict.WRONG,
            3 if right else 1, at_ms, 60, rng.randint(900, 12_000), 0, rng.choice((0, 0, 0, 1)),
        )  # fmt: skip


def household(home: Path) -> Household:
    ids = random.Random(str(home))
    return Household(
        Places(home, find().share).make(), lambda: NOW_MS, lambda: UUID(int=ids.getrandbits(128), version=4)
    )


def step(name: str, folder: Path, count: int) -> str:
    """Do one step and say what it took."""
    file = folder / "half-a-million.anatil-progress"
    before = perf_counter()
    if name == "fill":
        with open_store(household(folder / "one").places.database) as store, store.write() as connection:
            learners.add(connection, CHILD)
            reviews.union(connection, answers(count))
    elif name == "save":
        progress_files.save(household(folder / "one"), [CHILD], file, PASSPHRASE)
    elif name == "look":
        progress_looking.look(household(folder / "two"), file, PASSPHRASE)
    elif name == "bring":
        assert progress_bringing.bring(household(folder / "two"), file, PASSPHRASE).answers == count
    elif name == "again":
        assert progress_bringing.bring(household(folder / "two"), file, PASSPHRASE).answers == 0
    took = perf_counter() - before
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{took:.1f} s, {most:.0f} MB at most"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ANSWERS
    if len(sys.argv) > 2:
        print(step(sys.argv[2], Path(sys.argv[3]), count))
        return
    with TemporaryDirectory(prefix="anatil-benchmark-") as folder:
        took = {}
        for name in ("fill", "save", "look", "bring", "again", "nothing"):
            done = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.progress_file", str(count), name, folder],
                check=True, capture_output=True, text=True,
            )  # fmt: skip
            took[name] = done.stdout.strip()
        size = (Path(folder) / "half-a-million.anatil-progress").stat().st_size
    show(
        [
            Row(
                f"progress file of {count:,} answers",
                f"{size / 1e6:.1f} MB",
                f"{size / count:.0f} bytes an answer",
            ),
            Row("… saved", took["save"]),
            Row("… looked into", took["look"]),
            Row("… brought in, memories replayed", took["bring"]),
            Row("… brought in again", took["again"]),
            Row("… a process that does nothing of it", took["nothing"]),
        ]
    )


if __name__ == "__main__":
    main()
