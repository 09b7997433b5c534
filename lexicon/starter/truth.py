"""What is known about the truth of a meaning: three kinds of witness, never merged into one.

- an outside **source** agrees (the word ``source`` in the column ``evidence``);
- two blind **readings** by machine agree: each reader saw the Uyghur word alone and wrote what it means, or
  that it does not know; somebody who saw neither word nor author compared that with our meaning. Non-words
  were planted among the words and wrong meanings among the comparisons, and how many were caught is told.
  Where one reading differed a third settled it, or the word was dropped;
- a **native** reader has approved it.

The readings are kept as data, ``readings/*.tsv``, and everything is computed from them anew. A comparison of
a meaning that has been changed since counts for nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from lexicon.starter.reading import HERE, Reading, StarterSense
from lexicon.starter.rows import Complaint, Line, read_lines

#: ``word`` as it was shown; ``answer`` in English, ``?`` where the reader did not know; ``planted``: ``yes``
#: for what is no word.
MEANINGS = ("word", "reader", "answer", "planted")
#: ``id`` of the sense (empty where planted), ``gloss`` as it was shown, ``reader`` whose answer it was held
#: against, ``verdict`` ``same`` or ``differs``; ``planted``: ``yes`` for a meaning known to be wrong.
COMPARISONS = ("id", "gloss", "reader", "verdict", "planted")
#: How a third settled a difference: ``verdict`` is ``keep`` or ``dropped`` (then the word is gone from here).
SETTLED = ("id", "gloss", "verdict", "note")
#: What native readers said (``lexicon.corrections``); ``seen`` is ``seen_of`` what they read.
NATIVE = ("reader", "kind", "target", "seen", "verdict", "month")

DONT_KNOW = "?"
READERS = ("first", "second")


class Witness(StrEnum):
    """Who says that a meaning is right."""

    SOURCE = "source"
    READINGS = "readings"
    NATIVE = "native"


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings as they were kept, and what is wrong with their files."""

    meanings: tuple[Line, ...]
    comparisons: tuple[Line, ...]
    settled: tuple[Line, ...]
    native: tuple[Line, ...]
    complaints: tuple[Complaint, ...]


@dataclass(frozen=True, slots=True)
class Catch:
    """How many of the planted wrong things were caught."""

    caught: int
    planted: int

    def __str__(self) -> str:
        return f"{self.caught} of {self.planted}"


def read(folder: Path = HERE) -> Readings:
    """The readings beside the words in ``folder``; none where there are none. Raises OSError."""
    complaints: list[Complaint] = []

    def lines(name: str, columns: Sequence[str]) -> tuple[Line, ...]:
        path = folder / "readings" / name
        if not path.exists():
            return ()
        found, wrong = read_lines(path.name, path.read_bytes(), columns)
        complaints.extend(wrong)
        return tuple(found)

    return Readings(
        lines("meanings.tsv", MEANINGS),
        lines("comparisons.tsv", COMPARISONS),
        lines("settled.tsv", SETTLED),
        lines("native.tsv", NATIVE),
        tuple(complaints),
    )


def witnesses(senses: Iterable[StarterSense], readings: Readings) -> dict[UUID, frozenset[Witness]]:
    """For each sense, who says that its meaning is right."""
    same: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for line in readings.comparisons:
        if line.cells["verdict"] == "same" and line.cells["planted"] != "yes":
            same[line.cells["id"], line.cells["gloss"]].add(line.cells["reader"])
    kept = {
        (line.cells["id"], line.cells["gloss"])
        for line in readings.settled
        if line.cells["verdict"] == "keep"
    }
    approved = {
        (line.cells["target"], line.cells["seen"])
        for line in readings.native
        if line.cells["kind"] == "word" and line.cells["verdict"] in ("approve", "correct")
    }
    found = {}
    for sense in senses:
        key = str(sense.id), sense.glosses["en"]
        agreeing = len(same.get(key, set())) + (key in kept)
        seen = {seen_of("word", sense.headword, code, gloss, "") for code, gloss in sense.glosses.items()}
        found[sense.id] = frozenset(
            witness
            for witness, holds in (
                (Witness.SOURCE, "source" in sense.evidence.split()),
                (Witness.READINGS, agreeing >= len(READERS)),
                (Witness.NATIVE, any((str(sense.id), one) in approved for one in seen)),
            )
            if holds
        )
    return found


def by_part_of_speech(
    senses: Iterable[StarterSense], found: Mapping[UUID, frozenset[Witness]]
) -> dict[str, Counter[str]]:
    """For each part of speech how many senses there are (``all``), and how many each witness speaks for."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sense in senses:
        counts[sense.part_of_speech]["all"] += 1
        for witness in found[sense.id]:
            counts[sense.part_of_speech][witness] += 1
        if not found[sense.id]:
            counts[sense.part_of_speech]["nobody"] += 1
    return dict(sorted(counts.items(), key=lambda one: -one[1]["all"]))


def non_words_caught(readings: Readings) -> Catch:
    """Planted non-words of which the readers said that they do not know them."""
    planted = [line for line in readings.meanings if line.cells["planted"] == "yes"]
    return Catch(sum(line.cells["answer"] == DONT_KNOW for line in planted), len(planted))


def wrong_meanings_caught(readings: Readings) -> Catch:
    """Planted wrong meanings that were said to differ."""
    planted = [line for line in readings.comparisons if line.cells["planted"] == "yes"]
    return Catch(sum(line.cells["verdict"] == "differs" for line in planted), len(planted))


def seen_of(kind: str, *parts: str) -> str:
    """A digest of what a reader was shown: the first 16 hexadecimal digits of a SHA-256."""
    return hashlib.sha256("\x1f".join((kind, *parts)).encode()).hexdigest()[:16]


def unfounded(read: Reading, readings: Readings) -> list[Complaint]:
    """Rows that say they are approved though no native reader is known to have approved what they say now."""
    found = witnesses(read.senses, readings)
    complaints = []
    for theme in read.themes:
        for sense in theme.senses:
            if sense.status == "approved" and Witness.NATIVE not in found[sense.id]:
                complaints.append(
                    Complaint(
                        theme.file,
                        0,
                        f"{sense.headword} says that it is approved, and no reader has approved what it says "
                        'now; set its status back to "waiting".',
                    )
                )
    return complaints
