"""Our converter beside ``umsc`` 0.5.0, in one run: ``python -m tests.benchmarks.conversion``.

Both convert the same words in turn; the medians of the rounds are compared: word by word, as an app does,
and as one text, as a pipe does. ``umsc`` is only for this comparison (``pip install umsc==0.5.0`` into the
environment); without it, ours is told alone. With the dictionary's headwords beside the project those are the
words; else made-up ones.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from lexicon.uyghur.alphabet import CONSONANTS, SEAT, VOWELS
from lexicon.uyghur.scripts import READERS, Script, from_arabic

ROUNDS = 7
WORDS = 6_000
GOAL = 3.0
HEADWORDS = Path(__file__).parents[2].parent / "shared" / "data" / "uyghur" / "headwords.txt"

Convert = Callable[[str], str]


def words(count: int = WORDS) -> list[str]:
    """The same words in every run."""
    rng = random.Random(3)
    if HEADWORDS.exists():
        lines = HEADWORDS.read_text(encoding="utf-8").splitlines()
        return rng.sample([line for line in lines if line.replace(" ", "").isalpha()], count)
    return ["".join(_syllable(rng, place) for place in range(rng.randint(1, 4))) for _ in range(count)]


def _syllable(rng: random.Random, place: int) -> str:
    start = SEAT if not place and rng.random() < 0.3 else rng.choice(CONSONANTS)
    return start + rng.choice(VOWELS) + rng.choice(("", rng.choice(CONSONANTS)))


def _microseconds(convert: Convert, texts: Sequence[str], count: int) -> float:
    begin = perf_counter()
    for text in texts:
        convert(text)
    return (perf_counter() - begin) * 1e6 / count


def compare(
    ours: Convert, theirs: Convert | None, texts: Sequence[str], count: int
) -> tuple[float, float | None]:
    """Median microseconds a word of (ours, umsc's), interleaved."""
    taken: list[tuple[float, float | None]] = []
    for _ in range(ROUNDS):
        our_time = _microseconds(ours, texts, count)
        taken.append((our_time, _microseconds(theirs, texts, count) if theirs else None))
    peers = [peer for _, peer in taken if peer is not None]
    return median(our_time for our_time, _ in taken), median(peers) if peers else None


def rows() -> list[tuple[str, float, float | None]]:
    """(what, ours, umsc's or None) in microseconds a word."""
    try:
        from umsc import UgMultiScriptConverter as Umsc
    except ImportError:
        Umsc = None  # noqa: N806
    found: list[tuple[str, float, float | None]] = []
    uey = words()
    for script, name in ((Script.LATIN, "ULS"), (Script.CYRILLIC, "UCS"), (Script.YENGI, "UYS")):
        written = [from_arabic(word, script) for word in uey]
        to: Convert = lambda text, script=script: from_arabic(text, script)  # type: ignore[misc]  # noqa: E731
        for what, ours, theirs, texts in (
            (f"Arabic → {script}", to, Umsc and Umsc("UAS", name), uey),
            (f"{script} → Arabic", READERS[script], Umsc and Umsc(name, "UAS"), written),
        ):
            found.append((f"{what}, word by word", *compare(ours, theirs, texts, len(texts))))
            found.append((f"{what}, one text", *compare(ours, theirs, ["\n".join(texts)], len(texts))))
    return found


def main() -> None:
    print("| converting | ours, µs a word | umsc 0.5.0 | times as fast | goal |")
    print("|---|---|---|---|---|")
    for what, ours, theirs in rows():
        peer = "| not installed | |" if theirs is None else f"| {theirs:.2f} | {theirs / ours:.1f} |"
        print(f"| {what} | {ours:.2f} {peer} ≥ {GOAL:.0f} |")


if __name__ == "__main__":
    main()
