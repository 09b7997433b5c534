"""What of these words may leave this device with them: pictures, and voices as far as they were lent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from app.services.household import Household
from lexicon import recordings
from lexicon.exchange.voices import LICENCES
from lexicon.packs import gathering, media
from lexicon.packs.fields import MP3
from lexicon.packs.flaws import PackError
from lexicon.records import Scope, Sense


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word said by somebody: the name that is shown, and the MP3."""

    speaker: str
    clip: bytes


@dataclass(frozen=True, slots=True)
class Voices:
    """``by_sense`` as they are heard; ``credits`` lines that a licence asks for; ``kept_back`` counts voices
    that may not go so far, ``unready`` those that may and have no MP3 yet, or a damaged one."""

    by_sense: Mapping[UUID, tuple[Spoken, ...]] = field(default_factory=dict)
    credits: tuple[str, ...] = ()
    kept_back: int = 0
    unready: int = 0

    @property
    def left_out(self) -> int:
        """How many voices of these words do not go along, for either reason."""
        return self.kept_back + self.unready


def voices(household: Household, senses: Iterable[UUID], scope: Scope) -> Voices:
    """Voices of these words that may travel as far as ``scope`` and have an MP3, which everything plays.

    Raises ``StoreError``.
    """
    with household.kept.read() as connection:
        found = gathering.gather(connection, senses, [], scope, household.now_ms())
    names: dict[UUID, str] = {row["id"]: row["pseudonym"] for row in found.rows["speaker"]}
    by_sense: dict[UUID, tuple[Spoken, ...]] = {}
    credited, unready = set(), 0
    for row in sorted(found.rows["take"], key=lambda row: (names[row["speaker_id"]], row["id"])):
        clip = _clip(household, row["sha256"]) if row["media_type"] == MP3 else None
        if clip is None:
            unready += 1
            continue
        spoken = Spoken(names[row["speaker_id"]], clip)
        by_sense[row["sense_id"]] = (*by_sense.get(row["sense_id"], ()), spoken)
        if row["source"].endswith(tuple(LICENCES.values())):
            credited.add(row["source"])
    return Voices(by_sense, tuple(sorted(credited)), found.kept_back, unready)


def _clip(household: Household, sha256: str) -> bytes | None:
    """An MP3 that is one from end to end and says nothing else; None where there is none."""
    loose = recordings.file_of(household.places.recordings, sha256)
    packed = household.packed().clips.get(sha256)
    try:
        content = loose.read_bytes() if loose.is_file() or packed is None else packed.read_bytes()
        media.check_clip(content, MP3, sha256)
    except (OSError, PackError):
        return None
    # What was allowed is this recording: other bytes under its name are a damage, or somebody else's voice.
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def picture(household: Household, sense: Sense) -> bytes | None:
    """A sense's picture as a PNG without anything else in it; None where there is none."""
    if sense.picture is None:
        return None
    drawn = household.picture(sense.picture)
    if drawn is None:
        return None
    try:
        content = drawn.read_bytes()
        media.check_picture(content, sense.picture)
    except (OSError, PackError):
        return None
    return content
