"""A community's lexicon on a server of the tests, and a teacher who writes there for a while."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from app.services.community import lists, words
from app.services.community.address import Address
from app.services.community.shared import Shared
from lexicon.community.merging import Conflict
from lexicon.places import Places
from tests.app.homes import NOW_MS

ROUNDS = 3
APPLE = "ئالما"


@contextmanager
def opened(url: str, who: str, folder: Path, seed: int = 7) -> Iterator[Shared]:
    """The lexicon at ``url``, with a home beside it, at one moment, with ids that ``seed`` makes."""
    rng = random.Random(seed)
    made = Shared(
        Address(url, who), Places(folder).make(), lambda: NOW_MS,
        lambda: UUID(int=rng.getrandbits(128), version=4),
    )  # fmt: skip
    made.open()
    yield made
    made.close()


def mine(conflicts: tuple[Conflict, ...]) -> Mapping[str, str | None]:
    """Whoever is asked stays with what they said."""
    return {one.field: one.mine for one in conflicts}


def write(url: str, who: str, folder: Path) -> None:
    """What one of several does at once: own meanings, one field that all change, new words, one list."""
    with opened(url, who, folder, seed=hash_of(who)) as shared:
        apple = words.find(shared, APPLE)
        before = words.see(shared, apple.id)
        for turn in range(ROUNDS):
            wished = {f"gloss.x-{who}": f"apple {turn}", "domain": f"{hash_of(who)}.{turn + 1}"}
            before = words.change(shared, before, wished, mine)
            word = words.add(shared, "سىناق", {"en": f"{who} {turn}"})
            lists.alter(shared, "bizning", [word.id], [])


def hash_of(who: str) -> int:
    return sum(who.encode()) % 9 + 1


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
