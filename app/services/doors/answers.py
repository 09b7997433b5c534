"""Answers that a learner gave in Anki, as ours: a deck's review log, for whom a grown-up says it is.

Words must be here already (``bringing``). Each answer keeps its time, its button as the rating, and an id
made of what Anki knows it by, so that the same deck brought again adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID, uuid5

from app.services.doors import kinds
from app.services.doors.matching import Vocabulary
from app.services.household import Household
from app.services.progress_files import StoppedError, Told, silent
from app.services.remembering import rebuild
from lexicon import histories, reviews, senses
from lexicon.exchange.anki import book
from lexicon.exchange.anki.deck import Answered, Deck
from lexicon.exchange.tables.columns import Columns, Part
from lexicon.packs.fields import latest_ms
from lexicon.records import Learner, Review, Skill, Verdict

DRILL: Final = "anki"
"""``drill`` of an answer that was given there."""
LONGEST_MS: Final = 600_000
"""Anki itself counts a minute at most, unless somebody has set it to more."""
_ANKI: Final = UUID("6d1f6a0e-2f5e-5c3a-9b43-0a8d1c7f2e55")
_AGAIN: Final = 1
_UYGHUR: Final = frozenset({Part.UYGHUR, Part.LATIN, Part.CYRILLIC})


@dataclass(frozen=True, slots=True)
class Came:
    """``answers`` are new here; ``here`` were so already; ``strange`` are to notes whose word is not here, or
    of a day that has not come."""

    answers: int
    here: int
    strange: int


def bring(
    household: Household, path: Path, learner: Learner, offset_min: int, language: str = "en",
    told: Told = silent,
) -> Came:  # fmt: skip
    """Bring the answers of a deck in as a learner's, and make its memories anew, in one transaction.

    ``offset_min`` is the local offset from UTC; ``language`` that of meanings of which the deck says none.
    Raises ``SourceError``, ``ArchiveError``, ``StoppedError``, ``StoreError`` or OSError; then nothing was
    changed.
    """
    with kinds.deck(path) as (deck, package):
        entries = book.book(deck, package).entries
        with household.kept.read() as connection:
            vocabulary = Vocabulary(senses.all_senses(connection, household.now_ms()), language)
        found = {entry.key: vocabulary.match(entry).sense for entry in entries if entry.key}
    by_guid = {guid: sense.id for guid, sense in found.items() if sense is not None}
    given = tuple(_reviews(deck, by_guid, learner.id, offset_min, latest_ms(household.now_ms())))
    with household.kept.write() as connection:
        new = reviews.union(connection, given)
        every = histories.count(connection, learner.id)
        done = 0

        def one_more(count: int) -> None:
            nonlocal done
            done += count
            if not told(done, every):
                raise StoppedError("Stopped. Nothing was changed.")

        if new:
            rebuild(connection, learner.id, one_more)
    return Came(new, len(given) - new, len(deck.answers) - len(given))


def _reviews(
    deck: Deck, by_guid: Mapping[str, UUID], learner_id: UUID, offset_min: int, latest: int
) -> Iterator[Review]:
    types = {note.guid: note.type_id for note in deck.notes}
    reads = {type_id: _asks_to_read(columns) for type_id, columns in book.guess(deck).items()}
    seen: set[UUID] = set()
    for one in deck.answers:
        sense_id = by_guid.get(one.guid)
        id_ = uuid5(_ANKI, f"{learner_id}/{one.guid}/{one.card}/{one.at_ms}")
        if sense_id is None or not 0 <= one.at_ms <= latest or id_ in seen:
            continue
        seen.add(id_)
        skill = Skill.READ if (one.card == 0) is reads.get(types[one.guid], True) else Skill.SAY
        yield _review(one, id_, learner_id, sense_id, skill, offset_min)


def _review(
    one: Answered, id_: UUID, learner_id: UUID, sense_id: UUID, skill: Skill, offset_min: int
) -> Review:
    verdict = Verdict.WRONG if one.rating == _AGAIN else Verdict.EXACT
    taken_ms = min(one.taken_ms, LONGEST_MS)
    return Review(
        id_, learner_id, sense_id, skill, DRILL, "", verdict, one.rating, one.at_ms, offset_min, taken_ms
    )


def _asks_to_read(columns: Columns) -> bool:
    """Whether the first card shows the word and asks its meaning: where the word is the note's first field,
    as Anki's own types have it. The other cards then ask for the word."""
    first = next((kind for kind in columns.kinds if kind in _UYGHUR or not isinstance(kind, Part)), None)
    return first in _UYGHUR
