"""The tags that say which form is wanted: ``PL.PX3.DAT``, ``NEG.PRS.3``, ``PTCP``.

Tags are joined by dots, each kind at most once, in any order; capital or small letters. They are those of the
project's inflection vectors, with a few more for what is said politely and to small children:

======== ============================================================================================
number   SG, PL
owner    PX1SG my, PX2SG your (to somebody called سەن), PX2PL your (ـڭىز: the old plural, said politely
         to one person), PX3 his, her, its, their, PX1PL our
case     NOM, GEN, ACC, DAT, LOC, ABL
negation NEG
verb     PRS, PST, PROG (ـۋات), PROG and PST, IMP, CVB (ـپ), PTCP (ـغان), INF (ـماق)
person   1SG, 2SG, 3 (or 3SG), 1PL, 2PL, 3PL
manner   FRM: polite (PX2SG.FRM as PX2PL, 2SG.FRM); INFM: familiar (PX2PL.INFM: ـڭلار, to several)
======== ============================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from anatil import AnaTilError


class FeaturesError(AnaTilError):
    """Tags that are unknown, said twice, or make no form of this word."""


_ALIASES: Final = {"3SG": "3", "PX3SG": "PX3", "PX3SP": "PX3", "PX3PL": "PX3", "POL": "FRM"}
_TAGS: Final = {
    "number": ("SG", "PL"),
    "owner": ("PX1SG", "PX2SG", "PX3", "PX1PL", "PX2PL"),
    "case": ("NOM", "GEN", "ACC", "DAT", "LOC", "ABL"),
    "negation": ("NEG",),
    "aspect": ("PROG",),
    "form": ("PRS", "PST", "IMP", "CVB", "PTCP", "INF"),
    "person": ("1SG", "2SG", "3", "1PL", "2PL", "3PL"),
    "manner": ("FRM", "INFM"),
}
_SLOT: Final = {tag: slot for slot, tags in _TAGS.items() for tag in tags}


@dataclass(frozen=True, slots=True)
class Features:
    """Tags sorted into their slots; an empty string where a slot is not filled."""

    number: str = ""
    owner: str = ""
    case: str = ""
    negation: str = ""
    aspect: str = ""
    form: str = ""
    person: str = ""
    manner: str = ""

    def __str__(self) -> str:
        verbal = (self.negation, self.aspect, self.form, self.person)
        nominal = (self.number, self.owner)
        return ".".join(tag for tag in (*verbal, *nominal, self.manner, self.case) if tag)

    @property
    def of_verb(self) -> bool:
        """Whether a tag is here that only verbs have."""
        return bool(self.negation or self.aspect or self.form or self.person)

    @property
    def of_noun(self) -> bool:
        """Whether a tag is here that only nouns (and what is used as one) have."""
        return bool(self.number or self.owner or self.case)


def parse(text: str) -> Features:
    """Read tags joined by dots; an empty text asks for the bare word.

    Raises ``FeaturesError`` for a tag nobody knows and for two tags of one kind.
    """
    slots: dict[str, str] = {}
    for said in text.strip().upper().split("."):
        tag = _ALIASES.get(said.strip(), said.strip())
        if not tag:
            continue
        slot = _SLOT.get(tag)
        if slot is None:
            raise FeaturesError(f"{said!r} is not a tag; known are {', '.join(_SLOT)}")
        if slots.setdefault(slot, tag) != tag:
            raise FeaturesError(f"{slots[slot]} and {tag} exclude each other")
    found = Features(**slots)
    if found.manner and not (found.owner.startswith("PX2") or found.person.startswith("2")):
        raise FeaturesError(f"{found.manner} goes with a second person only, so {text!r} makes no form")
    return found
