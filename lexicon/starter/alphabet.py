"""The alphabet course: 32 letters in the order that makes words readable soonest, two at a step.

``alphabet/letters.tsv``: one row a letter in the order of the course: its ``step``, its Latin and IPA, what
it sounds like in five languages, the letters it is easily taken for (``alike``, contrasted once both are
known), and picture words of the starter with the letter in the ``first``, a ``middle`` and the ``last`` place
(empty where no child's word has it there). ``alphabet/lines.tsv``: lines that can be read with the letters
known after a step. ``alphabet/pairs.tsv``: minimal pairs for the ear, two words of the starter with pictures
that differ in one sound. The seat ئ comes with the first vowel.

The order is from a search over 117 child words: 49 can be read after 16 letters, in alphabetical order 13.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lexicon.starter.reading import Reading, StarterSense
from lexicon.starter.rows import GLOSSES, Complaint, Line, read_lines, several
from lexicon.starter.sentences import words_of
from lexicon.uyghur.alphabet import LETTERS, SEAT, VOWELS
from lexicon.uyghur.joining import LETTER_FORMS, Forms

LETTER_COLUMNS: Final = ("step", "letter", "latin", "ipa", *GLOSSES, "alike", "first", "middle", "last")
LINE_COLUMNS: Final = ("step", "text", *GLOSSES, "status", "evidence")
PAIR_COLUMNS: Final = ("one", "other")


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of the course. ``forms``: isolated, initial, medial, final, "" where it has no such form;
    ``sounds`` by language what it sounds like; ``pictures`` the senses for first, middle and last place."""

    letter: str
    step: int
    latin: str
    ipa: str
    sounds: Mapping[str, str]
    alike: tuple[str, ...]
    forms: Forms
    pictures: tuple[StarterSense | None, StarterSense | None, StarterSense | None]

    @property
    def alone(self) -> str:
        """The letter as it is taught by itself: a vowel sits on ئ."""
        return SEAT + self.letter if self.letter in VOWELS else self.letter


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A line that can be read after a step, with its translations."""

    text: str
    translations: Mapping[str, str]
    status: str


@dataclass(frozen=True, slots=True)
class Step:
    """Two letters, the words of the starter that can be read for the first time with them, and lines."""

    number: int
    letters: tuple[Letter, ...]
    words: tuple[StarterSense, ...]
    lines: tuple[ReadingLine, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words that differ in one sound: the letters, and the senses."""

    sounds: tuple[str, str]
    senses: tuple[StarterSense, StarterSense]


@dataclass(frozen=True, slots=True)
class Course:
    """The whole course or, where anything is wrong, only complaints."""

    steps: tuple[Step, ...] = ()
    pairs: tuple[Pair, ...] = ()
    complaints: tuple[Complaint, ...] = ()

    @property
    def letters(self) -> tuple[Letter, ...]:
        return tuple(letter for step in self.steps for letter in step.letters)


def read(folder: Path, words: Reading) -> Course:
    """The course beside the words in ``folder``; an empty one where there is none. Raises OSError."""
    home = folder / "alphabet"
    if not (home / "letters.tsv").exists():
        return Course()
    complaints: list[Complaint] = []

    def lines(name: str, columns: Sequence[str]) -> list[Line]:
        path = home / name
        if not path.exists():
            return []
        found, wrong = read_lines(path.name, path.read_bytes(), columns)
        complaints.extend(wrong)
        return found

    letters, readable = lines("letters.tsv", LETTER_COLUMNS), lines("lines.tsv", LINE_COLUMNS)
    pairs = lines("pairs.tsv", PAIR_COLUMNS)
    by_name = {f"{sense.headword} {sense.homonym or ''}".strip(): sense for sense in words.senses}
    if words.complaints:  # they are told already, and without words nothing can be said here
        return Course()
    complaints += _wrong_letters(letters, by_name)
    complaints += _wrong_lines(readable, {line.cells["letter"]: _step(line) for line in letters})
    complaints += _wrong_pairs(pairs, by_name)
    if complaints:
        return Course(complaints=tuple(complaints))
    return Course(_steps(letters, readable, words, by_name), tuple(_pairs(pairs, by_name)))


def spells(text: str, known: frozenset[str]) -> bool:
    """Whether a text is written in these letters alone, seats, spaces and signs aside."""
    return all(letter in known for word in words_of(text) for letter in word if letter not in f"{SEAT}-")


def _step(line: Line) -> int:
    return int(line.cells["step"]) if line.cells["step"].isdecimal() else 0


