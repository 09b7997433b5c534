"""A lesson step by step: what is shown when, what an answer gives back, and how it is taken back."""

from __future__ import annotations

import random
from itertools import pairwise
from uuid import UUID

import pytest

from app.drills import picture_word
from app.drills.asking import with_example
from app.drills.chooser import Chooser
from app.drills.drill import Person
from app.drills.lesson import Lesson, NotAskedError
from app.drills.memory import replay
from app.drills.pace import Pace
from app.drills.plan import Plan
from app.drills.state import Answered, Course, State
from app.drills.steps import (
    Ending,
    Example,
    Meet,
    Outcome,
    PairsQuestion,
    Question,
    ReadTogether,
    Shows,
    Step,
)
from lexicon.records import Sense, Skill, Verdict
from tests.app.drills.playing import DAY_MS, LEARNER, MONDAY_MS, new_id, planned
from tests.app.drills.test_plan import answers
from tests.app.drills.words import animals, fruit

EVERY_EXAMPLE = frozenset({"hear_picture", "word_meaning", "picture_word", "pairs", "pairs_heard"})


class Run:
    """A lesson under test and the clock beside it; each answer takes four seconds."""

    def __init__(self, plan: Plan, seen: frozenset[str] = EVERY_EXAMPLE, seed: int = 1) -> None:
        self.lesson = Lesson(plan, LEARNER, Pace(plan.person.age_band), random.Random(seed), seen)
        self.now_ms = MONDAY_MS
        self.ids = random.Random(seed)

    def step(self) -> Step | None:
        return self.lesson.step(self.now_ms)

    def passed(self) -> None:
        self.now_ms += 3_000
        self.lesson.passed(self.now_ms)

    def tap(
        self, right: bool = True, target: Sense | None = None, taken_ms: int = 4_000, hints: int = 0
    ) -> Outcome:
        step = self.step()
        assert isinstance(step, Question | PairsQuestion)
        if isinstance(step, Question):
            target, tiles = step.target, step.choices
        else:
            tiles = tuple(sense for sense in step.partners if sense.id not in step.matched)
            target = target or next(sense for sense in step.words if sense.id not in step.matched)
        self.now_ms += taken_ms
        choice = target if right else next(sense for sense in tiles if sense.id != target.id)
        return self.lesson.answer(
            choice.id,
            target_id=target.id,
            taken_ms=taken_ms,
            hints=hints,
            now_ms=self.now_ms,
            offset_min=60,
            new_id=new_id(self.ids),
        )

    def until(self, kind: type[Step], right: bool = True) -> Step:
        """Plays on until a step of ``kind`` is shown."""
        while not isinstance(step := self.step(), kind):
            assert step is not None, f"no {kind.__name__} came"
            if isinstance(step, Question | PairsQuestion):
                self.tap(right)
            else:
                self.passed()
        return step

    def rest(self) -> list[Step]:
        """Plays to the end, all right, and returns the steps."""
        steps: list[Step] = []
        while (step := self.step()) is not None:
            steps.append(step)
            if isinstance(step, Question | PairsQuestion):
                self.tap()
            else:
                self.passed()
        return steps


def question(run: Run) -> Question:
    step = run.until(Question)
    assert isinstance(step, Question)
    return step


def reviewed(count: int = 8, days_ago: float = 30) -> Run:
    """A lesson of words due, nothing new."""
    return Run(planned(animals()[:count], others=fruit(), reviews=answers(animals()[:count], days_ago)))


def test_a_step_stays_until_it_is_passed_or_answered() -> None:
    run = Run(planned(animals()))
    first = run.step()
    assert run.step() is first
    run.passed()
    assert run.step() is not first


def test_a_lesson_without_recordings_asks_a_grown_up_once_to_read_along() -> None:
    run = Run(planned(animals(), others=fruit()))
    steps = run.rest()
    assert isinstance(steps[0], ReadTogether)
    assert [sense.headword for sense in steps[0].senses] == [sense.headword for sense in animals()[:5]]
    assert sum(isinstance(step, ReadTogether) for step in steps) == 1


def test_with_a_recording_for_every_word_nobody_is_asked_to_read_along() -> None:
    assert not any(isinstance(step, ReadTogether) for step in Run(planned(animals(voiced=True))).rest())


