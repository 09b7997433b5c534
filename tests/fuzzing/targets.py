"""What is fuzzed: for each kind of file an honest one, how it is changed, and who opens it."""

from __future__ import annotations

import io
import random
import shutil
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.services import packs, progress_bringing, progress_files, progress_looking
from app.services.household import Household
from lexicon import corrections, saving, sealed
from lexicon.exchange import archives
from lexicon.exchange.zip_directory import Limits
from lexicon.judgements import Judgement, Kind, Said
from lexicon.packs import envelope
from lexicon.packs.contents import VOICES_FILE, WORDS_FILE
from lexicon.places import Places
from lexicon.sealed import Cost
from tests.faults import operations, travelling
from tests.fuzzing.mutating import mutated
from tests.lexicon import made
from tests.packs.forging import Forge, signed

CHEAP = Cost(log_n=4, r=1, p=1)
PASSPHRASE = "ئالما نان سۇ"

Change = Callable[[bytes, random.Random], bytes]
Open = Callable[["Ground", Path], object]


@dataclass(frozen=True, slots=True)
class Ground:
    """A family's home that must stay as it is, and where honest files lie."""

    household: Household
    honest: Path


@dataclass(frozen=True, slots=True)
class Target:
    """``seed`` names an honest file; ``change`` makes a bad one of it; ``opened`` must not fall over."""

    seed: str
    change: Change
    opened: Open


def laid(folder: Path) -> Ground:
    """A family with a child and answers, and honest files of every kind."""
    home, honest = folder / "home", folder / "honest"
    travelling.with_packs(home)
    honest.mkdir()
    shutil.move(home / "first.anatil", honest / "pack")
    shutil.rmtree(home / "school")
    (home / "second.anatil").unlink()
    here = operations.Home(home, seed=20)
    household = here.household
    with household.kept.read():
        pass
    children = household.at_home().learners
    progress_files.save(household, children, honest / "progress", None)
    saving.save(Places(home, home / "share"), honest / "backup", PASSPHRASE, here.now_ms, cost=CHEAP)
    said = [
        Judgement(made.uid(9), Kind.WORD, str(made.uid(number)), {"headword": "ئالما"}, Said.CORRECT,
                  {"headword": "ئالمىلار"}, "2026-11")
        for number in range(4)
    ]  # fmt: skip
    (honest / "corrections").write_bytes(corrections.write(made.uid(9), "Ayim", said))
    with zipfile.ZipFile(honest / "voices.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"voices/{number}.ogg", b"OggS some sound " * (number + 9))
    return Ground(household, honest)


def _inside_pack(content: bytes, rng: random.Random) -> bytes:
    """Changed in its zip, and signed again."""
    return signed(mutated(content[envelope.BODY :], rng))


def _lines_of_pack(content: bytes, rng: random.Random) -> bytes:
    """Changed in its words or voices, listed and signed again."""
    with zipfile.ZipFile(io.BytesIO(content[envelope.BODY :])) as archive:
        forge = Forge({name: archive.read(name) for name in archive.namelist()})
    name = rng.choice((WORDS_FILE, VOICES_FILE))
    forge.files[name] = mutated(forge.files[name], rng)
    with suppress(ValueError, LookupError, TypeError):  # what no JSON reader takes stays as it is
        forge.listed()
    return forge.pack()


def _files_of_pack(content: bytes, rng: random.Random) -> bytes:
    """Changed in a clip or a picture, listed and signed again."""
    with zipfile.ZipFile(io.BytesIO(content[envelope.BODY :])) as archive:
        forge = Forge({name: archive.read(name) for name in archive.namelist()})
    name = rng.choice([one for one in forge.files if "/" in one])
    return forge.swap(name, mutated(forge.files[name], rng)).listed().pack()


def _inside_progress(content: bytes, rng: random.Random) -> bytes:
    """Changed in its lines, packed and sealed again."""
    packed = b"".join(sealed.read(io.BytesIO(content), sealed.Kind.PROGRESS, passphrase=None))
    out = io.BytesIO()
    changed = zlib.compress(mutated(zlib.decompress(packed), rng))
    sealed.write(out, sealed.Kind.PROGRESS, [changed], passphrase=None)
    return out.getvalue()


def _inside_backup(content: bytes, rng: random.Random) -> bytes:
    """Changed below the seal, and sealed again."""
    inside = b"".join(sealed.read(io.BytesIO(content), sealed.Kind.BACKUP, passphrase=PASSPHRASE))
    near = rng.choice((2_000, len(inside)))  # what says what is in it stands at the beginning
    out = io.BytesIO()
    changed = mutated(inside[:near], rng) + inside[near:]
    sealed.write(out, sealed.Kind.BACKUP, [changed], passphrase=PASSPHRASE, cost=CHEAP)
    return out.getvalue()


def _every_entry(_ground: Ground, path: Path) -> None:
    with archives.opened(path, Limits(100, 1_000_000, 4_000_000)) as archive:
        for entry in archive.entries:
            archive.read(entry)


def _look_at_pack(ground: Ground, path: Path) -> None:
    packs.look(ground.household, path)


def _look_at_progress(ground: Ground, path: Path) -> None:
    progress_looking.look(ground.household, path, None)


def _look_at_backup(_ground: Ground, path: Path) -> None:
    saving.look(path, PASSPHRASE)


def _install(ground: Ground, path: Path) -> None:
    packs.install(ground.household, path, trusting=True)


def _bring(ground: Ground, path: Path) -> None:
    progress_bringing.bring(ground.household, path, None)


TARGETS = {
    "packs": Target("pack", mutated, _install),
    "packs, in the zip": Target("pack", _inside_pack, _look_at_pack),
    "packs, in their lines": Target("pack", _lines_of_pack, _look_at_pack),
    "packs, in their clips": Target("pack", _files_of_pack, _look_at_pack),
    "progress files": Target("progress", mutated, _bring),
    "progress files, in their lines": Target("progress", _inside_progress, _look_at_progress),
    "corrections": Target("corrections", mutated, lambda _ground, path: corrections.read(path.read_bytes())),
    "backups": Target("backup", mutated, _look_at_backup),
    "backups, below the seal": Target("backup", _inside_backup, _look_at_backup),
    "zips with voices": Target("voices.zip", mutated, _every_entry),
}
"""By name. Where nothing but the seal or the signature stands in the way of a change, the file is brought in;
where a change may have made another honest file, it is looked at, which does all of it and takes it back."""
