"""Many recordings at once: a folder of them becomes a folder of archive copies and pack copies.

``recording`` makes one ready (a pure function), ``listing`` says which there are, ``ways`` who does them,
``report`` what is done and whole. It may be stopped whenever one likes and gone on with.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from audio.bulk.listing import Source, listed
from audio.bulk.recording import Ready, ready
from audio.bulk.report import Report
from audio.bulk.troubles import FolderError
from audio.bulk.ways import Way, on_cores, on_dask, one_by_one

__all__ = ["Outcome", "Ready", "master_folder", "on_cores", "on_dask", "one_by_one", "ready"]

Told = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """``made`` now, ``kept`` from before; ``failed``: name and reason; ``others``: files left aside because
    their names are not those of recordings."""

    made: int
    kept: int
    failed: tuple[tuple[str, Exception], ...]
    others: int


def master_folder(folder: Path, to: Path, way: Way, told: Told = lambda _done, _all: None) -> Outcome:
    """Make every recording in ``folder`` ready: ``NAME.flac`` and ``NAME.mp3`` in ``to``, in the same folders
    below it, and ``to``/mastered.tsv, which says what they are.

    What is there, whole, and made of today's recording is not made again. ``told`` hears how many of how many
    are done; what it raises (KeyboardInterrupt too) stops the work, and what is ready is kept. The files are
    the same bytes whatever the ``way``. Raises ``BulkError``.
    """
    if to.resolve() == folder.resolve():
        raise FolderError("The recordings lie there already. Please name another folder (--to FOLDER).")
    found = listed(folder, to)
    failed: list[tuple[str, Exception]] = list(found.left_out)
    made = kept = 0
    report = Report(to)

    def waiting() -> Iterator[Source]:
        nonlocal kept
        for source in found.sources:
            if report.is_whole(source):
                kept += 1
                tell()
            else:
                yield source

    def tell() -> None:
        told(made + kept + len(failed), len(found.sources) + len(found.left_out))

    try:
        tell()
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=".*input task iterator")
            with closing(way(waiting())) as results:
                for source, one in results:
                    if isinstance(one, Ready):
                        report.keep(source, one)
                        made += 1
                    else:
                        failed.append((source.name, one))
                    tell()
    finally:
        report.close()
    return Outcome(made, kept, tuple(sorted(failed, key=lambda one: one[0])), found.others)
