"""A home as a family has it, made for a benchmark and thrown away: the starter's words and three learners."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from app.services.household import Household
from app.services.studio import Studio
from lexicon import recordings, senses
from lexicon.places import Places, find
from lexicon.records import Recording, Scope, TakeStatus
from tests.packs.devices import wav

FACES = ("1F98A", "1F431", "1F430")
NOW_MS = 1_795_000_000_000


@contextmanager
def home(voices: int = 0) -> Iterator[Places]:
    """Folders with a database, closed, that holds the starter and three learners of 6 to 8; so many words
    have a voice."""
    ids = random.Random(5)
    with tempfile.TemporaryDirectory(prefix="anatil-benchmark-") as folder:
        here = Places(Path(folder), find().share).make()
        household = Household(here, lambda: NOW_MS, lambda: UUID(int=ids.getrandbits(128), version=4))
        household.open()
        for number, face in enumerate(FACES):
            household.make_learner(f"{number + 1}", face, "6-8")
        if voices:
            _record(household, voices)
        household.close()
        yield here


def _record(household: Household, count: int) -> None:
    """A voice of its own for so many words: a second of sound each, mastered and heard by somebody."""
    studio = Studio(household, random.Random(5))
    speaker = studio.make_speaker("Rose")
    consent = studio.agree(speaker, Scope.CLASS, "en")
    with household.kept.write() as connection:
        for number, sense in enumerate(senses.everything(connection, NOW_MS)[:count]):
            sha256 = recordings.keep_file(household.places.recordings, wav(number, samples=48_000))
            take = Recording(
                household.new_id(), sense.id, speaker.id, consent.id, sha256, "audio/wav", 1_000, NOW_MS,
                TakeStatus.READY,
            )  # fmt: skip
            recordings.add(connection, take)
