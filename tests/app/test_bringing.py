"""Voices brought in from folders, Lingua Libre and Common Voice: kept with a consent, heard, taken back."""

from __future__ import annotations

import random
import shutil
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.services import bringing, bringing_whose, brought
from app.services.brought import Report, Told
from app.services.household import Household
from app.services.studio import Studio
from audio.clip import of_wav
from lexicon import recordings, removals, senses, voices
from lexicon.exchange.voices import opened
from lexicon.places import Places
from lexicon.records import Recording, Scope, Speaker, TakeStatus
from lexicon.troubles import ConsentMissingError
from tests.audio.recipes import Take, make
from tests.lexicon.exchange.test_voices import PERSON, common_voice
from tests.starter import laid


class Clock:
    """A clock that goes on by a second each time it is asked."""

    def __init__(self) -> None:
        self.now = 1_795_000_000_000

    def __call__(self) -> int:
        self.now += 1_000
        return self.now


@cache
def said(seed: int) -> bytes:
    return make(Take(seed)).wav()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the starter words in it: made once, copied for each test."""
    return laid(Places(tmp_path_factory.mktemp("starter"))).database


@pytest.fixture
def household(tmp_path: Path, clock: Clock, starter: Path) -> Iterator[Household]:
    rng = random.Random(5)
    home = Places(tmp_path / "home").make()
    shutil.copy(starter, home.database)
    made = Household(home, clock, lambda: UUID(int=rng.getrandbits(128), version=4))
    made.open()
    yield made
    made.close()


@pytest.fixture
def studio(household: Household) -> Studio:
    return Studio(household, random.Random(1))


@pytest.fixture
def rose(studio: Studio) -> Speaker:
    speaker = studio.make_speaker("Rose")
    studio.agree(speaker, Scope.CLASS, "en")
    return speaker


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "from Rose"
    made.mkdir()
    for seed, name in enumerate(("01 alma.wav", "ئات.wav", "үзүм.wav")):
        (made / name).write_bytes(said(seed))
    return made


def bring(
    household: Household, path: Path, speaker: Speaker | None = None, told: Told = lambda _done, _all: True
) -> Report:
    by = None if speaker is None else bringing_whose.known(household, speaker)
    with opened(path) as source:
        return brought.bring(household, bringing.plan(household, source, by), of_wav, told)


def takes(household: Household) -> tuple[Recording, ...]:
    with household.kept.read() as connection:
        return voices.takes(connection)


def files(household: Household) -> set[str]:
    return {path.name for path in household.places.recordings.rglob("*") if path.is_file()}


def everything(household: Household) -> object:
    """All that is kept of voices, to see that nothing changed."""
    with household.kept.read() as connection:
        people = voices.speakers(connection)
        return (
            people,
            [voices.consents(connection, one.id) for one in people],
            voices.takes(connection),
            removals.all_of(connection),
            files(household),
        )


def test_a_folder_in_three_scripts_waits_mastered_for_a_second_listener(
    household: Household, rose: Speaker, folder: Path
) -> None:
    (folder / "bilinmeyen.wav").write_bytes(said(7))
    report = bring(household, folder, rose)
    assert (report.words, report.takes, report.unmatched) == (3, 3, ("bilinmeyen.wav",))
    assert {one.word for one in report.matched} == {"ئالما", "ئات", "ئۈزۈم"}
    kept = takes(household)
    assert {take.status for take in kept} == {TakeStatus.WAITING}
    assert {take.media_type for take in kept} == {"audio/mpeg"}
    assert all(-24 < (take.loudness_db or 0) < -22 for take in kept)
    assert all(take.figures["snr_db"] > 20 for take in kept)
    with household.kept.read() as connection:
        assert {take.consent_id for take in kept} == {voices.consents(connection, rose.id)[0].id}
        assert files(household) == recordings.named(connection)
    assert len(files(household)) == 6


def test_without_a_consent_in_force_nothing_comes_in(
    household: Household, studio: Studio, folder: Path, clock: Clock
) -> None:
    stranger = studio.make_speaker("Reed")
    before = everything(household)
    with pytest.raises(ConsentMissingError, match=r"^Reed has not agreed.*read the terms with the speaker"):
        bring(household, folder, stranger)
    with pytest.raises(ConsentMissingError, match="whose voice it is"):
        bring(household, folder)
    assert everything(household) == before
    studio.agree(stranger, Scope.DEVICE, "en", years=1)
    clock.now += 366 * 86_400_000
    with pytest.raises(ConsentMissingError):
        bring(household, folder, stranger)
    assert takes(household) == ()


def test_a_consent_that_ends_meanwhile_ends_the_bringing_in(
    household: Household, studio: Studio, folder: Path, rose: Speaker
) -> None:
    (consent,) = (one.consent for one in studio.view().speakers)
    assert consent is not None

    def withdrawn(done: int, _all: int) -> bool:
        if done == 1:
            studio.withdraw_consent(consent.id)
        return True

    report = bring(household, folder, rose, withdrawn)
    assert report.takes == 1
    assert [one.why for one in report.refused] == ["This voice was taken back here, and stays away."] * 2
    assert (takes(household), files(household)) == ((), set())


def test_the_consent_is_the_latest_in_force(
    household: Household, studio: Studio, rose: Speaker, clock: Clock
) -> None:
    earlier = studio.agree(rose, Scope.DEVICE, "en", years=1)
    later = studio.agree(rose, Scope.PUBLIC, "en")
    assert bringing_whose.known(household, rose).consent == later
    studio.withdraw_consent(later.id)
    assert bringing_whose.known(household, rose).consent == earlier
    clock.now += 366 * 86_400_000
    assert bringing_whose.known(household, rose).consent not in (earlier, later)


def test_a_licence_for_everybody_needs_a_consent_for_everybody(
    household: Household, studio: Studio, rose: Speaker, folder: Path
) -> None:
    with pytest.raises(ConsentMissingError, match="everybody"):
        bringing_whose.known(household, rose, licence="CC-BY-SA-4.0")
    studio.agree(rose, Scope.PUBLIC, "en")
    by = bringing_whose.known(household, rose, licence="CC-BY-SA-4.0")
    with opened(folder, "CC-BY-SA-4.0") as source:
        brought.bring(household, bringing.plan(household, source, by), of_wav)
    assert {take.source for take in takes(household)} == {"Rose, CC BY-SA 4.0"}


def test_bring_hear_withdraw_bring_again(
    household: Household, studio: Studio, rose: Speaker, folder: Path
) -> None:
    household.set_device(voices.APPROVALS, "1")
    bring(household, folder, rose)
    heard = studio.hearings()[0].take
    assert studio.vote(heard, heard.sense_id, True) is TakeStatus.READY
    with household.kept.read() as connection:
        (sense,) = senses.senses(connection, [heard.sense_id], household.now_ms())
    assert sense.voices == (heard.sha256,)
    studio.withdraw_take(heard.id)
    before = everything(household)
    again = bring(household, folder, rose)
    assert [one.why for one in again.refused] == ["This recording was taken back here, and stays away."]
    assert (again.takes, again.here) == (0, 2)
    assert everything(household) == before


def test_bringing_in_twice_adds_nothing_whatever_the_files_are_called(
    household: Household, rose: Speaker, folder: Path
) -> None:
    bring(household, folder, rose)
    before = everything(household)
    (folder / "01 alma.wav").rename(folder / "ALMA (2).wav")
    (folder / "алма.wav").write_bytes(said(0))
    again = bring(household, folder, rose)
    assert (again.takes, again.here, again.refused) == (0, 4, ())
    assert everything(household) == before


def test_a_voice_taken_back_leaves_nothing_and_its_tombstones_tell_nothing(
    household: Household, studio: Studio, rose: Speaker, folder: Path
) -> None:
    bring(household, folder, rose)
    gone = {take.id for take in takes(household)}
    studio.remove_speaker(rose.id)
    assert (takes(household), files(household)) == ((), set())
    reed = studio.make_speaker("Reed")
    studio.agree(reed, Scope.DEVICE, "en")
    assert bring(household, folder, reed).takes == 3  # nobody could tell from the tombstones whose it was
    assert gone.isdisjoint(take.id for take in takes(household))


def test_a_word_with_several_meanings_has_its_recording_for_each(
    household: Household, studio: Studio, rose: Speaker, tmp_path: Path
) -> None:
    path = tmp_path / "one"
    path.mkdir()
    (path / "saet.wav").write_bytes(said(3))
    report = bring(household, path, rose)
    first, second = takes(household)
    assert (report.words, report.takes, len(files(household))) == (1, 2, 2)
    assert first.sense_id != second.sense_id
    studio.withdraw_take(first.id)
    again = bring(household, path, rose)
    assert (again.takes, again.here) == (0, 0)
    assert len(again.refused) == 1
    assert takes(household) == (second,)


def test_a_recording_taken_back_for_one_meaning_comes_in_for_the_other(
    household: Household, rose: Speaker, tmp_path: Path
) -> None:
    path = tmp_path / "one"
    path.mkdir()
    (path / "saet.wav").write_bytes(said(3))
    by = bringing_whose.known(household, rose)
    with opened(path) as source:
        plan = bringing.plan(household, source, by)
        clock, hour = plan.items[0].senses
        gone = bringing_whose.recording_id(source.kind, by, bringing.digest(said(3)), clock)
        with household.kept.write() as connection:
            removals.bury(connection, gone)
        assert brought.bring(household, plan, of_wav).takes == 1
    assert [take.sense_id for take in takes(household)] == [hour.id]


def test_what_is_no_word_is_refused_with_a_sentence_and_the_rest_comes_in(
    household: Household, rose: Speaker, folder: Path
) -> None:
    (folder / "anar.wav").write_bytes(b"RIFF" + bytes(100))
    (folder / "nan.wav").write_bytes(make(Take(4, nobody=True, snr_db=45.0)).wav())
    report = bring(household, folder, rose)
    assert {one.name: one.why for one in report.refused} == {
        "anar.wav": "It is no sound that can be read here.",
        "nan.wav": "Nobody speaks in it.",
    }
    assert report.takes == 3


def test_what_is_not_quite_good_is_kept_with_advice(
    household: Household, rose: Speaker, tmp_path: Path
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "alma.wav").write_bytes(make(Take(4, snr_db=15.0)).wav())
    report = bring(household, tmp_path / "one", rose)
    assert report.matched[0].faults == ("noisy",)
    assert "1 file, kept: noisy." in list(report.lines())


def test_it_can_be_stopped_and_gone_on_with(household: Household, rose: Speaker, folder: Path) -> None:
    report = bring(household, folder, rose, lambda done, _all: done < 1)
    assert (report.takes, report.waiting) == (1, 2)
    assert list(report.lines())[-1].startswith("Stopped. 2 files not looked at")

    def interrupted(done: int, _all: int) -> bool:
        if done == 2:
            raise KeyboardInterrupt
        return True

    report = bring(household, folder, rose, interrupted)
    assert (report.takes, report.here, report.waiting) == (1, 1, 1)
    assert bring(household, folder, rose).takes == 1
    assert len(takes(household)) == 3


def test_a_take_that_could_not_be_kept_leaves_no_file(
    household: Household, rose: Speaker, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(recordings, "add", full)
        with pytest.raises(OSError, match="No space"):
            bring(household, folder, rose)
    assert (takes(household), files(household)) == ((), set())
    assert bring(household, folder, rose).takes == 3


# --- voices that are published ---------------------------------------------------------------------------


@pytest.fixture
def lingua_libre(tmp_path: Path) -> Path:
    path = tmp_path / "Q13263-uig-Uyghur.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for seed, name in enumerate(("Somebody/ئالما", "Somebody/ئات (horse)", "Somebody (Else)/ئالما")):
            archive.writestr(f"Q13263-uig-Uyghur/{name}.wav", said(seed))
    return path


def test_lingua_libre_comes_with_licence_attribution_and_names_of_our_making(
    household: Household, lingua_libre: Path
) -> None:
    assert bring(household, lingua_libre).takes == 3
    with household.kept.read() as connection:
        people = voices.speakers(connection)
        consents = [voices.consents(connection, one.id) for one in people]
    assert [one.pseudonym for one in people] == ["Lingua Libre 1", "Lingua Libre 2"]
    assert [(len(given), given[0].scope, given[0].terms) for given in consents] == [
        (1, Scope.PUBLIC, "CC-BY-SA-4.0")
    ] * 2
    assert sorted(take.source for take in takes(household)) == [
        "Somebody (Else), Lingua Libre, CC BY-SA 4.0",
        "Somebody, Lingua Libre, CC BY-SA 4.0",
        "Somebody, Lingua Libre, CC BY-SA 4.0",
    ]


def test_a_published_voice_that_was_taken_back_stays_away(
    household: Household, studio: Studio, lingua_libre: Path
) -> None:
    bring(household, lingua_libre)
    first = next(one.speaker for one in studio.view().speakers if one.takes[TakeStatus.WAITING] == 2)
    studio.remove_speaker(first.id)
    before = everything(household)
    again = bring(household, lingua_libre)
    assert [one.why for one in again.refused] == ["This voice was taken back here, and stays away."] * 2
    assert (again.takes, again.here) == (0, 1)
    assert everything(household) == before


def test_a_published_recording_stays_away_when_its_speaker_is_called_otherwise(
    household: Household, studio: Studio, lingua_libre: Path
) -> None:
    bring(household, lingua_libre)
    for take in takes(household):
        studio.withdraw_take(take.id)
    renamed = lingua_libre.with_name("renamed.zip")
    with zipfile.ZipFile(lingua_libre) as old, zipfile.ZipFile(renamed, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename.replace("Somebody", "Anybody"), old.read(info))
    again = bring(household, renamed)
    assert (again.takes, len(again.refused), takes(household)) == (0, 3, ())


def test_of_common_voice_nothing_is_kept_that_names_anybody(household: Household, tmp_path: Path) -> None:
    corpus = common_voice(
        tmp_path,
        [{"sentence": "ئالما."}, {"sentence": "بۇ ئالما."}, {"sentence": "ئات", "client_id": "f" * 128}],
    )
    for number in (0, 2):
        (corpus / "ug" / "clips" / f"common_voice_ug_{number}.mp3").write_bytes(said(number))
    report = bring(household, corpus)
    assert (report.takes, report.left) == (2, {"sentences": 1})
    with household.kept.read() as connection:
        people = voices.speakers(connection)
    assert [one.pseudonym for one in people] == ["Common Voice 1", "Common Voice 2"]
    assert {take.source for take in takes(household)} == {"Common Voice contributor, CC0 1.0"}
    household.close()
    for kept in household.places.home.rglob("*"):
        if kept.is_file():
            content = kept.read_bytes()
            assert PERSON.encode() not in content
            assert b"common_voice_ug" not in content


# --- the report and the command --------------------------------------------------------------------------


def test_the_table_cannot_be_a_formula_or_break_its_rows() -> None:
    report = Report(unmatched=("=cmd|' /C calc'!A0.wav", "a\tb\nc.wav"))
    assert report.table().decode().splitlines()[1:] == [
        "no word here\t'=cmd|' /C calc'!A0.wav\t\t",
        "no word here\ta b c.wav\t\t",
    ]


def run(home: Household, *arguments: str) -> Result:
    home.close()
    return CliRunner(env={"ANATIL_HOME": str(home.places.home)}).invoke(main, ["voices", "bring", *arguments])


def test_from_the_shell(household: Household, rose: Speaker, folder: Path, tmp_path: Path) -> None:
    (folder / "nobody.wav").write_bytes(said(9))
    report = tmp_path / "report.tsv"
    result = run(household, str(folder), "--speaker", "Rose", "--report", str(report))
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "3 words, 3 new recordings.")
    rows = [row.split("\t") for row in report.read_text().splitlines()]
    assert rows[0] == ["outcome", "file", "word", "note"]
    assert ["no word here", "nobody.wav", "", ""] in rows
    again = run(household, str(folder), "--speaker", str(rose.id))
    assert "3 files were here already." in again.stdout


def test_the_shell_says_what_is_missing(
    household: Household, studio: Studio, folder: Path, tmp_path: Path
) -> None:
    studio.make_speaker("Reed")
    assert "--speaker whose voice" in run(household, str(folder)).output
    nobody = run(household, str(folder), "--speaker", "Anar")
    assert (nobody.exit_code, "no voice called Anar" in nobody.output) == (1, True)
    silent = run(household, str(folder), "--speaker", "Reed")
    assert (silent.exit_code, "Reed has not agreed" in silent.output) == (1, True)
    corpus = common_voice(tmp_path / "cv", [])
    assert "are known" in run(household, str(corpus), "--speaker", "Reed").output
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"MZ")
    assert "no zip file" in run(household, str(bad)).output
    assert takes(household) == ()
