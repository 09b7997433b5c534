"""A store with 20,000 words and 500,000 answers: the rate of answers, planning a lesson, memory; beside Anki.

Run: ``.venv/bin/python -m tests.benchmarks.many_answers``; Anki as in ``searching`` (``ANATIL_ANKI_PYTHON``).

Two homes. *One learner* has all 20,000 words and all 500,000 answers: forty years of five minutes a day, and
what Anki, which has one learner, is measured with. *A class* has twenty learners with 1,000 words and 25,000
answers each. An answer is one through the services as the app goes: the lesson's next step, the answer judged
and rated, the review and the memory it leaves on the disk (``synchronous=FULL``); lessons are planned as they
end, and the time of that is in the rate. Anki's is ``get_queued_cards`` and ``answer_card``, in its own
process, which times itself. The two take turns.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import UUID

from sqlalchemy import Connection, insert, update

from app.drills.given import right
from app.drills.steps import AnyQuestion, Ending, PairsQuestion
from app.services.household import Household
from app.services.lessons import Lessons, Running
from lexicon import reviews, schema
from lexicon.places import Places, find
from lexicon.records import Learner, Review, Skill, Verdict
from tests.benchmarks.searching import HOW_TO, fill, words
from tests.benchmarks.table import Row, at, show

WORDS, ANSWERS = 20_000, 500_000
THEME = 40
TURN, TURNS = 250, 16
LONG = 10_000
NOW_MS = 1_795_000_000_000
DAY_MS = 86_400_000


def resident_mb() -> float:
    """Memory of this process (MB), on Linux."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1_024
    raise OSError("this system does not say")