def test_a_grown_up_learning_alone_is_not_told_to_read_together() -> None:
    steps = Run(planned(animals(), band="grown")).rest()
    assert not any(isinstance(step, ReadTogether) for step in steps)
    assert all(step.skill is Skill.READ for step in steps if isinstance(step, Question))


def test_a_new_word_is_shown_before_it_is_asked_and_is_asked_twice_by_different_drills() -> None:
    steps = Run(planned(animals(), others=fruit())).rest()
    for sense in animals()[:5]:
        met = next(n for n, step in enumerate(steps) if isinstance(step, Meet) and step.sense == sense)
        asked = [
            (n, step.drill)
            for n, step in enumerate(steps)
            if (isinstance(step, Question) and step.target == sense)
            or (isinstance(step, PairsQuestion) and sense in step.words)
        ]
        assert asked[0][0] > met + 1, "another step stands between meeting a word and being asked it"
        assert asked[0][1] == "hear_picture"
        assert len({drill for _, drill in asked}) >= 2
        assert asked[1][0] > asked[0][0] + 1


def test_a_drill_is_shown_by_example_once_before_it_is_first_asked() -> None:
    run = Run(planned(animals(), others=fruit()), seen=frozenset())
    steps = run.rest()
    examples = [step.drill for step in steps if isinstance(step, Example)]
    questions = [step for step in steps if isinstance(step, Question | PairsQuestion)]
    asked = {step.drill for step in questions}
    assert len(examples) == len(set(examples)) and set(examples) == asked
    for drill in examples:
        first = steps.index(next(step for step in questions if step.drill == drill))
        assert isinstance(steps[first - 1], Example)
    assert run.lesson.newly_seen == asked
    again = Run(planned(animals(), others=fruit()), seen=run.lesson.newly_seen)
    assert not any(isinstance(step, Example) for step in again.rest())
    assert again.lesson.newly_seen == frozenset()


@pytest.mark.parametrize("size", [2, 3, 20])
def test_an_example_does_not_give_away_the_question_behind_it(size: int) -> None:
    for band in ("3-5", "6-8", "9-12"):
        steps = Run(planned(animals()[:size], band=band), seen=frozenset()).rest()
        behind = [pair for pair in pairwise(steps) if isinstance(pair[0], Example)]
        assert behind
        for example, asked in behind:
            if isinstance(example, Example) and isinstance(asked, Question):
                assert isinstance(example.question, Question)
                assert example.question.target != asked.target


def test_not_even_the_word_just_practised_is_its_own_example() -> None:
    plan, dog = planned(animals(), others=fruit()), animals()[0]
    course = Course(plan, Chooser(plan.pool), seed=1)
    asked = picture_word.ask(dog, plan.person, course.chooser, random.Random(1), False)
    practised = State(fresh=(), step=asked, log=(Answered(dog, Skill.HEAR, "hear_picture", True),))
    example = with_example(course, practised).step
    assert isinstance(example, Example) and isinstance(example.question, Question)
    assert example.drill == "picture_word" and example.question.target != dog


def test_a_lesson_of_old_words_opens_with_the_one_surest_to_be_known() -> None:
    reviews = [*answers(animals()[:3], 30), *answers(animals()[3:4], 5), *answers(animals()[4:6], 60)]
    run = Run(planned(animals()[:6], others=fruit(), reviews=reviews))
    assert question(run).target == animals()[3]


def test_an_answer_gives_a_review_with_everything_a_replay_and_a_parent_need() -> None:
    run = reviewed()
    asked = question(run)
    outcome = run.tap(right=False, taken_ms=2_500)
    review = outcome.review
    assert review is not None
    wrong = UUID(review.answer)
    assert wrong in {sense.id for sense in asked.choices} and wrong != asked.target.id
    assert (review.learner_id, review.sense_id, review.skill) == (LEARNER, asked.target.id, Skill.HEAR)
    assert (review.drill, review.verdict, review.rating) == ("hear_picture", Verdict.WRONG, 1)
    assert (review.at_ms, review.offset_min, review.taken_ms, review.undoes) == (run.now_ms, 60, 2_500, None)
    assert (outcome.right_id, outcome.again, outcome.finished) == (asked.target.id, True, True)
    question(run)
    right = run.tap(hints=1)
    assert right.review is not None
    assert (right.verdict, right.again) == (Verdict.EXACT, False)
    assert (right.review.rating, right.review.hints) == (2, 1)


