"""The open lexicon of a community, where services find words and lists; all else stays in this home.

Learners, answers and pages, voices, keys, and which pack was made last are of this computer: none of it goes
to the server, which gives nobody the right to keep it there.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from app.services.community.address import Address
from app.services.household import AtHome, Household, Packed
from lexicon import store
from lexicon.places import Places


class Shared(Household):
    """A household whose words are at ``address``."""

    def __init__(
        self, address: Address, places: Places, now_ms: Callable[[], int], new_id: Callable[[], UUID]
    ) -> None:
        super().__init__(places, now_ms, new_id)
        self.address = address
        self._home = Household(places, now_ms, new_id)

    @property
    def kept(self) -> store.Store:
        """The open lexicon. Raises ``lexicon.troubles.StoreError``; it makes and migrates nothing."""
        return self._store or self._reached()

    def open(self) -> AtHome:
        """Reach the server. Nobody is at home there."""
        self._reached()
        return self.at_home()

    def _reached(self) -> store.Store:
        if self._store is None:
            self._store = store.open_store(self.address.url, make=False, who=self.address.who)
        return self._store

    def at_home(self) -> AtHome:
        return AtHome((), {})

    def packed(self) -> Packed:
        return Packed()

    def device_setting(self, key: str) -> str | None:
        return self._home.device_setting(key)

    def set_device(self, key: str, value: str) -> AtHome:
        self._home.set_device(key, value)
        return self.at_home()

    def close(self) -> None:
        super().close()
        self._home.close()
