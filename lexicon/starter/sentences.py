"""Short sentences a child would say, each with one word of the starter it is for.

``sentences/*.tsv``: ``word`` names the sense by its headword, with its number where it has one (``ئوت 2``);
``pattern`` groups sentences of one build. Every word form is in the list of accepted spellings, or
``evidence`` names it with its own: ``accepted / مەكتەپتىن=vector``. All wait for a native reader and are off
for children until a grown-up turns them on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from lexicon.starter import checking
from lexicon.starter.files import sentence_files
from lexicon.starter.letters import ALLOWED
from lexicon.starter.rows import GLOSSES, Complaint, Line, read_lines, several

COLUMNS = ("id", "word", "text", *GLOSSES, "pattern", "level", "status", "evidence", "note")

#: Evidence that a single form of a sentence may have where it is not in the list of accepted spellings.
FORM_EVIDENCE = ("headwords", "vector", "approved")

SIGNS = "،؟؛«»!.:"
_WORDS = re.compile(f"[^{re.escape(SIGNS)} ]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the sense it is for; ``translations`` by language."""

    id: UUID
    sense_id: UUID
    text: str
    translations: dict[str, str]
    pattern: str
    level: int
    status: str
    evidence: str


def words_of(text: str) -> list[str]:
    """The word forms of a sentence, without its signs."""
    return _WORDS.findall(text)


def named_forms(evidence: str) -> dict[str, str]:
    """The forms that the cell names with evidence of their own."""
    return dict(one.split("=", 1) for one in several(evidence) if "=" in one)


def read(folder: Path, words: Sequence[Line]) -> tuple[tuple[Sentence, ...], list[Complaint]]:
    """The sentences of a starter folder and what is wrong with them. ``words`` are the rows of its themes.

    Raises OSError.
    """
    by_name = _by_name(words)
    lines: list[Line] = []
    complaints: list[Complaint] = []
    for path in sentence_files(folder):
        found, wrong = read_lines(path.name, path.read_bytes(), COLUMNS)
        lines += found
        complaints += wrong
    seen: dict[str, Line] = {}
    for line in lines:
        complaints += [line.complain(sentence) for sentence in _row(line, by_name)]
        for key in (line.cells["id"], line.cells["text"]):
            if seen.setdefault(key, line) is not line:
                complaints.append(
                    line.complain(f"{key} is also on line {seen[key].number} of {seen[key].file}.")
                )
    if complaints:
        return (), complaints
    return tuple(_sentence(line, by_name) for line in lines), []


def _by_name(words: Sequence[Line]) -> dict[str, UUID]:
    found: dict[str, UUID] = {}
    for line in words:
        cells = line.cells
        id_ = checking.as_id(cells["id"])
        if cells["pos"] != checking.THEME and id_ is not None:
            found[f"{cells['headword']} {cells['homonym']}".strip()] = id_
    return found


def _row(line: Line, by_name: dict[str, UUID]) -> Iterator[str]:
    cells = line.cells
    if checking.as_id(cells["id"]) is None:
        yield 'the row has no id; run "anatil words ids" to give it one.'
    if cells["word"] not in by_name:
        yield f'the word "{cells["word"]}" is not in the starter (write ئوت 2 for a second one).'
    text = cells["text"]
    if not text or text[-1] not in ".!؟":
        yield f'the sentence "{text}" ends in no ., ! or ؟.'
    foreign = sorted(set(text) - ALLOWED - set(SIGNS))
    if foreign:
        yield f'the sentence "{text}" has {foreign[0]}, which Uyghur does not.'
    for language, name in GLOSSES.items():
        if not cells[language]:
            yield f"the {name} translation ({language}) is missing."
    if cells["level"] not in ("1", "2", "3"):
        yield f'the level is "{cells["level"]}"; it is 1, 2 or 3.'
    if cells["status"] not in checking.STATUSES:
        yield f'the status "{cells["status"]}" is not known; use one of {", ".join(checking.STATUSES)}.'
    for form, kind in named_forms(cells["evidence"]).items():
        if form not in words_of(text):
            yield f"the evidence names {form}, which is not in the sentence."
        if kind not in FORM_EVIDENCE:
            yield f'the evidence "{kind}" is not known; use one of {", ".join(FORM_EVIDENCE)}.'


def _sentence(line: Line, by_name: dict[str, UUID]) -> Sentence:
    cells = line.cells
    return Sentence(
        id=UUID(cells["id"]),
        sense_id=by_name[cells["word"]],
        text=cells["text"],
        translations=dict(line.glosses),
        pattern=cells["pattern"],
        level=int(cells["level"]),
        status=cells["status"],
        evidence=cells["evidence"],
    )