def test_a_missed_word_comes_again_after_two_others() -> None:
    run = reviewed()
    missed = question(run).target
    run.tap(right=False)
    between = []
    while question(run).target != missed:
        between.append(run.step())
        run.tap()
    assert len(between) == 2


def test_the_last_word_missed_still_comes_again_and_not_at_once() -> None:
    run = reviewed(count=5)
    targets = []
    while isinstance(step := run.until(Question | PairsQuestion | Ending), Question):  # type: ignore[arg-type]
        targets.append(step.target)
        if len(targets) == 5:
            break
        run.tap()
    missed = targets[-1]
    run.tap(right=False)
    following = [step.target for step in run.rest() if isinstance(step, Question)]
    assert missed in following and following[0] != missed and following[-1] != missed


def test_a_word_missed_three_times_rests_until_tomorrow() -> None:
    run = reviewed(count=6)
    missed = question(run).target
    times = 0
    while not isinstance(step := run.until(Question | PairsQuestion | Ending), Ending):  # type: ignore[arg-type]
        if isinstance(step, Question) and step.target == missed:
            times += 1
            assert run.tap(right=False).again == (times < 3)
        else:
            run.tap()
    assert times == 3
    assert step.again == (missed,)


def test_a_stubborn_word_once_missed_is_shown_again_before_it_is_asked_again() -> None:
    reviews = answers(animals()[:8], 30)
    stuck = animals()[2]
    for days in (9, 8, 7, 6):
        reviews += answers((stuck,), days, rating=1)
    run = Run(planned(animals()[:8], others=fruit(), reviews=reviews))
    assert run.lesson.senses[0] == stuck
    while question(run).target != stuck:
        run.tap()
    assert run.tap(right=False).again
    met = run.until(Meet)
    assert isinstance(met, Meet) and met.sense == stuck
    run.passed()
    while question(run).target != stuck:
        run.tap()
    assert run.tap().verdict is Verdict.EXACT


def test_a_new_word_is_asked_a_second_time_only_when_old_ones_need_no_time() -> None:
    reviews = answers((*animals()[:16], *fruit()), 6)
    plan = planned(animals(), others=fruit(), reviews=reviews, band="9-12")
    assert len(plan.new) >= 3 and len(plan.due) >= 10
    steps = [step for step in Run(plan).rest() if isinstance(step, Question | PairsQuestion)]
    places: dict[UUID, list[int]] = {}
    for place, step in enumerate(steps):
        for sense in (step.target,) if isinstance(step, Question) else step.words:
            places.setdefault(sense.id, []).append(place)
    last_due = max(places[item.sense.id][0] for item in plan.due)
    assert all(places[sense.id][0] < last_due < places[sense.id][1] for sense in plan.new)


def test_a_second_chance_taken_does_not_undo_the_miss_in_memory() -> None:
    run = reviewed()
    missed = question(run).target
    first = run.tap(right=False).review
    while question(run).target != missed:
        run.tap()
    second = run.tap(taken_ms=30_000).review
    assert first is not None and second is not None and second.rating == 3
    earlier = answers(animals()[:8], 30)
    after_miss = replay([*earlier, first])[missed.id, Skill.HEAR]
    after_both = replay([*earlier, first, second])[missed.id, Skill.HEAR]
    assert after_both.stability <= 1.2 * after_miss.stability
    assert after_both.due_ms - MONDAY_MS < 3 * DAY_MS


def test_the_lesson_ends_on_something_easy_that_was_known() -> None:
    run = reviewed()
    right: list[Sense] = []
    number = 0
    while not isinstance(step := run.until(Question | PairsQuestion | Ending), Ending):  # type: ignore[arg-type]
        last, number = step, number + 1
        if run.tap(right=number != 7).verdict is Verdict.EXACT and isinstance(step, Question):
            right.append(step.target)
    assert isinstance(last, Question) and last.target in right[:-1]
    assert len(last.choices) == 3, "one tile fewer than a child of this age usually gets"


def test_the_ending_tells_what_was_learned_and_what_was_practised() -> None:
    run = Run(planned(animals()[2:], others=animals()[:2], reviews=answers(animals()[:2], 30)))
    ending = run.until(Ending)
    assert isinstance(ending, Ending)
    assert ending.learned == animals()[2:7]
    assert {sense.headword for sense in ending.practised} == {"ئىت", "مۈشۈك"}
    assert ending.again == ()
    run.passed()
    assert run.step() is None and run.step() is None


