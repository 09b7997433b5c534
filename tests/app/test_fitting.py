"""Parameters of one's own: taken where they foretell better, and the memories are then by them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner
from fsrs.scheduler import DEFAULT_PARAMETERS

from app.cli import main
from app.drills import memory as fsrs_memory
from app.drills.parameters import SETTING, Fitted, read, scheduler_for
from app.services import fitting
from app.services.household import Household
from app.services.lessons import Lessons
from lexicon import histories, learners, memories, registers, reviews
from lexicon.places import Places
from lexicon.records import Learner, Review, Skill
from lexicon.store import open_store
from tests.app.drills.test_fidelity import OTHER
from tests.benchmarks import fitting as simulated
from tests.benchmarks.learners import FAMILIES, Person

pytestmark = pytest.mark.skipif(not fitting.is_possible(), reason="fsrs-rs-python is not installed")

FORGETFUL = (0.05, 0.09, 0.3, 1.2, *OTHER[4:])
"""One whose new words fade within hours."""


def history(parameters: tuple[float, ...], days: int = 100, seed: int = 3) -> list[Review]:
    return simulated.practised(FAMILIES["fsrs"](Person(1, parameters)), days, random.Random(seed))


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    rng = random.Random(5)
    made = Household(
        Places(tmp_path).make(), lambda: 1_795_000_000_000, lambda: UUID(int=rng.getrandbits(128), version=4)
    )
    open_store(made.places.database).close()  # without the starter's words: answers name what they name
    yield made
    made.close()


def keep(household: Household, given: list[Review]) -> Learner:
    child = household.make_learner("Anar", "1F34E", "6-8")
    with household.kept.write() as connection:
        for review in given:
            reviews.add(connection, replace(review, learner_id=child.id))
    Lessons(household, random.Random(1)).rebuild(child)
    return child


def test_one_who_forgets_fast_gets_parameters_of_its_own_that_foretell_better() -> None:
    trial = fitting.tried(history(FORGETFUL), None)
    assert trial.weights is not None and trial.usual is not None and trial.new is not None
    assert trial.new < trial.usual == trial.present
    assert trial.weights[0] < DEFAULT_PARAMETERS[0]
    assert trial.held_back == pytest.approx(trial.answers / 5, abs=1)


def test_what_is_no_better_than_chance_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    given = history(tuple(DEFAULT_PARAMETERS))
    monkeypatch.setattr(fitting, "_fitted", lambda _seen: FORGETFUL)
    trial = fitting.tried(given, None)
    assert trial.weights is None and trial.new is not None and trial.usual is not None
    assert trial.new > trial.usual


def test_present_ones_that_foretell_worse_by_now_go(monkeypatch: pytest.MonkeyPatch) -> None:
    given = history(tuple(DEFAULT_PARAMETERS))
    monkeypatch.setattr(fitting, "_fitted", lambda _seen: FORGETFUL)
    assert fitting.tried(given, FORGETFUL).weights is None
    assert fitting.tried(history(FORGETFUL), FORGETFUL).weights == FORGETFUL


def test_few_answers_are_not_fitted() -> None:
    few = history(FORGETFUL, days=15)
    trial = fitting.tried(few, OTHER)
    assert 0 < trial.answers < fitting.LEAST and trial.weights == OTHER and trial.usual is None


def test_the_later_answers_are_hidden_from_the_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Review] = []
    monkeypatch.setattr(
        fitting, "_fitted", lambda items: [seen.append(item[-1]) for item in items] and tuple(OTHER)
    )
    given = history(FORGETFUL)
    trial = fitting.tried(given, None)
    latest = max(review.at_ms for review in seen)
    assert sum(review.at_ms > latest for review in given) >= trial.held_back


def test_once_kept_every_memory_is_by_the_new_parameters_and_stays_so(household: Household) -> None:
    child = keep(household, history(FORGETFUL))
    assert fitting.is_due(household, child.id)
    given, present = fitting.history(household, child.id)
    assert present is None
    trial = fitting.tried(given, present)
    fitting.keep(household, child.id, trial)
    assert not fitting.is_due(household, child.id)
    lessons = Lessons(household, random.Random(1))
    word, again = given[-1].sense_id, given[-1].at_ms + 86_400_000
    answer = replace(given[-1], id=UUID(int=77), at_ms=again)
    lessons.keep(answer)
    lessons.undo(replace(answer, id=UUID(int=78), at_ms=again + 1, rating=0, undoes=answer.id))
    lessons.keep(replace(answer, id=UUID(int=79), at_ms=again + 2))
    with household.kept.read() as connection:
        setting = registers.get(connection, str(child.id), SETTING)
        assert read(setting).weights == trial.weights
        expected = fsrs_memory.replay(reviews.of(connection, child.id), scheduler_for(setting))
        found = {(one.sense_id, one.skill): one for one in memories.of(connection, child.id)}
        assert found == expected
        usual = fsrs_memory.replay(reviews.of(connection, child.id))
    assert found[word, Skill.HEAR] != usual[word, Skill.HEAR]


def test_what_was_tried_in_vain_is_not_tried_again_at_once(household: Household) -> None:
    child = keep(household, history(FORGETFUL))
    fitting.keep(household, child.id, fitting.Trial(500, 100, None, 0.3, 0.3, 0.4))
    assert not fitting.is_due(household, child.id)
    with household.kept.write() as connection:
        few = Fitted(None, histories.count(connection, child.id) - fitting.AGAIN_AFTER)
        stamp = registers.next_stamp(connection, household.kept.device, 1_796_000_000_000)
        learners.change(connection, child.id, SETTING, few.as_setting(), stamp)
    assert fitting.is_due(household, child.id)


def test_from_the_shell(household: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(household, history(FORGETFUL))
    household.close()
    monkeypatch.setenv("ANATIL_HOME", str(household.places.home))
    monkeypatch.setattr(Household, "open", lambda self: self.at_home())
    run = CliRunner()
    assert "usual" in run.invoke(main, ["learners", "list"]).output
    said = run.invoke(main, ["learners", "fit", "Anar"])
    assert said.exit_code == 0 and "its own parameters stand" in said.output
    assert "own parameters" in run.invoke(main, ["learners", "list"]).output
    nobody = run.invoke(main, ["learners", "fit", "Nobody"])
    assert nobody.exit_code == 1 and "Nothing changed" in nobody.output
