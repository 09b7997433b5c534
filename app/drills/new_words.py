"""How many new words a lesson brings: as many as this child keeps, and as the coming days can carry.

A child whose words stick meets more; one that forgets meets few, whatever a formula believes about it.
"Sticks" is the child's own success with words of an earlier day, which should lie between 75 and 92 %: at the
lower end there are the few new words of its age, at the upper end the many.

New words cost time later. The forecast is what it takes a day to keep every word met above a little more than
an even chance. While that is over the child's minutes, nothing new begins.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.drills.pace import Pace
from app.drills.person import Person
from lexicon.records import Memory

#: New words of a first lesson, and of a child who forgets much, by age band (the issue asks for few).
FEW_NEW = {"3-5": 3, "6-8": 5, "9-12": 6, "grown": 6}

#: New words of a child who forgets little. In the simulator up to 12 from nine years on keep 3 to 5 % more
#: words and 12 to 27 % fewer that are firm; up to 9 keep 3 % fewer, 5 to 14 % more of them firm
#: (``tests.benchmarks.learning``).
MANY_NEW = {"3-5": 5, "6-8": 8, "9-12": 10, "grown": 10}

#: Where few turn into many: the success a lesson aims at, as the issue has it.
LEAST_SUCCESS, MOST_SUCCESS = 0.75, 0.92

#: The forecast keeps words above this chance of being known. At .55 it never stopped a simulated child whose
#: words stick, and stopped those who forgot nearly all; at .6 it cost 7 % of the words, at .7 a sixth.
KEPT_ABOVE = 0.55

#: Days for a word of stability 1 to fall to KEPT_ABOVE by FSRS-6's default curve.
_DAYS_AT_ONE: float = (KEPT_ABOVE ** (-1 / 0.1542) - 1) / (0.9 ** (-1 / 0.1542) - 1)


def wished(person: Person, pace: Pace, most: int | None = None) -> int:
    """New words (and next skills begun) for this child's lesson, were there no end of minutes.

    ``most`` is what a parent set, 0 included.
    """
    few, many = FEW_NEW[person.age_band], MANY_NEW[person.age_band]
    success = pace.success()
    if success is None:
        number = few
    else:
        share = (success - LEAST_SUCCESS) / (MOST_SUCCESS - LEAST_SUCCESS)
        number = round(few + (many - few) * min(1.0, max(0.0, share)))
    return number if most is None else min(number, most)


def forecast_ms(memories: Iterable[Memory], answer_ms: float) -> float:
    """Lesson time (ms) a day that keeping all ``memories`` takes, at ``answer_ms`` an answer."""
    days = [_DAYS_AT_ONE * memory.stability for memory in memories]
    return answer_ms * sum([1 / one if one > 1 else 1.0 for one in days])
