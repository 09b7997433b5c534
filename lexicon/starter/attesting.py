"""Filling in what lists from outside say: which has a spelling, whether a meaning agrees, which forms it has.

The lists are not part of the project (``anatil words attest FOLDER`` is given them): ``headwords.txt`` and
``accepted_forms.txt``, one spelling a line; ``glossed_lemmas.tsv`` (lemma, class, English gloss) and
``basic_vocabulary.tsv`` (concept, English, forms); ``inflection_vectors.tsv`` (stem, …, tags, form). None of
them is right everywhere, and none approves anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lexicon.starter.checking import THEME
from lexicon.starter.files import files
from lexicon.starter.forms import Form, parse
from lexicon.starter.rewriting import with_cells
from lexicon.starter.rows import AND, Complaint, Line, UnreadableStarterError, read_lines
from lexicon.uyghur.alphabet import SEAT
from lexicon.uyghur.inflection import Stem, attested_verb_stem, evidence, inflect
from lexicon.uyghur.inflection.stems import StemError
from lexicon.whole_files import replace_whole

NOUN_TAGS: Final = ("PL", "PX1SG", "PX3", "DAT", "LOC")
#: What small children hear, before the infinitive.
VERB_TAGS: Final = ("PROG.3", "PST.3", "NEG.PRS.3", "PRS.3")

#: The transcription of ``basic_vocabulary.tsv``; ʒ stands for the initial y of some dialects.
_TRANSCRIBED: Final = dict(
    zip("aɛbptʨχdrzʒsʃɣfqkgŋlmnhouøyveiɯj", "اەبپتچخدرزيسشغفقكگڭلمنھوۇۆۈۋېىىي", strict=True)
)


@dataclass(frozen=True, slots=True)
class Lists:
    """What the lists hold. ``glosses``: English words of each outside gloss, by headword without ئ."""

    headwords: frozenset[str]
    accepted: frozenset[str]
    glosses: Mapping[str, list[frozenset[str]]]
    vectors: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, folder: Path) -> Lists:
        """Read the lists of a folder. Raises OSError."""

        def lines(name: str) -> list[str]:
            return (folder / name).read_text(encoding="utf-8").splitlines()

        vectors = (row.split("\t") for row in lines("inflection_vectors.tsv") if not row.startswith("#"))
        return cls(
            frozenset(line.strip() for line in lines("headwords.txt")),
            frozenset(line.strip() for line in lines("accepted_forms.txt")),
            _glosses(lines("glossed_lemmas.tsv"), lines("basic_vocabulary.tsv")),
            frozenset((row[2], row[3]) for row in vectors),
        )


def attest(folder: Path, lists: Lists) -> int:
    """Fill ``evidence`` and ``forms`` of every row anew, each file rewritten whole or not at all.

    A native reader's approval of a form stays. Returns how many rows changed. Raises
    ``UnreadableStarterError`` before anything is written, and OSError.
    """
    changed = 0
    for path, (content, lines) in _read(folder).items():
        cells: dict[int, dict[str, str]] = {}
        for line in lines:
            now = _attested(line, lists)
            if any(line.cells[column] != cell for column, cell in now.items()):
                cells[line.number] = now
        if cells:
            replace_whole(path, with_cells(content, cells))
            changed += len(cells)
    return changed


def _read(folder: Path) -> dict[Path, tuple[bytes, list[Line]]]:
    found = {}
    complaints: list[Complaint] = []
    for path in files(folder):
        content = path.read_bytes()
        lines, wrong = read_lines(path.name, content)
        complaints += wrong
        found[path] = content, lines
    if complaints:
        raise UnreadableStarterError(complaints)
    return found


def _attested(line: Line, lists: Lists) -> dict[str, str]:
    headword, part_of_speech = line.cells["headword"], line.cells["pos"]
    if part_of_speech == THEME:
        return {"evidence": " ".join(spelling(headword, lists)), "forms": ""}
    said = spelling(headword, lists)
    if source_agrees(headword, part_of_speech, line.cells["en"], lists):
        said.append("source")
    approved = {form.tags: form for form in parse(line.cells["forms"]) if form.evidence == "approved"}
    found = {form.tags: form for form in forms(headword, part_of_speech, lists)} | approved
    return {"evidence": " ".join(said), "forms": AND.join(str(form) for form in found.values())}


def spelling(headword: str, lists: Lists) -> list[str]:
    """Which lists have the headword, or each word of it."""
    parts = re.split("[ -]", headword)
    found = []
    for name, held in (("headwords", lists.headwords), ("accepted", lists.accepted)):
        if headword in held or held.issuperset(parts):
            found.append(name)
    if not found and all(part in lists.headwords or part in lists.accepted for part in parts):
        found.append("words")
    return found


def source_agrees(headword: str, part_of_speech: str, english: str, lists: Lists) -> bool:
    """Whether one outside gloss has every word of the English gloss, or of one part of it ("leg, foot")."""
    ours = [english_words(part) for part in english.split(",")]
    theirs = [gloss for stem in _stems(headword, part_of_speech) for gloss in lists.glosses.get(stem, [])]
    return any(part and part <= gloss for part in ours for gloss in theirs)


def forms(headword: str, part_of_speech: str, lists: Lists) -> Iterator[Form]:
    """Forms worth listing. For a verb its progressive too where nobody has accepted it, marked ``rule``."""
    if part_of_speech == "verb":
        *before, infinitive = headword.split(" ")
        try:
            stem = attested_verb_stem(infinitive, lists.accepted)
        except StemError:
            return
        for tags in VERB_TAGS:
            form = inflect(stem, tags).form
            said = _evidence(stem, tags, form, lists)
            if said or tags == VERB_TAGS[0]:
                yield Form(tags, " ".join([*before, form]), said or "rule")
    elif part_of_speech == "noun" and " " not in headword:
        stem = Stem(headword)
        for tags in NOUN_TAGS:
            form = inflect(stem, tags).form
            said = _evidence(stem, tags, form, lists)
            if said:
                yield Form(tags, form, said)


def english_words(gloss: str) -> frozenset[str]:
    """The words of a gloss, without what stands in brackets and without "to"."""
    return frozenset(re.findall(r"[a-z]+", re.sub(r"\(.*?\)", " ", gloss.lower()))) - {"to"}


def _evidence(stem: Stem, tags: str, form: str, lists: Lists) -> str:
    if (tags, form) in lists.vectors:
        return "vector"
    return "accepted" if evidence(stem, tags, lists.accepted).clear else ""


def _stems(headword: str, part_of_speech: str) -> list[str]:
    """What a glossary may list it under: verbs by their stem, whose last vowel the infinitive raises."""
    plain = headword.replace(SEAT, "")
    if part_of_speech != "verb":
        return [plain]
    stem = plain[:-3]
    return [stem, stem[:-1] + "ا", stem[:-1] + "ە"] if stem.endswith("ى") else [stem]


def _glosses(lemmas: Collection[str], basic: Collection[str]) -> dict[str, list[frozenset[str]]]:
    """Junk and doubtful rows are left out."""
    found: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for line in lemmas:
        lemma, gloss = line.partition("\t")[0], line.rpartition("\t")[2]
        if not line.startswith("#") and "Dir/LR" not in gloss and "Use/MT" not in gloss:
            found[lemma.replace(SEAT, "")].append(english_words(re.split('["!]', gloss)[0]))
    for line in basic:
        if line.startswith("#"):
            continue
        _, concept, spoken, *_ = line.split("\t")
        for form in spoken.split(","):
            if "?" not in form:
                spelt = "".join(_TRANSCRIBED.get(sound, "") for sound in form)
                found[spelt].append(english_words(concept))
    return dict(found)
