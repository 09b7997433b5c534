"""Which long takes are tried, and whether their words land where they were said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from audio.messages.aligning import Expected, Place, expected
from audio.messages.splitting import Piece, joined
from tests.audio.long_takes import VOWEL_OF, LongTake, Message, sounds_of
from tests.audio.recipes import HAS_SPEECH

EDGE_S: Final = 0.03
WITHOUT_PITCH: Final = {"p", "t", "ch", "k", "q", "s", "sh", "x", "h", "f"}

EVERYTHING: Final[Mapping[str, Any]] = {
    "breaths": 0.2,
    "held": 0.3,
    "repeats": 0.05,
    "corrections": 0.02,
    "skips": 0.03,
    "extras": 0.05,
}
READ: Final[Mapping[str, Any]] = {"source": "read", "held": 0.0}
QUICK: Final[Mapping[str, Any]] = {"speed": 1.3, "pause_s": (0.3, 0.7)}
CONDITIONS: Final[Mapping[str, Mapping[str, Any]]] = {
    "nothing special": {},
    "quick, short pauses": QUICK,
    "slow": {"speed": 0.8},
    "quicker from the middle on": {"speed_up_at": 0.5},
    "a breath before every second word": {"breaths": 0.5},
    "consonants held up to 0.2 s": {"held": 1.0},
    "one word in seven said again": {"repeats": 0.1, "corrections": 0.05},
    "one word in twenty left out": {"skips": 0.05},
    "one cough or hmm in seven words": {"extras": 0.15},
    "all of it": EVERYTHING,
    "all of it, quick": {**EVERYTHING, **QUICK},
    "all of it, hiss at 15 dB": {**EVERYTHING, "snr_db": 15.0},
    "all of it, café at 25 dB": {**EVERYTHING, "room": "cafe", "snr_db": 25.0},
    "all of it, café at 15 dB": {**EVERYTHING, "room": "cafe", "snr_db": 15.0},
    "all of it, radio at 20 dB": {**EVERYTHING, "room": "radio", "snr_db": 20.0, "top_hz": 7_000.0},
    "all of it, telephone in a café": {**EVERYTHING, "room": "cafe", "snr_db": 30.0, "top_hz": 3_800.0},
    "all of it, read pieces": {**EVERYTHING, **READ},
    "all of it, read pieces, café at 25 dB": {**EVERYTHING, **READ, "room": "cafe", "snr_db": 25.0},
}


def long_takes(condition: str, count: int, seed: int = 0) -> Iterator[LongTake]:
    """So many takes in one of ``CONDITIONS``; none where its room or source is not beside the project."""
    wanted = CONDITIONS[condition]
    if HAS_SPEECH or (wanted.get("room", "hiss") == "hiss" and wanted.get("source", "made") == "made"):
        first = seed * 10_007 + list(CONDITIONS).index(condition) * 101  # other lists in every condition
        for number in range(first, first + count):
            yield LongTake(number, **wanted)


def in_longer_list(message: Message, other: Message, before: int, after: int) -> Message:
    """The message as one of several: its list stands between so many words of another's."""
    said = [one if one.word is None else replace(one, word=one.word + before) for one in message.said]
    return replace(
        message,
        said=said,
        spellings=[
            *other.spellings[:before],
            *message.spellings,
            *other.spellings[before : before + after],
        ],
        lengths=[*other.lengths[:before], *message.lengths, *other.lengths[before : before + after]],
    )


def expected_words(message: Message, *, with_sounds: bool = True) -> list[Expected]:
    """The list as ``aligning.align`` wants it."""
    return [
        Expected(seconds)
        if seconds
        else expected(syllables, letters, pitches_of(name) if with_sounds else "")
        for name, (syllables, letters, seconds) in zip(message.spellings, message.lengths, strict=True)
    ]


def pitches_of(spelling: str) -> str:
    """The sounds as ``aligning.expected`` wants them."""
    return "".join("V" if name in VOWEL_OF else "-" if name in WITHOUT_PITCH else "v"
                   for name in sounds_of(spelling) if name != " ")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Landing:
    """What became of one word of the list: ``said`` whether it was, ``right`` whether what would be kept of
    it is right, and the doubt."""

    said: bool
    right: bool
    doubt: float


def landings(message: Message, pieces: Sequence[Piece], places: Sequence[Place]) -> list[Landing]:
    """Right is a word whose kept sound has all of its last saying (to 30 ms) and of nothing else more than
    30 ms, or that was left out and has no sound. A breath under the noise of the room is nothing."""
    found = []
    for word, place in enumerate(places):
        true = next((one for one in message.said if one.word == word and one.last), None)
        right = true is None and not place.pieces
        if true is not None and place.pieces:
            kept = joined([pieces[piece] for piece in place.pieces])
            begin_s, end_s = kept.begin_s - kept.before_s, kept.end_s + kept.after_s
            whole = begin_s <= true.begin_s + EDGE_S and end_s >= true.end_s - EDGE_S
            right = whole and all(
                one is true
                or one.power < message.room_power
                or min(end_s, one.end_s) - max(begin_s, one.begin_s) <= EDGE_S
                for one in message.said
            )
        found.append(Landing(true is not None, right, place.doubt))
    return found