def _steps(
    letters: Sequence[Line], readable: Sequence[Line], words: Reading, by_name: Mapping[str, StarterSense]
) -> tuple[Step, ...]:
    found = []
    known: frozenset[str] = frozenset()
    for number in range(1, max(_step(line) for line in letters) + 1):
        before, own = known, [line for line in letters if _step(line) == number]
        known |= {line.cells["letter"] for line in own}
        new = [s for s in words.senses if spells(s.headword, known) and not spells(s.headword, before)]
        lines = [line for line in readable if _step(line) == number]
        found.append(
            Step(
                number,
                tuple(_letter(line, by_name) for line in own),
                tuple(new),
                tuple(
                    ReadingLine(line.cells["text"], dict(line.glosses), line.cells["status"])
                    for line in lines
                ),
            )
        )
    return tuple(found)


def _letter(line: Line, by_name: Mapping[str, StarterSense]) -> Letter:
    cells = line.cells
    first, middle, last = (by_name.get(cells[place]) for place in ("first", "middle", "last"))
    return Letter(
        cells["letter"],
        _step(line),
        cells["latin"],
        cells["ipa"],
        dict(line.glosses),
        tuple(several(cells["alike"])),
        LETTER_FORMS[cells["letter"]],
        (first, middle, last),
    )


def _pairs(lines: Sequence[Line], by_name: Mapping[str, StarterSense]) -> Iterator[Pair]:
    for line in lines:
        one, other = by_name[line.cells["one"]], by_name[line.cells["other"]]
        (sounds,) = _differences(one.headword, other.headword)
        yield Pair(sounds, (one, other))


def _wrong_letters(lines: Sequence[Line], by_name: Mapping[str, StarterSense]) -> Iterator[Complaint]:
    if sorted(line.cells["letter"] for line in lines) != sorted(LETTERS):
        yield Complaint("letters.tsv", 1, "the course has not each of the 32 letters once.")
        return
    steps = [_step(line) for line in lines]
    if steps != sorted(steps) or steps[0] != 1:
        yield Complaint("letters.tsv", 2, "the steps are not numbered 1, 2, 3 … in the order of the rows.")
    for line in lines:
        letter = line.cells["letter"]
        for language, name in GLOSSES.items():
            if not line.cells[language]:
                yield line.complain(f"what {letter} sounds like in {name} ({language}) is missing.")
        for other in several(line.cells["alike"]):
            if other not in LETTERS or other == letter:
                yield line.complain(f'"{other}" in the column "alike" is not another letter.')
        for place, holds in (("first", _begins), ("middle", _has_inside), ("last", _ends)):
            word = line.cells[place]
            if word and by_name.get(word) is None:
                yield line.complain(f'the word "{word}" is not in the starter.')
            elif word and by_name[word].picture is None:
                yield line.complain(f'the word "{word}" has no picture.')
            elif word and not holds(by_name[word].headword, letter):
                yield line.complain(f"{word} has no {letter} in the {place} place.")


def _begins(word: str, letter: str) -> bool:
    return word.removeprefix(SEAT).startswith(letter)


def _ends(word: str, letter: str) -> bool:
    return len(word) > 1 and word.endswith(letter)


def _has_inside(word: str, letter: str) -> bool:
    return letter in word.removeprefix(SEAT)[1:-1]


def _wrong_lines(lines: Sequence[Line], steps: Mapping[str, int]) -> Iterator[Complaint]:
    for line in lines:
        text = line.cells["text"]
        known = frozenset(letter for letter, step in steps.items() if step <= _step(line))
        if not text or not spells(text, known):
            yield line.complain(f'"{text}" cannot be read with the letters of step {line.cells["step"]}.')
        for language, name in GLOSSES.items():
            if not line.cells[language]:
                yield line.complain(f"the {name} translation ({language}) is missing.")


def _wrong_pairs(lines: Sequence[Line], by_name: Mapping[str, StarterSense]) -> Iterator[Complaint]:
    for line in lines:
        senses = [by_name.get(line.cells[name]) for name in PAIR_COLUMNS]
        one, other = senses
        if one is None or other is None:
            yield line.complain("one of the words is not in the starter.")
        elif one.picture is None or other.picture is None:
            yield line.complain("one of the words has no picture.")
        elif len(_differences(one.headword, other.headword)) != 1:
            yield line.complain(f"{one.headword} and {other.headword} do not differ in one sound.")


def _differences(one: str, other: str) -> list[tuple[str, str]]:
    """Where two words of equal length differ; nothing where their lengths are not equal."""
    if len(one) != len(other):
        return []
    return [(a, b) for a, b in zip(one, other, strict=True) if a != b]
