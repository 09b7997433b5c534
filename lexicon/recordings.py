"""Voices: who spoke, what they allowed, which takes may play now, and the files they lie in.

A file lies under its SHA-256, ``ab/abcdef…``, and is written once: a take that is in the store is whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, insert, or_, select, update

from lexicon import schema
from lexicon.records import ANY_VOICE, Consent, Recording, Speaker, TakeStatus, VoiceChoice
from lexicon.whole_files import sync_folder

_recording, _consent = schema.recording, schema.consent


def add_speaker(connection: Connection, speaker: Speaker) -> None:
    """Raises ``RemovedError`` (through the store) for a speaker who was removed."""
    connection.execute(
        insert(schema.speaker).values(
            id=speaker.id, pseudonym=speaker.pseudonym, region=speaker.region, age_band=speaker.age_band
        )
    )


def add_consent(connection: Connection, consent: Consent) -> None:
    """Raises ``RemovedError`` (through the store) for a consent that was withdrawn."""
    connection.execute(
        insert(_consent).values(
            id=consent.id,
            speaker_id=consent.speaker_id,
            scope=consent.scope.value,
            terms=consent.terms,
            language=consent.language,
            given_ms=consent.given_ms,
            expires_ms=consent.expires_ms,
            withdrawn_ms=consent.withdrawn_ms,
            spoken_sha256=consent.spoken_sha256,
        )
    )


def add(connection: Connection, recording: Recording) -> None:
    """Keep a take whose file is already kept (``keep_file``).

    Raises ``RemovedError`` (through the store) for a recording that was removed.
    """
    connection.execute(
        insert(_recording).values(
            id=recording.id,
            sense_id=recording.sense_id,
            speaker_id=recording.speaker_id,
            consent_id=recording.consent_id,
            sha256=recording.sha256,
            archive_sha256=recording.archive_sha256,
            media_type=recording.media_type,
            duration_ms=recording.duration_ms,
            sample_rate_hz=recording.sample_rate_hz,
            peak_dbfs=recording.peak_dbfs,
            noise_dbfs=recording.noise_dbfs,
            snr_db=recording.snr_db,
            loudness_db=recording.loudness_db,
            figures=json.dumps(dict(recording.figures), sort_keys=True, allow_nan=False),
            status=recording.status.value,
            reason=recording.reason,
            source=recording.source,
            made_ms=recording.made_ms,
        )
    )


def as_recording(row: Row[Any]) -> Recording:
    """A row of the table as a record."""
    return Recording(
        id=row.id,
        sense_id=row.sense_id,
        speaker_id=row.speaker_id,
        consent_id=row.consent_id,
        sha256=row.sha256,
        media_type=row.media_type,
        duration_ms=row.duration_ms,
        made_ms=row.made_ms,
        status=TakeStatus(row.status),
        archive_sha256=row.archive_sha256,
        sample_rate_hz=row.sample_rate_hz,
        peak_dbfs=row.peak_dbfs,
        noise_dbfs=row.noise_dbfs,
        snr_db=row.snr_db,
        loudness_db=row.loudness_db,
        figures=json.loads(row.figures),
        reason=row.reason,
        source=row.source,
    )


def put_mastered(connection: Connection, mastered: Recording) -> frozenset[str]:
    """Put a take's mastered files and figures in place of the raw one's; votes and status stay.

    Returns the SHA-256 of files that nothing names any more: delete them once the transaction is kept.
    Those are the new ones where the take was withdrawn meanwhile.
    """
    table = _recording
    before = connection.execute(select(table).where(table.c.id == mastered.id)).first()
    new = {digest for digest in (mastered.sha256, mastered.archive_sha256) if digest}
    if before is None:
        return frozenset(new - named(connection))
    connection.execute(
        update(table)
        .where(table.c.id == mastered.id)
        .values(
            sha256=mastered.sha256,
            archive_sha256=mastered.archive_sha256,
            media_type=mastered.media_type,
            duration_ms=mastered.duration_ms,
            sample_rate_hz=mastered.sample_rate_hz,
            loudness_db=mastered.loudness_db,
        )
    )
    old = {digest for digest in (before.sha256, before.archive_sha256) if digest}
    return frozenset(old - named(connection))


def named(connection: Connection) -> frozenset[str]:
    """The SHA-256 of every file that a recording or a consent names."""
    query = select(_recording.c.sha256, _recording.c.archive_sha256)
    found = {digest for row in connection.execute(query) for digest in row if digest}
    return frozenset(found | set(connection.scalars(select(_consent.c.spoken_sha256))) - {None})


def here(connection: Connection, ids: Iterable[UUID]) -> frozenset[UUID]:
    """Which of these recordings are kept here."""
    column = _recording.c.id
    return frozenset(connection.scalars(select(column).where(column.in_(list(ids)))))


def set_status(connection: Connection, recording_id: UUID, status: TakeStatus, reason: str = "") -> None:
    connection.execute(
        update(_recording).where(_recording.c.id == recording_id).values(status=status.value, reason=reason)
    )


def voices(
    connection: Connection,
    sense_ids: Iterable[UUID] | Select[tuple[UUID]],
    now_ms: int,
    heard: VoiceChoice = ANY_VOICE,
) -> dict[UUID, tuple[str, ...]]:
    """The files (SHA-256) that may play for each sense: ready, with a consent in force at ``now_ms``.

    The favourite speaker's come first, then by the time they were made; where a region is chosen, only voices
    of that region are among them.
    """
    ids = sense_ids if isinstance(sense_ids, Select) else list(sense_ids)
    query = (
        select(_recording.c.sense_id, _recording.c.sha256, _recording.c.speaker_id)
        .join(_consent, _consent.c.id == _recording.c.consent_id)
        .where(
            _recording.c.sense_id.in_(ids),
            _recording.c.status == TakeStatus.READY.value,
            _consent.c.withdrawn_ms.is_(None),
            or_(_consent.c.expires_ms.is_(None), _consent.c.expires_ms > now_ms),
        )
        .order_by(_recording.c.made_ms, _recording.c.id)
    )
    if heard.region:
        of_region = select(schema.speaker.c.id).where(schema.speaker.c.region == heard.region)
        query = query.where(_recording.c.speaker_id.in_(of_region))
    found: defaultdict[UUID, list[tuple[bool, str]]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.sense_id].append((row.speaker_id != heard.favourite, row.sha256))
    return {
        sense_id: tuple(dict.fromkeys(sha256 for _, sha256 in sorted(takes, key=lambda take: take[0])))
        for sense_id, takes in found.items()
    }


def file_of(folder: Path, sha256: str) -> Path:
    """Where a file of this content lies under ``folder`` (``Places.recordings``); it may not be there."""
    return folder / sha256[:2] / sha256


def keep_file(folder: Path, content: bytes) -> str:
    """Keep a file under its SHA-256, whole or not at all, and return that. Raises OSError."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = file_of(folder, sha256)
    if target.exists():
        return sha256
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
    return sha256


def forget(folder: Path, digests: Iterable[str]) -> None:
    """Delete files that nothing names any more (what a removal returned). Missing ones are fine."""
    for sha256 in digests:
        file_of(folder, sha256).unlink(missing_ok=True)


def sweep(connection: Connection, folder: Path) -> int:
    """Delete every file under ``folder`` that no recording and no consent names; how many there were.

    Those are what a killed process left between a file and its row, half-written ones too. ``connection``
    must be a writing one: whoever keeps a file writes it within the same transaction as its row, so that none
    is swept away before it is named. Raises OSError.
    """
    kept = named(connection)
    gone = 0
    for path in folder.rglob("*"):
        if path.is_file() and path.name not in kept:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
