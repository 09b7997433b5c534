"""``mastered.tsv``: what was made ready, of what, and how to know that it is still whole.

It lies beside the files it tells of. A line is added as soon as a recording's two files are there, so that
whatever stops the work (a key, a power cut) costs the recordings that were under way. A file is whole if it
has the SHA-256 that its line says, and is of today's recording if the recording has: times of files lie
(a copied or unpacked file often has an old one), and a power cut may leave a new file's name with nothing in
it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from hashlib import file_digest, sha256
from io import BufferedWriter
from pathlib import Path
from typing import Final

from audio.bulk.listing import REPORT, Source
from audio.bulk.recording import Ready
from audio.bulk.troubles import FolderError

HEAD: Final = ("recording", "sha256", "seconds", "loudness_db", "faults", "flac_sha256", "mp3_sha256")
UNDER_WAY: Final = ".mastering-"
"""How the name of a file begins until it is whole."""


@dataclass(frozen=True, slots=True)
class Line:
    """One recording: its name, the SHA-256 of it and of its two files, its figures as they are written."""

    name: str
    source: str
    seconds: str
    loudness_db: str
    faults: str
    archive: str
    copy: str


class Report:
    """The report in the folder ``to``, which is made if need be. Everything here raises ``FolderError``.

    One process at a time writes to a folder.
    """

    def __init__(self, to: Path) -> None:
        self.to = to
        self._path = to / REPORT
        try:
            to.mkdir(parents=True, exist_ok=True)
            if not self._path.is_file() and any(to.iterdir()):
                raise FolderError(
                    f"{to} holds other files. Please name a new or empty folder (--to FOLDER). "
                    "Nothing was changed."
                )
            self._lines = {line.name: line for line in _read(self._path)}
            self._write_anew()
            for left in to.rglob(f"{UNDER_WAY}*"):
                left.unlink()
            self._file: BufferedWriter = self._path.open("ab")
        except OSError as error:
            raise self._trouble(error) from error

    def is_whole(self, source: Source) -> bool:
        """Whether the recording is as it was, and both its files are as they were made."""
        line = self._lines.get(source.name)
        return line is not None and all(
            _digest(path) == digest
            for path, digest in zip(
                (source.path, *self._places(source)), (line.source, line.archive, line.copy), strict=True
            )
        )

    def keep(self, source: Source, ready: Ready) -> None:
        """Write a recording's two files, each whole or not at all, then its line."""
        digests = [sha256(content).hexdigest() for content in (ready.archive, ready.copy)]
        line = Line(source.name, ready.source, f"{ready.seconds:.3f}", f"{ready.loudness_db:.1f}",
                    ",".join(ready.faults), *digests)  # fmt: skip
        try:
            for path, content in zip(self._places(source), (ready.archive, ready.copy), strict=True):
                path.parent.mkdir(parents=True, exist_ok=True)
                put(path, content)
            self._file.write(_bytes([astuple(line)]))
            self._file.flush()
        except OSError as error:
            raise self._trouble(error) from error
        self._lines[line.name] = line

    def close(self) -> None:
        """Put the lines in order, and everything on the disk.

        The disk is asked once (``os.sync``, where there is one): asked after each file (4.3 ms here), it
        would take longer than two processes need for a recording.
        """
        try:
            self._file.close()
            if hasattr(os, "sync"):
                os.sync()
            self._write_anew()
        except OSError as error:
            raise self._trouble(error) from error

    def _places(self, source: Source) -> tuple[Path, Path]:
        return self.to / f"{source.stem}.flac", self.to / f"{source.stem}.mp3"

    def _write_anew(self) -> None:
        lines = sorted(self._lines.values(), key=lambda line: line.name)
        put(self._path, _bytes([HEAD, *map(astuple, lines)]), at_once=True)

    def _trouble(self, error: OSError) -> FolderError:
        return FolderError(
            f"Nothing can be written to {self.to} ({error.strerror}). What was ready is kept; "
            "the same command goes on from there."
        )


def put(path: Path, content: bytes, *, at_once: bool = False) -> None:
    """Write a file whole or not at all, in place of an older one; ``at_once``: it is on the disk then.

    Raises OSError, with the older one as it was.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=UNDER_WAY)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if at_once:
                file.flush()
                os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _bytes(lines: Iterable[tuple[str, ...]]) -> bytes:
    return "".join("\t".join(cells) + "\n" for cells in lines).encode()


def _read(path: Path) -> Iterable[Line]:
    """The lines there are; one that was cut off is as if it were not there."""
    if not path.is_file():
        return
    rows = path.read_bytes().decode(errors="replace").split("\n")
    if rows[0].split("\t") != list(HEAD):
        raise FolderError(f"{path} is not a report of Ana Til. Please name another folder (--to FOLDER).")
    for row in rows[1:-1]:
        cells = row.split("\t")
        if len(cells) == len(HEAD):
            yield Line(*cells)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
