"""The simulator that judges our lessons: its children, their memories, and the policies it compares."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler

from app.drills.memory import USUAL
from tests.benchmarks import learning
from tests.benchmarks.answering import SLIP, Child
from tests.benchmarks.ladders import BOXES, Boxes, Peer, Sm2, named
from tests.benchmarks.learners import DAY_S, FAMILIES, ActrMind, FsrsMind, Item, Person
from tests.benchmarks.learning import Course, Kept, compared, half, learn
from tests.benchmarks.played import Ours

#: FSRS-6's defaults, and a learner who forgets sooner.
USUAL_PERSON = Person(1, tuple(USUAL.parameters))
FORGETFUL = Person(2, (0.05, 0.1, 0.3, 1.0, *USUAL.parameters[4:20], 0.6))
FORTNIGHT = Course(days=14, minutes=3)


class Perfect:
    """Somebody who never forgets."""

    def meet(self, item: Item, at_s: float) -> None: ...

    def recall(self, item: Item, at_s: float) -> float:  # noqa: ARG002
        return 1.0

    def answered(self, item: Item, at_s: float, recalled: bool) -> None: ...


class Blank(Perfect):
    """Somebody who remembers nothing."""

    def recall(self, item: Item, at_s: float) -> float:  # noqa: ARG002
        return 0.0


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("policy", ["ours", "fsrs.85", "sm2"])
def test_one_seed_is_one_result_and_another_seed_another(policy: str, family: str) -> None:
    first = learn(policy, family, USUAL_PERSON, FORTNIGHT)
    assert first == learn(policy, family, USUAL_PERSON, FORTNIGHT)
    assert first != learn(policy, family, USUAL_PERSON, replace(FORTNIGHT, seed=2))
    assert 0 < first.words < first.met and 0.5 < first.success < 1
    assert first.minutes == pytest.approx(3, abs=0.4)


@pytest.mark.parametrize("family", FAMILIES)
def test_more_minutes_keep_more_words_and_more_days_missed_fewer(family: str) -> None:
    def words(**course: float) -> float:
        return learn("leitner", family, USUAL_PERSON, replace(Course(days=60), **course)).words  # type: ignore[arg-type]

    by_minutes = [words(minutes=minutes) for minutes in (1, 3, 6, 12)]
    assert by_minutes == sorted(by_minutes)
    by_attendance = [words(attendance=attendance) for attendance in (0.2, 0.5, 1.0)]
    assert by_attendance == sorted(by_attendance)


@pytest.mark.parametrize("family", FAMILIES)
def test_who_forgets_sooner_keeps_fewer_words(family: str) -> None:
    for policy in ("ours", "fsrs.85"):
        assert (
            learn(policy, family, FORGETFUL, FORTNIGHT).words
            < learn(policy, family, USUAL_PERSON, FORTNIGHT).words
        )


def test_a_perfect_memory_slips_and_keeps_all_and_a_blank_one_only_guesses() -> None:
    for make in (lambda child: Peer(named("fsrs.90"), child, 500), lambda child: Ours(child, 500, 1, "9-12")):
        perfect, blank = make(Child(Perfect(), "a")), make(Child(Blank(), "a"))
        for day in range(20):
            perfect.lesson(day, 300)
            blank.lesson(day, 300)
        assert perfect.right / perfect.asked == pytest.approx(1 - SLIP, abs=0.02)
        assert 0.2 < blank.right / blank.asked < 0.45
        assert len(perfect.items) > len(blank.items) > 0


def test_our_lessons_bring_more_new_words_to_one_whose_words_stick() -> None:
    """The app's own pacing is at work in the simulator, not a stand-in for it."""
    counts = []
    for mind in (Perfect(), FsrsMind(FORGETFUL)):
        ours = Ours(Child(mind, "a"), 1_000, 1, "9-12")
        for day in range(20):
            ours.lesson(day, 300)
        counts.append(len(ours.items))
    assert counts[0] > 1.15 * counts[1]


