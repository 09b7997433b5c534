"""Merging what native readers said into the starter's files.

    report = apply(folder, [corrections.read(path.read_bytes()) for path in paths])

Ids stay, so no child's progress is lost: a corrected word is the same word, a removed one is retired where it
is known. Where two readers differ nothing is done until somebody has chosen one of them; where the row has
changed since it was read, an approval is not taken for it. What was said is kept in ``readings/native.tsv``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from lexicon.corrections import Corrections
from lexicon.judgements import Judgement, Kind, Said
from lexicon.starter import truth
from lexicon.starter.checking import THEME
from lexicon.starter.files import files, sentence_files
from lexicon.starter.rewriting import with_cells
from lexicon.starter.rows import COLUMNS, Line, UnreadableStarterError, read_lines
from lexicon.starter.sentences import COLUMNS as SENTENCE_COLUMNS
from lexicon.whole_files import replace_whole

#: Evidence of a headword whose spelling a native reader gave.
NATIVE = "native"


@dataclass(frozen=True, slots=True)
class Difference:
    """Two or more readers who are not of one mind about one thing; ``now`` is what the files say."""

    kind: Kind
    target: str
    now: str
    opinions: tuple[Judgement, ...]


@dataclass(slots=True)
class Report:
    """What was done: how many things were approved, corrected, removed; which wait for a choice; which were
    read before they were changed (``outdated``) or are not here (``unknown``)."""

    approved: int = 0
    corrected: int = 0
    removed: int = 0
    unsure: int = 0
    differences: list[Difference] = field(default_factory=list)
    outdated: list[Judgement] = field(default_factory=list)
    unknown: list[Judgement] = field(default_factory=list)


@dataclass(slots=True)
class _File:
    path: Path
    content: bytes
    cells: dict[int, dict[str, str]] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a file. ``_File`` gathers what is to be changed in it."""

    file: _File
    line: Line


def apply(folder: Path, given: Sequence[Corrections], prefer: UUID | None = None) -> Report:
    """Merge what readers said into the files of ``folder``, each rewritten whole or not at all.

    ``prefer`` is the reader whose word counts where two differ. Judgements of interface texts are left to
    whoever has the texts. Raises ``UnreadableStarterError`` before anything is written, and OSError.
    """
    rows = _rows(folder)
    report = Report()
    kept: list[tuple[Judgement, Line]] = []
    for (kind, target), said in _by_target(given).items():
        row = rows.get((kind is Kind.SENTENCE, target))
        if row is None:
            report.unknown += said
            continue
        valid = [one for one in said if one.shown == shown(kind, row.line, one.shown.get("language", "en"))]
        report.outdated += [one for one in said if one not in valid]
        chosen = chosen_of(valid, prefer)
        if chosen is None and valid:
            report.differences.append(Difference(kind, target, _named(row.line), tuple(valid)))
        elif chosen is not None:
            _take(row, chosen, report)
            kept += [(one, row.line) for one in valid if one.opinion == chosen.opinion]
    _follow(rows)
    for file in {id(row.file): row.file for row in rows.values()}.values():
        if file.cells or file.removed:
            replace_whole(file.path, with_cells(file.content, file.cells, file.removed))
    _remember(folder, [one for one, _ in kept])
    return report


def shown(kind: Kind, line: Line, language: str) -> dict[str, str]:
    """What a reader is shown of a row: the desk shows the same of what the database has."""
    if kind is Kind.SENTENCE:
        return {"text": line.cells["text"], "meaning": line.cells.get(language, ""), "language": language}
    found = {
        "text": line.cells["headword"],
        "meaning": line.glosses.get(language, ""),
        "language": language,
    }
    if kind is Kind.PICTURE:
        found["picture"] = line.cells["picture"]
    return found


def seen(judgement: Judgement) -> str:
    """The digest of the content that a judgement speaks for: as it was shown, with what was corrected."""
    told, changes = judgement.shown, judgement.changes
    language = told.get("language", "")
    return truth.seen_of(
        judgement.kind,
        changes.get("headword", changes.get("text", told.get("text", ""))),
        language,
        changes.get(f"meaning.{language}", told.get("meaning", "")),
        told.get("picture", ""),
    )


def _by_target(given: Iterable[Corrections]) -> dict[tuple[Kind, str], list[Judgement]]:
    """Everything said of words, pictures and sentences; of one reader's two files the later one counts."""
    found: defaultdict[tuple[Kind, str], dict[UUID, Judgement]] = defaultdict(dict)
    for corrections in given:
        for one in corrections.judgements:
            if one.kind is not Kind.TEXT:
                found[one.kind, one.target][one.reader] = one
    return {key: list(said.values()) for key, said in sorted(found.items())}


