"""What fits into the minutes, and can be asked at all."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from app.drills import catalog
from app.drills.chooser import Chooser
from app.drills.drill import Drill, Person
from app.drills.due import Due
from app.drills.estimates import MISSED, asked_ms, new_word_ms
from app.drills.pace import Pace
from lexicon.records import Sense, Skill

#: Senses from all over the pool among which a fair wrong answer is sought first: mostly there is one.
_FEW = 12


class Askable:
    """Whether a sense has the material and a fair wrong answer, among ``pool``, for ``person``."""

    def __init__(self, pool: Iterable[Sense], person: Person) -> None:
        self.person = person
        self._pool = list(pool)
        self._few = Chooser(self._pool[:: len(self._pool) // _FEW + 1])
        self._whole: Chooser | None = None

    @property
    def whole(self) -> Chooser:
        """The chooser over the whole pool, made when it is first needed."""
        if self._whole is None:
            self._whole = Chooser(self._pool)
        return self._whole

    def __call__(self, sense: Sense, skill: Skill | None = None) -> bool:
        """Whether some single-target drill can ask it."""
        drills = catalog.first_ways(sense, self.person)
        if skill is not None:
            drills = catalog.ways(sense, self.person, skill)
        return self._one_asks(drills, sense, self._few) or self._one_asks(drills, sense, self.whole)

    def fair(self, first: Sense, second: Sense) -> bool:
        """Whether the two may be new in one lesson: no word easily confused in meaning with another."""
        return self._few.fair(first, second)

    def _one_asks(self, drills: Iterable[Drill], sense: Sense, chooser: Chooser) -> bool:
        probe = random.Random(0)
        return any(
            drill.ask is not None and drill.ask(sense, self.person, chooser, probe, True) is not None
            for drill in drills
        )


def fit(items: Sequence[Due], askable: Askable, pace: Pace, room_ms: float) -> tuple[tuple[Due, ...], float]:
    """The first of ``items`` that can be asked and fit into ``room_ms``, and the time left."""
    chosen: list[Due] = []
    for item in items:
        cost_ms = (1 + MISSED) * asked_ms(item.sense, askable.person, pace, item.skill)
        if cost_ms > room_ms:
            break
        if askable(item.sense, item.skill):
            chosen.append(item)
            room_ms -= cost_ms
    return tuple(chosen), room_ms


def fit_new(
    fresh: Iterable[Sense], askable: Askable, pace: Pace, room_ms: float, most: int
) -> tuple[Sense, ...]:
    """The next ``most`` words in their order, as far as they fit into ``room_ms``, none of them easily
    confused in meaning with another."""
    chosen: list[Sense] = []
    for sense in fresh:
        if len(chosen) == most:
            break
        if not all(askable.fair(sense, other) for other in chosen) or not askable(sense):
            continue
        cost_ms = new_word_ms(sense, askable.person, pace)
        if cost_ms > room_ms:
            break
        chosen.append(sense)
        room_ms -= cost_ms
    return tuple(chosen)
