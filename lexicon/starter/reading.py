"""Reading the starter vocabulary: one tab-separated file a theme, and plain words about what is wrong in it.

The first row under the header is the theme itself (``pos`` ``theme``; its headword is the Uyghur title, its
glosses the other titles). Then one row a sense, in the order they are learned, lesson by lesson. Any further
column named like a language (``kk``, ``zh-Hans``) is one more gloss. Sentences are in a folder below. What
the columns mean is in ``lexicon/starter/README.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from lexicon.starter import checking, forms, sentences
from lexicon.starter.files import HERE, digest, files
from lexicon.starter.forms import Form
from lexicon.starter.rows import Complaint, Line, read_lines, several
from lexicon.starter.sentences import Sentence

__all__ = ["HERE", "Complaint", "Reading", "StarterSense", "StarterTheme", "digest", "files", "read"]


@dataclass(frozen=True, slots=True)
class StarterSense:
    """One row. ``lesson`` counts from 1 within its theme; ``related`` are words of the same family,
    ``variants`` other spellings or what other families say."""

    id: UUID
    headword: str
    part_of_speech: str
    glosses: Mapping[str, str]
    picture: str | None
    domain: str
    level: int
    lesson: int
    status: str
    homonym: int
    apart: frozenset[UUID]
    related: tuple[str, ...]
    variants: tuple[str, ...]
    forms: tuple[Form, ...]
    evidence: str
    note: str


@dataclass(frozen=True, slots=True)
class StarterTheme:
    """One file: its first row, and its senses in their order. ``titles`` by language, ``ug`` included."""

    file: str
    id: UUID
    titles: Mapping[str, str]
    picture: str | None
    level: int
    status: str
    note: str
    senses: tuple[StarterSense, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the themes in the order of the path and the sentences or, where anything is wrong,
    only complaints."""

    themes: tuple[StarterTheme, ...]
    sentences: tuple[Sentence, ...]
    complaints: tuple[Complaint, ...]

    @property
    def senses(self) -> tuple[StarterSense, ...]:
        """Every sense of every theme, in the order of the path."""
        return tuple(sense for theme in self.themes for sense in theme.senses)


def read(folder: Path = HERE) -> Reading:
    """Read every file of a folder and tell what is wrong, by file and line. Raises OSError.

    What is wrong between rows is told once every row can be taken apart.
    """
    lines: list[Line] = []
    complaints: list[Complaint] = []
    paths = files(folder)
    for path in paths:
        found, wrong = read_lines(path.name, path.read_bytes())
        lines += found
        complaints += wrong
    whole = not complaints
    complaints += checking.each(lines)
    if whole:
        complaints += checking.together(lines, [path.name for path in paths])
    said, wrong = sentences.read(folder, lines)
    complaints += wrong
    if complaints:
        return Reading((), (), tuple(sorted(complaints, key=lambda one: (one.file, one.line))))
    by_file: dict[str, list[Line]] = {}
    for line in lines:
        by_file.setdefault(line.file, []).append(line)
    return Reading(tuple(_theme(file, rows) for file, rows in by_file.items()), said, ())


def _theme(file: str, lines: Sequence[Line]) -> StarterTheme:
    first, *rest = lines
    return StarterTheme(
        file=file,
        id=UUID(first.cells["id"]),
        titles={"ug": first.cells["headword"], **first.glosses},
        picture=first.cells["picture"] or None,
        level=int(first.cells["level"] or 1),
        status=first.cells["status"] or "waiting",
        note=first.cells["note"],
        senses=tuple(_sense(line) for line in rest),
    )


def _sense(line: Line) -> StarterSense:
    cells = line.cells
    return StarterSense(
        id=UUID(cells["id"]),
        headword=cells["headword"],
        part_of_speech=cells["pos"],
        glosses=line.glosses,
        picture=cells["picture"] or None,
        domain=cells["domain"],
        level=int(cells["level"]),
        lesson=int(cells["lesson"] or 1),
        status=cells["status"] or "waiting",
        homonym=int(cells["homonym"] or 0),
        apart=frozenset(UUID(other) for other in cells["apart"].split()),
        related=tuple(several(cells["related"])),
        variants=tuple(several(cells["variants"])),
        forms=forms.parse(cells["forms"]),
        evidence=cells["evidence"],
        note=cells["note"],
    )
