"""Who lends a voice, what they allow now, which takes there are, and what second listeners say of them.

Writing takes and their files is ``recordings``; withdrawing is ``removals``. A take is heard by somebody else
before a child learns from it. The rules of the vote, for reviewers as for the code:

- approve when you heard the word you were shown among four, whole, and said as somebody says it;
- reject when it is another word, cut off, two words, or so noisy that a child would mishear it;
- an accent is never a reason, nor is an old or a shy voice.

It is ready when ``needed`` listeners approve and more approve than reject; rejected when as many reject and
more than approve. (Common Voice asks two; a family may ask one.)
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, or_, select, update

from lexicon import recordings, registers, schema, statements
from lexicon.records import Consent, Recording, Scope, Speaker, TakeStatus, VoiceChoice

_speaker, _consent, _recording, _vote = schema.speaker, schema.consent, schema.recording, schema.vote


APPROVALS = "approvals"
"""The device's setting with how many second listeners a take needs."""
FAVOURITE, REGION = "favourite voice", "region heard"
"""The device's settings with the speaker who is heard first (an id), and the region that is heard alone."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one listener (a random id) said of one recording. ``heard`` is the sense chosen among four, None
    where none was; ``reason`` why not; ``month`` is ``YYYY-MM`` and no finer."""

    id: UUID
    recording_id: UUID
    listener_id: UUID
    heard: UUID | None
    approved: bool
    reason: str
    month: str


def choice(connection: Connection) -> VoiceChoice:
    """Whose voices this device's lessons use."""
    favourite = registers.get(connection, registers.DEVICE, FAVOURITE)
    region = registers.get(connection, registers.DEVICE, REGION)
    return VoiceChoice(UUID(favourite) if favourite else None, region or "")


def speakers(connection: Connection) -> tuple[Speaker, ...]:
    """Everybody who lends a voice here, by pseudonym."""
    rows = connection.execute(select(_speaker).order_by(_speaker.c.pseudonym, _speaker.c.id))
    return tuple(Speaker(row.id, row.pseudonym, row.region, row.age_band) for row in rows)


def describe(connection: Connection, speaker_id: UUID, region: str, age_band: str) -> None:
    """What a speaker says of themselves now: a region as coarse as they want, "" not said; an age band."""
    changed = update(_speaker).where(_speaker.c.id == speaker_id)
    connection.execute(changed.values(region=region, age_band=age_band))


def consents(connection: Connection, speaker_id: UUID) -> tuple[Consent, ...]:
    """All that a speaker ever allowed here, the latest first, withdrawn and expired ones too."""
    query = select(_consent).where(_consent.c.speaker_id == speaker_id)
    rows = connection.execute(query.order_by(_consent.c.given_ms.desc(), _consent.c.id))
    return tuple(_as_consent(row) for row in rows)


def in_force(connection: Connection, speaker_id: UUID, now_ms: int) -> Consent | None:
    """The latest consent that was given here and is neither withdrawn nor over at ``now_ms``; without one
    nothing is recorded. One that came with a pack was given to its maker."""
    brought = select(schema.pack_row.c.row_id).where(schema.pack_row.c.kind == "consent")
    elsewhere = set(connection.scalars(brought))
    for consent in consents(connection, speaker_id):
        is_over = consent.expires_ms is not None and consent.expires_ms <= now_ms
        if consent.withdrawn_ms is None and not is_over and consent.id not in elsewhere:
            return consent
    return None


def guests(connection: Connection) -> frozenset[UUID]:
    """Speakers who came with a pack."""
    brought = select(schema.pack_row.c.row_id).where(schema.pack_row.c.kind == "speaker")
    return frozenset(connection.scalars(brought))


def takes(
    connection: Connection,
    *,
    speaker_id: UUID | None = None,
    status: Iterable[TakeStatus] = tuple(TakeStatus),
    now_ms: int | None = None,
) -> tuple[Recording, ...]:
    """Takes in the order they were made; with ``now_ms`` only those whose consent is then in force."""
    query = select(_recording).join(_consent, _consent.c.id == _recording.c.consent_id)
    query = query.where(_recording.c.status.in_([one.value for one in status]))
    if speaker_id is not None:
        query = query.where(_recording.c.speaker_id == speaker_id)
    if now_ms is not None:
        query = query.where(
            _consent.c.withdrawn_ms.is_(None),
            or_(_consent.c.expires_ms.is_(None), _consent.c.expires_ms > now_ms),
        )
    rows = connection.execute(query.order_by(_recording.c.made_ms, _recording.c.id))
    return tuple(recordings.as_recording(row) for row in rows)


def counts(connection: Connection) -> dict[UUID, Counter[TakeStatus]]:
    """How many takes each speaker has, by where they stand."""
    query = select(_recording.c.speaker_id, _recording.c.status, func.count()).group_by(
        _recording.c.speaker_id, _recording.c.status
    )
    found: defaultdict[UUID, Counter[TakeStatus]] = defaultdict(Counter)
    for speaker_id, status, count in connection.execute(query):
        found[speaker_id][TakeStatus(status)] = count
    return dict(found)


def unheard(connection: Connection, listener_id: UUID, now_ms: int) -> tuple[Recording, ...]:
    """Takes that wait for a second listener and that this one has not heard, in the order they were made."""
    heard = set(connection.scalars(select(_vote.c.recording_id).where(_vote.c.listener_id == listener_id)))
    waiting = takes(connection, status=[TakeStatus.WAITING], now_ms=now_ms)
    return tuple(take for take in waiting if take.id not in heard)


def cast(connection: Connection, vote: Vote, needed: int) -> TakeStatus:
    """Keep a vote (in place of an earlier one of the same listener) and say where the take stands now."""
    earlier = select(_vote.c.id).where(
        _vote.c.recording_id == vote.recording_id, _vote.c.listener_id == vote.listener_id
    )
    id_ = connection.execute(earlier).scalar() or vote.id
    row = {
        "id": id_,
        "recording_id": vote.recording_id,
        "listener_id": vote.listener_id,
        "heard_sense_id": vote.heard,
        "approved": vote.approved,
        "reason": vote.reason,
        "month": vote.month,
    }
    connection.execute(statements.insert_or_replace(_vote), [row])
    votes = connection.execute(
        select(_vote.c.approved, _vote.c.reason).where(_vote.c.recording_id == vote.recording_id)
    ).all()
    yes, no = (sum(one.approved is approved for one in votes) for approved in (True, False))
    status, reason = standing(yes, no, needed), ""
    if status is TakeStatus.REJECTED:
        reason = next((one.reason for one in votes if not one.approved and one.reason), "")
    recordings.set_status(connection, vote.recording_id, status, reason)
    return status


def standing(approvals: int, rejections: int, needed: int) -> TakeStatus:
    """Where a take stands with so many votes: see the rules above."""
    if approvals >= needed and approvals > rejections:
        return TakeStatus.READY
    if rejections >= needed and rejections > approvals:
        return TakeStatus.REJECTED
    return TakeStatus.WAITING


def _as_consent(row: Row[Any]) -> Consent:
    return Consent(
        row.id, row.speaker_id, Scope(row.scope), row.given_ms, row.terms, row.language, row.expires_ms,
        row.withdrawn_ms, row.spoken_sha256,
    )  # fmt: skip
