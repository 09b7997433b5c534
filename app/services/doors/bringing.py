"""Words from another tool into what is kept: in one transaction, all of them or none.

Nothing that is here is changed but what is missing: meanings in further languages come as a teacher's edits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from app.services.doors import kinds
from app.services.doors.looking import Looked
from app.services.doors.matching import Match
from app.services.household import Household
from app.services.progress_files import StoppedError, Told, silent
from lexicon import edits, origins, own_lists, own_words, photos, registers, search_index, senses
from lexicon.exchange.flaws import ArchiveError, SourceError
from lexicon.origins import Origin
from lexicon.own_words import Draft
from lexicon.packs.flaws import PackError
from lexicon.records import UNSAID

_AT_ONCE: Final = 500
"""Words between two questions whether to go on; a tenth of a second."""
_MOST_LISTS: Final = 200
_LONGEST_TITLE: Final = 120


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in: new words, new meanings of words that were here, meanings in further languages, lists,
    pictures of words that had none; ``unread`` pictures were none, or too large."""

    words: int
    meanings: int
    glosses: int
    lists: tuple[UUID, ...]
    pictures: int = 0
    unread: int = 0


def bring(household: Household, looked: Looked, *, into: str = "", told: Told = silent) -> Brought:
    """Bring in what was looked at.

    All of it becomes the list ``into``, or, where that is "", the lists that the file names, else one with
    the file's title; a list of that name made here grows. Raises ``StoppedError``, ``StoreError`` or OSError,
    and nothing was changed.
    """
    with household.kept.write() as connection:
        ids = _words(connection, household, looked, told)
        glosses = _glosses(connection, household, looked)
        lists = _lists(connection, household, looked, ids, into)
        _origins(connection, looked, ids)
        pictures, unread = _pictures(connection, household, looked, ids, told)
    return Brought(looked.count(Match.NEW), looked.count(Match.MEANING), glosses, lists, pictures, unread)


def _words(connection: Connection, household: Household, looked: Looked, told: Told) -> list[UUID | None]:
    """Each entry's sense, new ones added; None for what stays out."""
    ids: list[UUID | None] = [None if one.sense is None else one.sense.id for one in looked.matched]
    drafts: list[tuple[int, Draft]] = [
        (place, one.draft) for place, one in enumerate(looked.matched) if one.draft is not None
    ]
    for start in range(0, len(drafts), _AT_ONCE):
        if not told(start, len(drafts)):
            raise StoppedError("Stopped. Nothing was changed.")
        some = drafts[start : start + _AT_ONCE]
        new = own_words.add(connection, [draft for _, draft in some], household.new_id)
        for (place, _), sense_id in zip(some, new, strict=True):
            ids[place] = sense_id
    told(len(drafts), len(drafts))
    return ids


def _glosses(connection: Connection, household: Household, looked: Looked) -> int:
    """Meanings in languages that words here lack."""
    changed: dict[UUID, None] = {}
    count = 0
    given: set[tuple[UUID, str]] = set()
    stamp = None
    for one in looked.matched:
        for code, text in (one.glosses or {}).items():
            if one.sense is None or (one.sense.id, code) in given:
                continue
            stamp = stamp or registers.next_stamp(connection, household.kept.device, household.now_ms())
            given.add((one.sense.id, code))
            count += edits.lay(connection, edits.SENSE, one.sense.id, f"gloss.{code}", text, stamp)
            changed[one.sense.id] = None
    search_index.refresh(connection, changed)
    return count


def _origins(connection: Connection, looked: Looked, ids: Sequence[UUID | None]) -> None:
    """What the file says of its words beyond what is kept, for the way back."""
    door = "" if looked.path is None else kinds.kind_of(looked.path, looked.kind)
    if door in kinds.WITH_REST:
        entries = [(id_, one.entry) for id_, one in zip(ids, looked.matched, strict=True) if id_ is not None]
        origins.put(
            connection, door, {id_: Origin(entry.key, entry.rest) for id_, entry in reversed(entries)}
        )


def _pictures(
    connection: Connection, household: Household, looked: Looked, ids: Sequence[UUID | None], told: Told
) -> tuple[int, int]:
    """The file's pictures for words that have none; how many came, and how many could not be read."""
    if not looked.pictures or looked.path is None:
        return 0, 0
    from app.services.squares import NoPhotoError
    from app.teach.photo import square_of  # a desktop's; so is every file that has pictures

    without = {one.id for one in senses.all_senses(connection, household.now_ms()) if one.picture is None}
    stamp = registers.next_stamp(connection, household.kept.device, household.now_ms())
    came = unread = 0
    with kinds.opened(looked.path, looked.kind) as (book, _):
        for place, (entry, matched, sense_id) in enumerate(
            zip(book.entries, looked.matched, ids, strict=False)
        ):
            if entry.picture is None or sense_id not in without or entry.headword != matched.entry.headword:
                continue
            if not told(place, len(ids)):
                raise StoppedError("Stopped. Nothing was changed.")
            try:
                code = photos.keep(household.places.photos, square_of(entry.picture.read()))
            except (NoPhotoError, SourceError, ArchiveError, PackError):
                unread += 1
                continue
            edits.lay(connection, edits.SENSE, sense_id, "picture", code, stamp)
            without.discard(sense_id)
            came += 1
    return came, unread


def _lists(
    connection: Connection, household: Household, looked: Looked, ids: Sequence[UUID | None], into: str
) -> tuple[UUID, ...]:
    titles: dict[str, list[UUID]] = {}
    named = any(one.entry.lists for one in looked.matched)
    for one, sense_id in zip(looked.matched, ids, strict=True):
        if sense_id is None:
            continue
        for title in (into,) if into or not named else one.entry.lists:
            titles.setdefault((title or looked.title)[:_LONGEST_TITLE], []).append(sense_id)
    own = {text: one.id for one in senses.own_lists(connection) for text in one.titles.values()}
    found = []
    for title, words in list(titles.items())[:_MOST_LISTS]:
        if not title:
            continue
        list_id = own.get(title)
        if list_id is None or not own_lists.is_own(connection, list_id):
            list_id = household.new_id()
            own_lists.make(connection, list_id, {UNSAID: title}, words)
        else:
            own_lists.put(connection, list_id, (*own_lists.items(connection, list_id), *words))
        found.append(list_id)
    return tuple(found)
