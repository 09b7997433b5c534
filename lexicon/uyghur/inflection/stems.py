"""A stem and what cannot be heard from its letters: whether it raises, what it drops, how it harmonises.

These are facts of a word, not rules, and two words of one spelling may differ (بالا 'child' raises, بالا
'calamity' does not). So they are arguments, recorded per sense by whoever knows; where nothing is given, the
everyday words in ``known`` are looked up and a rule guesses the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from anatil import AnaTilError
from lexicon.uyghur import alphabet
from lexicon.uyghur.inflection import known, phonology
from lexicon.uyghur.inflection.phonology import VOWELS

_LETTERS: Final = f"[{alphabet.LETTERS}{alphabet.SEAT}]+"
_UYGHUR: Final = re.compile(f"{_LETTERS}(?:[ -]{_LETTERS})*")
_INFINITIVE: Final = {"ماق": False, "مەك": True}

# Before these an ا in a word of two or more syllables is mostly a loan's long one and stays (كىتابى);
# before the others it is mostly native and is raised (قۇلىقى). Counted on the accepted spellings.
_LONG_BEFORE: Final = frozenset("بتجدرزلمسفھۋژپ")


class StemError(AnaTilError):
    """A stem that is empty or holds something else than Uyghur letters."""


@dataclass(frozen=True, slots=True)
class Stem:
    """A noun or verb stem in UEY (NFC), a verb's without its hyphen; None means: not known, go by rule.

    ``raises``: whether its last ا or ە can be raised. ``elides``: whether its last vowel falls out before a
    vowel (ئوغۇل, ئوغلۇم). ``front``: whether it takes front endings. ``oblique``: the stem before a vowel
    where it is neither regular nor merely short of a vowel (سۇ: سۈي). ``verb``: whether it is a verb's.
    """

    text: str
    raises: bool | None = None
    elides: bool | None = None
    front: bool | None = None
    oblique: str | None = None
    verb: bool = False

    def __post_init__(self) -> None:
        if not _UYGHUR.fullmatch(self.text):
            raise StemError(f"{self.text!r} is not a stem: one or more words in Uyghur letters are wanted")

    @property
    def sounds_front(self) -> bool:
        """Whether endings take their front shape."""
        if self.front is not None:
            return self.front
        word = phonology.last_word(self.text)
        if word in (known.FRONT_VERBS if self.verb else known.FRONT):
            return True
        return word not in known.BACK and phonology.sounds_front(word)

    @property
    def can_raise(self) -> bool:
        """Whether the last ا or ە is raised in an open syllable."""
        if self.raises is not None:
            return self.raises
        word = phonology.last_word(self.text)
        return word not in known.LONG and (self.verb or word in known.RAISING or _raises_by_rule(word))

    @property
    def before_vowel(self) -> str | None:
        """The stem before an ending that begins with a vowel, where that is not simply the stem."""
        if self.oblique is not None:
            return self.oblique
        word = phonology.last_word(self.text)
        listed = (known.VERB_OBLIQUE if self.verb else known.OBLIQUE).get(word)
        if self.elides:
            listed = listed or phonology.without_last_vowel(word)
        if listed is None or self.elides is False:
            return None
        return self.text[: len(self.text) - len(word)] + listed

    @property
    def sounds_front_before_vowel(self) -> bool:
        """Whether endings take their front shape behind ``before_vowel``: سۇلار but سۈيىگە."""
        word = phonology.last_word(self.before_vowel or "")
        if self.front is None and not phonology.FRONT.union(phonology.BACK).isdisjoint(word):
            return phonology.sounds_front(word)
        return self.sounds_front

    @property
    def glides(self) -> bool:
        """Whether ي comes before a first or second person's ending (ئەزايىم, ئارزۇيۇم)."""
        word = phonology.last_word(self.text)
        long_low = word[-1] == "ا" and phonology.vowel_count(word) > 1 and not self.can_raise
        return long_low or word[-1] == "و" or word in known.GLIDING


def verb_stems(infinitive: str) -> tuple[Stem, ...]:
    """The stems that a verb in the dictionary may have, likelier first.

    ``ئوينىماق`` may come from ئوينا- or ئوينى-; ``كەلمەك`` only from كەل-. The infinitive tells the harmony.
    Raises ``StemError`` if the word does not end in -ماق or -مەك.
    """
    front = _INFINITIVE.get(infinitive[-3:])
    base = infinitive[:-3]
    if front is None or not base:
        raise StemError(f"{infinitive!r} is not an infinitive: it does not end in -ماق or -مەك")
    endings = [base]
    low = "ە" if front else "ا"
    if base.endswith("ى") and phonology.vowel_count(base) > 1:
        endings.insert(0, base[:-1] + low)
    elif base.endswith("ې"):
        endings = [base[:-1] + low]
    return tuple(Stem(text, front=front, verb=True) for text in endings)


def _raises_by_rule(word: str) -> bool:
    vowels = phonology.vowel_count(word)
    last = word[-1]
    if last in VOWELS:
        if vowels < 2 or word.endswith(("ىيە", "ئە", "ھە")):
            return False
        return not (word.endswith("يا") and word[-3:-2] not in VOWELS)
    if word[-2:-1] == "ا" and vowels > 1:
        return last not in _LONG_BEFORE
    return True
