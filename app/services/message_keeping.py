"""The words of voice messages kept: each cut out with room at both ends, judged, stored with a consent,
mastered.

A word is on the disk before the next is begun: a killed process keeps what was kept, and whoever goes on
with the same message keeps no word a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.services import mastering
from app.services.dialects import keep_dialect_form
from app.services.household import Household
from app.services.mastering import Mastered
from app.services.messages import Pair, Span
from app.services.studio import Studio
from lexicon import recordings, senses, voices
from lexicon.records import Recording, Sense, Speaker, TakeStatus
from lexicon.troubles import ConsentMissingError

if TYPE_CHECKING:
    from audio.clip import Clip

Told = Callable[[int, int], bool]

ENDINGS = frozenset(
    [".3gp", ".aac", ".amr", ".caf", ".flac", ".m4a", ".mka", ".mp3", ".mp4", ".oga", ".ogg", ".opus", ".wav",
     ".wave", ".webm"]
)  # fmt: skip
"""What chat apps and recorders call a voice message."""
MOST_SHOWN = 60
"""Files of an inbox that are shown: the newest."""

SAME = 1e-6
"""Relative. The same samples give the same figures; another cut of the same word moves them by more."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word cut out of a message: the WAV, its length, what was measured, what may be wrong with it (advice,
    as for a take), and the mastered files: None where nobody seems to speak, or where this device cannot."""

    wav: bytes
    duration_ms: int
    figures: Mapping[str, float]
    faults: tuple[str, ...]
    mastered: Mastered | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of it: ``new`` takes, how many words were ``known`` (kept before from this very message), and
    those of the new takes that are still ``raw``."""

    new: tuple[Recording, ...] = ()
    known: int = 0
    raw: tuple[Recording, ...] = ()


def cut_out(clip: Clip, span: Span, room: tuple[float, float]) -> Word:
    """A word of a message with its ``room`` (seconds before and after), made ready to be kept. Sound only:
    for a thread that nobody waits for."""
    from audio import quality
    from audio.messages import splitting
    from audio.troubles import SoundError

    before_s, after_s = room
    piece = splitting.Piece(span.begin_s, span.end_s, before_s=before_s, after_s=after_s)
    cut = splitting.cut(clip, piece)
    figures = quality.measure(cut)
    wav, ready = cut.wav(), None
    if mastering.is_possible():
        try:
            ready = mastering.mastered(wav)
        except SoundError:  # kept as it is: whoever looked at it wants it
            ready = None
    faults = tuple(str(fault) for fault in quality.judge(figures))
    return Word(wav, round(1000 * cut.seconds), figures.as_dict(), faults, ready)


def require_consent(household: Household, speaker: Speaker) -> None:
    """Raises ``ConsentMissingError`` where the speaker allows nothing now: then no message is opened."""
    with household.kept.read() as connection:
        if voices.in_force(connection, speaker.id, household.now_ms()) is None:
            raise ConsentMissingError(speaker.pseudonym)


def words_of(household: Household, speaker: Speaker, theme_id: UUID) -> tuple[Sense, ...]:
    """The words of a theme in their order, for a speaker who allows it. Raises ``ConsentMissingError``."""
    require_consent(household, speaker)
    with household.kept.read() as connection:
        return senses.senses_of(connection, theme_id, household.now_ms())


def messages_in(folder: Path, most: int = MOST_SHOWN) -> tuple[Path, ...]:
    """The sound files of the inbox by their endings, the newest first; none where there is no such folder.
    What they are is found out when they are read."""
    try:
        found = [
            (path.stat().st_mtime, path.name, path)
            for path in folder.iterdir()
            if path.suffix.lower() in ENDINGS and path.is_file()
        ]
    except OSError:
        return ()
    return tuple(path for _, _, path in sorted(found, reverse=True)[:most])


def keep(
    household: Household, studio: Studio, speaker: Speaker, sense: Sense, word: Word, own: str = ""
) -> tuple[Recording, bool]:
    """Keep one word, mastered where it can be; on the database's thread. Returns the take, and whether it is
    new: the same cut of the same message is kept once. ``own``, the speaker's own word for it, becomes a
    dialect form of her region.

    Raises ``ConsentMissingError`` where the speaker allows nothing (any more), OSError or a ``StoreError``.
    """
    require_consent(household, speaker)
    take, is_new = _known(household, speaker, sense, word), False
    if own:
        keep_dialect_form(household, sense.id, own, speaker.region)
    if take is None:
        take = studio.keep_take(speaker, sense, word.wav, word.duration_ms, word.figures, own)
        is_new = True
    elif own and take.reason != own:  # kept before somebody noticed
        with household.kept.write() as connection:
            recordings.set_status(connection, take.id, TakeStatus.RAW, own)
    if word.mastered is not None and take.archive_sha256 is None:
        mastering.keep(studio, take, word.mastered)
    return take, is_new


def keep_all(
    household: Household,
    studio: Studio,
    speaker: Speaker,
    pairs: Sequence[Pair],
    clips: Sequence[Clip],
    told: Told = lambda _done, _all: True,
) -> Kept:
    """Keep the words of a review that were said, in order.

    ``told`` hears how many of how many are done and says whether to go on; what was kept until then stays.
    Raises as ``keep``, ``ConsentMissingError`` before the first word.
    """
    require_consent(household, speaker)
    new: list[Recording] = []
    raw: list[Recording] = []
    known = 0
    said = [
        (pair.sense, pair.span, pair.room, pair.own)
        for pair in pairs
        if pair.sense is not None and pair.span is not None
    ]
    for number, (sense, span, room, own) in enumerate(said):
        if not told(number, len(said)):
            break
        word = cut_out(clips[span.file], span, room)
        take, is_new = keep(household, studio, speaker, sense, word, own)
        if is_new:
            new.append(take)
            if word.mastered is None:
                raw.append(take)
        else:
            known += 1
    return Kept(tuple(new), known, tuple(raw))


def _known(household: Household, speaker: Speaker, sense: Sense, word: Word) -> Recording | None:
    """The take of this cut, if it was kept before. What was measured of the raw cut stays beside the take
    through mastering, so that it is known again without a note of where it came from."""
    with household.kept.read() as connection:
        takes = voices.takes(connection, speaker_id=speaker.id)
    for take in takes:
        if take.sense_id == sense.id and _same(take.figures, word.figures):
            return take
    return None


def _same(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    return one.keys() == other.keys() and all(
        isclose(one[name], other[name], rel_tol=SAME, abs_tol=SAME) for name in one
    )
