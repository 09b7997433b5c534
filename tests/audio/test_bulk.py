"""A folder of recordings becomes a folder of copies: the same whoever does the work, and however often it is
stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from audio import bulk
from audio.bulk import FolderError, master_folder, on_cores, on_dask, one_by_one, ready
from audio.bulk.listing import Source, clashing, listed
from audio.bulk.recording import Made, tried
from audio.bulk.report import UNDER_WAY
from audio.bulk.troubles import LeftOutError, UnexpectedError, WorkersError
from audio.bulk.ways import AHEAD, PART
from audio.clip import RATE
from audio.loudness import active_loudness
from audio.mastering import flac, master, pack_copy, to_clip, to_segment
from audio.troubles import NothingSpokenError, NotSoundError, SoundError, SoundTooLargeError
from tests.audio.recipes import Take, make

WORDS = ("anar", "bala/kitab", "bala/un/qelem", "tash")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four words in three folders."""
    for seed, name in enumerate(WORDS):
        put(tmp_path / "raw" / f"{name}.wav", seed)
    return tmp_path / "raw"


def put(path: Path, seed: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(make(Take(seed)).wav())
    return path


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def done_by(folder: Path, to: Path) -> list[str]:
    """The names of the recordings that were really worked at."""
    worked: list[str] = []

    def way(sources: Iterable[Source]) -> Iterator[tuple[Source, Made]]:
        for source, one in one_by_one(sources):
            worked.append(source.name)
            yield source, one

    master_folder(folder, to, way)
    return worked


def test_a_recording_is_mastered_and_judged_as_a_take_of_the_studio_is() -> None:
    clip = make(Take(5, snr_db=15))
    word = master(to_segment(clip))
    one = ready(clip.wav())
    assert (one.archive, one.copy) == (flac(word), pack_copy(word))
    assert one.seconds == word.duration_seconds
    assert one.loudness_db == pytest.approx(active_loudness(to_clip(word)))
    assert one.faults == ("noisy",)


def test_processes_and_a_cluster_of_two_give_the_bytes_that_one_process_gives(
    folder: Path, tmp_path: Path
) -> None:
    from distributed import LocalCluster

    assert len(listed(folder, tmp_path).sources) == len(WORDS)
    master_folder(folder, tmp_path / "one", one_by_one)
    master_folder(folder, tmp_path / "pool", on_cores(2))
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        master_folder(folder, tmp_path / "dask", on_dask(cluster.scheduler_address))
    one = tree(tmp_path / "one")
    assert one == tree(tmp_path / "pool") == tree(tmp_path / "dask")
    kinds = (".flac", ".mp3")
    assert set(one) == {"mastered.tsv", *(f"{name}{kind}" for name in WORDS for kind in kinds)}


def test_the_report_says_how_long_how_loud_and_how_good(folder: Path, tmp_path: Path) -> None:
    (folder / "tash.wav").write_bytes(make(Take(3, dc=0.05)).wav())
    master_folder(folder, tmp_path / "to", one_by_one)
    rows = [line.split("\t") for line in (tmp_path / "to/mastered.tsv").read_text().splitlines()]
    assert [row[0] for row in rows] == ["recording", *(f"{name}.wav" for name in WORDS)]
    assert float(rows[1][2]) == pytest.approx(soundfile.info(tmp_path / "to/anar.mp3").duration, abs=1e-3)
    assert {row[3] for row in rows[1:]} == {"-23.0"}
    assert [row[4] for row in rows[1:]] == ["", "", "", "offset"]


def test_what_is_whole_is_not_made_again(folder: Path, tmp_path: Path) -> None:
    assert len(done_by(folder, tmp_path / "to")) == len(WORDS)
    before = tree(tmp_path / "to")
    assert done_by(folder, tmp_path / "to") == []
    assert tree(tmp_path / "to") == before


def test_a_recording_that_changed_is_made_again_though_its_size_and_time_are_the_old_ones(
    folder: Path, tmp_path: Path
) -> None:
    master_folder(folder, tmp_path / "to", one_by_one)
    path, before = folder / "tash.wav", (folder / "tash.wav").stat()
    content = bytearray(path.read_bytes())
    content[-20_000:-19_000] = bytes(1_000)
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert done_by(folder, tmp_path / "to") == ["tash.wav"]
    assert (tmp_path / "to/tash.flac").read_bytes() == ready(bytes(content)).archive


@pytest.mark.parametrize("damage", [
    lambda to: (to / "tash.mp3").unlink(),
    lambda to: (to / "tash.flac").write_bytes(b""),
    lambda to: (to / "tash.mp3").write_bytes((to / "tash.mp3").read_bytes()[:-1]),
    lambda to: (to / "mastered.tsv").write_bytes((to / "mastered.tsv").read_bytes()[:-30]),
], ids=["gone", "empty", "cut off", "its line cut off"])  # fmt: skip
def test_what_is_not_whole_is_made_again(damage, folder: Path, tmp_path: Path) -> None:
    master_folder(folder, tmp_path / "to", one_by_one)
    before = tree(tmp_path / "to")
    damage(tmp_path / "to")
    assert done_by(folder, tmp_path / "to") == ["tash.wav"]
    assert tree(tmp_path / "to") == before


@pytest.mark.parametrize("after", range(1, len(WORDS)))
def test_whenever_it_is_stopped_there_are_whole_files_only_and_it_goes_on(
    after: int, folder: Path, tmp_path: Path
) -> None:
    def stop(done: int, _all: int) -> None:
        if done == after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        master_folder(folder, tmp_path / "to", one_by_one, stop)
    master_folder(folder, tmp_path / "whole", one_by_one)
    part, whole = tree(tmp_path / "to"), tree(tmp_path / "whole")
    assert len(part) == 2 * after + 1
    assert all(whole[name] == content for name, content in part.items() if name != "mastered.tsv")
    assert len(done_by(folder, tmp_path / "to")) == len(WORDS) - after
    assert tree(tmp_path / "to") == whole


def test_a_process_that_is_killed_costs_what_was_under_way(folder: Path, tmp_path: Path, root: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from audio.bulk import *\n"
        "def told(done, _all):\n    if done == 2: os.kill(os.getpid(), 9)\n"
        "master_folder(Path(sys.argv[1]), Path(sys.argv[2]), one_by_one, told)"
    )
    to = tmp_path / "to"
    done = subprocess.run([sys.executable, "-c", script, str(folder), str(to)], cwd=root)
    assert done.returncode == -signal.SIGKILL
    (to / f"{UNDER_WAY}left").write_bytes(b"half")
    assert len(done_by(folder, to)) == len(WORDS) - 2
    master_folder(folder, tmp_path / "whole", one_by_one)
    assert tree(to) == tree(tmp_path / "whole")


def test_a_full_disk_leaves_whole_files_and_says_how_to_go_on(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def full(path: Path, target: Path) -> Path:
        if target.name == "qelem.mp3":
            raise OSError(28, "No space left on device")
        return replace(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(FolderError, match=r"No space left .* goes on from there"):
            master_folder(folder, tmp_path / "to", one_by_one)
    master_folder(folder, tmp_path / "whole", one_by_one)
    whole = tree(tmp_path / "whole")
    assert all(whole[n] == content for n, content in tree(tmp_path / "to").items() if n != "mastered.tsv")
    assert done_by(folder, tmp_path / "to") == ["bala/un/qelem.wav", "tash.wav"]


def test_what_cannot_be_done_is_named_and_the_others_are_done(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.wav").write_bytes(b"")
    (folder / "letter.mp3").write_bytes(b"Dear grandmother, " * 100)
    (folder / "room.wav").write_bytes(make(Take(2, nobody=True, snr_db=50)).wav())
    (folder / "list.txt").write_text("anar")
    outcome = master_folder(folder, tmp_path / "to", one_by_one)
    assert [(name, type(error)) for name, error in outcome.failed] == [
        ("empty.wav", NotSoundError),
        ("letter.mp3", NotSoundError),
        ("room.wav", NothingSpokenError),
    ]
    assert (outcome.made, outcome.others, len(tree(tmp_path / "to"))) == (len(WORDS), 1, 2 * len(WORDS) + 1)


def test_other_kinds_of_sound_are_read_as_a_strangers(folder: Path, tmp_path: Path) -> None:
    samples = make(Take(9)).samples
    soundfile.write(folder / "deep.wav", samples, RATE, subtype="PCM_24")
    soundfile.write(folder / "small.mp3", samples, RATE)
    outcome = master_folder(folder, tmp_path / "to", one_by_one)
    assert (outcome.made, outcome.failed) == (len(WORDS) + 2, ())
    assert soundfile.info(tmp_path / "to/deep.flac").samplerate == RATE


def test_a_rate_that_would_fill_the_memory_is_refused() -> None:
    wav = make(Take(1)).wav()
    for rate in (0, 1, 7_999, 192_001, 2**31):
        with pytest.raises(NotSoundError):
            ready(wav[:24] + rate.to_bytes(4, "little") + wav[28:])


def test_a_recording_of_hours_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    wav = make(Take(1)).wav()
    monkeypatch.setattr(bulk.recording, "USUAL", bulk.recording.USUAL.__class__(most_seconds=0.5))
    assert isinstance(tried(wav), SoundTooLargeError)


def test_a_fault_of_ours_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_segment: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(bulk.recording.mastering, "master", broken)
    one = tried(make(Take(1)).wav())
    assert isinstance(one, UnexpectedError) and str(one) == "ZeroDivisionError: by nothing"


@pytest.mark.parametrize("others", [
    ("Anar.wav",), ("anar.mp3",), ("BALA/KITAB.wav",), ("köz.wav", unicodedata.normalize("NFD", "köz.flac")),
])  # fmt: skip
def test_names_that_are_one_name_somewhere_are_refused_and_the_others_are_done(
    others: tuple[str, ...], folder: Path, tmp_path: Path
) -> None:
    for name in others:
        put(folder / name, 9)
    if len(listed(folder, tmp_path).sources) + len(listed(folder, tmp_path).left_out) == len(WORDS):
        pytest.skip("on this disk these are one file")
    outcome = master_folder(folder, tmp_path / "to", one_by_one)
    assert len(outcome.failed) == 2
    for (name, error), (other, _) in (outcome.failed, outcome.failed[::-1]):
        assert isinstance(error, LeftOutError) and other in str(error)
        assert not (tmp_path / "to" / f"{Source(name, Path()).stem}.flac").exists()


@given(st.lists(st.text("aAäÄ\u0308ßSs\u0130\u0345ᾳiI", min_size=1, max_size=4), unique=True, max_size=8))
def test_no_two_names_that_are_left_are_equal_by_case_or_form(stems: list[str]) -> None:
    clash = clashing(f"{stem}.wav" for stem in stems)
    kept = [stem for stem in stems if f"{stem}.wav" not in clash]
    for form in ("NFC", "NFD"):
        for one, other in combinations([unicodedata.normalize(form, stem) for stem in kept], 2):
            assert one.casefold() != other.casefold() and one.lower() != other.lower()
    for stem, rivals in clash.items():
        assert all(stem in clash[rival] for rival in rivals)


@pytest.mark.parametrize("name", ["a\tb.wav", "a\nb.wav", "a\udcff.wav", "x" * 251 + ".wav"])
def test_a_name_that_fits_in_no_table_or_no_folder_is_refused(
    name: str, folder: Path, tmp_path: Path
) -> None:
    put(folder / name, 9)
    outcome = master_folder(folder, tmp_path / "to", one_by_one)
    assert [(left, type(error)) for left, error in outcome.failed] == [(name, LeftOutError)]
    assert outcome.made == len(WORDS)


def test_links_lead_nowhere_but_to_files_of_the_same_folder(folder: Path, tmp_path: Path) -> None:
    elsewhere = put(tmp_path / "elsewhere/secret.wav", 8)
    (folder / "out.wav").symlink_to(elsewhere)
    (folder / "outer").symlink_to(elsewhere.parent)
    (folder / "round").symlink_to(folder)
    (folder / "in.wav").symlink_to(folder / "tash.wav")
    outcome = master_folder(folder, tmp_path / "to", one_by_one)
    assert [name for name, _ in outcome.failed] == ["out.wav", "outer"]
    assert outcome.made == len(WORDS) + 1
    assert not any("secret" in name or "out" in name for name in tree(tmp_path / "to"))


def test_what_was_made_is_not_taken_for_recordings(folder: Path, tmp_path: Path) -> None:
    for to in ("mastered", "mastered", "again"):
        outcome = master_folder(folder, folder / to, one_by_one)
        assert (outcome.made + outcome.kept, outcome.failed) == (len(WORDS), ())
    assert tree(folder / "mastered") == tree(folder / "again")
    with pytest.raises(FolderError, match="made ready already"):
        master_folder(folder / "mastered", tmp_path / "to", one_by_one)


def test_a_folder_with_other_things_in_it_is_left_as_it_is(folder: Path, tmp_path: Path) -> None:
    to = put(tmp_path / "mine/anar.flac", 7).parent
    before = tree(tmp_path)
    for place in (to, folder):
        with pytest.raises(FolderError):
            master_folder(folder, place, one_by_one)
    (to / "mastered.tsv").write_text("my own table\n")
    with pytest.raises(FolderError, match="not a report"):
        master_folder(folder, to, one_by_one)
    (to / "mastered.tsv").unlink()
    assert tree(tmp_path) == before


def test_ten_thousand_recordings_are_not_in_memory_at_once(folder: Path) -> None:
    taken = 0

    def many() -> Iterator[Source]:
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield Source(f"{number}.wav", folder / "not there.wav")

    results = on_cores(2)(many())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # joblib's, about what nobody fetched
        for _ in range(PART + 1):
            _, one = next(results)
            assert isinstance(one, FileNotFoundError)
        results.close()
    assert PART < taken <= 2 * PART


def test_a_cluster_gets_a_few_recordings_at_a_time(folder: Path) -> None:
    from distributed import LocalCluster

    taken = 0

    def many() -> Iterator[Source]:
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield Source(f"{number}.wav", folder / ("no.wav" if number % 2 else "anar.wav"))

    with LocalCluster(n_workers=1, threads_per_worker=2, processes=False, protocol="tcp",
                      host="127.0.0.1", dashboard_address=None) as cluster:  # fmt: skip
        results = on_dask(cluster.scheduler_address)(many())
        first = [next(results) for _ in range(9)]
        results.close()
    assert sum(isinstance(one, bulk.Ready) for _, one in first) > 1
    assert taken <= 2 * (AHEAD * 2 + len(first))


def test_a_cluster_that_goes_away_leaves_what_is_ready(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr(bulk.ways, "WAIT_S", 2)
    monkeypatch.setattr(bulk.ways, "AHEAD", 1)
    cluster = LocalCluster(n_workers=1, threads_per_worker=1, processes=False, protocol="tcp",
                           host="127.0.0.1", dashboard_address=None)  # fmt: skip

    def told(done: int, _all: int) -> None:
        if done == 1:
            cluster.close()

    with pytest.raises(WorkersError, match="The cluster gave up"):
        master_folder(folder, tmp_path / "to", on_dask(cluster.scheduler_address), told)
    assert 0 < len(WORDS) - len(done_by(folder, tmp_path / "to")) < len(WORDS)


def test_a_cluster_with_other_libraries_is_refused() -> None:
    from audio.bulk import ways

    ways._refuse_others("tcp://192.0.2.7:8786", {"tcp://192.0.2.8:1": ways.made_with()})
    with pytest.raises(WorkersError, match="has other versions"):
        ways._refuse_others("tcp://192.0.2.7:8786", {"tcp://192.0.2.8:1": ("anatil 0.0.1",)})
    with pytest.raises(WorkersError, match="Nobody works"):
        ways._refuse_others("tcp://192.0.2.7:8786", {})


def test_what_comes_back_from_another_process_is_what_was_raised_there() -> None:
    import pickle

    for error in (NotSoundError("a"), LeftOutError("b"), UnexpectedError("c"), OSError(13, "no")):
        again = pickle.loads(pickle.dumps(error))
        assert isinstance(again, SoundError | OSError) and again.args == error.args
