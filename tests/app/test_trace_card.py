"""A letter is drawn over with a finger: what follows the road is right, what leaves a dot out is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.drills import verdicts
from app.drills.given import Traced
from app.drills.letters import LETTERS_THEME, letter_id
from app.drills.steps import AnyQuestion, Ending, Outcome, TraceQuestion
from app.drills.tracing import dotted
from app.screens.lesson.tracing import TraceCard
from app.tour.finger import Finger
from lexicon.records import Sense, Skill, Verdict
from lexicon.starter import strokes
from tests.app.family import DAY_MS, Family
from tests.app.touching import down, dressed, frames, lift, show, slide

SHEEN = "ش"


@pytest.fixture
def question() -> TraceQuestion:
    sense = Sense(letter_id(SHEEN), SHEEN, "letter", {}, LETTERS_THEME, 0)
    return TraceQuestion("trace", Skill.WRITE, sense, SHEEN, strokes.read()[SHEEN, 0], False, "en")


@pytest.fixture
def card(question: TraceQuestion) -> Iterator[tuple[TraceCard, list[Traced]]]:
    given: list[Any] = []
    with dressed():
        made = TraceCard(question, given.append, None)
        show(made)
        frames(3)
        yield made, given


def draw(card: TraceCard, points: Sequence[tuple[float, float]], off: float = 0.0) -> None:
    """A finger down, along the points (in the unit square), and up."""
    square = card.square
    first, *rest = [square.to_window(*square._at(x + off, y)) for x, y in points]
    finger = down(*first)
    for at in rest:
        slide(finger, *at)
    lift(finger)


def judged(card: TraceCard, given: list[Traced]) -> Verdict:
    card.done.dispatch("on_release")
    assert len(given) == 1
    return verdicts.traced(card.question, given[0]).verdict


def test_a_finger_that_follows_the_road_is_right(card: tuple[TraceCard, list[Traced]]) -> None:
    it, given = card
    for stroke in it.question.template:
        draw(it, dotted(stroke), off=0.01)
    assert judged(it, given) is Verdict.EXACT


def test_a_dot_that_is_forgotten_makes_another_letter(card: tuple[TraceCard, list[Traced]]) -> None:
    it, given = card
    for stroke in it.question.template[:-1]:
        draw(it, dotted(stroke))
    assert judged(it, given) is not Verdict.EXACT


def test_a_scribble_over_everything_is_not_right(card: tuple[TraceCard, list[Traced]]) -> None:
    it, given = card
    draw(it, [(0.05 + 0.9 * (n % 2), n / 40) for n in range(1, 40)])
    assert judged(it, given) is Verdict.WRONG


def test_begin_again_empties_the_square_and_nothing_is_handed_in(
    card: tuple[TraceCard, list[Traced]],
) -> None:
    it, given = card
    assert it.again.disabled and it.done.disabled
    draw(it, it.question.template[0])
    assert not it.again.disabled and not it.done.disabled
    it.again.dispatch("on_release")
    assert it.square.strokes == [] and it.done.disabled and given == []


def begun(card: TraceCard) -> Finger:
    """A finger that has drawn a little and is still down."""
    finger = down(*card.square.to_window(*card.square._at(0.3, 0.3)))
    slide(finger, *card.square.to_window(*card.square._at(0.4, 0.4)))
    return finger


def test_begin_again_under_a_finger_that_is_still_down_stays_empty(
    card: tuple[TraceCard, list[Traced]],
) -> None:
    """A second finger taps the button, or a key is pressed meanwhile."""
    it, _ = card
    finger = begun(it)
    assert it.take_key(8, "")
    slide(finger, *it.square.to_window(*it.square._at(0.6, 0.6)))
    lift(finger)
    assert it.square.strokes == [] and it.done.disabled
    draw(it, [(0.5, 0.5), (0.6, 0.5)])
    assert len(it.square.strokes) == 1 and not it.done.disabled


def test_a_finger_still_down_draws_no_more_once_it_is_handed_in(
    card: tuple[TraceCard, list[Traced]],
) -> None:
    it, given = card
    finger = begun(it)
    it.hand_in()
    slide(finger, *it.square.to_window(*it.square._at(0.6, 0.6)))
    lift(finger)
    assert tuple(map(tuple, it.square.strokes)) == given[0].strokes


def test_it_is_handed_in_once_and_nothing_is_drawn_after(card: tuple[TraceCard, list[Traced]]) -> None:
    it, given = card
    draw(it, it.question.template[0])
    it.hand_in()
    it.hand_in()
    draw(it, it.question.template[1])
    assert len(given) == 1 and len(it.square.strokes) == 1


def test_keys_alone_go_on_and_a_miss_shows_how_it_goes(card: tuple[TraceCard, list[Traced]]) -> None:
    it, given = card
    assert it.take_key(13, "\r")
    assert given == [Traced(())]
    went: list[bool] = []
    outcome = Outcome(Verdict.WRONG, None, it.question.target.id, again=True, finished=True)
    it.show_verdict(given[0], outcome, lambda: went.append(True))
    frames(200)
    assert len(it.square.strokes) == len(it.question.template)
    on = it.way_on()
    assert on is not None
    on.dispatch("on_release")
    assert went == [True]


def test_letters_that_a_child_knows_are_traced_and_without_strokes_none_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drills(folder: Path) -> Counter[str]:
        family, found = Family(folder), Counter[str]()
        child = family.household.make_learner("Ayim", "1F98A", "6-8")
        for _ in range(5):
            running = family.lessons.begin(child, LETTERS_THEME, "en")
            while (step := running.lesson.step(family.now_ms)) is not None:
                family.now_ms += 4_000
                if isinstance(step, Ending):
                    break
                if isinstance(step, AnyQuestion):
                    found[step.drill] += 1
                    family.answer(running, step)
                else:
                    running.lesson.passed(family.now_ms)
            family.now_ms += DAY_MS
        family.household.close()
        return found

    assert drills(tmp_path / "with")["trace"] > 3
    monkeypatch.setattr(strokes, "read", dict)
    without = drills(tmp_path / "without")
    assert without["trace"] == 0 and without["letter_forms"] > 0
