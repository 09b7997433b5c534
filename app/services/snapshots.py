"""Snapshots by themselves: taken when the last one is a day old, purged of what was removed.

``keep_up`` works on connections of its own and needs no open store: it runs beside the database's thread and
nobody waits for it.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from lexicon import purging, saving, snapshots
from lexicon.copies import GoOn, StoppedError, always
from lexicon.places import Places
from lexicon.troubles import StoreError

if TYPE_CHECKING:
    from app.services.household import Household

_log = logging.getLogger("anatil")


def keep_up(places: Places, now_ms: int, go_on: GoOn = always) -> Path | None:
    """Finish what a killed purge left, and take a snapshot where one is due and the disk has room.

    Returns it, or None. What goes wrong is written into the log: a lesson goes on without a snapshot.
    """
    try:
        purging.purge(places, purging.tombstones(places.database), now_ms)
        saving.clear(places)
        if not snapshots.is_due(places, now_ms):
            return None
        if not snapshots.has_room(places):
            _log.warning("the disk is nearly full: no snapshot is taken")
            return None
        taken, contents = snapshots.take(places, now_ms, go_on)
        if contents.flawed:
            _log.error("%d answers are damaged; older snapshots are kept", len(contents.flawed))
        return taken.path
    except StoppedError:
        return None
    except (StoreError, OSError) as error:
        _log.warning("no snapshot was taken: %s", error, exc_info=error)
        return None


def purge(household: Household) -> purging.Purged:
    """Bring every copy in line with what was removed. Raises a ``StoreError`` or OSError; the next start
    does it again."""
    places = household.places
    return purging.purge(places, purging.tombstones(places.database), household.now_ms())
