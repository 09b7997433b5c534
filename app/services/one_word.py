"""One word as a teacher corrects it: its spelling, its meaning, its picture. Everything can be taken back.

Corrections are edits, laid over what the starter, a pack or somebody here says; they go along in packs.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from app.services.at_hand import with_files
from app.services.doors.matching import Match, Vocabulary
from app.services.household import Household
from app.services.own_lists import NoWordError
from lexicon import edits, photos, registers, search_keys, senses
from lexicon.exchange.entries import Entry
from lexicon.packs import lines
from lexicon.records import Sense

_PICTURE = "picture"


class NoMeaningError(NoWordError):
    """What was written is no plain text, or too long."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as it is now; ``corrected``: something of it was corrected here; ``alike``: others here that
    are spelled so, or nearly."""

    sense: Sense
    corrected: bool
    alike: tuple[Sense, ...] = ()


def seen(household: Household, sense_id: UUID) -> Seen | None:
    """The word, without a picture or voice whose file is missing; None where it is gone."""
    with household.kept.read() as connection:
        found = with_files(household, senses.senses(connection, [sense_id], household.now_ms()))
        if not found:
            return None
        sense = found[0]
        every = senses.all_senses(connection, household.now_ms())
        alike = tuple(one for one in every if one.id != sense_id and _alike(one.headword, sense.headword))
        return Seen(sense, bool(edits.of(connection, edits.SENSE).get(sense_id)), alike)


def _alike(one: str, other: str) -> bool:
    if one == other or search_keys.fold(one) == search_keys.fold(other):
        return True
    return min(len(one), len(other)) >= 4 and search_keys.one_letter_off(one, other)


def spell(household: Household, sense_id: UUID, text: str) -> None:
    """Correct the headword, written in any script. Raises ``NoWordError``, ``StoreError``."""
    with household.kept.read() as connection:
        vocabulary = Vocabulary(senses.all_senses(connection, household.now_ms()), "en")
    found = vocabulary.match(Entry(text, {"en": "?"}))
    if found.match is Match.OUT:
        raise NoWordError(f"{found.why[:1].upper()}{found.why[1:]}.")
    _lay(household, sense_id, "headword", found.headword)


def mean(household: Household, sense_id: UUID, text: str, language: str) -> None:
    """Correct the meaning in one language (BCP 47). Raises ``NoMeaningError``, ``StoreError``."""
    told = unicodedata.normalize("NFC", " ".join(text.split()))
    row = {"sense_id": sense_id, "language": language, "place": 0, "text": told}
    if not lines.fits(lines.GLOSS, row):
        raise NoMeaningError("This meaning is no plain text, or is too long.")
    _lay(household, sense_id, f"gloss.{language}", told)


def show(household: Household, sense_id: UUID, code: str | None) -> None:
    """Give it the picture of this code; None: no picture. Raises ``StoreError``."""
    _lay(household, sense_id, _PICTURE, code or "")


def show_photo(household: Household, sense_id: UUID, png: bytes) -> None:
    """Give it a picture of one's own, a PNG without anything else in it (``photos.keep``).

    Raises ``PackError``, ``StoreError``, OSError; nothing is then changed.
    """
    with household.kept.write() as connection:
        code = photos.keep(household.places.photos, png)
        _put(household, connection, sense_id, _PICTURE, code)


def take_back(household: Household, sense_id: UUID) -> None:
    """It is again as it came: what was corrected here no longer counts."""
    with household.kept.write() as connection:
        for field in edits.of(connection, edits.SENSE).get(sense_id, {}):
            if field != "retired":
                _put(household, connection, sense_id, field, None)


def _lay(household: Household, sense_id: UUID, field: str, value: str) -> None:
    with household.kept.write() as connection:
        same = edits.below(connection, edits.SENSE, sense_id, field) == value
        _put(household, connection, sense_id, field, None if same else value)


def _put(household: Household, connection: Connection, sense_id: UUID, field: str, value: str | None) -> None:
    stamp = registers.next_stamp(connection, household.kept.device, household.now_ms())
    edits.put(connection, edits.SENSE, sense_id, field, value, stamp)
