"""Voice messages heard for the first time: decoded, cut at their pauses, laid beside a list of words.

Sound only: nothing is kept here, and nothing touches the database. It takes a second or so a minute of
message and runs on a thread that nobody waits for. Desktop libraries and numpy are imported when it runs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from anatil import AnaTilError
from app.services import messages
from app.services.messages import Review, Span
from lexicon.records import Sense
from lexicon.uyghur.alphabet import LETTERS, VOWELS

if TYPE_CHECKING:
    from audio.clip import Clip
    from audio.messages.splitting import Piece

VOICELESS = frozenset("پتچكقسشخھف")
"""The letters of sounds without a pitch."""
FRAME_S = 0.02
"""Seconds over which a moment's level is taken, as ``audio.activity`` does."""
EDGE = 0.15
"""The share at each end of a sound in which no quietest moment is looked for: a word begins and ends quietly
too. Of 100 pairs of words of the test recipe with 0.1 s or more between them all are cut between the
words, with 0.06 s 67, with 0.03 s 48 (a stop inside a word is as quiet then); without this 100, 54 and 37."""

Told = Callable[[int, int], bool]


class MessageError(AnaTilError):
    """A message cannot be read; ``name`` is its file's, ``too_large`` whether it is that. The message is a
    sentence for people, the cause is kept."""

    def __init__(self, name: str, too_large: bool = False) -> None:
        wrong = (
            "is longer than half an hour, or larger than a voice message is. Please send it in parts"
            if too_large
            else "is no sound that can be read here. Please ask for it again, or leave it out"
        )
        super().__init__(f"{name} {wrong}. Nothing was kept.")
        self.name, self.too_large = name, too_large


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """The files, decoded (``clips`` in the order of ``paths``), and the review to begin with."""

    paths: tuple[Path, ...]
    clips: tuple[Clip, ...]
    review: Review


def is_possible() -> bool:
    """Whether this device can read what a chat app sends."""
    return _has("av", "scipy") or _is_phone()


def _has(*names: str) -> bool:
    return all(find_spec(name) is not None for name in names)


def _is_phone() -> bool:
    """Whether Android decodes: there is a bridge to Java, and no library of our own."""
    return _has("jnius") and not _has("av")


def _decoder() -> Callable[[Path], Clip]:
    if _is_phone():
        from audio.decoding import android

        return android.decode
    from audio import decoding

    return decoding.decode


def read(
    paths: Sequence[Path], senses: Sequence[Sense], told: Told = lambda _done, _all: True
) -> Heard | None:
    """Decode the files, in the order in which they were said, cut them at their pauses and lay the words of
    the list beside what was found.

    ``told`` hears how many steps of how many are done and says whether to go on; None where it said no.
    Raises ``MessageError``.
    """
    from audio.messages import splitting

    clips = decoded(paths, told)
    if clips is None:
        return None
    pieces = [splitting.split(clip) for clip in clips]
    spans = [Span(file, one.begin_s, one.end_s) for file, found in enumerate(pieces) for one in found]
    review = messages.begin(senses, spans, _aligned(clips, pieces, senses))
    return Heard(tuple(paths), clips, review)


def decoded(paths: Sequence[Path], told: Told = lambda _done, _all: True) -> tuple[Clip, ...] | None:
    """The sound of each file, half an hour altogether at most; see ``read``."""
    from audio.decoding import USUAL
    from audio.troubles import NotSoundError, SoundTooLargeError

    decode = _decoder()
    clips: list[Clip] = []
    left = USUAL.most_seconds
    for number, path in enumerate(paths):
        if not told(number, len(paths) + 1):
            return None
        try:
            clips.append(decode(path))
        except (NotSoundError, OSError) as error:
            raise MessageError(path.name) from error
        except SoundTooLargeError as error:
            raise MessageError(path.name, too_large=True) from error
        left -= clips[-1].seconds
        if left < 0:
            raise MessageError(path.name, too_large=True)
    return tuple(clips) if told(len(paths), len(paths) + 1) else None


def _aligned(
    clips: Sequence[Clip], pieces: Sequence[Sequence[Piece]], senses: Sequence[Sense]
) -> Sequence[messages.Placed]:
    """The messages as one long take: each begins where the one before ends."""
    from audio.messages import aligning, likeness

    begins_s = list(accumulate((clip.seconds for clip in clips), initial=0.0))
    every = [
        replace(one, begin_s=one.begin_s + begin_s, end_s=one.end_s + begin_s)
        for begin_s, found in zip(begins_s, pieces, strict=False)
        for one in found
    ]
    firsts = list(accumulate(map(len, pieces), initial=0))
    alike = [likeness.likeness_of(clip, found) for clip, found in zip(clips, pieces, strict=True)]

    def like(one: range, other: range) -> float:
        file = bisect_right(firsts, one.start) - 1
        first, last = firsts[file : file + 2]
        if other.stop > last:  # a word that is said again is said again in the same message
            return 0.0
        shifted = [range(span.start - first, span.stop - first) for span in (one, other)]
        return alike[file](shifted[0], shifted[1])

    return aligning.align(every, like, [aligning.expected(*shape(sense.headword)) for sense in senses])


def shape(headword: str) -> tuple[int, int, str]:
    """How many syllables and how many letters a word has, and where in it a voice has a pitch, as
    ``audio.messages.aligning.expected`` wants them: as many syllables as vowels."""
    letters = [letter for letter in headword if letter in LETTERS]
    sounds = ["V" if letter in VOWELS else "-" if letter in VOICELESS else "v" for letter in letters]
    return sounds.count("V"), len(letters), "".join(sounds)


def quietest(clip: Clip, span: Span) -> float:
    """The moment (seconds in the file) at which a sound is most likely two: the quietest 20 ms of its
    middle."""
    import numpy as np

    inside = clip.part(span.begin_s, span.end_s)
    frame = round(FRAME_S * clip.rate)
    frames = inside.samples[: len(inside.samples) // frame * frame].reshape(-1, frame)
    edge = round(EDGE * len(frames))
    power = np.square(frames[edge : len(frames) - edge], dtype=np.float64).mean(axis=1)
    if not len(power):
        return (span.begin_s + span.end_s) / 2
    # Of a pause, its middle: a mean over five frames has its least there.
    smooth = np.convolve(np.pad(power, 2, mode="edge"), np.full(5, 0.2), mode="valid")
    return float(span.begin_s + (edge + int(smooth.argmin()) + 0.5) * FRAME_S)


def columns(clip: Clip, begin_s: float, end_s: float, count: int) -> tuple[float, ...]:
    """Peaks, 0 to 1 of full scale, of ``count`` equal parts of a stretch: what it looks like."""
    import numpy as np

    samples = np.abs(clip.part(begin_s, end_s).samples)
    edges = np.linspace(0, len(samples), count + 1).astype(int)[:-1]
    if len(samples) < count:
        return ()
    return tuple(float(peak) for peak in np.maximum.reduceat(samples, edges))
