"""An evening in the studio: a voice, its consent, takes, second listeners, and taking back."""

from __future__ import annotations

import random
import wave
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner

from anatil import AnaTilError
from app.cli import main
from app.recorder import judged
from app.services import mastering
from app.services.household import Household
from app.services.studio import Studio
from app.tour.tones import noise, spoken, tone
from lexicon import recordings, senses, voices
from lexicon.places import Places
from lexicon.records import Scope, Speaker, TakeStatus
from lexicon.troubles import ConsentMissingError
from tests.starter import laid

FIGURES = {"peak_dbfs": -6.0, "noise_dbfs": -62.0, "snr_db": 41.0, "loudness_db": -24.0}


class Clock:
    """A clock that goes on by a second each time it is asked."""

    def __init__(self) -> None:
        self.now = 1_795_000_000_000

    def __call__(self) -> int:
        self.now += 1_000
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def household(tmp_path: Path, clock: Clock) -> Iterator[Household]:
    rng = random.Random(5)
    made = Household(laid(Places(tmp_path)), clock, lambda: UUID(int=rng.getrandbits(128), version=4))
    made.open()
    yield made
    made.close()


@pytest.fixture
def studio(household: Household) -> Studio:
    return Studio(household, random.Random(1))


@pytest.fixture
def rose(studio: Studio) -> Speaker:
    speaker = studio.make_speaker("  Rose ")
    studio.agree(speaker, Scope.CLASS, "en", years=1)
    return speaker


def files(household: Household) -> set[str]:
    return {path.name for path in household.places.recordings.rglob("*") if path.is_file()}


def say(studio: Studio, speaker: Speaker, words: int) -> None:
    for number, item in enumerate(studio.queue(speaker)[:words]):
        studio.keep_take(speaker, item.sense, tone(200 + number), 400, FIGURES)


def test_a_voice_goes_by_a_name_of_its_own_and_says_no_region(studio: Studio, rose: Speaker) -> None:
    (one,) = studio.view().speakers
    assert one.speaker == rose
    assert (one.speaker.pseudonym, one.speaker.region) == ("Rose", "")
    assert one.consent is not None and one.consent.terms == "terms-1"
    with pytest.raises(ValueError, match="name"):
        studio.make_speaker("   ")


def test_without_consent_nothing_is_kept(studio: Studio, household: Household) -> None:
    assert files(household) == set()
    stranger = studio.make_speaker("Reed")
    sense = studio.queue(stranger)[0].sense
    with pytest.raises(ConsentMissingError):
        studio.keep_take(stranger, sense, tone(220), 400, FIGURES)
    assert files(household) == set()


def test_a_consent_that_has_run_out_keeps_nothing_more(studio: Studio, rose: Speaker, clock: Clock) -> None:
    say(studio, rose, 1)
    clock.now += 366 * 86_400_000
    with pytest.raises(ConsentMissingError):
        say(studio, rose, 1)


def test_said_words_leave_the_queue_and_rejected_ones_come_first_with_the_reason(
    studio: Studio, rose: Speaker, household: Household
) -> None:
    household.set_device(voices.APPROVALS, "1")
    before = studio.queue(rose)
    say(studio, rose, 3)
    assert [item.sense.id for item in studio.queue(rose)] == [item.sense.id for item in before[3:]]
    hearing = studio.hearings()[1]
    assert studio.vote(hearing.take, None, False, "noise") is TakeStatus.REJECTED
    first = studio.queue(rose)[0]
    assert (first.sense.id, first.reason) == (hearing.take.sense_id, "noise")


def test_a_listener_hears_blind_and_what_was_heard_wrong_is_no_approval(
    studio: Studio, rose: Speaker, household: Household
) -> None:
    household.set_device(voices.APPROVALS, "1")
    say(studio, rose, 2)
    first, second = studio.hearings()
    assert len(first.choices) == 4
    assert first.take.sense_id in {sense.id for sense in first.choices}
    assert studio.vote(first.take, first.take.sense_id, True) is TakeStatus.READY
    other = next(sense for sense in second.choices if sense.id != second.take.sense_id)
    assert studio.vote(second.take, other.id, True) is TakeStatus.REJECTED
    with household.kept.read() as connection:
        (sense,) = senses.senses(connection, [first.take.sense_id], household.now_ms())
    assert sense.voices == (first.take.sha256,)


def test_two_people_are_needed_where_the_family_asks_no_less(studio: Studio, rose: Speaker) -> None:
    say(studio, rose, 1)
    (hearing,) = studio.hearings()
    assert studio.vote(hearing.take, hearing.take.sense_id, True) is TakeStatus.WAITING
    assert studio.hearings() == ()
    studio.someone_else_listens()
    (again,) = studio.hearings()
    assert studio.vote(again.take, again.take.sense_id, True) is TakeStatus.READY


def test_an_evening_of_three_hundred_takes_leaves_exactly_the_right_files(
    studio: Studio, rose: Speaker, household: Household
) -> None:
    household.set_device(voices.APPROVALS, "1")
    reed = studio.make_speaker("Reed")
    consent = studio.agree(reed, Scope.DEVICE, "ug", spoken=tone(90))
    say(studio, rose, 280)
    say(studio, reed, 20)
    for hearing in studio.hearings(most=300):
        studio.vote(hearing.take, hearing.take.sense_id, True)
    assert studio.view().to_hear == 0
    with household.kept.read() as connection:
        assert files(household) == recordings.named(connection)
    studio.withdraw_consent(consent.id)
    with household.kept.read() as connection:
        named = recordings.named(connection)
    assert files(household) == named  # what both said as the same tone is still there, as Rose's
    assert len(named) == 280
    studio.remove_speaker(rose.id)
    assert files(household) == set()
    ready = [one.takes[TakeStatus.READY] for one in studio.view().speakers]
    assert ready == [0]


