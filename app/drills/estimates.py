"""How long the parts of a lesson take this child, before they have happened."""

from __future__ import annotations

from app.drills import catalog
from app.drills.drill import Drill, Person
from app.drills.pace import Pace
from lexicon.records import Sense, Skill

#: Times for 9–12 in ms, scaled by age band: guesses until lessons have been watched.
MEET_MS = 5_000
EXAMPLE_MS = 4_000
NOTICE_MS = 4_000
FEEDBACK_MS = 1_500

#: Kept free for the notice, an example and the easy last question.
RESERVE_MS = 15_000

#: Share of answers that come again: success is to lie between .75 and .92.
MISSED = 0.15


def answer_ms(drill: Drill, pace: Pace) -> int:
    """Expected time (ms) of one answer and the moment after it."""
    return pace.typical_ms(drill) + pace.scaled(FEEDBACK_MS)


def asked_ms(sense: Sense, person: Person, pace: Pace, skill: Skill | None = None) -> float:
    """Expected time (ms) of one answer by whichever drill asks this sense; 0 when none can."""
    drills = catalog.ways(sense, person, skill)
    return sum(answer_ms(drill, pace) for drill in drills) / max(1, len(drills))


def new_word_ms(sense: Sense, person: Person, pace: Pace, asks: int = 1) -> int:
    """Expected time (ms) to meet a new word and be asked it ``asks`` times, misses included."""
    each = asked_ms(sense, person, pace)
    return pace.scaled(MEET_MS) + round(asks * each * (1 + MISSED))


def usual_ms(person: Person, pace: Pace) -> dict[Skill, float]:
    """Expected time (ms) of one answer by skill, over all drills for it: for thousands of words at a time."""
    times: dict[Skill, float] = {}
    for skill in Skill:
        drills = [
            drill for drill in catalog.SINGLE if drill.skill is skill and person.at_least(drill.youngest)
        ]
        times[skill] = sum(answer_ms(drill, pace) for drill in drills) / max(1, len(drills)) or 1.0
    return times