def test_the_truth_of_the_fsrs_family_is_fsrs_6() -> None:
    dice, by = random.Random(5), Scheduler(FORGETFUL.parameters, 0.9, (), (), enable_fuzzing=False)
    for _ in range(30):
        mind, card, now, days = FsrsMind(FORGETFUL), Card(card_id=1), datetime(2026, 1, 1, tzinfo=UTC), 0
        for _ in range(8):
            recalled = dice.random() < 0.7
            mind.answered("word", days * DAY_S, recalled)
            card, _ = by.review_card(card, Rating.Good if recalled else Rating.Again, now + timedelta(days))
            later = days + dice.choice((0, 1, 5, 40))
            expected = by.get_card_retrievability(card, now + timedelta(later))
            assert mind.recall("word", later * DAY_S) == pytest.approx(expected, abs=1e-9)
            days = later


def test_in_the_act_r_family_words_fade_and_practice_apart_lasts_longer_than_practice_together() -> None:
    def recall(*asked_s: float, at_days: float) -> float:
        mind = ActrMind(USUAL_PERSON)
        mind.meet("word", 0)
        for at_s in asked_s:
            mind.answered("word", at_s, True)
        return mind.recall("word", at_days * DAY_S)

    fading = [recall(30, at_days=days) for days in (1, 5, 30, 200)]
    assert fading == sorted(fading, reverse=True)
    assert recall(30, 60, 90, 120, at_days=60) < recall(30, DAY_S, 4 * DAY_S, 12 * DAY_S, at_days=60)
    shown = ActrMind(USUAL_PERSON)
    shown.meet("word", 0)
    shown.meet("word", DAY_S)
    assert shown.recall("word", 9 * DAY_S) == recall(DAY_S, at_days=9), "shown again is one encounter more"
    mind = ActrMind(USUAL_PERSON)
    for word in range(20):
        mind.meet(word, 0)
    assert len({round(mind.recall(word, DAY_S), 3) for word in range(20)}) > 10, "words differ"


def test_both_families_agree_on_a_first_answer_after_the_days_the_file_says() -> None:
    mind, days = ActrMind(USUAL_PERSON), USUAL_PERSON.parameters[2]
    known = []
    for word in range(400):
        mind.meet(word, 0)
        mind.answered(word, 30, True)
        known.append(mind.recall(word, days * DAY_S))
    assert sorted(known)[200] == pytest.approx(0.9, abs=0.03)


def test_the_ladders_climb_as_published() -> None:
    boxes, sm2 = Boxes(BOXES), Sm2()
    day, days = 0, []
    for right in (True, True, True, False, True):
        day = boxes.next_day(1, day, right, False)
        days.append(day)
    assert [b - a for a, b in itertools.pairwise([0, *days])] == [1, 2, 4, 1, 2]
    day, gaps = 0, []
    for right in (True, True, True, True, False, True):
        following = sm2.next_day(1, day, right, False)
        gaps.append(following - day)
        day = following
    assert gaps == [1, 6, 15, 38, 1, 1]
    assert named("fsrs.80").next_day(1, 0, True, False) > named("fsrs.95").next_day(1, 0, True, False)
    with pytest.raises(ValueError, match="tarot"):
        named("tarot")


def test_the_goals_are_counted_against_the_best_retention_and_learner_by_learner() -> None:
    def kept(*words: float) -> list[Kept]:
        return [Kept(one, 100, 0.85, 5.0, 1_000, 4_000) for one in words]

    of = {policy: kept(400, 400) for policy in learning.CONSTANT} | {"ours": kept(600, 410)}
    of["fsrs.82"] = kept(500, 420)
    best, usual, success, better = compared("fsrs", of)
    assert best.ratio == pytest.approx(1_010 / 920) and usual.ratio == pytest.approx(1_010 / 800)
    assert (success.ours, better.ours) == ("0.850", "50%")


def test_tuned_and_held_back_learners_are_never_the_same() -> None:
    people = [Person(number, ()) for number in range(5)]
    assert [one.number for one in half(people, "tuned")] == [0, 2, 4]
    assert [one.number for one in half(people, "held")] == [1, 3]
    assert half(people, None) is people
