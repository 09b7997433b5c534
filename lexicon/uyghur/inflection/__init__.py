"""Endings of nouns and verbs, and how each form comes about: what heritage children get wrong.

    >>> inflect("بالا", "PL.PX3.DAT").form
    'بالىلىرىغا'
    >>> [piece for piece in inflect("كەل-", "PRS.3").pieces]
    ['كېل', 'ى', 'دۇ']

A verb's stem ends in a hyphen. The tags are told in ``features``. What no rule knows (whether a vowel is
long, whether one falls out) is an argument of ``Stem``, to be recorded for each sense; ``known`` has
everyday words.

A form made here is a form by rule. It is for a child only when somebody has accepted it: see ``evidence``.
"""

from __future__ import annotations

from anatil import AnaTilError
from lexicon.uyghur.inflection.evidence import Evidence, attested_verb_stem, evidence
from lexicon.uyghur.inflection.features import Features, FeaturesError, parse
from lexicon.uyghur.inflection.growing import Inflected, Phenomenon, Step
from lexicon.uyghur.inflection.nouns import noun
from lexicon.uyghur.inflection.stems import Stem, StemError, verb_stems
from lexicon.uyghur.inflection.verbs import verb

__all__ = [
    "Evidence",
    "Features",
    "FeaturesError",
    "Inflected",
    "LineError",
    "Phenomenon",
    "Stem",
    "StemError",
    "Step",
    "attested_verb_stem",
    "evidence",
    "inflect",
    "inflect_line",
    "noun",
    "parse",
    "verb",
    "verb_stems",
]


class LineError(AnaTilError):
    """A line that does not hold what the command reads."""


def inflect(stem: str | Stem, features: str) -> Inflected:
    """The form of ``stem`` (UEY in NFC; a verb's with a hyphen behind it) that the tags ask for.

    Raises ``StemError`` for a stem not in Uyghur letters and ``FeaturesError`` for tags that make no form.
    """
    if isinstance(stem, str):
        stem = Stem(stem.removesuffix("-"), verb=stem.endswith("-"))
    return (verb if stem.verb else noun)(stem, parse(features))


def inflect_line(line: str) -> str:
    """The form for one line ``stem⇥features`` of ``anatil text inflect``.

    Raises ``LineError`` if there is no tab, and what ``inflect`` raises.
    """
    stem, tab, features = line.rstrip("\r\n").partition("\t")
    if not tab:
        raise LineError(f"{line.strip()!r} has no tab; a stem, a tab and its tags are wanted: بالا, PL.DAT")
    return inflect(stem.strip(), features.partition("\t")[0]).form
