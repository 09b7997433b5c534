"""A word that several people change: as somebody saw it, and what they make of it.

Corrections are edits (``lexicon.edits``) as at home; what is more here is that nobody's is lost. What was
seen goes along with what is wished, and is compared with what stands now, in the one transaction that writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from lexicon import edits, search_index, senses
from lexicon.community import history
from lexicon.community.merging import Conflict, Fields, laid, merge
from lexicon.records import Sense, Stamp
from lexicon.troubles import StoreError

GLOSS: Final = "gloss."


class UnknownSenseError(StoreError):
    """There is no sense with this id here."""


class ConflictError(StoreError):
    """Somebody else changed the same fields meanwhile; ``conflicts`` says which, ``now`` is what stands.

    Nothing was changed. Whoever has chosen tries again with ``now`` as what was seen.
    """

    def __init__(self, conflicts: tuple[Conflict, ...], now: Seen) -> None:
        super().__init__(f"{', '.join(one.field for one in conflicts)} changed meanwhile")
        self.conflicts = conflicts
        self.now = now


@dataclass(frozen=True, slots=True)
class Seen:
    """A sense as it stood at ``version`` (the number of its last change), by the fields of ``edits``."""

    id: UUID
    version: int
    fields: Fields


def see(connection: Connection, sense_id: UUID) -> Seen:
    """The sense as it stands. Raises ``UnknownSenseError``."""
    found = senses.senses(connection, [sense_id], now_ms=0)
    if not found:
        raise UnknownSenseError(f"no sense {sense_id}")
    return Seen(sense_id, history.version(connection, edits.SENSE, sense_id), fields_of(found[0]))


def as_seen_at(connection: Connection, sense_id: UUID, version: int) -> Seen:
    """The sense as it stood after the change ``version``: what somebody saw who remembers the number alone.

    Raises ``UnknownSenseError``, and ValueError for a number that there is not yet.
    """
    now = see(connection, sense_id)
    if not 0 <= version <= now.version:
        raise ValueError(f"there is no version {version} yet")
    changes = history.of(connection, edits.SENSE, sense_id)
    return Seen(sense_id, version, history.as_it_was(now.fields, changes, version))


def fields_of(sense: Sense) -> dict[str, str]:
    """What can be corrected, as it is seen."""
    return {
        "headword": sense.headword,
        "part_of_speech": sense.part_of_speech,
        "domain": sense.domain,
        "level": str(sense.level),
        "picture": sense.picture or "",
        "retired": "1" if sense.retired else "0",
        **{GLOSS + language: text for language, text in sense.glosses.items()},
    }


def change(connection: Connection, seen: Seen, wished: Mapping[str, str | None], stamp: Stamp) -> Seen:
    """Make these fields say what is wished (None: as the source has it), in the caller's transaction.

    What others changed in other fields since it was ``seen`` stays. Returns the sense as it stands then.
    Raises ``ConflictError``, ``UnknownSenseError``, or ValueError for what a field cannot be.
    """
    for field, value in wished.items():
        edits.check(edits.SENSE, field, value)
    now = see(connection, seen.id)
    merged = merge(seen.fields, laid(wished, seen.fields), now.fields)
    if merged.conflicts:
        raise ConflictError(merged.conflicts, now)
    write(connection, seen.id, merged.changes, stamp)
    return see(connection, seen.id)


def write(
    connection: Connection, sense_id: UUID, changes: Mapping[str, str | None], stamp: Stamp,
    undoes: int | None = None,
) -> None:  # fmt: skip
    """Lay these values over the sense, note them in the history, and let the search find them."""
    for field, value in changes.items():
        edits.lay(connection, edits.SENSE, sense_id, field, value, stamp, undoes=undoes)
    search_index.refresh(connection, [sense_id])
