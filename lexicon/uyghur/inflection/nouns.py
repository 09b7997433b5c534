"""Nouns: plural, owner, case, in this order (بالا-لار-ى-غا is بالىلىرىغا).

Adjectives, numerals and participles take the same endings when they stand for a noun.
"""

from __future__ import annotations

from typing import Final

from lexicon.uyghur.inflection import known, phonology
from lexicon.uyghur.inflection.features import Features, FeaturesError
from lexicon.uyghur.inflection.growing import Growing, Inflected
from lexicon.uyghur.inflection.stems import Stem

# Back, voiced shapes. -نىڭ, -نى and -دىن have no low vowel to agree.
_CASES: Final = {"GEN": "نىڭ", "ACC": "نى", "DAT": "غا", "LOC": "دا", "ABL": "دىن"}
# What follows the possessive's own vowel. -ڭلار has one shape only (ئۆيۈڭلار).
_ROUNDING_OWNERS: Final = {"PX1SG": "م", "PX2SG": "ڭ", "INFM": "ڭلار"}
_PLAIN_OWNERS: Final = {"PX1PL": "مىز", "FRM": "ڭىز"}


def noun(stem: Stem, features: Features) -> Inflected:
    """The form of ``stem`` with ``features``. Raises ``FeaturesError`` for tags that only verbs have."""
    if features.of_verb:
        raise FeaturesError(f"{features} asks for a verb, but {stem.text} is not written as one (كەل-)")
    if (made := _pronoun(stem, features)) is not None:
        return made
    word = Growing(stem)
    return decline(word, features, stem).done(str(features))


def decline(word: Growing, features: Features, stem: Stem | None = None) -> Growing:
    """Add number, owner and case to ``word``, which is ``stem`` bare or a participle (None)."""
    if features.number == "PL":
        word.agree("لار")
        stem = None
    if features.owner:
        _own(word, _whose(features), stem)
    if features.case in _CASES:
        word.agree(_CASES[features.case])
    return word


def _whose(features: Features) -> str:
    owner, manner = features.owner, features.manner
    if owner == "PX2SG" and manner == "FRM":
        return "FRM"
    if owner == "PX2PL":
        return manner or "FRM"
    return owner


def _own(word: Growing, owner: str, stem: Stem | None) -> None:
    """Add an owner; ``stem`` is the noun where nothing else stands between (None: a plural, a participle)."""
    between = "" if word.ends_in_vowel else "ى"
    if owner == "PX3":
        word.join(between or "سى")
        if stem is not None and stem.elides is None and stem.text in known.THIRD_PERSON:
            word.replace(known.THIRD_PERSON[stem.text], phonology.without_last_vowel(stem.text) + "ى")
        return
    rounds = owner in _ROUNDING_OWNERS
    ending = _ROUNDING_OWNERS[owner] if rounds else _PLAIN_OWNERS[owner]
    if stem is not None and stem.glides:
        word.glide(ending, rounds=rounds)
    elif between and rounds:
        word.round(ending)
    else:
        word.join(between + ending)
    if owner == "INFM":
        word.front = False


def _pronoun(stem: Stem, features: Features) -> Inflected | None:
    forms = known.PRONOUNS.get(stem.text, {})
    if features.number == "PL" or features.owner or features.case not in forms:
        return None
    by_rule = decline(Growing(stem), features).done(str(features))
    if forms[features.case] == by_rule.form:
        return by_rule
    word = Growing(stem)
    word.replace(forms[features.case], by_rule.form)
    return word.done(str(features))
