"""This week's words: the list that a teacher or a parent has chosen for now; it comes first in lessons."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from app.services.household import AtHome, Household
from lexicon import registers, senses
from lexicon.records import ANY_VOICE, Sense, Theme, VoiceChoice

WEEK = "week"
"""The device's setting with the list's id; empty or absent: none is chosen."""


@dataclass(frozen=True, slots=True)
class WeekView:
    """What can be chosen, teachers' own lists first, then in the order of the path, and what is."""

    themes: tuple[Theme, ...]
    chosen: UUID | None


def view(household: Household) -> WeekView:
    """The themes, lists of somebody's own that packs have brought, and which of them is this week's."""
    with household.kept.read() as connection:
        lists = (*senses.own_lists(connection), *senses.themes(connection))
        return WeekView(lists, chosen(connection))


def choose(household: Household, list_id: UUID | None) -> AtHome:
    """From now on this list's words come first; None: no list's."""
    return household.set_device(WEEK, "" if list_id is None else str(list_id))


def put(connection: Connection, device: UUID, list_id: UUID, now_ms: int) -> None:
    """A pack that was installed says which list comes first now."""
    stamp = registers.next_stamp(connection, device, now_ms)
    registers.put(connection, registers.DEVICE, WEEK, str(list_id), stamp)


def chosen(connection: Connection) -> UUID | None:
    """The id of this week's list. One that is no id, as a damaged file may have it, counts as none."""
    try:
        return UUID(registers.get(connection, registers.DEVICE, WEEK) or "")
    except ValueError:
        return None


def words(connection: Connection, now_ms: int, heard: VoiceChoice = ANY_VOICE) -> tuple[Sense, ...]:
    """This week's words in their order; none where the list is retired or not here."""
    list_id = chosen(connection)
    return () if list_id is None else senses.senses_of(connection, list_id, now_ms, heard)
