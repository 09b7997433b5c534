"""Removal on a person's wish: the one thing that is stronger than a union.

What is removed leaves a tombstone, its random id and nothing else, which wins over merge, import, snapshot
and restore. Guards in the database refuse what has one (``guards``).
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, Table, delete, select, update

from lexicon import schema, statements

_BURY = statements.insert_unless_there(schema.tombstone)


def bury(connection: Connection, gone: UUID) -> None:
    """Leave a tombstone; a second one changes nothing."""
    connection.execute(_BURY, {"id": gone})


def is_removed(connection: Connection, which: UUID | str) -> bool:
    """Whether this id has a tombstone. A text that is no UUID never has."""
    if isinstance(which, str):
        try:
            which = UUID(which)
        except ValueError:
            return False
    tombstone = schema.tombstone
    return connection.execute(select(tombstone.c.id).where(tombstone.c.id == which)).first() is not None


def all_of(connection: Connection) -> frozenset[UUID]:
    """Every tombstone, for a pack or another device."""
    return frozenset(connection.scalars(select(schema.tombstone.c.id)))


def apply(connection: Connection, gone: Iterable[UUID], now_ms: int) -> frozenset[str]:
    """Remove here what was removed on another device, and keep the rest of ``gone`` from ever coming.

    Returns as ``recording`` does.
    """
    files: frozenset[str] = frozenset()
    here = set(gone) - all_of(connection)
    takes = [which for which in here if _is_there(connection, schema.recording, which)]
    for which in here:
        if _is_there(connection, schema.learner, which):
            learner(connection, which)
        elif _is_there(connection, schema.speaker, which):
            files |= speaker(connection, which, now_ms)
        elif _is_there(connection, schema.consent, which):
            files |= consent(connection, which, now_ms)
        else:
            bury(connection, which)
    return files | _remove_recordings(connection, takes)


def _is_there(connection: Connection, table: Table, which: UUID) -> bool:
    return connection.execute(select(table.c.id).where(table.c.id == which)).first() is not None


def learner(connection: Connection, learner_id: UUID) -> None:
    """Remove a learner with every answer, memory and setting, for good."""
    bury(connection, learner_id)
    for table in (schema.memory, schema.review, schema.writing):
        connection.execute(delete(table).where(table.c.learner_id == learner_id))
    connection.execute(delete(schema.setting).where(schema.setting.c.scope == str(learner_id)))
    connection.execute(delete(schema.learner).where(schema.learner.c.id == learner_id))


def recording(connection: Connection, recording_id: UUID) -> frozenset[str]:
    """Remove one recording. Returns the SHA-256 of files that nothing names any more: delete them
    (``recordings.forget``) before the transaction is kept, so that no file outlives its row."""
    return _remove_recordings(connection, [recording_id])


def consent(connection: Connection, consent_id: UUID, now_ms: int) -> frozenset[str]:
    """Withdraw a consent: its recordings go, and the consent is marked. Returns as ``recording`` does."""
    table = schema.consent
    spoken = connection.execute(select(table.c.spoken_sha256).where(table.c.id == consent_id)).scalar()
    takes = connection.scalars(
        select(schema.recording.c.id).where(schema.recording.c.consent_id == consent_id)
    ).all()
    bury(connection, consent_id)
    connection.execute(
        update(table).where(table.c.id == consent_id).values(withdrawn_ms=now_ms, spoken_sha256=None)
    )
    return _remove_recordings(connection, list(takes)) | ({spoken} if spoken else frozenset())


def speaker(connection: Connection, speaker_id: UUID, now_ms: int) -> frozenset[str]:
    """Remove a speaker with every consent and recording; random ids are left. Returns as ``recording``."""
    table = schema.consent
    ids = connection.scalars(select(table.c.id).where(table.c.speaker_id == speaker_id)).all()
    files: frozenset[str] = frozenset()
    for consent_id in ids:
        files |= consent(connection, consent_id, now_ms)
    connection.execute(delete(table).where(table.c.speaker_id == speaker_id))
    connection.execute(delete(schema.speaker).where(schema.speaker.c.id == speaker_id))
    bury(connection, speaker_id)
    return files


def _remove_recordings(connection: Connection, ids: list[UUID]) -> frozenset[str]:
    table = schema.recording
    named = select(table.c.sha256, table.c.archive_sha256)
    files = {
        digest for row in connection.execute(named.where(table.c.id.in_(ids))) for digest in row if digest
    }
    for gone in ids:
        bury(connection, gone)
    connection.execute(delete(table).where(table.c.id.in_(ids)))
    still = {digest for row in connection.execute(named) for digest in row}
    return frozenset(files - still)
