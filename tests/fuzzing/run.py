"""Run one target: ``python -m tests.fuzzing.run TARGET COUNT SEED FOLDER``, in a process with limits.

Prints a line for every file that did harm (and keeps it in FOLDER), and at the end how many were refused.
"""

from __future__ import annotations

import hashlib
import random
import resource
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from anatil import AnaTilError
from lexicon import schema
from tests.fuzzing.targets import TARGETS, Ground, laid

MEMORY = 1_500_000_000
"""Bytes of address space; a process that has imported everything takes a third of it."""
CPU_S = 900
"""A guard against a file that is never done with; nothing is measured by it."""


def main(name: str, count: int, seed: int, kept: Path) -> int:
    """How many files did harm."""
    target, rng, refused, harm = TARGETS[name], random.Random(f"{name} {seed}"), Counter[str](), 0
    with tempfile.TemporaryDirectory(prefix="anatil-fuzz-") as folder:
        ground = laid(Path(folder))
        honest = (ground.honest / target.seed).read_bytes()
        before, files = rows(ground), listing(ground)
        path = Path(folder) / "bad"
        for number in range(count):
            path.write_bytes(target.change(honest, rng))
            if path.read_bytes() == honest:
                continue
            said = ""
            try:
                target.opened(ground, path)
                refused["looked at"] += 1
            except AnaTilError as error:
                refused[type(error).__name__] += 1
            except BaseException:
                said = traceback.format_exc(limit=-4)
            if not said and listing(ground) != files:
                said = "a file of the home is another"
            if said:
                harm += 1
                keep = kept / f"{target.seed}-{seed}-{number}"
                keep.write_bytes(path.read_bytes())
                print(f"{name}: {keep}\n{said}", flush=True)
        if rows(ground) != before:
            harm += 1
            print(f"{name}: what is kept has changed")
        ground.household.close()
    print(f"{name}: {dict(refused)}", flush=True)
    return harm


def rows(ground: Ground) -> dict[str, str]:
    """A digest of every table."""
    with ground.household.kept.read() as connection:
        return {
            table.name: hashlib.sha256(
                "\n".join(sorted(map(str, connection.execute(select(table))))).encode()
            ).hexdigest()
            for table in schema.metadata.sorted_tables
        }


def listing(ground: Ground) -> dict[str, int]:
    """Every file of the home and its folder, but for the database's own, with its size."""
    home = ground.household.places.home
    return {
        str(path): path.stat().st_size
        for path in home.parent.rglob("*")
        if path.is_file() and not path.name.startswith(("anatil.sqlite", "bad"))
    }


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])) > 0)
