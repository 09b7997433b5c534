"""A word as it grows ending by ending, and the account of what each ending did to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lexicon.uyghur.inflection import phonology
from lexicon.uyghur.inflection.phonology import VOWELS
from lexicon.uyghur.inflection.stems import Stem


class Phenomenon(StrEnum):
    """What a learner can get wrong when an ending is added."""

    HARMONY = "harmony"
    """The ending has a back and a front shape: ئات-لار, ئۆي-لەر."""
    VOICING = "voicing"
    """The ending begins voiceless after a voiceless sound: مەكتەپ-كە."""
    RAISING = "raising"
    """ا or ە becomes ى in an open syllable: بالا, بالى-لار."""
    UMLAUT = "umlaut"
    """ا or ە becomes ې in the word's only syllable: باش, بېش-ى."""
    LONG_VOWEL = "long vowel"
    """ا or ە stays, because this word's is long: ئەزا-لار."""
    ELISION = "elision"
    """The last vowel falls out: ئوغۇل, ئوغل-ۇم."""
    ROUNDING = "rounding"
    """The ending's vowel is rounded after a rounded one: كۆز-ۈم."""
    GLIDE = "glide"
    """ي keeps two vowels apart: ئەزا-يى-مىز."""
    ONE_SHAPE = "one shape"
    """The ending is the same after every stem, where a learner expects it to agree: كەل-دۇق."""
    IRREGULAR = "irregular"
    """A form of its own that no rule makes: سۇ, سۈي-ى."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: ``said`` is what stands in the word, ``instead_of`` what a learner may say."""

    phenomenon: Phenomenon
    said: str
    instead_of: str


@dataclass(frozen=True, slots=True)
class Inflected:
    """A form and how it came about.

    ``pieces`` are the stem and its endings as they stand in the form, so that a screen can colour them;
    ``steps`` tell what happened, in order. ``features`` are the tags in their canonical order.
    """

    stem: str
    features: str
    pieces: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def form(self) -> str:
        """The inflected word, UEY in NFC."""
        return "".join(self.pieces)

    @property
    def phenomena(self) -> tuple[Phenomenon, ...]:
        """What happened, each thing once, in order of first appearance."""
        return tuple(dict.fromkeys(step.phenomenon for step in self.steps))