def test_a_lesson_with_nothing_to_ask_is_over_at_once() -> None:
    run = Run(planned((animals()[0],)))
    assert run.step() is None and not run.lesson.can_undo


def test_when_the_minutes_are_over_the_missed_word_still_comes_and_nothing_else_begins() -> None:
    run = reviewed(count=12)
    missed = question(run).target
    run.tap(right=False)
    for _ in range(5):
        run.now_ms += 60_000
        run.step()
    following = [step.target for step in run.rest() if isinstance(step, Question)]
    assert following[1] == missed, "the first is the question that was on the screen already"
    assert len(following) <= 3


def test_after_half_as_long_again_the_lesson_just_ends() -> None:
    run = reviewed(count=12)
    question(run)
    run.tap()
    question(run)
    run.tap(right=False)
    for _ in range(8):
        run.now_ms += 60_000
        run.step()
    assert isinstance(run.step(), Question), "the question on the screen is never taken away"
    run.tap()
    assert isinstance(run.step(), Ending)


def test_a_phone_put_away_for_two_hours_comes_back_to_the_same_lesson() -> None:
    run = reviewed(count=8)
    asked = question(run)
    run.now_ms += 2 * 3_600_000
    assert run.step() is asked
    assert run.lesson.used_ms <= 70_000
    run.now_ms -= 5 * DAY_MS
    run.tap()
    assert run.lesson.used_ms <= 70_000 and len(run.rest()) > 5


def test_an_answer_taken_back_brings_its_question_back_tile_by_tile() -> None:
    run = reviewed()
    asked = question(run)
    slip = run.tap(right=False).review
    assert slip is not None
    shown_after = run.step()
    back = run.lesson.undo_last(now_ms=run.now_ms, offset_min=60, new_id=new_id(run.ids))
    assert back.undoes == slip.id and back.rating == 0 and back.id != slip.id
    assert (back.sense_id, back.skill, back.drill) == (slip.sense_id, slip.skill, slip.drill)
    assert run.step() == asked != shown_after
    good = run.tap().review
    assert good is not None
    assert replay([slip, back, good]) == replay([good])
    targets = [step.target for step in run.rest()[:-2] if isinstance(step, Question)]
    assert asked.target not in targets, "a mis-tap taken back is not asked again as if it had been missed"


def test_every_answer_can_be_taken_back_one_by_one_even_from_the_ending() -> None:
    run = reviewed(count=4)
    first = question(run)
    reviews = []
    while isinstance(step := run.step(), Question | PairsQuestion):
        outcome = run.tap()
        reviews.append(outcome.review)
    assert isinstance(step, Ending)
    while run.lesson.can_undo:
        reviews.append(run.lesson.undo_last(now_ms=run.now_ms, offset_min=60, new_id=new_id(run.ids)))
    assert replay(review for review in reviews if review is not None) == {}
    assert run.step() == first
    with pytest.raises(NotAskedError, match="no answer"):
        run.lesson.undo_last(now_ms=run.now_ms, offset_min=60, new_id=new_id(run.ids))


def pairs_game(seed: int = 1) -> tuple[Run, PairsQuestion]:
    run = Run(planned(animals(), others=fruit(), band="9-12"), seed=seed)
    game = run.until(PairsQuestion)
    assert isinstance(game, PairsQuestion)
    return run, game


def test_each_pair_found_is_one_review_and_wrong_tries_lower_it() -> None:
    run, game = pairs_game()
    assert len(game.words) == 4 and game.prompt is Shows.WORD
    easy, slip, missed, last = game.words
    found = run.tap(target=easy)
    assert found.review is not None and not found.finished
    assert found.review.verdict is Verdict.EXACT and found.review.sense_id == easy.id
    assert isinstance(now := run.step(), PairsQuestion) and now.matched == {easy.id}

    tried = run.tap(target=slip, right=False)
    assert (tried.verdict, tried.review, tried.finished) == (Verdict.WRONG, None, False)
    found = run.tap(target=slip)
    assert found.review is not None and found.review.answer != str(slip.id)
    assert (found.review.verdict, found.review.rating, found.again) == (Verdict.SLIP, 2, False)

    for _ in range(2):
        run.tap(target=missed, right=False)
    found = run.tap(target=missed)
    assert found.review is not None and (found.review.verdict, found.review.rating) == (Verdict.WRONG, 1)
    assert found.again

    assert run.tap(target=last).finished
    assert not isinstance(run.step(), PairsQuestion)
    assert missed in [step.target for step in run.rest() if isinstance(step, Question)]


