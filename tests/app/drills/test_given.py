"""Lessons in which words are written, said, built and traced: handed in, rated, stored, taken back."""

from __future__ import annotations

import random
from collections.abc import Iterable
from uuid import UUID

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from app.drills import catalog
from app.drills.bands import SCRIPTS, Wishes
from app.drills.drill import Person
from app.drills.given import Given, Laid, Said, Tapped, Traced, Typed, right
from app.drills.lesson import Lesson, NotAskedError
from app.drills.memory import replay
from app.drills.pace import Pace
from app.drills.plan import plan_lesson
from app.drills.questions import (
    AnyQuestion,
    BuildQuestion,
    ChoiceQuestion,
    PairsQuestion,
    Question,
    SayQuestion,
    SingleQuestion,
    TypedQuestion,
)
from app.drills.steps import Ending, Example, Outcome, Step
from lexicon.records import Memory, Review, Sense, Skill, Verdict
from lexicon.uyghur.alphabet import LETTERS
from tests.app.drills import starter
from tests.app.drills.playing import DAY_MS, LEARNER, MONDAY_MS, new_id

FRUIT = starter.theme_of(starter.word("ئالما", True), True)
NUMBERS = starter.theme_of(starter.word("ئوتتۇز", True), True)


def memories(senses: Iterable[Sense], skill: Skill) -> list[Memory]:
    """As if each had been known for three weeks and was due."""
    return [
        Memory(LEARNER, s.id, skill, 2, None, 20.0, 5.0, MONDAY_MS - DAY_MS, MONDAY_MS - 40 * DAY_MS)
        for s in senses
    ]


def person_of(script: str = "arabic", band: str = "9-12") -> Person:
    return Person.of(
        band,
        wishes=Wishes(script=script, sentences=True),
        has_microphone=True,
        letters_known=LETTERS,
        at_hand=starter.at_hand("en", True),
    )


class Run:
    """A lesson of words of one skill that are due."""

    def __init__(
        self, senses: tuple[Sense, ...], skill: Skill, person: Person, seed: int = 1, seen: bool = True
    ) -> None:
        plan = plan_lesson(
            senses, (), memories(senses[:12], skill), person, Pace(person.age_band), MONDAY_MS,
            random.Random(seed),
        )  # fmt: skip
        every = frozenset(catalog.BY_KEY) if seen else frozenset[str]()
        self.lesson = Lesson(plan, LEARNER, Pace(person.age_band), random.Random(seed), every)
        self.now_ms = MONDAY_MS
        self.ids = random.Random(seed)

    def step(self) -> Step | None:
        return self.lesson.step(self.now_ms)

    def give(self, given: Given, **more: int) -> Outcome:
        self.now_ms += 5_000
        return self.lesson.answer_with(
            given, now_ms=self.now_ms, offset_min=60, new_id=new_id(self.ids),
            **{"taken_ms": 4_000, **more},
        )  # fmt: skip

    def undo(self) -> Review:
        return self.lesson.undo_last(now_ms=self.now_ms, offset_min=60, new_id=new_id(self.ids))

    def on(self) -> AnyQuestion | None:
        """The next question; what asks nothing is passed. None at the end."""
        while (step := self.step()) is not None and not isinstance(step, AnyQuestion):
            self.now_ms += 3_000
            self.lesson.passed(self.now_ms)
        return step

    def until(self, kind: type[SingleQuestion]) -> SingleQuestion:
        while not isinstance(step := self.on(), kind):
            assert step is not None, f"no {kind.__name__} came"
            self.answer_right(step)
        return step

    def answer_right(self, step: AnyQuestion) -> Outcome:
        if isinstance(step, PairsQuestion):
            word = next(sense for sense in step.words if sense.id not in step.matched)
            self.now_ms += 4_000
            return self.lesson.answer(
                word.id, target_id=word.id, taken_ms=4_000, now_ms=self.now_ms, offset_min=60,
                new_id=new_id(self.ids),
            )  # fmt: skip
        return self.give(right(step))


