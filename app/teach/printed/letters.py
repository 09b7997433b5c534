"""Letters to write: each as it stands alone and joined, dotted to draw over, and a line to write it alone.

The letters are those of the list's words, in the order of the alphabet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.services.lists import Chosen
from app.teach.paper import Mark, Page, Rule, Words
from app.teach.printed.common import FINE, MARGIN, SOFT, Setup, fit, in_pages
from app.teach.printed.poster import both_cases
from app.teach.printed.tracing import BLOCK, as_large, stand_of
from lexicon.uyghur.alphabet import LETTERS, SEAT, VOWELS
from lexicon.uyghur.joining import FINAL, INITIAL, LETTER_FORMS, MEDIAL
from lexicon.uyghur.scripts import Script

MODEL: Final = 64.0
"""Points for the letter to look at."""
GAP: Final = 30.0


def pages(chosen: Chosen, setup: Setup) -> tuple[Page, ...]:
    """None where the list has no word."""
    used = {letter for sense in chosen.senses for letter in sense.headword}
    stand = stand_of(setup)
    found = []
    for some in in_pages([letter for letter in LETTERS if letter in used], int(setup.inner[1] // BLOCK)):
        marks: list[Mark] = []
        for place, letter in enumerate(some):
            marks += _block(letter, setup, MARGIN + place * BLOCK, stand)
        found.append(tuple(marks))
    return tuple(found)


def shapes(letter: str, script: Script) -> tuple[str, ...]:
    """A letter as it is written: alone, at the beginning, inside and at the end of a word, as far as it
    joins (Unicode has a sign for each); large and small in the other scripts."""
    if script is not Script.ARABIC:
        return tuple(both_cases(letter, script).split())
    forms = LETTER_FORMS[letter]
    alone = (SEAT + letter, letter) if letter in VOWELS else (letter,)
    return (*alone, *(form for form in (forms[INITIAL], forms[MEDIAL], forms[FINAL]) if form))


def _block(letter: str, setup: Setup, y: float, stand: float) -> Iterator[Mark]:
    width, _ = setup.inner
    right = setup.size.width - MARGIN
    texts = shapes(letter, setup.scripts[0])
    at = right - MODEL if setup.rtl else MARGIN
    yield from fit(texts[0], at, y, MODEL, 60, setup.bold, 34, setup.rtl, colour=SOFT)
    begin, baseline = MODEL + 12, y + 56
    room = width - begin
    traced = [as_large(text, setup, room / len(texts) - GAP) for text in texts]
    for line in traced:
        left = right - begin - line.width if setup.rtl else MARGIN + begin
        yield Words(left, baseline, line, SOFT, dotted=True)
        begin += line.width + GAP
    under = baseline - stand * traced[0].size
    yield Rule(MARGIN if setup.rtl else MARGIN + MODEL + 12, under, room, FINE)
    yield Rule(MARGIN, y + 110, width, FINE)
