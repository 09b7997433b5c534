"""The alphabet on one sheet: each of the 32 letters in its order, with a word that has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.services.lists import Chosen
from app.teach.paper import Mark, Page
from app.teach.printed.common import (
    FOOT,
    MARGIN,
    SOFT,
    Grid,
    Setup,
    credit,
    fit,
    image,
    written,
)
from lexicon.records import Sense
from lexicon.uyghur.alphabet import LETTERS, SEAT, VOWELS
from lexicon.uyghur.scripts import Script, from_arabic


def pages(chosen: Chosen, setup: Setup) -> tuple[Page, ...]:
    """One page. The words are the first of ``chosen`` that begin with a letter, or else have it in them; one
    with a picture is taken before one without, and none stands twice."""
    width, height = setup.inner
    grid = Grid(MARGIN, MARGIN, width, height - FOOT, 4, 8, True)
    examples = example_of(chosen.senses, setup)
    shown = [sense for sense in examples.values() if sense is not None]
    return ((*_letters(examples, setup, grid), *credit(setup, shown)),)


def example_of(senses: Sequence[Sense], setup: Setup) -> dict[str, Sense | None]:
    """A word for each letter, in the order of the alphabet."""
    found: dict[str, Sense | None] = {}
    taken: set[str] = set()
    for letter in LETTERS:
        begin = SEAT + letter if letter in VOWELS else letter
        having = [one for one in senses if letter in one.headword and one.headword not in taken]
        best = max(
            having,
            key=lambda one: (
                one.headword.startswith(begin),
                setup.picture(one) is not None,
                " " not in one.headword,
            ),
            default=None,
        )
        found[letter] = best
        taken |= {best.headword} if best is not None else set()
    return found


def _letters(examples: dict[str, Sense | None], setup: Setup, grid: Grid) -> Iterator[Mark]:
    wide, high = grid.cell
    for place, (letter, sense) in enumerate(examples.items()):
        x, y = grid.corner(place)
        yield grid.frame(place)
        shown = SEAT + letter if letter in VOWELS else letter
        yield from fit(shown, x + wide * 0.5, y + 2, wide * 0.5 - 6, high * 0.62, setup.bold, 40, True)
        others = " ".join(both_cases(letter, one) for one in setup.scripts if one is not Script.ARABIC)
        right, low = x + wide * 0.5, y + high * 0.62
        yield from fit(others, right, low, wide * 0.5 - 6, high * 0.34, setup.regular, 14, False, colour=SOFT)
        if sense is None:
            continue
        path = setup.picture(sense)
        if path is not None:
            yield image(path, x + 6, y + 5, wide * 0.5 - 8, high * 0.6)
        text = written(sense, Script.ARABIC)
        yield from fit(text, x + 4, low, wide * 0.5 - 8, high * 0.36, setup.regular, 15, True)


def both_cases(letter: str, script: Script) -> str:
    """A letter in another script, large and small."""
    text = from_arabic(SEAT + letter if letter in VOWELS else letter, script).strip("'’")
    return f"{text[:1].upper()}{text[1:]} {text}"
