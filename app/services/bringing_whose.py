"""Whose voice it is that is brought in, and with which consent: nothing comes in without one.

In a folder the files are one speaker's who agreed on screen, in force now. At Lingua Libre and Common Voice
people published their voice themselves, so the licence is what they agreed to, noted once for each of them,
with a name of our making.

Ids are made of what is brought, so the same recording gets the same id each time: a second import adds
nothing, and what was taken back stays away, by its tombstone. For a folder the id is made of the speaker's
random one too, so that nobody who has the file learns from a tombstone whose it was. What is published is
published: there the content alone decides, whatever the source calls the speaker by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy import Connection

from app.services.household import Household
from lexicon import recordings, removals, voices
from lexicon.exchange.flaws import SourceError
from lexicon.exchange.voices import CC0, Kind, Offered, line
from lexicon.records import Consent, Scope, Sense, Speaker
from lexicon.troubles import ConsentMissingError

_OURS: Final = UUID("1f3e54a1-6e50-4989-a82c-7e3031ba1671")
"""Random; the name space of what is brought in."""
NAMES: Final = {Kind.LINGUA_LIBRE: "Lingua Libre", Kind.COMMON_VOICE: "Common Voice"}


@dataclass(frozen=True, slots=True)
class Known:
    """A speaker of this home, with a consent in force: whose voice the files of a folder are."""

    speaker: Speaker
    consent: Consent


def known(household: Household, speaker: Speaker, licence: str = "") -> Known:
    """A speaker with a consent in force, the latest. A ``licence`` lets everybody have the voice, so it
    needs a consent that does.

    Raises ``ConsentMissingError``, with a sentence that says how to get one.
    """
    with household.kept.read() as connection:
        found = voices.in_force(connection, speaker.id, household.now_ms())
    how = (
        "Please open Ana Til, go to the voices, and read the terms with the speaker; then bring the "
        "recordings in again. Nothing was kept."
    )
    if found is None:
        raise ConsentMissingError(f"{speaker.pseudonym} has not agreed to this, or no longer does. {how}")
    if licence and found.scope is not Scope.PUBLIC:
        raise ConsentMissingError(
            f"{speaker.pseudonym} has not agreed that everybody may have the voice: it has no licence. {how}"
        )
    return Known(speaker, found)


def ids(kind: Kind, by: Known | None, offered: Offered) -> tuple[UUID, UUID]:
    """Of the speaker and of the consent."""
    if by is not None:
        return by.speaker.id, by.consent.id
    speaker = uuid5(_OURS, f"speaker {kind} {offered.speaker}")
    return speaker, uuid5(_OURS, f"consent {speaker} {offered.licence}")


def recording_id(kind: Kind, by: Known | None, sha256: str, sense: Sense) -> UUID:
    """Of the recording that the file with this content is of a sense."""
    return uuid5(_OURS, f"recording {kind if by is None else by.speaker.id} {sha256} {sense.id}")


def source_line(by: Known | None, offered: Offered) -> str:
    """Whom to name and the licence, for ``Recording.source``; a speaker of this home is named as here."""
    named = offered.attribution
    if not named and by is not None and offered.licence not in ("", CC0):
        named = by.speaker.pseudonym
    return line(named, offered.licence)


def refuse_removed(connection: Connection, speaker_id: UUID, consent_id: UUID) -> None:
    """Raises ``SourceError`` for a voice that was taken back here."""
    if removals.is_removed(connection, speaker_id) or removals.is_removed(connection, consent_id):
        raise SourceError("This voice was taken back here, and stays away.")


def allow(
    connection: Connection, kind: Kind, by: Known | None, offered: Offered, now_ms: int
) -> tuple[UUID, UUID]:
    """Speaker and consent of a take about to be kept; a published voice and its licence are noted if new.

    ``connection`` is a writing one. Raises ``ConsentMissingError`` where it is no longer allowed, or
    ``RemovedError`` (through the store).
    """
    speaker_id, consent_id = ids(kind, by, offered)
    if by is None:
        here = voices.speakers(connection)
        if all(one.id != speaker_id for one in here):
            recordings.add_speaker(connection, Speaker(speaker_id, _pseudonym(kind, here)))
        if all(one.id != consent_id for one in voices.consents(connection, speaker_id)):
            given = Consent(consent_id, speaker_id, Scope.PUBLIC, now_ms, terms=offered.licence)
            recordings.add_consent(connection, given)
    if _one_in_force(connection, speaker_id, consent_id, now_ms) is None:
        raise ConsentMissingError("The speaker no longer allows it.")
    return speaker_id, consent_id


def _one_in_force(connection: Connection, speaker_id: UUID, consent_id: UUID, now_ms: int) -> Consent | None:
    for one in voices.consents(connection, speaker_id):
        if one.id == consent_id and one.withdrawn_ms is None:
            return one if one.expires_ms is None or one.expires_ms > now_ms else None
    return None


def _pseudonym(kind: Kind, here: tuple[Speaker, ...]) -> str:
    taken, number = {one.pseudonym for one in here}, 1
    while f"{NAMES[kind]} {number}" in taken:
        number += 1
    return f"{NAMES[kind]} {number}"
