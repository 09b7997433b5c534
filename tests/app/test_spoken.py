"""Recordings in a deck or a lexicon: of the speaker that somebody names, with a consent, and not before."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from app.services.doors import spoken
from app.services.household import Household
from app.services.studio import Studio
from lexicon import senses
from lexicon.exchange.anki.writing import package
from lexicon.exchange.entries import Entry, Media
from lexicon.exchange.lift.writing import archive
from lexicon.exchange.voices import Kind
from lexicon.records import Speaker, TakeStatus
from tests.app.test_bringing import clock, household, rose, run, said, starter, studio, takes

__all__ = ["clock", "household", "rose", "starter", "studio"]  # fixtures

ENTRIES = (
    Entry("ئالما", {"en": "apple"}, voices=(Media("alma.wav", lambda: said(1)),)),
    Entry("ئات", {"en": "horse"}, voices=(Media("at.wav", lambda: said(2)), Media("at.txt", lambda: b"x"))),
    Entry("قارلىغاچ", {"en": "swallow"}),
)


@pytest.fixture(params=["apkg", "lift", "zip"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The same words with recordings, as a deck, as a lexicon with a folder, and as a zip with one."""
    if request.param == "apkg":
        (tmp_path / "words.apkg").write_bytes(package(ENTRIES, "Words"))
        return tmp_path / "words.apkg"
    (tmp_path / "words.zip").write_bytes(archive(ENTRIES, "Words"))
    if request.param == "zip":
        return tmp_path / "words.zip"
    with zipfile.ZipFile(tmp_path / "words.zip") as zipped:
        zipped.extractall(tmp_path / "lexicon")
    return next((tmp_path / "lexicon").rglob("*.lift"))


def test_recordings_of_words_that_are_here_wait_for_a_second_listener(
    household: Household, rose: Speaker, file: Path
) -> None:
    result = run(household, str(file), "--speaker", "Rose")
    assert result.stdout.splitlines()[0] == "2 words, 2 new recordings.", result.output
    found = takes(household)
    with household.kept.read() as connection:
        of = senses.senses(connection, [take.sense_id for take in found], household.now_ms())
    assert sorted(sense.headword for sense in of) == ["ئات", "ئالما"]
    assert {(take.speaker_id, take.status) for take in found} == {(rose.id, TakeStatus.WAITING)}
    again = run(household, str(file), "--speaker", "Rose")
    assert "2 files were here already." in again.stdout and takes(household) == found


def test_what_is_no_sound_is_refused_by_its_name(file: Path) -> None:
    with spoken.opened(file) as source:
        assert source.kind is Kind.FOLDER and len(source.offered) == 2
        assert [one.name.endswith(".txt") for one in source.refused] == [True]


def test_nobody_is_taken_to_have_spoken_or_agreed(household: Household, file: Path) -> None:
    assert "whose voice it is" in run(household, str(file)).output
    household.open()
    Studio(household, random.Random(1)).make_speaker("Reed")
    refused = run(household, str(file), "--speaker", "Reed")
    assert (refused.exit_code, "Reed has not agreed" in refused.output) == (1, True)
    household.open()
    assert takes(household) == ()


def test_a_zip_of_another_kind_is_no_lexicon(tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    other.write_bytes(b"MZ")
    assert not spoken._has_words(other) and not spoken._has_words(tmp_path / "missing.zip")
    assert not spoken._has_words(tmp_path)
