"""The frozen records that cross the lexicon's border: what a word, a learner and an answer are.

Nothing here knows SQL. Times are UTC milliseconds since 1970 (``…_ms``); ids are UUIDs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID

UNSAID: Final = "und"
"""BCP-47 for a language that nobody named: of a meaning, or of a title as it was typed."""


class Skill(StrEnum):
    """What is remembered about a sense; each has a memory of its own."""

    HEAR = "hear"
    READ = "read"
    SAY = "say"
    WRITE = "write"


class Verdict(StrEnum):
    """What a drill found when it judged an answer."""

    EXACT = "exact"
    SAME = "same"
    SLIP = "slip"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a headword, with everything a drill may show.

    ``headword`` is UEY in NFC; ``glosses`` maps BCP-47 language to text; ``picture`` is an OpenMoji
    code (``1F34E``) or None; ``apart`` holds the ids of senses that must never stand beside this one
    as a wrong answer; ``voices`` holds SHA-256 hex digests of playable recordings, favourite first;
    ``forms`` are inflected forms that somebody has accepted, by their tags (``PROG.3``);
    ``status`` says whether a native reader has approved it (``waiting`` until then); ``note`` is for readers.
    """

    id: UUID
    headword: str
    part_of_speech: str
    glosses: Mapping[str, str]
    theme_id: UUID
    place: int
    picture: str | None = None
    domain: str = ""
    level: int = 1
    homonym: int = 0
    apart: frozenset[UUID] = frozenset()
    voices: tuple[str, ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict)
    retired: bool = False
    status: str = "waiting"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """An ordered list of senses that belongs on the path; ``titles`` by BCP-47 language, ``ug`` included."""

    id: UUID
    titles: Mapping[str, str]
    picture: str | None
    place: int
    size: int = 0
    level: int = 1


@dataclass(frozen=True, slots=True)
class Learner:
    """A child (or grown-up) on this device: a nickname and a picture to tap.

    ``age_band`` is one of ``3-5``, ``6-8``, ``9-12``, ``grown``.
    """

    id: UUID
    nickname: str
    picture: str
    age_band: str
    made_ms: int
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Review:
    """One answer. Reviews are only ever added; an undo is a review that names the one it takes back.

    ``rating`` is the FSRS rating it was given (1 again, 2 hard, 3 good, 4 easy; 0 for an undo), so that a
    replay needs no rule. ``at_ms`` is UTC, ``offset_min`` the local offset from UTC in minutes.
    """

    id: UUID
    learner_id: UUID
    sense_id: UUID
    skill: Skill
    drill: str
    answer: str
    verdict: Verdict
    rating: int
    at_ms: int
    offset_min: int
    taken_ms: int
    hints: int = 0
    replays: int = 0
    undoes: UUID | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """What a learner wrote and keeps: a few words, or a letter. ``text`` is NFC, with line feeds."""

    id: UUID
    learner_id: UUID
    text: str
    made_ms: int
    changed_ms: int


@dataclass(frozen=True, slots=True)
class Memory:
    """FSRS state of one learner, sense and skill: a cache that the reviews can rebuild.

    ``stability`` in days, ``difficulty`` 1–10, ``due_ms`` and ``last_ms`` UTC ms, ``state`` the FSRS
    state number, ``step`` the learning step or None.
    """

    learner_id: UUID
    sense_id: UUID
    skill: Skill
    state: int
    step: int | None
    stability: float
    difficulty: float
    due_ms: int
    last_ms: int


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """When and where a register was set. Of two, the larger stands: UTC ms, then device, then counter."""

    utc_ms: int
    device: UUID
    counter: int


@dataclass(frozen=True, slots=True)
class Setting:
    """A register with its stamp, as it travels to another device; ``value`` is None where it was unset."""

    key: str
    value: str | None
    stamp: Stamp


class Scope(StrEnum):
    """How far a speaker lets a voice travel."""

    DEVICE = "device"
    CLASS = "class"
    PUBLIC = "public"


class TakeStatus(StrEnum):
    """Where a recording stands between the microphone and a child's ear."""

    RAW = "raw"
    WAITING = "waiting"
    READY = "ready"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who lent a voice. ``pseudonym`` is no real name; ``region`` is "" where it was not said."""

    id: UUID
    pseudonym: str
    region: str = ""
    age_band: str = ""


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """Whose voices are heard here: the ``favourite`` speaker's first; of one ``region`` only, "" of any."""

    favourite: UUID | None = None
    region: str = ""


ANY_VOICE: Final = VoiceChoice()


@dataclass(frozen=True, slots=True)
class Consent:
    """What a speaker allowed, and until when. ``terms`` names the text that was heard, in ``language``.

    ``spoken_sha256`` is a spoken consent, if there is one; it is never exported.
    """

    id: UUID
    speaker_id: UUID
    scope: Scope
    given_ms: int
    terms: str = ""
    language: str = ""
    expires_ms: int | None = None
    withdrawn_ms: int | None = None
    spoken_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """A take of one sense. ``sha256`` names the file that plays, ``archive_sha256`` the lossless copy.

    Peak and noise in dBFS, ``snr_db`` in dB, ``loudness_db`` the active K-weighted level; ``figures`` holds
    whatever else was measured.
    """

    id: UUID
    sense_id: UUID
    speaker_id: UUID
    consent_id: UUID
    sha256: str
    media_type: str
    duration_ms: int
    made_ms: int
    status: TakeStatus = TakeStatus.RAW
    archive_sha256: str | None = None
    sample_rate_hz: int | None = None
    peak_dbfs: float | None = None
    noise_dbfs: float | None = None
    snr_db: float | None = None
    loudness_db: float | None = None
    figures: Mapping[str, float] = field(default_factory=dict)
    reason: str = ""
    source: str = ""
