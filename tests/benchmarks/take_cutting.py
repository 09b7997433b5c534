"""Are words cut out whole and one by one, in a still room and in a loud one?
``python -m tests.benchmarks.take_cutting [EVENINGS]``.

An evening is a dozen words of ``tests/audio/recipes.py`` (a voice and a length of its own each). A word
counts when one take holds it from its first to its last sample, and nothing of another.
"""

from __future__ import annotations

import sys

from audio.takes import BYTES, RATE, Finished, TakeCutter
from tests.audio.recipes import HAS_SPEECH, Evening, evening
from tests.benchmarks.table import Row, show

EVENINGS = 20
SEED = 2_026
BLOCK = 1_920
EDGE_S = 0.005
ROOMS = ("hiss", "cafe", "radio")
SNRS_DB = (40.0, 30.0, 25.0, 20.0, 15.0)
GOAL = "≥ 95 % down to 20"
"""dB: the least a take needs (facts: what a good take is). Below it the take is warned about anyway."""


def whole(one: Evening) -> tuple[int, int]:
    """How many words were cut out right, and how many takes there were."""
    cutter, takes = TakeCutter(), []
    pcm = one.clip.pcm16()
    for at in range(0, len(pcm), BLOCK):
        for event in cutter.feed(pcm[at : at + BLOCK]):
            if isinstance(event, Finished):
                takes.append((event.started_s, event.started_s + len(event.pcm) / BYTES / RATE))
    right = 0
    for begin, end in one.words:
        holding = [take for take in takes if take[0] < end and take[1] > begin]
        if len(holding) == 1:
            ((first, last),) = holding
            others = sum(first < stop and last > start for start, stop in one.words)
            right += others == 1 and first <= begin + EDGE_S and last >= end - EDGE_S
    return right, len(takes)


def rows(evenings: int = EVENINGS) -> list[Row]:
    """The share of words cut out right, by room and by how far the words are over it."""
    found = []
    for room in ROOMS if HAS_SPEECH else ROOMS[:1]:
        shares = []
        for snr_db in SNRS_DB:
            made = [evening(SEED + number, room, snr_db) for number in range(evenings)]
            right = sum(whole(one)[0] for one in made)
            shares.append(f"{right / sum(len(one.words) for one in made):.0%}")
        name = f"words cut out whole, {room}, {', '.join(f'{snr:.0f}' for snr in SNRS_DB)} dB under them"
        found.append(Row(name, ", ".join(shares), goal=GOAL))
    return found


def main() -> None:
    show(rows(int(sys.argv[1]) if len(sys.argv) > 1 else EVENINGS))


if __name__ == "__main__":
    main()
