"""Which shape each letter takes beside its neighbours: isolated, initial, medial or final.

SDL draws what it is given, one glyph a character. So the text is rewritten with the presentation
forms that Unicode keeps for this purpose, letter by letter, and each form remembers which letter it
stands for. The forms come from ``arabic_reshaper``'s table; that package's own reshaper is not used,
because it leaves out ە, a letter in every third Uyghur word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import Final

from anatil import AnaTilError

Forms = tuple[str, str, str, str]
"""Isolated, initial, medial and final form; an empty string where the letter has no such form."""

ISOLATED, INITIAL, MEDIAL, FINAL = range(4)

_LAM: Final = "ل"
_LAM_ALEF: Final[Mapping[str, tuple[str, str]]] = {  # second letter: isolated and final ligature
    "\u0622": ("\ufef5", "\ufef6"),
    "\u0623": ("\ufef7", "\ufef8"),
    "\u0625": ("\ufef9", "\ufefa"),
    "\u0627": ("\ufefb", "\ufefc"),
}
LIGATURES: Final = frozenset(form for forms in _LAM_ALEF.values() for form in forms)
"""Forms that stand for two letters."""

_ZWJ: Final = "\u200d"
_TATWEEL: Final = "\u0640"
_JOINS_UNSEEN: Final = (_ZWJ, _TATWEEL)

# A stretch in which letters can see each other: the Arabic blocks, marks, tatweel and ZWJ.
_STRETCH: Final = re.compile(r"[\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8"
                             r"\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\u200d]+")  # fmt: skip


class LetterTableError(AnaTilError):
    """``arabic_reshaper`` is not installed, so letters cannot be joined."""


def _letter_forms() -> dict[str, Forms]:
    """The package's letter table alone: importing the package itself takes a hundred times as long."""
    package = find_spec("arabic_reshaper")
    spec = PathFinder.find_spec("letters", package.submodule_search_locations if package else [])
    if spec is None or spec.loader is None:
        raise LetterTableError("arabic_reshaper's letter table was not found; install the phone set again")
    table = module_from_spec(spec)
    spec.loader.exec_module(table)
    forms: dict[str, Forms] = {
        letter: found for letter, found in table.LETTERS_ARABIC.items() if letter not in _JOINS_UNSEEN
    }
    # Unicode has no forms for ە of its own; those of U+0647, whose final shape it shares, are drawn.
    forms["ە"] = ("\ufee9", "", "", "\ufeea")
    return forms


LETTER_FORMS: Final[Mapping[str, Forms]] = _letter_forms()


@dataclass(frozen=True, slots=True)
class Shaped:
    """Text in the forms that are drawn, still in logical order.

    ``forms[i]`` is drawn for ``text[i]``: one character, or none where the letter before it has taken it
    into a ligature.
    """

    forms: tuple[str, ...]

    @property
    def glyphs(self) -> str:
        """The forms in a row."""
        return "".join(self.forms)

    @property
    def sources(self) -> tuple[int, ...]:
        """For each glyph the index of the letter it stands for; a ligature's is its first letter."""
        return tuple(i for i, form in enumerate(self.forms) for _ in form)


def shape(text: str, missing: frozenset[str] = frozenset()) -> Shaped:
    """Join the letters of ``text``, which is in logical order and NFC.

    ``missing`` are the forms a font has no glyph for: the letter itself is drawn instead, which in
    practice concerns isolated forms only, and those look alike.
    """
    forms: list[str] = []
    end = 0
    for stretch in _STRETCH.finditer(text):
        forms.extend(text[end : stretch.start()])
        forms.extend(_join(stretch.group(), missing))
        end = stretch.end()
    forms.extend(text[end:])
    return Shaped(tuple(forms))


@lru_cache(maxsize=4096)
def _join(stretch: str, missing: frozenset[str]) -> tuple[str, ...]:
    forms = list(stretch)
    previous = -1  # index of the last letter that is no mark
    reaches = False  # whether that letter can be joined from behind
    joined = False  # whether it is joined to the one before it
    for i, letter in enumerate(stretch):
        if letter in _JOINS_UNSEEN:
            if reaches:
                forms[previous] = _form(stretch[previous], joined, True)
            previous, reaches, joined = i, True, False
            continue
        found = LETTER_FORMS.get(letter)
        if found is None:
            if unicodedata.category(letter) in ("Mn", "Me"):
                continue
            previous, reaches = i, False
            continue
        meets = reaches and bool(found[FINAL])
        if meets and stretch[previous] == _LAM and previous == i - 1 and letter in _LAM_ALEF:
            ligature = _LAM_ALEF[letter][joined]
            if ligature not in missing:
                forms[previous], forms[i] = ligature, ""
                previous, reaches = i, False
                continue
        if meets:
            forms[previous] = _form(stretch[previous], joined, True)
        forms[i] = _form(letter, meets, False)
        previous, reaches, joined = i, bool(found[INITIAL]), meets
    if missing:
        return tuple(stretch[i] if form in missing else form for i, form in enumerate(forms))
    return tuple(forms)


def _form(letter: str, before: bool, after: bool) -> str:
    forms = LETTER_FORMS.get(letter)
    if forms is None:  # tatweel and ZWJ look the same wherever they stand
        return letter
    return forms[(MEDIAL if after else FINAL) if before else (INITIAL if after else ISOLATED)]
