"""Lists of one's own, as a teacher works with them: seen, made, changed, and words added to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from anatil import AnaTilError
from app.services.at_hand import with_files
from app.services.doors import kinds
from app.services.doors.bringing import Brought, bring
from app.services.doors.looking import compared
from app.services.doors.matching import Vocabulary
from app.services.household import Household
from lexicon import own_lists, own_words, senses
from lexicon.exchange.entries import Entry
from lexicon.own_words import Draft
from lexicon.records import UNSAID, Sense, Theme

_NUMBER = re.compile(r" \d+$")


class NoWordError(AnaTilError):
    """What was written is no Uyghur word, or cannot be kept beside the others; the message says why."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A list with its words in their order; ``own``: it was made here and may be changed here."""

    theme: Theme
    words: tuple[Sense, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """What somebody wrote, in the stored spelling, and words that are here and may be meant, the likeliest
    first: found as a search finds them, or one letter away."""

    headword: str
    here: tuple[Sense, ...]


def every(household: Household) -> tuple[Theme, ...]:
    """One's own lists and those that packs have brought, in their order."""
    with household.kept.read() as connection:
        return senses.own_lists(connection)


def opened(household: Household, list_id: UUID) -> Opened | None:
    """A list as it is now, without pictures and voices whose files are missing; None where it is gone."""
    with household.kept.read() as connection:
        theme = next((one for one in senses.own_lists(connection) if one.id == list_id), None)
        if theme is None:
            return None
        words = with_files(household, senses.senses_of(connection, list_id, household.now_ms()))
        return Opened(theme, tuple(words), own_lists.is_own(connection, list_id))


def make(household: Household, title: str) -> UUID:
    """An empty list of this title; its id."""
    list_id = household.new_id()
    with household.kept.write() as connection:
        own_lists.make(connection, list_id, {UNSAID: " ".join(title.split())})
    return list_id


def put(household: Household, title: str, words: Iterable[UUID]) -> UUID:
    """Make the list of this title, or give the one that is here these words and no others; its id."""
    with household.kept.write() as connection:
        for one in senses.own_lists(connection):
            if title in one.titles.values() and own_lists.is_own(connection, one.id):
                own_lists.put(connection, one.id, words)
                return one.id
        list_id = household.new_id()
        own_lists.make(connection, list_id, {UNSAID: title}, words)
        return list_id


def change(household: Household, list_id: UUID, words: Iterable[UUID]) -> None:
    """Give a list these words in this order; nothing happens to one that was not made here."""
    with household.kept.write() as connection:
        if own_lists.is_own(connection, list_id):
            own_lists.put(connection, list_id, words)


def rename(household: Household, list_id: UUID, title: str) -> None:
    """Give a list of one's own another title."""
    with household.kept.write() as connection:
        if own_lists.is_own(connection, list_id):
            own_lists.rename(connection, list_id, {UNSAID: " ".join(title.split())})


def remove(household: Household, list_id: UUID) -> None:
    """Take a list of one's own away; its words stay."""
    with household.kept.write() as connection:
        own_lists.remove(connection, list_id)


def copy(household: Household, list_id: UUID, title: str) -> UUID:
    """Another list with the same words; its id. Of a pack's list too, which may then be changed."""
    with household.kept.write() as connection:
        words = own_lists.items(connection, list_id)
        new = household.new_id()
        own_lists.make(connection, new, {UNSAID: title}, words)
        return new


def split(household: Household, list_id: UUID, first: UUID) -> UUID:
    """Make a list of the words from ``first`` on, which leave this one; its id.

    It is called as this one with the next number that no list has. Where list or word has gone meanwhile
    nothing happens, and it is the id of this one.
    """
    with household.kept.write() as connection:
        lists = senses.own_lists(connection)
        theme = next((one for one in lists if one.id == list_id), None)
        words = own_lists.items(connection, list_id)  # hidden ones too, which nobody was shown
        if theme is None or first not in words or not own_lists.is_own(connection, list_id):
            return list_id
        at = words.index(first)
        taken = {title for one in lists for title in one.titles.values()}
        title = _NUMBER.sub("", next(iter(theme.titles.values()), ""))
        number = next(n for n in count(2) if f"{title} {n}" not in taken)
        new = household.new_id()
        own_lists.make(connection, new, {UNSAID: f"{title} {number}"}, words[at:])
        own_lists.put(connection, list_id, words[:at])
        return new


def join(household: Household, list_id: UUID, other_id: UUID) -> None:
    """Put the words of another list at the end of this one, each once; the other stays as it is."""
    with household.kept.write() as connection:
        if own_lists.is_own(connection, list_id):
            words = (*own_lists.items(connection, list_id), *own_lists.items(connection, other_id))
            own_lists.put(connection, list_id, dict.fromkeys(words))


def offered(household: Household, text: str, language: str, most: int = 6) -> Offered:
    """What ``text``, in any script or a meaning in any language, may stand for."""
    from lexicon.search import search

    with household.kept.read() as connection:
        hits = search(connection, text, limit=4 * most)
        found = senses.senses(connection, dict.fromkeys(hit.sense for hit in hits), household.now_ms())
        here = tuple(one for one in found if not one.retired)[:most]
        spelled = Vocabulary(here, language).match(Entry(text)).headword
    return Offered(spelled, here)


def add_new(household: Household, list_id: UUID, text: str, meaning: str, language: str) -> Sense:
    """Add a word to a list: one that is here with this meaning, else a new one of one's own.

    Raises ``NoWordError``, ``StoreError``.
    """
    with household.kept.read() as connection:
        vocabulary = Vocabulary(senses.all_senses(connection, household.now_ms()), language)
    found = vocabulary.match(Entry(text, {language: meaning} if meaning else {}))
    with household.kept.write() as connection:
        if found.sense is not None:
            sense_id = found.sense.id
        elif isinstance(found.draft, Draft):
            (sense_id,) = own_words.add(connection, [found.draft], household.new_id)
        else:
            raise NoWordError(f"{found.why[:1].upper()}{found.why[1:]}.")
        own_lists.put(connection, list_id, (*own_lists.items(connection, list_id), sense_id))
        return senses.senses(connection, [sense_id], household.now_ms())[0]


def paste(household: Household, text: str, title: str, language: str) -> Brought:
    """A table that was copied out of a spreadsheet, into the list of this title. Raises ``TableError``."""
    book, columns = kinds.pasted(text)
    return bring(household, compared(household, book, columns, language), into=title)
