"""A backup: whole or refused, each flaw with its own sentence, and nothing left of one that failed."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import shutil
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexicon import backup, copies, saving, sealed
from lexicon.backup import (
    BackupFlawError,
    ChangedMeanwhileError,
    Manifest,
    NewerBackupError,
    Part,
    ShortPassphraseError,
)
from lexicon.copies import StoppedError
from lexicon.sealed import Kind, NotSealedError, PassphraseNeededError, SealError, WrongPassphraseError
from tests.lexicon import homes, made
from tests.lexicon.homes import CHEAP, PASSPHRASE, Home
from tests.packs.devices import png

OTHER_PICTURE = f"photos/photo-{'cd' * 32}.png"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return homes.furnished(tmp_path)


def saved(home: Home, target: Path) -> saving.Saved:
    return saving.save(home.places, target, PASSPHRASE, made.NOW, cost=CHEAP)


def everything_else(home: Home) -> set[Path]:
    """All files of the home but SQLite's own."""
    return {path for path in home.places.home.rglob("*") if path.is_file() and ".sqlite-" not in path.name}


def test_everything_is_in_it_but_what_never_leaves_the_device(home: Home, tmp_path: Path) -> None:
    before = everything_else(home)
    done = saved(home, tmp_path / "all.anatil-backup")
    manifest = saving.look(done.path, PASSPHRASE)
    assert manifest == done.manifest
    named = {part.name for part in manifest.parts}
    voices = {home.voices[one] for one in ("apple", "archive", "grape")}
    assert named == {
        "anatil.sqlite",
        *(f"recordings/{one[:2]}/{one}" for one in voices),
        f"packs/{'ab' * 32}",
        f"photos/photo-{hashlib.sha256(png(5)).hexdigest()}.png",
        "keys/signing.key",
    }
    assert (manifest.revision, manifest.made_ms) == ("0005", made.NOW)
    assert manifest.counts["review"] == 6 and manifest.counts["recording"] == 2
    assert everything_else(home) == before
    assert [path.name for path in tmp_path.glob("*")].count("all.anatil-backup") == 1


def test_a_spoken_consent_stays_on_the_device(home: Home, tmp_path: Path) -> None:
    done = saved(home, tmp_path / "all.anatil-backup")
    written: dict[str, bytes] = {}

    class Into(io.BytesIO):
        def __init__(self, part: Part) -> None:
            super().__init__()
            self.part = part

        def close(self) -> None:
            written[self.part.name] = self.getvalue()
            super().close()

    with done.path.open("rb") as file:
        backup.read(file, PASSPHRASE, Into, copies.always)
    assert all(homes.SPOKEN not in content for content in written.values())
    assert home.voices["spoken"].encode() not in written["anatil.sqlite"]
    assert homes.missing(home.places) == set()


def test_memory_stays_small_however_large_a_recording_is(home: Home, tmp_path: Path) -> None:
    import tracemalloc

    (home.places.packs / ("cd" * 32)).write_bytes(bytes(24 << 20))
    tracemalloc.start()
    try:
        done = saved(home, tmp_path / "all.anatil-backup")
        saving.look(done.path, PASSPHRASE)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert done.path.stat().st_size > 24 << 20
    assert peak < 4 << 20


def test_a_recording_that_is_lost_or_damaged_is_left_out_and_named(home: Home, tmp_path: Path) -> None:
    lost, damaged = home.voices["apple"], home.voices["grape"]
    (home.places.recordings / lost[:2] / lost).unlink()
    (home.places.recordings / damaged[:2] / damaged).write_bytes(b"other bytes")
    done = saved(home, tmp_path / "all.anatil-backup")
    assert done.manifest.left_out == tuple(sorted((lost, damaged)))
    assert saving.look(done.path, PASSPHRASE).left_out == done.manifest.left_out


def test_another_passphrase_none_and_another_file_are_told_apart(home: Home, tmp_path: Path) -> None:
    done = saved(home, tmp_path / "all.anatil-backup")
    saving.look(done.path, f"  {PASSPHRASE} ")
    with pytest.raises(WrongPassphraseError):
        saving.look(done.path, "another passphrase")
    with pytest.raises(PassphraseNeededError):
        saving.look(done.path, None)
    with pytest.raises(NotSealedError):
        saving.look(home.places.database, PASSPHRASE)
    plain = tmp_path / "plain.anatil-backup"
    with plain.open("wb") as file:
        sealed.write(file, Kind.BACKUP, [b"anything"], passphrase=None)
    with pytest.raises(BackupFlawError, match="not sealed"):
        saving.look(plain, PASSPHRASE)


def test_a_short_passphrase_seals_nothing(home: Home, tmp_path: Path) -> None:
    with pytest.raises(ShortPassphraseError):
        saving.save(home.places, tmp_path / "all.anatil-backup", "  seven77 ", made.NOW, cost=CHEAP)
    assert not (tmp_path / "all.anatil-backup").exists()


