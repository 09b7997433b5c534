"""What fitting FSRS's parameters to one learner brings: how often they are taken, and what they foretell.

Run: ``.venv/bin/python -m tests.benchmarks.fitting --learners FILE`` (a file as ``learning`` has it). Each
simulated learner practises 150 days in both families; the trial is made, as the app makes it; then 60 days
more show whether what was taken foretells better than FSRS's own parameters. Words come back after growing
steps whatever is foretold, so that both are asked about the same answers.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from pathlib import Path
from statistics import fmean
from uuid import UUID

from app.drills.memory import Key
from app.drills.parameters import Fitted, scheduler_for
from app.services.fitting import losses, tried
from lexicon.records import Review, Skill, Verdict
from tests.benchmarks.learners import DAY_S, FAMILIES, Mind, Person, read
from tests.benchmarks.table import Row, show

DAYS, MORE_DAYS = 150, 60
ATTENDANCE = 0.75
NEW_A_DAY, MOST_A_DAY, WORDS = 4, 25, 400
GROWS = 2.2
BEGAN_MS = 1_793_620_800_000
LEARNER = UUID(int=1)


def practised(mind: Mind, days: int, rng: random.Random) -> list[Review]:
    """The answers of so many days."""
    made: list[Review] = []
    due: dict[int, tuple[int, int]] = {}
    for day in range(days):
        if rng.random() > ATTENDANCE:
            continue
        at_s = day * DAY_S + rng.random() * 7_200
        back = sorted((word for word in due if due[word][0] <= day), key=lambda word: due[word])[:MOST_A_DAY]
        new = range(len(due), min(WORDS, len(due) + NEW_A_DAY))
        for word in (*back, *new):
            at_s += 6
            if word in new:
                mind.meet(word, at_s)
                at_s += 30
            known = rng.random() < mind.recall(word, at_s)
            mind.answered(word, at_s, known)
            step = max(1, round(GROWS * due.get(word, (0, 0.5))[1])) if known else 1
            due[word] = (day + step, step)
            made.append(
                Review(
                    UUID(int=rng.getrandbits(128), version=4), LEARNER, UUID(int=word + 10), Skill.HEAR,
                    "hear_picture", "", Verdict.EXACT if known else Verdict.WRONG, 3 if known else 1,
                    round(BEGAN_MS + 1_000 * at_s), 0, 3_000,
                )
            )  # fmt: skip
    return made


def foretold(history: list[Review], since_ms: int, weights: tuple[float, ...] | None) -> float:
    """The mean log loss of the answers since, each foretold from all before it."""
    words: defaultdict[Key, list[Review]] = defaultdict(list)
    for review in history:
        words[review.sense_id, review.skill].append(review)
    later = {
        (key, number)
        for key, answers in words.items()
        for number in range(1, len(answers))
        if answers[number].at_ms >= since_ms
    }
    return fmean(losses(words, later, scheduler_for(Fitted(weights, 0).as_setting())))


def one(family: str, person: Person, seed: int) -> tuple[bool, float, float, float, float]:
    """Whether the fitted parameters were taken, the loss held back with FSRS's and with the fitted ones, and
    that of the days after with FSRS's and with those that stand."""
    rng = random.Random(f"{family} {person.number} {seed}")
    every = practised(FAMILIES[family](person), DAYS + MORE_DAYS, rng)
    since_ms = round(BEGAN_MS + 1_000 * DAYS * DAY_S)
    trial = tried([review for review in every if review.at_ms < since_ms], None)
    assert trial.usual is not None and trial.new is not None, "too few answers for a trial"
    after = [foretold(every, since_ms, weights) for weights in (None, trial.weights)]
    return trial.weights is not None, trial.usual, trial.new, after[0], after[1]


def rows(people: list[Person], seed: int) -> list[Row]:
    """For each family: how many were taken, and the losses."""
    made = []
    for family in FAMILIES:
        found = [one(family, person, seed) for person in people]
        taken = [each for each in found if each[0]]
        worse = sum(each[4] > each[3] for each in taken)
        made += [
            Row(f"{family}: taken", f"{len(taken)} of {len(found)}", f"{worse} of them worse afterwards"),
            Row(f"{family}: log loss held back, of those taken", f"{fmean(each[2] for each in taken):.4f}",
                f"{fmean(each[1] for each in taken):.4f}, FSRS’s own", None, "never more"),
            Row(f"{family}: log loss of the 60 days after, of all", f"{fmean(each[4] for each in found):.4f}",
                f"{fmean(each[3] for each in found):.4f}, FSRS’s own",
                fmean(each[4] for each in found) / fmean(each[3] for each in found), "≤ 1"),
        ]  # fmt: skip
    return made


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    show(rows(read(given.learners), given.seed))
