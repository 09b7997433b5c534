"""The Latin spelling (ULY): 2008's ë or 2001's é for ې, an apostrophe for a seat inside a word.

The digraphs ch gh ng sh zh are letters. Where two letters would read as a digraph, an apostrophe parts them
(``in'glizche``, ``asman'gha``, ``iz'har``); ڭھ, which no listed word has, is written ``ng'h``, for ``ngh``
is often typed for نغ.
"""

from __future__ import annotations

from typing import Final, Literal

from lexicon.uyghur.reading import Reader
from lexicon.uyghur.writing import Writer

EVowel = Literal["ë", "é"]
"""How ې is written: ë (2008) or é (2001)."""

_ONE: Final = zip("اەبپتجخدرزسفقكگلمنھوۇۆۈۋېىي", "aebptjxdrzsfqkglmnhouöüwëiy", strict=True)
_TABLE: Final = {**dict(_ONE), "چ": "ch", "ژ": "zh", "ش": "sh", "غ": "gh", "ڭ": "ng"}
_APART: Final = {"گ": "ن", "غ": "ن", "ھ": "سزگڭ"}
_WRITERS: Final = {
    "ë": Writer(_TABLE, seat="'", apart=_APART),
    "é": Writer({**_TABLE, "ې": "é"}, seat="'", apart=_APART),
}
_DIGRAPHS: Final = (("گھ", "غ"), ("سھ", "ش"), ("زھ", "ژ"), ("cھ", "چ"))

#: Typed on a Turkish keyboard, or after the Common Turkic alphabet and the English w.
_NEIGHBOURS: Final = {"ç": "چ", "ş": "ش", "ğ": "غ", "ñ": "ڭ", "ı": "ى", "İ": "ى", "ä": "ە", "v": "ۋ"}

LATIN: Final = Reader(
    "the Uyghur Latin alphabet",
    {
        **{written: letter for letter, written in _TABLE.items() if len(written) == 1},
        "é": "ې",
        "ê": "ې",
        "c": "c",
    },
    only_lenient=_NEIGHBOURS,
    strict=(("نگ", "ڭ"), *_DIGRAPHS),
    lenient=(*_DIGRAPHS, ("نگ", "ڭ")),
)
"""``LATIN("mes'ul") == "مەسئۇل"``; ``LATIN("saet") == "سائەت"``, ``LATIN("saet", strict=True) == "ساەت"``."""


def to_latin(text: str, e: EVowel = "ë") -> str:
    """UEY in small Latin letters: ``to_latin("مېنىڭ") == "mëning"``."""
    return _WRITERS[e](text)


def latin_letters(e: EVowel = "ë") -> dict[str, str]:
    """What each letter, and the seat inside a word, is written as."""
    return dict(_WRITERS[e].letters)
