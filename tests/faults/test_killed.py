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


def run(
    processes: Any, name: str, home: Path, killed_at: tuple[int, float] | None = None
) -> tuple[list[str], bool]:
    """What was acknowledged, and whether the process came to its end: unless it was killed so many
    acknowledgements on, and so many seconds after that."""
    here, there = processes.Pipe(duplex=False)
    process = processes.Process(target=work, args=(name, home, there))
    process.start()
    there.close()
    told = []
    try:
        while killed_at is None or len(told) < killed_at[0] or here.poll(killed_at[1]):
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
    """Kill an operation ``count`` times and look at what is left; how many were killed at work."""
    operation, rng, hit = OPERATIONS[name], random.Random(11), 0
    start, home = folder / "start", folder / "home"
    operation.prepared(start)
    shutil.copytree(start, home)
    begun = perf_counter()
    told, ended = run(processes, name, home)
    each_s = (perf_counter() - begun) / len(told)
    assert ended, "the operation does not even work when it is left alone"
    operation.check(home, told)
    for _ in range(count):
        shutil.rmtree(home)
        shutil.copytree(start, home)
        told_now, ended = run(processes, name, home, (rng.randrange(len(told)), rng.uniform(0, each_s)))
        operation.check(home, told_now)
        hit += not ended
    return hit


@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_acknowledged_is_lost_when_the_process_is_killed(
    processes: Any, name: str, tmp_path: Path
) -> None:
    assert kills(processes, name, tmp_path, KILLS) > 0, "no kill ever hit the work"


@pytest.mark.long
@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_acknowledged_is_lost_in_many_kills(processes: Any, name: str, tmp_path: Path) -> None:
    kills(processes, name, tmp_path, 1_000 // len(OPERATIONS) + 1)