def test_a_pair_taken_back_is_open_again() -> None:
    run, game = pairs_game()
    run.tap(target=game.words[0])
    run.tap(target=game.words[1])
    run.lesson.undo_last(now_ms=run.now_ms, offset_min=60, new_id=new_id(run.ids))
    assert isinstance(now := run.step(), PairsQuestion) and now.matched == {game.words[0].id}


def test_a_tap_that_belongs_to_nothing_shown_is_refused_and_changes_nothing() -> None:
    run = Run(planned(animals(), others=fruit()))
    run.step()
    ids = {"taken_ms": 1_000, "now_ms": MONDAY_MS, "offset_min": 0, "new_id": UUID(int=9)}
    with pytest.raises(NotAskedError):
        run.lesson.answer(animals()[0].id, **ids)  # type: ignore[arg-type]
    asked = question(run)
    stranger = next(sense for sense in fruit() if sense not in asked.choices)
    with pytest.raises(NotAskedError, match=str(stranger.id)):
        run.lesson.answer(stranger.id, **ids)  # type: ignore[arg-type]
    with pytest.raises(NotAskedError):
        run.lesson.passed(MONDAY_MS)
    assert run.step() is asked
    run, game = pairs_game()
    run.tap(target=game.words[0])
    with pytest.raises(NotAskedError):
        run.lesson.answer(game.words[0].id, target_id=game.words[0].id, **ids)  # type: ignore[arg-type]
    with pytest.raises(NotAskedError):
        run.lesson.answer(game.words[1].id, **ids)  # type: ignore[arg-type]


@pytest.mark.parametrize("voiced", [False, True])
def test_what_will_be_shown_next_is_known_while_answers_are_right(voiced: bool) -> None:
    plan = planned(animals(voiced), others=fruit(voiced), reviews=answers(fruit()[:5], 30))
    run = Run(plan, seen=frozenset())
    while (step := run.step()) is not None:
        promised = [sense.id for sense in run.lesson.upcoming(4)]
        assert len(promised) == len(set(promised)) <= 4
        assert run.step() is step, "looking ahead changes nothing"
        if isinstance(step, PairsQuestion):
            while not run.tap().finished:
                pass
        elif isinstance(step, Question):
            run.tap()
        else:
            run.passed()
        following = run.step()
        if isinstance(following, Question):
            assert promised[:4] == [following.target.id, *(
                sense.id for sense in following.choices if sense.id != following.target.id
            )][:4] or promised[: len(following.choices)] == [following.target.id, *(
                sense.id for sense in following.choices if sense.id != following.target.id
            )]  # fmt: skip
        elif isinstance(following, Meet):
            assert promised[0] == following.sense.id


def test_progress_runs_from_nothing_to_all_and_a_good_answer_never_sets_it_back() -> None:
    run = reviewed()
    question(run)
    behind = [run.lesson.progress]
    while isinstance(run.step(), Question | PairsQuestion):
        run.tap()
        run.step()
        behind.append(run.lesson.progress)
    assert behind[0] == 0 and behind[-1] == 1 and behind == sorted(behind)


def test_a_recording_is_promised_only_where_there_is_one() -> None:
    for voiced in (False, True):
        for step in Run(planned(animals(voiced), others=fruit(voiced))).rest():
            if isinstance(step, Meet | Question):
                assert step.voiced is voiced


def test_a_child_of_four_with_recordings_plays_pairs_by_ear() -> None:
    steps = Run(planned(animals(voiced=True), others=fruit(voiced=True), band="3-5")).rest()
    games = [step for step in steps if isinstance(step, PairsQuestion)]
    assert {(game.drill, game.prompt, game.tiles) for game in games} == {
        ("pairs_heard", Shows.SOUND, Shows.PICTURE)
    }
    assert not any(isinstance(step, Question) and step.skill is Skill.READ for step in steps)


def test_a_person_who_reads_alone_is_asked_unvoiced_words_by_eye() -> None:
    plan = planned(animals(), person=Person.of("9-12", reader_beside=False))
    steps = Run(plan).rest()
    assert {step.skill for step in steps if isinstance(step, Question)} == {Skill.READ}
