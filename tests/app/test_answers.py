"""Answers that were given in Anki become a learner's own: each once, with its time and rating."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner

from app.cli import main
from app.doors import Doors
from app.drills.memory import replay
from app.listing import Listing
from app.screens.doors.coming import WhoseAnswersScreen, WordsInItScreen
from app.screens.sharing.taking import SaidScreen
from app.services.doors import answers
from app.services.doors.bringing import bring
from app.services.doors.looking import look
from app.services.household import Household
from app.services.progress_bringing import bring as bring_progress
from app.services.progress_files import StoppedError, save
from app.tour.looking import findings
from app.widgets.base import Words
from lexicon import memories, reviews
from lexicon.records import Learner, Review, Skill, Verdict
from tests.app import homes
from tests.app import test_progress_screens as sharing
from tests.app.devices import teacher
from tests.app.touching import dressed, resize
from tests.lexicon.exchange import test_anki as anki_tests
from tests.lexicon.exchange.test_anki import exported

collection = anki_tests.collection
"""Anki's own: notes, and answers that its scheduler has taken."""


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    with homes.opened(tmp_path / "home") as made:
        yield made


def given(household: Household, learner_id: UUID) -> tuple[Review, ...]:
    with household.kept.read() as connection:
        return tuple(reviews.of(connection, learner_id))


@pytest.fixture
def deck(collection: Any, tmp_path: Path) -> Path:
    return exported(collection, tmp_path / "deck.apkg", legacy=False)


@pytest.fixture
def learner(household: Household, deck: Path) -> Learner:
    bring(household, look(household, deck))
    return household.make_learner("Nur", "1F98A", "grown")


def test_every_answer_of_a_deck_comes_once_with_its_time_and_rating(
    household: Household, deck: Path, learner: Learner, collection: Any
) -> None:
    log = collection.db.all("SELECT id, ease, time FROM revlog WHERE ease > 0")
    came = answers.bring(household, deck, learner, 60)
    assert (came.answers, came.here, came.strange) == (len(log), 0, 0) and len(log) == 6
    found = given(household, learner.id)
    assert sorted((one.at_ms, one.rating, one.taken_ms) for one in found) == sorted(map(tuple, log))
    assert {one.verdict for one in found if one.rating == 1} <= {Verdict.WRONG}
    assert all(one.verdict is Verdict.EXACT for one in found if one.rating > 1)
    assert {one.drill for one in found} == {answers.DRILL}
    again = answers.bring(household, deck, learner, 60)
    assert (again.answers, again.here) == (0, 6) and given(household, learner.id) == found


def test_what_is_remembered_is_what_a_replay_says(household: Household, deck: Path, learner: Learner) -> None:
    answers.bring(household, deck, learner, 0)
    with household.kept.read() as connection:
        kept = {(one.sense_id, one.skill): one for one in memories.of(connection, learner.id)}
    assert kept == replay(given(household, learner.id)) and kept
    assert {skill for _, skill in kept} <= {Skill.READ, Skill.SAY}


def test_they_travel_in_a_progress_file(
    household: Household, deck: Path, learner: Learner, tmp_path: Path
) -> None:
    answers.bring(household, deck, learner, 0)
    save(household, [learner], tmp_path / "nur.anatil-progress", None)
    with homes.opened(tmp_path / "other") as other:
        assert bring_progress(other, tmp_path / "nur.anatil-progress", None).answers == 6
        assert given(other, learner.id) == given(household, learner.id)


def test_answers_to_words_that_are_not_here_stay_out_and_stopping_changes_nothing(
    household: Household, deck: Path, tmp_path: Path
) -> None:
    child = household.make_learner("Nur", "1F98A", "6-8")
    assert answers.bring(household, deck, child, 0) == answers.Came(0, 0, 6)
    bring(household, look(household, deck))
    with pytest.raises(StoppedError):
        answers.bring(household, deck, child, 0, told=lambda _done, _every: False)
    assert not given(household, child.id) and tmp_path


def test_a_grown_up_says_whose_they_are(household: Household, deck: Path, tmp_path: Path) -> None:
    household.make_learner("Nur", "1F98A", "6-8")
    household.close()

    def run(*words: str) -> Any:
        env = {"ANATIL_HOME": str(tmp_path / "home")}
        return CliRunner().invoke(main, ["import", str(deck), "--yes", *words], env=env)

    wrong = run("--answers", "Nobody")
    assert wrong.exit_code != 0 and "No learner here is called so" in wrong.output
    done = run("--answers", "Nur")
    assert done.exit_code == 0 and "6 new answers, 0 here already." in done.output
    table = tmp_path / "a.csv"
    table.write_text("Uyghur,English\nئالما,apple\n", encoding="utf-8")
    env = {"ANATIL_HOME": str(tmp_path / "home")}
    refused = CliRunner().invoke(main, ["import", str(table), "--answers", "Nur"], env=env)
    assert refused.exit_code != 0 and "Only a deck of Anki" in refused.output


class App(Doors, Listing, sharing.App):
    """As much of the app as the doors ask for."""

    _lessons: Any = None
    pictures: Any = None


def test_after_a_deck_has_come_a_grown_up_says_on_the_screen_whose_its_answers_are(
    collection: Any, tmp_path: Path
) -> None:
    with teacher(tmp_path) as device, dressed():
        resize(320, 568)
        deck = exported(collection, device.household.places.outbox / "fruit.apkg", legacy=True)
        app = App(device)
        app.open_words(deck)
        app.tap(app.wait(WordsInItScreen).bring)
        app.wait(SaidScreen)  # nobody learns here yet: nobody is asked
        child = device.household.make_learner("Nur", "1F98A", "6-8")
        app.learners = (child,)
        app.open_words(deck)
        app.tap(app.wait(WordsInItScreen).bring)
        screen = app.wait(WhoseAnswersScreen)
        assert not findings(screen)
        app.tap(screen.nobody)
        app.wait(SaidScreen)
        assert not given(device.household, child.id)
        app.open_words(deck)
        app.tap(app.wait(WordsInItScreen).bring)
        app.tap(app.wait(WhoseAnswersScreen).cards[0])
        said = [one.text for one in app.wait(SaidScreen).walk() if isinstance(one, Words)]
        assert "6 new answers" in said and len(given(device.household, child.id)) == 6
