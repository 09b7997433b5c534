"""A teacher's class: the copies that families have given, one a child, the newest in place of an older one.

They are files beside the database and go into no backup: a family that asks for its copy back gets it by
one deletion, and whoever lost them asks for new ones. A child whose whole progress is kept here is of the
class too.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from anatil import AnaTilError
from app.services import teachers_copies
from app.services.household import Household
from lexicon import learners
from lexicon.exchange import teachers_copy
from lexicon.exchange.teachers_copy import ClassChild
from lexicon.whole_files import make_folder, replacing, sync_folder

_log = logging.getLogger("anatil")
ENDING = ".copy"


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that did not come in, and what is wrong with it."""

    path: Path
    error: AnaTilError | OSError


@dataclass(frozen=True, slots=True)
class Came:
    """Children who are ``new``, whose copy is ``newer`` than the one there was, and who were ``known``
    already by as new a copy; and files that were refused."""

    new: tuple[ClassChild, ...]
    newer: tuple[ClassChild, ...]
    known: tuple[ClassChild, ...]
    refused: tuple[Refused, ...]


def bring(household: Household, paths: Iterable[Path], passphrase: str | None = None) -> Came:
    """Bring in copies, each for itself: one that cannot be read keeps no other out. Raises OSError where they
    cannot be kept."""
    here = {child.tag: child for child in _kept(household)}
    new: list[ClassChild] = []
    newer: list[ClassChild] = []
    known: list[ClassChild] = []
    refused: list[Refused] = []
    for path in paths:
        try:
            children = teachers_copies.read(path, passphrase)
        except (AnaTilError, OSError) as error:
            refused.append(Refused(path, error))
            continue
        for child in children:
            there = here.get(child.tag)
            if there is not None and _age(there) >= _age(child):
                known.append(child)
                continue
            _keep(household, child)
            here[child.tag] = child
            (new if there is None else newer).append(child)
    return Came(tuple(new), tuple(newer), tuple(known), tuple(refused))


def every(household: Household, offset_min: int) -> tuple[ClassChild, ...]:
    """The class by name: copies, and children whose whole progress is here, whichever is newer.

    ``offset_min`` is the local offset from UTC. Raises ``StoreError`` or OSError.
    """
    found = {child.tag: child for child in _kept(household)}
    with household.kept.read() as connection:
        for learner in learners.everyone(connection):
            child = teachers_copies.child(connection, learner.id, household.now_ms(), offset_min)
            if child.tag not in found or _age(child) >= _age(found[child.tag]):
                found[child.tag] = child
    return tuple(sorted(found.values(), key=lambda child: (child.nickname.casefold(), child.tag)))


def called(children: Sequence[ClassChild], name: str) -> tuple[ClassChild, ...]:
    """The children with this nickname or mark."""
    return tuple(one for one in children if name.casefold() in (one.nickname.casefold(), one.tag))


def remove(household: Household, child: ClassChild) -> bool:
    """Delete a child's copy; False where there is none (its whole progress is removed with the child)."""
    path = _path(household, child.tag)
    if not path.exists():
        return False
    path.unlink()
    sync_folder(path.parent)
    return True


def _age(child: ClassChild) -> tuple[int, int]:
    """By which of two copies of one child the newer is told: when it was saved, then how much it has."""
    return child.week, sum(word.asked for word in child.words)


def _kept(household: Household) -> list[ClassChild]:
    found: list[ClassChild] = []
    for path in sorted(household.places.class_copies.glob(f"*{ENDING}")):
        try:
            found += teachers_copies.read(path, None)
        except AnaTilError as error:
            _log.warning("%s cannot be read: %s", path.name, error)
    return found


def _keep(household: Household, child: ClassChild) -> None:
    path = _path(household, child.tag)
    make_folder(path.parent)
    path.parent.chmod(0o700)
    with replacing(path) as file:
        teachers_copy.write(file, [child], passphrase=None)
    path.chmod(0o600)
    sync_folder(path.parent)


def _path(household: Household, tag: str) -> Path:
    return household.places.class_copies / f"{tag}{ENDING}"
