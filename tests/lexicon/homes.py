"""A small home to lose and find again: two themes, a child with answers, a voice, and something removed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from app.services.remembering import rebuild_all
from lexicon import edits, learners, memories, photos, recordings, registers, removals, reviews, writings
from lexicon.places import Places
from lexicon.records import Learner, Writing
from lexicon.sealed import Cost
from lexicon.starter.update import bring_in
from lexicon.store import Store, open_store
from tests.lexicon import made
from tests.packs.devices import png

PASSPHRASE = "ئالما نان سۇ"
CHEAP = Cost(log_n=4, r=1, p=1)
APPLE, GRAPE = made.uid(11), made.uid(12)
SPOKEN, ARCHIVE = b"I agree", b"apple, lossless"


@dataclass(frozen=True, slots=True)
class Home:
    """Where it lies, and the SHA-256 of its voices by name."""

    places: Places
    voices: dict[str, str]

    def open(self) -> Store:
        return open_store(self.places.database)


def furnished(folder: Path, first: int = 1) -> Home:
    """A home with everything in it. ``first`` numbers what is made, so that two homes differ."""
    places = Places(folder / "home", folder / "share").make()
    with open_store(places.database, new_id=lambda: made.uid(90_000 + first)) as store:
        bring_in(store, made.starter(folder / "starter"))
        with store.write() as connection:
            voices = _furnish(connection, places, first, store.device)
    (places.packs / ("ab" * 32)).write_bytes(b"a pack that another hand wrote")
    with open_store(places.database) as store, store.write() as connection:
        code = photos.keep(places.photos, png(4 + first))
        stamp = registers.next_stamp(connection, store.device, made.NOW)
        edits.put(connection, edits.SENSE, GRAPE, "picture", code, stamp)
    (places.keys / "signing.key").write_bytes(b"a secret of %d" % first)
    return Home(places, voices)


def _furnish(connection: Connection, places: Places, first: int, device: UUID) -> dict[str, str]:
    child: Learner = made.learner(first)
    learners.add(connection, child)
    answer(connection, child.id, range(first * 100, first * 100 + 6))
    stamp = registers.next_stamp(connection, device, made.NOW)
    learners.change(connection, child.id, "minutes", "10", stamp)
    writings.put(connection, Writing(made.uid(first + 700), child.id, "ئالما", made.NOW, made.NOW))
    gone = made.learner(first + 50)
    learners.add(connection, gone)
    answer(connection, gone.id, range(first * 100 + 50, first * 100 + 53))
    removals.learner(connection, gone.id)
    files = places.recordings
    voices = {
        "spoken": recordings.keep_file(files, SPOKEN + b"%d" % first),
        "apple": recordings.keep_file(files, b"apple %d" % first),
        "archive": recordings.keep_file(files, ARCHIVE + b"%d" % first),
        "grape": recordings.keep_file(files, b"grape %d" % first),
    }
    speaker, consent = first + 500, first + 600
    recordings.add_speaker(connection, made.speaker(speaker))
    recordings.add_consent(connection, made.consent(consent, speaker, spoken_sha256=voices["spoken"]))
    by = {"speaker_id": made.uid(speaker), "consent_id": made.uid(consent)}
    take = made.take(first + 800, APPLE, voices["apple"], archive_sha256=voices["archive"], **by)
    recordings.add(connection, take)
    recordings.add(connection, made.take(first + 850, GRAPE, voices["grape"], **by))
    return voices


def answer(connection: Connection, who: UUID, numbers: range) -> None:
    """Answers of one learner, and the memories they leave."""
    for number in numbers:
        sense = 11 if number % 2 else 12
        at = made.NOW + number * made.DAY // 4
        reviews.add(connection, made.review(number, of=who, sense=sense, at_ms=at))
    rebuild_all(connection)


def contents(places: Places) -> dict[str, object]:
    """Everything that must not be lost, to be compared."""
    with open_store(places.database) as store, store.read() as connection:
        everyone = learners.everyone(connection)
        return {
            "learners": everyone,
            "reviews": [reviews.of(connection, one.id) for one in everyone],
            "memories": [memories.of(connection, one.id) for one in everyone],
            "pages": [writings.of(connection, one.id) for one in everyone],
            "files": sorted(recordings.named(connection)),
            "removed": sorted(removals.all_of(connection)),
            "damaged": reviews.verify(connection),
        }


def missing(places: Places) -> set[str]:
    """Files that a row names and that are not there."""
    with open_store(places.database) as store, store.read() as connection:
        named = recordings.named(connection)
    return {one for one in named if not recordings.file_of(places.recordings, one).is_file()}
