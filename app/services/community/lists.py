"""A community's lists: words put in and taken out one by one, so that two who do it at once lose nothing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from app.services.community.sentences import CommunityError
from app.services.household import Household
from lexicon import own_lists, senses
from lexicon.community import history
from lexicon.community.history import Change
from lexicon.records import UNSAID, Sense, Theme

_LONGEST_TITLE = 120


def alter(household: Household, title: str, put_in: Sequence[UUID], take_out: Sequence[UUID]) -> int:
    """Put these senses at the end of the list of this title and take those out; returns how many it has.

    It is made where there is none and something is put in. Raises ``CommunityError``.
    """
    title = " ".join(title.split())
    if not title or len(title) > _LONGEST_TITLE:
        raise CommunityError(f"A title has 1 to {_LONGEST_TITLE} letters. Nothing was changed.")
    with household.kept.write() as connection:
        here = _called(senses.own_lists(connection), title)
        if here is None and not put_in:
            raise CommunityError(f"There is no list “{title}” here. Nothing was changed.")
        before = own_lists.items(connection, here.id) if here is not None else ()
        after = [one for one in dict.fromkeys((*before, *put_in)) if one not in set(take_out)]
        if here is None:
            own_lists.make(connection, household.new_id(), {UNSAID: title}, after)
        elif tuple(after) != before:
            own_lists.put(connection, here.id, after)
        return len(after)


def words(household: Household, title: str) -> tuple[Sense, ...]:
    """The words of a list in their order. Raises ``CommunityError``."""
    with household.kept.read() as connection:
        found = _found(senses.own_lists(connection), title)
        return senses.senses_of(connection, found.id, household.now_ms())


def past(household: Household, title: str) -> tuple[Change, ...]:
    """Every change of a list, the first first. Raises ``CommunityError``."""
    with household.kept.read() as connection:
        return history.of(connection, history.LIST, _found(senses.own_lists(connection), title).id)


def _found(lists: Sequence[Theme], title: str) -> Theme:
    found = _called(lists, title)
    if found is None:
        raise CommunityError(f"There is no list “{title}” here. Nothing was changed.")
    return found


def _called(lists: Sequence[Theme], title: str) -> Theme | None:
    title = " ".join(title.split())
    return next((one for one in lists if title in one.titles.values()), None)
