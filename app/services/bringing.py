"""Bringing voices in: matched to the words here, made ready, kept to wait for a second listener.

``plan``, ``check`` and ``keep`` run on the database's thread; ``prepared`` is slow and runs anywhere. Whose
voice it is, and what allows it, is ``bringing_whose``; one take after the other, with a report, is
``brought``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.services import bringing_whose, mastering
from app.services.bringing_whose import Known
from app.services.household import Household
from lexicon import recordings, removals, senses
from lexicon.exchange.flaws import SourceError
from lexicon.exchange.naming import Words
from lexicon.exchange.voices import Kind, Offered, Source
from lexicon.records import Recording, Sense, TakeStatus
from lexicon.troubles import ConsentMissingError, StoreError

if TYPE_CHECKING:
    from audio.clip import Clip

RATE_HZ: Final = 48_000
"""Of what is decoded, measured and kept losslessly (``audio.clip``, which brings numpy along)."""
MOST_SECONDS: Final = 15.0
"""The longest clip of Common Voice (facts page); a file that is longer is more than a word."""

Decode = Callable[[bytes], "Clip"]


@dataclass(frozen=True, slots=True)
class Item:
    """A recording and the senses it says."""

    offered: Offered
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What of a source has a word here, and the names of what has none; ``by`` is for a folder alone."""

    source: Source
    by: Known | None
    items: tuple[Item, ...]
    unmatched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """A take made ready: the mastered files, what was measured of it raw, and advice (``audio.quality``)."""

    mastered: mastering.Mastered
    figures: Mapping[str, float]
    faults: tuple[str, ...]


def plan(household: Household, source: Source, by: Known | None = None) -> Plan:
    """Which of the source's recordings say a word of the vocabulary here; ``by`` is for a folder alone.

    Raises ``ConsentMissingError`` for a folder without it.
    """
    if source.kind is not Kind.FOLDER:
        by = None
    elif by is None:
        raise ConsentMissingError("Nobody is said to have spoken these files. Please say whose voice it is.")
    with household.kept.read() as connection:
        words = Words(senses.everything(connection, household.now_ms()))
    found = [(offered, words.meant(offered.words)) for offered in source.offered]
    items = tuple(Item(offered, meant) for offered, meant in found if meant)
    return Plan(source, by, items, tuple(offered.name for offered, meant in found if not meant))


def digest(content: bytes) -> str:
    """What a file is known by, whatever it is called."""
    return hashlib.sha256(content).hexdigest()


def check(household: Household, of: Plan, item: Item, sha256: str) -> tuple[Sense, ...]:
    """The senses for which this recording is new; none where it is here already.

    Raises ``SourceError`` where it, or the whole voice, was taken back.
    """
    kind = of.source.kind
    by_id = {bringing_whose.recording_id(kind, of.by, sha256, sense): sense for sense in item.senses}
    with household.kept.read() as connection:
        bringing_whose.refuse_removed(connection, *bringing_whose.ids(kind, of.by, item.offered))
        here = recordings.here(connection, by_id)
        gone = {id_ for id_ in by_id if removals.is_removed(connection, id_)}
    if gone and gone | here == by_id.keys():
        raise SourceError("This recording was taken back here, and stays away.")
    return tuple(sense for id_, sense in by_id.items() if id_ not in here | gone)


def prepared(content: bytes, decode: Decode) -> Ready:
    """A stranger's file made ready. Raises ``SoundError``: ``NothingSpokenError`` where nobody speaks."""
    from audio import quality
    from audio.troubles import NothingSpokenError

    clip = decode(content)
    figures = quality.measure(clip)
    faults = quality.judge(figures)
    if quality.Fault.SILENT in faults:
        raise NothingSpokenError("nobody speaks in it")
    return Ready(mastering.mastered(clip.wav()), figures.as_dict(), tuple(str(fault) for fault in faults))


def keep(
    household: Household, of: Plan, item: Item, new: tuple[Sense, ...], sha256: str, ready: Ready
) -> tuple[Recording, ...]:
    """Keep one take of ``new`` senses, each a recording of its own over the same files, in one transaction.

    ``sha256`` is the file's as it came. Raises ``ConsentMissingError`` where the speaker no longer allows it,
    ``RemovedError`` where it was taken back meanwhile, OSError or another ``StoreError``; then nothing of it
    is left.
    """
    folder, now_ms, kind = household.places.recordings, household.now_ms(), of.source.kind
    word, figures, kept = ready.mastered, ready.figures, set[str]()
    try:
        with household.kept.write() as connection:
            speaker, consent = bringing_whose.allow(connection, kind, of.by, item.offered, now_ms)
            for content in (word.copy, word.archive):
                kept.add(recordings.keep_file(folder, content))
            takes = tuple(
                Recording(
                    bringing_whose.recording_id(kind, of.by, sha256, sense), sense.id, speaker, consent,
                    digest(word.copy), mastering.MEDIA_TYPE, word.duration_ms, now_ms, TakeStatus.WAITING,
                    archive_sha256=digest(word.archive), sample_rate_hz=RATE_HZ,
                    peak_dbfs=figures.get("peak_dbfs"), noise_dbfs=figures.get("noise_dbfs"),
                    snr_db=figures.get("snr_db"), loudness_db=word.loudness_db, figures=dict(figures),
                    source=bringing_whose.source_line(of.by, item.offered),
                )
                for sense in new
            )  # fmt: skip
            for take in takes:
                recordings.add(connection, take)
    except BaseException:
        # No file is left of what has no row; where even that fails, the next sweep takes it.
        with suppress(StoreError, OSError), household.kept.write() as connection:
            recordings.forget(folder, kept - recordings.named(connection))
        raise
    return takes
