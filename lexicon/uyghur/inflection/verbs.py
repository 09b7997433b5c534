"""Verbs: what small children hear (-ۋاتىدۇ, past, imperative, negation), the present, -پ, -غان, -ماق."""

from __future__ import annotations

from typing import Final

from lexicon.uyghur.inflection.features import Features, FeaturesError
from lexicon.uyghur.inflection.growing import Growing, Inflected
from lexicon.uyghur.inflection.nouns import decline
from lexicon.uyghur.inflection.stems import Stem

_PRESENT: Final = {"1SG": "مەن", "2SG": "سەن", "FRM": "سىز", "3": "دۇ", "1PL": "مىز", "2PL": "سىلەر"}
_PAST: Final = {"1SG": "م", "2SG": "ڭ", "FRM": "ڭىز", "3": "", "2PL": "ڭلار"}
_NOMINAL: Final = {"PTCP": "غان", "INF": "ماق"}


def verb(stem: Stem, features: Features) -> Inflected:
    """The form of ``stem`` with ``features``.

    Raises ``FeaturesError`` where the tags make no form: a case on a finite verb, NEG alone.
    """
    form = features.form or ("PRS" if features.aspect else "")
    word = Growing(stem)
    if form in _NOMINAL:
        if features.person:
            raise FeaturesError(f"{form} has no person, so {features} makes no form")
    elif features.of_noun:
        raise FeaturesError(f"only PTCP and INF take number, owner and case, so {features} makes no form")
    if features.negation:
        word.agree("ما")
    if features.aspect:
        _progress(word, features)
    elif form == "CVB":
        _converb(word, negated=bool(features.negation))
    if form == "PRS":
        if word.ends_in_vowel:
            word.join("ي", opens=False)
        else:
            word.join("ى", stays_low=True, opens=not features.aspect)
        word.join(_PRESENT[_person(features)], opens=False)
    elif form == "PST":
        _past(word, _person(features))
    elif form == "IMP":
        _imperative(word, _person(features, default="2SG"))
    elif form in _NOMINAL:
        word.agree(_NOMINAL[form])
        decline(word, features)
    elif not form and (features.person or features.negation):
        raise FeaturesError(f"{features} names no form; one of PRS, PST, PROG, IMP, CVB, PTCP, INF is wanted")
    return word.done(str(features))


def _person(features: Features, default: str = "3") -> str:
    """1SG … 2PL, FRM for one person politely; the third person is the same for one and for many."""
    person = features.person or default
    if features.manner == "FRM" and person in ("2SG", "2PL"):
        return "FRM"
    return "3" if person == "3PL" else person


def _progress(word: Growing, features: Features) -> None:
    """-ۋات from -پ يات-: after a vowel nothing is raised (ئويناۋاتىدۇ), after a consonant as before -پ."""
    if features.form in ("IMP", "CVB", "INF"):
        raise FeaturesError(f"PROG goes with PRS, PST and PTCP, so {features} makes no form")
    if features.negation:
        word.join("ي", opens=False)
        word.join("ۋات", opens=False)
    elif word.ends_in_vowel:
        word.join("ۋات", opens=False)
    else:
        word.round("ۋات")
    word.front = False
    if features.form == "PST":
        word.join("ات", opens=False)


def _converb(word: Growing, *, negated: bool) -> None:
    if negated:
        word.join("ي", opens=False)
    elif word.ends_in_vowel:
        word.join("پ", opens=False)
    else:
        word.round("پ")


def _past(word: Growing, person: str) -> None:
    """-دى with its persons. The vowel is rounded after a rounded one only before م, ڭ, ڭلار (كۆردۈم, كۆردى).

    First person plural is -دۇق after every stem (كەلدۇق).
    """
    if person == "1PL":
        word.one_shape("دۇق", "دۈك")
    else:
        word.past(_PAST[person])


def _imperative(word: Growing, person: str) -> None:
    """Bare for سەن, -ڭ politely, -ڭلار to several, -سۇن for a third, -اي and -ايلى for oneself."""
    if person in ("1SG", "1PL"):
        ending = "ي" if person == "1SG" else "يلى"
        if word.ends_in_vowel:
            word.join(ending, opens=False)
        else:
            word.agree("ا" + ending, stays_low=True)
    elif person == "3":
        word.join("سۇن")
    elif person != "2SG":
        ending = "ڭ" if person == "FRM" else "ڭلار"
        if word.ends_in_vowel:
            word.join(ending, opens=False)
        else:
            word.round(ending)
