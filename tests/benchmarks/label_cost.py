"""What our label costs beside Kivy's own, in one run: ``python -m tests.benchmarks.label_cost``.

Each row lays out and draws the same text with both labels in turn and compares the medians. *Met before*
is a text that was drawn earlier in the same way (our layouts and widths are kept); *unseen* is one that
was never met.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 400
FONT = Path(sys.prefix) / "share" / "anatil" / "fonts" / "UkijTuzBasma-Regular.ttf"
LETTERS = "ابپتجچخدرزسشغقكگلمنھوۇۆېىي"


def _words(rng: random.Random) -> Iterator[str]:
    while True:
        yield "".join(rng.choice(LETTERS) for _ in range(rng.randint(3, 9)))


def _paragraph(words: Iterator[str]) -> str:
    return " ".join(next(words) for _ in range(40))


def _compare(
    texts: Callable[[], str], width: int | None, ours: type, kivys: type, rounds: int = ROUNDS
) -> tuple[float, float]:
    """Medians in microseconds of (ours, Kivy's) over ``rounds`` labels each, interleaved."""
    taken: dict[type, list[float]] = {ours: [], kivys: []}
    for _ in range(rounds):
        text = texts()
        for label in (ours, kivys):
            begin = perf_counter()
            made = label(text, font_name=str(FONT), font_size=28, text_size=(width, None))
            made.refresh()
            made.texture.bind()  # a texture is filled when it is first used
            taken[label].append((perf_counter() - begin) * 1e6)
    return median(taken[ours]), median(taken[kivys])


def rows(rounds: int = ROUNDS) -> list[tuple[str, float, float]]:
    """(what, ours, Kivy's) in microseconds. Opens an off-screen window."""
    from kivy.core.text import Label
    from kivy.core.window import Window

    from app.text.provider import UyghurLabel

    assert Window is not None
    words = _words(random.Random(2))
    word, paragraph = next(words), _paragraph(words)
    _compare(lambda: word + paragraph, 330, UyghurLabel, Label, 20)  # both fonts open, both paths warm
    return [
        ("word, met before", *_compare(lambda: word, None, UyghurLabel, Label, rounds)),
        ("paragraph, met before", *_compare(lambda: paragraph, 330, UyghurLabel, Label, rounds)),
        ("word, unseen", *_compare(lambda: next(words), None, UyghurLabel, Label, rounds)),
        ("paragraph, unseen", *_compare(lambda: _paragraph(words), 330, UyghurLabel, Label, rounds)),
    ]


def main() -> None:
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    os.environ |= {"KIVY_NO_ARGS": "1", "KIVY_NO_FILELOG": "1", "KIVY_NO_CONSOLELOG": "1"}
    os.environ.setdefault("KIVY_HOME", tempfile.mkdtemp())
    print(f"{'text':24}{'ours, µs':>10}{'Kivy, µs':>10}{'ratio':>8}")
    for what, ours, kivys in rows():
        print(f"{what:24}{ours:>10.0f}{kivys:>10.0f}{ours / kivys:>8.2f}")


if __name__ == "__main__":
    main()
