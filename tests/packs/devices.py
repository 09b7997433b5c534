"""A teacher's laptop and families' phones that exchange packs, each with the starter's words."""

from __future__ import annotations

import hashlib
import random
import shutil
import struct
import zlib
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection, insert, select

from app.services import pack_building, packs
from app.services.household import Household
from app.services.pack_building import Built, Wish
from app.services.studio import Studio
from lexicon import edits, recordings, registers, schema, senses
from lexicon.packs.installing import Change
from lexicon.places import Places
from lexicon.records import Consent, Recording, Scope, Sense, Speaker, TakeStatus
from lexicon.starter.update import bring_in
from lexicon.store import open_store
from tests.app.devices import NOW_MS

MADE = UUID(int=77, version=4)
"""The namespace of what these tests make."""


def mp3(number: int, frames: int = 20) -> bytes:
    """A clip that is an MP3 from end to end (24 kHz, mono, 32 kbit/s), and another for every number."""
    frame = b"\xff\xf3\x44\xc0" + number.to_bytes(8, "big") + bytes(84)
    return frame * frames


def wav(number: int, samples: int = 480) -> bytes:
    """A WAV of 48 kHz, mono, 16 bit."""
    data = struct.pack(f"<{samples}h", *([number % 30_000] * samples))
    head = struct.pack(
        "<4sL4s4sLHHLLHH", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", 16, 1, 1, 48_000, 96_000, 2, 16
    )
    return head + struct.pack("<4sL", b"data", len(data)) + data


def png(side: int = 8, extra: bytes = b"") -> bytes:
    """A grey picture; ``extra`` is put before its end."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    points = (b"\0" + bytes([128] * side)) * side
    header = chunk(b"IHDR", struct.pack(">LLBBBBB", side, side, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(points)) + extra + chunk(b"IEND", b"")


def template(folder: Path) -> Path:
    """A database with the starter's words, to copy."""
    path = folder / "starter.sqlite"
    with open_store(path) as store:
        bring_in(store)
    return path


class Device:
    """One device. ``blank`` is copied for its database; ``seed`` makes its ids."""

    def __init__(self, home: Path, seed: int, blank: Path) -> None:
        home.mkdir(parents=True)
        self.rng = random.Random(seed)
        self.now_ms = NOW_MS
        share = home / "share"
        (share / "pictures").mkdir(parents=True)
        self.places = Places(home / "home", share).make()
        shutil.copy(blank, self.places.database)
        self.household = Household(self.places, lambda: self.now_ms, self.new_id)
        with self.household.kept.write() as connection:  # a copied database has a copied device id
            connection.exec_driver_sql(
                "UPDATE fact SET value = ? WHERE key = 'device'", (str(self.new_id()),)
            )
        self.household.close()
        self.studio = Studio(self.household, self.rng)

    def new_id(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def words(self, theme: int = 0) -> tuple[Sense, ...]:
        """The words of a theme as a child would meet them."""
        with self.household.kept.read() as connection:
            which = senses.themes(connection)[theme].id
            return senses.senses_of(connection, which, self.now_ms)

    def word(self, sense_id: UUID) -> Sense | None:
        """A word as it is seen here; None where it is not here."""
        with self.household.kept.read() as connection:
            return next(iter(senses.senses(connection, [sense_id], self.now_ms)), None)

    def speaker(self, name: str = "ئاي", scope: Scope = Scope.CLASS, years: int | None = None) -> Speaker:
        """A voice that has agreed."""
        speaker = self.studio.make_speaker(name)
        self.studio.agree(speaker, scope, "en", years)
        return speaker

    def record(self, speaker: Speaker, sense: Sense, number: int = 1, clip: bytes = b"") -> Recording:
        """A mastered take that a second listener has approved."""
        content = clip or mp3(number)
        with self.household.kept.write() as connection:
            consent = self._consent(connection, speaker)
            sha256 = recordings.keep_file(self.places.recordings, content)
            media_type = "audio/wav" if content[:4] == b"RIFF" else "audio/mpeg"
            take = Recording(
                self.new_id(), sense.id, speaker.id, consent.id, sha256, media_type, 800, self.now_ms,
                TakeStatus.READY, archive_sha256="ab" * 32, figures={"snr_db": 40.0},
            )  # fmt: skip
            recordings.add(connection, take)
        return take

    def _consent(self, connection: Connection, speaker: Speaker) -> Consent:
        from lexicon import voices

        found = voices.in_force(connection, speaker.id, self.now_ms)
        assert found is not None
        return found

    def own_word(self, number: int, headword: str, **glosses: str) -> UUID:
        """A word that is not in the starter; returns its sense's id."""
        word_id, sense_id = uuid5(MADE, f"word {number}"), uuid5(MADE, f"sense {number}")
        with self.household.kept.write() as connection:
            from lexicon.uyghur.order import sort_key

            connection.execute(
                insert(schema.word).values(
                    id=word_id, headword=headword, homonym=0, sort_key=sort_key(headword)
                )
            )
            connection.execute(
                insert(schema.sense).values(
                    id=sense_id, word_id=word_id, part_of_speech="noun", domain="", level=1, picture=None,
                    source="own", status="waiting", evidence="", note="", approved_by="", approved_month="",
                    retired=False,
                )
            )  # fmt: skip
            for language, text in glosses.items():
                connection.execute(
                    insert(schema.gloss).values(
                        id=uuid5(sense_id, f"gloss/{language}/0"), sense_id=sense_id, language=language,
                        place=0, text=text,
                    )
                )  # fmt: skip
            from lexicon import search_index

            search_index.refresh(connection, [sense_id])
        return sense_id

    def edit(self, sense: Sense, field: str, value: str | None) -> None:
        """This device's own correction of a word."""
        kept = self.household.kept
        with kept.write() as connection:
            stamp = registers.next_stamp(connection, kept.device, self.now_ms)
            edits.put(connection, edits.SENSE, sense.id, field, value, stamp)

    def build(self, path: Path, *lists: str, **wish: Any) -> Built:
        """Make a pack at ``path``, over an older file of this name."""
        path.unlink(missing_ok=True)
        given = {"name": path.stem, "maker": "Weekend school", "lists": lists, **wish}
        return pack_building.build(self.household, path, Wish(**given))

    def install(self, path: Path, **how: Any) -> Change | None:
        """Install a pack, its maker trusted."""
        return packs.install(self.household, path, **{"trusting": True, **how})

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table that packs write to, but for when and where."""
        tables = [
            schema.word, schema.sense, schema.gloss, schema.sense_apart, schema.sense_form,
            schema.dialect_form, schema.example, schema.example_translation, schema.word_list,
            schema.word_list_title, schema.word_list_item, schema.edit, schema.speaker, schema.consent,
            schema.recording, schema.pack_part, schema.pack_row, schema.tombstone,
        ]  # fmt: skip
        with self.household.kept.read() as connection:
            return {
                table.name: sorted(tuple(map(str, row)) for row in connection.execute(select(table)))
                for table in tables
            }

    def files(self) -> dict[str, str]:
        """Every file of the home but the database, by name, with its SHA-256."""
        return {
            str(path.relative_to(self.places.home)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.places.home.rglob("*"))
            if path.is_file() and not path.name.startswith("anatil.sqlite")
        }

    def close(self) -> None:
        self.household.close()
