"""Our parsers under coverage-guided fuzzing, where atheris runs (Linux, CPython 3.11 to 3.13).

    pip install atheris
    python -m tests.fuzzing.atheris_parsers -max_total_time=300

Atheris is in no lock: it is run by hand. The first byte chooses the parser, the rest is its file. Anything
but an error of ours is a find, which atheris keeps as ``crash-…``.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["lexicon", "anatil"]):
    from anatil import AnaTilError
    from lexicon import corrections
    from lexicon.exchange import sealed_lines, zip_directory
    from lexicon.exchange.zip_directory import Limits
    from lexicon.packs import envelope, fields, lines, media
    from lexicon.packs.contents import head_of

LIMITS = Limits(1_000, 1_000_000, 10_000_000)


def rows(content: bytes) -> None:
    """Lines of a pack, its head first."""
    head, *rest = content.split(b"\n")
    reader, place = lines.Reader(), 0
    for line in rest:
        place = reader.take(sealed_lines.told_of(line), lines.WORDS, place)
    head_of(sealed_lines.told_of(head))


PARSERS: tuple[Callable[[bytes], Any], ...] = (
    sealed_lines.told_of,
    rows,
    corrections.read,
    lambda content: zip_directory.entries(io.BytesIO(content), LIMITS, False),
    lambda content: envelope.verify(io.BytesIO(content)),
    lambda content: media.check_clip(content, fields.MP3, "clip"),
    lambda content: media.check_clip(content, fields.WAV, "clip"),
    lambda content: media.check_picture(content, "picture"),
)


def one(content: bytes) -> None:
    """One input: an error of ours, or none."""
    if not content:
        return
    with suppress(AnaTilError):
        PARSERS[content[0] % len(PARSERS)](content[1:])


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
