"""What a lesson is for: what is due first, few new words, five minutes."""

from __future__ import annotations

import random
from dataclasses import replace
from uuid import UUID, uuid5

import pytest

from app.drills.drill import AGE_BANDS, Person
from app.drills.due import MISS_MS
from app.drills.estimates import usual_ms
from app.drills.memory import replay
from app.drills.new_words import FEW_NEW
from app.drills.pace import Pace
from app.drills.plan import Plan, plan_lesson
from app.drills.worth import worth
from lexicon.records import Memory, Review, Sense, Skill, Verdict
from tests.app.drills.playing import DAY_MS, LEARNER, MONDAY_MS, planned
from tests.app.drills.words import SPACE, animals, apart, everything, family, fruit, greetings, named


def answers(
    senses: tuple[Sense, ...],
    days_ago: float,
    rating: int = 3,
    skill: Skill = Skill.HEAR,
    now_ms: int = MONDAY_MS,
    taken_ms: int = 4_000,
) -> list[Review]:
    verdict = Verdict.WRONG if rating == 1 else Verdict.EXACT
    drill = "hear_picture" if skill is Skill.HEAR else "word_meaning"
    return [
        Review(
            uuid5(SPACE, f"{sense.headword} {days_ago} {skill}"), LEARNER, sense.id, skill, drill,
            str(sense.id),
            verdict, rating, round(now_ms - days_ago * DAY_MS), 60, taken_ms,
        )
        for sense in senses
    ]  # fmt: skip


def kept(sense: Sense, stability: float, days_ago: float, skill: Skill = Skill.HEAR) -> Memory:
    last_ms = round(MONDAY_MS - days_ago * DAY_MS)
    due_ms = last_ms + round(stability * 1.9 * DAY_MS)
    return Memory(LEARNER, sense.id, skill, 2, None, stability, 5.0, due_ms, last_ms)


@pytest.mark.parametrize("band", AGE_BANDS)
def test_the_first_lesson_of_a_theme_brings_a_few_words_in_its_order(band: str) -> None:
    plan = planned(animals(), band=band)
    assert plan.new == animals()[: FEW_NEW[band]] and 3 <= len(plan.new) <= 6
    assert plan.due == plan.early == () and not plan.empty


def test_what_is_due_comes_whatever_its_theme() -> None:
    memories = [kept(animals()[0], 5, 12), kept(fruit()[0], 1, 30), kept(animals()[1], 3, 9)]
    plan = plan_lesson(
        animals(), fruit(), memories, Person.of("6-8"), Pace("6-8"), MONDAY_MS, random.Random(1)
    )
    assert {item.sense.id for item in plan.due} == {fruit()[0].id, animals()[1].id, animals()[0].id}
    assert next(item.risk for item in plan.due if item.sense == fruit()[0]) > 0.3
    assert len(plan.new) > 0 and not {sense.id for sense in plan.new} & {item.sense.id for item in plan.due}


def test_of_a_backlog_first_comes_what_gives_most_words_for_its_seconds() -> None:
    """Neither the word that is hardly fading, nor only the riskiest: what asking adds a year on."""
    memories = [kept(sense, 2 + 3 * place, 30) for place, sense in enumerate(animals())]
    plan = plan_lesson(
        animals(), (), memories, Person.of("6-8"), Pace("6-8"), MONDAY_MS, random.Random(1), 120
    )
    of = {memory.sense_id: memory for memory in memories}
    each_ms = usual_ms(Person.of("6-8"), Pace("6-8"))[Skill.HEAR]
    values = [worth(of[item.sense.id], MONDAY_MS) / (each_ms + item.risk * MISS_MS) for item in plan.due]
    assert len(values) > 5 and values == sorted(values, reverse=True)
    assert [item.risk for item in plan.due] != sorted((item.risk for item in plan.due), reverse=True)


