"""How long this learner usually takes, drill by drill, and how well it remembers from day to day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from statistics import median

from app.drills import catalog
from app.drills.drill import Drill
from app.drills.memory import Key, elapsed_days, standing
from lexicon.records import Review, Verdict

#: Reviews that a pace is taken from, where there are more: three weeks of five minutes a day.
LATEST = 800

#: Answers kept per drill: a child grows faster, and last month should not hold it to account.
KEPT = 31

#: Under this many right answers to a drill, its typical time at the child's tempo stands in.
ENOUGH = 8

#: Over this many times the median is slow. With log-normal answer times of spread .5 (a common shape of
#: response times; our own are still to be measured) 3 % of ordinary answers would be called slow.
SLOW = 2.5

#: Longer than this and the child was away, not thinking.
AWAY_MS = 60_000

#: From this many right answers on, in whatever drill, the child's own tempo takes the place of its band's.
ENOUGH_FOR_TEMPO = 5

#: Answers to words of an earlier day that success is taken from: about two lessons. In the simulator 30 or
#: 120 make no difference to the words kept.
KEPT_DAYS_ON = 60

#: Under so many of them nothing is said about success.
ENOUGH_FOR_SUCCESS = 15

#: Typical times of an age band over those of 9–12: a guess, until the child's own are known.
_BAND = {"3-5": 1.6, "6-8": 1.3, "9-12": 1.0, "grown": 0.8}


@dataclass(frozen=True, slots=True)
class Pace:
    """Times of the latest right answers, ``drill key → milliseconds``, oldest first.

    ``remembered``: whether the latest answers to words last asked on an earlier day were right, oldest first.
    """

    age_band: str
    times: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    remembered: tuple[bool, ...] = ()
    _tempo: float = field(init=False, repr=False, compare=False, default=1.0)

    def __post_init__(self) -> None:
        """Works the tempo out once: a lesson asks for it at every step."""
        object.__setattr__(self, "_tempo", _tempo(self.age_band, self.times))

    @classmethod
    def of(cls, reviews: Iterable[Review], age_band: str, before: Mapping[Key, int] | None = None) -> Pace:
        """The pace in the reviews of one learner, all or the ``LATEST``; those taken back do not count.

        ``before`` says of senses and skills when (UTC ms) they were last asked before these reviews.
        """
        times: dict[str, list[int]] = {}
        last = dict(before or {})
        remembered: list[bool] = []
        for review in standing(reviews):
            if _counts(review):
                times.setdefault(review.drill, []).append(review.taken_ms)
            key = (review.sense_id, review.skill)
            before_ms = last.get(key)
            if before_ms is not None and elapsed_days(before_ms, review.at_ms) > 0:
                remembered.append(review.verdict is not Verdict.WRONG)
            last[key] = review.at_ms
        kept = {drill: tuple(taken[-KEPT:]) for drill, taken in times.items()}
        return cls(age_band, kept, tuple(remembered[-KEPT_DAYS_ON:]))

    def plus(self, review: Review) -> Pace:
        """The pace with the time of one answer more; what was remembered is counted from lesson to lesson."""
        if not _counts(review):
            return self
        kept = (*self.times.get(review.drill, ()), review.taken_ms)[-KEPT:]
        return replace(self, times={**self.times, review.drill: kept})

    def success(self) -> float | None:
        """The share (0–1) of words of earlier days that were known when they came; None while few came."""
        if len(self.remembered) < ENOUGH_FOR_SUCCESS:
            return None
        return sum(self.remembered) / len(self.remembered)

    def tempo(self) -> float:
        """This learner's times over the typical ones of 9–12: 1.5 takes half as long again.

        The median over all drills, from .4 to 4; the age band's until there are enough answers.
        """
        return self._tempo

    def typical_ms(self, drill: Drill) -> int:
        """Median time (ms) of this learner's right answers to ``drill``.

        Until there are enough of them, the drill's typical time at the learner's tempo.
        """
        taken = self.times.get(drill.key, ())
        return self.scaled(drill.typical_ms) if len(taken) < ENOUGH else round(median(taken))

    def slow(self, drill: Drill, taken_ms: int) -> bool:
        """Whether ``taken_ms`` is slow for this learner at this drill."""
        return taken_ms > SLOW * self.typical_ms(drill)

    def scaled(self, ms: int) -> int:
        """A time (ms) guessed for 9–12, at this learner's tempo."""
        return round(ms * self.tempo())


def _tempo(age_band: str, times: Mapping[str, tuple[int, ...]]) -> float:
    ratios = [
        taken_ms / catalog.BY_KEY[key].typical_ms
        for key, taken in times.items()
        if key in catalog.BY_KEY
        for taken_ms in taken
    ]
    if len(ratios) < ENOUGH_FOR_TEMPO:
        return _BAND[age_band]
    return min(4.0, max(0.4, median(ratios)))


def _counts(review: Review) -> bool:
    return review.undoes is None and review.verdict is not Verdict.WRONG and 0 < review.taken_ms <= AWAY_MS