def wrong(step: SingleQuestion) -> Given:
    """Something that can be handed in and is quite wrong."""
    match step:
        case Question():
            return Tapped(next(sense.id for sense in step.choices if sense.id != step.target.id))
        case ChoiceQuestion():
            return Laid((next(n for n, text in enumerate(step.choices) if text != step.answer),))
        case BuildQuestion():
            return Laid((len(step.pieces) - 1,))
        case TypedQuestion():
            return Typed("")
        case SayQuestion():
            return Said(False)
    return Traced(())


WRITTEN = [(FRUIT, Skill.WRITE), (FRUIT, Skill.SAY), (FRUIT, Skill.READ), (NUMBERS, Skill.HEAR)]


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize(("senses", "skill"), WRITTEN)
def test_a_lesson_of_any_skill_runs_to_its_end_and_leaves_the_memories_of_its_reviews(
    senses: tuple[Sense, ...], skill: Skill, script: str
) -> None:
    run = Run(senses, skill, person_of(script), seen=False)
    reviews: list[Review] = []
    kinds = set()
    while (step := run.on()) is not None:
        kinds.add(step.drill)
        outcome = run.answer_right(step)
        if outcome.review is not None:
            reviews.append(outcome.review)
            assert outcome.verdict is Verdict.EXACT and outcome.review.rating == 3
    assert len(reviews) > 5 and {review.drill for review in reviews} == kinds
    assert {(review.sense_id, review.skill) for review in reviews} == set(replay(reviews))
    if skill is Skill.WRITE:
        assert len(kinds & {"build_word", "write_heard", "suffix", "order_words"}) >= 3


@settings(max_examples=25, deadline=None)
@drawn(
    st.sampled_from(WRITTEN), st.sampled_from(SCRIPTS), st.lists(st.booleans(), min_size=30, max_size=30),
    st.integers(0, 99),
)  # fmt: skip
def test_whatever_was_answered_taking_it_back_brings_the_same_question_and_the_memories_before(
    what: tuple[tuple[Sense, ...], Skill], script: str, rights: list[bool], seed: int
) -> None:
    run = Run(*what, person_of(script), seed)
    reviews: list[Review] = []
    for is_right in rights:
        step = run.on()
        if step is None:
            break
        if isinstance(step, PairsQuestion):
            reviews += [one for one in [run.answer_right(step).review] if one is not None]
            continue
        outcome = run.give(right(step) if is_right else wrong(step))
        assert (outcome.verdict is Verdict.EXACT) == is_right and outcome.review is not None
        before = replay(reviews)
        back = run.undo()
        assert back.undoes == outcome.review.id
        assert run.step() == step, "the same question, tile by tile"
        assert replay([*reviews, outcome.review, back]) == before
        again = run.give(right(step)).review
        assert again is not None
        reviews += [outcome.review, back, again]
    while run.lesson.can_undo:
        reviews.append(run.undo())
    assert replay(reviews) == {}


def test_an_answer_of_another_kind_or_a_tile_that_is_not_there_is_refused_and_changes_nothing() -> None:
    run = Run(FRUIT, Skill.WRITE, person_of())
    step = run.until(BuildQuestion)
    assert isinstance(step, BuildQuestion)
    refused: list[Given] = [
        Typed(step.answer), Said(True), Tapped(step.target.id), Traced(()), Laid(()), Laid((99,)),
        Laid((-1,)), Laid((0, 0)),
    ]  # fmt: skip
    for given in refused:
        with pytest.raises(NotAskedError):
            run.give(given)
    with pytest.raises(NotAskedError):
        run.lesson.passed(run.now_ms)
    assert run.step() is step
    assert run.give(right(step)).verdict is Verdict.EXACT


def test_what_was_typed_is_kept_and_compared_letter_by_letter() -> None:
    run = Run(FRUIT, Skill.WRITE, person_of())
    step = run.until(TypedQuestion)
    assert isinstance(step, TypedQuestion)
    outcome = run.give(Typed(step.answer[:-1] + "ف"))
    assert outcome.review is not None and outcome.review.answer == step.answer[:-1] + "ف"
    assert outcome.right_text == step.answer and outcome.letters is not None
    assert [one.kind.value for one in outcome.letters.alignment][-1] == "other"
    assert (outcome.verdict, outcome.review.rating) in {(Verdict.SLIP, 2), (Verdict.WRONG, 1)}


