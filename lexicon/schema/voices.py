"""Speakers, what they allowed, and their recordings."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    Uuid,
)

from lexicon.schema.base import id_, metadata, of, text

#: Somebody who lent a voice: a pseudonym, and a region as coarse as the speaker wants ("" is not said).
speaker = Table("speaker", metadata, id_(), text("pseudonym"), text("region"), text("age_band"))

#: What a speaker allowed: ``scope`` is ``device``, ``class`` or ``public``; ``terms`` names the text that was
#: heard or read, in ``language``. ``spoken_sha256`` is a spoken consent, which never leaves this device.
consent = Table(
    "consent",
    metadata,
    id_(),
    of("speaker", cascade=False),
    text("scope"),
    text("terms"),
    text("language"),
    Column("given_ms", BigInteger(), nullable=False),
    Column("expires_ms", BigInteger()),
    Column("withdrawn_ms", BigInteger()),
    Column("spoken_sha256", String(64)),
)
Index(None, consent.c.speaker_id)

#: A take of one sense. ``sha256`` names the file that plays, ``archive_sha256`` the lossless copy.
#: Levels in dBFS, ``snr_db`` in dB, ``loudness_db`` the active K-weighted level; ``figures`` is JSON with the
#: rest of what was measured. ``status`` is ``raw``, ``waiting``, ``ready`` or ``rejected``.
recording = Table(
    "recording",
    metadata,
    id_(),
    of("sense", cascade=False),
    of("speaker", cascade=False),
    of("consent", cascade=False),
    Column("sha256", String(64), nullable=False),
    Column("archive_sha256", String(64)),
    text("media_type"),
    Column("duration_ms", Integer(), nullable=False),
    Column("sample_rate_hz", Integer()),
    Column("peak_dbfs", Float()),
    Column("noise_dbfs", Float()),
    Column("snr_db", Float()),
    Column("loudness_db", Float()),
    text("figures"),
    text("status"),
    text("reason"),
    text("source"),
    Column("made_ms", BigInteger(), nullable=False),
)
Index(None, recording.c.sense_id)
Index(None, recording.c.consent_id)
Index(None, recording.c.sha256)

#: What a second listener heard, blind: the sense chosen among four, approval, and why not.
#: ``listener_id`` is a random id, so that one person votes once; there is no name.
vote = Table(
    "vote",
    metadata,
    id_(),
    of("recording"),
    Column("listener_id", Uuid(), nullable=False),
    Column("heard_sense_id", Uuid()),
    Column("approved", Boolean(), nullable=False),
    text("reason"),
    text("month"),
    UniqueConstraint("recording_id", "listener_id"),
)
