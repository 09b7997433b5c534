"""Ten thousand recordings on two processes, and its peers: ``python -m tests.benchmarks.bulk [RECORDINGS
[PEERS]]``.

RECORDINGS is 10,000 if nothing is said: 250 different words of the recipe, each again and again a little
quieter, so that no two files are equal. All of it counts: listing, reading, mastering, judging, both encoders
and their checks, writing, the report. The peers do PEERS (800) of the same recordings, in rounds, way after
way, so that all of them see the same machine, each with its two workers already there; the rate is that of
the round in which other programs disturbed a way least, the processor time that of all rounds and processes.
"multiprocessing" is a ``Pool.imap_unordered`` of the same function, its results written and reported by the
same code. joblib's processes come before the cluster's, which leaves MALLOC_TRIM_THRESHOLD_=65536 in the
environment: glibc then hands memory back after each array, which costs the processes that see it 10 ms a
recording (measured).
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from time import perf_counter

import numpy as np
import psutil

from audio.bulk import master_folder, on_cores, on_dask, one_by_one
from audio.bulk.listing import Source
from audio.bulk.recording import Made, tried_file
from audio.bulk.ways import Results, Way
from audio.clip import Clip
from tests.audio.recipes import clean_takes, make
from tests.benchmarks.table import Row, show

RECORDINGS, PEERS = 10_000, 800
WORDS = 250
ROUND = 200
"""Recordings that a way does before the next one has its turn."""
WORKERS = 2
QUIETER_DB = 0.25
"""dB from one time that a word comes to the next; 40 times make 10 dB."""


def recordings(folder: Path, how_many: int) -> None:
    """Write so many different recordings of one word each, as WAV."""
    folder.mkdir()
    words = [make(take) for take in clean_takes(min(WORDS, how_many), 11)]
    for number in range(how_many):
        again, word = divmod(number, len(words))
        quieter = Clip(words[word].samples * np.float32(10 ** (-QUIETER_DB * again / 20)))
        (folder / f"{number:05}.wav").write_bytes(quieter.wav())


def _with_source(source: Source) -> tuple[Source, Made]:
    return source, tried_file(source.path)


def with_multiprocessing(pool: multiprocessing.pool.Pool) -> Way:
    def way(sources: Iterable[Source]) -> Results:
        yield from pool.imap_unordered(_with_source, sources)

    return way


def seconds(way: Way, folder: Path, to: Path) -> float:
    """How long the folder takes; every recording in it must become ready."""
    begin = perf_counter()
    outcome = master_folder(folder, to, way)
    taken = perf_counter() - begin
    assert not outcome.failed, outcome.failed
    return taken


def worked() -> float:
    """Seconds of processor time of this process and all below it that still live."""
    me = psutil.Process()
    return sum(sum(one.cpu_times()[:2]) for one in (me, *me.children(recursive=True)))


def peers(home: Path, how_many: int) -> dict[str, tuple[float, float]]:
    """Recordings a second in each way's best round, and its processor time for one in ms; no start counts."""
    from distributed import LocalCluster

    first = home / "first"
    recordings(first, 8)
    folders = []
    for number in range(max(1, how_many // ROUND)):
        folders.append(home / f"round{number}")
        folders[-1].mkdir()
        for path in sorted((home / "raw").iterdir())[number * ROUND : (number + 1) * ROUND]:
            (folders[-1] / path.name).hardlink_to(path)
    done = sum(len(list(folder.iterdir())) for folder in folders)
    places = (home / f"to{number}" for number in count())
    with (
        LocalCluster(
            n_workers=WORKERS, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        multiprocessing.Pool(WORKERS) as pool,
    ):
        ways = {
            "one process": one_by_one,
            "joblib": on_cores(WORKERS),
            "Dask": on_dask(cluster.scheduler_address),
            "multiprocessing": with_multiprocessing(pool),
        }
        for way in ways.values():
            seconds(way, first, next(places))
        best, work = dict.fromkeys(ways, 0.0), dict.fromkeys(ways, 0.0)
        for number, folder in enumerate(folders):
            order = list(ways) if number % 2 == 0 else list(ways)[::-1]
            for name in order:
                before = worked()
                taken = seconds(ways[name], folder, to := next(places))
                best[name] = max(best[name], len(list(folder.iterdir())) / taken)
                work[name] += worked() - before
                shutil.rmtree(to)
    return {name: (best[name], 1000 * work[name] / done) for name in ways}


def rows(how_many: int = RECORDINGS, compared: int = PEERS) -> list[Row]:
    """The rate of the whole, and of each way against its peer."""
    with tempfile.TemporaryDirectory(prefix="anatil-bulk-") as name:
        home = Path(name)
        recordings(home / "raw", how_many)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        whole = seconds(on_cores(WORKERS), home / "raw", home / "to")
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        again = seconds(on_cores(WORKERS), home / "raw", home / "to")
        rates = peers(home, min(compared, how_many))
        size = sum(path.stat().st_size for path in (home / "raw").iterdir()) / how_many / 96_000

    def pair(ours: str, peer: str) -> list[Row]:
        what = f"{min(compared, how_many):,} recordings: {ours}, against {peer}"
        (fast, work), (their_fast, their_work) = rates[ours], rates[peer]
        return [
            Row(what, f"{fast:.0f} a second", f"{their_fast:.0f} a second", fast / their_fast),
            Row(f"{what}: processor time", f"{work:.1f} ms", f"{their_work:.1f} ms", work / their_work),
        ]

    return [
        Row(f"{how_many:,} recordings of {size:.1f} s, joblib, {WORKERS} processes",
            f"{how_many / whole:.0f} a second ({whole:.0f} s), {grown:.0f} MB more in the parent",
            f"{rates['one process'][0]:.0f} a second in one process ({min(compared, how_many):,})",
            how_many / whole / rates["one process"][0]),
        *pair("joblib", "one process"),
        *pair("joblib", "multiprocessing"),
        *pair("Dask", "joblib"),
        Row(f"{how_many:,} recordings that are whole, looked at again", f"{how_many / again:.0f} a second"),
    ]  # fmt: skip


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:3]]
    before = os.getloadavg()[0]
    show(rows(*numbers))
    print(f"\n{os.cpu_count()} cores; load {before:.1f} before, {os.getloadavg()[0]:.1f} after")


if __name__ == "__main__":
    main()
