"""Inflected forms listed with a sense, each with its evidence: ``PROG.3=ئويناۋاتىدۇ (accepted) / …``.

A form made by rule is for a child only when somebody has accepted it, so every form here says who did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lexicon.starter import letters
from lexicon.starter.rows import several
from lexicon.uyghur.inflection.features import FeaturesError
from lexicon.uyghur.inflection.features import parse as parse_tags

#: ``accepted``: in the list of accepted spellings; ``headwords``: in the dictionary; ``vector``: in the
#: project's table of counted forms; ``approved``: by a native reader. ``rule``: by nobody yet, and not shown.
EVIDENCE = ("accepted", "headwords", "vector", "approved", "rule")
SHOWN = frozenset(EVIDENCE) - {"rule"}

_ONE = re.compile(r"([A-Z0-9.]+)=(.+) \(([a-z]+)\)")


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its tags (``lexicon.uyghur.inflection.features``), its spelling, who has accepted it."""

    tags: str
    text: str
    evidence: str

    def __str__(self) -> str:
        return f"{self.tags}={self.text} ({self.evidence})"


def parse(cell: str) -> tuple[Form, ...]:
    """The forms of a cell that ``wrong`` has nothing to say about."""
    found = (_ONE.fullmatch(one) for one in several(cell))
    return tuple(Form(*match.groups()) for match in found if match)


def wrong(cell: str) -> Iterator[str]:
    """What is wrong with a cell of forms, as sentences."""
    for one in several(cell):
        match = _ONE.fullmatch(one)
        if match is None:
            yield f'"{one}" is not a form; it is written like PL=بالىلار (accepted).'
            continue
        tags, text, evidence = match.groups()
        try:
            parse_tags(tags)
        except FeaturesError as error:
            yield f"the tags of {one} are not known: {error}."
        if letters.foreign(text):
            yield f"{text} has a letter that is not a Uyghur one."
        if evidence not in EVIDENCE:
            yield f'the evidence "{evidence}" is not known; use one of {", ".join(EVIDENCE)}.'