class Growing:
    """A stem to which endings are added one after another; ``front`` says which shape they take."""

    def __init__(self, stem: Stem) -> None:
        self._stem = stem
        self._pieces = [stem.text]
        self._steps: list[Step] = []
        self._raises = stem.can_raise
        self._oblique = stem.before_vowel
        self.front = stem.sounds_front

    @property
    def last(self) -> str:
        """The piece added last."""
        return self._pieces[-1]

    @property
    def ends_in_vowel(self) -> bool:
        """Whether an ending that begins with a vowel would meet one (ئالما, but not سۇ: سۈيى)."""
        bare = len(self._pieces) == 1
        return (self._oblique if bare and self._oblique else self.last)[-1:] in VOWELS

    def agree(self, ending: str, *, stays_low: bool = False) -> None:
        """Add an ending given in its back, voiced shape (``لار``, ``غا``, ``دىن``) in the shape that agrees.

        ``stays_low``: the ending's vowel is low or once was (``-اي``, the present), so an ا before it is not
        turned to ې (بارىدۇ beside بېرىپ), though ە is (كېلىدۇ).
        """
        shape = phonology.fronted(ending) if self.front else ending
        other = ending if self.front else phonology.fronted(ending)
        voiced = self._voiced(shape)
        if shape != other:
            self._note(Phenomenon.HARMONY, voiced, other if voiced == shape else phonology.devoiced(other))
        self.join(voiced, stays_low=stays_low)

    def past(self, rest: str) -> None:
        """Add -دى or -تى and ``rest``; before م, ڭ and ڭلار its vowel is rounded after a rounded one."""
        vowel = phonology.high_vowel("".join(self._pieces)) if rest and rest != "ڭىز" else "ى"
        ending = self._voiced("د" + vowel + rest)
        if vowel != "ى":
            self._note(Phenomenon.ROUNDING, ending, ending[:1] + "ى" + rest)
        self.join(ending)

    def one_shape(self, ending: str, instead_of: str) -> None:
        """Add an ending that does not agree with the vowels before it, only in voice (``دۇق``: كەلدۇق)."""
        voiced = self._voiced(ending)
        if self.front:
            self._note(Phenomenon.ONE_SHAPE, voiced, instead_of)
        self.join(voiced)

    def join(self, ending: str, *, stays_low: bool = False, opens: bool = True) -> None:
        """Add an ending of one shape (``نىڭ``, ``سى``); ``opens`` False leaves the vowel before it."""
        if opens:
            self._make_room(ending, stays_low=stays_low)
        self._pieces.append(ending)

    def round(self, ending: str) -> None:
        """Add an ending after a vowel that agrees in rounding: ``م`` gives ``ىم``, ``ۇم`` or ``ۈم``."""
        self._make_room("ى", stays_low=False)
        vowel = phonology.high_vowel("".join(self._pieces))
        if vowel != "ى":
            self._note(Phenomenon.ROUNDING, vowel + ending, "ى" + ending)
        self._pieces.append(vowel + ending)

    def glide(self, ending: str, *, rounds: bool) -> None:
        """Add ي, a high vowel and ``ending`` to a word in a long vowel: ئەزايىم, ئارزۇيۇم."""
        vowel = phonology.high_vowel(self.last) if rounds else "ى"
        self._note(Phenomenon.GLIDE, "ي" + vowel + ending, ending)
        self._pieces.append("ي" + vowel + ending)

    def replace(self, form: str, regular: str) -> None:
        """Put a form of its own in place of the whole word so far, which by rule would be ``regular``."""
        self._note(Phenomenon.IRREGULAR, form, regular)
        self._pieces = [form]

    def done(self, features: str) -> Inflected:
        """The finished form with its account."""
        return Inflected(self._stem.text, features, tuple(self._pieces), tuple(self._steps))

    def _voiced(self, ending: str) -> str:
        """``ending``, voiceless at its beginning where the word so far demands it."""
        if ending[:1] in "دغگ" and phonology.ends_voiceless(self.last, "د" if ending[0] == "د" else "غ"):
            self._note(Phenomenon.VOICING, phonology.devoiced(ending), ending)
            return phonology.devoiced(ending)
        return ending

    def _make_room(self, ending: str, *, stays_low: bool) -> None:
        """Change the last piece as the syllable that now ends in its vowel demands."""
        last = self.last
        if ending[:1] in VOWELS:
            if len(self._pieces) == 1 and self._oblique is not None:
                self._swap(_how(last, self._oblique), self._oblique)
                self.front = self._stem.sounds_front_before_vowel
                return
            place = phonology.raisable(last)
        else:
            open_now = ending[1:2] in VOWELS and last[-1:] in phonology.RAISING
            place = len(last) - 1 if open_now else None
        if place is not None:
            self._raise(place, stays_low=stays_low)

    def _raise(self, place: int, *, stays_low: bool) -> None:
        last = self.last
        of_stem = len(self._pieces) == 1
        only = of_stem and phonology.vowel_count(phonology.last_word(last)) == 1
        if only and last[place] == "ا" and stays_low:
            return
        if of_stem and not self._raises:
            self._note(Phenomenon.LONG_VOWEL, last, last[:place] + "ى" + last[place + 1 :])
            return
        phenomenon, vowel = (Phenomenon.UMLAUT, "ې") if only else (Phenomenon.RAISING, "ى")
        self._swap(phenomenon, last[:place] + vowel + last[place + 1 :])

    def _swap(self, phenomenon: Phenomenon, now: str) -> None:
        self._note(phenomenon, now, self.last)
        self._pieces[-1] = now

    def _note(self, phenomenon: Phenomenon, said: str, instead_of: str) -> None:
        self._steps.append(Step(phenomenon, said, instead_of))


def _how(stem: str, oblique: str) -> Phenomenon:
    """What to call the change from ``stem`` to the shape it has before a vowel."""
    if oblique == stem + "ي":
        return Phenomenon.GLIDE
    return Phenomenon.ELISION if len(oblique) < len(stem) else Phenomenon.IRREGULAR
