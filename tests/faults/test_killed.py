"""Killed at any moment: nothing acknowledged is lost, nothing is half there, and the next start works."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from tests.faults.operations import OPERATIONS

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there is no kill -9 here")

KILLS = 10
"""For each operation in `sh check`; the long proof kills a thousand times in all."""


def work(name: str, home: Path, told: Connection) -> None:
    """An operation in a process of its own, which hands on what it acknowledges."""
    OPERATIONS[name].run(home, told.send)


@pytest.fixture(scope="module")
def processes() -> Iterator[Any]:
    """Processes that begin with everything imported, so that a kill hits the work and not the start."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(["tests.faults.operations"])
    yield found


def run(processes: Any, name: str, home: Path, killed_after_s: float | None) -> tuple[list[str], bool]:
    """What was acknowledged, and whether the process came to its end before it was killed."""
    here, there = processes.Pipe(duplex=False)
    process = processes.Process(target=work, args=(name, home, there))
    process.start()
    there.close()
    told = []
    begun = perf_counter()
    try:
        while killed_after_s is None or here.poll(max(0.0, killed_after_s - (perf_counter() - begun))):
            told.append(here.recv())
    except EOFError:
        process.join()
        return told, process.exitcode == 0
    process.kill()
    process.join()
    try:
        while True:
            told.append(here.recv())  # what it had said and we had not read
    except EOFError:
        return told, False


def kills(processes: Any, name: str, folder: Path, count: int) -> int:
    """Kill an operation ``count`` times and look at what is left; how many came to their end before."""
    operation, rng, whole = OPERATIONS[name], random.Random(11), 0
    start, home = folder / "start", folder / "home"
    operation.prepared(start)
    shutil.copytree(start, home)
    begun = perf_counter()
    told, ended = run(processes, name, home, None)
    takes_s = perf_counter() - begun
    assert ended and told, "the operation does not even work when it is left alone"
    operation.check(home, told)
    for _ in range(count):
        shutil.rmtree(home)
        shutil.copytree(start, home)
        told, ended = run(processes, name, home, rng.uniform(0, takes_s))
        operation.check(home, told)
        whole += ended
    return whole


@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_acknowledged_is_lost_when_the_process_is_killed(
    processes: Any, name: str, tmp_path: Path
) -> None:
    assert kills(processes, name, tmp_path, KILLS) < KILLS, "no kill ever hit the work"


@pytest.mark.long
@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_acknowledged_is_lost_in_many_kills(processes: Any, name: str, tmp_path: Path) -> None:
    kills(processes, name, tmp_path, 1_000 // len(OPERATIONS) + 1)
