"""Recording voices: speakers and their consent, the queue of words, takes kept at once, second listeners.

Runs on the database's thread. A take is on the disk before the next word is shown; mastering comes after and
may wait (a phone has no encoder). Nothing is recorded without a consent in force.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Connection

from app.services.household import Household
from lexicon import recordings, registers, removals, senses, voices
from lexicon.records import (
    ANY_VOICE,
    Consent,
    Recording,
    Scope,
    Sense,
    Speaker,
    TakeStatus,
    Theme,
    VoiceChoice,
)
from lexicon.troubles import ConsentMissingError
from lexicon.voices import Vote

TERMS = "terms-1"
"""Names the text that is shown before somebody agrees; a changed text gets a new name."""
USUAL_APPROVALS = 2
YEAR_MS = 365 * 86_400_000
LISTENER = "listener"
CHOICES = 4


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A speaker, what they allow here now (None: nothing), and how many takes stand where; a ``guest`` came
    with a pack."""

    speaker: Speaker
    consent: Consent | None
    takes: Counter[TakeStatus]
    guest: bool = False


@dataclass(frozen=True, slots=True)
class StudioView:
    """What the studio's first screen shows. ``to_hear`` counts takes that wait for this listener, ``heard``
    says whose voices the lessons use."""

    speakers: tuple[SpeakerView, ...]
    themes: tuple[Theme, ...]
    to_hear: int
    approvals: int
    heard: VoiceChoice = ANY_VOICE

    @property
    def regions(self) -> tuple[str, ...]:
        """What the speakers said of where their Uyghur is from, each once."""
        return tuple(sorted({one.speaker.region for one in self.speakers} - {""}))


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A word to say; ``reason`` is why an earlier take of it was rejected, "" where there is none."""

    sense: Sense
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Hearing:
    """One take to hear blind, and the senses to choose from."""

    take: Recording
    choices: tuple[Sense, ...]


class Studio:
    """``rng`` shuffles what a second listener chooses from."""

    def __init__(self, household: Household, rng: random.Random) -> None:
        self._household = household
        self._rng = rng

    def view(self) -> StudioView:
        """Everybody who lends a voice, the themes, and what waits to be heard."""
        now_ms = self._household.now_ms()
        with self._household.kept.read() as connection:
            counted, guests = voices.counts(connection), voices.guests(connection)
            found = tuple(
                SpeakerView(
                    speaker,
                    voices.in_force(connection, speaker.id, now_ms),
                    counted.get(speaker.id, Counter()),
                    speaker.id in guests,
                )
                for speaker in voices.speakers(connection)
            )
            themes = senses.themes(connection)
            listener = registers.get(connection, registers.DEVICE, LISTENER)
            waiting = voices.unheard(connection, UUID(listener) if listener else UUID(int=0), now_ms)
            needed = self._approvals(registers.get(connection, registers.DEVICE, voices.APPROVALS))
            heard = voices.choice(connection)
        return StudioView(found, themes, len(waiting), needed, heard)

    def make_speaker(self, pseudonym: str, age_band: str = "grown", region: str = "") -> Speaker:
        """A new speaker, by a name that is not their own. Raises ValueError for an empty one."""
        pseudonym = " ".join(pseudonym.split())
        if not pseudonym:
            raise ValueError("a speaker needs a name to go by")
        speaker = Speaker(self._household.new_id(), pseudonym, region, age_band)
        with self._household.kept.write() as connection:
            recordings.add_speaker(connection, speaker)
        return speaker

    def describe(self, speaker: Speaker, region: str, age_band: str) -> Speaker:
        """What a speaker says of themselves: a region as coarse as they want, "" not said; an age band."""
        said = replace(speaker, region=" ".join(region.split()), age_band=age_band)
        with self._household.kept.write() as connection:
            voices.describe(connection, said.id, said.region, said.age_band)
        return said

    def agree(
        self, speaker: Speaker, scope: Scope, language: str, years: int | None = None, spoken: bytes = b""
    ) -> Consent:
        """A speaker agreed to the terms shown in ``language``; ``spoken`` is a WAV of it, kept here alone."""
        now_ms = self._household.now_ms()
        with self._household.kept.write() as connection:
            digest = recordings.keep_file(self._household.places.recordings, spoken) if spoken else None
            consent = Consent(
                self._household.new_id(), speaker.id, scope, now_ms, TERMS, language,
                None if years is None else now_ms + years * YEAR_MS, spoken_sha256=digest,
            )  # fmt: skip
            recordings.add_consent(connection, consent)
        return consent

    def queue(
        self, speaker: Speaker, theme_id: UUID | None = None, only: Sequence[UUID] = ()
    ) -> tuple[QueueItem, ...]:
        """Words this speaker has not said yet, rejected ones first, else in the order of the path: of a
        theme, or ``only`` these senses in their order, where they are given."""
        now_ms = self._household.now_ms()
        every: Sequence[Sense]
        with self._household.kept.read() as connection:
            if only:
                every = senses.senses(connection, only, now_ms)
            elif theme_id is None:
                every = senses.everything(connection, now_ms)
            else:
                every = senses.senses_of(connection, theme_id, now_ms)
            said = voices.takes(connection, speaker_id=speaker.id)
        done = {take.sense_id for take in said if take.status is not TakeStatus.REJECTED}
        reasons = {take.sense_id: take.reason for take in said if take.status is TakeStatus.REJECTED}
        waiting = [QueueItem(sense, reasons.get(sense.id, "")) for sense in every if sense.id not in done]
        return tuple(sorted(waiting, key=lambda item: item.sense.id not in reasons))

    def keep_take(
        self, speaker: Speaker, sense: Sense, wav: bytes, duration_ms: int, figures: Mapping[str, float],
        own: str = "",
    ) -> Recording:  # fmt: skip
        """Keep a take: its file first, then its row, so that a row never names a file that is not there.

        ``own`` is the other word that is said in it: such a take is no voice of the headword, so it is kept
        apart, and no lesson and no second listener meets it.

        Raises ``ConsentMissingError`` where the speaker allows nothing now, OSError or a ``StoreError``.
        """
        household = self._household
        now_ms = household.now_ms()
        with household.kept.read() as connection:
            consent = voices.in_force(connection, speaker.id, now_ms)
            needed = self._approvals(registers.get(connection, registers.DEVICE, voices.APPROVALS))
        if consent is None:
            raise ConsentMissingError(speaker.pseudonym)
        with household.kept.write() as connection:
            take = Recording(
                household.new_id(), sense.id, speaker.id, consent.id,
                recordings.keep_file(household.places.recordings, wav), "audio/wav", duration_ms, now_ms,
                TakeStatus.RAW if own else TakeStatus.READY if needed == 0 else TakeStatus.WAITING,
                reason=own, sample_rate_hz=48_000,
                peak_dbfs=figures.get("peak_dbfs"), noise_dbfs=figures.get("noise_dbfs"),
                snr_db=figures.get("snr_db"), loudness_db=figures.get("loudness_db"), figures=dict(figures),
            )  # fmt: skip
            recordings.add(connection, take)
        return take

    def hearings(self, most: int = 20) -> tuple[Hearing, ...]:
        """Takes for this listener to hear blind: each with its word among four that a child may mix up."""
        now_ms = self._household.now_ms()
        listener = self._listener()
        with self._household.kept.read() as connection:
            takes = voices.unheard(connection, listener, now_ms)[:most]
            every = senses.everything(connection, now_ms)
        by_id = {sense.id: sense for sense in every}
        found = []
        for take in takes:
            target = by_id.get(take.sense_id)
            if target is not None:
                fair = [one for one in every if one.theme_id == target.theme_id and self._fair(one, target)]
                wrong = self._rng.sample(fair, min(CHOICES - 1, len(fair)))
                choices = [target, *wrong]
                self._rng.shuffle(choices)
                found.append(Hearing(take, tuple(choices)))
        return tuple(found)

    def vote(self, take: Recording, heard: UUID | None, approved: bool, reason: str = "") -> TakeStatus:
        """A second listener's word; what was heard wrong is no approval, whatever else is said."""
        household = self._household
        month = f"{datetime.fromtimestamp(household.now_ms() / 1000, UTC):%Y-%m}"
        right = approved and heard == take.sense_id
        vote = Vote(household.new_id(), take.id, self._listener(), heard, right, reason, month)
        with household.kept.write() as connection:
            needed = self._approvals(registers.get(connection, registers.DEVICE, voices.APPROVALS))
            return voices.cast(connection, vote, max(1, needed))

    def someone_else_listens(self) -> None:
        """Another person sits down to listen: a new random id, so that one person has one vote."""
        self._household.set_device(LISTENER, str(self._household.new_id()))

    def withdraw_take(self, recording_id: UUID) -> None:
        """Delete one recording here, and leave a tombstone that keeps it from coming back: withdrawn, or the
        speaker says it again."""
        with self._household.kept.write() as connection:
            gone = removals.recording(connection, recording_id)
            self._sweep_packs(connection)
            recordings.forget(self._household.places.recordings, gone)
        self._household.purge_copies()

    def withdraw_consent(self, consent_id: UUID) -> None:
        """A speaker takes a consent back: its recordings go, the spoken consent too."""
        with self._household.kept.write() as connection:
            removals.consent(connection, consent_id, self._household.now_ms())
            self._sweep(connection)
        self._household.purge_copies()

    def remove_speaker(self, speaker_id: UUID) -> None:
        """A speaker goes with every consent and recording; random ids are left."""
        with self._household.kept.write() as connection:
            removals.speaker(connection, speaker_id, self._household.now_ms())
            self._sweep(connection)
        self._household.purge_copies()

    def _sweep(self, connection: Connection) -> None:
        """No file may be left of a voice that was taken back, nor one of which no row says whose it is.

        Files go before their rows do for good: a process that is killed between leaves the voice listed, to
        be taken back again.
        """
        self._sweep_packs(connection)
        recordings.sweep(connection, self._household.places.recordings)

    def _sweep_packs(self, connection: Connection) -> None:
        """In installed packs too."""
        from lexicon.packs import clips  # only when a voice is taken back

        clips.sweep(connection, self._household.places.packs)
        self._household.forget_packed()

    def has(self, recording_id: UUID) -> bool:
        """Whether there is such a recording here."""
        with self._household.kept.read() as connection:
            return any(take.id == recording_id for take in voices.takes(connection))

    def content(self, take: Recording) -> bytes:
        """The file of a take. Raises OSError where it is gone."""
        packed = self._household.packed().clips.get(take.sha256)
        loose = recordings.file_of(self._household.places.recordings, take.sha256)
        return loose.read_bytes() if packed is None or loose.is_file() else packed.read_bytes()

    def raw(self) -> tuple[Recording, ...]:
        """Takes that are still as they were recorded, and wait to be mastered."""
        with self._household.kept.read() as connection:
            every = voices.takes(connection)
        packed = self._household.packed().clips  # those are their maker's to master
        return tuple(
            take
            for take in every
            if take.archive_sha256 is None and take.media_type == "audio/wav" and take.sha256 not in packed
        )

    def keep_mastered(
        self,
        take: Recording,
        archive: bytes,
        copy: bytes,
        media_type: str,
        duration_ms: int,
        loudness_db: float,
    ) -> None:
        """Put the mastered files in the raw one's place; the raw file goes when nothing names it any more."""
        folder = self._household.places.recordings
        with self._household.kept.write() as connection:
            mastered = replace(
                take, sha256=recordings.keep_file(folder, copy),
                archive_sha256=recordings.keep_file(folder, archive),
                media_type=media_type, duration_ms=duration_ms, loudness_db=loudness_db,
            )  # fmt: skip
            gone = recordings.put_mastered(connection, mastered)
        recordings.forget(folder, gone)

    def _listener(self) -> UUID:
        with self._household.kept.read() as connection:
            known = registers.get(connection, registers.DEVICE, LISTENER)
        if known:
            return UUID(known)
        made = self._household.new_id()
        self._household.set_device(LISTENER, str(made))
        return made

    @staticmethod
    def _approvals(setting: str | None) -> int:
        return int(setting) if setting and setting.isdecimal() else USUAL_APPROVALS

    @staticmethod
    def _fair(one: Sense, target: Sense) -> bool:
        return one.id != target.id and one.id not in target.apart and one.headword != target.headword
