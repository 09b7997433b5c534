"""All that one learner remembers, in order: whatever came in whatever order, planning sees the same."""

from __future__ import annotations

import random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.drills.memory import DAY_MS, is_due
from app.drills.remembered import Remembered, in_question
from lexicon.records import Memory, Skill
from tests.app.drills.playing import LEARNER, MONDAY_MS

SKILLS = tuple(Skill)


@st.composite
def memory(draw: st.DrawFn) -> Memory:
    """One of a few senses, so that states follow one another; now and then from a wrong clock."""
    last_ms = MONDAY_MS + draw(st.integers(-90, 5)) * DAY_MS
    stability = draw(st.sampled_from((0.1, 1.0, 3.0, 20.0)))
    return Memory(
        LEARNER, UUID(int=draw(st.integers(1, 8))), draw(st.sampled_from(SKILLS)), 2, None, stability, 5.0,
        last_ms + draw(st.integers(1, 60)) * DAY_MS, last_ms,
    )  # fmt: skip


@given(st.lists(memory(), max_size=40), st.sets(st.sampled_from(SKILLS), min_size=1))
def test_answer_by_answer_or_all_at_once_it_is_the_same(came: list[Memory], skills: set[Skill]) -> None:
    remembered = Remembered()
    for one in came:
        remembered.put(one)
    latest = {(one.sense_id, one.skill): one for one in came}
    assert set(remembered) == set(latest.values()) and len(remembered) == len(latest)
    assert remembered.met == {one.sense_id for one in came}
    asked = [one for one in latest.values() if one.skill in skills]
    question = remembered.in_question(MONDAY_MS, skills)
    assert set(question) == {one for one in asked if in_question(one, MONDAY_MS)}
    assert len(question) == len(set(question))
    firmest = remembered.firmest(3, skills)
    assert [one.stability for one in firmest] == sorted((one.stability for one in asked), reverse=True)[:3]
    drawn = remembered.sample(5, random.Random(1))
    assert len(set(drawn)) == len(drawn) == min(5, len(latest)) and set(drawn) <= set(latest.values())


@given(memory())
def test_what_is_due_is_in_question(one: Memory) -> None:
    assert in_question(one, MONDAY_MS) or not is_due(one, MONDAY_MS)


def test_one_who_was_never_asked_has_nothing_in_question() -> None:
    nobody = Remembered()
    assert nobody.last_ms is None and not nobody.met and not nobody.has(1)
    assert nobody.in_question(MONDAY_MS, SKILLS) == nobody.firmest(5, SKILLS) == nobody.of([1]) == []
    assert nobody.sample(5, random.Random(1)) == []
