"""A child's lessons on the real words: what is kept is what was answered, and memory is its replay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.drills import memory as fsrs_memory
from app.drills.bands import Wishes
from app.drills.letters import LETTERS_THEME, Letter, is_word
from app.drills.plan import Plan
from app.drills.steps import AnyQuestion, Ending, Meet, PairsQuestion, Question
from app.services import lessons, weeks
from app.services.household import Household
from app.services.lessons import Lessons
from lexicon.places import Places
from lexicon.records import Learner, Skill
from tests.app.family import DAY_MS, Family


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
        if isinstance(step, AnyQuestion):
            asked |= set(family.answer(running, step))
        else:
            running.lesson.passed(family.now_ms)
        family.now_ms += 4_000
    assert {sense.id for sense in first.learned} <= asked


def test_a_new_word_is_shown_before_it_is_asked(family: Family, child: Learner) -> None:
    running = family.lessons.begin(child, family.lessons.path(child).themes[0].id, "en")
    met: set[UUID] = set()
    while not isinstance(step := running.lesson.step(family.now_ms), Ending):
        if isinstance(step, AnyQuestion):
            assert set(family.answer(running, step)) <= met
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
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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
        if isinstance(step, AnyQuestion):
            shown = step.words if isinstance(step, PairsQuestion) else [step.target]
            shown = step.choices if isinstance(step, Question) else shown
            assert all(sense.picture is None for sense in shown)
            family.answer(running, step)
        else:
            running.lesson.passed(family.now_ms)
        family.now_ms += 4_000
    bare.close()


def plan_of(family: Family, learner: Learner, theme: UUID | None = None, *, microphone: bool = False) -> Plan:
    """The plan of the lesson that would begin now."""
    chosen = theme or family.lessons.path(learner).today
    return family.lessons.begin(learner, chosen, "en", has_microphone=microphone).lesson._course.plan


def test_what_a_grown_up_set_is_what_the_next_lesson_is_like(family: Family, child: Learner) -> None:
    wishes = Wishes(minutes=3, new_words=2, skills=frozenset({Skill.HEAR}), script="latin")
    home = family.household.set_wishes(child, wishes)
    plan = plan_of(family, child)
    assert Wishes.of(home.learners[0].settings) == wishes
    assert plan.budget_s == 180
    assert len(plan.new) <= 2
    assert plan.person.skills == {Skill.HEAR}
    assert plan.person.script == "latin"


def test_a_child_who_only_repeats_meets_nothing_new(family: Family, child: Learner) -> None:
    family.lesson(child)
    family.household.set_wishes(child, Wishes(new_words=0))
    family.now_ms += 3 * DAY_MS
    plan = plan_of(family, child)
    assert plan.new == ()
    assert plan.due


def test_a_wish_taken_back_leaves_it_as_the_age_has_it(family: Family, child: Learner) -> None:
    family.household.set_wishes(child, Wishes(minutes=15, new_words=0))
    home = family.household.set_wishes(child, Wishes())
    assert Wishes.of(home.learners[0].settings) == Wishes()
    assert len(plan_of(family, child).new) == 5


def test_one_child_s_wishes_are_not_its_sister_s(family: Family, child: Learner) -> None:
    sister = family.household.make_learner("پىل", "1F418", "6-8")
    family.household.set_wishes(child, Wishes(minutes=15))
    assert plan_of(family, sister).budget_s == 300


def test_without_a_microphone_nothing_is_to_be_said(family: Family, child: Learner) -> None:
    assert not plan_of(family, child).person.has_microphone
    assert plan_of(family, child, microphone=True).person.has_microphone


def test_sentences_nobody_has_approved_come_only_where_they_are_wanted(family: Family) -> None:
    child = family.household.make_learner("شىر", "1F981", "9-12")
    person, new = (plan := plan_of(family, child)).person, plan.new
    assert any(person.at_hand.sentences.get(sense.id) for sense in new)
    assert not any(person.sentences(sense) for sense in new)
    family.household.set_wishes(child, Wishes(sentences=True))
    plan = plan_of(family, child)
    assert any(plan.person.sentences(sense) for sense in plan.new)


def test_words_that_differ_in_one_sound_are_at_hand(family: Family, child: Learner) -> None:
    found = {
        sense_id: pairs
        for theme in family.lessons.path(child).themes[:5]
        for sense_id, pairs in plan_of(family, child, theme.id).person.at_hand.sound_pairs.items()
    }
    assert found
    assert all(other.picture for pairs in found.values() for other in pairs)


def test_the_letters_are_a_stop_on_the_path_from_six_on(family: Family, child: Learner) -> None:
    letters = family.lessons.path(child).letters
    assert letters is not None
    assert (letters.id, letters.size) == (LETTERS_THEME, 32)
    little = family.household.make_learner("پىل", "1F418", "3-5")
    assert family.lessons.path(little).letters is None


def test_letters_learned_come_back_among_the_words_and_are_no_words(family: Family, child: Learner) -> None:
    running = family.lessons.begin(child, LETTERS_THEME, "en")
    plan = running.lesson._course.plan
    assert [sense.letter for sense in plan.new if isinstance(sense, Letter)][:2] == ["ا", "ن"]
    ending = family.play(running)
    assert ending is not None
    path = family.lessons.path(child)
    assert path.tree.words == 0
    assert path.learned[LETTERS_THEME] == len(ending.learned) > 0
    family.now_ms += 10 * DAY_MS
    later = plan_of(family, child)
    assert any(isinstance(item.sense, Letter) for item in later.due)
    assert all(is_word(sense) for sense in later.new)
    assert "ا" in later.person.letters_known


def test_an_undo_of_the_lesson_takes_the_answer_back_and_its_question_returns(
    family: Family, child: Learner
) -> None:
    running = family.lessons.begin(child, family.lessons.path(child).themes[0].id, "en")
    while not isinstance(step := running.lesson.step(family.now_ms), Question):
        running.lesson.passed(family.now_ms)
        family.now_ms += 4_000
    family.answer(running, step, right_share=0.0)
    assert family.remembered(child)
    family.now_ms += 1_000
    family.lessons.undo(running.lesson.undo_last(now_ms=family.now_ms, offset_min=60, new_id=family.new_id()))
    assert family.remembered(child) == {}
    assert len(family.kept(child)) == 2, "nothing is deleted"
    assert running.lesson.step(family.now_ms) == step


def test_an_answer_is_no_undo(family: Family, child: Learner) -> None:
    family.lesson(child, most=1)
    with pytest.raises(ValueError, match="takes nothing back"):
        family.lessons.undo(family.kept(child)[0])


def test_one_who_knows_very_much_is_still_asked_what_is_worth_most(
    family: Family, child: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(14):
        family.now_ms += DAY_MS
        family.lesson(child, theme=day % 4)
    family.now_ms += 9 * DAY_MS
    theme = family.lessons.path(child).themes[0]
    begun = [family.lessons.begin(child, theme.id, "en").lesson]
    monkeypatch.setattr(lessons, "READ_WHOLE", 10)
    begun.append(family.lessons.begin(child, theme.id, "en").lesson)
    whole, read = (lesson._course.plan for lesson in begun)
    # Words alike in all but their spelling are drawn by lot.
    assert sorted(item.risk for item in read.due) == sorted(item.risk for item in whole.due)
    assert read.new == whole.new and len(read.due) > 5
    monkeypatch.setattr(lessons, "READ", 4)
    few = family.lessons.begin(child, theme.id, "en").lesson._course.plan
    assert few.due and len(few.pool) < len(whole.pool)


def test_this_weeks_list_comes_first_whatever_theme_is_opened(family: Family, child: Learner) -> None:
    themes = family.lessons.path(child).themes
    week, opened = themes[7], themes[0]
    weeks.choose(family.household, week.id)
    assert family.lessons.path(child).today == week.id
    with family.household.kept.read() as connection:
        wanted = [sense.id for sense in weeks.words(connection, family.now_ms)]
    running = family.lessons.begin(child, opened.id, "en")
    plan = running.lesson._course.plan
    assert plan.new and {sense.id for sense in plan.new} <= set(wanted)
    family.play(running)
    family.now_ms += 9 * DAY_MS
    plan = family.lessons.begin(child, opened.id, "en").lesson._course.plan
    assert plan.due[0].sense.id in wanted
    weeks.choose(family.household, None)
    assert family.lessons.path(child).today == opened.id


@pytest.mark.parametrize("kept", ["nonsense", str(UUID(int=7)), ""])
def test_a_list_of_the_week_that_is_not_here_is_passed_over(
    family: Family, child: Learner, kept: str
) -> None:
    family.household.set_device(weeks.WEEK, kept)
    path = family.lessons.path(child)
    assert path.today == path.themes[0].id
    assert family.lesson(child) is not None
