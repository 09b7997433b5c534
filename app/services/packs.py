"""Packs on this device: looked at before anything happens, installed, taken out; and the voices in them.

A file is copied into the home as it is verified, so that what was verified is what is read from then on. Its
new name is on the disk before the rows are kept, and the old file goes after: who is killed between leaves a
file that ``tidy`` deletes, and never a row without a file.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from json import loads
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, select

from app.services import weeks
from app.services.household import Household
from app.services.progress_files import StoppedError, Told, silent
from lexicon import recordings, schema
from lexicon.packs import clips, installing, keys, lines, reading, removing
from lexicon.packs.contents import ENDING
from lexicon.packs.envelope import GoOn
from lexicon.packs.flaws import ChangedMeanwhileError, PackRefusedError
from lexicon.packs.installing import Change
from lexicon.packs.keys import KeyWord
from lexicon.packs.reading import Pack
from lexicon.places import Places
from lexicon.records import UNSAID
from lexicon.whole_files import sync_folder

COMING = ".coming"
"""What a file is called in the packs' folder until it is verified."""

_pack = schema.pack


@dataclass(frozen=True, slots=True)
class Looked:
    """A pack that is whole and signed. ``words`` are its key's; ``known`` says whether the key is trusted
    here; ``change`` what installing it would do, None where it is here already or ``refused``."""

    pack: Pack
    words: tuple[KeyWord, ...]
    known: bool
    change: Change | None
    refused: PackRefusedError | None = None


@dataclass(frozen=True, slots=True)
class Installed:
    """A pack that is installed: ``titles`` by BCP-47 language, ``size`` in bytes; ``words`` and ``voices``
    are how many it has brought."""

    id: UUID
    titles: dict[str, str]
    version: int
    maker: str
    size: int
    words: int
    voices: int

    def title(self, language: str) -> str:
        """The title in this language, else in English, else any."""
        found = (self.titles.get(one) for one in (language, "en", UNSAID))
        return next((one for one in found if one), next(iter(self.titles.values()), ""))


class _UndoneError(Exception):
    """Ends a transaction of which nothing is to stay."""


def found_in(places: Places) -> tuple[Path, ...]:
    """The packs that lie where a person puts them, the newest first."""
    folder = places.outbox
    found = [path for path in folder.glob(f"*.{ENDING}") if path.is_file()] if folder.is_dir() else []
    return tuple(sorted(found, key=lambda path: (-path.stat().st_mtime, path.name)))


def look(household: Household, path: Path, told: Told = silent) -> Looked:
    """Verify a pack and say what is in it and what it would change. Nothing is changed.

    Raises ``PackError``, ``NewerPackError``, ``StoppedError``, ``StoreError`` or OSError.
    """
    with path.open("rb") as file:
        pack = reading.read(file, _on(told))
    key = pack.envelope.maker
    now_ms = household.now_ms()
    change: Change | None = None
    refused: PackRefusedError | None = None
    own = _own(household)
    with contextlib.suppress(_UndoneError), household.kept.write() as connection:
        maker = keys.maker(connection, key)
        known = (maker is not None and maker.successor is None) or key == own or _followed(connection, pack)
        try:
            if installing.check(connection, pack, now_ms, trusting=True, own=own):
                folder, device = household.places.packs, household.kept.device
                change, _ = installing.install(connection, pack, folder, device, now_ms)
        except PackRefusedError as error:
            refused = error
        raise _UndoneError
    return Looked(pack, keys.words(key), known, change, refused)


def verify(path: Path, told: Told = silent) -> Pack:
    """Read a pack to its end, without a home. Raises as ``look`` does."""
    with path.open("rb") as file:
        return reading.read(file, _on(told))


