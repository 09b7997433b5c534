"""Opening strangers' files: a process each, one kept for many, and FFmpeg in this process without any
protection: ``python -m tests.benchmarks.decoding [FILES]``.

FILES is 300 if nothing is said: voice messages of one second, Opus, MP3, M4A and AMR by turns. In one run
each file goes one way after the other, so that all of them see the same machine; a process each is tried with
every tenth. The unprotected way decodes with PyAV, and mixes and resamples as ours does.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

import av
import numpy as np

from audio.clip import RATE, Clip
from audio.decoding import Decoder, decode_bytes
from audio.mastering import at_rate
from tests.audio.made_files import AAC, AMR, MP3, OPUS, made
from tests.benchmarks.table import Row, at, show

FILES = 300
EVERY = 10
LONG_S = 300.0
KINDS = (OPUS, MP3, AAC, AMR)


def unprotected(content: bytes) -> Clip:
    """What nobody should do with a stranger's file."""
    with av.open(io.BytesIO(content)) as container:
        frames = [frame.to_ndarray().mean(axis=0) for frame in container.decode(audio=0)]
        rate = container.streams.audio[0].codec_context.sample_rate
    return Clip(at_rate(Clip(np.concatenate(frames), rate), RATE))


def seconds(way: Callable[[bytes], Clip], content: bytes) -> float:
    begin = perf_counter()
    way(content)
    return perf_counter() - begin


def rows(files: int = FILES) -> list[Row]:
    contents = [made(kind) for kind in KINDS]
    spent: dict[str, list[float]] = {"kept": [], "each": [], "unprotected": []}
    with Decoder() as decoder:
        for content in contents:  # the first of each kind loads what the rest find loaded
            decoder.decode_bytes(content)
            unprotected(content)
        for number in range(files):
            content = contents[number % len(contents)]
            spent["kept"].append(seconds(decoder.decode_bytes, content))
            spent["unprotected"].append(seconds(unprotected, content))
            if number % EVERY == 0:
                spent["each"].append(seconds(decode_bytes, content))
        long = {kind.codec: made(replace(kind, seconds=LONG_S)) for kind in KINDS}
        ours = {name: seconds(decoder.decode_bytes, content) for name, content in long.items()}
        peer = {name: seconds(unprotected, content) for name, content in long.items()}

    def middle(way: str) -> str:
        return f"{1000 * at(spent[way], 0.5):.1f} ms (p95 {1000 * at(spent[way], 0.95):.1f})"

    theirs = at(spent["unprotected"], 0.5)
    short = "a message of a second"
    found = [
        Row(f"{short}, a worker kept for many, against FFmpeg in this process", middle("kept"),
            middle("unprotected"), at(spent["kept"], 0.5) / theirs),
        Row(f"{short}, a process each, against FFmpeg in this process", middle("each"),
            middle("unprotected"), at(spent["each"], 0.5) / theirs),
    ]  # fmt: skip
    for name in long:
        what = f"five minutes of {name}, a kept worker, against FFmpeg in this process"
        found.append(Row(what, f"{ours[name]:.2f} s", f"{peer[name]:.2f} s", ours[name] / peer[name]))
    return found


def main() -> None:
    show(rows(int(sys.argv[1]) if len(sys.argv) > 1 else FILES))


if __name__ == "__main__":
    main()
