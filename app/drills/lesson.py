"""A lesson as it runs: the screens ask for a step, hand in an answer, and store the review they get back.

    lesson = Lesson(plan, learner.id, pace, rng, seen_examples)
    while (step := lesson.step(now_ms)) is not None:
        …draw it; when a Meet, Example, ReadTogether or Ending has been seen: lesson.passed(now_ms)…
        …when a tile is tapped: outcome = lesson.answer(…); store outcome.review; show outcome.right_id…
        …when anything else is handed in (text, tiles, a grown-up's word): lesson.answer_with(given, …)…

``step`` returns the same step until it has been passed or answered. After a wrong answer the screen shows
the right tile and the child taps it to go on; that tap is not an answer. A lesson can be dropped at any
moment: the reviews already returned are all there is to keep.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from uuid import UUID

from anatil import AnaTilError
from app.drills import agenda, catalog, pairs
from app.drills.ahead import after, as_if_right, needed
from app.drills.chooser import Chooser
from app.drills.given import Given, Tapped, fits
from app.drills.pace import AWAY_MS, Pace
from app.drills.person import Person
from app.drills.plan import Plan
from app.drills.rating import rate
from app.drills.state import Course, State
from app.drills.steps import (
    AnyQuestion,
    Example,
    Outcome,
    PairsQuestion,
    SingleQuestion,
    Step,
)
from app.drills.verdicts import Judged
from lexicon.records import Review, Sense, Verdict

#: Steps looked at beyond the number of senses wanted: no time passes in looking ahead, so something else
#: has to end it.
LOOKED_AHEAD = 16

#: Rating stored with an undo, which moves no memory.
UNDO_RATING = 0


class NotAskedError(AnaTilError):
    """An answer, an undo or a going-on that does not belong to the step that is shown."""


class Lesson:
    """One lesson of one learner. Times are UTC ms; the lesson's own clock only runs forwards, and a gap of
    over a minute (the phone was put away, the clock was set) counts as a minute."""

    def __init__(
        self,
        plan: Plan,
        learner_id: UUID,
        pace: Pace,
        rng: random.Random,
        seen_examples: frozenset[str] = frozenset(),
    ) -> None:
        """``seen_examples``: keys of the drills whose example this learner has already seen."""
        self._course = Course(plan, Chooser(plan.pool), rng.getrandbits(64))
        self._learner_id = learner_id
        self._pace = pace
        self._seen_before = seen_examples
        self._seen = seen_examples
        self._state = agenda.start(plan, seen_examples)
        self._answers: list[tuple[State, Review]] = []
        self._used_ms = 0
        self._last_ms: int | None = None

    @property
    def person(self) -> Person:
        """Who is asked."""
        return self._course.plan.person

    @property
    def senses(self) -> tuple[Sense, ...]:
        """Every sense of this lesson, new and to be repeated."""
        return self._course.plan.senses

    @property
    def used_ms(self) -> int:
        """Lesson time so far."""
        return self._used_ms

    @property
    def progress(self) -> float:
        """About how much of the lesson is behind, 0 to 1. May fall a little when a word was missed."""
        return agenda.progress(self._state)

    @property
    def newly_seen(self) -> frozenset[str]:
        """Keys of the drills whose example was shown in this lesson; to be remembered for the learner."""
        return self._seen - self._seen_before

    @property
    def can_undo(self) -> bool:
        """Whether there is an answer of this lesson to take back."""
        return bool(self._answers)

    def step(self, now_ms: int) -> Step | None:
        """What to show now; None once the ending has been passed, or when there was nothing to ask."""
        self._tick(now_ms)
        if self._state.step is None and not self._state.over:
            self._state = agenda.advance(self._course, self._state, self._used_ms, self._pace)
        return self._state.step

    def passed(self, now_ms: int) -> None:
        """Goes on from a step that asks nothing. Raises NotAskedError on a question."""
        self._tick(now_ms)
        step = self._state.step
        if step is None or isinstance(step, AnyQuestion):
            raise NotAskedError(f"a step to go on from was expected, not {type(step).__name__}")
        if isinstance(step, Example):
            self._seen |= {step.drill}
        self._state = agenda.passed(self._state)

    def answer(
        self,
        choice_id: UUID,
        *,
        taken_ms: int,
        now_ms: int,
        offset_min: int,
        new_id: UUID,
        hints: int = 0,
        replays: int = 0,
        target_id: UUID | None = None,
    ) -> Outcome:
        """Judges the tile ``choice_id``; in a game of pairs, as the partner of the word ``target_id``.

        ``taken_ms`` runs from the moment the question could be answered (for pairs: from the last pair
        found). ``new_id`` becomes the review's id. Raises NotAskedError when no such tile can be tapped.
        """
        step = self._state.step
        if not isinstance(step, PairsQuestion):
            return self.answer_with(
                Tapped(choice_id), taken_ms=taken_ms, now_ms=now_ms, offset_min=offset_min, new_id=new_id,
                hints=hints, replays=replays,
            )  # fmt: skip
        self._tick(now_ms)
        left = {word.id: word for word in step.words if word.id not in step.matched}
        if target_id not in left or choice_id not in left:
            raise NotAskedError(f"{target_id} and {choice_id} are not both still to be paired")
        if choice_id != target_id:
            self._state = replace(self._state, tries=(*self._state.tries, (target_id, choice_id)))
            return Outcome(Verdict.WRONG, None, target_id, again=False, finished=False)
        tries = [wrong for word, wrong in self._state.tries if word == target_id]
        judged = Judged(pairs.judge(len(tries)), str(tries[-1] if tries else choice_id))
        when = _When(taken_ms, now_ms, offset_min, new_id, hints, replays)
        return self._counted(step, left[target_id], judged, when)

    def answer_with(
        self,
        given: Given,
        *,
        taken_ms: int,
        now_ms: int,
        offset_min: int,
        new_id: UUID,
        hints: int = 0,
        replays: int = 0,
    ) -> Outcome:
        """Judges whatever a question for one target can be answered with, by the way its drill declares.

        The other arguments are those of ``answer``. Raises NotAskedError when ``given`` is no answer to the
        step that is shown: another kind, or a tile that is not there.
        """
        self._tick(now_ms)
        step = self._state.step
        if not isinstance(step, SingleQuestion) or not fits(step, given):
            raise NotAskedError(f"{given} is no answer to the step that is shown")
        judged = catalog.BY_KEY[step.drill].judge(step, given)
        when = _When(taken_ms, now_ms, offset_min, new_id, hints, replays)
        return self._counted(step, step.target, judged, when)

    def _counted(self, step: AnyQuestion, sense: Sense, judged: Judged, when: _When) -> Outcome:
        """The answer rated and counted."""
        taken_ms = max(0, when.taken_ms)
        rating = rate(
            judged.verdict,
            hints=when.hints,
            replays=when.replays,
            slow=self._pace.slow(catalog.BY_KEY[step.drill], taken_ms),
            repeat=any(done.sense.id == sense.id and done.skill is step.skill for done in self._state.log),
        )
        review = Review(
            when.new_id, self._learner_id, sense.id, step.skill, step.drill, judged.answer, judged.verdict,
            rating, when.now_ms, when.offset_min, taken_ms, when.hints, when.replays,
        )  # fmt: skip
        self._answers.append((self._state, review))
        self._pace = self._pace.plus(review)
        self._state, again, finished = after(
            self._state, sense, step.skill, rating, self._course.plan.stubborn
        )
        return Outcome(judged.verdict, review, sense.id, again, finished, judged.right_text, judged.letters)

    def undo_last(self, *, now_ms: int, offset_min: int, new_id: UUID) -> Review:
        """Takes the last answer back: its question returns, with the same tiles, at the next ``step``.

        The review returned names the one taken back and is to be stored like any other; calling again takes
        back the answer before. Raises NotAskedError when nothing is left to take back.
        """
        self._tick(now_ms)
        if not self._answers:
            raise NotAskedError("no answer of this lesson is left to take back")
        before, review = self._answers.pop()
        self._state = replace(before, examples=before.examples | self._seen)
        return replace(
            review, id=new_id, rating=UNDO_RATING, at_ms=now_ms, offset_min=offset_min, taken_ms=0, hints=0,
            replays=0, undoes=review.id,
        )  # fmt: skip

    def upcoming(self, n: int) -> tuple[Sense, ...]:
        """Up to ``n`` senses whose picture and sound the steps after this one will need, soonest first.

        Exact as long as answers are right; a miss only changes what comes three steps later.
        """
        state, found = self._state, dict[UUID, Sense]()
        for _ in range(n + LOOKED_AHEAD):
            if len(found) >= n or (state.over and state.step is None):
                break
            state = agenda.advance(self._course, as_if_right(state), self._used_ms, self._pace)
            found |= {sense.id: sense for sense in needed(state.step) if sense.id not in found}
            if state.over:
                break
        return tuple(found.values())[:n]

    def _tick(self, now_ms: int) -> None:
        if self._last_ms is not None:
            self._used_ms += min(AWAY_MS, max(0, now_ms - self._last_ms))
        self._last_ms = now_ms


@dataclass(frozen=True, slots=True)
class _When:
    """What comes with every answer."""

    taken_ms: int
    now_ms: int
    offset_min: int
    new_id: UUID
    hints: int
    replays: int