class Home:
    """A household with many words and answers; ``learners`` share the words and the answers."""

    def __init__(self, places: Places, learners: int) -> None:
        self.rng = random.Random(17)
        self.now_ms = NOW_MS
        self.household = Household(places, lambda: self.now_ms, self._id)
        given = words(WORDS, self.rng)
        fill(self.household.kept, given, self.rng)
        self.learners = [
            self.household.make_learner(f"{number}", "1F34E", "grown") for number in range(learners)
        ]
        with self.household.kept.write() as connection:
            self.themes = self._themes(connection)
            for learner in self.learners:
                self._answered(connection, learner, WORDS // learners, ANSWERS // learners)
        self.lessons = Lessons(self.household, self.rng)

    def _id(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def _themes(self, connection: Connection) -> list[UUID]:
        ids = list(connection.scalars(schema.sense.select().with_only_columns(schema.sense.c.id)))
        # As in the starter, somewhat more than a quarter of the words has a picture.
        pictures = sorted(path.stem for path in self.household.places.pictures.glob("*.png"))
        table = schema.sense
        for number in range(0, len(ids), 4):
            picture = pictures[number // 4 % len(pictures)]
            connection.execute(update(table).where(table.c.id == ids[number]).values(picture=picture))
        themes = [self._id() for _ in range(0, len(ids), THEME)]
        plain = {"kind": "theme", "level": 1, "picture": None, "source": "", "status": "", "note": ""}
        connection.execute(
            insert(schema.word_list),
            [{"id": id_, "place": place, "retired": False, **plain} for place, id_ in enumerate(themes)],
        )
        connection.execute(
            insert(schema.word_list_item),
            [
                {"word_list_id": themes[number // THEME], "sense_id": id_, "place": number % THEME}
                for number, id_ in enumerate(ids)
            ],
        )
        self.ids = ids
        return themes

    def _answered(self, connection: Connection, learner: Learner, known: int, answers: int) -> None:
        rng = self.rng
        first = self.learners.index(learner) * known
        mine = self.ids[first : first + known]
        ready = []
        for number in range(answers):
            at_ms = NOW_MS - 400 * DAY_MS + number * (399 * DAY_MS // answers)
            verdict, rating = rng.choices(((Verdict.EXACT, 3), (Verdict.WRONG, 1)), (0.85, 0.15))[0]
            review = Review(
                self._id(), learner.id, rng.choice(mine), Skill.READ, "word_meaning", "", verdict,
                rating, at_ms, 60, rng.randint(1_500, 9_000),
            )  # fmt: skip
            ready.append(reviews.row(review))
            if len(ready) == 20_000:
                connection.execute(insert(schema.review), ready)
                ready = []
        if ready:
            connection.execute(insert(schema.review), ready)
        rows = []
        for sense_id in mine:
            stability = rng.uniform(2, 120)
            last_ms = NOW_MS - int(rng.uniform(0, 1.3) * stability * DAY_MS)
            rows.append(
                {
                    "learner_id": learner.id, "sense_id": sense_id, "skill": "read", "state": 2, "step": None,
                    "stability": stability, "difficulty": rng.uniform(2, 8), "last_ms": last_ms,
                    "due_ms": last_ms + int(stability * DAY_MS),
                }
            )  # fmt: skip
        connection.execute(insert(schema.memory), rows)

    def theme_of(self, learner: Learner) -> UUID:
        """A theme that holds words of this learner, and one new word or more after it."""
        each = len(self.themes) // len(self.learners)
        return self.themes[self.learners.index(learner) * each]

    def begin(self, learner: Learner) -> Running:
        return self.lessons.begin(learner, self.theme_of(learner), "en")

    def answers(self, learner: Learner) -> Iterator[float]:
        """Milliseconds of each answer, without end: the step, the answer kept, planning as lessons end."""
        running, began = self.begin(learner), perf_counter()
        while True:
            step = running.lesson.step(self.now_ms)
            self.now_ms += 3_000
            if step is None or isinstance(step, Ending):
                self.now_ms += DAY_MS // 24
                running = self.begin(learner)
            elif isinstance(step, PairsQuestion):
                for word in step.words:
                    outcome = running.lesson.answer(
                        word.id, target_id=word.id, taken_ms=2_000, now_ms=self.now_ms, offset_min=60,
                        new_id=self._id(),
                    )  # fmt: skip
                    assert outcome.review is not None
                    self.lessons.keep(outcome.review)
                    yield 1e3 * (perf_counter() - began)
                    began = perf_counter()
            elif isinstance(step, AnyQuestion):
                outcome = running.lesson.answer_with(
                    right(step), taken_ms=2_000, now_ms=self.now_ms, offset_min=60, new_id=self._id()
                )
                assert outcome.review is not None
                self.lessons.keep(outcome.review)
                yield 1e3 * (perf_counter() - began)
                began = perf_counter()
            else:
                running.lesson.passed(self.now_ms)


@contextmanager
def home(learners: int) -> Iterator[Home]:
    with tempfile.TemporaryDirectory(prefix="anatil-benchmark-") as folder:
        made = Home(Places(Path(folder), find().share).make(), learners)
        yield made
        made.household.close()


@contextmanager
def anki(python: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Anki with as many cards and answers; how it keeps them, and its process, which answers on demand."""
    with subprocess.Popen(
        [python, str(Path(__file__).with_name("anki_answering.py"))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(f"[{WORDS}, {ANSWERS}]\n")
        child.stdin.flush()
        yield child.stdout.readline().strip(), child
        child.stdin.close()


def asked(child: subprocess.Popen[str], count: int) -> list[float]:
    assert child.stdin is not None and child.stdout is not None
    child.stdin.write(f"{count}\n")
    child.stdin.flush()
    return [float(one) for one in json.loads(child.stdout.readline())]


def planning(here: Home, times: int = 40) -> tuple[list[float], list[float]]:
    """Milliseconds of planning a lesson, for each learner in turn: each one's first since the app was opened,
    and the others. The very first of all, in which modules are loaded, is left out."""
    here.begin(here.learners[0])
    here.lessons = Lessons(here.household, here.rng)
    taken = []
    for number in range(len(here.learners) + times):
        here.now_ms += 3_600_000
        began = perf_counter()
        here.begin(here.learners[number % len(here.learners)])
        taken.append(1e3 * (perf_counter() - began))
    return taken[: len(here.learners)], taken[len(here.learners) :]


def planned(who: str, here: Home) -> list[Row]:
    """How long planning takes for those of a home."""
    first, then = planning(here)
    return [
        Row(f"planning, {who}, p50 / p99", f"{median(then):.0f} / {at(then, 0.99):.0f} ms", goal="≤ 50 ms"),
        Row("… the first since the app was opened, p50", f"{median(first):.0f} ms"),
    ]


def rows() -> list[Row]:
    """The rate beside Anki's, planning, and memory over many answers."""
    python = os.environ.get("ANATIL_ANKI_PYTHON")
    made = []
    with home(1) as here:
        ours: list[float] = []
        peers: list[float] = []
        coming = here.answers(here.learners[0])
        if python:
            with anki(python) as (how, child):
                asked(child, TURN)
                for _ in range(TURNS):
                    ours += [next(coming) for _ in range(TURN)]
                    peers += asked(child, TURN)
            print(f"Anki keeps its answers by {how}.")
        else:
            ours += [next(coming) for _ in range(TURN * TURNS)]
        rate = 1e3 * len(ours) / sum(ours)
        other = 1e3 * len(peers) / sum(peers) if peers else None
        made.append(
            Row("answers a second, kept, and the next question", f"{rate:,.0f}",
                f"{other:,.0f}, anki" if other else HOW_TO, rate / other if other else None, "≥ 1")
        )  # fmt: skip
        made.append(Row("an answer, p50", f"{median(ours):.2f} ms",
                        f"{median(peers):.2f} ms, anki" if peers else HOW_TO))  # fmt: skip
        before = resident_mb()
        halves = []
        for _ in range(2):
            for _ in range(LONG // 2):
                next(coming)
            halves.append(resident_mb())
        made.append(Row(f"memory after {LONG // 2:,} / {LONG:,} answers more",
                        " / ".join(f"{now - before:+.1f} MB" for now in halves), goal="flat"))  # fmt: skip
        made += planned("one learner with it all", here)
    with home(20) as here:
        made += planned("a class of twenty", here)
    return made


if __name__ == "__main__":
    show(rows())
