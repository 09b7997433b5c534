"""Packs: how large one of 1,200 words is, and installing 10,000 words with 10,000 clips, beside Anki.

Run: ``.venv/bin/python -m tests.benchmarks.packs``; Anki as in ``searching`` (``ANATIL_ANKI_PYTHON``).

*Size*: the first 1,200 words of the starter with the pictures set-up has drawn and a voice each of 1.0 s, as
mastering makes them of twelve made-up ones, each another by a frame. *Installing*: both make a file of the
same words, five meanings each, and the same clips of 5.7 kB, then bring it into a new home, in turns. Ours
verifies signature, words and clips, makes the keys of search, and is on the disk when it ends.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import UUID, uuid5

from sqlalchemy import insert

from app.services import pack_building, packs
from app.services.household import Household
from app.services.pack_building import Wish
from lexicon import recordings, schema, senses
from lexicon.places import Places, find
from lexicon.records import Consent, Recording, Scope, Speaker, TakeStatus
from lexicon.uyghur.order import sort_key
from tests.benchmarks.searching import HOW_TO, SHARED, words
from tests.benchmarks.table import Row, show

NOW_MS = 1_795_000_000_000
WORDS, SIZED = 10_000, 1_200
CLIP, FRAME = 5_664, 96
TURNS = 3
LANGUAGES = ("en", "tr", "de", "fr", "ru")
_SPACE = UUID(int=5, version=4)


def clip(number: int) -> bytes:
    """MP3 frames (24 kHz, mono, 32 kbit/s) with nothing sensible in them."""
    rng = random.Random(number)
    return b"".join(b"\xff\xf3\x44\xc0" + rng.randbytes(FRAME - 4) for _ in range(CLIP // FRAME))


class Home:
    """A household in a folder; ``share`` is where set-up drew pictures."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.rng = random.Random(seed)
        self.places = Places(folder, find().share).make()
        self.household = Household(self.places, lambda: NOW_MS, self.new_id)

    def new_id(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def voice(self, of: list[UUID], clips: Iterator[bytes]) -> None:
        """A voice for each of these senses, of a speaker who lets it travel."""
        with self.household.kept.write() as connection:
            speaker = Speaker(self.new_id(), "Moma")
            consent = Consent(self.new_id(), speaker.id, Scope.PUBLIC, NOW_MS)
            recordings.add_speaker(connection, speaker)
            recordings.add_consent(connection, consent)
            for sense_id in of:
                content = next(clips)
                sha256 = recordings.keep_file(self.places.recordings, content)
                recordings.add(connection, Recording(
                    self.new_id(), sense_id, speaker.id, consent.id, sha256, "audio/mpeg", 1_000, NOW_MS,
                    TakeStatus.READY,
                ))  # fmt: skip


def fill(home: Home, given: list[tuple[str, str]]) -> list[tuple[str, list[str], UUID]]:
    """Words of somebody's own in a theme; for each its headword, meanings and sense."""
    ids = [uuid5(_SPACE, str(number)) for number in range(len(given))]
    plain = dict.fromkeys(("domain", "evidence", "note", "approved_by", "approved_month"), "")
    plain |= {"part_of_speech": "noun", "source": "own", "status": "waiting"}
    meanings = [[f"{gloss} {language}" for language in LANGUAGES] for _, gloss in given]
    theme = uuid5(_SPACE, "theme")
    with home.household.kept.write() as connection:
        connection.execute(insert(schema.word), [
            {"id": id_, "headword": word, "homonym": 0, "sort_key": sort_key(word)}
            for id_, (word, _) in zip(ids, given, strict=True)
        ])  # fmt: skip
        connection.execute(insert(schema.sense), [
            {"id": id_, "word_id": id_, "level": 1, "picture": None, "retired": False, **plain} for id_ in ids
        ])  # fmt: skip
        connection.execute(insert(schema.gloss), [
            {"id": uuid5(id_, language), "sense_id": id_, "language": language, "place": 0, "text": text}
            for id_, texts in zip(ids, meanings, strict=True)
            for language, text in zip(LANGUAGES, texts, strict=True)
        ])  # fmt: skip
        connection.execute(insert(schema.word_list).values(
            id=theme, kind="theme", place=0, level=1, picture=None, source="own", status="waiting", note="",
            retired=False,
        ))  # fmt: skip
        connection.execute(insert(schema.word_list_title).values(
            id=uuid5(theme, "title"), word_list_id=theme, language="en", text="Many words",
        ))  # fmt: skip
        connection.execute(insert(schema.word_list_item), [
            {"word_list_id": theme, "sense_id": id_, "place": place} for place, id_ in enumerate(ids)
        ])  # fmt: skip
    return [(word, texts, id_) for (word, _), texts, id_ in zip(given, meanings, ids, strict=True)]


@contextmanager
def anki(python: str, told: object) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Anki in a process of its own, and the bytes of the package it has made."""
    with subprocess.Popen(
        [python, str(Path(__file__).with_name("anki_importing.py"))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    ) as child:  # fmt: skip
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(json.dumps(told) + "\n")
        child.stdin.flush()
        yield child, json.loads(child.stdout.readline())
        child.stdin.close()


def installing(folder: Path, python: str | None) -> list[Row]:
    """10,000 words into a new home, ours and Anki's in turns."""
    rng = random.Random(11)
    maker = Home(folder / "maker", 1)
    given = fill(maker, words(WORDS, rng))
    contents = [clip(number) for number in range(WORDS)]
    maker.voice([id_ for _, _, id_ in given], iter(contents))
    file = folder / "many.anatil"
    pack_building.build(maker.household, file, Wish("many", "Benchmark", Scope.PUBLIC))
    maker.household.close()
    loose = folder / "clips"
    loose.mkdir()
    for number, content in enumerate(contents):
        (loose / str(number)).write_bytes(content)
    told = {
        "clips": str(loose),
        "words": [[word, texts, str(n)] for n, (word, texts, _) in enumerate(given)],
    }
    ours, peers = [], []
    if python:
        with anki(python, told) as (child, size):
            assert child.stdin is not None and child.stdout is not None
            for turn in range(TURNS):
                ours.append(install(folder / f"family{turn}", file))
                child.stdin.write("\n")
                child.stdin.flush()
                peers.append(float(json.loads(child.stdout.readline())))
    else:
        ours, size = [install(folder / f"family{turn}", file) for turn in range(TURNS)], 0
    what = f"installing {WORDS:,} words with {WORDS:,} clips"
    sizes = f"{file.stat().st_size / 1e6:.0f} MB"
    if not peers:
        return [Row(what, f"{median(ours):.1f} s ({sizes})", HOW_TO, None, "≤ 1×")]
    ratio = median(ours) / median(peers)
    return [Row(what, f"{median(ours):.1f} s ({sizes})", f"{median(peers):.1f} s ({size / 1e6:.0f} MB)",
                ratio, "≤ 1×")]  # fmt: skip


def install(folder: Path, file: Path) -> float:
    """Seconds until the pack is in a new home and on the disk."""
    family = Home(folder, 2)
    with family.household.kept.read():
        pass
    began = perf_counter()
    change = packs.install(family.household, file, trusting=True)
    taken = perf_counter() - began
    assert change is not None and (change.added, change.voices) == (WORDS, WORDS)
    family.household.close()
    return taken


def size(folder: Path) -> Row:
    """A pack of 1,200 of the starter's words with pictures and a voice each."""
    from app.services import mastering
    from app.tour.tones import noise, spoken
    from audio.clip import of_pcm16

    home = Home(folder / "school", 3)
    home.household.open()
    with home.household.kept.read() as connection:
        chosen = senses.everything(connection, NOW_MS)[:SIZED]
    takes = [
        of_pcm16(noise(0.2) + spoken(0.9 + number / 60, -9.0) + noise(0.2)).wav() for number in range(12)
    ]
    made = [mastering.mastered(take).copy for take in takes]
    # Each word has a clip of its own: one more frame, and nothing of it can be shared.
    home.voice([one.id for one in chosen], (made[n % 12] + clip(n)[:FRAME] for n in range(SIZED)))
    (folder / "words.txt").write_text(
        "\n".join(f"{one.headword}\t{one.glosses['en']}" for one in chosen), encoding="utf-8"
    )
    built = pack_building.build(
        home.household,
        folder / "school.anatil",
        Wish("s", "School", Scope.PUBLIC, (str(folder / "words.txt"),)),
    )
    home.household.close()
    count = len(built.pack.contents.of("take"))
    pictures = sum(one.name.startswith("pictures/") for one in built.pack.contents.files)
    what = f"a pack of {len(built.pack.contents.of('sense')):,} words, {count:,} voices, {pictures} pictures"
    return Row(what, f"{built.pack.envelope.size / 1e6:.1f} MB", "–", None, "≤ 15 MB")


def rows() -> list[Row]:
    if not SHARED.is_dir():
        return [Row("packs", "–", "the check data is not beside the project")]
    with tempfile.TemporaryDirectory(prefix="anatil-packs-") as name:
        folder = Path(name)
        return [size(folder), *installing(folder, os.environ.get("ANATIL_ANKI_PYTHON"))]


if __name__ == "__main__":
    show(rows())