def test_this_weeks_list_comes_first_new_and_known() -> None:
    week = [named("رەھمەت").id, named("ئالما").id, named("ئۈزۈم").id]
    memories = [kept(sense, 2, 30) for sense in animals()[:10]] + [kept(named("ئۈزۈم"), 20, 21)]
    plan = plan_lesson(
        animals(), (*fruit(), *greetings()), memories, Person.of("9-12"), Pace("9-12"), MONDAY_MS,
        random.Random(1), first=week,
    )  # fmt: skip
    assert [sense.headword for sense in plan.new[:2]] == ["رەھمەت", "ئالما"]
    assert plan.due[0].sense == named("ئۈزۈم")


def test_a_theme_with_little_left_goes_on_into_the_next() -> None:
    memories = [kept(sense, 20, 1) for sense in fruit()[:6]]
    plan = plan_lesson(
        fruit()[:8], (), memories, Person.of("6-8"), Pace("6-8"), MONDAY_MS, random.Random(1),
        following=animals(),
    )  # fmt: skip
    assert plan.new == (*fruit()[6:8], *animals()[:3])


def test_no_new_words_where_a_parent_wants_none() -> None:
    plan = plan_lesson(
        animals(), (), [kept(animals()[0], 2, 9)], Person.of("6-8"), Pace("6-8"), MONDAY_MS,
        random.Random(1), most_new=0,
    )  # fmt: skip
    assert plan.new == () and [item.sense for item in plan.due] == [animals()[0]]


def test_after_weeks_away_the_same_five_minutes_begin_with_what_was_known() -> None:
    def plan(days: float) -> Plan:
        memories = [kept(sense, 1, days) for sense in (*fruit(), *animals()[:14])]
        return plan_lesson(
            animals(), fruit(), memories, Person.of("9-12"), Pace("9-12"), MONDAY_MS, random.Random(1), 180
        )

    away, here = plan(21), plan(3)
    assert away.new == () and len(away.due) > len(here.due)
    assert away.expected_s <= 180 and away.waiting > 0, "what does not fit waits: no mountain"
    assert len(here.new) == FEW_NEW["9-12"]


def test_while_the_forecast_is_over_the_childs_minutes_nothing_new_begins() -> None:
    lost = [replace(kept(animals()[0], 0.3, 1), sense_id=UUID(int=number)) for number in range(400)]
    plan = plan_lesson(animals(), (), lost, Person.of("6-8"), Pace("6-8"), MONDAY_MS, random.Random(1))
    assert plan.new == ()


def test_a_word_that_will_not_stick_is_planned_though_others_are_worth_more() -> None:
    stuck = replace(kept(fruit()[0], 0.4, 2), difficulty=9.8)
    memories = [stuck, *(kept(sense, 3, 12) for sense in (*animals(), *fruit()[1:], *family()[:7]))]
    plan = plan_lesson(
        animals(), (*fruit(), *family()), memories, Person.of("6-8"), Pace("6-8"), MONDAY_MS, random.Random(1)
    )
    assert plan.stubborn == {fruit()[0].id}
    assert fruit()[0] in [item.sense for item in plan.due] and plan.waiting > 0


def test_a_word_answered_yesterday_and_known_for_days_is_not_due() -> None:
    plan = planned(animals(), reviews=answers(animals()[:4], 1))
    assert plan.due == ()


def test_while_what_is_due_fills_the_minutes_there_is_nothing_new() -> None:
    reviews = [*answers(animals()[:18], 30), *answers(fruit()[:14], 30)]
    plan = planned(animals(), others=fruit(), reviews=reviews, budget_s=120)
    assert plan.new == () and plan.waiting > 0
    assert plan.expected_s <= 120


def test_the_more_is_due_the_fewer_words_are_new() -> None:
    counts = []
    for due in (0, 6, 12, 18):
        memories = replay(answers(animals()[:due], 30)).values()
        plan = plan_lesson(
            animals(), fruit(), memories, Person.of("6-8"), Pace("6-8"), MONDAY_MS, random.Random(1), 200
        )
        counts.append(len(plan.new))
    assert counts == sorted(counts, reverse=True) and counts[0] >= 3 and counts[-1] == 0


