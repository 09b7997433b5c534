"""The Cyrillic spelling (UKY), as a letter-for-letter transliteration of UEY.

ъ stands for a seat inside a word, я and ю for يا and يۇ. Newspapers in Kazakhstan write some words otherwise
(җәмийәт, рәиси); such forms without ъ are read, but never written.
"""

from __future__ import annotations

from typing import Final

from lexicon.uyghur.alphabet import LETTERS
from lexicon.uyghur.reading import Reader
from lexicon.uyghur.writing import Writer
from lexicon.uyghur.wrong_letters import CYRILLIC_LOOKALIKES

_TABLE: Final = dict(zip(LETTERS, "аәбптҗчхдрзжсшғфқкгңлмнһоуөүвеий", strict=True))

#: Letters of Russian loans, and of the neighbouring alphabets that share a keyboard.
_LOANS: Final = {"ё": "يو", "ц": "تس", "щ": "ش", "ы": "ى", "ь": "", "э": "ې"}

to_cyrillic: Final = Writer({**_TABLE, "يا": "я", "يۇ": "ю"}, seat="ъ")
"""``to_cyrillic("مۇئەللىم") == "муъәллим"``. To be labelled as a transliteration."""

CYRILLIC: Final = Reader(
    "the Uyghur Cyrillic alphabet",
    {**dict(zip(_TABLE.values(), _TABLE, strict=True)), "я": "يا", "ю": "يۇ"},
    only_lenient=_LOANS,
    signs="ъ",
    lookalikes=CYRILLIC_LOOKALIKES,
)
"""``CYRILLIC("муъәллим") == CYRILLIC("муәллим") == "مۇئەللىم"``."""