def install(
    household: Household,
    path: Path,
    *,
    trusting: bool = False,
    theirs: bool = False,
    seen: str | None = None,
    told: Told = silent,
) -> Change | None:
    """Install a pack; None where just this one is here already.

    ``trusting``: a grown-up has compared the maker's words; ``theirs``: the maker's corrections take the
    place of this device's own; ``seen`` is the SHA-256 of the file that somebody looked at. Raises as
    ``look`` does, and a ``PackRefusedError``; nothing was changed then.
    """
    folder, now_ms = household.places.packs, household.now_ms()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    coming = folder / f"{COMING}-{household.new_id().hex}"
    try:
        pack = _copied(path, coming, told)
        sha256 = pack.envelope.sha256
        if seen is not None and seen != sha256:
            raise ChangedMeanwhileError
        with household.kept.write() as connection:
            own = _own(household)
            if not installing.check(connection, pack, now_ms, trusting=trusting, own=own):
                return None
            coming.replace(folder / sha256)
            sync_folder(folder)
            device = household.kept.device
            change, files = installing.install(connection, pack, folder, device, now_ms, theirs=theirs)
            if not told(1, 1):
                raise StoppedError("Stopped. Nothing was changed.")
            if pack.head.week is not None:
                weeks.put(connection, device, pack.head.week, now_ms)
            clips.sweep(connection, folder)
            recordings.forget(household.places.recordings, files)
    finally:
        coming.unlink(missing_ok=True)
        tidy(household)
    if change.taken_back:
        household.purge_copies()
    return change


def installed(household: Household) -> tuple[Installed, ...]:
    """The packs that are installed here, by title."""
    with household.kept.read() as connection:
        names = {one.key: one.name for one in keys.makers(connection)}
        found = [
            Installed(
                row.id,
                loads(row.titles),
                row.version,
                names.get(row.maker, ""),
                row.size,
                removing.count(connection, row.id, lines.SENSE),
                removing.count(connection, row.id, lines.TAKE),
            )
            for row in connection.execute(select(_pack))
        ]
    return tuple(sorted(found, key=lambda one: (one.title("en"), one.id)))


def remove(household: Household, pack_id: UUID) -> removing.Dropped:
    """Take a pack out with its words and voices; answers stay. Raises ``StoreError`` or OSError."""
    folder, now_ms = household.places.packs, household.now_ms()
    with household.kept.write() as connection:
        dropped = removing.remove(connection, folder, pack_id, household.kept.device, now_ms)
        recordings.forget(household.places.recordings, dropped.files)
    tidy(household)
    return dropped


def tidy(household: Household) -> int:
    """Delete files of packs that no row names: half-installed, replaced, taken out. How many there were."""
    household.forget_packed()
    folder = household.places.packs
    if not folder.is_dir() or not any(folder.iterdir()):
        return 0
    with household.kept.write() as connection:
        return clips.sweep_files(connection, folder)


def own_words(household: Household) -> tuple[KeyWord, ...]:
    """The words of this device's own key; none where it has made no pack."""
    own = _own(household)
    return () if own is None else keys.words(own)


def new_key(household: Household) -> tuple[KeyWord, ...]:
    """A new key in place of this device's, signed with the old one. Raises ``KeyDamagedError`` or OSError."""
    return keys.words(keys.renew(household.places.keys).public)


def _own(household: Household) -> bytes | None:
    found = keys.own(household.places.keys)
    return None if found is None else found.public


def _followed(connection: Connection, pack: Pack) -> bool:
    follows = pack.head.follows
    return follows is not None and keys.maker(connection, follows.key) is not None


def _copied(path: Path, coming: Path, told: Told) -> Pack:
    """The pack as it was read from its copy, which is on the disk then."""
    handle = os.open(coming, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with path.open("rb") as file, os.fdopen(handle, "w+b") as copy:
        pack = reading.read(file, _on(told), copy)
        copy.flush()
        os.fsync(copy.fileno())
    return pack


def _on(told: Told) -> GoOn:
    def go_on(done: int, every: int) -> None:
        if not told(done, every):
            raise StoppedError("Stopped. Nothing was changed.")

    return go_on
