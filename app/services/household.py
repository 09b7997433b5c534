"""What a family does with the store: open it, see who is here, make a learner, set the device.

All of it runs on the database's thread (``app.services.desk``) and hands out frozen records.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from app.drills.bands import Wishes
from lexicon import erasing, learners, registers, store
from lexicon.pictures import find
from lexicon.places import Places
from lexicon.portions import Portion
from lexicon.records import Learner
from lexicon.starter import files

KEYS = ("minutes", "new_words", "skills", "script", "sentences")
"""The settings of a learner that ``Wishes`` writes."""


@dataclass(frozen=True, slots=True)
class AtHome:
    """What the first screen needs: the learners, how this device is set, and where clips lie in packs."""

    learners: tuple[Learner, ...]
    settings: Mapping[str, str]
    clips: Mapping[str, Portion] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Packed:
    """What lies in installed packs: clips by their SHA-256, pictures by their code."""

    clips: Mapping[str, Portion] = field(default_factory=dict)
    pictures: Mapping[str, Portion] = field(default_factory=dict)


class Household:
    """The open store of one device. ``now_ms`` is the clock (UTC ms), ``new_id`` the source of ids."""

    def __init__(self, places: Places, now_ms: Callable[[], int], new_id: Callable[[], UUID]) -> None:
        self.places = places
        self.now_ms = now_ms
        self.new_id = new_id
        self._store: store.Store | None = None
        self._packed: Packed | None = None

    @property
    def kept(self) -> store.Store:
        """The open store; opens it where it is not. Raises ``lexicon.troubles.StoreError``."""
        if self._store is None:
            erasing.finish(self.places)
            if self.places.stage.exists():
                from lexicon import restoring  # only after a restoring that was killed

                restoring.finish(self.places)
            self._store = store.open_store(self.places.database, new_id=self.new_id)
        return self._store

    def open(self) -> AtHome:
        """Open the store, bring in the starter words if they are new here, and say who is at home."""
        if not files.is_current(self.kept):
            from lexicon.starter.update import bring_in  # once for a new starter: nobody else waits for it

            bring_in(self.kept)
        if self.places.packs.is_dir() and any(self.places.packs.iterdir()):
            from app.services import packs  # only where there are any

            packs.tidy(self)
        if self.places.photos.is_dir() and not any(self.places.home.glob("anatil-damaged-*")):
            from lexicon import photos  # only where somebody has brought any

            with self.kept.write() as connection:  # nobody is choosing one meanwhile
                photos.sweep(connection, self.places.photos)
        return self.at_home()

    def at_home(self) -> AtHome:
        """The learners and the device's settings as they are now."""
        with self.kept.read() as connection:
            here, settings = learners.everyone(connection), registers.of(connection, registers.DEVICE)
        return AtHome(here, settings, self.packed().clips)

    def make_learner(self, nickname: str, picture: str, age_band: str) -> Learner:
        """A new child (or grown-up) on this device."""
        learner = Learner(self.new_id(), nickname, picture, age_band, self.now_ms())
        with self.kept.write() as connection:
            learners.add(connection, learner)
        return learner

    def remove_learner(self, learner: Learner) -> AtHome:
        """Remove a child with every answer; a tombstone with its random id keeps it from coming back."""
        with self.kept.write() as connection:
            learners.remove(connection, learner.id)
        self.purge_copies()
        return self.at_home()

    def purge_copies(self) -> None:
        """What was removed just now leaves the database's log and every copy of it too."""
        self.kept.fold()
        from app.services import snapshots  # only when something is removed

        snapshots.purge(self)

    def packed(self) -> Packed:
        """Where the voices and pictures of installed packs are; read once, until something changes."""
        found = self._packed
        if found is None:
            found = self._packed = self._find_packed()
        return found

    def picture(self, code: str) -> Path | Portion | None:
        """The PNG of a picture, wherever it lies; None where there is none here."""
        return find(self.places, lambda one: self.packed().pictures.get(one), code)

    def forget_packed(self) -> None:
        """Packs came or went, or a voice in one was taken back."""
        self._packed = None

    def _find_packed(self) -> Packed:
        folder = self.places.packs
        if not folder.is_dir() or not any(folder.iterdir()):
            return Packed()
        from lexicon.packs import clips  # a family without packs does not wait for it

        with self.kept.read() as connection:
            return Packed(clips.find(connection, folder), clips.pictures(folder))

    def device_setting(self, key: str) -> str | None:
        """How the whole device is set in one matter."""
        with self.kept.read() as connection:
            return registers.get(connection, registers.DEVICE, key)

    def set_device(self, key: str, value: str) -> AtHome:
        """Set something for the whole device: language, text size, appearance, motion."""
        kept = self.kept
        with kept.write() as connection:
            stamp = registers.next_stamp(connection, kept.device, self.now_ms())
            registers.put(connection, registers.DEVICE, key, value, stamp)
        return self.at_home()

    def set_wishes(self, learner: Learner, wishes: Wishes) -> AtHome:
        """Keep what a grown-up wishes for a learner; what is as the age has it is unset."""
        kept, wanted = self.kept, wishes.settings()
        with kept.write() as connection:
            here = registers.of(connection, str(learner.id))
            for key in KEYS:
                if wanted.get(key) != here.get(key):
                    stamp = registers.next_stamp(connection, kept.device, self.now_ms())
                    learners.change(connection, learner.id, key, wanted.get(key), stamp)
        return self.at_home()

    def set_aside(self) -> Path:
        """Move a damaged database away, whole, so that ``open`` makes a new one. A person asked for it."""
        self.close()
        now = datetime.fromtimestamp(self.now_ms() / 1000)
        return store.set_aside(self.places.database, now)

    def go_back(self) -> bool:
        """Put a damaged database aside and the latest whole snapshot in its place; False: there is none."""
        from app.services.remembering import rebuild_all  # only on a bad day
        from lexicon import restoring

        self.close()
        return None is not restoring.go_back(
            self.places, now_ms=self.now_ms(), new_id=self.new_id, replay=rebuild_all
        )

    def erase(self) -> None:
        """Delete everything that is kept here. A person asked for it. Raises OSError."""
        from lexicon import copies  # only on that day

        self.close()
        self._packed = None
        with copies.ONE_AT_A_TIME:  # a snapshot that is being made is not to be written afterwards
            erasing.erase(self.places)

    def close(self) -> None:
        """Let go of the database."""
        if self._store is not None:
            self._store.close()
            self._store = None
