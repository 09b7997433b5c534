"""Paper for a class out of a list of words: which kinds there are, and a PDF of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from app.services.household import Household
from app.services.lists import Chosen, everything
from app.teach import paper
from app.teach.paper import Page
from app.teach.printed import (
    bingo,
    cards,
    crossword,
    letters,
    memory,
    poster,
    quiz,
    tracing,
    wordlist,
    wordsearch,
)
from app.teach.printed.common import Setup
from lexicon.uyghur.scripts import Script

Lay = Callable[[Chosen, Setup], tuple[Page, ...]]

KINDS: Final[Mapping[str, Lay]] = {
    "cards": cards.pages,
    "words": wordlist.pages,
    "tracing": tracing.pages,
    "letters": letters.pages,
    "memory": memory.pages,
    "bingo": bingo.pages,
    "wordsearch": wordsearch.pages,
    "crossword": crossword.pages,
    "test": quiz.pages,
    "choice": partial(quiz.pages, choosing=True),
    "alphabet": poster.pages,
}
"""``alphabet`` is of all words; the others are of the list."""


@dataclass(frozen=True, slots=True)
class Options:
    """What somebody chose: ``size`` of ``paper.SIZES``, the words' scripts, the language of meanings ("" for
    none), how many boards, the seed of what is drawn by lot, and whether a test asks by meanings alone."""

    size: str = "a4"
    scripts: tuple[Script, ...] = field(default=(Script.ARABIC,))
    meanings: str = ""
    count: int = 1
    seed: int = 1
    by_meaning: bool = False


def pages(household: Household, kind: str, chosen: Chosen, options: Options) -> tuple[Page, ...]:
    """The pages of one kind. Raises ``TooFewWordsError``, ``StoreError`` or OSError."""
    places = household.places
    setup = Setup(
        paper.SIZES[options.size], options.scripts, options.meanings, household.picture, places.fonts,
        options.seed, options.count, options.by_meaning,
    )  # fmt: skip
    return KINDS[kind](everything(household) if kind == "alphabet" else chosen, setup)


def make(household: Household, kind: str, chosen: Chosen, options: Options) -> bytes:
    """A PDF of one kind. The same choice gives the same bytes. Raises as ``pages`` does."""
    return paper.pdf(pages(household, kind, chosen, options), paper.SIZES[options.size])
