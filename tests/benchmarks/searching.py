"""Finding words as one types, beside Anki's ``find_notes`` on the same words in the same run.

Run: ``.venv/bin/python -m tests.benchmarks.searching``. The words are those of the check data beside the
project; their meanings are made up. Anki is no dependency: give the Python of an environment of its own that
has it (``python -m venv somewhere``, ``somewhere/bin/pip install anki``) as ``ANATIL_ANKI_PYTHON``; it runs
as a child process that times its own calls. The two take turns, fifty queries each, four times over; of each
query the quickest time counts, on both sides, so that it is not the machine's other work that is measured.

Anki is asked as its browser is when one types: the text, which it finds anywhere in any field. It gives ids;
we give ranks and texts too. It has no search that forgives a slip: there it looks for what was typed and
finds little.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter
from typing import IO
from uuid import UUID

from sqlalchemy import Connection, insert

from lexicon import schema, search, search_index
from lexicon.store import Store, open_store
from lexicon.uyghur.alphabet import LETTERS, SEAT
from lexicon.uyghur.latin import to_latin
from tests.benchmarks.table import Row, at, show

SIZES = (20_000, 100_000)
QUERIES = 300
TURN = 50
ROUNDS = 4
SHARED = Path(__file__).parents[3] / "shared" / "data" / "uyghur"
HOW_TO = "set ANATIL_ANKI_PYTHON to a Python that has `anki`"

_SYLLABLES = [
    first + vowel + last
    for first in ("b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "st", "tr", "")
    for vowel in ("a", "e", "i", "o", "u", "ea")
    for last in ("", "", "n", "r", "s", "l", "t", "ck")
]

Word = tuple[str, str]
"""A headword and its made-up meaning."""


def words(count: int, rng: random.Random) -> list[Word]:
    """So many different words of the check data, in no order."""
    found: dict[str, None] = {}
    for name in ("headwords.txt", "accepted_forms.txt"):
        lines = (SHARED / name).read_text(encoding="utf-8").split("\n")
        found |= dict.fromkeys(line for line in lines if line and set(line) <= set(LETTERS + SEAT + " -"))
    chosen = rng.sample(sorted(found), count)
    return [(headword, _gloss(rng)) for headword in chosen]


def _gloss(rng: random.Random) -> str:
    lengths = (rng.randint(1, 3) for _ in range(rng.choice((1, 1, 2))))
    return " ".join("".join(rng.choices(_SYLLABLES, k=length)) for length in lengths)


def fill(store: Store, given: Sequence[Word], rng: random.Random) -> tuple[float, int]:
    """Put words into a new store; returns the seconds and the bytes their keys took."""
    ids = [UUID(int=rng.getrandbits(128), version=4) for _ in given]
    empty = ("part_of_speech", "domain", "source", "status", "evidence", "note", "approved_by")
    plain = dict.fromkeys((*empty, "approved_month"), "") | {"picture": None, "retired": False}
    with store.write() as connection:
        connection.execute(
            insert(schema.word),
            [{"id": id_, "headword": word, "homonym": 0} for id_, (word, _) in zip(ids, given, strict=True)],
        )
        connection.execute(
            insert(schema.sense),
            [{"id": id_, "word_id": id_, "level": rng.randint(1, 3), **plain} for id_ in ids],
        )
        connection.execute(
            insert(schema.gloss),
            [{"id": id_, "sense_id": id_, "language": "en", "place": 0, "text": gloss}
             for id_, (_, gloss) in zip(ids, given, strict=True)],
        )  # fmt: skip
        before, began = _size(connection), perf_counter()
        search_index.rebuild(connection)
        return perf_counter() - began, _size(connection) - before


def _size(connection: Connection) -> int:
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    return int(pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one())


def queries(given: Sequence[Word], rng: random.Random) -> dict[str, list[str]]:
    """What somebody may type who looks for some of the words, by kind."""
    long = [word for word in given if min(map(len, word)) > 5]

    def several(kind: str) -> Iterator[str]:
        for headword, gloss in rng.choices(long, k=QUERIES):
            text = rng.choice((headword, to_latin(headword), gloss))
            at_ = rng.randrange(1, len(text) - 3)
            yield {
                "whole": text,
                "beginning": text[: rng.randint(1, len(text) - 1)],
                "inside": text[at_ : at_ + rng.randint(3, 5)],
                "one letter off": text[:at_] + text[at_ + 1 :],
            }[kind]

    return {kind: list(several(kind)) for kind in ("whole", "beginning", "inside", "one letter off")}


class Anki:
    """Anki in a process of its own, asked over pipes; milliseconds are its own, without the pipe."""

    def __init__(self, pipes: tuple[IO[str], IO[str]]) -> None:
        self._into, self._out = pipes

    def ask(self, message: object) -> float:
        self._into.write(json.dumps(message) + "\n")
        self._into.flush()
        return float(json.loads(self._out.readline()))


@contextmanager
def anki(python: str, given: Sequence[Word]) -> Iterator[Anki]:
    with subprocess.Popen(
        [python, str(Path(__file__).with_name("anki_searching.py"))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    ) as child:  # fmt: skip
        assert child.stdin is not None and child.stdout is not None
        peer = Anki((child.stdin, child.stdout))
        peer.ask(given)
        yield peer
        child.stdin.close()


def timings(count: int, python: str | None) -> tuple[dict[str, tuple[list[float], list[float]]], list[Row]]:
    """Milliseconds of each query by kind, ours and Anki's, and the rows on what the keys cost."""
    rng = random.Random(11)
    given = words(count, rng)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="anatil-benchmark-")))
        store = stack.enter_context(open_store(folder / "anatil.sqlite"))
        seconds, size = fill(store, given, rng)
        peer = stack.enter_context(anki(python, given)) if python else None
        with store.read() as connection:
            costs = [Row(f"keys of {count:,} words", f"{size / count / 1000:.2f} kB a word"),
                     Row(f"making them, {count:,} words", f"{seconds:.1f} s")]  # fmt: skip
            taken: dict[str, tuple[list[float], list[float]]] = {}
            for kind, asked in queries(given, rng).items():
                ours, peers = taken.setdefault(kind, ([], []))
                for start in range(0, len(asked), TURN):
                    turn = asked[start : start + TURN]
                    rounds = [(_ask(connection, turn), [peer.ask(query) for query in turn] if peer else [])
                              for _ in range(ROUNDS)]  # fmt: skip
                    ours += map(min, *(mine for mine, _ in rounds))
                    peers += map(min, *(other for _, other in rounds))
    return taken, costs


def _ask(connection: Connection, asked: Sequence[str]) -> list[float]:
    taken = []
    for query in asked:
        began = perf_counter()
        search.search(connection, query)
        taken.append(1e3 * (perf_counter() - began))
    return taken


def rows() -> list[Row]:
    """For each size and kind of query the middle and the 99th of a hundred."""
    python = os.environ.get("ANATIL_ANKI_PYTHON")
    if not SHARED.is_dir():
        return [Row("search", "–", "the check data is not beside the project")]
    made: list[Row] = []
    for count in SIZES:
        taken, costs = timings(count, python)
        for kind, (ours, peers) in taken.items():
            for name, share in (("p50", 0.5), ("p99", 0.99)):
                goal = ("≤ 0.33, ≤ 10 ms" if count == SIZES[0] else "≤ 0.33") if name == "p99" else "–"
                mine = at(ours, share)
                peer = at(peers, share) if peers else None
                made.append(Row(f"{kind}, {count:,} words, {name}", f"{mine:.2f} ms",
                                f"{peer:.2f} ms, anki" if peer else HOW_TO,
                                mine / peer if peer else None, goal))  # fmt: skip
        made += costs
    return made


if __name__ == "__main__":
    show(rows())