def test_a_file_that_is_there_is_never_written_over(home: Home, tmp_path: Path) -> None:
    target = tmp_path / "all.anatil-backup"
    target.write_bytes(b"an older one")
    with pytest.raises(FileExistsError):
        saved(home, target)
    assert target.read_bytes() == b"an older one"


@pytest.mark.parametrize("after", range(0, 14, 2))
def test_stopped_at_any_moment_nothing_is_left(home: Home, tmp_path: Path, after: int) -> None:
    before, left = everything_else(home), [after]

    def go_on(_done: int, _every: int) -> bool:
        left[0] -= 1
        return left[0] >= 0

    with pytest.raises(StoppedError):
        saving.save(home.places, tmp_path / "all.anatil-backup", PASSPHRASE, made.NOW, go_on, CHEAP)
    assert everything_else(home) == before
    assert not list(tmp_path.glob(".*")) and not list(tmp_path.glob("*.anatil-backup"))


class Full:
    """A file on a disk that has room for so many bytes."""

    def __init__(self, file: Any, room: list[int]) -> None:
        self.file, self.room = file, room

    def __enter__(self) -> Full:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def write(self, content: bytes) -> int:
        self.room[0] -= len(content)
        if self.room[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return int(self.file.write(content))


def full_after(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    """Files that are made from now on share so many bytes."""
    opened, left = Path.open, [room]

    def limited(path: Path, mode: str = "r", *more: Any, **others: Any) -> Any:
        file = opened(path, mode, *more, **others)
        return Full(file, left) if "x" in mode else file

    monkeypatch.setattr(Path, "open", limited)


@pytest.mark.parametrize("room", [0, 40, 70_000, 150_000])
def test_a_disk_that_fills_up_while_it_is_saved_leaves_nothing_half(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    before = everything_else(home)
    full_after(monkeypatch, room)
    with pytest.raises(OSError, match="No space"):
        saved(home, tmp_path / "all.anatil-backup")
    monkeypatch.undo()
    assert everything_else(home) == before
    assert not list(tmp_path.glob(".*")) and not list(tmp_path.glob("*.anatil-backup"))


def test_a_voice_that_is_taken_back_meanwhile_stops_the_saving(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered = saving._gathered

    def and_then(*given: Any) -> Manifest:
        found = gathered(*given)
        (home.places.recordings / home.voices["apple"][:2] / home.voices["apple"]).unlink()
        return found

    monkeypatch.setattr(saving, "_gathered", and_then)
    with pytest.raises(ChangedMeanwhileError):
        saved(home, tmp_path / "all.anatil-backup")
    assert not (tmp_path / "all.anatil-backup").exists()


# --- what comes from elsewhere -----------------------------------------------------------------------------

SMALL = b"a small database, not looked into here"
PLAIN = Manifest("0.1", "0005", made.uid(1), made.NOW, {"review": 1}, (
    Part("anatil.sqlite", len(SMALL), hashlib.sha256(SMALL).hexdigest()),))  # fmt: skip


def sealed_file(content: bytes) -> bytes:
    file = io.BytesIO()
    sealed.write(file, Kind.BACKUP, [content], passphrase=PASSPHRASE, cost=CHEAP)
    return file.getvalue()


def framed(manifest: bytes, *files: bytes) -> bytes:
    return (
        struct.pack(">I", len(manifest)) + manifest + b"".join(struct.pack(">Q", len(f)) + f for f in files)
    )


def read(file: bytes) -> Manifest:
    return backup.read(io.BytesIO(file), PASSPHRASE, lambda _part: None, copies.always)


def test_the_smallest_backup_is_read() -> None:
    assert read(sealed_file(framed(PLAIN.packed(), SMALL))) == PLAIN


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_no_changed_bit_no_cut_and_nothing_added_is_believed(data: st.DataObject) -> None:
    whole = sealed_file(framed(PLAIN.packed(), SMALL))
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[at] ^= 1 << data.draw(st.integers(0, 7))
    for file in (bytes(changed), whole[:at], whole + b"\0"):
        with pytest.raises(SealError):
            read(file)


def told(**changes: Any) -> bytes:
    return json.dumps({**json.loads(PLAIN.packed()), **changes}).encode()


def listed(*more: object, name: str = "anatil.sqlite") -> bytes:
    first = [name, len(SMALL), hashlib.sha256(SMALL).hexdigest()]
    return told(files=[first, *more])


DIGEST = "ab" * 32
FLAWS: dict[str, tuple[Callable[[], bytes], str]] = {
    "no JSON": (lambda: framed(b"{", SMALL), "cannot be read"),
    "no object": (lambda: framed(b"[]", SMALL), "cannot be read"),
    "no UTF-8": (lambda: framed(b"\xff", SMALL), "cannot be read"),
    "nested": (lambda: framed(b"[" * 100_000, SMALL), "cannot be read"),
    "a fraction": (lambda: framed(told(made_ms=1.5), SMALL), "number"),
    "no number": (lambda: framed(told(made_ms=float("nan")), SMALL), "number"),
    "twice": (lambda: framed(PLAIN.packed()[:-1] + b', "app": "x"}', SMALL), "twice"),
    "a part more": (lambda: framed(told(more=1), SMALL), "other parts"),
    "no version": (lambda: framed(told(version=True), SMALL), "other parts"),
    "no time": (lambda: framed(told(made_ms=-1), SMALL), "when it was made"),
    "no id": (lambda: framed(told(device="1"), SMALL), "id"),
    "an invisible sign": (lambda: framed(told(app="\u202e"), SMALL), "invisible"),
    "no counts": (lambda: framed(told(counts={"review": "1"}), SMALL), "numbers of rows"),
    "no files": (lambda: framed(told(files=[]), SMALL), "no database"),
    "no database first": (lambda: framed(listed(name="keys/anatil"), SMALL), "no database"),
    "out of the folder": (lambda: framed(listed(["../x", 0, DIGEST]), SMALL), "name"),
    "absolute": (lambda: framed(listed(["/etc/passwd", 0, DIGEST]), SMALL), "name"),
    "backslash": (lambda: framed(listed(["keys\\..\\x", 0, DIGEST]), SMALL), "name"),
    "another picture": (
        lambda: framed(listed([OTHER_PICTURE, 0, DIGEST]), SMALL),
        "name",
    ),
    "a picture elsewhere": (lambda: framed(listed(["photos/../x.png", 0, DIGEST]), SMALL), "name"),
    "hidden": (lambda: framed(listed(["keys/.x", 0, DIGEST]), SMALL), "name"),
    "NUL": (lambda: framed(listed(["keys/x\0", 0, DIGEST]), SMALL), "name"),
    "a line feed": (lambda: framed(listed(["keys/x\n", 0, DIGEST]), SMALL), "name"),
    "deeper": (lambda: framed(listed(["keys/x/y", 0, DIGEST]), SMALL), "name"),
    "one name": (lambda: framed(listed(["keys/x", 0, DIGEST], ["keys/X", 0, DIGEST]), SMALL), "one name"),
    "misnamed voice": (lambda: framed(listed([f"recordings/ac/{'ac' * 32}", 0, DIGEST]), SMALL), "content"),
    "misplaced voice": (lambda: framed(listed([f"recordings/ac/{DIGEST}", 0, DIGEST]), SMALL), "name"),
    "less than nothing": (lambda: framed(listed(["keys/x", -1, DIGEST]), SMALL), "other parts"),
    "huge": (lambda: framed(listed(["keys/x", 1 << 41, DIGEST]), SMALL), "larger"),
    "no digest": (lambda: framed(listed(["keys/x", 0, "AB" * 32]), SMALL), "other parts"),
    "a long list": (lambda: struct.pack(">I", 0xFFFF_FFFF), "too long"),
    "another size": (lambda: framed(PLAIN.packed(), SMALL + b"!"), "another size"),
    "another content": (lambda: framed(PLAIN.packed(), SMALL[::-1]), "not what the list says"),
    "an early end": (lambda: framed(PLAIN.packed(), SMALL)[:-1], "ends before"),
    "a missing file": (lambda: framed(PLAIN.packed()), "ends before"),
    "nothing": (lambda: b"", "ends before"),
    "something more": (lambda: framed(PLAIN.packed(), SMALL, b""), "follows"),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_every_flaw_is_refused_with_its_reason(flaw: str) -> None:
    content, reason = FLAWS[flaw]
    with pytest.raises(BackupFlawError, match=reason):
        read(sealed_file(content()))


def test_one_without_pictures_is_written_as_an_older_version_reads_it(home: Home, tmp_path: Path) -> None:
    assert b'"version": 2' in saving.look(saved(home, tmp_path / "a.anatil-backup").path, PASSPHRASE).packed()
    shutil.rmtree(home.places.photos)
    assert b'"version": 1' in saving.look(saved(home, tmp_path / "b.anatil-backup").path, PASSPHRASE).packed()


def test_a_newer_one_is_told() -> None:
    with pytest.raises(NewerBackupError):
        read(sealed_file(framed(told(version=3, something="new"), SMALL)))


def test_what_follows_in_a_piece_of_its_own_is_found() -> None:
    long = bytes(sealed.PIECE)
    parts = (replace(PLAIN.parts[0], size=len(long), sha256=hashlib.sha256(long).hexdigest()),)
    manifest = replace(PLAIN, parts=parts)
    whole = framed(manifest.packed(), long)
    assert read(sealed_file(whole)) == manifest
    with pytest.raises(BackupFlawError, match="follows"):
        read(sealed_file(whole + bytes(2 * sealed.PIECE)))
