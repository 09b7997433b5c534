"""What a lesson can draw upon, read from the store: sentences, sound pairs, spellings, the alphabet.

The course is read once and kept. What a lesson may not need is not read: letters only for a learner who has
begun with them or opens them now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Connection

from app.drills import catalog
from app.drills.at_hand import AtHand, Sentence
from app.drills.drill import Need
from app.drills.letters import LETTERS_THEME, Letter, Line, letter_id, lines_of, of_course
from app.services.household import Household
from lexicon import dialects, recordings
from lexicon.examples import Example
from lexicon.records import Sense, Theme
from lexicon.starter import course as courses
from lexicon.starter import strokes
from lexicon.starter.alphabet import Course
from lexicon.uyghur.alphabet import LETTERS

LETTER_DRILLS = frozenset(
    drill.key for drill in catalog.SINGLE if drill.needs & {Need.LETTER, Need.OUTLINE, Need.LINE}
)
"""Drills that ask letters and lines: what is right there is no word learned."""

LETTER_IDS: Mapping[UUID, str] = {letter_id(letter): letter for letter in LETTERS}
"""The letters of the alphabet by the ids that reviews name."""

TITLES = {
    "ug": "ھەرپلەر", "en": "Letters", "tr": "Harfler", "de": "Buchstaben", "fr": "Lettres", "ru": "Буквы",
}  # fmt: skip
"""The name of the course on the path. The Uyghur is an attested form; no native reader has approved it."""

PICTURE = "1F524"


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The alphabet course as the drills want it: ``rows`` as the starter has them, the ids of words it shows,
    and by a word's id those that differ from it in one sound."""

    rows: Course
    words: frozenset[UUID]
    sound_pairs: Mapping[UUID, tuple[UUID, ...]]
    lines: tuple[Line, ...]

    @classmethod
    def read(cls, connection: Connection) -> Alphabet:
        """The course with the words of this database. Raises OSError."""
        rows = courses.read(connection)
        pairs: defaultdict[UUID, tuple[UUID, ...]] = defaultdict(tuple)
        for pair in rows.pairs:
            one, other = pair.senses
            pairs[one.id] += (other.id,)
            pairs[other.id] += (one.id,)
        shown = {sense.id for letter in rows.letters for sense in letter.pictures if sense is not None}
        lines = [line for step in rows.steps for line in step.lines]
        return cls(rows, frozenset(shown), dict(pairs), lines_of(lines, LETTERS))

    @property
    def theme(self) -> Theme:
        """The course as a stop on the path."""
        return Theme(LETTERS_THEME, TITLES, PICTURE, 0, len(self.rows.letters))

    def partners(self, among: Callable[[UUID], bool]) -> set[UUID]:
        """The words that differ in one sound from one that is ``among`` those in question."""
        return {other for id_, others in self.sound_pairs.items() if among(id_) for other in others}

    def letters(self, senses: Mapping[UUID, Sense]) -> tuple[Letter, ...]:
        """The letters in the order of the course, their words taken from ``senses``."""
        return of_course(self.rows.letters, senses)

    def in_turn(self, letters: Sequence[Letter]) -> list[Sense]:
        """Letters and lines as they are learned: the lines of a step after its letters."""
        steps = {line.text: step.number for step in self.rows.steps for line in step.lines}
        every: list[tuple[int, bool, int, Sense]] = [(one.step, False, one.place, one) for one in letters]
        every += [(steps[line.headword], True, line.place, line) for line in self.lines]
        return [item[3] for item in sorted(every, key=lambda item: item[:3])]


def gathered(
    connection: Connection,
    words: Mapping[UUID, Sense],
    asked: Iterable[UUID],
    sentences: Mapping[UUID, Sequence[Example]],
    alphabet: Alphabet,
    letters: tuple[Letter, ...],
) -> AtHand:
    """What is at hand for the words ``asked``; ``words`` by id are those and every other that was read.

    ``letters`` are empty where the lesson has none, and so then are the lines.
    """
    ids = list(asked)
    pairs = {
        id_: there
        for id_ in ids
        if (there := tuple(words[other] for other in alphabet.sound_pairs.get(id_, ()) if other in words))
    }
    return AtHand(
        sentences={
            id_: tuple(Sentence(one.id, one.text, one.translation, one.status == "approved") for one in found)
            for id_, found in sentences.items()
        },
        sound_pairs=pairs,
        variants=dialects.spellings(connection, ids),
        letters=letters,
        lines=alphabet.lines if letters else (),
        outlines=strokes.read() if letters else {},
    )


def with_files(household: Household, found: Iterable[Sense]) -> list[Sense]:
    """Senses without a picture or voice whose file is missing, in packs too: the lesson then does without."""
    places, packed = household.places, household.packed()
    kept = []
    for sense in found:
        picture = sense.picture
        if picture is not None and household.picture(picture) is None:
            picture = None
        there = tuple(
            one
            for one in sense.voices
            if one in packed.clips or recordings.file_of(places.recordings, one).is_file()
        )
        if (picture, there) != (sense.picture, sense.voices):
            sense = replace(sense, picture=picture, voices=there)
        kept.append(sense)
    return kept