def test_a_hint_many_replays_or_a_slow_hand_make_a_written_word_hard_and_nothing_else() -> None:
    for more, rating in (
        ({}, 3), ({"hints": 1}, 2), ({"replays": 3}, 2), ({"taken_ms": 59_000}, 2), ({"taken_ms": 20_000}, 3),
    ):  # fmt: skip
        run = Run(FRUIT, Skill.WRITE, person_of())
        review = run.give(right(run.until(TypedQuestion)), **more).review
        assert review is not None and review.rating == rating


def test_a_word_the_grown_up_did_not_understand_yet_comes_again() -> None:
    run = Run(FRUIT, Skill.SAY, person_of())
    step = run.until(SayQuestion)
    outcome = run.give(Said(False))
    assert outcome.again and outcome.review is not None
    assert (outcome.review.rating, outcome.review.answer, outcome.review.skill) == (1, "not yet", Skill.SAY)
    later: list[UUID] = []
    while (next_one := run.on()) is not None:
        if isinstance(next_one, SayQuestion):
            later.append(next_one.target.id)
        run.answer_right(next_one)
    assert step.target.id in later[1:]


def test_a_new_drill_shows_itself_once_with_another_word_and_never_with_the_one_it_asks() -> None:
    run = Run(FRUIT, Skill.WRITE, person_of(), seen=False)
    shown = dict[str, AnyQuestion]()
    while (step := run.step()) is not None:
        if isinstance(step, Example):
            assert step.drill not in shown
            shown[step.drill] = step.question
            run.lesson.passed(run.now_ms)
            behind = run.step()
            if isinstance(step.question, SingleQuestion):
                assert isinstance(behind, SingleQuestion) and behind.target != step.question.target
        elif isinstance(step, AnyQuestion):
            run.answer_right(step)
        else:
            run.lesson.passed(run.now_ms)
    assert len(shown) >= 3 and run.lesson.newly_seen == set(shown)


def test_where_no_other_word_can_show_a_drill_it_begins_without_an_example() -> None:
    (only,) = [s for s in FRUIT if s.headword == "ئالما"]
    run = Run((only,), Skill.WRITE, person_of(), seen=False)
    assert isinstance(run.on(), BuildQuestion | TypedQuestion | ChoiceQuestion)
    assert run.lesson.newly_seen == frozenset()


def test_letters_are_learned_like_words() -> None:
    person = person_of()
    letters = person.at_hand.letters
    plan = plan_lesson(letters, (), (), person, Pace("9-12"), MONDAY_MS, random.Random(1))
    assert plan.new == letters[: len(plan.new)] and len(plan.new) >= 3
    lesson = Lesson(
        plan, LEARNER, Pace("9-12"), random.Random(1), frozenset({"letter_sound", "letter_forms"})
    )
    now_ms, reviews = MONDAY_MS, list[Review]()
    while (step := lesson.step(now_ms)) is not None:
        now_ms += 4_000
        if not isinstance(step, SingleQuestion):
            assert not isinstance(step, PairsQuestion)
            if isinstance(step, Ending):
                assert {sense.id for sense in step.learned} == {letter.id for letter in plan.new}
            lesson.passed(now_ms)
            continue
        outcome = lesson.answer_with(
            right(step), taken_ms=3_000, now_ms=now_ms, offset_min=60, new_id=new_id(random.Random(now_ms))
        )
        assert outcome.review is not None
        reviews.append(outcome.review)
    kept = replay(reviews)
    assert {sense_id for sense_id, _ in kept} == {letter.id for letter in plan.new}
    assert {skill for _, skill in kept} == {Skill.HEAR, Skill.READ}
    tomorrow = plan_lesson(
        letters, (), kept.values(), person, Pace("9-12"), MONDAY_MS + 30 * DAY_MS, random.Random(1)
    )
    assert tomorrow.due


def test_the_sounds_and_pictures_a_question_needs_are_fetched_before_it_comes() -> None:
    run = Run(NUMBERS, Skill.HEAR, person_of())
    while (step := run.on()) is not None:
        promised = {sense.id for sense in run.lesson.upcoming(30)}
        run.answer_right(step)
        following = run.on()
        if isinstance(following, TypedQuestion):
            assert {sense.id for sense in following.says} <= promised