def test_a_slow_child_gets_fewer_words_into_five_minutes() -> None:
    def words(taken_ms: int) -> int:
        reviews = answers(animals()[:15], 20, taken_ms=taken_ms)
        plan = planned(animals(), others=fruit(), reviews=reviews)
        assert plan.expected_s <= 300
        return len(plan.new) + len(plan.due)

    assert words(15_000) < words(3_000)


def test_two_words_for_one_thing_are_not_new_in_one_lesson() -> None:
    plan = planned(family(), others=animals(), band="grown")
    assert "دادا" in [sense.headword for sense in plan.new]
    assert "ئاتا" not in [sense.headword for sense in plan.new]
    wolf_apart = (apart(named("ئىت"), named("مۈشۈك")), *animals()[1:])
    assert "مۈشۈك" not in [sense.headword for sense in planned(wolf_apart).new]


def test_words_that_cannot_be_asked_are_not_promised() -> None:
    assert planned(greetings(), others=animals(), band="3-5").empty
    assert planned(greetings(), others=animals(), band="3-5").expected_s == 0
    assert planned(greetings(), others=animals(), band="9-12").new == greetings()[:6]
    assert planned((named("ئات"),)).empty  # no wrong answer to stand beside it
    assert planned(animals(), person=Person.of("6-8", reader_beside=False)).new  # read, if not heard


def test_retired_words_are_neither_new_nor_due_nor_wrong_answers() -> None:
    retired = tuple(replace(sense, retired=True) for sense in animals()[:5])
    plan = planned((*retired, *animals()[5:]), reviews=answers(animals()[:5], 40))
    assert plan.due == () and plan.new == animals()[5:10]
    assert not {sense.id for sense in retired} & {sense.id for sense in plan.pool}


def test_one_word_is_not_asked_by_two_skills_in_one_lesson() -> None:
    reviews = [*answers(animals()[:3], 30), *answers(animals()[:3], 30, skill=Skill.READ)]
    plan = planned(animals(), reviews=reviews)
    assert sorted(item.sense.place for item in plan.due) == [0, 1, 2]


def test_a_word_well_known_by_ear_opens_reading_and_one_hardly_known_does_not() -> None:
    well, hardly = animals()[0], animals()[1]
    memories = [kept(well, 20, 1), kept(hardly, 3, 1)]
    plan = plan_lesson(animals(), (), memories, Person.of("6-8"), Pace("6-8"), MONDAY_MS, random.Random(1))
    assert (well, Skill.READ) in [(item.sense, item.skill) for item in plan.early]
    assert (hardly, Skill.READ) not in [(item.sense, item.skill) for item in plan.early]
    youngest = plan_lesson(
        animals(), (), memories, Person.of("3-5"), Pace("3-5"), MONDAY_MS, random.Random(1)
    )
    assert Skill.READ not in [item.skill for item in youngest.early]


def test_a_theme_learned_to_the_end_still_has_a_lesson() -> None:
    plan = planned(fruit()[:8], others=animals(), reviews=answers(fruit()[:8], 1))
    assert plan.new == () and plan.due == () and len(plan.early) >= 4
    assert not plan.empty


def test_words_from_a_lesson_under_a_wrong_clock_come_back() -> None:
    plan = planned(animals(), reviews=answers(animals()[:3], -4_000))
    assert len(plan.due) == 3


@pytest.mark.parametrize("band", AGE_BANDS)
@pytest.mark.parametrize("due", [0, 5, 15, 30])
def test_no_plan_expects_more_than_its_minutes(band: str, due: int) -> None:
    for budget_s in (60, 180, 300):
        reviews = answers(everything()[:due], 25)
        plan = planned(animals(), others=fruit(), reviews=reviews, band=band, budget_s=budget_s)
        assert plan.expected_s <= budget_s


def test_the_same_seed_plans_the_same_and_another_breaks_ties_otherwise() -> None:
    reviews = answers(animals()[:12], 30)

    def due(seed: int) -> list[UUID]:
        return [item.sense.id for item in planned(animals(), reviews=reviews, seed=seed).due]

    assert due(4) == due(4) != due(5)
