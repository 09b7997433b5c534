"""The real starter for the drill tests: its senses, sentences, sound pairs, letters and lines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from uuid import UUID

from app.drills import letters
from app.drills.at_hand import AtHand, Sentence, Stroke
from lexicon.records import Sense
from lexicon.starter import alphabet, forms
from lexicon.starter.reading import HERE, Reading, read
from lexicon.uyghur.alphabet import LETTERS

#: A stroke and a dot under it, as a letter of the family of ب is drawn.
BOWL_AND_DOT: tuple[Stroke, ...] = (
    ((0.9, 0.3), (0.85, 0.5), (0.6, 0.6), (0.3, 0.6), (0.1, 0.5), (0.1, 0.3)),
    ((0.5, 0.85),),
)


@cache
def rows() -> Reading:
    found = read(HERE)
    assert not found.complaints
    return found


@cache
def senses(voiced: bool = False) -> tuple[Sense, ...]:
    """Every sense of the starter; ``voiced`` gives each a recording."""
    return tuple(
        Sense(
            id=row.id,
            headword=row.headword,
            part_of_speech=row.part_of_speech,
            glosses=row.glosses,
            theme_id=theme.id,
            place=place,
            picture=row.picture,
            domain=row.domain,
            level=row.level,
            homonym=row.homonym,
            apart=row.apart,
            voices=(f"{row.id.int:064x}",) if voiced else (),
            forms={form.tags: form.text for form in row.forms if form.evidence in forms.SHOWN},
            status=row.status,
        )
        for theme in rows().themes
        for place, row in enumerate(theme.senses)
    )


@cache
def by_id(voiced: bool = False) -> dict[UUID, Sense]:
    return {sense.id: sense for sense in senses(voiced)}


def word(headword: str, voiced: bool = False) -> Sense:
    return next(sense for sense in senses(voiced) if sense.headword == headword)


def theme_of(sense: Sense, voiced: bool = False) -> tuple[Sense, ...]:
    return tuple(other for other in senses(voiced) if other.theme_id == sense.theme_id)


@cache
def course() -> alphabet.Course:
    found = alphabet.read(HERE, rows())
    assert not found.complaints
    return found


@cache
def at_hand(language: str = "en", voiced: bool = False, approved: bool = False) -> AtHand:
    """All of it, as a lesson may get it; ``approved`` as if a native reader had read every sentence."""
    sentences: defaultdict[UUID, tuple[Sentence, ...]] = defaultdict(tuple)
    for row in rows().sentences:
        one = Sentence(
            row.id, row.text, row.translations.get(language, ""), approved or row.status == "approved"
        )
        sentences[row.sense_id] += (one,)
    pairs: defaultdict[UUID, tuple[Sense, ...]] = defaultdict(tuple)
    for pair in course().pairs:
        one_sense, other = (by_id(voiced)[sense.id] for sense in pair.senses)
        pairs[one_sense.id] += (other,)
        pairs[other.id] += (one_sense,)
    lines = [line for step in course().steps for line in step.lines]
    every = letters.of_course(course().letters, by_id(voiced))
    return AtHand(
        sentences=dict(sentences),
        sound_pairs=dict(pairs),
        letters=every,
        lines=tuple(
            replace(line, status="approved") if approved else line
            for line in letters.lines_of(lines, LETTERS)
        ),
        outlines={("ب", 0): BOWL_AND_DOT, ("ب", 1): BOWL_AND_DOT[:1]},
    )


def letter(name: str) -> letters.Letter:
    return next(one for one in at_hand().letters if one.letter == name)