def chosen_of(said: Sequence[Judgement], prefer: UUID | None) -> Judgement | None:
    """What is to be done: what all say who are sure, or what the preferred reader says."""
    sure = [one for one in said if one.said is not Said.UNSURE]
    preferred = [one for one in said if one.reader == prefer]
    if preferred:
        return preferred[0]
    if len({one.opinion for one in sure}) > 1:
        return None
    return next(iter(sure or said), None)


def _take(row: _Row, judgement: Judgement, report: Report) -> None:
    cells = row.file.cells.setdefault(row.line.number, {})
    if judgement.said is Said.UNSURE:
        report.unsure += 1
    elif judgement.said is Said.REMOVE:
        report.removed += 1
        if judgement.kind is Kind.PICTURE:
            cells["picture"] = ""
        else:
            row.file.removed.add(row.line.number)
    else:
        if judgement.said is Said.CORRECT:
            report.corrected += 1
            cells.update(_corrected(judgement))
        else:
            report.approved += 1
        if judgement.kind is not Kind.PICTURE:
            cells["status"] = "approved"


def _follow(rows: Mapping[tuple[bool, str], _Row]) -> None:
    """What names a corrected or removed word goes with it: its sentences, and the cells ``apart``."""
    words = {id_: row for (is_sentence, id_), row in rows.items() if not is_sentence}
    gone = {id_ for id_, row in words.items() if row.line.number in row.file.removed}
    renamed: dict[str, str | None] = {}
    for id_, row in words.items():
        name = f"{row.line.cells['headword']} {row.line.cells['homonym']}".strip()
        new = row.file.cells.get(row.line.number, {}).get("headword")
        if id_ in gone:
            renamed[name] = None
        elif new is not None:
            renamed[name] = f"{new} {row.line.cells['homonym']}".strip()
        apart = row.line.cells["apart"].split()
        if id_ not in gone and not gone.isdisjoint(apart):
            kept = " ".join(other for other in apart if other not in gone)
            row.file.cells.setdefault(row.line.number, {})["apart"] = kept
    for (is_sentence, _), row in rows.items():
        if is_sentence and row.line.cells["word"] in renamed:
            name_now = renamed[row.line.cells["word"]]
            if name_now is None:
                row.file.removed.add(row.line.number)
            else:
                row.file.cells.setdefault(row.line.number, {})["word"] = name_now


def _corrected(judgement: Judgement) -> dict[str, str]:
    found = {}
    for name, value in judgement.changes.items():
        if name.startswith("meaning."):
            found[name.removeprefix("meaning.")] = value
        elif name != "note":
            found[name] = value
    if "headword" in found:
        found |= {"evidence": NATIVE, "forms": ""}
    if "text" in found:
        found["evidence"] = NATIVE
    return found


def _named(line: Line) -> str:
    return f"{line.cells.get('headword') or line.cells.get('text')} ({line.cells['en']})"


def _rows(folder: Path) -> dict[tuple[bool, str], _Row]:
    """Every row by whether it is a sentence, and its id."""
    found = {}
    complaints = []
    for paths, columns in ((files(folder), COLUMNS), (sentence_files(folder), SENTENCE_COLUMNS)):
        for path in paths:
            file = _File(path, path.read_bytes())
            lines, wrong = read_lines(path.name, file.content, columns)
            complaints += wrong
            for line in lines:
                if line.cells.get("pos") != THEME:
                    found[columns is SENTENCE_COLUMNS, line.cells["id"]] = _Row(file, line)
    if complaints:
        raise UnreadableStarterError(complaints)
    return found


def _remember(folder: Path, judgements: Sequence[Judgement]) -> None:
    """Add what was done to ``readings/native.tsv``, in place of what the same reader said before."""
    if not judgements:
        return
    path = folder / "readings" / "native.tsv"
    rows: dict[tuple[str, str, str], Mapping[str, str]] = {}
    for line in truth.read(folder).native:
        rows[line.cells["reader"], line.cells["kind"], line.cells["target"]] = line.cells
    for one in judgements:
        rows[str(one.reader), one.kind, one.target] = {
            "reader": str(one.reader),
            "kind": one.kind,
            "target": one.target,
            "seen": seen(one),
            "verdict": one.said,
            "month": one.month,
        }
    lines = ["\t".join(truth.NATIVE)]
    lines += ["\t".join(cells[name] for name in truth.NATIVE) for _, cells in sorted(rows.items())]
    path.parent.mkdir(exist_ok=True)
    replace_whole(path, ("\n".join(lines) + "\n").encode())
