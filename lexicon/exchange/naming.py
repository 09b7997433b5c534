"""Which senses a file's name means, in whatever script it is written.

A name is read as the stored spelling: Arabic with or without ئ, look-alike letters mended; Cyrillic; Latin as
it is written today (ULY), and where no word is written so, as it was from 1959 to 1983 (UYY, ``qix`` is چىش).
Of the starter's 1,801 spellings all are found again from ULY and Cyrillic, all but one from Arabic without ئ
(سۈرئەت becomes سۈرەت), and all but four from UYY, which are other words in ULY (aq, qaq, xam, hor).

A name that could be two spellings means neither. A spelling that several senses have means all of them:
Uyghur writes as it speaks, so what is spelt alike sounds alike but for a handful of loans and lengths (ئوت,
fire and grass), and a second listener hears each before a child does.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from lexicon import search_keys
from lexicon.records import Sense
from lexicon.uyghur.scripts import Script, script_of, to_arabic
from lexicon.uyghur.ways import Known

_NUMBER_BEFORE: Final = re.compile(r"^[0-9]+[\s.)-]+(?=\S)")
_NUMBER_AFTER: Final = re.compile(r"(?<=\S)[\s.-]*[0-9]+$")
_IN_BRACKETS: Final = re.compile(r"(?<=\S)\s*[(\[][^()\[\]]*[)\]]$")


def said_by(stem: str) -> tuple[str, ...]:
    """What a file's name without its ending may say: as it is, then without numbers and brackets around."""
    whole = " ".join(unicodedata.normalize("NFC", stem).replace("_", " ").split())
    bare = _NUMBER_BEFORE.sub("", whole)
    plain = without_brackets(bare)
    return tuple(dict.fromkeys((whole, bare, plain, _NUMBER_AFTER.sub("", plain))))


def without_brackets(name: str) -> str:
    """``ئات (horse)`` without what explains it."""
    return _IN_BRACKETS.sub("", name)


class Words:
    """The spellings that can be meant, and the senses of each."""

    def __init__(self, senses: Iterable[Sense]) -> None:
        by_spelling: defaultdict[str, list[Sense]] = defaultdict(list)
        for sense in senses:
            by_spelling[sense.headword].append(sense)
        self._senses = {spelling: tuple(found) for spelling, found in by_spelling.items()}
        self._by_key: defaultdict[str, set[str]] = defaultdict(set)
        for spelling in self._senses:
            self._by_key[search_keys.fold(spelling)].add(spelling)

    def meant(self, names: Iterable[str]) -> tuple[Sense, ...]:
        """Every sense of the first of ``names`` that is a spelling here; none where no name is, or where one
        may be two."""
        for name in names:
            for reading in _readings(name[: search_keys.LONGEST], self._senses.__contains__):
                if reading in self._senses:
                    return self._senses[reading]
                alike = self._by_key.get(search_keys.fold(reading), set())
                if len(alike) == 1:
                    return self._senses[next(iter(alike))]
        return ()


def _readings(name: str, known: Known) -> Iterator[str]:
    name = unicodedata.normalize("NFC", name).strip()
    script = script_of(name)
    yield to_arabic(name, script, known=known)
    if script is Script.LATIN:
        yield to_arabic(name, Script.YENGI, known=known)
