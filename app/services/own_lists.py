"""Lists of one's own, as a teacher works with them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from app.services.household import Household
from lexicon import own_lists, senses

UNSAID = "und"
"""BCP-47 for a title as it was typed."""


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
