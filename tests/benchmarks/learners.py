"""Simulated learners: what is truly in a head, under two families of memory models, and how it answers.

The truth is hidden: a policy sees only whether an answer was right. Each item (a word by one skill) has a
probability of being recalled, which falls with time and is changed by every answer.

**FSRS**: FSRS-6 with parameters fitted to one real learner (the file given with ``--learners``). An answer
is truly recalled (rated good) or not (again), whatever was tapped. The first answer to a word just met is
recalled with probability 1 - .24: the share of first answers other than "again" in ``fsrs-rs``'s
``default_simulator_config().first_rating_prob``, which was measured on Anki's users.

**ACT-R**: Pavlik and Anderson, "Practice and forgetting effects on vocabulary memory" (Cognitive Science
29, 2005): activation is ln of the sum over all earlier encounters of (seconds since)^-d, an encounter's d
is c e^activation + a at its time, and recall is logistic in activation. Their fitted values: a .177,
c .217, noise .255; time between sessions (here: beyond ten minutes) counts .025 of time within one.
Activation has an addend for the learner and one for the word, as in their later work ("Using a model to
compute the optimal schedule of practice", 2008). The learner's is set so that a word met and then asked once
is recalled with .9 after as many days as the FSRS parameters of the same line say for a first good answer
(parameter 2): one file, the same people, two theories of how they remember. Taken at their word (threshold
-.704, learners differing in a), the constants of that laboratory let every policy keep about 100 words, at a
success under .8, and none reached .8 with more than 77. The word's addend is normal with the spread of the
noise: ours, so that some words do not stick.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from typing import Protocol

DAY_S = 86_400.0

#: Less than this between two answers (days) is the same day: nobody has slept in between.
SAME_DAY = 0.5

#: First answers that miss, just after a word was met (fsrs-rs, see above).
FIRST_MISSED = 0.24

DECAY_A, DECAY_C, NOISE, BETWEEN = 0.177, 0.217, 0.255, 0.025
SPREAD_OF_WORDS = NOISE

#: Up to here (s) time counts as time within a session: a lesson and what runs over.
SESSION_S = 600.0

#: Seconds between meeting a word and being asked, where the learner's addend is set.
FIRST_ASKED_S = 30.0

Item = object


class Mind(Protocol):
    """What one learner truly remembers. Times are seconds since the first lesson."""

    def meet(self, item: Item, at_s: float) -> None:
        """The word is shown: for the first time, or once more because it would not stick."""

    def recall(self, item: Item, at_s: float) -> float:
        """The probability (0–1) that the item is recalled at this moment."""

    def answered(self, item: Item, at_s: float, recalled: bool) -> None:
        """The item was asked, and shown again with the answer."""


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the learners' file: its number and its FSRS-6 parameters."""

    number: int
    parameters: tuple[float, ...]


def read(path: Path) -> list[Person]:
    """The learners of a file like ``fsrs_learners.json``."""
    rows = json.loads(path.read_text("utf-8"))["learners"]
    return [Person(int(row["user"]), tuple(float(one) for one in row["parameters"])) for row in rows]


class FsrsMind:
    """FSRS-6, written out here so that the truth does not come from the package the app schedules with."""

    def __init__(self, person: Person) -> None:
        self._w = person.parameters
        self._decay = -self._w[20]
        self._factor = 0.9 ** (1 / self._decay) - 1
        self._kept: dict[Item, tuple[float, float, float]] = {}

    def meet(self, item: Item, at_s: float) -> None:
        """Nothing is kept of a word before it was first asked."""

    def recall(self, item: Item, at_s: float) -> float:
        """FSRS's forgetting curve, with parts of days; the first answer has a probability of its own."""
        if item not in self._kept:
            return 1 - FIRST_MISSED
        stability, _, last_s = self._kept[item]
        return float((1 + self._factor * (at_s - last_s) / DAY_S / stability) ** self._decay)

    def answered(self, item: Item, at_s: float, recalled: bool) -> None:
        """The state moves as after "good" or "again"."""
        w, rating = self._w, 3 if recalled else 1
        if item not in self._kept:
            self._kept[item] = (w[rating - 1], min(10, max(1, self._first_difficulty(rating))), at_s)
            return
        stability, difficulty, last_s = self._kept[item]
        if at_s - last_s < SAME_DAY * DAY_S:
            gain = exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
            after = stability * (max(1.0, gain) if recalled else gain)
        else:
            lost = 1 - self.recall(item, at_s)
            if recalled:
                after = stability * (
                    1 + exp(w[8]) * (11 - difficulty) * stability ** -w[9] * (exp(lost * w[10]) - 1)
                )
            else:
                after = min(
                    w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * exp(lost * w[14]),
                    stability / exp(w[17] * w[18]),
                )
        moved = difficulty - w[6] * (rating - 3) * (10 - difficulty) / 9
        moved = w[7] * self._first_difficulty(4) + (1 - w[7]) * moved
        self._kept[item] = (max(0.001, after), min(10, max(1, moved)), at_s)

    def _first_difficulty(self, rating: int) -> float:
        return self._w[4] - exp(self._w[5] * (rating - 1)) + 1


class ActrMind:
    """Activation from every encounter, each fading at a rate of its own."""

    def __init__(self, person: Person) -> None:
        self._number = person.number
        self._met: dict[Item, tuple[float, list[tuple[float, float]]]] = {}
        self._threshold = 0.0
        self._met["probe"] = (0.0, [(0.0, DECAY_A)])
        self.answered("probe", FIRST_ASKED_S, True)
        known = self._activation("probe", person.parameters[2] * DAY_S)
        self._threshold = known - NOISE * log(9)
        del self._met["probe"]

    def meet(self, item: Item, at_s: float) -> None:
        """Seeing a word is its first encounter; being shown it again is one more."""
        if item in self._met:
            self.answered(item, at_s, False)
            return
        of_word = random.Random(f"actr {self._number} {item}").gauss(0, SPREAD_OF_WORDS)
        self._met[item] = (of_word, [(at_s, DECAY_A)])

    def recall(self, item: Item, at_s: float) -> float:
        """Logistic in activation and the word's addend."""
        strength = self._activation(item, at_s) + self._met[item][0]
        return 1 / (1 + exp((self._threshold - strength) / NOISE))

    def answered(self, item: Item, at_s: float, recalled: bool) -> None:  # noqa: ARG002 (one shape for both)
        """An encounter more: the answer is always shown."""
        self._met[item][1].append((at_s, DECAY_A + DECAY_C * exp(self._activation(item, at_s))))

    def _activation(self, item: Item, at_s: float) -> float:
        total = 0.0
        for seen_s, decay in self._met[item][1]:
            since = at_s - seen_s
            if since > SESSION_S:
                since = SESSION_S + BETWEEN * (since - SESSION_S)
            total += max(1.0, since) ** -decay
        return log(total)


FAMILIES: dict[str, Callable[[Person], Mind]] = {"fsrs": FsrsMind, "actr": ActrMind}
