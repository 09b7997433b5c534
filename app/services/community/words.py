"""A teacher's way with the words of a community: found, seen, corrected, added, and what became of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, select

from app.services.community.sentences import CommunityError
from app.services.doors.matching import Vocabulary
from app.services.household import Household
from lexicon import edits, own_words, registers, schema, search_keys, senses
from lexicon.community import history, words
from lexicon.community.history import Change
from lexicon.community.merging import Conflict, Fields
from lexicon.community.words import ConflictError, Seen
from lexicon.exchange.entries import Entry
from lexicon.packs import lines
from lexicon.records import Sense
from lexicon.search import search
from lexicon.uyghur.scripts import to_arabic

Choose = Callable[[tuple[Conflict, ...]], Mapping[str, str | None]]
"""Asked for each field that two changed: what shall it say (None: as the source has it)?"""

_NEEDS_TEXT: Final = ("headword", "part_of_speech")


def find(household: Household, text: str, meaning: str = "") -> Sense:
    """The sense that ``text`` means: a headword in any script, or an id; ``meaning`` chooses among several.

    Raises ``CommunityError`` where there is none, or more than one.
    """
    with household.kept.read() as connection:
        here = called(connection, text)
    if meaning:
        key = search_keys.fold(meaning)
        here = tuple(one for one in here if key in map(search_keys.fold, one.glosses.values()))
    if not here:
        raise CommunityError(
            f"There is no word “{text}” here: please see anatil export. Nothing was changed."
        )
    if len(here) > 1:
        told = "; ".join(f"{_first(one)} ({one.id})" for one in here)
        raise CommunityError(f"“{text}” means {told}: please say which with --meaning, or its id.")
    return here[0]


def called(connection: Connection, text: str) -> tuple[Sense, ...]:
    """The senses with this headword, in any script, or this id; hidden ones where there are no others."""
    try:
        return senses.senses(connection, [UUID(text)], now_ms=0)
    except ValueError:
        spelled = to_arabic(text.strip())
        found = [hit.sense for hit in search(connection, text, languages=["ug"], limit=50)]
        # Hidden ones too, which no search finds: somebody may want them back.
        row = select(schema.sense.c.id).join(schema.word).where(schema.word.c.headword == spelled)
        every = senses.senses(connection, [*found, *connection.scalars(row)], now_ms=0)
        here = [one for one in every if one.headword == spelled]
        return tuple([one for one in here if not one.retired] or here)


def _first(sense: Sense) -> str:
    return sense.glosses.get("en") or next(iter(sense.glosses.values()), "—")


def see(household: Household, sense_id: UUID, version: int | None = None) -> Seen:
    """The sense as it stands, or as it stood at a version that somebody remembers."""
    with household.kept.read() as connection:
        if version is None:
            return words.see(connection, sense_id)
        try:
            return words.as_seen_at(connection, sense_id, version)
        except ValueError as error:
            raise CommunityError(f"This word has no version {version} yet. Nothing was changed.") from error


def change(household: Household, seen: Seen, wished: Mapping[str, str | None], choose: Choose) -> Seen:
    """Correct these fields of what was ``seen``; asks ``choose`` as often as somebody else gets in between.

    Raises ``CommunityError`` for what a field cannot be, and what ``choose`` raises; nothing is then changed.
    """
    wanted = {field: checked(seen.id, field, value) for field, value in wished.items()}
    while True:
        try:
            with household.kept.write() as connection:
                stamp = registers.next_stamp(connection, household.kept.device, household.now_ms())
                return words.change(connection, seen, wanted, stamp)
        except ConflictError as error:
            chosen = choose(error.conflicts)
            # What is not in conflict is still wished; what was chosen is said over what stands now.
            wanted = {field: checked(seen.id, field, value) for field, value in {**wanted, **chosen}.items()}
            in_between = {one.field: one.theirs for one in error.conflicts}
            seen = Seen(seen.id, error.now.version, _with(seen.fields, in_between))


def _with(fields: Fields, changed: Mapping[str, str | None]) -> Fields:
    return {key: value for key, value in {**fields, **changed}.items() if value is not None}


def checked(sense_id: UUID, field: str, value: str | None) -> str | None:
    """The value as it is kept, in NFC. Raises ``CommunityError`` for what no device would take."""
    if value is not None:
        value = unicodedata.normalize("NFC", " ".join(value.split()))
        if not value and (field in _NEEDS_TEXT or field.startswith(words.GLOSS)):
            raise CommunityError(f"{field} cannot be empty. Nothing was changed.")
    row = {"target": edits.SENSE, "target_id": sense_id, "field": field, "value": value or "", "utc_ms": 0}
    try:
        edits.check(edits.SENSE, field, value)
        fits = value is None or field == "retired" or lines.edit_fits(row)
    except ValueError:
        fits = False
    if not fits:
        known = ", ".join(edits.FIELDS[edits.SENSE])
        raise CommunityError(
            f"{field} cannot be “{(value or '')[:60]}”. What can be set: {known}, and gloss. with a "
            "language, as in gloss.de. Nothing was changed."
        )
    return value


def add(household: Household, headword: str, glosses: Mapping[str, str], part_of_speech: str = "") -> Sense:
    """Add a word, or another meaning of one; one that is here with this meaning is found and not doubled.

    Raises ``CommunityError``.
    """
    entry = Entry(headword, dict(glosses), part_of_speech=part_of_speech)
    with household.kept.write() as connection:  # looked at in here: nobody else adds the same meanwhile
        found = Vocabulary(senses.all_senses(connection, household.now_ms()), "en").match(entry)
        if found.sense is not None:
            return found.sense
        if found.draft is None:
            raise CommunityError(f"{found.why[:1].upper()}{found.why[1:]}. Nothing was changed.")
        (sense_id,) = own_words.add(connection, [found.draft], household.new_id)
        return senses.senses(connection, [sense_id], household.now_ms())[0]


def past(household: Household, sense_id: UUID) -> tuple[Change, ...]:
    """Every change of a sense, the first first."""
    with household.kept.read() as connection:
        return history.of(connection, edits.SENSE, sense_id)


def undo(household: Household, sense_id: UUID, number: int) -> Seen:
    """Take one change back, by a new change. Raises ``CommunityError`` where that is not possible."""
    with household.kept.write() as connection:
        every = history.of(connection, edits.SENSE, sense_id)
        one = next((each for each in every if each.number == number), None)
        if one is None:
            raise CommunityError(f"This word has no change {number}. Nothing was changed.")
        now = words.see(connection, sense_id)
        if now.fields.get(one.field) != one.new:
            last = max((each.number for each in every if each.field == one.field), default=number)
            raise CommunityError(
                f"{one.field} has been changed again since: please undo change {last} first. "
                "Nothing was changed."
            )
        stamp = registers.next_stamp(connection, household.kept.device, household.now_ms())
        below = edits.below(connection, edits.SENSE, sense_id, one.field)
        back = None if one.old == below else one.old  # as the source has it: then the correction goes
        words.write(connection, sense_id, {one.field: back}, stamp, undoes=number)
        after = words.see(connection, sense_id)
        if after.fields.get(one.field) != one.old:
            raise CommunityError(
                "That is how the word came in. To hide it: anatil community change WORD --set retired=1. "
                "Nothing was changed."
            )
        return after
