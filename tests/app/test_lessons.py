"""A child's lessons on the real words: what is kept is what was answered, and memory is its replay."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.drills import memory as fsrs_memory
from app.drills.steps import Ending, Meet, PairsQuestion, Question
from app.services.household import Household
from app.services.lessons import Lessons, Running
from lexicon import memories, places, reviews
from lexicon.places import Places
from lexicon.records import Learner, Review

DAY_MS = 86_400_000


class Family:
    """A household with a clock and ids that the test holds in its hand."""

    def __init__(self, home: Path, seed: int = 1) -> None:
        self.rng = random.Random(seed)
        self.now_ms = 1_795_000_000_000
        self.household = Household(Places(home, places.find().share).make(), lambda: self.now_ms, self.new_id)
        self.household.open()
        self.lessons = Lessons(self.household, self.rng)

    def new_id(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def lesson(
        self, learner: Learner, *, right: float = 1.0, theme: int = 0, most: int = 999
    ) -> Ending | None:
        """Play a lesson, answering right with the probability given; the ending, or None when it was left."""
        path = self.lessons.path(learner)
        running = self.lessons.begin(learner, path.themes[theme].id, "en")
        answers = 0
        while (step := running.lesson.step(self.now_ms)) is not None:
            self.now_ms += 4_000
            if isinstance(step, Question):
                wrong = next(sense.id for sense in step.choices if sense.id != step.target.id)
                self._answer(running, step.target.id if self.rng.random() < right else wrong)
                answers += 1
            elif isinstance(step, PairsQuestion):
                for word in step.words:
                    self._answer(running, word.id, word.id)
                    answers += 1
            elif isinstance(step, Ending):
                return step
            else:
                running.lesson.passed(self.now_ms)
            if answers >= most:
                return None
        return None

    def _answer(self, running: Running, choice: UUID, target: UUID | None = None) -> None:
        outcome = running.lesson.answer(
            choice, target_id=target, taken_ms=3_000, now_ms=self.now_ms, offset_min=60, new_id=self.new_id()
        )
        assert outcome.review is not None
        self.lessons.keep(outcome.review)

    def kept(self, learner: Learner) -> tuple[Review, ...]:
        with self.household.kept.read() as connection:
            return reviews.of(connection, learner.id)

    def remembered(self, learner: Learner) -> dict[object, object]:
        with self.household.kept.read() as connection:
            return {(one.sense_id, one.skill): one for one in memories.of(connection, learner.id)}


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Family]:
    made = Family(tmp_path)
    yield made
    made.household.close()


@pytest.fixture
def child(family: Family) -> Learner:
    return family.household.make_learner("تۈلكە", "1F98A", "6-8")


def test_the_path_has_every_theme_and_begins_with_one_that_needs_no_reading(
    family: Family, child: Learner
) -> None:
    path = family.lessons.path(child)
    assert len(path.themes) >= 30
    assert path.today == path.themes[0].id
    assert path.themes[0].titles["en"] == "Animals"
    assert sum(theme.size for theme in path.themes) >= 1_200


def test_a_first_lesson_teaches_a_few_words_and_the_tree_grows(family: Family, child: Learner) -> None:
    ending = family.lesson(child)
    assert ending is not None
    assert 3 <= len(ending.learned) <= 6
    path = family.lessons.path(child)
    assert path.tree.words == len(ending.learned) == path.learned[path.themes[0].id]


def test_what_was_learned_comes_back_within_the_week_in_whatever_theme(
    family: Family, child: Learner
) -> None:
    first = family.lesson(child)
    assert first is not None
    family.now_ms += 6 * DAY_MS
    path = family.lessons.path(child)
    running = family.lessons.begin(child, path.themes[1].id, "en")
    asked = set()
    while not isinstance(step := running.lesson.step(family.now_ms), Ending):
        if isinstance(step, Question):
            asked.add(step.target.id)
            family._answer(running, step.target.id)
        elif isinstance(step, PairsQuestion):
            asked |= {word.id for word in step.words}
            for word in step.words:
                family._answer(running, word.id, word.id)
        else:
            running.lesson.passed(family.now_ms)
        family.now_ms += 4_000
    assert {sense.id for sense in first.learned} <= asked


def test_a_new_word_is_shown_before_it_is_asked(family: Family, child: Learner) -> None:
    running = family.lessons.begin(child, family.lessons.path(child).themes[0].id, "en")
    met: set[UUID] = set()
    while not isinstance(step := running.lesson.step(family.now_ms), Ending):
        if isinstance(step, Question):
            assert step.target.id in met
            family._answer(running, step.target.id)
        elif isinstance(step, PairsQuestion):
            assert {word.id for word in step.words} <= met
            for word in step.words:
                family._answer(running, word.id, word.id)
        else:
            if isinstance(step, Meet):
                met.add(step.sense.id)
            running.lesson.passed(family.now_ms)
        family.now_ms += 4_000


@given(
    days=st.lists(
        st.tuples(st.floats(0.3, 1.0), st.integers(-400, 40), st.integers(1, 12)), min_size=1, max_size=4
    )
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_memory_is_what_a_replay_of_the_reviews_makes_of_it(
    tmp_path_factory: pytest.TempPathFactory, days: list[tuple[float, int, int]]
) -> None:
    """Whatever was answered, whenever the lesson was left, and wherever the clock was set."""
    family = Family(tmp_path_factory.mktemp("family"))
    child = family.household.make_learner("شىر", "1F981", "9-12")
    for right, days_later, most in days:
        family.now_ms = max(0, family.now_ms + days_later * DAY_MS)
        family.lesson(child, right=right, most=most)
    assert family.remembered(child) == fsrs_memory.replay(family.kept(child))
    family.household.close()


def test_rebuilding_the_memory_changes_nothing(family: Family, child: Learner) -> None:
    family.lesson(child, right=0.7)
    before = family.remembered(child)
    assert family.lessons.rebuild(child) == len(before) > 0
    assert family.remembered(child) == before


def test_an_answer_taken_back_leaves_the_memory_as_if_it_had_not_been(family: Family, child: Learner) -> None:
    family.lesson(child, most=4)
    before = family.remembered(child)
    last = family.kept(child)[-1]
    family.now_ms += 1_000
    again = replace(last, id=family.new_id(), at_ms=family.now_ms, rating=1)
    family.lessons.keep(again)
    assert family.remembered(child) != before
    family.now_ms += 1_000
    family.lessons.keep(replace(again, id=family.new_id(), at_ms=family.now_ms, rating=0, undoes=again.id))
    assert family.remembered(child) == before


def test_two_children_on_one_device_do_not_share_what_they_know(family: Family, child: Learner) -> None:
    sister = family.household.make_learner("پىل", "1F418", "9-12")
    family.lesson(child)
    assert family.lessons.path(sister).tree.words == 0
    assert family.kept(sister) == ()


def test_a_removed_child_is_gone_with_every_answer(family: Family, child: Learner) -> None:
    family.lesson(child, most=3)
    assert family.household.remove_learner(child).learners == ()
    assert family.kept(child) == ()
    assert family.remembered(child) == {}


def test_an_example_is_shown_to_a_child_once(family: Family, child: Learner) -> None:
    family.lessons.seen_example(child, "hear_picture")
    family.lessons.seen_example(child, "pairs")
    running = family.lessons.begin(child, family.lessons.path(child).themes[0].id, "en")
    assert running.lesson._seen_before == {"hear_picture", "pairs"}


def test_a_setting_of_the_device_is_kept_over_a_restart(family: Family) -> None:
    family.household.set_device("language", "ug")
    family.household.close()
    assert family.household.open().settings["language"] == "ug"


def test_a_missing_picture_is_not_asked_for(family: Family, child: Learner, tmp_path: Path) -> None:
    bare = Household(Places(tmp_path, tmp_path / "no-share"), lambda: family.now_ms, family.new_id)
    lessons = Lessons(bare, family.rng)
    running = lessons.begin(child, lessons.path(child).themes[0].id, "en")
    while not isinstance(step := running.lesson.step(family.now_ms), Ending):
        if isinstance(step, Question):
            assert all(sense.picture is None for sense in step.choices)
            family._answer(running, step.target.id)
        elif isinstance(step, PairsQuestion):
            for word in step.words:
                family._answer(running, word.id, word.id)
        else:
            running.lesson.passed(family.now_ms)
        family.now_ms += 4_000
    bare.close()