def test_the_raw_file_goes_when_the_mastered_one_is_kept(
    studio: Studio, rose: Speaker, household: Household
) -> None:
    say(studio, rose, 1)
    (raw,) = studio.raw()
    studio.keep_mastered(raw, b"flac", b"mp3", "audio/mpeg", 380, -23.0)
    assert studio.raw() == ()
    assert len(files(household)) == 2
    assert raw.sha256 not in files(household)


def test_a_take_is_on_the_disk_whole_before_it_is_named(
    studio: Studio, rose: Speaker, household: Household
) -> None:
    say(studio, rose, 1)
    (name,) = files(household)
    content = recordings.file_of(household.places.recordings, name).read_bytes()
    with wave.open(BytesIO(content)) as file:
        assert (file.getframerate(), file.getnchannels()) == (48_000, 1)


def test_what_was_withdrawn_while_it_was_mastered_leaves_no_file(
    studio: Studio, rose: Speaker, household: Household
) -> None:
    say(studio, rose, 1)
    (raw,) = studio.raw()
    studio.withdraw_take(raw.id)
    studio.keep_mastered(raw, b"flac", b"mp3", "audio/mpeg", 380, -23.0)
    assert files(household) == set()


def test_raw_takes_become_words_of_one_loudness_and_can_be_played(
    studio: Studio, rose: Speaker, household: Household
) -> None:
    hush = noise(0.4)
    for item, dbfs in zip(studio.queue(rose)[:3], (-8.0, -20.0, -30.0), strict=True):
        pcm = hush + spoken(0.5, dbfs) + hush
        take = judged(pcm)
        studio.keep_take(rose, item.sense, take.wav, take.duration_ms, take.figures)
    assert mastering.master_all(studio) == (3, [])
    with household.kept.read() as connection:
        takes = voices.takes(connection)
    assert {take.media_type for take in takes} == {"audio/mpeg"}
    levels = [take.loudness_db for take in takes if take.loudness_db is not None]
    assert max(levels) - min(levels) < 1.0
    assert {len(studio.content(take)) > 1_000 for take in takes} == {True}
    assert len(files(household)) == 6


def test_a_take_without_a_word_stays_as_it_is(studio: Studio, rose: Speaker) -> None:
    item = studio.queue(rose)[0]
    take = judged(noise(0.8))
    studio.keep_take(rose, item.sense, take.wav, take.duration_ms, take.figures)
    done, failed = mastering.master_all(studio)
    assert (done, len(failed), len(studio.raw())) == (0, 1, 1)


def test_mastering_can_be_stopped_and_gone_on_with(studio: Studio, rose: Speaker) -> None:
    hush = noise(0.4)
    for item in studio.queue(rose)[:2]:
        take = judged(hush + spoken(0.4, -14.0) + hush)
        studio.keep_take(rose, item.sense, take.wav, take.duration_ms, take.figures)
    assert mastering.master_all(studio, lambda done, _all: done < 1)[0] == 1
    assert mastering.master_all(studio)[0] == 1


def test_a_voice_is_listed_and_taken_back_from_the_shell(
    studio: Studio, rose: Speaker, household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(studio, rose, 2)
    household.close()
    monkeypatch.setenv("ANATIL_HOME", str(household.places.home))
    listed = CliRunner().invoke(main, ["voices", "list"])
    assert listed.stdout.startswith("Rose\tclass\t2 waiting\t")
    nobody = CliRunner().invoke(main, ["voices", "withdraw", "Reed"])
    assert (nobody.exit_code, "nothing called Reed" in nobody.output) == (1, True)
    gone = CliRunner().invoke(main, ["voices", "withdraw", "Rose"])
    assert (gone.exit_code, gone.stdout) == (0, "Rose is taken back, with 2 takes.\n")
    assert files(household) == set()


def test_a_voice_taken_back_leaves_nothing_of_what_a_killed_process_left(
    studio: Studio, rose: Speaker, household: Household
) -> None:
    reed = studio.make_speaker("Reed")
    studio.agree(reed, Scope.DEVICE, "ug")
    say(studio, rose, 2)
    studio.keep_take(reed, studio.queue(reed)[5].sense, tone(90), 400, FIGURES)
    folder = household.places.recordings
    recordings.keep_file(folder, tone(150))  # killed before its row was written
    (folder / ".part-1").write_bytes(tone(160)[:90])  # killed while its file was written
    studio.remove_speaker(rose.id)
    assert len(files(household)) == 1  # Reed's
    with household.kept.read() as connection:
        assert files(household) == recordings.named(connection)


def test_a_file_that_cannot_be_deleted_keeps_its_voice_listed(
    studio: Studio, rose: Speaker, household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(studio, rose, 1)

    def held(_path: Path, missing_ok: bool = False) -> None:
        raise PermissionError("somebody else reads it", missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        with pytest.raises((OSError, AnaTilError)):
            studio.remove_speaker(rose.id)
    assert [one.speaker for one in studio.view().speakers] == [rose]
    studio.remove_speaker(rose.id)
    assert (studio.view().speakers, files(household)) == ((), set())
