"""What asking a word now is worth: how much it adds to the words still known a year on.

FSRS says how likely a word is recalled now, what its stability becomes after a right and after a wrong
answer, and so how likely it is known later, asked now or not. The difference is what the minutes of a lesson
are spent on. A word just asked gains nothing by being asked again; a backlog sorted so gives back most words
for each second.

The formulas are FSRS-6's, as the ``fsrs`` package has them; it only offers a whole answer at a time, which is
too slow for a backlog of thousands (a test holds the two equal).
"""

from __future__ import annotations

from math import exp

from fsrs import Scheduler

from app.drills.memory import DAY_MS, USUAL, retrievability
from lexicon.records import Memory

#: For how long a word should be known (days): a year. In the simulator, which looks a month ahead, 60 days
#: keep as many words, and fewer of them firm; 30 days keep 2 to 4 % fewer (``tests.benchmarks.learning``).
KNOWN_FOR_DAYS = 365

#: Nothing is worth more than a word that nobody can say anything about: one answered under a wrong clock.
MOST = 1.0


def known_after(stability: float, days: float, by: Scheduler = USUAL) -> float:
    """The probability (0–1) that a word of ``stability`` (days) is recalled after ``days``."""
    decay = -by.parameters[20]
    return float((1 + (0.9 ** (1 / decay) - 1) * days / stability) ** decay)


def after_right(memory: Memory, known: float, by: Scheduler = USUAL) -> float:
    """The stability (days) that a right answer leaves, given on another day at a recall of ``known``."""
    w, stability = by.parameters, memory.stability
    grows = exp(w[8]) * (11 - memory.difficulty) * stability ** -w[9] * (exp((1 - known) * w[10]) - 1)
    return float(stability * (1 + grows))


def after_wrong(memory: Memory, known: float, by: Scheduler = USUAL) -> float:
    """The stability (days) that a wrong answer leaves, given on another day at a recall of ``known``."""
    w, stability = by.parameters, memory.stability
    left = w[11] * memory.difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * exp((1 - known) * w[14])
    return float(max(0.001, min(left, stability / exp(w[17] * w[18]))))


def worth(memory: Memory, now_ms: int, by: Scheduler = USUAL) -> float:
    """What asking now adds to the probability of knowing the word ``KNOWN_FOR_DAYS`` from now.

    May be a little below nought, for a word answered a short while ago.
    """
    if memory.last_ms - now_ms > DAY_MS:
        return MOST
    known = retrievability(memory, now_ms, by)
    days = max(0, now_ms - memory.last_ms) / DAY_MS
    asked = known * known_after(after_right(memory, known, by), KNOWN_FOR_DAYS, by)
    asked += (1 - known) * known_after(after_wrong(memory, known, by), KNOWN_FOR_DAYS, by)
    return asked - known_after(memory.stability, days + KNOWN_FOR_DAYS, by)
